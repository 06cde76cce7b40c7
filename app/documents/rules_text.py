"""What the rules of a contest say on paper, piece by piece, whichever file they go to.

Text with a few marks:

# Section        a heading with a bookmark
## Part          a smaller heading
- item           a bullet
1.2. Clause      stays as typed
(empty line)     ends a paragraph"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .bilingual import OFFICIAL, Both, Official, Text, said
from .words import long_date

Kind = Literal["stamp", "signed", "centre", "title", "note", "heading", "part", "item", "paragraph"]
APPROVED = Both("БЕКІТЕМІН", "УТВЕРЖДАЮ")
AGREED = Both("КЕЛІСІЛДІ", "СОГЛАСОВАНО")
ORDER = Both("№ {number} бұйрық", "Приказ № {number}")
LETTER = Both("№ {number} хат", "Письмо № {number}")
VERSION = Both("{number}-редакция, {day}", "Редакция {number} от {day}")
CHANGED = Both("Өзгеріс: {note}", "Изменение: {note}")
NONE = Both("", "")
SIGN = "____________________"


@dataclass(frozen=True)
class Approval:
    """Who approved or agreed, and when; without a day a line is left for it. `body`: the authority that agreed;
    `number`: of the order or the letter."""

    position: Text
    name: Text
    day: date | None = None
    number: str = ""
    body: Text = ""


@dataclass(frozen=True)
class Rules:
    """`text` holds the rules in kk and ru; a language without text is left out of the file. `note`: what this version
    changed after the announcement."""

    title: Both
    organisation: Both
    text: Both
    approved: Approval | None = None
    agreed: Approval | None = None
    version: int = 0
    made_on: date | None = None
    note: Both = NONE


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


def languages(rules: Rules) -> list[Official]:
    """Those that have a text. Raises ValueError if neither has."""
    found = [language for language in OFFICIAL if rules.text.of(language).strip()]
    if not found:
        raise ValueError("rules without a text")
    return found


def pieces(rules: Rules, language: Official) -> Iterator[Piece]:
    yield from stamp(rules.agreed, AGREED, LETTER, language)
    yield from stamp(rules.approved, APPROVED, ORDER, language)
    yield Piece("centre", rules.organisation.of(language))
    yield Piece("title", rules.title.of(language))
    if rules.version and rules.made_on:
        day = long_date(rules.made_on, language)
        yield Piece("centre", VERSION.of(language).format(number=rules.version, day=day))
    if rules.note.of(language).strip():
        yield Piece("note", CHANGED.of(language).format(note=rules.note.of(language)))
    for block in blocks(rules.text.of(language)):
        yield _piece(block)


def stamp(approval: Approval | None, word: Both, paper: Both, language: Official) -> Iterator[Piece]:
    """What stands at the top right: the word, who signed, when, by which paper."""
    if approval is None:
        return
    yield Piece("stamp", word.of(language))
    if said(approval.body, language):
        yield Piece("signed", said(approval.body, language))
    yield Piece("signed", said(approval.position, language))
    yield Piece("signed", f"{SIGN} {said(approval.name, language)}")
    day = long_date(approval.day, language) if approval.day else SIGN
    number = paper.of(language).format(number=approval.number) if approval.number else ""
    yield Piece("signed", ", ".join(part for part in (number, day) if part))


def _piece(block: str) -> Piece:
    if block.startswith("## "):
        return Piece("part", block[3:])
    if block.startswith("# "):
        return Piece("heading", block[2:])
    if block.startswith("- "):
        return Piece("item", block[2:])
    return Piece("paragraph", block)


def blocks(text: str) -> Iterator[str]:
    """Paragraphs: lines joined until an empty line, a heading, a bullet or a numbered clause begins anew."""
    block = ""
    for row in (raw.strip() for raw in text.splitlines()):
        if block and (not row or _begins(row) or block.startswith("#")):
            yield block
            block = ""
        block = f"{block} {row}".strip()
    if block:
        yield block


def _begins(row: str) -> bool:
    head = row.split(" ", 1)[0]
    numbered = head[-1:] in ".)" and head.strip(".)").replace(".", "").isdigit()
    return head in ("#", "##", "-") or numbered
