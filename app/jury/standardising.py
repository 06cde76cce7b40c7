"""Scores that leave out how severe each expert is and how much of the scale each uses.

Formula, within one nomination, for the sheet score x of expert j with mean m_j and population deviation s_j over j's
sheets there, and the mean M and population deviation S of all its sheets:

    y = M + S * (x - m_j) / s_j,        score of an application = the plain mean of its y

The share in brackets is the standard score («z-score») by which judged contests are standardised in osu-web (issue
11390, pull request 12014, which also takes the population deviation); M and S bring it back to the contest's scale, so
that the mean of the nomination stays what it was and a threshold keeps its sense. Standardised scores may leave 0–100.

It supposes that the works an expert judged are on the whole as good as those of the others. Small numbers show too
little of an expert to correct for them: with fewer than `LEAST_SCALED` sheets in the nomination an expert's scores
stay as they are. Equal scores of an expert tell nothing of the order: each counts as M.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import isqrt

from app.contests.models import LEAST_SCALED

DECIMALS = 12
"""Scores are equal if they are equal to so many: roots have no end, and their last digits must not part a tie."""
_ROOT = 10**40

Points = Mapping[int, Sequence[tuple[int, int]]]
"""Application → its sheets as (seat, points: whole numbers)."""


def standardised(points: Points, full: int) -> dict[int, Fraction]:
    """Application → its score; `full` is the greatest points of a sheet. Applications without sheets are absent."""
    values = standardised_sheets(points)
    count = sum(len(sheets) for sheets in points.values())
    return {
        one: _rounded(100 * sum(sheets), full * count * _ROOT * len(sheets)) for one, sheets in values.items() if sheets
    }


def standardised_sheets(points: Points) -> dict[int, list[int]]:
    """Application → y of each of its sheets, in order, times a factor that is the same for all: whole numbers."""
    of_seat: dict[int, list[int]] = defaultdict(list)
    for sheets in points.values():
        for seat, value in sheets:
            of_seat[seat].append(value)
    count, total, squares = _sums(value for values in of_seat.values() for value in values)
    scale = {seat: _line(values, count, total, count * squares - total**2) for seat, values in of_seat.items()}
    return {
        one: [slope * value + start for slope, start, value in ((*scale[seat], value) for seat, value in sheets)]
        for one, sheets in points.items()
    }


def _line(values: Sequence[int], everyone: int, total: int, variance: int) -> tuple[int, int]:
    """(slope, start) of an expert's straight line from points to y, times `everyone` and `_ROOT`."""
    count, own, squares = _sums(values)
    if count < LEAST_SCALED:
        return everyone * _ROOT, 0
    own_variance = count * squares - own**2
    if own_variance == 0:
        return 0, total * _ROOT
    ratio = isqrt(variance * own_variance * _ROOT**2) // own_variance
    return count * ratio, total * _ROOT - own * ratio


def _sums(values: Iterable[int]) -> tuple[int, int, int]:
    """Number, sum, sum of squares."""
    found = list(values)
    return len(found), sum(found), sum([value * value for value in found])


def _rounded(numerator: int, denominator: int) -> Fraction:
    grain = 10**DECIMALS
    return Fraction((2 * numerator * grain + denominator) // (2 * denominator), grain)
