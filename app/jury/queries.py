"""Questions about judging. What an expert is shown is built in `blind.py`; nothing here loads an applicant's name."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import exists, func
from sqlmodel import Session, col, select

from app.applications.batch_models import Batch
from app.applications.models import Application, Status
from app.contests.models import Contest, Criterion, Nomination
from app.jury.commission_models import Sharing
from app.jury.models import Bench, Closing, Mark, Post, Seal, Seat, Sheet, SheetStatus
from app.jury.seal_models import OpenedSeal
from app.jury.shortlist_queries import is_left_out


def seats(session: Session, contest_id: int | None) -> list[Seat]:
    return list(session.exec(select(Seat).where(Seat.contest_id == contest_id).order_by(col(Seat.position))))


def seat_of(session: Session, contest_id: int | None, user_id: int) -> Seat | None:
    """The seat from which this person judges; the secretary's does not judge, one that was left is gone."""
    return session.exec(
        select(Seat).where(
            Seat.contest_id == contest_id, Seat.user_id == user_id, Seat.post != Post.SECRETARY,
            col(Seat.left_at).is_(None),
        )
    ).first()  # fmt: skip


def benches(session: Session, seat_id: int | None) -> dict[int, Bench]:
    """By the nomination that the seat judges."""
    return {bench.nomination_id: bench for bench in session.exec(select(Bench).where(Bench.seat_id == seat_id))}


def has_sat(session: Session, contest_id: int | None, user_id: int) -> bool:
    """They are on the commission, or were."""
    seat = session.exec(select(Seat.id).where(Seat.contest_id == contest_id, Seat.user_id == user_id)).first()
    return seat is not None


def has_entered(session: Session, contest_id: int | None, user_id: int) -> bool:
    """They have handed something in, for themselves or for their pupils, and have not withdrawn it; or a batch of
    theirs stands there."""
    left = (Status.DRAFT, Status.WITHDRAWN)
    own = select(Application.id).where(
        Application.contest_id == contest_id, Application.applicant_id == user_id, col(Application.status).not_in(left)
    )
    taught = (
        select(Application.id)
        .join(Batch, col(Batch.id) == Application.batch_id)
        .where(Batch.contest_id == contest_id, Batch.teacher_id == user_id, col(Application.status).not_in(left))
    )
    return any(session.exec(one.limit(1)).first() is not None for one in (own, taught))


def has_marked(session: Session, seat_id: int | None) -> bool:
    found = select(Mark.id).join(Sheet, col(Sheet.id) == Mark.sheet_id).where(Sheet.seat_id == seat_id)
    return session.exec(found.limit(1)).first() is not None


def voters(session: Session, contest_id: int | None) -> frozenset[int]:
    """Ids of the people who have a seat with a vote."""
    return frozenset(
        session.exec(
            select(Seat.user_id).where(
                Seat.contest_id == contest_id, Seat.post != Post.SECRETARY, col(Seat.left_at).is_(None)
            )
        )
    )


def judges(session: Session, user_id: int, application_id: int | None) -> bool:
    """They have a seat for the application's nomination and have not stepped back from it."""
    recused = select(Sheet.seat_id).where(Sheet.application_id == application_id, Sheet.status == SheetStatus.RECUSED)
    found = session.exec(
        select(Seat.id)
        .join(Bench, col(Bench.seat_id) == Seat.id)
        .join(Application, col(Application.nomination_id) == Bench.nomination_id)
        .where(Application.id == application_id, Seat.user_id == user_id, col(Seat.left_at).is_(None))
        .where(col(Seat.id).not_in(recused))
    ).first()
    return found is not None


def seated_contests(session: Session, user_id: int) -> list[tuple[Seat, Contest]]:
    rows = session.exec(
        select(Seat, Contest)
        .where(Seat.contest_id == Contest.id, Seat.user_id == user_id, Seat.post != Post.SECRETARY)
        .where(col(Seat.left_at).is_(None))
        .order_by(col(Contest.closes_at).desc())
    ).all()
    return [(seat, contest) for seat, contest in rows]


def criteria(session: Session, contest_id: int | None) -> list[Criterion]:
    return list(
        session.exec(select(Criterion).where(Criterion.contest_id == contest_id).order_by(col(Criterion.position)))
    )


