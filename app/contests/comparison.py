"""What differs between two versions of a text, paragraph by paragraph."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from app.contests.rulebook import paragraphs

Kind = Literal["same", "changed", "gone", "new"]


@dataclass(frozen=True)
class Change:
    """One paragraph; `before` or `after` is empty where it was not there."""

    kind: Kind
    before: str
    after: str


def changes(before: str, after: str) -> list[Change]:
    """Every paragraph of both in order, the unchanged ones too."""
    old, new = list(paragraphs(before)), list(paragraphs(after))
    found: list[Change] = []
    for verb, i, until_i, j, until_j in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pairs = zip_longest(old[i:until_i], new[j:until_j], fillvalue="")
        found += [Change("same" if verb == "equal" else _kind(*pair), *pair) for pair in pairs]
    return found


def _kind(before: str, after: str) -> Kind:
    if before and after:
        return "changed"
    return "gone" if before else "new"
