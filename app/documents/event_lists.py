"""Lists for an event, in the language of their reader: who comes, whom to call, what lies in which box, who has taken
what. One plain table in groups; a group may begin on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Paragraph

from . import paper
from .paper import LOOKS, WIDE, WIDTH, Cell, Heading, Sheet
from .text import printable

_PAGE = {"kk": "бет", "ru": "стр.", "en": "page"}


@dataclass(frozen=True)
class Group:
    """`heading` may be empty; `note` stands below the table: how many, who takes it."""

    heading: str
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True)
class EventList:
    """`widths` are shares; `apart`: every group has pages of its own, to be laid into its box; `tall`: rows leave room
    for a signature. `empty` is said where there is nothing to list."""

    title: str
    organisation: str
    language: str
    notes: Sequence[str]
    heads: Sequence[str]
    widths: Sequence[float]
    groups: Sequence[Group]
    empty: str = "—"
    apart: bool = False
    wide: bool = False
    tall: bool = False


def draw(found: EventList) -> bytes:
    sheet = Sheet(found.title, found.organisation, found.title, found.language, _PAGE.get(found.language, "page"))
    groups = [group for group in found.groups if group.rows]
    story: list[Flowable] = [] if found.apart and groups else _top(found)
    for place, group in enumerate(groups):
        if found.apart:
            story += [*(_next(found) if place else []), *_top(found)]
        story += _group(found, group)
    if not groups:
        story.append(paper.words(found.empty, "left"))
    return paper.bound(sheet, story, wide=found.wide)


def _next(found: EventList) -> list[Flowable]:
    return paper.wide_page() if found.wide else paper.new_page()


def _top(found: EventList) -> list[Flowable]:
    notes = [paper.words(note, "centre") for note in found.notes]
    return [paper.words(found.organisation, "centre"), Heading(found.title, 1, "title"), *notes, paper.space(6)]


def _group(found: EventList, group: Group) -> list[Flowable]:
    story: list[Flowable] = paper.section(group.heading) if group.heading else []
    for one in story:
        one.keepWithNext = 0  # a table of several pages is not pushed away whole
    rows: list[list[Cell]] = [[*row[:-1], _Room(row[-1])] if found.tall else [*row] for row in group.rows]
    story.append(paper.grid(found.heads, rows, found.widths, across=WIDE if found.wide else WIDTH))
    if group.note:
        story += [paper.space(4), paper.words(group.note, "left")]
    return [*story, paper.space(8)]


class _Room(Paragraph):
    """A cell in which somebody signs."""

    def __init__(self, text: str) -> None:
        super().__init__(printable(text or " ", 200), LOOKS["cell"])

    def wrap(self, across: float, tall: float) -> tuple[float, float]:
        width, height = super().wrap(across, tall)
        return width, max(height, 22)
