"""Draws files of many papers beside the server, so that they outlive the request that asked for them. Which papers
stand in a file is settled in the database, so a process that dies leaves nothing half done: another begins the file
anew once the lease has run out."""

import logging
import tempfile
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import IO

from app import leases
from app.db import transaction
from app.errors import RuleBroken
from app.papers import register, runs
from app.papers.models import PrintRun
from app.web.current import get_now
from app.web.house import House
from app.web.papers.paper_press import press

log = logging.getLogger("baiqau.printer")
ROUND = 1.0
"""Seconds between looks for work."""
TERM = timedelta(seconds=45)
"""A file whose maker says nothing for so long is begun anew."""
STEP = 20
"""Pages between two words about how far it is."""
_CHUNK = 1 << 18


class Printer:
    """A thread beside the web server."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="printer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=5)

    def _work(self) -> None:
        while not self._stopping.wait(ROUND):
            try:
                round_trip(self.house)
            except Exception:
                log.exception("the round of printing broke off")


def round_trip(house: House) -> int:
    """Make every file that waits and that nobody else is at; how many were made."""
    with transaction(house.engine, reads_only=True) as session:
        waiting = register.waiting(session)
    return sum(_make(house, run_id) for run_id in waiting)


def forget_old(house: House, now: datetime) -> int:
    with transaction(house.engine) as session:
        return runs.forget_old(session, now=now)


def _make(house: House, run_id: int) -> bool:
    lease = f"print-run-{run_id}"
    with transaction(house.engine) as session:
        if not leases.take(session, lease, now=get_now(), term=TERM):
            return False
    try:
        with tempfile.TemporaryFile() as target:
            failure = _draw(house, run_id, target)
            sha256 = "" if failure else house.shelf.put(_chunks(target)).sha256
    finally:
        with transaction(house.engine) as session:
            leases.give_back(session, lease)
    with transaction(house.engine) as session:
        run = session.get_one(PrintRun, run_id)
        runs.fail(session, run, failure, now=get_now()) if failure else runs.finish(session, run, sha256, now=get_now())
    return True


def _draw(house: House, run_id: int, target: IO[bytes]) -> str:
    """The reason of the refusal, if there was one: a paper was replaced in the meantime, or no longer says what was
    signed."""
    with transaction(house.engine, reads_only=True) as session:
        run, papers = session.get_one(PrintRun, run_id), register.of_run(session, run_id)
    try:
        press(house).write(target, papers, run.title, partial(_tell, house, run_id))
    except RuleBroken as refused:
        return refused.reason
    return ""


def _tell(house: House, run_id: int, done: int) -> None:
    if done % STEP == 0:
        with transaction(house.engine) as session:
            runs.advance(session, session.get_one(PrintRun, run_id), done)
            leases.prolong(session, f"print-run-{run_id}", now=get_now(), term=TERM)


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    source.seek(0)
    while chunk := source.read(_CHUNK):
        yield chunk
