"""CO4 and CO8 for papers: many hands at once, on either database, make one paper for each and numbers without a gap."""

import threading
from datetime import datetime
from pathlib import Path

import pytest
from ceremony import drawings
from sqlalchemy import Engine
from sqlmodel import select

from app.accounts.models import User
from app.contests.models import Contest
from app.db import transaction
from app.errors import RuleBroken
from app.keys import Keys
from app.papers import issuing
from app.papers.issuing import Correction
from app.papers.models import Certificate, PaperKind, PaperReason


class GivenUp(Exception):
    """Somebody pulls the plug before the commit."""


def at_once(times: int, act: object) -> list[object]:
    answers: list[object] = [None] * times
    start = threading.Barrier(times)

    def go(turn: int) -> None:
        start.wait()
        try:
            answers[turn] = act(turn)  # type: ignore[operator]
        except (RuleBroken, GivenUp) as refused:
            answers[turn] = refused

    threads = [threading.Thread(target=go, args=(turn,)) for turn in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def contest(engine: Engine) -> tuple[int, int]:
    """A published contest with twelve works, and its secretary."""
    with transaction(engine) as session:
        world = drawings(session, works=12)
        return world.contest.id or 0, world.staff["secretary"].id or 0


def test_a_batch_started_ten_times_makes_one_paper_for_each_though_half_give_up(
    engine: Engine, contest: tuple[int, int], tmp_path: Path, now: datetime
) -> None:
    keys = Keys(tmp_path)
    keys.make_all()

    def act(turn: int) -> int:
        with transaction(engine) as session:
            by = session.get_one(User, contest[1])
            made = issuing.issue_all(session, keys, session.get_one(Contest, contest[0]), by=by, now=now)
            if turn % 2:
                raise GivenUp
            return len(made)

    answers = at_once(10, act)

    assert sorted(one for one in answers if isinstance(one, int)) == [0, 0, 0, 0, 13]
    with transaction(engine) as session:
        papers = session.exec(select(Certificate)).all()
    for kind, count in ((PaperKind.DIPLOMA, 2), (PaperKind.CERTIFICATE_PARTICIPANT, 10), (PaperKind.THANKS, 1)):
        serials = sorted(int(one.number.split("-")[3]) for one in papers if one.kind is kind)
        assert serials == list(range(1, count + 1))
    assert len({(one.recipient_key, one.kind) for one in papers}) == len(papers) == 13


def test_of_ten_who_replace_one_paper_one_does(
    engine: Engine, contest: tuple[int, int], tmp_path: Path, now: datetime
) -> None:
    keys = Keys(tmp_path)
    with transaction(engine) as session:
        by = session.get_one(User, contest[1])
        made = issuing.issue_all(session, keys, session.get_one(Contest, contest[0]), by=by, now=now)
        number = next(one.number for one in made if one.kind is PaperKind.DIPLOMA)

    def act(turn: int) -> str:
        with transaction(engine) as session:
            old = session.exec(select(Certificate).where(Certificate.number == number)).one()
            correction = Correction(PaperReason.NAME_WRONG, "", f"Төлеуова Аружан {turn}")
            by = session.get_one(User, contest[1])
            return issuing.replace(session, keys, old, correction, by=by, now=now).number

    answers = at_once(10, act)

    assert [isinstance(one, str) for one in answers].count(True) == 1
    assert {one.reason for one in answers if isinstance(one, RuleBroken)} == {"not-now"}
    with transaction(engine) as session:
        papers = session.exec(select(Certificate).where(Certificate.kind == PaperKind.DIPLOMA)).all()
    assert sorted(int(one.number.split("-")[3]) for one in papers) == [1, 2, 3]
