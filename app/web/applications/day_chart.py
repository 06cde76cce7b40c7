"""The drawing of applications by day: a bar a day, the line of the total, the line of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from app.reporting.inflow import Day

WIDTH, HEIGHT = 760, 210
LEFT, RIGHT, TOP, BOTTOM = 34, 716, 20, 170
LABELS = 7
"""Dates under the axis, at most."""
BUSY = 0.66
"""A bar of at least this share of the highest is a strong one."""


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    on: date
    number: int
    is_strong: bool


@dataclass(frozen=True)
class Chart:
    """Coordinates of an SVG of `WIDTH` × `HEIGHT`."""

    bars: list[Bar]
    line: str
    """Path data of the total."""
    end: float
    """Height at which the total ends."""
    plan: float | None
    """Height of the plan's line."""
    steps: list[tuple[float, int]]
    """Height and value of the axis' lines, for the bars."""
    dates: list[tuple[float, date]]


def chart(days: Sequence[Day], planned: int) -> Chart | None:
    """None where nothing was handed in yet. Bars have their own scale, total and plan share the other."""
    total = days[-1].total if days else 0
    if not total:
        return None
    slot = (RIGHT - LEFT) / len(days)
    step = _step(max(day.handed_in for day in days))
    highest, whole = step * ceil(max(day.handed_in for day in days) / step), max(total, planned)

    def height_of(share: float) -> float:
        return round(BOTTOM - share * (BOTTOM - TOP), 1)

    bars = [
        Bar(round(LEFT + slot * (place + 0.15), 1), height_of(day.handed_in / highest), round(slot * 0.7, 1),
            round(BOTTOM - height_of(day.handed_in / highest), 1), day.on, day.handed_in,
            day.handed_in >= BUSY * highest)
        for place, day in enumerate(days) if day.handed_in
    ]  # fmt: skip
    middles = [round(LEFT + slot * (place + 0.5), 1) for place in range(len(days))]
    points = [f"{x} {height_of(day.total / whole)}" for x, day in zip(middles, days, strict=True)]
    every = ceil(len(days) / LABELS)
    return Chart(
        bars, "M" + "L".join(points), height_of(total / whole), height_of(planned / whole) if planned else None,
        [(height_of(value / highest), value) for value in range(0, highest + 1, step)],
        [(x, day.on) for place, (x, day) in enumerate(zip(middles, days, strict=True)) if place % every == 0],
    )  # fmt: skip


def _step(highest: int) -> int:
    """A round step that divides the axis into at most five."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if highest <= 5 * factor * size:
                return factor * size
        size *= 10
