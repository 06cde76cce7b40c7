"""The act of an accepted report as a PDF."""

from __future__ import annotations

from . import act_text, parts_pdf
from .act_text import Act, Deed, Spent
from .bilingual import together
from .paper import Sheet

__all__ = ["Act", "Deed", "Spent", "draw"]


def draw(act: Act) -> bytes:
    title = act_text.name(act)
    return parts_pdf.bound(Sheet(title, together(act.grantor.name), title), act_text.parts(act))
