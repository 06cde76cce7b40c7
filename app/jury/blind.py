"""What an expert is shown of an application: the one view model of blind judging.

It is built from the work's code, what was accepted at submission, and re-encoded pictures. It never loads a name, a
school, a contact, a file name or a time of arrival, so no template can show one.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import exists, func
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
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
from app.jury import masking
from app.jury.masking_models import Exposure, PictureMask
from app.jury.models import Mark, Seat, Sheet, SheetStatus
from app.jury.shortlist_queries import is_left_out
from app.jury.words import state
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
    begun: int | None
    """Grows with the works that this expert has begun; None for those that they have not."""
    judged: int
    """Marks of all experts together: how many, never which."""
    is_withheld: bool
    """The expert could read a name in it, and nobody has covered it yet."""
    thumb: "Picture | None"

    def state(self, needed: int) -> str:
        """As `words.state` tells it where a sheet has `needed` marks."""
        return state(self.status, self.marks, needed, is_withheld=self.is_withheld)


@dataclass(frozen=True)
class Picture:
    """`name`: the first 16 digits of the hash of what is shown. It changes with what covers the picture, and tells
    nothing of when the picture came, as a number of ours would."""

    name: str
    width: int
    height: int
    size: int


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
    """This expert's works of the nomination in an order of their own, the same at every visit. Three statements."""
    found = session.execute(
        columns(
            col(Application.id), col(Sheet.id), col(Application.code), col(Application.title), col(Sheet.status),
            _own_marks(func.count(col(Mark.id))), col(Author.grade), _own_marks(func.min(col(Mark.id))),
            _all_marks(), _is_withheld(),
        )
        .join(Application, col(Application.id) == col(Sheet.application_id))
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .where(col(Sheet.seat_id) == seat.id, col(Application.nomination_id) == nomination_id)
        .where(col(Application.status) == Status.ADMITTED, ~is_left_out())
    ).all()  # fmt: skip
    works = [row[0] for row in found]
    small, words = thumbs(session, works), masking.words_of(session, works)
    made = [
        Row(
            sheet, code, masking.blocked(title, words.get(work, ())), status, marks, grade, begun, judged, is_withheld,
            next(iter(small[work]), None),
        )
        for work, sheet, code, title, status, marks, grade, begun, judged, is_withheld in found
    ]  # fmt: skip
    return sorted(made, key=lambda row: _shuffled(seat, row.code))


def in_turn(rows: Sequence[Row]) -> list[Row]:
    """The same works as they come to be judged: those begun, in the order in which they were begun, then the others,
    the one that all experts together have judged least first."""
    return sorted(rows, key=lambda row: (row.begun is None, row.begun or 0, row.judged))


def following(rows: Sequence[Row], sheet_id: int | None, needed: int) -> Row | None:
    """The first of `rows` behind this sheet that still needs marks, round to the beginning; None when none does."""
    at = next((index for index, row in enumerate(rows) if row.sheet_id == sheet_id), -1)
    around = [*rows[at + 1 :], *rows[: max(at, 0)]]
    return next((row for row in around if row.state(needed) in ("open", "draft")), None)


def _own_marks(value: Any) -> Any:
    return columns(value).where(col(Mark.sheet_id) == col(Sheet.id)).correlate(Sheet).scalar_subquery()


def _all_marks() -> Any:
    other = aliased(Sheet)
    return (
        columns(func.count(col(Mark.id)))
        .join(other, col(other.id) == col(Mark.sheet_id))
        .where(col(other.application_id) == col(Application.id))
        .where(col(other.status).in_((SheetStatus.OPEN, SheetStatus.SEALED)))
        .correlate(Application)
        .scalar_subquery()
    )


def _is_withheld() -> Any:
    return exists().where(col(Exposure.sheet_id) == col(Sheet.id), col(Exposure.settled_at).is_(None))


def _shuffled(seat: Seat, code: str) -> str:
    return hashlib.sha256(f"{seat.id}:{code}".encode()).hexdigest()


