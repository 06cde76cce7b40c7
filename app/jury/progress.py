"""How far each seat is in each nomination, in the works that it judges by all criteria: counts only, never marks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.applications.models import Application, Status
from app.contests.models import Criterion, Nomination
from app.jury import queries
from app.jury.models import Bench, Mark, Seal, Seat, Sheet, SheetStatus
from app.jury.shortlist_queries import is_left_out


@dataclass(frozen=True)
class Progress:
    """How far one seat is in one nomination; counts only, never marks."""

    seat_id: int
    nomination_id: int
    sheets: int
    done: int
    recused: int
    is_sealed: bool
    is_closed: bool
    """The chair has ended the judging of the nomination."""
    is_awaited: bool
    """Marks wait for this seal, even where no work is left to the seat."""

    @property
    def needed(self) -> int:
        """Sheets that have to have all their marks."""
        return self.sheets - self.recused

    @property
    def is_asked(self) -> bool:
        """A seal is expected of it."""
        return (self.sheets > 0 or self.is_awaited) and not (self.is_sealed or self.is_closed)

    @property
    def is_ready(self) -> bool:
        """It waits for the seal only; so does a nomination whose works were all recused from."""
        return self.is_asked and self.done == self.needed


def progress_of(session: Session, contest_id: int | None, seat_id: int | None = None) -> list[Progress]:
    """By seat and nomination, in their order: sheets dealt, sheets with every mark, recusals, sealed or not."""
    closed = queries.closed(session, contest_id)
    needed = session.exec(select(func.count(col(Criterion.id))).where(Criterion.contest_id == contest_id)).one()
    marked = select(Mark.sheet_id, func.count(col(Mark.id)).label("marks")).group_by(col(Mark.sheet_id)).subquery()
    full = func.sum(_one_if((col(Sheet.status) != SheetStatus.RECUSED) & (marked.c.marks >= needed)))
    recused = func.sum(_one_if(col(Sheet.status) == SheetStatus.RECUSED))
    sealed = func.count(col(Seal.id))
    statement = (
        columns(
            col(Bench.seat_id), col(Bench.nomination_id), func.count(col(Sheet.id)), full, recused, sealed,
            col(Bench.is_awaited),
        )
        .join(Seat, col(Seat.id) == Bench.seat_id)
        .join(Nomination, col(Nomination.id) == Bench.nomination_id)
        .outerjoin(
            Application,
            (col(Application.nomination_id) == Bench.nomination_id)
            & (col(Application.status) == Status.ADMITTED)
            & ~is_left_out(),
        )
        .outerjoin(Sheet, _is_dealt(closed))
        .outerjoin(marked, marked.c.sheet_id == Sheet.id)
        .outerjoin(Seal, queries.SEALED_BENCH)
        .where(col(Seat.contest_id) == contest_id, col(Seat.left_at).is_(None))
        .group_by(
            col(Bench.seat_id), col(Bench.nomination_id), col(Bench.is_awaited), col(Seat.position),
            col(Nomination.position),
        )
        .order_by(col(Seat.position), col(Nomination.position))
    )  # fmt: skip
    if seat_id is not None:
        statement = statement.where(col(Bench.seat_id) == seat_id)
    return [
        Progress(
            seat, nomination, sheets, int(done or 0), int(away or 0), bool(seals), nomination in closed, is_awaited
        )
        for seat, nomination, sheets, done, away, seals, is_awaited in session.execute(statement).all()
    ]


def _is_dealt(closed: Collection[int]) -> Any:
    """Of the `Bench` and the `Application` of a statement. What somebody else took over is void and no sheet of
    theirs any more; in a closed nomination void ones are those that were not sealed in time."""
    is_theirs = (col(Sheet.seat_id) == col(Bench.seat_id)) & (col(Sheet.application_id) == col(Application.id))
    return is_theirs & ((col(Sheet.status) != SheetStatus.VOID) | col(Bench.nomination_id).in_(closed))


def _one_if(condition: Any) -> Any:
    return case((condition, 1), else_=0)
