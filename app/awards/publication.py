"""The results go out: what has to be there before, and to whom they are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as columns
from sqlmodel import Session, col

from app.accounts.models import User
from app.applications.models import Application, Status
from app.awards import decisions, protocols, queries
from app.awards.models import Award, Decision, DecisionStatus, Reserve
from app.contests import lifecycle
from app.contests.models import Contest, Nomination
from app.errors import RuleBroken


def missing(session: Session, contest: Contest) -> list[RuleBroken]:
    """What still stands in the way of publishing, in order."""
    decision = queries.decision(session, contest.id)
    protocol = queries.protocol(session, contest.id)
    found = []
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
    protocols.require_standing(session, queries.awards(session, contest.id), contest)
    lifecycle.publish(session, contest, by=by, now=now)
    return decision


@dataclass(frozen=True)
class Told:
    """What one applicant learns of one application; nothing of anybody else."""

    application: Application
    nomination: Nomination
    outcome: str
    award: Award | None


def addressees(session: Session, contest_id: int | None) -> list[tuple[User, Sequence[Told]]]:
    """Everybody with an admitted application, each with their own ones, as decided so far."""
    rows = session.execute(
        columns(User, Application, Nomination, Award, col(Reserve.id))
        .join(Application, col(Application.applicant_id) == col(User.id))
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .outerjoin(Award, col(Award.application_id) == col(Application.id))
        .outerjoin(Reserve, col(Reserve.application_id) == col(Application.id))
        .where(col(Application.contest_id) == contest_id, col(Application.status) == Status.ADMITTED)
        .order_by(col(User.id), col(Application.id))
    ).all()
    told: dict[int, tuple[User, list[Told]]] = {}
    for user, application, nomination, award, waits in rows:
        outcome = queries.AWARDED if award else queries.RESERVE if waits else queries.NOT_SELECTED
        told.setdefault(user.id or 0, (user, []))[1].append(Told(application, nomination, outcome, award))
    return list(told.values())
