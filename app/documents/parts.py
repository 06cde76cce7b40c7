"""What official papers that exist as a PDF and for Word are made of: said once, drawn by `parts_pdf`, written by
`parts_docx`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["title", "centre", "right", "ends", "paragraph", "left", "item", "heading", "over", "small"]
"""`over`: the heading of a table; `ends`: one text at each end of a line; `item`: indented."""

CLOSING = 2
"""So many paragraphs go overleaf with the signatures under them."""


@dataclass(frozen=True)
class Words:
    kind: Look
    text: str
    right: str = ""
    is_bold: bool = False


@dataclass(frozen=True)
class Grid:
    """`widths` are shares of the width of the page; `foot` is a last row in bold, `right` the places of columns of
    numbers, `tall` the least height of every row in points, where there has to be room to write."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    foot: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    tall: tuple[int, ...] = ()


@dataclass(frozen=True)
class Signers:
    """(position, name) of each; `mark` stands under each line to sign on, `seal` below them all."""

    people: tuple[tuple[str, str], ...]
    mark: str
    seal: str = ""


SideLook = Literal["role", "name", "detail", "small", "gap"]
SideLine = tuple[SideLook, str]


@dataclass(frozen=True)
class Sides:
    """Two parties beside each other, row by row, so that their lines to sign on are level. The last `together` rows
    stay on one page."""

    rows: tuple[tuple[SideLine, SideLine], ...]
    together: int = 4


@dataclass(frozen=True)
class Turn:
    """What follows begins a page, lying on its side if it is wide."""

    is_wide: bool = False


@dataclass(frozen=True)
class Whole:
    """What begins a page rather than to be cut in two, where one page has room for it."""

    parts: tuple[Part, ...]


Part = Words | Grid | Signers | Sides | Turn | Whole
