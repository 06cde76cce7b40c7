"""Questions of those who check applications."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from app.accounts.models import User
from app.alphabet import search_key
from app.applications.batch_models import Batch
from app.applications.file_queries import IN_ORDER
from app.applications.models import Application, Attachment, Author, Check, Rendition, RenditionKind, Status, Version
from app.contests.models import Nomination
from app.places.models import School, Territory

PAGE = 50
SORTS = {
    "newest": (col(Application.final_submitted_at).desc(), col(Application.id).desc()),
    "number": (col(Application.number), col(Application.id)),
    "name": (col(Application.search_key), col(Application.id)),
}


@dataclass(frozen=True)
class Filters:
    """What the list was asked for; empty means everything."""

    status: Status | None = None
    nomination: int | None = None
    """Its id."""
    territory: int | None = None
    words: str = ""
    sort: str = "newest"
    page: int = 1


@dataclass(frozen=True)
class Row:
    application: Application
    nomination: Nomination
    territory: Territory | None
    author: Author | None
    school: School | None


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


def rows(session: Session, contest_id: int | None, filters: Filters) -> list[Row]:
    """One page of the list."""
    found: Any = (
        select(Application, Nomination, Territory)
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .outerjoin(Territory, col(Territory.id) == col(Application.territory_id))
    )
    found = _narrowed(found, contest_id, filters).order_by(*SORTS[filters.sort])
    listed = session.exec(found.limit(PAGE).offset((filters.page - 1) * PAGE)).all()
    pupils = _pupils(session, [application.id for application, _, _ in listed])
    return [Row(*row, *pupils.get(row[0].id, (None, None))) for row in listed]


def _pupils(session: Session, application_ids: list[int | None]) -> dict[int, tuple[Author, School]]:
    found = session.exec(
        select(Author, School)
        .join(School, col(School.id) == col(Author.school_id))
        .where(col(Author.application_id).in_(application_ids))
    ).all()
    return {author.application_id: (author, school) for author, school in found}


def _narrowed(found: SelectOfScalar[Any], contest_id: int | None, filters: Filters) -> SelectOfScalar[Any]:
    found = found.where(Application.contest_id == contest_id, Application.status != Status.DRAFT)
    if filters.status is not None:
        found = found.where(Application.status == filters.status)
    if filters.nomination is not None:
        found = found.where(Application.nomination_id == filters.nomination)
    if filters.territory is not None:
        found = found.where(Application.territory_id == filters.territory)
    for word in filters.words.split():
        key = search_key(word)
        in_number = col(Application.number).contains(word.upper(), autoescape=True)
        found = found.where(or_(col(Application.search_key).contains(key, autoescape=True), in_number))
    return found


def checks(session: Session, application_id: int | None) -> dict[str, Check]:
    """Item → how it was answered."""
    rows = session.exec(select(Check).where(Check.application_id == application_id)).all()
    return {row.item: row for row in rows}


def versions(session: Session, application_id: int | None) -> Sequence[Version]:
    """The newest first."""
    return session.exec(
        select(Version).where(Version.application_id == application_id).order_by(col(Version.number).desc())
    ).all()


def pages(session: Session, application_id: int | None) -> Sequence[tuple[Attachment, Rendition]]:
    """Page pictures of the files that the application holds, file by file."""
    return session.exec(
        select(Attachment, Rendition)
        .join(Rendition, col(Rendition.attachment_id) == col(Attachment.id))
        .where(
            Attachment.application_id == application_id,
            col(Attachment.removed_at).is_(None),
            Rendition.kind == RenditionKind.PAGE,
        )
        .order_by(*IN_ORDER, col(Rendition.page))
    ).all()


def judged_pictures(session: Session, application_id: int | None) -> Sequence[Rendition]:
    """As the commission sees a work, the main picture first."""
    return session.exec(
        select(Rendition)
        .join(Attachment, col(Attachment.id) == col(Rendition.attachment_id))
        .where(
            Attachment.application_id == application_id,
            col(Attachment.removed_at).is_(None),
            Rendition.kind == RenditionKind.JUDGED,
        )
        .order_by(*IN_ORDER)
    ).all()


def next_to_check(session: Session, contest_id: int | None, *, but: int | None) -> Application | None:
    """The one that has waited longest for its check."""
    return session.exec(
        select(Application)
        .where(
            Application.contest_id == contest_id, Application.status == Status.SUBMITTED, Application.id != but
        )
        .order_by(col(Application.final_submitted_at), col(Application.id))
        .limit(1)
    ).first()  # fmt: skip


def entrants(session: Session, contest_id: int | None) -> Sequence[User]:
    """Who has begun or handed in something, batches too, and has not taken all of it back."""
    entered = select(Application.applicant_id).where(
        Application.contest_id == contest_id, Application.status != Status.WITHDRAWN
    )
    teachers = select(Batch.teacher_id).where(Batch.contest_id == contest_id)
    return session.exec(
        select(User).where(or_(col(User.id).in_(entered), col(User.id).in_(teachers))).order_by(col(User.id))
    ).all()
