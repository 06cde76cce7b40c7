"""«Түзету хаттамасы» / «Протокол об исправлении» as a file for Word, with the text of the PDF."""

from __future__ import annotations

from . import parts_docx
from .bilingual import together
from .correction_text import Correction, name, parts


def draw(correction: Correction) -> bytes:
    return parts_docx.bound(name(correction), together(correction.organisation), parts(correction))