def undealt(session: Session, contest_id: int | None) -> list[tuple[int, int]]:
    """(seat, application) pairs that should have a sheet and have none; works that the shortlist left out and those of
    a closed nomination need none."""
    rows = session.exec(
        select(Bench.seat_id, Application.id)
        .join(Seat, col(Seat.id) == Bench.seat_id)
        .join(Application, col(Application.nomination_id) == Bench.nomination_id)
        .outerjoin(Sheet, (col(Sheet.seat_id) == Bench.seat_id) & (col(Sheet.application_id) == Application.id))
        .where(Seat.contest_id == contest_id, col(Seat.left_at).is_(None), Application.status == Status.ADMITTED)
        .where(col(Sheet.id).is_(None), ~is_left_out(), col(Bench.nomination_id).not_in(select(Closing.nomination_id)))
        .order_by(col(Bench.seat_id), col(Application.id))
    ).all()
    return [(seat_id, application_id or 0) for seat_id, application_id in rows]


def mark(session: Session, sheet_id: int | None, criterion_id: int | None) -> Mark | None:
    return session.exec(select(Mark).where(Mark.sheet_id == sheet_id, Mark.criterion_id == criterion_id)).first()


def marks_of(session: Session, sheet_ids: Collection[int | None]) -> dict[int, dict[int, int]]:
    """Sheet id → criterion id → mark."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for sheet_id, criterion_id, value in session.exec(
        select(Mark.sheet_id, Mark.criterion_id, Mark.value).where(col(Mark.sheet_id).in_(sheet_ids))
    ):
        found[sheet_id][criterion_id] = value
    return found


def sheet(session: Session, sheet_id: int, *, lock: bool = False) -> tuple[Sheet, Seat, Contest, Nomination] | None:
    """A sheet of an application that is still admitted, with what it belongs to. With `lock` nobody seals it or writes
    on it until the transaction ends."""
    statement = (
        select(Sheet, Seat, Contest, Nomination)
        .where(Sheet.id == sheet_id, Sheet.seat_id == Seat.id, Seat.contest_id == Contest.id)
        .join(Application, col(Application.id) == Sheet.application_id)
        .where(Application.status == Status.ADMITTED, Application.nomination_id == Nomination.id)
    )
    found = session.exec(statement.with_for_update(of=Sheet) if lock else statement).first()
    return (found[0], found[1], found[2], found[3]) if found else None


def sheets_of(session: Session, seat_id: int | None) -> list[Sheet]:
    return list(session.exec(select(Sheet).where(Sheet.seat_id == seat_id).order_by(col(Sheet.id))))


def lock_open_sheets(session: Session, seat_id: int | None) -> None:
    """Nobody writes on this seat's open sheets until the transaction ends."""
    found = select(Sheet.id).where(Sheet.seat_id == seat_id, Sheet.status == SheetStatus.OPEN)
    session.exec(found.order_by(col(Sheet.id)).with_for_update()).all()


def sheets_with_nominations(session: Session, seat_id: int | None) -> list[tuple[Sheet, int]]:
    """This seat's open sheets, each with its application's nomination."""
    rows = session.exec(
        select(Sheet, Application.nomination_id)
        .where(Sheet.application_id == Application.id, Sheet.seat_id == seat_id, Sheet.status == SheetStatus.OPEN)
        .order_by(col(Sheet.id))
    ).all()
    return [(sheet, nomination or 0) for sheet, nomination in rows]


def open_sheets(session: Session, seat_id: int | None, nomination_id: int | None) -> list[tuple[Sheet, str]]:
    """This expert's unsealed sheets, locked, with their works' codes; applications that left are left out."""
    rows = session.exec(
        select(Sheet, Application.code)
        .where(Sheet.application_id == Application.id, Sheet.seat_id == seat_id, Sheet.status == SheetStatus.OPEN)
        .where(Application.nomination_id == nomination_id, Application.status == Status.ADMITTED)
        .order_by(col(Sheet.id)).with_for_update(of=Sheet)
    ).all()  # fmt: skip
    return [(sheet, code) for sheet, code in rows]


def unsealed_sheets(session: Session, nomination_id: int | None) -> Sequence[Sheet]:
    return session.exec(
        select(Sheet)
        .join(Application, col(Application.id) == Sheet.application_id)
        .where(Application.nomination_id == nomination_id, Sheet.status == SheetStatus.OPEN)
        .order_by(col(Sheet.id)).with_for_update(of=Sheet)
    ).all()  # fmt: skip


HOLDS = ~exists().where(col(OpenedSeal.seal_id) == col(Seal.id)).correlate(Seal)


def seal(session: Session, seat_id: int | None, nomination_id: int | None) -> Seal | None:
    """The seal that holds; one out of which a sheet was taken does not."""
    found = select(Seal).where(Seal.seat_id == seat_id, Seal.nomination_id == nomination_id)
    return session.exec(found.where(HOLDS)).first()


def last_seal(session: Session, seat_id: int | None, nomination_id: int | None) -> Seal | None:
    """Whether it holds or was opened again."""
    found = select(Seal).where(Seal.seat_id == seat_id, Seal.nomination_id == nomination_id)
    return session.exec(found.order_by(col(Seal.number).desc()).limit(1)).first()


