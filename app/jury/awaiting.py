"""Whose seals the marks of a nomination wait for.

Whoever gives and takes seats could make others' marks visible by taking the last one who has not sealed off the
commission. So from the first seal on nobody is forgotten: each seat that judges the nomination then, or joins later, is
waited for until it seals, somebody takes its place and seals, or the chair ends the judging with a reason. A member who
leaves before anybody has sealed is not waited for: there is nothing to see.
"""

from sqlmodel import Session, col, select

from app.applications.models import Application
from app.contests.models import Contest, Nomination
from app.jury import queries
from app.jury.models import Bench, Seal, Seat, Sheet
from app.jury.seal_models import Unsealing


def hold(session: Session, contest: Contest, nomination: Nomination, sealing: Seat) -> None:
    """`sealing` seals now: whoever judges the nomination beside is waited for from now on."""
    judging = (col(Seat.id) == sealing.id) | queries.has_something_to_judge(contest.id)
    found = session.exec(
        select(Bench)
        .join(Seat, col(Seat.id) == Bench.seat_id)
        .where(Bench.nomination_id == nomination.id, ~col(Bench.is_awaited), judging)
        .order_by(col(Bench.id)).with_for_update(of=Bench)
    ).all()  # fmt: skip
    for bench in found:
        bench.is_awaited = True
        session.add(bench)
    session.flush()


def pass_on(session: Session, old: Seat, new: Seat) -> None:
    """Who takes the place is waited for instead, wherever they take it; the rest waits for the chair."""
    left, taken = queries.benches(session, old.id), queries.benches(session, new.id)
    for nomination_id in sorted(left.keys() & taken.keys()):
        if left[nomination_id].is_awaited and queries.seal(session, old.id, nomination_id) is None:
            left[nomination_id].is_awaited, taken[nomination_id].is_awaited = False, True
            session.add_all([left[nomination_id], taken[nomination_id]])
    session.flush()


def of_seat(session: Session, seat: Seat) -> frozenset[int]:
    """Nominations whose marks wait for this member's seal, whether they sit or have left."""
    benches = queries.benches(session, seat.id)
    return frozenset(
        one for one, bench in benches.items()
        if bench.is_awaited and queries.seal(session, seat.id, one) is None and queries.closing(session, one) is None
    )  # fmt: skip


def missed(session: Session, contest_id: int | None) -> list[tuple[Seat, int]]:
    """Members who have left without a seal that is waited for, each with the nomination."""
    rows = session.exec(
        select(Seat, Bench.nomination_id)
        .join(Bench, col(Bench.seat_id) == Seat.id)
        .outerjoin(Seal, queries.SEALED_BENCH)
        .where(Seat.contest_id == contest_id, col(Seat.left_at).is_not(None), col(Bench.is_awaited))
        .where(col(Seal.id).is_(None), col(Bench.nomination_id).not_in(queries.closed(session, contest_id)))
        .order_by(col(Seat.position), col(Bench.nomination_id))
    ).all()
    return [(seat, nomination_id) for seat, nomination_id in rows]


def shown(session: Session, contest_id: int | None) -> frozenset[int]:
    """Nominations whose marks may be seen, or could be before a sheet was opened again: nobody joins there."""
    seen = (
        select(Application.nomination_id)
        .join(Sheet, col(Sheet.application_id) == Application.id)
        .join(Unsealing, col(Unsealing.sheet_id) == Sheet.id)
        .where(Unsealing.contest_id == contest_id, col(Unsealing.showed_marks))
    )
    return queries.sealed_nominations(session, contest_id) | {one or 0 for one in session.exec(seen)}
