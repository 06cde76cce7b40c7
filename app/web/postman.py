"""Takes letters from the outbox to the mail server, one connection for a round, never from within a request."""

import logging
import smtplib
import threading

from app import mail
from app.db import transaction
from app.web.current import get_now
from app.web.house import House

log = logging.getLogger("baiqau.mail")
ROUND = 5.0
"""Seconds between rounds."""
AT_ONCE = 50
"""Letters that one round takes along."""


class Postman:
    """A thread beside the web server. Without a mail server it prints each new letter on the console instead."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="postman", daemon=True)
        self._printed: set[int] = set()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=5)

    def _work(self) -> None:
        while not self._stopping.wait(ROUND):
            try:
                round_trip(self.house) if self.house.settings.smtp_url else self._print()
            except Exception:
                log.exception("the round of letters broke off")

    def _print(self) -> None:
        with transaction(self.house.engine, reads_only=True) as session:
            fresh = [letter for letter in mail.due(session, get_now()) if letter.id not in self._printed]
        for letter in fresh:
            self._printed.add(letter.id or 0)
            log.info("letter to %s: %s\n%s", letter.address, letter.subject, letter.text)


def round_trip(house: House) -> int:
    """Deliver what is due and the minute has room for; returns how many letters left. Each is claimed before it goes,
    so none goes twice; one that left just before a crash may go once more, under the same Message-ID. When the server
    leaves in the middle, the rest stays untouched for the next round."""
    waiting = _waiting(house)
    if not waiting:
        return 0
    try:
        smtp = mail.connect(house.settings.smtp_url)
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("mail server not reached: %s", type(failure).__name__)
        return 0
    left = 0
    try:
        for letter_id in waiting:
            outcome = _deliver(house, letter_id, smtp)
            left += outcome is None
            if isinstance(outcome, Exception) and mail.is_line_lost(outcome):
                break
    finally:
        _hang_up(smtp)
    return left


class Untouched:
    """Not ours to deliver now."""


def _waiting(house: House) -> list[int | None]:
    now = get_now()
    with transaction(house.engine, reads_only=True) as session:
        room = mail.room(session, now, house.settings.mail_per_minute)
        return [letter.id for letter in mail.due(session, now, limit=min(room, AT_ONCE))] if room else []


def _deliver(house: House, letter_id: int | None, smtp: smtplib.SMTP) -> Exception | Untouched | None:
    """None: it has left."""
    with transaction(house.engine) as session:
        letter = mail.claim(session, letter_id, get_now(), house.settings.mail_per_minute)
    if letter is None:
        return Untouched()
    failure = mail.hand_over(letter, smtp, sender=house.settings.mail_from)
    with transaction(house.engine) as session:
        mail.settle(session, letter_id, failure, now=get_now())
    return failure


def _hang_up(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):  # it has hung up before us
        smtp.close()