def admitted(session: Session, application_ids: Collection[int]) -> frozenset[int]:
    """Those of them that are still in the contest."""
    found = select(Application.id).where(col(Application.id).in_(application_ids))
    return frozenset(one or 0 for one in session.exec(found.where(Application.status == Status.ADMITTED)))


def sheets_under(session: Session, seal_id: int | None) -> Sequence[Sheet]:
    return session.exec(select(Sheet).where(Sheet.seal_id == seal_id).order_by(col(Sheet.id))).all()


def sealed_rows(session: Session, seal_id: int | None) -> list[tuple[Sheet, str]]:
    """The sheets under a seal with the codes of their works, by code."""
    rows = session.exec(
        select(Sheet, Application.code)
        .where(Sheet.application_id == Application.id, Sheet.seal_id == seal_id)
        .order_by(col(Application.code))
    ).all()
    return [(sheet, code) for sheet, code in rows]


def seals(session: Session, contest_id: int | None) -> dict[tuple[int, int], Seal]:
    """(seat, nomination) → the seal that holds there."""
    rows = session.exec(
        select(Seal).join(Seat, col(Seat.id) == Seal.seat_id).where(Seat.contest_id == contest_id, HOLDS)
    )
    return {(row.seat_id, row.nomination_id): row for row in rows}


def seals_without(session: Session, application: Application) -> bool:
    """Somebody has sealed its nomination without sealing a sheet of it or stepping back from it."""
    settled = select(Sheet.seat_id).where(
        Sheet.application_id == application.id, col(Sheet.status).in_((SheetStatus.SEALED, SheetStatus.RECUSED))
    )
    found = select(Seal.id).where(Seal.nomination_id == application.nomination_id, col(Seal.seat_id).not_in(settled))
    return session.exec(found.limit(1)).first() is not None


def has_sealed_sheet(session: Session, application_id: int | None) -> bool:
    found = select(Sheet.id).where(Sheet.application_id == application_id, Sheet.status == SheetStatus.SEALED)
    return session.exec(found.limit(1)).first() is not None


def seal_of_sheet(session: Session, sheet: Sheet) -> Seal | None:
    return session.exec(
        select(Seal)
        .join(Application, col(Application.nomination_id) == Seal.nomination_id)
        .where(Application.id == sheet.application_id, Seal.seat_id == sheet.seat_id)
    ).first()


def closing(session: Session, nomination_id: int | None) -> Closing | None:
    return session.exec(select(Closing).where(Closing.nomination_id == nomination_id)).first()


def closed(session: Session, contest_id: int | None) -> frozenset[int]:
    """Ids of the nominations that the chair has closed."""
    found = select(Closing.nomination_id).join(Nomination, col(Nomination.id) == Closing.nomination_id)
    return frozenset(session.exec(found.where(Nomination.contest_id == contest_id)))


SEALED_BENCH = (col(Seal.seat_id) == col(Bench.seat_id)) & (col(Seal.nomination_id) == col(Bench.nomination_id)) & HOLDS


def has_something_to_judge(contest_id: int | None) -> Any:
    """Of the `Seat` and the `Bench` of a statement: it sits, and where works are drawn, the draw gave it something in
    this nomination."""
    has_sheets = (
        exists()
        .where(col(Sheet.seat_id) == col(Bench.seat_id), col(Sheet.application_id) == col(Application.id))
        .where(col(Application.nomination_id) == col(Bench.nomination_id), col(Sheet.status) != SheetStatus.VOID)
    )
    is_drawn = exists().where(col(Sharing.contest_id) == contest_id)
    return col(Seat.left_at).is_(None) & (~is_drawn | has_sheets)


def sealed_nominations(session: Session, contest_id: int | None) -> frozenset[int]:
    """Ids of the nominations whose marks may be seen: closed by the chair, or sealed by every seat that judges them.
    Where works are drawn, a seat that the draw gave nothing in a nomination is not waited for. Nobody makes others'
    marks visible by taking the last who has not sealed away: see `Bench.is_awaited`."""
    waiting = session.exec(
        select(Bench.nomination_id, func.count(col(Bench.id)), func.count(col(Seal.id)))
        .join(Seat, col(Seat.id) == Bench.seat_id)
        .outerjoin(Seal, SEALED_BENCH)
        .where(Seat.contest_id == contest_id, has_something_to_judge(contest_id) | col(Bench.is_awaited))
        .group_by(col(Bench.nomination_id))
    ).all()
    return closed(session, contest_id) | {nomination for nomination, judging, sealed in waiting if judging == sealed}
