"""How sure each place is: what becomes of the order if chance had chosen other sheets (bootstrap over sheets).

In each draw every application gets as many sheets as it has, drawn from its own with replacement, and all are ranked
by their means again; equal ones share a place. Source: B. Efron, Bootstrap Methods (1979). The draws follow from the
hashes of the sheets alone, so that anybody who has them gets the same answer. It describes a ranking; it never changes
one. The chance of an application with a single sheet cannot be told: it keeps its mean in every draw.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import lcm

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
    numbers = [(one, common // len(sheets), sheets, len(sheets)) for one, sheets in judged.items()]
    found: dict[int, Counter[int]] = {one: Counter() for one in judged}
    for _ in range(draws):
        drawn = [
            (weight * sum([sheets[int(chance() * count)] for _ in sheets]), one)
            for one, weight, sheets, count in numbers
        ]
        for one, place in _places(drawn):
            found[one][place] += 1
    return {one: _told(places, draws) for one, places in found.items()}


def _places(drawn: list[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    drawn.sort(reverse=True)
    place = 1
    for _, level in groupby(drawn, key=lambda row: row[0]):
        group = [one for _, one in level]
        yield from ((one, place) for one in group)
        place += len(group)


def _told(places: Counter[int], draws: int) -> Sureness:
    aside, ordered = draws * ASIDE // 100, sorted(places.items())
    return Sureness(places[1], draws, _after(ordered, aside), _after(ordered[::-1], aside))


def _after(places: Sequence[tuple[int, int]], aside: int) -> int:
    """The first place once `aside` draws are left out."""
    for place, number in places:
        if number > aside:
            return place
        aside -= number
    return places[-1][0]
