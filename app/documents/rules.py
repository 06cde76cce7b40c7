"""The rules of a contest («Ереже» / «Положение») as a PDF: kk, then ru on a page of its own."""

from __future__ import annotations

from reportlab.platypus import Flowable

from . import paper
from .bilingual import Official, together
from .paper import Heading, Sheet, line
from .rules_text import Approval, Piece, Rules, languages, pieces

__all__ = ["Approval", "Rules", "draw"]
_PARAGRAPH = 6000


def draw(rules: Rules) -> bytes:
    """Raises ValueError if neither language has a text."""
    story: list[Flowable] = []
    for language in languages(rules):
        if story:
            story += paper.new_page()
        story += _text(rules, language)
    sheet = Sheet(together(rules.title), together(rules.organisation), together(rules.title))
    return paper.bound(sheet, story)


def _text(rules: Rules, language: Official) -> list[Flowable]:
    story: list[Flowable] = []
    before = ""
    for piece in pieces(rules, language):
        if before in ("signed", "centre", "title", "note") and piece.kind != before:
            story.append(paper.space(8))
        story += drawn(piece)
        before = piece.kind
    return story


def drawn(piece: Piece) -> list[Flowable]:
    match piece.kind:
        case "stamp":
            return [line("<b>{word}</b>", "right", word=piece.text)]
        case "signed":
            return [paper.words(piece.text, "right")]
        case "centre":
            return [paper.words(piece.text, "centre")]
        case "title":
            return [Heading(piece.text, 1, "title")]
        case "note":
            return [line("<i>{text}</i>", "left", text=piece.text)]
        case "heading":
            return paper.section(piece.text)
        case "part":
            return [line("<b>{text}</b>", "left", text=piece.text)]
        case "item":
            return [line("• {text}", "item", text=piece.text)]
        case _:
            return [paper.words(piece.text, "body", _PARAGRAPH)]
