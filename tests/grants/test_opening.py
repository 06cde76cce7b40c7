from datetime import UTC, date, datetime, timedelta

import pytest
from granted import make_granted
from sqlmodel import Session, col, select
from world import make_application, make_contest, make_user, nominations_of

from app import journal
from app.awards.models import Award
from app.contests.models import ContestKind, ContestStatus
from app.errors import RuleBroken
from app.grants import opening, queries


def test_every_award_of_money_opens_one_grant_with_its_report(session: Session) -> None:
    granted = make_granted(session, 3)

    assert [grant.amount for grant in granted.grants] == [200_000] * 3
    assert [queries.report(session, grant.id).due_on for grant in granted.grants] == [date(2026, 6, 1)] * 3
    opened = session.exec(select(journal.Entry).where(col(journal.Entry.action) == "grant.opened")).all()
    assert [entry.object_id for entry in opened] == [grant.id for grant in granted.grants]
    assert opening.open_grants(session, granted.contest, by=granted.organiser, now=datetime.now(UTC)) == 0


def test_a_winner_finds_the_grant_by_application_and_by_person(session: Session) -> None:
    granted = make_granted(session, 2)

    found = queries.grant_of(session, granted.grants[1].application_id)

    assert found is granted.grants[1]
    assert queries.of_person(session, granted.winners[1].id or 0) == [granted.grants[1]]
    assert queries.of_person(session, granted.organiser.id or 0) == []
    assert queries.grant_of(session, 10**6) is None


def test_nothing_opens_before_the_results_are_published(session: Session) -> None:
    contest = make_contest(session, status=ContestStatus.DECIDING)

    with pytest.raises(RuleBroken) as refused:
        opening.open_grants(session, contest, by=make_user(session), now=datetime.now(UTC))
    assert refused.value.reason == "grants-unpublished"


def test_awards_without_money_and_drawings_open_nothing(session: Session) -> None:
    now = datetime.now(UTC)
    for kind, amount in ((ContestKind.SMALL_GRANT, 0), (ContestKind.DRAWING, 5)):
        contest = make_contest(session, kind=kind, status=ContestStatus.PUBLISHED)
        nomination = nominations_of(session, contest)[0]
        application = make_application(session, contest, make_user(session), nomination)
        session.add(Award(contest_id=contest.id or 0, application_id=application.id or 0,
                          nomination_id=nomination.id or 0, amount=amount))  # fmt: skip
        session.flush()

        assert opening.open_grants(session, contest, by=make_user(session), now=now) == 0


def test_without_dates_the_report_is_due_some_days_from_now(session: Session, now: datetime) -> None:
    contest = make_contest(session, report_days=10)

    assert opening.due_on(contest, now) == date(2026, 5, 30)
    contest.ends_on = now + timedelta(days=30)
    assert opening.due_on(contest, now) == date(2026, 6, 29)
