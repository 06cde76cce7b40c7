"""Between judging and deciding: what is sealed stays sealed once the commission meets, whoever is quicker."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from world import Judged, confirm, make_judged

from app.awards import decisions
from app.contests.models import Contest, ContestStatus
from app.db import transaction
from app.errors import RuleBroken
from app.jury import queries, sealing, unsealing
from app.jury.models import Seat, Sheet, SheetStatus
from app.jury.seal_models import Unsealing
from app.places.models import Territory

ROWS: list[Any] = [(1, 0, 9), (1, 1, 8), (2, 2, 7)]


def judging(session: Session, territories: list[Territory] | None = None) -> Judged:
    """Everything is sealed, the commission has not met."""
    judged = make_judged(session, ROWS, territories=territories)
    judged.contest.status = ContestStatus.JUDGING
    session.flush()
    return judged


def sheet_of(session: Session, judged: Judged) -> Sheet:
    """A member's sheet for the first work."""
    found = select(Sheet).where(Sheet.application_id == judged.works[0].id, Sheet.seat_id == judged.seats[1].id)
    return session.exec(found).one()


def asked(session: Session, judged: Judged, now: datetime) -> Unsealing:
    return unsealing.propose(session, judged.contest, sheet_of(session, judged), "Қате баға",
                             by=judged.organiser.id or 0, now=now)  # fmt: skip


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.reason


def test_an_open_sheet_keeps_the_commission_from_meeting_until_it_is_sealed_again(
    session: Session, now: datetime
) -> None:
    judged = judging(session)
    unsealing.agree(session, judged.contest, asked(session, judged, now), by=judged.chair.id or 0, now=now)

    assert refused(lambda: decisions.begin(session, judged.contest, by=judged.chair, now=now)) == "judging-goes-on"

    seat = session.get_one(Seat, judged.seats[1].id)
    sealing.seal(session, seat, judged.nominations[0], judged.contest, by=seat.user_id, now=now)
    decisions.begin(session, judged.contest, by=judged.chair, now=now)
    assert judged.contest.status is ContestStatus.DECIDING


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_nothing_is_opened_again_once_the_commission_meets(session: Session, now: datetime, is_confirmed: bool) -> None:
    judged = judging(session)
    waiting = asked(session, judged, now)
    decisions.begin(session, judged.contest, by=judged.chair, now=now)
    if is_confirmed:
        confirm(session, judged, now)

    agree = lambda: unsealing.agree(  # noqa: E731
        session, judged.contest, waiting, by=judged.chair.id or 0, now=now
    )
    assert refused(agree) == "judging-closed"
    again = lambda: unsealing.propose(  # noqa: E731
        session, judged.contest, sheet_of(session, judged), "Тағы", by=judged.chair.id or 0, now=now
    )
    assert refused(again) == "judging-closed"
    unsealing.refuse(session, waiting, by=judged.chair.id or 0, now=now)
    assert sheet_of(session, judged).status is SheetStatus.SEALED


def test_a_sheet_is_not_opened_beside_the_beginning_of_the_decision(engine: Engine, now: datetime) -> None:
    """One agrees to open a sheet while another opens the decision: never both."""
    answers: Counter[tuple[str, ...]] = Counter()
    territories: list[Territory] | None = None
    for _ in range(12):
        with transaction(engine) as session:
            judged = judging(session, territories)
            territories = judged.territories
            waiting, contest_id = asked(session, judged, now).id, judged.contest.id
        said = at_once(engine, contest_id, waiting, judged, now)
        with transaction(engine, reads_only=True) as session:
            contest = session.get_one(Contest, contest_id)
            is_open = len(queries.sealed_nominations(session, contest_id)) < len(judged.nominations)
            assert is_open is (contest.status is ContestStatus.JUDGING)
        answers[tuple(said)] += 1
    assert set(answers) <= {("opened", "judging-goes-on"), ("judging-closed", "begun")}


def at_once(engine: Engine, contest_id: int | None, waiting: int | None, judged: Judged, now: datetime) -> list[str]:
    start, said = threading.Barrier(2), ["", ""]

    def open_sheet(session: Session, contest: Contest) -> str:
        found = session.exec(select(Unsealing).where(col(Unsealing.id) == waiting)).one()
        unsealing.agree(session, contest, found, by=judged.chair.id or 0, now=now)
        return "opened"

    def begin(session: Session, contest: Contest) -> str:
        decisions.begin(session, contest, by=judged.organiser, now=now)
        return "begun"

    def run(at: int, act: Callable[[Session, Contest], str]) -> None:
        start.wait()
        try:
            with transaction(engine) as session:
                said[at] = act(session, session.get_one(Contest, contest_id))
        except RuleBroken as broken:
            said[at] = broken.reason

    threads = [threading.Thread(target=run, args=(at, act)) for at, act in enumerate((open_sheet, begin))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
