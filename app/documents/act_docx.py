"""The act of an accepted report as a file for Word, with the text of the PDF."""

from __future__ import annotations

from . import act_text, parts_docx
from .act_text import Act
from .bilingual import together


def draw(act: Act) -> bytes:
    return parts_docx.bound(act_text.name(act), together(act.grantor.name), act_text.parts(act))
