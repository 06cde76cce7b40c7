"""Duties that come round by themselves: done every few minutes beside the server, and once by `baiqau tick`."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import leases
from app.db import transaction
from app.web import checkpointing, janitor, reminding
from app.web.awards import publishing
from app.web.ceremony import ready_letters
from app.web.current import get_now
from app.web.grants import contract_ending, grant_reminding
from app.web.house import House
from app.web.papers import name_letters, printer

log = logging.getLogger("baiqau.ticking")
PAUSE = 180.0
"""Seconds between rounds."""
TERM = timedelta(minutes=30)
"""A duty whose process died is taken over after this."""


@dataclass(frozen=True)
class Duty:
    """`run` opens its own transactions, may be done any number of times, and returns how much there was to do."""

    name: str
    run: Callable[[House, datetime], int]
    every: timedelta = timedelta()
    """Beside a server it rests for so long; by default it is done in each round."""


DUTIES: list[Duty] = [
    Duty("checkpoints", checkpointing.note_weekly, every=timedelta(hours=1)),
    Duty("files", janitor.sweep_files, every=timedelta(hours=6)),
    Duty("reminders", reminding.remind),
    Duty("contracts", contract_ending.end_due),
    Duty("grants", grant_reminding.remind),
    Duty("names", name_letters.remind),
    Duty("ceremonies", ready_letters.remind, every=timedelta(hours=1)),
    Duty("publication", publishing.publish_due),
    Duty("printed", printer.forget_old, every=timedelta(hours=6)),
    Duty("rows", janitor.sweep_rows, every=timedelta(hours=6)),
]


def tick(house: House, now: datetime, duties: Sequence[Duty] = DUTIES) -> dict[str, int | None]:
    """Every duty once, each whatever became of the others: name → how much it did, None for one that broke off. A duty
    that another process is at is left out."""
    done: dict[str, int | None] = {}
    for duty in duties:
        if not _take(house, duty, now):
            continue
        try:
            done[duty.name] = duty.run(house, now)
        except Exception:
            log.exception("the duty «%s» broke off", duty.name)
            done[duty.name] = None
        finally:
            with transaction(house.engine) as session:
                leases.give_back(session, duty.name)
    return done


def _take(house: House, duty: Duty, now: datetime) -> bool:
    with transaction(house.engine) as session:
        return leases.take(session, duty.name, now=now, term=TERM)


class Ticker:
    """A thread beside the web server."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="ticker", daemon=True)
        self._done_at: dict[str, datetime] = {}

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=5)

    def _work(self) -> None:
        while not self._stopping.wait(PAUSE):
            try:
                self.round(get_now())
            except Exception:
                log.exception("the round of duties broke off")

    def round(self, now: datetime) -> None:
        """Do what is due. A duty that broke off is due again in the next round."""
        due = [one for one in DUTIES if one.name not in self._done_at or self._done_at[one.name] + one.every <= now]
        done = tick(self.house, now, due)
        self._done_at |= {name: now for name, number in done.items() if number is not None}
