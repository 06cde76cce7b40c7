"""An additional agreement as a PDF."""

from __future__ import annotations

from . import amendment_text, parts_pdf
from .amendment_text import Amendment
from .bilingual import together
from .paper import Sheet


def draw(amendment: Amendment) -> bytes:
    title = amendment_text.name(amendment)
    return parts_pdf.bound(Sheet(title, together(amendment.grantor.name), title), amendment_text.parts(amendment))
