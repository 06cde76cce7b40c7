"""Photographed pages as a paper that can be printed: each on a page of its own, as large as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

MARGIN = 5 * mm


def draw(title: str, language: str, jpegs: Sequence[bytes]) -> bytes:
    """A PDF of A4 pages, upright or across as each picture is; the JPEG data itself goes in unchanged."""
    out = BytesIO()
    canvas = Canvas(out, A4, invariant=1, lang=language, pageCompression=1)
    canvas.setTitle(title)
    for jpeg in jpegs:
        picture = ImageReader(BytesIO(jpeg))
        width, height = picture.getSize()
        across, up = landscape(A4) if width > height else A4
        scale = min((across - 2 * MARGIN) / width, (up - 2 * MARGIN) / height)
        canvas.setPageSize((across, up))
        canvas.drawImage(
            picture, (across - width * scale) / 2, (up - height * scale) / 2, width * scale, height * scale
        )
        canvas.showPage()
    canvas.save()
    return out.getvalue()
