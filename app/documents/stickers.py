"""Sheets of numbered stickers: A4, 3 × 8 labels of 70 × 37 mm, each with a QR code that leads to its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from . import fonts, qr
from .text import CREATOR, plain

COLUMNS, ROWS = 3, 8
WIDTH, HEIGHT = 70 * mm, 37 * mm
"""The common sheet of 24; it reaches to both sides of the paper and leaves half a millimetre above and below."""
TOP = (A4[1] - ROWS * HEIGHT) / 2
MARGIN = 5 * mm
"""Of a label: printers reach no nearer to the edge of the paper."""
QR = 23 * mm
_INK, _GREY, _CUT = HexColor("#111816"), HexColor("#57625b"), HexColor("#c9d0cb")


@dataclass(frozen=True)
class Sticker:
    """`number` as people read it, `code` below it for those who cannot scan, `address` in the QR code."""

    number: str
    code: str
    address: str


@dataclass(frozen=True)
class Stickers:
    """`title` is the file's, `contest` and `hint` stand on every label; their language is the reader's."""

    title: str
    language: str
    contest: str
    hint: str
    stickers: Sequence[Sticker]


def draw(sheet: Stickers) -> bytes:
    """A label is never divided between pages. Raises ValueError without stickers."""
    if not sheet.stickers:
        raise ValueError("no stickers to draw")
    fonts.require()
    out = BytesIO()
    face: Any = "Sans"  # else every page names Helvetica
    canvas = Canvas(out, A4, invariant=1, lang=sheet.language, pageCompression=1, initialFontName=face)
    canvas.setTitle(plain(sheet.title, 200))
    canvas.setSubject(plain(sheet.contest, 200))
    canvas.setAuthor(CREATOR)
    canvas.setCreator(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for place, sticker in enumerate(sheet.stickers):
        on_page = place % (COLUMNS * ROWS)
        if place and on_page == 0:
            canvas.showPage()
        row, column = divmod(on_page, COLUMNS)
        _label(canvas, sheet, sticker, column * WIDTH, A4[1] - TOP - (row + 1) * HEIGHT)
    canvas.save()
    return out.getvalue()


def _label(canvas: Canvas, sheet: Stickers, sticker: Sticker, x: float, y: float) -> None:
    canvas.setStrokeColor(_CUT)
    canvas.setLineWidth(0.3)
    canvas.rect(x, y, WIDTH, HEIGHT)
    canvas.setFillColor(_INK)
    qr.draw(canvas, sticker.address, x + MARGIN + 1 * mm, y + (HEIGHT - QR) / 2, QR)
    left = x + MARGIN + QR + 5 * mm
    room = x + WIDTH - MARGIN - left
    _line(canvas, sticker.number, "Sans-Bold", 15, left, y + HEIGHT - 12 * mm, room)
    _line(canvas, sticker.code, "Sans", 8.5, left, y + HEIGHT - 16.5 * mm, room)
    canvas.setFillColor(_GREY)
    for place, line in enumerate(_lines(sheet.contest, room, 3)):
        canvas.setFont("Sans", 6.5)
        canvas.drawString(left, y + HEIGHT - 21 * mm - place * 2.7 * mm, line)
    _line(canvas, sheet.hint, "Sans", 5.5, left, y + 5 * mm, room)


def _line(canvas: Canvas, text: str, font: str, size: float, x: float, y: float, room: float) -> None:
    """One line, made smaller until it fits."""
    text = plain(text, 80)
    size = min(size, size * room / max(1.0, stringWidth(text, font, size)))
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def _lines(text: str, room: float, most: int) -> list[str]:
    """The text in at most so many lines; what does not fit ends in dots."""
    lines, words = [""], plain(text, 300).split()
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Sans", 6.5) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return [_cut(line, room) for line in lines]


def _cut(line: str, room: float) -> str:
    while stringWidth(line, "Sans", 6.5) > room and len(line) > 2:
        line = f"{line[:-2].rstrip()}…"
    return line
