"""What official papers that exist as a PDF and for Word are made of: said once, drawn by `parts_pdf`, written by
`parts_docx`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["title", "centre", "ends", "paragraph", "left", "item", "heading", "over", "small"]
"""`over`: the heading of a table; `ends`: one text at each end of a line; `item`: indented."""


@dataclass(frozen=True)
class Words:
    kind: Look
    text: str
    right: str = ""
    is_bold: bool = False


@dataclass(frozen=True)
class Grid:
    """`widths` are shares of the width of the page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Signers:
    """(position, name) of each; `mark` stands under each line to sign on, `seal` below them all."""

    people: tuple[tuple[str, str], ...]
    mark: str
    seal: str = ""


@dataclass(frozen=True)
class Turn:
    """What follows begins a page, lying on its side if it is wide."""

    is_wide: bool = False


Part = Words | Grid | Signers | Turn
