"""An expert's own marks beside those of the others, once everybody has sealed: how I judged, never how somebody did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlmodel import Session

from app.contests.models import Contest
from app.jury import queries, ranking_queries
from app.jury.models import Seat
from app.jury.ranking import Weight, full_points, points
from app.jury.severity import Severity, severities
from app.jury.standardising import Points

BANDS = 10
"""Each of ten points of a hundred; the last holds a hundred too."""
LEAST_OTHERS = 2
"""With fewer other experts their distribution would be somebody's."""


@dataclass(frozen=True)
class Distribution:
    """`own`, `others`: how many sheets fall into each band, from the lowest; `others` is empty where it would give
    somebody away."""

    own: Sequence[int]
    others: Sequence[int]
    severity: Severity

    @property
    def rows(self) -> list[tuple[int, int, int, int]]:
        """(from, to, own share, others' share) of each band in points and percent, the highest first; the empty ends
        are left out."""
        spans = [(at, 10 * at, 10 * at + 9 if at < BANDS - 1 else 100) for at in range(BANDS)]
        filled = [at for at, *_ in spans if self.own[at] or (self.others and self.others[at])]
        return [
            (low, high, _percent(self.own, at), _percent(self.others, at) if self.others else 0)
            for at, low, high in spans[filled[0] : filled[-1] + 1]
        ][::-1]


def of_seat(session: Session, seat: Seat, contest: Contest, nomination_id: int | None) -> Distribution | None:
    """None until the nomination is sealed, and where this seat has sealed nothing in it."""
    if nomination_id not in queries.sealed_nominations(session, contest.id):
        return None
    weights = [Weight(one.position, one.weight_tenths) for one in queries.criteria(session, contest.id)]
    sheets = ranking_queries.sealed_marks(session, contest.id, [nomination_id or 0])
    return distribution(points(sheets, weights), full_points(weights, contest.scale_max), seat.id or 0)


def distribution(judged: Points, full: int, seat_id: int) -> Distribution | None:
    """`full` is the greatest points of a sheet."""
    own = next((one for one in severities(judged, full) if one.seat_id == seat_id), None)
    if own is None:
        return None
    rows = [row for sheets in judged.values() for row in sheets]
    mine = _bands((value for seat, value in rows if seat == seat_id), full)
    theirs = _bands((value for seat, value in rows if seat != seat_id), full)
    is_crowd = len({seat for seat, _ in rows if seat != seat_id}) >= LEAST_OTHERS
    return Distribution(mine, theirs if is_crowd else [], own)


def _bands(values: Iterable[int], full: int) -> list[int]:
    found = [0] * BANDS
    for value in values:
        found[min(BANDS - 1, BANDS * value // full)] += 1
    return found


def _percent(counts: Sequence[int], at: int) -> int:
    return round(Fraction(100 * counts[at], sum(counts)))
