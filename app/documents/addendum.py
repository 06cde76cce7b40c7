"""The addendum to a protocol as a PDF."""

from __future__ import annotations

from . import addendum_text, parts_pdf
from .addendum_text import Addendum
from .bilingual import together
from .paper import Sheet


def draw(addendum: Addendum) -> bytes:
    title = addendum_text.name(addendum)
    return parts_pdf.bound(Sheet(title, together(addendum.organisation), title), addendum_text.parts(addendum))
