"""The parts of an official paper as a PDF."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus import Flowable

from . import paper
from .paper import Heading, Sheet, line
from .parts import Grid, Part, Signers, Turn, Words

ITEM: paper.Look = "item"


def bound(sheet: Sheet, parts: Iterable[Part], *, wide: bool = False) -> bytes:
    """The parts in order as one file; `wide`: its first page lies on its side."""
    story: list[Flowable] = []
    across = paper.WIDE if wide else paper.WIDTH
    for part in parts:
        if isinstance(part, Turn):
            across = paper.WIDE if part.is_wide else paper.WIDTH
        story += drawn(part, across)
    return paper.bound(sheet, story, wide=wide)


def drawn(part: Part, across: float = paper.WIDTH) -> list[Flowable]:
    """`across`: points from margin to margin."""
    if isinstance(part, Turn):
        return paper.wide_page() if part.is_wide else paper.new_page()
    if isinstance(part, Grid):
        return [paper.grid(part.head, part.rows, part.widths, across=across), paper.space(6)]
    if isinstance(part, Signers):
        return [paper.space(10), paper.signatures(part.people, part.mark, part.seal, across)]
    return _words(part)


def _words(part: Words) -> list[Flowable]:
    match part.kind:
        case "title":
            return [Heading(part.text, 1, "title")]
        case "heading":
            return paper.section(part.text)
        case "over":  # a heading kept with its table would push a long one to the next page
            return [paper.room(90), line("<b>{text}</b>", "left", text=part.text)]
        case "ends":
            return [paper.space(6), paper.ends(part.text, part.right), paper.space(6)]
        case "paragraph":
            return [paper.words(part.text)]
        case look:
            return [line("<b>{text}</b>" if part.is_bold else "{text}", look, text=part.text)]
