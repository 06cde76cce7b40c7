"""Whoever takes several locks takes them in one order, and «are all sealed?» is asked under a lock: nobody waits in a
circle, and nothing is done on an answer that a moment later is wrong."""

import threading
from collections.abc import Callable, Collection

import pytest
from meeting import House
from sqlmodel import Session, select
from world import declared, make_application, make_user

from app.applications.models import Application
from app.contests import queries as contests
from app.contests.models import Contest, Nomination, ShortlistMode
from app.db import transaction
from app.jury import awaiting, locks, masking, queries, sealing, seats, shortlisting, unsealing
from app.jury.masking_models import TextMask
from app.jury.models import Bench, Seal, Seat, Sheet, SheetStatus
from app.jury.seal_models import Unsealing
from app.jury.sheets import recuse

PATIENCE = 60
"""Seconds after which a thread has failed: nothing here takes so long."""


def test_a_work_is_covered_before_the_last_seal_or_not_at_all(build: Callable[..., House]) -> None:
    here = build()
    here.mark(0, 1, 2)
    here.alone(here.seal(0))
    here.alone(here.seal(1))

    def cover(session: Session) -> None:
        masking.cover_words(session, session.get_one(Application, here.works[0]), ["Асель"], by=here.others[0],
                            now=here.now)  # fmt: skip

    told = here.together(here.seal(2), cover)
    assert told[0] == "done"
    assert told[1] in ("done", "judging-closed")
    with transaction(here.engine, reads_only=True) as session:
        assert len(session.exec(select(TextMask)).all()) == (told[1] == "done")


