"""An additional agreement as a file for Word, with the text of the PDF."""

from __future__ import annotations

from . import amendment_text, parts_docx
from .amendment_text import Amendment
from .bilingual import together


def draw(amendment: Amendment) -> bytes:
    title = amendment_text.name(amendment)
    return parts_docx.bound(title, together(amendment.grantor.name), amendment_text.parts(amendment))
