"""Reminders of reports: who gets what on which day, asked anew each time."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from granted import Granted, keys_in, lead, make_granted, take
from sqlmodel import Session

from app.grants import queries, reminders
from app.grants.models import ReportStatus
from app.grants.reminders import moment

TODAY = date(2026, 5, 20)
Expected = list[tuple[str, int, bool]]


def granted_in(session: Session, tmp_path: Path, until: str, due_in: int) -> Granted:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), until)
    queries.report(session, granted.grant.id).due_on = TODAY + timedelta(days=due_in)
    session.flush()
    return granted


def due(session: Session, granted: Granted, day: date) -> Expected:
    found = reminders.due(session, granted.contest, moment(day, 0) + timedelta(hours=1))
    return [(one.kind.value, one.days, one.to_office) for one in found]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (15, []), (16, [("soon", 14, False)]), (22, [("soon", 14, False)]), (23, [("soon", 7, False)]),
        (29, [("soon", 1, False)]), (30, [("soon", 1, False)]),
        (31, [("overdue", 1, False), ("overdue", 1, True)]), (34, [("overdue", 1, False), ("overdue", 1, True)]),
        (35, [("overdue", 5, False), ("overdue", 5, True)]), (60, [("overdue", 5, False), ("overdue", 5, True)]),
    ],
)  # fmt: skip
def test_the_winner_is_reminded_before_and_both_sides_after(
    session: Session, tmp_path: Path, day: int, expected: Expected
) -> None:
    granted = granted_in(session, tmp_path, "paid", 30)

    assert sorted(due(session, granted, TODAY + timedelta(days=day))) == expected


@pytest.mark.parametrize("until", ["details", "sent"])
def test_nobody_is_reminded_before_the_contract_is_signed(session: Session, tmp_path: Path, until: str) -> None:
    granted = granted_in(session, tmp_path, until, -10)

    assert due(session, granted, TODAY) == []


def test_what_was_to_be_said_before_the_signature_is_not_said_after_it(session: Session, tmp_path: Path) -> None:
    granted = granted_in(session, tmp_path, "paid", 5)

    assert due(session, granted, TODAY) == []
    assert due(session, granted, TODAY + timedelta(days=4)) == [("soon", 1, False)]


def test_the_office_is_reminded_of_a_report_that_waits(session: Session, tmp_path: Path) -> None:
    granted = granted_in(session, tmp_path, "submitted", 5)

    assert [due(session, granted, TODAY + timedelta(days=days)) for days in (2, 3, 7)] == [
        [], [("unchecked", 3, True)], [("unchecked", 7, True)],
    ]  # fmt: skip


def test_a_returned_report_is_asked_for_by_its_own_days(session: Session, tmp_path: Path) -> None:
    granted = granted_in(session, tmp_path, "submitted", -20)
    report = queries.report(session, granted.grant.id)
    report.status, report.returned_at = ReportStatus.RETURNED, moment(TODAY, 0)
    session.flush()

    assert due(session, granted, TODAY) == []
    assert due(session, granted, TODAY + timedelta(days=5)) == [("correct", 5, False)]


def test_an_accepted_report_is_left_in_peace(session: Session, tmp_path: Path) -> None:
    granted = granted_in(session, tmp_path, "accepted", -20)

    assert due(session, granted, TODAY) == []
    assert reminders.coming(session, granted.contest, moment(TODAY, 0)) == []


def test_a_day_that_was_put_off_reminds_anew(session: Session, tmp_path: Path) -> None:
    granted = granted_in(session, tmp_path, "paid", 30)
    first = {one.key for one in reminders.due(session, granted.contest, moment(TODAY, 31) + timedelta(hours=1))}
    queries.report(session, granted.grant.id).due_on += timedelta(days=20)
    session.flush()
    second = {one.key for one in reminders.due(session, granted.contest, moment(TODAY, 51) + timedelta(hours=1))}

    assert len(first) == len(second) == 2
    assert first.isdisjoint(second)


def test_the_calendar_tells_every_letter_that_is_ahead(session: Session, tmp_path: Path) -> None:
    granted = granted_in(session, tmp_path, "paid", 30)
    ahead = reminders.coming(session, granted.contest, moment(TODAY, 20))

    assert [(one.kind.value, one.days, (one.at.date() - TODAY).days, one.to_office) for one in ahead] == [
        ("soon", 7, 23, False), ("soon", 1, 29, False), ("overdue", 1, 31, False), ("overdue", 1, 31, True),
        ("overdue", 5, 35, False), ("overdue", 5, 35, True),
    ]  # fmt: skip
    take(session, granted, keys_in(tmp_path), "filled", granted.grant)
    take(session, granted, keys_in(tmp_path), "submitted", granted.grant)
    assert [one.kind.value for one in reminders.coming(session, granted.contest, moment(TODAY, 1))] == [
        "unchecked", "unchecked",
    ]  # fmt: skip
