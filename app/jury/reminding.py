"""Members who are reminded that judging waits for their seal."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app import journal
from app.contests.models import Contest
from app.errors import RuleBroken
from app.jury import queries, rules, shortlist_queries, shortlisting
from app.jury.models import Seat
from app.jury.progress import Progress, progress_of

Late = dict[int, list[int]]
"""Seat → nominations that wait for its seal."""


def late(session: Session, contest: Contest, seats: Sequence[Seat], progress: Sequence[Progress]) -> Late:
    """Of members who judge on the screen; whoever has sealed the quick round of a nomination is not late while it waits
    for the others."""
    known = {seat.id or 0: seat for seat in seats}
    quick, sealed = shortlist_queries.waiting(session, contest), shortlist_queries.seals(session, contest.id)
    found: Late = {}
    for one in progress:
        seat, here = known[one.seat_id], one.nomination_id
        has_answered = here in quick and shortlisting.answering(seat, known, sealed, here) is not None
        if one.is_asked and not seat.on_paper and not has_answered:
            found.setdefault(one.seat_id, []).append(here)
    return found


def remind(session: Session, contest: Contest, *, by: int, now: datetime) -> list[tuple[Seat, list[int]]]:
    """Whom to write to, each with the nominations. Raises RuleBroken: ``judging-closed``, ``nobody-late``."""
    if not rules.is_open_for_judging(contest):
        raise RuleBroken("judging-closed")
    seats = queries.seats(session, contest.id)
    waiting = late(session, contest, seats, progress_of(session, contest.id))
    if not waiting:
        raise RuleBroken("nobody-late")
    journal.write(
        session, "jury.reminded", of=("contest", contest.id), by=by, now=now, contest_id=contest.id,
        seats=sorted(waiting),
    )  # fmt: skip
    return [(seat, waiting[seat.id or 0]) for seat in seats if seat.id in waiting]
