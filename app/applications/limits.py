"""How many drafts and entries one person may have in a contest."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.accounts.models import User
from app.applications import queries
from app.applications.models import Application, Status
from app.contests.models import Contest
from app.errors import RuleBroken

ENTERED = (Status.SUBMITTED, Status.RETURNED, Status.ADMITTED)


def require_room_for_draft(session: Session, contest: Contest, by: User) -> None:
    """Works of a batch have a limit of their own. Raises RuleBroken ``drafts-many``."""
    if not contest.most_drafts:
        return
    if len(queries.own_drafts(session, by.id or 0, contest.id)) >= contest.most_drafts:
        raise RuleBroken("drafts-many", most=contest.most_drafts)


def require_room_for_entry(session: Session, application: Application, contest: Contest) -> None:
    """`application` is about to be handed in, its nomination is known. Raises RuleBroken: ``nomination-entered``,
    ``entries-many``."""
    if not (contest.one_per_nomination or contest.most_submitted):
        return
    others = _entered_beside(session, application)
    if contest.one_per_nomination:
        for other in others:
            if other.nomination_id == application.nomination_id:
                raise RuleBroken("nomination-entered", number=other.number, title=other.title)
    if contest.most_submitted and len(others) >= contest.most_submitted:
        raise RuleBroken("entries-many", most=contest.most_submitted)


def _entered_beside(session: Session, application: Application) -> Sequence[Application]:
    """The same person's other entries. The person's row is held, so that two sent at once see each other."""
    session.exec(select(User.id).where(User.id == application.applicant_id).with_for_update()).one()
    return session.exec(
        select(Application)
        .where(Application.applicant_id == application.applicant_id, Application.contest_id == application.contest_id)
        .where(Application.id != application.id, col(Application.status).in_(ENTERED))
        .order_by(col(Application.id))
    ).all()
