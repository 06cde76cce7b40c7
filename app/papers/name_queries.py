"""Questions about the proof of names."""

from collections.abc import Sequence

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.accounts.models import User
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestStatus
from app.papers.models import Addressee, Certificate
from app.papers.name_models import NameProof
from app.papers.queries import HOLDING

PROVING = (ContestStatus.JUDGING, ContestStatus.DECIDING, ContestStatus.PUBLISHED)
"""While admitted applications stay what they are and papers are not history yet."""


def proof(session: Session, application_id: int | None) -> NameProof | None:
    return session.exec(select(NameProof).where(NameProof.application_id == application_id)).first()


def printed(session: Session, contest_id: int | None) -> dict[int, list[Certificate]]:
    """Application id → its papers that hold."""
    found: dict[int, list[Certificate]] = {}
    for paper in session.exec(
        select(Certificate)
        .where(Certificate.contest_id == contest_id, col(Certificate.status).in_(HOLDING))
        .order_by(col(Certificate.id))
    ).all():
        found.setdefault(paper.application_id or 0, []).append(paper)
    return found


def letters(session: Session, contest_id: int | None) -> dict[str, Certificate]:
    """Key of an addressee, as their name is spelled now → the letter that they hold."""
    rows = session.execute(
        columns(col(Addressee.key), Certificate)
        .join(Certificate, col(Certificate.addressee_id) == col(Addressee.id))
        .where(col(Addressee.contest_id) == contest_id, col(Certificate.status).in_(HOLDING))
    ).all()
    return {row[0]: row[1] for row in rows}


def applicants(session: Session, contest_id: int | None) -> dict[int, User]:
    """Everybody who has an admitted application here."""
    rows = session.exec(
        select(User)
        .join(Application, col(Application.applicant_id) == User.id)
        .where(Application.contest_id == contest_id, Application.status == Status.ADMITTED)
        .distinct()
    ).all()
    return {one.id or 0: one for one in rows}


def unproved(session: Session) -> Sequence[tuple[NameProof, Application, Contest]]:
    """Everybody who was asked and has not answered, in contests where it still matters."""
    rows = session.execute(
        columns(NameProof, Application, Contest)
        .join(Application, col(Application.id) == col(NameProof.application_id))
        .join(Contest, col(Contest.id) == col(NameProof.contest_id))
        .where(col(NameProof.asked_at).is_not(None), col(NameProof.confirmed_at).is_(None))
        .where(col(Contest.status).in_(PROVING), col(Application.status) == Status.ADMITTED)
        .order_by(col(NameProof.id))
    ).all()
    return [(proof, application, contest) for proof, application, contest in rows]


def waiting_for(session: Session, user_id: int) -> Sequence[tuple[Contest, int]]:
    """The contests that wait for this person's look at names, and at how many."""
    found: dict[int, tuple[Contest, int]] = {}
    rows = session.execute(
        columns(Contest)
        .join(NameProof, col(NameProof.contest_id) == col(Contest.id))
        .join(Application, col(Application.id) == col(NameProof.application_id))
        .where(col(Application.applicant_id) == user_id, col(Application.status) == Status.ADMITTED)
        .where(col(NameProof.asked_at).is_not(None), col(NameProof.confirmed_at).is_(None))
        .where(col(Contest.status).in_(PROVING))
    ).scalars()
    for contest in rows:
        _, count = found.get(contest.id or 0, (contest, 0))
        found[contest.id or 0] = (contest, count + 1)
    return list(found.values())
