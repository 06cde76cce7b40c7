"""F18: the server is killed while it issues four hundred papers and while it draws them into one file."""

import http.client
import threading
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from pypdf import PdfReader
from sqlmodel import Session, col, select
from world import give_role, make_application, make_author, make_user, nominations_of

from app.accounts import sessions
from app.contests.models import Contest, ContestStatus, RoleName
from app.db import make_engine, transaction
from app.papers.models import Certificate, Printing, PrintRun, RunStatus
from app.places.models import School
from faults import place as places
from faults.checker import Found
from faults.place import HOST, Place, ask

FORM = "application/x-www-form-urlencoded"
SEE_OTHER = 303
PATIENCE = 300
"""Seconds in which every file has to be there in the end."""


def run(folder: Path, *, papers: int = 400, kills: int = 8, longest: float = 4) -> tuple[dict[str, Any], Found]:
    """Press «issue all and print», kill −9 within `longest` seconds, start again; in the end everybody has one paper,
    the numbers have no gap, and every file that was put to print holds its papers once and in their order."""
    place = places.build(folder, 1)
    slug, token = _published(place, papers)
    chance, found = Random(2), Found()
    with places.served(place):
        for _ in range(kills):
            _press(place, slug, token, found, chance.uniform(0.1, longest))
            places.start(place)
        _press(place, slug, token, found, None)
        begun = time.monotonic()
        engine = make_engine(place.settings.url)
        with transaction(engine, reads_only=True) as session:
            runs = [one or 0 for one in session.exec(select(PrintRun.id)).all()]
        _wait(place, runs)
        with transaction(engine, reads_only=True) as session:
            _look(session, place, slug, papers, token, found)
        engine.dispose()
    facts = {"papers": papers, "kills": kills, "files": len(runs), "seconds": round(time.monotonic() - begun, 1)}
    return facts, found


def _published(place: Place, papers: int) -> tuple[str, str]:
    """The results of the contest are out, `papers` took part, a secretary is signed in."""
    engine, now = make_engine(place.settings.url), datetime.now(UTC)
    with transaction(engine) as session:
        contest, school = session.exec(select(Contest)).one(), session.exec(select(School)).one()
        contest.status = ContestStatus.PUBLISHED
        teacher, secretary = make_user(session, "Мұғалім Ай"), make_user(session, "Хатшы Күн")
        give_role(session, secretary, contest, RoleName.SECRETARY)
        nominations = nominations_of(session, contest)
        for number in range(papers):
            nomination = nominations[number % len(nominations)]
            work = make_application(session, contest, teacher, nomination, title=f"Гүл {number}")
            make_author(session, work, school, name_kk=f"Оқушы {number}")
        token = sessions.start(session, secretary, now=now, address=HOST, agent="faults", how="password")
        slug = contest.slug
    engine.dispose()
    return slug, token


def _press(place: Place, slug: str, token: str, found: Found, life: float | None) -> None:
    """The button, by somebody whose server lives for so long."""

    def go() -> None:
        try:
            path = f"/office/{slug}/papers/issue"
            status, _, _ = ask(place.port, "POST", path, token=token, body=b"go=print", kind=FORM)
        except (OSError, http.client.HTTPException):
            found.unknown += 1
            return
        found.acknowledged += status == SEE_OTHER

    thread = threading.Thread(target=go)
    thread.start()
    if life is not None:
        time.sleep(life)
        places.kill(place)
    thread.join()


def _wait(place: Place, runs: list[int]) -> None:
    until = time.monotonic() + PATIENCE
    engine = make_engine(place.settings.url)
    while time.monotonic() < until:
        with transaction(engine, reads_only=True) as session:
            states = session.exec(select(PrintRun.status).where(col(PrintRun.id).in_(runs))).all()
        if all(state is not RunStatus.WAITING for state in states):
            break
        time.sleep(0.2)
    engine.dispose()


def _look(session: Session, place: Place, slug: str, papers: int, token: str, found: Found) -> None:
    made = session.exec(select(Certificate).order_by(col(Certificate.id))).all()
    numbers = sorted(int(one.number.split("-")[3]) for one in made)
    found.lost += [f"paper {number}" for number in range(1, papers + 1) if number not in numbers]
    found.doubled += [f"paper {one}" for one in set(numbers) if numbers.count(one) > 1]
    found.doubled += ["two papers for one"] if len({one.recipient_key for one in made}) < len(made) else []
    printed = session.exec(select(Printing)).all()
    found.lost += [one.number for one in made if one.id not in {each.certificate_id for each in printed}]
    for run in session.exec(select(PrintRun)).all():
        if run.status is not RunStatus.DONE:
            found.lost.append(f"file {run.id} is {run.status} {run.failure}")
            continue
        _, _, data = ask(place.port, "GET", f"/office/{slug}/paper-runs/{run.id}/file", token=token)
        marks: list[Any] = PdfReader(BytesIO(data)).outline
        asked = sorted((one for one in printed if one.run_id == run.id), key=lambda one: one.place)
        expected = [next(each.number for each in made if each.id == one.certificate_id) for one in asked]
        if [mark.title.split(" ")[0] for mark in marks] != expected or len(expected) != run.total:
            found.corrupt.append(f"file {run.id} does not hold what was put to print")
