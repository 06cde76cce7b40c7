"""«Қорытынды тұжырым» / «Итоговое заключение» as a PDF: kk, then ru on a page of its own, each with its signatures."""

from __future__ import annotations

from reportlab.platypus import Flowable

from . import paper
from .bilingual import OFFICIAL, together
from .conclusion_text import Conclusion, Grid, Part, Signers, parts, title
from .paper import Heading, Sheet, line


def draw(conclusion: Conclusion) -> bytes:
    story: list[Flowable] = []
    for language in OFFICIAL:
        if story:
            story += paper.new_page()
        for part in parts(conclusion, language):
            story += _drawn(part)
    name = " / ".join(title(conclusion, language) for language in OFFICIAL)
    return paper.bound(Sheet(name, together(conclusion.organisation), name), story)


def _drawn(part: Part) -> list[Flowable]:
    if isinstance(part, Grid):
        return [paper.grid(part.head, part.rows, part.widths), paper.space(6)]
    if isinstance(part, Signers):
        return [paper.space(10), paper.signatures(part.people, part.mark, part.seal)]
    match part.kind:
        case "title":
            return [Heading(part.text, 1, "title")]
        case "heading":
            return paper.section(part.text)
        case "over":  # a heading kept with its table would push a long one to the next page
            return [paper.room(90), line("<b>{text}</b>", "left", text=part.text)]
        case "ends":
            return [paper.space(6), paper.ends(part.text, part.right), paper.space(6)]
        case "centre":
            return [paper.words(part.text, "centre")]
        case _:
            return [paper.words(part.text)]
