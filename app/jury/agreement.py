"""How far the experts agree: Krippendorff's alpha for interval data, with missing sheets.

Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011). Alpha is 1 where all agree, 0 where
they might as well have thrown dice, below 0 where they contradict each other. It describes a commission; it never
changes a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from typing import Literal

Reading = Literal["no-agreement", "weak", "fair", "good"]


def alpha(units: Iterable[Sequence[float | None]]) -> float | None:
    """Alpha of units (applications), each the experts' values with None where there is none.

    Units with fewer than two values say nothing about agreement and are left out. None if nothing is left or if
    all values are the same, for then there is no chance agreement to compare with."""
    pairable = [values for unit in units if len(values := [value for value in unit if value is not None]) > 1]
    count = sum(len(values) for values in pairable)
    if not count:
        return None
    everything = [value for values in pairable for value in values]
    expected = _squared_deviations(everything) / (count - 1)
    observed = fsum(_squared_deviations(values) * len(values) / (len(values) - 1) for values in pairable) / count
    return 1 - observed / expected if expected else None


def reading(value: float) -> Reading:
    """What alpha means in words: good from 0.8, fair (tentative conclusions) from 0.667, weak above 0."""
    if value <= 0:
        return "no-agreement"
    if value < 0.667:
        return "weak"
    return "fair" if value < 0.8 else "good"


def _squared_deviations(values: Sequence[float]) -> float:
    """Half the mean of all squared differences times their number of values: about the mean, it loses no digits."""
    if min(values) == max(values):
        return 0.0  # the mean of equal values may differ from them in the last bit
    mean = fsum(values) / len(values)
    return fsum((value - mean) ** 2 for value in values)