def work(session: Session, application_id: int) -> Work:
    """The application as its experts may see it."""
    code, title, requested, territory_id = session.execute(
        columns(
            col(Application.code), col(Application.title), col(Application.requested), col(Application.territory_id)
        ).where(col(Application.id) == application_id)
    ).one()
    territory = session.get(Territory, territory_id) if territory_id else None
    author = session.exec(
        select(Author.grade, Author.work_kind, Author.technique).where(Author.application_id == application_id)
    ).first()
    answers = _answers(session, application_id)
    found = Work(
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
    return _blocked(found, masking.words_of(session, [application_id]).get(application_id, []))


def _blocked(work: Work, words: Sequence[str]) -> Work:
    """The work with blocks in the place of these words."""
    if not words:
        return work

    def clean(text: Any) -> Any:
        return masking.blocked(text, words) if isinstance(text, str) else text

    return replace(
        work, title=clean(work.title), technique=clean(work.technique), place=clean(work.place),
        volunteers=clean(work.volunteers), prose=[(name, clean(text)) for name, text in work.prose],
        results=[{key: clean(value) for key, value in row.items()} for row in work.results],
        activities=[Activity(**{key: clean(value) for key, value in one}) for one in work.activities],
        budget=[BudgetLine(**{key: clean(value) for key, value in one}) for one in work.budget],
        own=[(question, clean(text)) for question, text in work.own],
    )  # fmt: skip


def _answers(session: Session, application_id: int) -> dict[str, Any]:
    """What was submitted last; unsent changes are not judged."""
    statement = select(Version.answers).where(Version.application_id == application_id)
    return dict(session.exec(statement.order_by(col(Version.number).desc()).limit(1)).first() or {})


def pictures(session: Session, sheet_id: int) -> list[Picture]:
    """Of the drawing that is judged on this sheet."""
    application_id = session.get_one(Sheet, sheet_id).application_id
    return _renditions(session, [application_id], RenditionKind.JUDGED)[application_id]


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
    """As it was handed in, whatever a contract has changed since."""
    statement = select(BudgetLine).where(BudgetLine.application_id == application_id, ~col(BudgetLine.added_later))
    return session.exec(statement.order_by(col(BudgetLine.position))).all()


def thumbs(session: Session, applications: Sequence[int]) -> dict[int, list[Picture]]:
    """Application id → the small pictures of its drawing."""
    return _renditions(session, applications, RenditionKind.THUMB)


def _renditions(session: Session, applications: Sequence[int], kind: RenditionKind) -> dict[int, list[Picture]]:
    """Application id → its pictures of this kind; pages of attachments only once the secretary has released them."""
    statement = (
        columns(
            col(Attachment.application_id), _name(), col(Rendition.width), col(Rendition.height),
            func.coalesce(col(PictureMask.size), col(Rendition.size)),
        )
        .join(Attachment, col(Attachment.id) == col(Rendition.attachment_id))
        .outerjoin(PictureMask, col(PictureMask.rendition_id) == col(Rendition.id))
        .where(col(Attachment.application_id).in_(applications), col(Attachment.removed_at).is_(None))
        .where(col(Rendition.kind) == kind)
        .order_by(col(Attachment.position), col(Attachment.id), col(Rendition.page))
    )  # fmt: skip
    if kind is RenditionKind.PAGE:
        statement = statement.where(col(Rendition.released_at).is_not(None))
    else:
        statement = statement.where(col(Attachment.purpose) == Purpose.PICTURE)
    found: dict[int, list[Picture]] = defaultdict(list)
    for application, *picture in session.execute(statement):
        found[application].append(Picture(*picture))
    return found


def file_of(session: Session, sheet: Sheet, name: str, *, only_small: bool = False) -> str | None:
    """The hash of a picture that the expert of this sheet may load: a re-encoded one or a released page, as it is
    covered; never an original. `only_small`: a thumbnail or nothing."""
    found = session.exec(
        select(Rendition, Attachment.purpose, PictureMask.sha256)
        .join(Attachment, col(Attachment.id) == Rendition.attachment_id)
        .outerjoin(PictureMask, col(PictureMask.rendition_id) == col(Rendition.id))
        .where(Attachment.application_id == sheet.application_id, _name() == name)
        .where(col(Attachment.removed_at).is_(None))
    ).all()
    shown = (one for one in found if _is_shown(one[0], Purpose(one[1]), only_small=only_small))
    return next((covered or rendition.sha256 for rendition, _, covered in shown), None)


def _name() -> Any:
    """Of a picture as it is covered."""
    return func.substr(func.coalesce(col(PictureMask.sha256), col(Rendition.sha256)), 1, 16)


def _is_shown(rendition: Rendition, purpose: Purpose, *, only_small: bool) -> bool:
    if only_small and rendition.kind is not RenditionKind.THUMB:
        return False
    return rendition.released_at is not None if rendition.kind is RenditionKind.PAGE else purpose is Purpose.PICTURE
