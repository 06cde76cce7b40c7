"""The parts of an official paper as a file for Word."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as Docx

from . import word
from .parts import Grid, Part, Sides, Signers, Turn, Words


def bound(title: str, author: str, parts: Iterable[Part]) -> bytes:
    """The parts in order as one file."""
    document = word.blank(title, author)
    for part in parts:
        write(document, part)
    return word.bound(document)


def write(document: Docx, part: Part) -> None:
    if isinstance(part, Turn):
        word.turn(document, is_wide=part.is_wide)
    elif isinstance(part, Grid):
        word.grid(document, part.head, part.rows, part.widths, foot=part.foot, right=part.right, tall=part.tall)
    elif isinstance(part, Sides):
        word.sides(document, [[(text, look in ("role", "name")) for look, text in row] for row in part.rows])
    elif isinstance(part, Signers):
        word.signatures(document, part.people, part.mark, part.seal)
    else:
        _words(document, part)


def _words(document: Docx, part: Words) -> None:
    match part.kind:
        case "title":
            word.words(document, part.text, "Title")
        case "heading" | "over":
            word.words(document, part.text, "Heading 1")
        case "ends":
            word.ends(document, part.text, part.right)
        case "centre":
            word.words(document, part.text, side="centre")
        case "right":
            word.words(document, part.text, side="right")
        case "item":
            word.words(document, part.text, bold=part.is_bold).paragraph_format.left_indent = word.INDENT
        case "left" | "small":
            word.words(document, part.text, bold=part.is_bold)
        case _:
            word.words(document, part.text, side="both")
