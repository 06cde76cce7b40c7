"""Letters: rows written in the transaction that causes them, delivered afterwards, each at most once.

This module is handed finished text; who writes it in which language is `web/letters.py`'s business.
"""

import logging
import smtplib
import ssl
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, col, delete, select

from app.db import choice

log = logging.getLogger("baiqau.mail")
PAUSES = (1, 5, 15, 60)
"""Minutes to wait after the first, second … failure; the last one repeats, for a day in all."""
PAUSES_WITHOUT_LINE = (1, 5)
"""The same while the server cannot be reached: once it is back, nothing waits longer than this."""
PERMANENT, SERVICE_GONE = 500, 421
GIVE_UP_AFTER = timedelta(hours=24)
LEASE = timedelta(minutes=5)
"""For so long a letter is in one deliverer's hands; if that one dies on the way, it is due again after it."""


class LetterStatus(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


class Letter(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    """What makes it one letter, for example ``receipt-17-v1``: the same cause never writes twice."""
    contest_id: int | None = Field(default=None, foreign_key="contest.id", index=True)
    user_id: int | None = Field(default=None, foreign_key="user.id", index=True)
    mailing_id: int | None = Field(default=None, foreign_key="mailing.id", index=True)
    """Of a letter that the office wrote to many: it lets the others pass."""
    address: str
    language: str
    subject: str
    text: str
    html: str
    is_private: bool = False
    """Carries a sign-in link: its text is shown to nobody in the office."""
    status: LetterStatus = choice(LetterStatus, default=LetterStatus.WAITING, index=True)
    created_at: datetime
    tries: int = 0
    next_try_at: datetime
    first_tried_at: datetime | None = None
    tried_at: datetime | None = Field(default=None, index=True)
    """Last: what the rate of letters is counted by."""
    sent_at: datetime | None = None
    error: str = ""
    address_refused: bool = False
    """The mail server said for good that nobody is there."""


class Hold(SQLModel, table=True):
    """Nothing that is written for this contest leaves, until the row is taken away."""

    __tablename__ = "mail_hold"

    contest_id: int = Field(primary_key=True, foreign_key="contest.id")
    since: datetime
    by: int = Field(foreign_key="user.id")


def post(session: Session, letter: Letter) -> bool:
    """Put `letter` into the outbox unless one with its key is there. True when it is new."""
    if session.exec(select(Letter.id).where(Letter.key == letter.key)).first() is not None:
        return False
    session.add(letter)
    session.flush()
    return True


def post_all(session: Session, letters: Sequence[Letter]) -> None:
    """`post` for many at once: no question for each of them."""
    there = set(session.exec(select(Letter.key).where(col(Letter.key).in_([one.key for one in letters]))).all())
    session.add_all(one for one in letters if one.key not in there)
    session.flush()


def due(session: Session, now: datetime, limit: int = 50) -> list[Letter]:
    """What may leave now: links to sign in before the rest, what was written to many last."""
    return list(
        session.exec(
            select(Letter)
            .where(*_may_leave(now))
            .order_by(col(Letter.is_private).desc(), col(Letter.mailing_id).is_not(None), col(Letter.id))
            .limit(limit)
        )
    )


def room(session: Session, now: datetime, per_minute: int) -> int:
    """How many letters may still be tried in this minute."""
    tried = session.exec(
        select(func.count()).select_from(Letter).where(col(Letter.tried_at) > now - timedelta(minutes=1))
    ).one()
    return max(0, per_minute - tried)


def claim(session: Session, letter_id: int | None, now: datetime, per_minute: int) -> Letter | None:
    """The letter in our hands for `LEASE`, unless another deliverer has it, it has left, its contest's letters are held
    or the minute is full. The mail server is spoken to after this transaction: however slow it is, nobody waits for a
    lock."""
    if not room(session, now, per_minute):
        return None
    letter = session.exec(
        select(Letter).where(Letter.id == letter_id, *_may_leave(now)).with_for_update(skip_locked=True)
    ).first()
    if letter is not None:
        letter.tries, letter.next_try_at, letter.tried_at = letter.tries + 1, now + LEASE, now
        letter.first_tried_at = letter.first_tried_at or now
        session.add(letter)
    return letter


def _may_leave(now: datetime) -> tuple[Any, ...]:
    held = select(Hold.contest_id).where(Hold.contest_id == Letter.contest_id).exists()
    return Letter.status == LetterStatus.WAITING, Letter.next_try_at <= now, ~held


def hand_over(letter: Letter, smtp: smtplib.SMTP, *, sender: str) -> Exception | None:
    """Give the claimed letter to `smtp`; what went wrong, if anything did."""
    try:
        ready = message(letter, sender)
    except (ValueError, IndexError, MessageError) as unfit:  # what the parser of addresses stumbles with
        return ValueError(str(unfit))
    try:
        smtp.send_message(ready)
    except (smtplib.SMTPException, OSError, ValueError) as failure:
        return failure
    return None


def settle(session: Session, letter_id: int | None, failure: Exception | None, *, now: datetime) -> None:
    """Note what became of a letter. A refusal for good (5xx, or an address that no letter can carry) or a day of
    failures ends it; else it waits."""
    letter = session.get_one(Letter, letter_id)
    if failure is None:
        letter.status, letter.sent_at, letter.error = LetterStatus.SENT, now, ""
    else:
        _put_off(letter, failure, now)
    session.add(letter)


def is_line_lost(failure: Exception | None) -> bool:
    """It was not about this letter: the server is gone, nothing else can be given to it now."""
    if isinstance(failure, smtplib.SMTPResponseException):
        return failure.smtp_code == SERVICE_GONE
    is_ours = not isinstance(failure, smtplib.SMTPException)
    return isinstance(failure, smtplib.SMTPServerDisconnected) or (is_ours and isinstance(failure, OSError))


def _put_off(letter: Letter, failure: Exception, now: datetime) -> None:
    letter.error = _words(failure)[:500]
    letter.address_refused = _is_nobody_there(failure)
    content = isinstance(failure, smtplib.SMTPDataError) and failure.smtp_code >= PERMANENT
    if letter.address_refused or content or now - (letter.first_tried_at or now) > GIVE_UP_AFTER:
        letter.status = LetterStatus.REFUSED
    else:
        pauses = PAUSES_WITHOUT_LINE if is_line_lost(failure) else PAUSES
        letter.next_try_at = now + timedelta(minutes=pauses[min(letter.tries, len(pauses)) - 1])
    log.warning("letter %s not delivered: %s", letter.id, type(failure).__name__)


def _is_nobody_there(failure: Exception) -> bool:
    """Also an address that no letter can carry. What the server holds against the sender is no word on the address."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _ in failure.recipients.values())
    return isinstance(failure, ValueError | smtplib.SMTPNotSupportedError)


def _words(failure: Exception) -> str:
    """What the server answered, as people can read it."""
    answers: list[tuple[int, bytes | str]] = []
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        answers = list(failure.recipients.values())
    elif isinstance(failure, smtplib.SMTPResponseException):
        answers = [(failure.smtp_code, failure.smtp_error)]
    said = [f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}" for code, text in answers]
    return "; ".join(said) or str(failure) or type(failure).__name__


def message(letter: Letter, sender: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = letter.subject
    mail["From"] = sender
    mail["To"] = Address(addr_spec=letter.address)
    mail["Message-ID"] = f"<{letter.key}@{sender.rpartition('@')[2].strip('>') or 'baiqau'}>"
    mail["Content-Language"] = letter.language
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    return mail


def connect(url: str) -> smtplib.SMTP:
    """A signed-in connection to `smtp://` (STARTTLS where offered) or `smtps://`. Raises OSError or SMTPException."""
    parts = urlsplit(url)
    host, context = parts.hostname or "localhost", ssl.create_default_context()
    smtp: smtplib.SMTP
    if parts.scheme == "smtps":
        smtp = smtplib.SMTP_SSL(host, parts.port or 465, timeout=20, context=context)
    else:
        smtp = smtplib.SMTP(host, parts.port or 25, timeout=20)
        smtp.ehlo_or_helo_if_needed()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=context)
    if parts.username:
        smtp.login(unquote(parts.username), unquote(parts.password or ""))
    return smtp


def keys(session: Session, contest_id: int | None, prefix: str, *, untried: bool = False) -> set[str]:
    """Keys of the contest's letters that begin with `prefix`, which holds no sign of LIKE; `untried`: only of those
    that nobody has begun to deliver."""
    wanted = select(Letter.key).where(Letter.contest_id == contest_id, col(Letter.key).startswith(prefix))
    if untried:
        wanted = wanted.where(Letter.status == LetterStatus.WAITING, Letter.tries == 0)
    return set(session.exec(wanted).all())


def forget(session: Session, keys: Collection[str]) -> None:
    """Letters that have lost their cause leave the outbox, unless somebody has begun to deliver them."""
    session.exec(
        delete(Letter).where(
            col(Letter.key).in_(keys), col(Letter.status) == LetterStatus.WAITING, col(Letter.tries) == 0
        )
    )
