"""What an expert is shown of an application: the one view model of blind judging.

It is built from the work's code, what was accepted at submission, and re-encoded pictures. It never loads a name, a
school, a contact, a file name or a time of arrival, so no template can show one.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.applications.models import (
    Activity,
    Application,
    Attachment,
    Author,
    BudgetLine,
    Purpose,
    Rendition,
    RenditionKind,
    Status,
    Version,
    WorkKind,
)
from app.contests.models import Question
from app.jury.models import Mark, Seat, Sheet, SheetStatus
from app.places.models import Territory

PROSE = ("problem", "goal", "target", "partners", "sustainability", "risks", "publicity")
"""The answers of a grant application that experts read, in their order."""


@dataclass(frozen=True)
class Row:
    """One work in an expert's list."""

    sheet_id: int
    code: str
    title: str
    status: SheetStatus
    marks: int
    grade: int | None
    thumb_id: int | None


@dataclass(frozen=True)
class Picture:
    rendition_id: int
    width: int
    height: int


@dataclass(frozen=True)
class Work:
    """One application as it is judged. `pictures`: of a drawing; `pages`: released pages of a grant's attachments."""

    code: str
    title: str
    requested: int
    territory: dict[str, str]
    grade: int | None = None
    work_kind: WorkKind | None = None
    technique: str = ""
    pictures: Sequence[Picture] = ()
    pages: Sequence[Picture] = ()
    prose: Sequence[tuple[str, str]] = ()
    results: Sequence[dict[str, Any]] = ()
    activities: Sequence[Activity] = ()
    budget: Sequence[BudgetLine] = ()
    volunteers: str = ""
    place: str = field(default="")
    own: Sequence[tuple[Question, str]] = ()
    """Answers to those of the contest's own questions that were meant for the commission."""


def rows(session: Session, seat: Seat, nomination_id: int | None) -> list[Row]:
    """This expert's works of the nomination in an order of their own, the same at every visit. Two statements."""
    marks = columns(col(Mark.sheet_id), func.count(col(Mark.id)).label("marks")).group_by(col(Mark.sheet_id)).subquery()
    found = session.execute(
        columns(
            col(Sheet.id), col(Application.id), col(Application.code), col(Application.title), col(Sheet.status),
            func.coalesce(marks.c.marks, 0), col(Author.grade),
        )
        .join(Application, col(Application.id) == col(Sheet.application_id))
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .outerjoin(marks, marks.c.sheet_id == col(Sheet.id))
        .where(col(Sheet.seat_id) == seat.id, col(Application.nomination_id) == nomination_id)
        .where(col(Application.status) == Status.ADMITTED)
    ).all()  # fmt: skip
    thumbs = _renditions(session, [row[1] for row in found], RenditionKind.THUMB)
    made = [
        Row(sheet, code, title, status, number, grade, thumbs[work][0].rendition_id if thumbs[work] else None)
        for sheet, work, code, title, status, number, grade in found
    ]
    return sorted(made, key=lambda row: _shuffled(seat, row.code))


def _shuffled(seat: Seat, code: str) -> str:
    return hashlib.sha256(f"{seat.id}:{code}".encode()).hexdigest()


def work(session: Session, sheet: Sheet) -> Work:
    """The application of this sheet as its expert may see it."""
    code, title, requested, application_id, territory_id = session.execute(
        columns(
            col(Application.code), col(Application.title), col(Application.requested), col(Application.id),
            col(Application.territory_id),
        ).where(col(Application.id) == sheet.application_id)
    ).one()  # fmt: skip
    territory = session.get(Territory, territory_id) if territory_id else None
    author = session.exec(
        select(Author.grade, Author.work_kind, Author.technique).where(Author.application_id == application_id)
    ).first()
    answers = _answers(session, application_id)
    return Work(
        code=code, title=title, requested=requested, territory=territory.name if territory and not author else {},
        grade=author[0] if author else None, work_kind=WorkKind(author[1]) if author else None,
        technique=author[2] if author else "",
        pictures=_renditions(session, [application_id], RenditionKind.JUDGED)[application_id],
        pages=_renditions(session, [application_id], RenditionKind.PAGE)[application_id],
        prose=[(name, str(answers[name])) for name in PROSE if answers.get(name) and not author],
        results=_result_rows(answers) if not author else (), activities=_activities(session, application_id),
        budget=_budget(session, application_id), volunteers="" if author else str(answers.get("volunteers", "")),
        place="" if author else str(answers.get("place", "")), own=_own(session, application_id, answers),
    )  # fmt: skip


def _answers(session: Session, application_id: int) -> dict[str, Any]:
    """What was submitted last; unsent changes are not judged."""
    statement = select(Version.answers).where(Version.application_id == application_id)
    return dict(session.exec(statement.order_by(col(Version.number).desc()).limit(1)).first() or {})


def _result_rows(answers: dict[str, Any]) -> list[dict[str, Any]]:
    """The measurable results that are filled in whole."""
    return [row for row in answers.get("results", ()) if {"what", "number", "unit"} <= row.keys()]


def _own(session: Session, application_id: int, answers: dict[str, Any]) -> list[tuple[Question, str]]:
    statement = (
        select(Question)
        .join(Application, col(Application.contest_id) == col(Question.contest_id))
        .where(Application.id == application_id, col(Question.is_shown))
        .order_by(col(Question.position))
    )
    return [(one, str(answers[one.name])) for one in session.exec(statement) if answers.get(one.name)]


def _activities(session: Session, application_id: int) -> Sequence[Activity]:
    statement = select(Activity).where(Activity.application_id == application_id)
    return session.exec(statement.order_by(col(Activity.position))).all()


def _budget(session: Session, application_id: int) -> Sequence[BudgetLine]:
    statement = select(BudgetLine).where(BudgetLine.application_id == application_id)
    return session.exec(statement.order_by(col(BudgetLine.position))).all()


def _renditions(session: Session, applications: Sequence[int], kind: RenditionKind) -> dict[int, list[Picture]]:
    """Application id → its pictures of this kind; pages of attachments only once the secretary has released them."""
    statement = (
        columns(col(Attachment.application_id), col(Rendition.id), col(Rendition.width), col(Rendition.height))
        .join(Attachment, col(Attachment.id) == col(Rendition.attachment_id))
        .where(col(Attachment.application_id).in_(applications), col(Attachment.removed_at).is_(None))
        .where(col(Rendition.kind) == kind)
        .order_by(col(Attachment.position), col(Attachment.id), col(Rendition.page))
    )
    if kind is RenditionKind.PAGE:
        statement = statement.where(col(Rendition.released_at).is_not(None))
    else:
        statement = statement.where(col(Attachment.purpose) == Purpose.PICTURE)
    found: dict[int, list[Picture]] = defaultdict(list)
    for application, *picture in session.execute(statement):
        found[application].append(Picture(*picture))
    return found


def file_of(session: Session, sheet: Sheet, rendition_id: int) -> Rendition | None:
    """A picture that the expert of this sheet may load: a re-encoded one or a released page, never an original."""
    found = session.exec(
        select(Rendition, Attachment.purpose)
        .join(Attachment, col(Attachment.id) == Rendition.attachment_id)
        .where(Rendition.id == rendition_id, Attachment.application_id == sheet.application_id)
        .where(col(Attachment.removed_at).is_(None))
    ).first()
    if found is None:
        return None
    rendition, purpose = found
    is_shown = rendition.released_at is not None if rendition.kind is RenditionKind.PAGE else purpose is Purpose.PICTURE
    return rendition if is_shown else None
