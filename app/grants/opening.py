"""From a published decision to the grants: every award of money gets its grant and the report that will be due."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.awards.models import Award
from app.contests.models import Contest, ContestKind, ContestStatus
from app.errors import RuleBroken
from app.grants import contract_queries, queries, terms
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.models import Grant, Report
from app.i18n import local

SETTLED = frozenset({ContestStatus.PUBLISHED, ContestStatus.ARCHIVED})


def open_grants(session: Session, contest: Contest, *, by: User, now: datetime) -> int:
    """One grant with its report for each award of money that has none yet, its winner being asked whether they take it;
    the number of new ones. Whoever had given theirs up and is awarded anew is asked anew. Called again it opens nothing
    twice. Raises RuleBroken ``grants-unpublished``."""
    if contest.kind is not ContestKind.SMALL_GRANT:
        return 0
    if contest.status not in SETTLED:
        raise RuleBroken("grants-unpublished")
    session.flush()
    session.refresh(contest, with_for_update=True)  # two who publish at once open each grant once
    awards = queries.awards_without_grant(session, contest.id)
    for award in awards:
        _open(session, contest, award, by=by, now=now)
    for grant, answer in contract_queries.lost_and_awarded_anew(session, contest.id):
        _reopen(session, contest, grant, answer, by=by, now=now)
    return len(awards)


def require_award(session: Session, grant: Grant) -> None:
    """No contract and no money once a correction of the results took the award back. Raises RuleBroken
    ``award-withdrawn``."""
    if award(session, grant).taken_at is not None:
        raise RuleBroken("award-withdrawn")


def award(session: Session, grant: Grant) -> Award:
    """As it stands now, whatever was read of it before."""
    return session.get_one(Award, grant.award_id, populate_existing=True)


def due_on(contest: Contest, now: datetime) -> date:
    """The last day for the report: calendar days after the projects end, or after `now` where no end is set yet."""
    return local(contest.ends_on or now).date() + timedelta(days=contest.report_days)


def _open(session: Session, contest: Contest, award: Award, *, by: User, now: datetime) -> None:
    grant = Grant(
        award_id=award.id or 0, contest_id=contest.id or 0, application_id=award.application_id, amount=award.amount,
        created_at=now,
    )  # fmt: skip
    session.add(grant)
    session.flush()
    report = Report(grant_id=grant.id or 0, due_on=due_on(contest, now))
    until = _answer_until(session, contest, now)
    session.add_all([report, WinnerAnswer(grant_id=grant.id or 0, until=until, asked_at=now)])
    session.flush()
    journal.write(
        session, "grant.opened", of=("grant", grant.id), by=by.id, now=now, contest_id=contest.id,
        application=award.application_id, amount=award.amount, due_on=report.due_on,
        answer_until=until,
    )  # fmt: skip


def _reopen(session: Session, contest: Contest, grant: Grant, answer: WinnerAnswer, *, by: User, now: datetime) -> None:
    answer.status, answer.until, answer.asked_at = AnswerStatus.WAITING, _answer_until(session, contest, now), now
    answer.reason, answer.settled_at, answer.settled_by, answer.successor_id = "", None, None, None
    session.add(answer)
    session.flush()
    journal.write(
        session, "grant.reopened", of=("grant", grant.id), by=by.id, now=now, contest_id=contest.id,
        answer_until=answer.until,
    )  # fmt: skip


def _answer_until(session: Session, contest: Contest, now: datetime) -> date:
    return terms.working_day_after(local(now).date(), terms.of(session, contest.id).answer_days)
