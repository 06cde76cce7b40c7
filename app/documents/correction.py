"""«Түзету хаттамасы» / «Протокол об исправлении» as a PDF: kk, then ru on a page of its own, each with its
signatures."""

from __future__ import annotations

from . import parts_pdf
from .bilingual import together
from .correction_text import Correction, name, parts
from .paper import Sheet


def draw(correction: Correction) -> bytes:
    sheet = Sheet(name(correction), together(correction.organisation), name(correction))
    return parts_pdf.bound(sheet, parts(correction))
