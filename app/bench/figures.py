"""How a figure is told: one line of JSON, ours beside the limit of the same run."""

import json
from collections.abc import Callable
from statistics import median

ROUNDS = 5
Measure = Callable[[], float]


def interleaved(*measures: Measure, rounds: int = ROUNDS) -> list[list[float]]:
    """The values of each measure. They take turns, so that a machine that slows down slows all of them."""
    values: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for kept, measure in zip(values, measures, strict=True):
            kept.append(measure())
    return values


def tell(
    figure: str,
    unit: str,
    ours: list[float],
    limit: list[float],
    *,
    floor: float | None = None,
    goal: float | None = None,
    less_is_better: bool = False,
) -> None:
    """Print medians and the median of the ratios round by round: above 1 we are better than the limit."""
    pairs = zip(ours, limit, strict=True)
    ratio = median(against / value if less_is_better else value / against for value, against in pairs)
    line = {
        "figure": figure,
        "value": round(median(ours), 2),
        "unit": unit,
        "against": round(median(limit), 2),
        "ratio": round(ratio, 3),
        "floor": floor,
        "goal": goal,
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)
