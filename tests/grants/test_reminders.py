"""Reminders of answers, details, signatures and reports: who gets what on which day, asked anew each time."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from granted import FILES, Granted, keys_in, lead, make_granted, take, take_back, terminate
from sqlmodel import Session

from app.grants import contract_queries, contracts, copies, queries, reminders
from app.grants.copy_models import Copied
from app.grants.models import ReportStatus, Side
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


@pytest.mark.parametrize("until", ["details", "drafted"])
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
    terminate(session, granted)
    assert due(session, granted, TODAY + timedelta(days=3)) == []


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


def days_of(session: Session, granted: Granted, days: list[int]) -> list[Expected]:
    return [sorted(due(session, granted, TODAY + timedelta(days=one))) for one in days]


def test_the_answer_is_asked_for_before_its_day_on_it_and_after_it(session: Session) -> None:
    granted = make_granted(session)  # to be answered by 27 May

    assert days_of(session, granted, [4, 5, 6, 7, 8, 30]) == [
        [], [("answer", 2, False)], [("answer", 2, False)], [("answer", 0, False)],
        [("silent", 1, False), ("silent", 1, True)], [("silent", 1, False), ("silent", 1, True)],
    ]  # fmt: skip


def test_more_time_for_the_answer_reminds_anew(session: Session) -> None:
    granted = make_granted(session)
    answer = contract_queries.answer(session, granted.grant.id)
    assert answer is not None
    at = moment(TODAY, 8) + timedelta(hours=1)
    first = {one.key for one in reminders.due(session, granted.contest, at)}
    answer.until = TODAY + timedelta(days=10)
    session.flush()

    assert {one.kind.value for one in reminders.due(session, granted.contest, at)} == {"answer"}
    again = {one.key for one in reminders.due(session, granted.contest, moment(TODAY, 12))}
    assert len(first) == len(again) == 2
    assert first.isdisjoint(again)


@pytest.mark.parametrize(("step", "kind"), [("taken", "details"), ("sent", "unsigned")])
def test_what_the_contract_waits_for_is_asked_of_the_winner_then_told_to_the_office(
    session: Session, tmp_path: Path, step: str, kind: str
) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), step)
    queries.report(session, granted.grant.id).due_on = TODAY + timedelta(days=60)

    assert days_of(session, granted, [2, 3, 7, 14, 40]) == [
        [], [(kind, 3, False)], [(kind, 7, False), (kind, 7, True)], [(kind, 14, False), (kind, 14, True)],
        [(kind, 14, False), (kind, 14, True)],
    ]  # fmt: skip
    assert len({one.key for one in reminders.coming(session, granted.contest, moment(TODAY, 0))}) == 5


def test_once_the_winner_has_signed_the_office_alone_is_reminded(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "sent")
    contracts.sign_first(session, granted.grant, FILES, Side.GRANTEE, signed_on=TODAY, by=granted.organiser,
                         now=datetime.now(UTC))  # fmt: skip

    assert days_of(session, granted, [3, 7]) == [[], [("unsigned", 7, True)]]


@pytest.mark.parametrize("step", ["", "taken", "sent"])
def test_whose_award_was_taken_back_is_asked_for_nothing(session: Session, tmp_path: Path, step: str) -> None:
    granted = make_granted(session)
    if step:
        lead(session, granted, keys_in(tmp_path), step)
    take_back(session, granted.grant)

    assert reminders.coming(session, granted.contest, moment(TODAY, 0)) == []
    assert days_of(session, granted, [8, 20]) == [[], []]


def test_who_sent_the_signed_pages_is_left_alone_and_the_office_is_asked(session: Session, tmp_path: Path) -> None:
    granted = granted_in(session, tmp_path, "sent", 60)
    assert due(session, granted, TODAY + timedelta(days=3)) == [("unsigned", 3, False)]
    send = {"signed_on": TODAY, "by": granted.winner, "now": datetime.now(UTC)}
    copies.send(session, granted.grant, Copied.CONTRACT, copies.Sheets("d" * 64, 6, 900), **send)  # type: ignore[arg-type]

    assert due(session, granted, TODAY + timedelta(days=2)) == []
    assert due(session, granted, TODAY + timedelta(days=3)) == [("pages", 3, True)]
    assert due(session, granted, TODAY + timedelta(days=20)) == [("pages", 7, True)]

    copies.send_back(session, granted.grant, Copied.CONTRACT, "3-бет жоқ", seen="d" * 64, by=granted.secretary,
                     now=datetime.now(UTC))  # fmt: skip
    assert due(session, granted, TODAY + timedelta(days=3)) == [("unsigned", 3, False)]
