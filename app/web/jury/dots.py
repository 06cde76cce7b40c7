"""The experts' scores of one application as a row of dots: positions only, the template draws them."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

WIDTH, EDGE, LINE, STEP = 160, 2, 14, 6


@dataclass(frozen=True)
class Plot:
    """`dots`: (x, y) of each expert, equal scores stacked; `mean`: x of the mean; `least` and `most` for the ears."""

    dots: list[tuple[str, int]]
    mean: str
    least: Fraction
    most: Fraction


def floor_of(scores: Collection[Fraction]) -> int:
    """Where the scale begins, so that all scores of a board fit: tens, at most 60."""
    return min([60, *(int(score) // 10 * 10 for score in scores)])


def plot(scores: Collection[Fraction], mean: Fraction, least: int) -> Plot:
    """On a scale from `least` to 100."""
    dots: list[tuple[str, int]] = []
    for score in sorted(scores):
        x = _x(score, least)
        stacked = sum(there == x for there, _ in dots)
        dots.append((x, LINE - STEP * min(stacked, 2)))
    return Plot(dots, _x(mean, least, Fraction(-3, 4)), min(scores), max(scores))


def _x(score: Fraction, least: int, shift: Fraction = Fraction(0)) -> str:
    exact = EDGE + WIDTH * (score - least) / (100 - least) + shift
    return f"{float(exact):.1f}".removesuffix(".0")