def test_who_seals_everything_meets_who_seals_one_nomination(
    build: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who seals both asks for the second when the other one has it and is not in the journal yet. On SQLite the
    first who writes is alone: nobody gets so far."""
    here = build()
    locks_rows = here.engine.dialect.name == "postgresql"
    hold, benches = awaiting.hold, locks.benches
    held, asked = threading.Event(), threading.Event()

    def holding(session: Session, contest: Contest, nomination: Nomination, sealing: Seat) -> None:
        if sealing.id == here.seats[0] and nomination.id != here.nomination:
            asked.set()
        hold(session, contest, nomination, sealing)
        if sealing.id == here.seats[1]:
            held.set()
            assert not locks_rows or asked.wait(PATIENCE)

    def asking(session: Session, nomination_ids: Collection[int | None]) -> None:
        if {*nomination_ids} - {here.nomination}:
            asked.set()
        benches(session, nomination_ids)

    monkeypatch.setattr(awaiting, "hold", holding)
    monkeypatch.setattr(locks, "benches", asking)

    def widen(session: Session) -> None:
        contest, _, _ = here.get(session)
        other = Nomination(contest_id=here.contest, position=2, title={"kk": "Б", "ru": "Б", "en": "B"})
        session.add(other)
        session.flush()
        make_application(session, contest, make_user(session), other)
        session.add_all(Bench(seat_id=one, nomination_id=other.id or 0) for one in here.seats)
        session.flush()
        seats.deal(session, contest, by=None, now=here.now)
        for one in here.seats:
            declared(session, session.get_one(Seat, one))

    def everything(session: Session) -> None:
        assert held.wait(PATIENCE)
        contest, _, seat = here.get(session, 0)
        nominations = contests.nominations(session, here.contest)
        sealing.seal_all(session, seat, contest, nominations, by=seat.user_id, now=here.now)

    def second_only(session: Session) -> None:
        contest, _, seat = here.get(session, 1)
        nomination = contests.nominations(session, here.contest)[1]
        sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=here.now)

    here.alone(widen)
    here.mark(0, 1)
    assert here.together(everything, second_only) == ["done", "done"]
    with transaction(here.engine, reads_only=True) as session:
        assert len(session.exec(select(Seal)).all()) == 3


def test_the_last_is_taken_off_while_another_seals_and_marks_stay_closed(build: Callable[..., House]) -> None:
    here = build()
    here.mark(0, 1)
    here.alone(here.seal(0))

    def leave(session: Session) -> None:
        _, _, seat = here.get(session, 2)
        seats.leave(session, seat, "x", by=here.others[0], now=here.now)

    assert here.together(here.seal(1), leave) == ["done", "done"]
    with transaction(here.engine, reads_only=True) as session:
        assert queries.sealed_nominations(session, here.contest) == set()


def test_the_first_seal_meets_a_leaving_and_there_is_one_order(build: Callable[..., House]) -> None:
    """Whoever left before the first seal is not waited for, whoever left after it is."""
    here = build()
    here.mark(0, 1)

    def leave(session: Session) -> None:
        _, _, seat = here.get(session, 2)
        seats.leave(session, seat, "x", by=here.others[0], now=here.now)

    assert here.together(here.seal(0), leave) == ["done", "done"]
    here.alone(here.seal(1))
    with transaction(here.engine, reads_only=True) as session:
        waits = queries.benches(session, here.seats[2])[here.nomination].is_awaited
        assert (queries.sealed_nominations(session, here.contest) == set()) == waits


def test_a_conflict_deals_to_a_seat_that_seals_and_nobody_waits_in_a_circle(build: Callable[..., House]) -> None:
    here = build(draw=2)
    here.mark(1, 2)

    def step_back(session: Session) -> None:
        contest, _, seat = here.get(session, 0)
        own = queries.sheets_of(session, seat.id)[0]
        found = queries.sheet(session, own.id or 0, lock=True)
        assert found is not None
        recuse(session, found[0], seat, contest, "x", by=seat.user_id, now=here.now)

    told = here.together(step_back, here.seal(1), here.seal(2))
    assert told[0] == "done"
    assert set(told[1:]) <= {"done", "sheets-unfinished"}  # the work came to a member who had not sealed yet
    with transaction(here.engine, reads_only=True) as session:
        assert len(session.exec(select(Seal)).all()) == told[1:].count("done")


def test_a_sheet_that_is_opened_while_the_chair_ends_the_judging_is_not_left_open(build: Callable[..., House]) -> None:
    here = build()
    here.mark(1)
    here.alone(here.seal(1))

    def ask(session: Session) -> None:
        contest, _, seat = here.get(session, 1)
        unsealing.propose(session, contest, queries.sheets_of(session, seat.id)[0], "x", by=here.others[0],
                          now=here.now)  # fmt: skip

    def agree(session: Session) -> None:
        contest, _, _ = here.get(session)
        unsealing.agree(session, contest, session.exec(select(Unsealing)).one(), by=here.others[1], now=here.now)

    def close(session: Session) -> None:
        contest, nomination, _ = here.get(session)
        sealing.close(session, nomination, contest, "x", by=here.users[0], now=here.now)

    here.alone(ask)
    told = here.together(agree, close)
    assert told[1] == "done"
    assert told[0] in ("done", "nomination-closed")
    with transaction(here.engine, reads_only=True) as session:
        left = {sheet.status for sheet in session.exec(select(Sheet)).all()}
        assert left <= {SheetStatus.SEALED, SheetStatus.VOID}


@pytest.mark.parametrize("first", [True, False])
def test_a_shortlist_is_made_while_somebody_steps_back(build: Callable[..., House], first: bool) -> None:
    here = build(shortlist=ShortlistMode.YES_NO, shortlist_size=2)
    for one in (0, 1):
        here.look(one, [1, 1, 0, 0])
        here.alone(here.seal_round(one))

    def step_back(session: Session) -> None:
        contest, _, seat = here.get(session, 2)
        own = queries.sheets_of(session, seat.id)[0]
        found = queries.sheet(session, own.id or 0, lock=True)
        assert found is not None
        recuse(session, found[0], seat, contest, "x", by=seat.user_id, now=here.now)

    def close(session: Session) -> None:
        contest, nomination, _ = here.get(session)
        shortlisting.close(session, nomination, contest, "x", by=here.users[0], now=here.now)

    acts = (step_back, close) if first else (close, step_back)
    told = dict(zip(acts, here.together(*acts), strict=True))
    assert told[close] == "done"
    assert told[step_back] in ("done", "sheet-closed")
