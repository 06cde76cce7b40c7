"""Members who are reminded that judging waits for their seal."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app import journal
from app.contests.models import Contest
from app.errors import RuleBroken
from app.jury import queries, rules
from app.jury.models import Seat
from app.jury.progress import Progress, progress_of


def late(seats: Sequence[Seat], progress: Sequence[Progress]) -> dict[int, list[int]]:
    """Seat → nominations that wait for its seal; of members who judge on the screen."""
    asked = {seat.id for seat in seats if seat.left_at is None and not seat.on_paper}
    found: dict[int, list[int]] = {}
    for one in progress:
        if one.seat_id in asked and one.sheets and not (one.is_sealed or one.is_closed):
            found.setdefault(one.seat_id, []).append(one.nomination_id)
    return found


def remind(session: Session, contest: Contest, *, by: int, now: datetime) -> list[tuple[Seat, list[int]]]:
    """Whom to write to, each with the nominations. Raises RuleBroken: ``judging-closed``, ``nobody-late``."""
    if not rules.is_open_for_judging(contest):
        raise RuleBroken("judging-closed")
    seats = queries.seats(session, contest.id)
    waiting = late(seats, progress_of(session, contest.id))
    if not waiting:
        raise RuleBroken("nobody-late")
    journal.write(
        session, "jury.reminded", of=("contest", contest.id), by=by, now=now, contest_id=contest.id,
        seats=sorted(waiting),
    )  # fmt: skip
    return [(seat, waiting[seat.id or 0]) for seat in seats if seat.id in waiting]
