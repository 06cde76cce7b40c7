"""The rules of a contest as a file for Word, with the text of the PDF in real headings, lists and paragraphs."""

from __future__ import annotations

from docx.document import Document as Docx

from . import word
from .bilingual import together
from .rules_text import Piece, Rules, languages, pieces


def draw(rules: Rules) -> bytes:
    """kk and ru in one file, as in the PDF. Raises ValueError if neither language has a text."""
    document = word.blank(together(rules.title), together(rules.organisation))
    for place, language in enumerate(languages(rules)):
        if place:
            word.new_page(document)
        for piece in pieces(rules, language):
            write(document, piece)
    return word.bound(document)


def write(document: Docx, piece: Piece) -> None:
    match piece.kind:
        case "stamp":
            word.words(document, piece.text, side="right", bold=True)
        case "signed":
            word.words(document, piece.text, side="right")
        case "centre":
            word.words(document, piece.text, side="centre")
        case "title":
            word.words(document, piece.text, "Title")
        case "note":
            word.words(document, piece.text, italic=True)
        case "heading":
            word.words(document, piece.text, "Heading 1")
        case "part":
            word.words(document, piece.text, "Heading 2")
        case "item":
            word.words(document, piece.text, "List Bullet")
        case _:
            word.words(document, piece.text, side="both")
