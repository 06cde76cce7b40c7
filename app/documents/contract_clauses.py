"""Reads the clauses of the small-grant agreement: ours from `contract_kk.py` and `contract_ru.py`, or an organiser's.

Their notation is meant for lawyers: «# » begins a section, an empty line ends a clause, «[fact]» before a clause prints
it only if the contract has that fact, names in braces are filled in. Sections and clauses number themselves. In our
texts names, sums and titles stand after a colon or before «мөлшерінде», so that no ending is glued to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from . import contract_kk, contract_ru
from .bilingual import OFFICIAL, Both, Official
from .text import NBSP

OURS = Both(contract_kk.TEXT.strip(), contract_ru.TEXT.strip())
PLACEHOLDERS = (
    "project", "purpose", "contest", "nomination", "territory", "customer", "amount", "net", "parts", "withheld",
    "starts", "ends", "payment_days", "correction_days", "report_days", "return_days", "tolerance", "photos", "videos",
    "publications",
)  # fmt: skip
"""What may stand in braces."""
NEEDED = ("project", "amount", "starts", "ends", "report_days")
"""What a contract cannot do without."""
CONDITIONS = ("purpose", "customer", "at_once", "in_parts", "taxed", "untaxed")
"""What may stand in brackets before a clause."""
_CONDITION = re.compile(r"\[([^\]\n]*)\] ?")
_NAME = re.compile(r"\{([^{}\n]*)\}")
_BOUND = re.compile(r"(?<=\d) (?=\w)|(?<=приложени[ея]) (?=\d)|(?<=раздел) (?=\d)|(?<=разделом) (?=\d)")


class Clause(NamedTuple):
    """`fact` names what the contract must have for the clause to apply; an empty one always applies."""

    fact: str
    text: str


class Section(NamedTuple):
    title: str
    clauses: tuple[Clause, ...]


class Problem(NamedTuple):
    """What is wrong with a text: `slug` and what it is about (a name, or the number of a section)."""

    slug: str
    language: str
    about: str = ""


@lru_cache(maxsize=16)
def sections(text: str) -> tuple[Section, ...]:
    """The parts of one language's text. What stands before the first heading is a section without a title."""
    found: list[tuple[str, list[Clause]]] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        joined = " ".join(line.strip() for line in block.split("\n")).strip()
        if joined.startswith("# "):
            found.append((joined[2:].strip(), []))
        elif joined:
            condition = _CONDITION.match(joined)
            fact, start = (condition[1], condition.end()) if condition else ("", 0)
            if not found:
                found.append(("", []))
            found[-1][1].append(Clause(fact, _BOUND.sub(NBSP, joined[start:])))
    return tuple(Section(title, tuple(clauses)) for title, clauses in found)


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its names filled in, in one pass: nothing is evaluated, no value is looked through again. A dash or
    № before a name is never parted from it."""
    bound = text.replace(" – {", f"{NBSP}–{NBSP}{{").replace("№ {", f"№{NBSP}{{")
    return _NAME.sub(lambda name: values.get(name[1], name[0]), bound)


def names(text: str) -> set[str]:
    """What stands in braces."""
    return set(_NAME.findall(text))


def problems(texts: Both) -> Iterator[Problem]:
    """Why these texts cannot be a contract: names and facts that mean nothing, what is missing, and languages that do
    not say the same."""
    for language in OFFICIAL:
        yield from _of_one(texts.of(language), language)
    kk, ru = sections(texts.kk), sections(texts.ru)
    if len(kk) != len(ru):
        yield Problem("sections-differ", "ru", f"{len(kk)} / {len(ru)}")
    for number, (first, second) in enumerate(zip(kk, ru, strict=False), 1):
        if _shape(first) != _shape(second):
            yield Problem("section-differs", "ru", str(number))


def _of_one(text: str, language: Official) -> Iterator[Problem]:
    bare = _NAME.sub("", text)
    strange = sorted(names(text) - set(PLACEHOLDERS)) + [sign for sign in "{}" if sign in bare]
    yield from (Problem("placeholder-strange", language, name) for name in strange)
    missing = [name for name in NEEDED if name not in names(text)]
    yield from (Problem("placeholder-missing", language, name) for name in missing)
    found = sections(text)
    facts = {clause.fact for section in found for clause in section.clauses} - {"", *CONDITIONS}
    yield from (Problem("condition-strange", language, fact) for fact in sorted(facts))
    yield from (
        Problem("section-empty", language, str(number))
        for number, section in enumerate(found, 1)
        if not (section.title and section.clauses)
    )


def _shape(section: Section) -> list[tuple[str, set[str]]]:
    return [(clause.fact, names(clause.text)) for clause in section.clauses]
