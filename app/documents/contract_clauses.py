"""Reads the clauses of the small-grant agreement from `contract_kk.py` and `contract_ru.py`.

Their notation is meant for lawyers: «# » begins a section, an empty line ends a clause, «[fact]» before a clause prints
it only if the contract has that fact, names in braces are filled in. Sections and clauses number themselves. In both
texts names, sums and titles stand after a colon or before «мөлшерінде», so that no ending is glued to them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from . import contract_kk, contract_ru
from .bilingual import Official
from .text import NBSP

_CONDITION = re.compile(r"\[(\w+)\] ")
_BOUND = re.compile(r"(?<=\d) (?=\w)|(?<=приложени[ея]) (?=\d)|(?<=раздел) (?=\d)|(?<=разделом) (?=\d)")


class Clause(NamedTuple):
    """`fact` names what the contract must have for the clause to apply; an empty one always applies."""

    fact: str
    text: str


class Section(NamedTuple):
    title: str
    clauses: tuple[Clause, ...]


@cache
def sections(language: Official) -> tuple[Section, ...]:
    text = contract_kk.TEXT if language == "kk" else contract_ru.TEXT
    found: list[tuple[str, list[Clause]]] = []
    for block in text.strip().split("\n\n"):
        joined = " ".join(block.split("\n"))
        if joined.startswith("# "):
            found.append((joined[2:], []))
        else:
            condition = _CONDITION.match(joined)
            fact, start = (condition[1], condition.end()) if condition else ("", 0)
            found[-1][1].append(Clause(fact, _BOUND.sub(NBSP, joined[start:])))
    return tuple(Section(title, tuple(clauses)) for title, clauses in found)
