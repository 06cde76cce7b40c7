"""Questions about pupils' works."""

from sqlmodel import Session, col, select

from app.applications.answers import Answers
from app.applications.models import Application, Author
from app.contests.models import Contest, ContestKind, Nomination
from app.places.models import School, Territory


def author(session: Session, application_id: int | None) -> Author | None:
    return session.exec(select(Author).where(Author.application_id == application_id)).first()


def author_at_school(session: Session, application_id: int | None) -> tuple[Author, School] | None:
    return session.exec(
        select(Author, School)
        .join(School, col(School.id) == Author.school_id)
        .where(Author.application_id == application_id)
    ).first()


def nomination(session: Session, contest_id: int, position: int) -> Nomination | None:
    return session.exec(
        select(Nomination).where(Nomination.contest_id == contest_id, Nomination.position == position)
    ).first()


def last_answers(session: Session, applicant_id: int, *, but: int | None) -> Answers:
    """What this person typed most recently into the form of a work other than `but`."""
    last = session.exec(
        select(Application)
        .join(Contest, col(Contest.id) == Application.contest_id)
        .where(Application.applicant_id == applicant_id, Application.id != but, Contest.kind == ContestKind.DRAWING)
        .order_by(col(Application.saved_at).desc(), col(Application.id).desc())
    ).first()
    return last.answers if last else {}


def territory(session: Session, code: str) -> Territory | None:
    return session.exec(select(Territory).where(Territory.code == code)).first()


def same_school(session: Session, territory_id: int, search_key: str) -> School | None:
    """A school of this district or city that is called just so."""
    called_so = select(School).where(School.territory_id == territory_id, School.search_key == search_key)
    return session.exec(called_so.order_by(col(School.id))).first()
