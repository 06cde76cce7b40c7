"""Labels that hang beside works of an exhibition: A4, 2 × 5 labels of 95 × 54 mm, to be cut along thin lines."""

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

from . import fonts
from .bilingual import OFFICIAL, Both, Text, said, together
from .text import CREATOR, plain, quoted

COLUMNS, ROWS = 2, 5
WIDTH, HEIGHT = 95 * mm, 54 * mm
MARGIN = 6 * mm
_LEFT, _TOP = (A4[0] - COLUMNS * WIDTH) / 2, (A4[1] - ROWS * HEIGHT) / 2
_INK, _GREY, _CUT = HexColor("#111816"), HexColor("#57625b"), HexColor("#c9d0cb")
_GRADE = Both("{grade}-сынып", "{grade} класс")
_NOMINATION = Both("Номинация: {title}", "Номинация: {title}")


@dataclass(frozen=True)
class Label:
    """`author` and `grade` are there only where it was agreed that they are shown."""

    place: int
    """In the order of hanging, from 1."""
    number: str
    title: str
    author: Text
    grade: int | None
    technique: str
    nomination: Both


@dataclass(frozen=True)
class Labels:
    title: str
    contest: Both
    labels: Sequence[Label]


def draw(sheet: Labels) -> bytes:
    """Raises ValueError without labels."""
    if not sheet.labels:
        raise ValueError("no labels to draw")
    fonts.require()
    out = BytesIO()
    face: Any = "Serif"  # else every page names Helvetica
    canvas = Canvas(out, A4, invariant=1, lang="kk", pageCompression=1, initialFontName=face)
    canvas.setTitle(plain(sheet.title, 200))
    canvas.setSubject(plain(together(sheet.contest), 200))
    canvas.setAuthor(CREATOR)
    canvas.setCreator(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for place, label in enumerate(sheet.labels):
        on_page = place % (COLUMNS * ROWS)
        if place and on_page == 0:
            canvas.showPage()
        row, column = divmod(on_page, COLUMNS)
        _label(canvas, sheet, label, _LEFT + column * WIDTH, A4[1] - _TOP - (row + 1) * HEIGHT)
    canvas.save()
    return out.getvalue()


def _label(canvas: Canvas, sheet: Labels, label: Label, x: float, y: float) -> None:
    canvas.setStrokeColor(_CUT)
    canvas.setLineWidth(0.3)
    canvas.rect(x, y, WIDTH, HEIGHT)
    room, left, top = WIDTH - 2 * MARGIN, x + MARGIN, y + HEIGHT - MARGIN
    canvas.setFillColor(_INK)
    rows = _wrapped(quoted(label.title), "Serif-Bold", 14, room, 2)
    for place, text in enumerate(rows):
        canvas.setFont("Serif-Bold", 14)
        canvas.drawString(left, top - 12 - place * 16, text)
    down = top - 12 - len(rows) * 16 - 2
    for text, face, size in _lines(label):
        _one(canvas, text, face, size, left, down, room)
        down -= size * 1.35
    canvas.setFillColor(_GREY)
    _one(canvas, f"{label.place} · {label.number}", "Serif", 8, left, y + MARGIN, room)
    for place, language in enumerate(reversed(OFFICIAL)):
        text = _NOMINATION.of(language).format(title=quoted(label.nomination.of(language)))
        _one(canvas, text, "Serif", 8, left, y + MARGIN + 11 + place * 10, room)


def _lines(label: Label) -> list[tuple[str, str, float]]:
    """Who made it, in Kazakh and in Russian where the two differ, and how."""
    found: list[str] = []
    for language in OFFICIAL:
        name = said(label.author, language) if label.author else ""
        grade = _GRADE.of(language).format(grade=label.grade) if name and label.grade else ""
        found.append(", ".join(part for part in (name, grade) if part))
    lines = [(text, "Serif-Bold" if place == 0 else "Serif", 10.5) for place, text in enumerate(dict.fromkeys(found))]
    return [one for one in [*lines, (label.technique, "Serif", 9.0)] if one[0]]


def _one(canvas: Canvas, text: str, face: str, size: float, x: float, y: float, room: float) -> None:
    """One line, made smaller until it fits."""
    text = plain(text, 160)
    canvas.setFont(face, min(size, size * room / max(1.0, stringWidth(text, face, size))))
    canvas.drawString(x, y, text)


def _wrapped(text: str, face: str, size: float, room: float, most: int) -> list[str]:
    """At most so many lines; what does not fit ends in dots."""
    lines = [""]
    for word in plain(text, 200).split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, face, size) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return [_cut(one, face, size, room) for one in lines]


def _cut(text: str, face: str, size: float, room: float) -> str:
    while stringWidth(text, face, size) > room and len(text) > 2:
        text = f"{text[:-2].rstrip()}…"
    return text
