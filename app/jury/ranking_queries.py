"""Questions about what was judged: all that a ranking rests on, once it may be seen."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.applications.models import Application, Status
from app.contests.models import Criterion
from app.jury.models import Mark, Seal, Seat, Sheet, SheetStatus, TieVote
from app.jury.ranking import Entry, SheetMarks
from app.jury.shortlist_queries import is_left_out
from app.places.models import Territory


def ranked_rows(session: Session, contest_id: int | None, nomination_ids: Collection[int]) -> list[Entry]:
    """Every admitted application of these nominations, for the ranking; those that the shortlist left out have none."""
    rows = session.exec(
        select(Application.id, Application.nomination_id, Application.territory_id, Application.final_submitted_at)
        .where(Application.contest_id == contest_id, Application.status == Status.ADMITTED)
        .where(col(Application.nomination_id).in_(nomination_ids), ~is_left_out())
        .order_by(col(Application.id))
    ).all()
    return [
        Entry(one or 0, nomination or 0, territory, at) for one, nomination, territory, at in rows if at is not None
    ]


def sealed_marks(session: Session, contest_id: int | None, nomination_ids: Collection[int]) -> list[SheetMarks]:
    """The sealed sheets of these nominations with their marks by criterion position."""
    rows = session.execute(
        columns(
            col(Sheet.id), col(Sheet.seat_id), col(Sheet.application_id), col(Sheet.sha256), col(Criterion.position),
            col(Mark.value),
        )
        .join(Application, col(Application.id) == Sheet.application_id)
        .join(Mark, col(Mark.sheet_id) == Sheet.id)
        .join(Criterion, col(Criterion.id) == Mark.criterion_id)
        .where(col(Application.contest_id) == contest_id, col(Sheet.status) == SheetStatus.SEALED)
        .where(col(Application.status) == Status.ADMITTED, col(Application.nomination_id).in_(nomination_ids))
    ).all()  # fmt: skip
    marks: dict[tuple[int, int, int, str], dict[int, int]] = defaultdict(dict)
    for sheet, seat, application, sha256, position, value in rows:
        marks[sheet, seat, application, sha256 or ""][position] = value
    return [SheetMarks(sheet, seat, one, found, sha256) for (sheet, seat, one, sha256), found in marks.items()]


def sheet_hashes(session: Session, contest_id: int | None) -> list[str]:
    """Hashes of the sealed sheets of admitted applications, sorted: what a ranking rests on."""
    rows = session.exec(
        select(Sheet.sha256)
        .join(Application, col(Application.id) == Sheet.application_id)
        .where(Application.contest_id == contest_id, Sheet.status == SheetStatus.SEALED)
        .where(Application.status == Status.ADMITTED)
    ).all()
    return sorted(row for row in rows if row)


def tie_votes(session: Session, contest_id: int | None) -> dict[int, int]:
    """Application id → votes of the commission in an unresolved tie."""
    rows = session.exec(
        select(TieVote.application_id, TieVote.votes)
        .join(Application, col(Application.id) == TieVote.application_id)
        .where(Application.contest_id == contest_id)
    ).all()
    return dict(rows)


@dataclass(frozen=True)
class Card:
    """An application as the ranking names it, after the seal."""

    number: str
    title: str
    applicant: str
    territory: dict[str, str]


def cards(session: Session, application_ids: Collection[int]) -> dict[int, Card]:
    rows = session.execute(
        columns(
            col(Application.id), col(Application.number), col(Application.title), col(Application.applicant_name),
            col(Territory.name),
        )
        .outerjoin(Territory, col(Territory.id) == col(Application.territory_id))
        .where(col(Application.id).in_(application_ids))
    ).all()  # fmt: skip
    return {
        one: Card(number or "", title, applicant, territory or {}) for one, number, title, applicant, territory in rows
    }


@dataclass(frozen=True)
class SealedSheet:
    """A sealed sheet as it is printed; its marks are asked for apart."""

    sheet_id: int
    number: str
    title: str
    requested: int
    territory: dict[str, str]
    expert: dict[str, str]
    comment: str
    sealed_at: datetime
    receipt: str


def sealed_sheets(session: Session, nomination_id: int | None) -> list[SealedSheet]:
    """By application, then by seat."""
    rows = session.execute(
        columns(
            col(Sheet.id), col(Application.number), col(Application.title), col(Application.requested),
            col(Territory.name), col(Seat.name), col(Sheet.comment), col(Seal.sealed_at), col(Seal.receipt),
        )
        .join(Application, col(Application.id) == Sheet.application_id)
        .join(Seat, col(Seat.id) == Sheet.seat_id)
        .join(Seal, col(Seal.id) == Sheet.seal_id)
        .outerjoin(Territory, col(Territory.id) == col(Application.territory_id))
        .where(col(Application.nomination_id) == nomination_id, col(Sheet.status) == SheetStatus.SEALED)
        .where(col(Application.status) == Status.ADMITTED)
        .order_by(col(Application.number), col(Seat.position), col(Sheet.id))
    ).all()  # fmt: skip
    return [
        SealedSheet(id_, number or "", title, requested, territory or {}, *more)
        for id_, number, title, requested, territory, *more in rows
    ]
