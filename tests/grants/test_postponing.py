"""A later day for a report: asked, granted or refused; no day moves by itself."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from granted import Granted, keys_in, lead, make_granted
from sqlmodel import Session

from app.errors import RuleBroken
from app.grants import postponing, queries, report_queries, reports
from app.grants.report_models import Answer, Postponement
from app.i18n import local


@pytest.fixture
def granted(session: Session, tmp_path: Path) -> Granted:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "paid")
    return granted


def due(session: Session, granted: Granted) -> date:
    return queries.report(session, granted.grant.id).due_on


def ask(session: Session, granted: Granted, days: int = 10) -> Postponement:
    until = due(session, granted) + timedelta(days=days)
    return postponing.ask(session, granted.grant, until=until, reason="Река разлилась", by=granted.winner,
                          now=datetime.now(UTC))  # fmt: skip


def test_asking_moves_nothing(session: Session, granted: Granted) -> None:
    before = due(session, granted)
    found = ask(session, granted)

    assert due(session, granted) == before
    assert (found.before, found.until, found.answer) == (before, before + timedelta(days=10), Answer.ASKED)


def test_a_granted_day_holds(session: Session, granted: Granted) -> None:
    found = ask(session, granted)
    postponing.grant_it(session, granted.grant, found, words="", by=granted.secretary, now=datetime.now(UTC))

    assert due(session, granted) == found.until
    assert (found.answer, found.answered_by) == (Answer.GRANTED, granted.secretary.id)


def test_a_refused_day_leaves_the_old_one_and_says_why(session: Session, granted: Granted) -> None:
    before, found = due(session, granted), ask(session, granted)
    with pytest.raises(RuleBroken, match="remark-missing"):
        postponing.refuse(session, granted.grant, found, words="", by=granted.secretary, now=datetime.now(UTC))
    postponing.refuse(session, granted.grant, found, words="Поздно", by=granted.secretary, now=datetime.now(UTC))

    assert due(session, granted) == before
    assert ask(session, granted).before == before  # one may ask again


def test_one_question_waits_at_a_time_and_is_answered_once(session: Session, granted: Granted) -> None:
    found = ask(session, granted)
    with pytest.raises(RuleBroken, match="later-asked"):
        ask(session, granted)
    postponing.grant_it(session, granted.grant, found, words="", by=granted.secretary, now=datetime.now(UTC))
    with pytest.raises(RuleBroken, match="later-answered"):
        postponing.refuse(session, granted.grant, found, words="Нет", by=granted.secretary, now=datetime.now(UTC))
    assert report_queries.asked(session, found.report_id) is None


@pytest.mark.parametrize("days", [0, -1, 91])
def test_only_a_day_later_than_the_one_that_holds_and_not_beyond_reason(
    session: Session, granted: Granted, days: int
) -> None:
    with pytest.raises(RuleBroken, match="later-day"):
        ask(session, granted, days)


def test_an_overdue_report_asks_for_a_day_that_is_still_to_come(session: Session, granted: Granted) -> None:
    report, today = queries.report(session, granted.grant.id), local(datetime.now(UTC)).date()
    report.due_on = today - timedelta(days=5)
    session.flush()

    with pytest.raises(RuleBroken, match="later-day"):
        ask(session, granted, 5)
    assert ask(session, granted, 6).until == today + timedelta(days=1)


def test_a_report_that_was_sent_needs_no_later_day(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "filled")
    found = ask(session, granted)
    reports.submit(session, granted.grant, by=granted.winner, now=datetime.now(UTC))

    with pytest.raises(RuleBroken, match="not-now"):
        postponing.grant_it(session, granted.grant, found, words="", by=granted.secretary, now=datetime.now(UTC))


def test_a_later_day_agreed_meanwhile_is_not_taken_back(session: Session, granted: Granted) -> None:
    found, report = ask(session, granted), queries.report(session, granted.grant.id)
    report.due_on = later = found.until + timedelta(days=20)
    postponing.grant_it(session, granted.grant, found, words="", by=granted.secretary, now=datetime.now(UTC))

    assert due(session, granted) == later
