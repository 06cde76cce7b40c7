"""How severe each expert is beside the others, by the same works. It describes a commission, it changes no score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from app.contests.models import LEAST_SCALED
from app.jury.standardising import Points


@dataclass(frozen=True)
class Severity:
    """One expert in a nomination. `mean` and `deviation` (population) of their sheets, 0–100. `difference`: by how many
    points they give more than the other experts on the same works, on average; negative for a severe one, none if
    nobody else judged those works. `is_scaled`: enough sheets to be standardised."""

    seat_id: int
    sheets: int
    mean: Fraction
    deviation: float
    difference: Fraction | None

    @property
    def is_scaled(self) -> bool:
        return self.sheets >= LEAST_SCALED


def severities(points: Points, full: int) -> list[Severity]:
    """By seat. `full` is the greatest points of a sheet."""
    of_seat: dict[int, list[int]] = defaultdict(list)
    excess: dict[int, Counter[int]] = defaultdict(Counter)
    compared: Counter[int] = Counter()
    for sheets in points.values():
        total, others = sum(value for _, value in sheets), len(sheets) - 1
        for seat, value in sheets:
            of_seat[seat].append(value)
            if others:  # value less the mean of the others is this sum divided by their number
                excess[seat][others] += (others + 1) * value - total
                compared[seat] += 1
    return [
        _severity(seat, values, excess[seat], compared[seat], Fraction(100, full))
        for seat, values in sorted(of_seat.items())
    ]


def _severity(seat: int, values: list[int], excess: Mapping[int, int], compared: int, unit: Fraction) -> Severity:
    count, total = len(values), sum(values)
    variance = count * sum([value * value for value in values]) - total**2
    more = sum((Fraction(sum_, others) for others, sum_ in excess.items()), Fraction(0))
    return Severity(
        seat, count, unit * total / count, float(unit) * sqrt(variance) / count,
        unit * more / compared if compared else None,
    )  # fmt: skip
