"""The rules of a contest («Ереже» / «Положение») from plain text with a few marks:

# Section        a heading with a bookmark
## Part          a smaller heading
- item           a bullet
1.2. Clause      stays as typed
(empty line)     ends a paragraph"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from . import paper
from .bilingual import OFFICIAL, Both, Official, Text, said, together
from .paper import Heading, Sheet, line
from .words import long_date

_PARAGRAPH = 6000
_APPROVED = Both("БЕКІТЕМІН", "УТВЕРЖДАЮ")
_AGREED = Both("КЕЛІСІЛДІ", "СОГЛАСОВАНО")
_SIGN = "____________________"


@dataclass(frozen=True)
class Approval:
    """Who approved the rules, and when; without a day a line is left for it."""

    position: Text
    name: Text
    day: date | None = None


@dataclass(frozen=True)
class Rules:
    """`text` holds the rules in kk and ru; a language without text is left out of the file."""

    title: Both
    organisation: Both
    text: Both
    approved: Approval | None = None
    agreed: Approval | None = None


def draw(rules: Rules) -> bytes:
    """Raises ValueError if neither language has a text."""
    story: list[Flowable] = []
    for language in OFFICIAL:
        if not rules.text.of(language).strip():
            continue
        if story:
            story += paper.new_page()
        story += _text(rules, language)
    if not story:
        raise ValueError("rules without a text")
    sheet = Sheet(together(rules.title), together(rules.organisation), together(rules.title))
    return paper.bound(sheet, story)


def _text(rules: Rules, language: Official) -> list[Flowable]:
    return [
        *_approval(rules.approved, _APPROVED, language),
        *_approval(rules.agreed, _AGREED, language),
        paper.words(rules.organisation.of(language), "centre"),
        paper.space(6),
        Heading(rules.title.of(language), 1, "title"),
        paper.space(8),
        *_body(rules.text.of(language)),
    ]


def _approval(approval: Approval | None, word: Both, language: Official) -> list[Flowable]:
    if approval is None:
        return []
    day = long_date(approval.day, language) if approval.day else _SIGN
    return [
        line("<b>{word}</b>", "right", word=word.of(language)),
        paper.words(said(approval.position, language), "right"),
        line("{sign} {name}", "right", sign=_SIGN, name=said(approval.name, language)),
        paper.words(day, "right"),
        paper.space(10),
    ]


def _body(text: str) -> Iterator[Flowable]:
    for block in _blocks(text):
        if block.startswith("# "):
            yield from paper.section(block[2:])
        elif block.startswith("## "):
            yield line("<b>{text}</b>", "left", text=block[3:])
        elif block.startswith("- "):
            yield line("• {text}", "item", text=block[2:])
        else:
            yield paper.words(block, "body", _PARAGRAPH)


def _blocks(text: str) -> Iterator[str]:
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
