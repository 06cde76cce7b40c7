"""Out of the contest and back while it is decided: neither an award nor a place in the reserve outlives the work."""

from datetime import datetime

from sqlmodel import Session, col, delete

from app.accounts.models import User
from app.applications import admission, lifecycle
from app.applications.models import Application
from app.awards import corrections, queries
from app.awards.models import Award, Decision, DecisionStatus, Reserve
from app.contests.models import Contest
from app.errors import RuleBroken
from app.jury import seats


def disqualify(
    session: Session, application: Application, contest: Contest, reason: str, *, by: User, now: datetime
) -> Application:
    """See `lifecycle.disqualify`. While the commission chooses, its place goes with it and the first confirmation
    lapses; an award that is confirmed has to be taken away first.

    Raises RuleBroken also: ``award-confirmed`` and, once the protocol is signed, ``award-signed``."""
    decision = _locked(session, contest)
    award = next((one for one in queries.awards(session, contest.id) if one.application_id == application.id), None)
    if award is not None and decision is not None and decision.status is not DecisionStatus.PROPOSED:
        raise RuleBroken("award-signed" if corrections.is_possible(session, contest) else "award-confirmed")
    if award is not None:
        session.exec(delete(Award).where(col(Award.id) == award.id))
    session.exec(delete(Reserve).where(col(Reserve.application_id) == application.id))
    if decision is not None and decision.status is DecisionStatus.PROPOSED:
        decision.agreed_at, decision.agreed_by, decision.agreed_on = None, None, ""
        session.add(decision)
    return lifecycle.disqualify(session, application, reason, by=by, now=now)


def readmit(
    session: Session, application: Application, contest: Contest, reason: str, *, by: User, now: datetime
) -> Application:
    """See `admission.readmit`; what it asks of the commission is read once nobody can seal or confirm beside us."""
    decision = _locked(session, contest)
    session.refresh(application, with_for_update=True)
    return admission.readmit(
        session, application, contest, reason, is_left_out=seats.is_left_out(session, application),
        is_decided=decision is not None and decision.status is not DecisionStatus.PROPOSED, by=by, now=now,
    )  # fmt: skip


def _locked(session: Session, contest: Contest) -> Decision | None:
    """Everybody who decides locks the contest first, too."""
    session.flush()
    session.refresh(contest, with_for_update=True)
    return queries.decision(session, contest.id, lock=True)
