"""«Қорытынды тұжырым» / «Итоговое заключение» as a PDF: kk, then ru on a page of its own, each with its signatures."""

from __future__ import annotations

from . import parts_pdf
from .bilingual import together
from .conclusion_text import Conclusion, name, parts
from .paper import Sheet


def draw(conclusion: Conclusion) -> bytes:
    sheet = Sheet(name(conclusion), together(conclusion.organisation), name(conclusion))
    return parts_pdf.bound(sheet, parts(conclusion))
