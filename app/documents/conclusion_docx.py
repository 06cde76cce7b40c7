"""«Қорытынды тұжырым» / «Итоговое заключение» as a file for Word, with the text of the PDF."""

from __future__ import annotations

from . import parts_docx
from .bilingual import together
from .conclusion_text import Conclusion, name, parts


def draw(conclusion: Conclusion) -> bytes:
    return parts_docx.bound(name(conclusion), together(conclusion.organisation), parts(conclusion))
