"""The tracker: who comes first, what is counted, how many questions it asks."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from granted import STEPS, keys_in, lead, make_granted, pay, terminate
from sqlalchemy import event
from sqlmodel import Session

from app.grants import queries
from app.grants.models import EvidenceKind
from app.grants.tracker import Next, Show, tracker

TODAY = date(2026, 5, 20)


def test_overdue_comes_first_and_accepted_last(session: Session, tmp_path: Path) -> None:
    granted, keys = make_granted(session, 5), keys_in(tmp_path)
    for grant, days in zip(granted.grants, (5, -3, -10, -20, 1), strict=True):
        lead(session, granted, keys, "accepted" if days == -20 else "paid", grant)
        queries.report(session, grant.id).due_on = TODAY + timedelta(days=days)
    session.flush()

    found = tracker(session, granted.contest.id, TODAY)

    assert [line.days_left for line in found.lines] == [-10, -3, 1, 5, -20]
    assert [line.is_overdue for line in found.lines] == [True, True, False, False, False]
    assert {show.value: found.number(show) for show in Show} == {
        "all": 5, "overdue": 2, "soon": 2, "contract": 0, "check": 0, "accepted": 1,
    }  # fmt: skip


def test_the_sums_on_top(session: Session, tmp_path: Path) -> None:
    granted, keys = make_granted(session, 4), keys_in(tmp_path)
    for grant, until in zip(granted.grants, ("details", "signed", "signed", "accepted"), strict=True):
        lead(session, granted, keys, until, grant)
    pay(session, granted, granted.grants[1], 50_000)

    found = tracker(session, granted.contest.id, TODAY)

    assert (found.awarded, found.signed, found.paid, found.spent) == (800_000, 600_000, 250_000, 150_000)


@pytest.mark.parametrize(
    ("until", "expected"),
    [("details", Next.CONTRACT), ("drafted", Next.SENDING), ("sent", Next.SIGNING), ("signed", Next.PAYMENT),
     ("paid", Next.REPORT), ("filled", Next.REPORT), ("submitted", Next.CHECK), ("content", Next.CHECK),
     ("accepted", Next.NOTHING)],
)  # fmt: skip
def test_a_grant_waits_for_one_thing(session: Session, tmp_path: Path, until: str, expected: Next) -> None:
    granted = make_granted(session)
    first = tracker(session, granted.contest.id, TODAY).lines[0]
    assert (first.next, first.is_unanswered) == (Next.DETAILS, True)

    lead(session, granted, keys_in(tmp_path), until)

    line = tracker(session, granted.contest.id, TODAY).lines[0]
    assert (line.next, line.is_unanswered) == (expected, False)
    is_filled = STEPS.index(until) >= STEPS.index("filled")
    assert line.have == dict(zip(EvidenceKind, (5, 1, 1) if is_filled else (0, 0, 0), strict=True))
    assert line.spent == (150_000 if is_filled else 0)


@pytest.mark.parametrize("until", ["paid", "submitted"])
def test_nothing_is_waited_for_once_the_contract_has_ended(session: Session, tmp_path: Path, until: str) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), until)
    terminate(session, granted)
    queries.report(session, granted.grant.id).due_on = TODAY - timedelta(days=3)
    session.flush()

    found = tracker(session, granted.contest.id, TODAY)
    assert found.lines[0].next is Next.NOTHING
    assert [found.number(show) for show in (Show.ALL, Show.OVERDUE, Show.SOON, Show.CHECK)] == [1, 0, 0, 0]


def test_ten_grants_ask_no_more_than_one(session: Session, tmp_path: Path) -> None:
    asked: list[str] = []

    def listen(*facts: Any) -> None:
        asked.append(facts[2])

    counts = []
    for number in (1, 10):
        granted = make_granted(session, number)
        for grant in granted.grants:
            lead(session, granted, keys_in(tmp_path), "filled", grant)
        contest_id = granted.contest.id
        session.commit()
        session.expunge_all()
        asked.clear()
        event.listen(session.get_bind(), "before_cursor_execute", listen)
        assert len(tracker(session, contest_id, TODAY).lines) == number
        event.remove(session.get_bind(), "before_cursor_execute", listen)
        counts.append(len([one for one in asked if one.startswith("SELECT")]))

    assert counts == [6, 6]
