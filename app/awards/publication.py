"""The results go out: what has to be there before, and to whom they are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app import journal
from app.accounts.models import User
from app.applications.models import Application, Status
from app.awards import corrections, decisions, protocols, queries, rules, words
from app.awards.models import Award, Decision, DecisionStatus, Reserve
from app.contests import lifecycle
from app.contests.models import Contest, ContestStatus, Nomination
from app.errors import RuleBroken
from app.jury.shortlist_queries import is_left_out


def missing(session: Session, contest: Contest) -> list[RuleBroken]:
    """What still stands in the way of publishing, in order."""
    decision = queries.decision(session, contest.id)
    protocol = queries.protocol(session, contest.id)
    found = []
    if corrections.waiting(session, contest.id) is not None:
        found.append(RuleBroken("correction-waits"))
    if decision is None or decision.status is DecisionStatus.PROPOSED:
        found.append(RuleBroken("decision-unconfirmed"))
    if protocol is None or protocol.signed_at is None:
        found.append(RuleBroken("protocol-unsigned"))
    return found


def publish(session: Session, contest: Contest, *, by: User, now: datetime) -> Decision:
    """Show the results to everybody. The letters are written by whoever calls, in the same transaction.

    Raises RuleBroken: ``not-now``, ``decision-unconfirmed``, ``protocol-unsigned``, ``award-gone``."""
    session.flush()
    session.refresh(contest, with_for_update=True)
    found = queries.decision(session, contest.id, lock=True)
    if found is None or found.status is not DecisionStatus.PUBLISHED:
        for broken in missing(session, contest):
            raise broken
    decision = decisions.publish(session, contest, by=by, now=now)
    decision.publish_at, decision.publish_by = None, None
    protocols.require_standing(session, queries.awards(session, contest.id), contest)
    lifecycle.publish(session, contest, by=by, now=now)
    return decision


def plan(session: Session, contest: Contest, at: datetime, *, by: User, now: datetime) -> Decision:
    """It is to go out at `at` by itself. Raises RuleBroken: ``publication-past`` and as `publish`."""
    decision = _ready(session, contest)
    if at <= now:
        raise RuleBroken("publication-past")
    decision.publish_at, decision.publish_by = at, by.id
    _note(session, "publication.planned", decision, by=by, now=now, at=at)
    return decision


def call_off(session: Session, contest: Contest, *, by: User, now: datetime) -> Decision:
    """It waits again for somebody to publish it. Raises RuleBroken as `publish`."""
    decision = _ready(session, contest)
    if decision.publish_at is not None:
        decision.publish_at, decision.publish_by = None, None
        _note(session, "publication.unplanned", decision, by=by, now=now)
    return decision


def drop_plan(session: Session, contest: Contest, *, by: User, now: datetime, reason: str) -> None:
    """Something stands in the way of what was planned."""
    decision = queries.decision(session, contest.id, lock=True)
    if decision is not None and decision.publish_at is not None:
        decision.publish_at, decision.publish_by = None, None
        _note(session, "publication.unplanned", decision, by=by, now=now, reason=reason)


def due(session: Session, now: datetime) -> list[Decision]:
    """Those whose time has come."""
    statement = select(Decision).where(Decision.status == DecisionStatus.CONFIRMED, col(Decision.publish_at) <= now)
    return list(session.exec(statement.order_by(col(Decision.id))))


def _ready(session: Session, contest: Contest) -> Decision:
    session.flush()
    session.refresh(contest, with_for_update=True)
    if contest.status is not ContestStatus.DECIDING:
        raise RuleBroken("not-now", state=words.STATUS[DecisionStatus.PUBLISHED])
    for broken in missing(session, contest):
        raise broken
    decision = queries.decision(session, contest.id, lock=True)
    assert decision is not None
    return decision


def _note(session: Session, action: str, decision: Decision, *, by: User, now: datetime, **facts: Any) -> None:
    session.add(decision)
    session.flush()
    journal.write(
        session, action, of=("decision", decision.id), by=by.id, now=now, contest_id=decision.contest_id, **facts
    )


@dataclass(frozen=True)
class Told:
    """What one applicant learns of one application; nothing of anybody else."""

    application: Application
    nomination: Nomination
    outcome: str
    award: Award | None
    place: int = 0
    """0 where there are no places."""


def addressees(session: Session, contest_id: int | None) -> list[tuple[User, Sequence[Told]]]:
    """Everybody with an admitted application, each with their own ones, as decided so far."""
    rows = session.execute(
        columns(User, Application, Nomination, Award, col(Reserve.id), is_left_out())
        .join(Application, col(Application.applicant_id) == col(User.id))
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .outerjoin(Award, (col(Award.application_id) == col(Application.id)) & queries.STANDS)
        .outerjoin(Reserve, col(Reserve.application_id) == col(Application.id))
        .where(col(Application.contest_id) == contest_id, col(Application.status) == Status.ADMITTED)
        .order_by(col(User.id), col(Application.id))
    ).all()
    contest = session.get(Contest, contest_id)
    has_places = contest is not None and rules.has_places(contest)
    told: dict[int, tuple[User, list[Told]]] = {}
    for user, application, nomination, award, waits, left_out in rows:
        outcome = queries.outcome(is_awarded=award is not None, waits=waits is not None, is_left_out=left_out)
        place = award.place if award and has_places else 0
        told.setdefault(user.id or 0, (user, []))[1].append(Told(application, nomination, outcome, award, place))
    return list(told.values())
