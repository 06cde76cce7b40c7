"""Schools of one district that look like the same: a hint for whoever merges, never a decision."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from app.alphabet import search_key
from app.places.models import School

ALIKE = 0.6
"""Shared threes of letters of the names, from 0 to 1."""
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]+")


def pairs(schools: Iterable[School]) -> list[tuple[School, School]]:
    """Near-equal ones, the likest first. Numbers have to be the same: № 5 is not № 6."""
    blocks: defaultdict[tuple[int, tuple[str, ...]], list[School]] = defaultdict(list)
    for school in schools:
        blocks[school.territory_id, tuple(sorted(_NUMBER.findall(school.name.get("kk", ""))))].append(school)
    found = [pair for block in blocks.values() for pair in _alike(block)]
    return [(one, other) for _, one, other in sorted(found, key=lambda row: (-row[0], row[1].id or 0, row[2].id or 0))]


def _alike(block: Sequence[School]) -> Iterable[tuple[float, School, School]]:
    threes = {school.id: [_threes(school, code) for code in ("kk", "ru")] for school in block}
    for one, other in combinations(block, 2):
        likeness = max(map(_likeness, threes[one.id], threes[other.id]))
        if likeness >= ALIKE:
            yield likeness, one, other


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0


def _threes(school: School, code: str) -> set[str]:
    """Of name and settlement: villages have schools of the same name."""
    text = f"{school.name.get(code, '')} {school.settlement.get(code, '')}"
    words = _LETTER.findall(search_key(text))
    return {padded[at : at + 3] for word in words for padded in (f" {word} ",) for at in range(len(padded) - 2)}
