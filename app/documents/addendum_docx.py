"""The addendum to a protocol as a file for Word, with the text of the PDF."""

from __future__ import annotations

from . import addendum_text, parts_docx
from .addendum_text import Addendum
from .bilingual import together


def draw(addendum: Addendum) -> bytes:
    title = addendum_text.name(addendum)
    return parts_docx.bound(title, together(addendum.organisation), addendum_text.parts(addendum))
