"""The parts of an official paper as a file for Word."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as Docx

from . import word
from .parts import CLOSING, Grid, Part, Sides, Signers, Turn, Whole, Words


def bound(title: str, author: str, parts: Iterable[Part]) -> bytes:
    """The parts in order as one file."""
    document = word.blank(title, author)
    write_all(document, parts)
    return word.bound(document)


def write_all(document: Docx, parts: Iterable[Part]) -> None:
    """In order; signatures stay with the last words of what they sign, as in the PDF."""
    words: list[int] = []
    for part in parts:
        begun = word.length(document)
        write(document, part)
        if isinstance(part, Signers | Sides):
            word.keep(document, (words or [begun])[0])
        words = [*words, begun][-CLOSING:] if isinstance(part, Words) else []


def write(document: Docx, part: Part) -> None:
    if isinstance(part, Whole):
        begun = word.length(document)
        write_all(document, part.parts)
        word.keep(document, begun)
    elif isinstance(part, Turn):
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
