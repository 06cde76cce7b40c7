"""The office's list of what was handed in: narrowed, sorted, page by page or whole for a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session, col, exists, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from app.accounts.models import User
from app.alphabet import search_key
from app.applications.models import ApplicantKind, Application, Author, Consent, ConsentKind, Status
from app.contests.models import Nomination
from app.i18n import ALMATY
from app.places.models import School, Territory

PAGE = 50
SORTS: dict[str, tuple[Any, ...]] = {
    "newest": (col(Application.final_submitted_at).desc(), col(Application.id).desc()),
    "oldest": (col(Application.submitted_at), col(Application.id)),
    "number": (col(Application.number), col(Application.id)),
    "name": (col(Application.sort_key), col(Application.id)),
    "territory": (col(Territory.sort_key), col(Application.number)),
    "nomination": (col(Nomination.position), col(Application.number)),
    "sum": (col(Application.requested).desc(), col(Application.id)),
}


@dataclass(frozen=True)
class Filters:
    """What the list was asked for; empty means everything."""

    status: Status | None = None
    nomination: int | None = None
    """Its id."""
    territory: int | None = None
    kind: ApplicantKind | None = None
    is_rural: bool | None = None
    language: str = ""
    lacks: ConsentKind | None = None
    """Only those without this consent."""
    day: date | None = None
    """In Almaty, of the first submission."""
    words: str = ""
    sort: str = "newest"
    page: int = 1


@dataclass(frozen=True)
class Row:
    application: Application
    nomination: Nomination
    applicant: User
    territory: Territory | None
    author: Author | None = None
    school: School | None = None


def counts(session: Session, contest_id: int | None) -> dict[Status, int]:
    """How many applications are in which state, drafts too."""
    rows = session.exec(
        select(Application.status, func.count(col(Application.id)))
        .where(Application.contest_id == contest_id)
        .group_by(col(Application.status))
    ).all()
    return {Status(status): number for status, number in rows}


def total(session: Session, contest_id: int | None, filters: Filters) -> int:
    found = _narrowed(select(func.count(col(Application.id))), contest_id, filters)
    return int(session.exec(found).one())


def rows(session: Session, contest_id: int | None, filters: Filters, *, whole: bool = False) -> list[Row]:
    """One page of the list, or all of it."""
    found: Any = (
        select(Application, Nomination, User, Territory)
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .join(User, col(User.id) == col(Application.applicant_id))
        .outerjoin(Territory, col(Territory.id) == col(Application.territory_id))
    )
    found = _narrowed(found, contest_id, filters).order_by(*SORTS[filters.sort])
    if not whole:
        found = found.limit(PAGE).offset((filters.page - 1) * PAGE)
    listed = session.exec(found).all()
    pupils = _pupils(session, contest_id, None if whole else [application.id for application, *_ in listed])
    return [Row(*row, *pupils.get(row[0].id, (None, None))) for row in listed]


def _pupils(
    session: Session, contest_id: int | None, application_ids: Sequence[int | None] | None
) -> dict[int, tuple[Author, School]]:
    found = (
        select(Author, School)
        .join(School, col(School.id) == col(Author.school_id))
        .join(Application, col(Application.id) == col(Author.application_id))
        .where(Application.contest_id == contest_id)
    )
    if application_ids is not None:
        found = found.where(col(Author.application_id).in_(application_ids))
    return {author.application_id: (author, school) for author, school in session.exec(found).all()}


def _narrowed(found: SelectOfScalar[Any], contest_id: int | None, filters: Filters) -> SelectOfScalar[Any]:
    found = found.where(Application.contest_id == contest_id, Application.status != Status.DRAFT)
    wanted = {
        Application.status: filters.status, Application.nomination_id: filters.nomination,
        Application.territory_id: filters.territory, Application.applicant_kind: filters.kind,
        Application.language: filters.language or None,
    }  # fmt: skip
    found = found.where(*(column == value for column, value in wanted.items() if value is not None))
    if filters.is_rural is not None:
        found = found.where(_from_school(filters.is_rural))
    if filters.lacks is not None:
        found = found.where(~_has_consent(filters.lacks))
    if filters.day is not None:
        begins = datetime.combine(filters.day, time(), tzinfo=ALMATY)
        first = col(Application.submitted_at)
        found = found.where(first >= begins, first < begins + timedelta(days=1))
    return found.where(*(_says(word) for word in filters.words.split()))


def _says(word: str) -> Any:
    in_number = col(Application.number).contains(word.upper(), autoescape=True)
    return or_(col(Application.search_key).contains(search_key(word), autoescape=True), in_number)


def _from_school(is_rural: bool) -> Any:
    return exists(
        select(Author.id)
        .join(School, col(School.id) == col(Author.school_id))
        .where(Author.application_id == Application.id, School.is_rural == is_rural)
    )


def _has_consent(kind: ConsentKind) -> Any:
    return exists(
        select(Consent.id).where(
            Consent.application_id == Application.id, Consent.kind == kind, col(Consent.withdrawn_at).is_(None)
        )
    )
