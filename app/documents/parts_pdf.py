"""The parts of an official paper as a PDF."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus import CondPageBreak, Flowable, Table, TableStyle

from . import paper
from .paper import Heading, Sheet, line
from .parts import CLOSING, Grid, Part, SideLine, Sides, Signers, Turn, Whole, Words

ITEM: paper.Look = "item"
LONGEST = 6000
"""Letters of a paragraph, as in `word`."""


def bound(sheet: Sheet, parts: Iterable[Part], *, wide: bool = False) -> bytes:
    """The parts in order as one file; `wide`: its first page lies on its side. Signatures never stand on a page without
    the last words of what they sign."""
    return paper.bound(sheet, _story(parts, paper.WIDE if wide else paper.WIDTH), wide=wide)


def _story(parts: Iterable[Part], across: float) -> list[Flowable]:
    blocks: list[list[Flowable]] = []
    signed = 0
    for part in parts:
        if isinstance(part, Turn):
            across = paper.WIDE if part.is_wide else paper.WIDTH
        block = drawn(part, across)
        if isinstance(part, Signers | Sides):
            kept = len(blocks) - signed
            block = [_kept([flowable for one in (*blocks[kept:], block) for flowable in one])]
            del blocks[kept:]
        signed = min(CLOSING, signed + 1) if isinstance(part, Words) else 0
        blocks.append(block)
    return [flowable for block in blocks for flowable in block]


def _kept(flowables: list[Flowable]) -> Flowable:
    """A break inside would be one too many."""
    return paper.kept([one for one in flowables if not isinstance(one, CondPageBreak)])


def drawn(part: Part, across: float = paper.WIDTH) -> list[Flowable]:
    """`across`: points from margin to margin."""
    if isinstance(part, Turn):
        return paper.wide_page() if part.is_wide else paper.new_page()
    if isinstance(part, Whole):
        return _whole(part, across)
    if isinstance(part, Grid):
        return [_grid(part, across), paper.space(6)]
    if isinstance(part, Sides):
        return [_sides(part, across)]
    if isinstance(part, Signers):
        return [paper.space(10), paper.signatures(part.people, part.mark, part.seal, across)]
    return _words(part)


def _whole(part: Whole, across: float) -> list[Flowable]:
    """A page begins before it if the rest of the present one has no room for it and a whole one has."""
    flowables = [one for each in part.parts for one in drawn(each, across) if not isinstance(one, CondPageBreak)]
    tall = sum(one.wrap(across, paper.TALL)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in flowables)
    return [*([paper.room(tall)] if tall <= paper.TALL else []), *_story(part.parts, across)]


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
            return [paper.words(part.text, "body", LONGEST)]
        case look:
            return [line("<b>{text}</b>" if part.is_bold else "{text}", look, text=part.text)]


def _grid(part: Grid, across: float) -> Flowable:
    def cell(place: int, text: str) -> paper.Cell:
        return paper.words(text, "cell-right") if place in part.right and text else text

    rows: list[list[paper.Cell]] = [[cell(place, text) for place, text in enumerate(row)] for row in part.rows]
    for row, height in zip(rows, part.tall, strict=False):
        row[-1] = row[-1] or paper.space(height)
    foot = [cell(place, text) for place, text in enumerate(part.foot)] or None
    return paper.grid(part.head, rows, part.widths, foot, across)


def _sides(part: Sides, across: float) -> Flowable:
    table = Table([[_side(one) for one in row] for row in part.rows], colWidths=[across / 2] * 2)
    rules: list[paper.Rule] = [
        paper.FACE,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("NOSPLIT", (0, -part.together), (-1, -1)),
    ]
    table.setStyle(TableStyle(rules))
    return table


def _side(one: SideLine) -> Flowable:
    look, text = one
    if look == "gap":
        return paper.space(10)
    if look == "role":
        return line("<b>{text}</b>", "left", text=text)
    if look == "name":
        return line("<b>{text}</b>", "detail", text=text)
    return paper.words(text, look) if text else paper.space(1)
