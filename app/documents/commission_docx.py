"""«Сараптама комиссиясының құрамы» / «Состав экспертной комиссии» as a file for Word, with the text of the PDF."""

from __future__ import annotations

from . import parts_docx, rules_docx, word
from .bilingual import together
from .commission_text import Commission, name, sections
from .rules_text import Piece


def draw(commission: Commission) -> bytes:
    document = word.blank(name(commission), together(commission.organisation))
    for part in sections(commission):
        if isinstance(part, Piece):
            rules_docx.write(document, part)
        else:
            parts_docx.write(document, part)
    return word.bound(document)
