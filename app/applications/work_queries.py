"""Questions about pupils' works."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.applications.answers import Answers
from app.applications.models import Application, Attachment, Author, Purpose
from app.contests.models import Contest, ContestKind, Nomination
from app.places import queries as places
from app.places.models import School, Territory


@dataclass(frozen=True)
class Known:
    """What there is of the things that works point at."""

    nominations: frozenset[int]
    """Positions."""
    schools: frozenset[int]
    territories: frozenset[str]
    """Codes."""
    pictured: frozenset[int]
    """Ids of the works that hold a picture."""


def known(session: Session, contest_id: int, works: Collection[int], schools: Collection[int]) -> Known:
    """Of all these works of a contest at once, in a constant number of statements."""
    positions = select(Nomination.position).where(Nomination.contest_id == contest_id)
    pictured = (
        select(Attachment.application_id)
        .where(col(Attachment.application_id).in_(works), Attachment.purpose == Purpose.PICTURE)
        .where(col(Attachment.removed_at).is_(None))
    )
    found = session.exec(select(School.id).where(col(School.id).in_(schools))).all()
    return Known(
        frozenset(session.exec(positions).all()), frozenset(id_ or 0 for id_ in found),
        frozenset(session.exec(select(Territory.code)).all()), frozenset(session.exec(pictured).all()),
    )  # fmt: skip


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
    """A school of this district or city that is called just so, or was before it was merged."""
    called_so = select(School).where(School.territory_id == territory_id, School.search_key == search_key)
    school = session.exec(called_so.order_by(col(School.id))).first()
    return places.meant(session, school.id or 0) if school else None
