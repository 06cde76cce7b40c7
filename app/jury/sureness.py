"""How sure each place is: what becomes of the order if chance had chosen other sheets (bootstrap over sheets).

In each draw every application gets as many sheets as it has, drawn from its own with replacement, and all are ranked
by their means again; equal ones share a place. Source: B. Efron, Bootstrap Methods (1979). The draws follow from the
hashes of the sheets alone, so that anybody who has them gets the same answer. It describes a ranking; it never changes
one. The chance of an application with a single sheet cannot be told: it keeps its mean in every draw.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import lcm
from operator import sub

NUMBERS = (1000, 500, 200, 100)
EFFORT = 300_000
"""Sheets that may be drawn in all; a greater nomination gets fewer draws, a hundred at least."""
ASIDE = 5
"""Percent of the draws that are left out at either end of `Sureness.best` to `worst`."""


@dataclass(frozen=True)
class Sureness:
    """`first`: in how many of the draws it came first. `best`, `worst`: with the lowest and the highest twentieth of
    the draws left out, between these places it came."""

    first: int
    draws: int
    best: int
    worst: int


def seed(hashes: Iterable[str]) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(sorted(hashes)).encode()).digest())


def draws_for(sheets: int) -> int:
    return next((number for number in NUMBERS if number * sheets <= EFFORT), NUMBERS[-1])


def sureness(values: Mapping[int, Sequence[int]], hashes: Iterable[str]) -> dict[int, Sureness]:
    """Application → how sure its place is. `values`: application → its sheets on one scale for all, whole numbers, in
    an order that does not depend on chance; those without sheets take no part. `hashes`: of those sheets."""
    judged = {one: values[one] for one in sorted(values) if values[one]}
    draws = draws_for(sum(len(sheets) for sheets in judged.values()))
    chance = random.Random(seed(hashes)).random  # the one method whose sequence Python promises never to change
    common = lcm(*{len(sheets) for sheets in judged.values()})
    # All sheets stand in one row, so that a draw is one comprehension instead of one for each application.
    pool = [common // len(sheets) * value for sheets in judged.values() for value in sheets]
    ends = list(accumulate(len(sheets) for sheets in judged.values()))
    slots = [
        (end - len(sheets), len(sheets)) for end, sheets in zip(ends, judged.values(), strict=True) for _ in sheets
    ]
    behind = range(len(judged), 0, -1)
    drawn = []
    for _ in range(draws):
        sums = list(accumulate([pool[first + int(chance() * count)] for first, count in slots], initial=0))
        totals = [sums[end] for end in ends]
        means = list(map(sub, totals, [0, *totals]))
        # Equal ones have one key: what is set last stays, the best of their places.
        places = dict(zip(sorted(means), behind, strict=True))
        drawn.append([places[mean] for mean in means])
    return {one: _told(sorted(places)) for one, places in zip(judged, zip(*drawn, strict=True), strict=True)}


def _told(places: Sequence[int]) -> Sureness:
    """`places` that an application got, the best first."""
    aside = len(places) * ASIDE // 100
    return Sureness(places.count(1), len(places), places[aside], places[-1 - aside])
