"""QR codes as vector drawing."""

from __future__ import annotations

import re

import segno
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

# A fixed mask is as readable and saves the weighing of all eight, which takes most of the time of a big symbol.
_MASK = 0
_DARK = re.compile(b"\x01+")


def modules(content: str) -> list[bytes]:
    """Rows of 0 and 1 (dark) from top to bottom, without the quiet zone: level M, the smallest possible version."""
    return [bytes(row) for row in segno.make(content, error="m", boost_error=False, micro=False, mask=_MASK).matrix]


def draw(canvas: Canvas, content: str, x: float, y: float, size: float) -> None:
    """Fills the dark modules in the current colour; (x, y) is the lower left corner, `size` the side in points.
    The caller leaves a light margin of four modules."""
    rows = modules(content)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / len(rows), size / len(rows))
    # One path of whole numbers: a call of `rect` for each run would cost more than the rest of the page.
    canvas.drawPath(PDFPathObject(_runs(rows)), stroke=0, fill=1)
    canvas.restoreState()


def _runs(rows: list[bytes]) -> list[str]:
    """Rectangles over the runs of dark modules, a hair higher than a row so that no light seam shows between rows."""
    upwards = enumerate(reversed(rows))
    return [f"{run.start()} {y} {run.end() - run.start()} 1.02 re" for y, row in upwards for run in _DARK.finditer(row)]
