"""«Сараптама комиссиясының құрамы» / «Состав экспертной комиссии» as a PDF."""

from __future__ import annotations

from reportlab.platypus import Flowable

from . import paper, parts_pdf, rules
from .bilingual import together
from .commission_text import Commission, name, sections
from .paper import Sheet
from .rules_text import Piece


def draw(commission: Commission) -> bytes:
    story: list[Flowable] = []
    before = ""
    for part in sections(commission):
        if isinstance(part, Piece):
            if before and part.kind in ("stamp", "centre", "title") and part.kind != before:
                story.append(paper.space(6))
            story += rules.drawn(part)
            before = part.kind
        else:
            story += [*([paper.space(8)] if before else []), *parts_pdf.drawn(part)]
            before = ""
    return paper.bound(Sheet(name(commission), together(commission.organisation), name(commission)), story)
