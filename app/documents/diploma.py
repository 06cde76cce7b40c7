"""Certificates, diplomas and letters of thanks: A4 landscape, kk and ru side by side, numbered, with a QR code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from urllib.parse import urlsplit

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from . import diploma_texts as texts
from . import fitting, fonts, ornament, qr
from .bilingual import OFFICIAL, Both, Official, said, together
from .diploma_texts import Diploma, Signatory
from .fitting import Column, measured
from .ornament import DEEP, GOLD, GREY, INK, INSIDE, H, W
from .text import plain
from .words import long_date

__all__ = ["NAME_LIMIT", "Diploma", "Signatory", "draw", "draw_all"]

NAME_LIMIT = 150
_LINE_LIMIT = 220  # of one text in a column, so that all of them fit; a cut shows as «…»
_WORD_LIMIT = 36


def draw(diploma: Diploma) -> bytes:
    """One paper as a file of its own."""
    return _file([diploma], f"{together(texts.heading(diploma))} № {diploma.number}", outline=False)


def draw_all(diplomas: Iterable[Diploma], title: str) -> bytes:
    """Many papers in one file, in the order given, with a bookmark each; ornament and fonts are stored once.
    Raises ValueError if there are none."""
    return _file(diplomas, title, outline=True)


def _file(diplomas: Iterable[Diploma], title: str, outline: bool) -> bytes:
    fonts.require()
    target = BytesIO()
    canvas = Canvas(target, (W, H), pageCompression=1, invariant=1, initialFontName="Diploma", lang="kk")  # type: ignore[arg-type]
    canvas.setTitle(plain(title, 200))
    ornament.store(canvas)
    drawn = 0
    for drawn, diploma in enumerate(diplomas, 1):
        if drawn == 1:
            canvas.setAuthor(plain(together(diploma.organisation), 300))
        if outline:
            key = f"paper-{drawn}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(plain(f"{diploma.number} · {diploma.recipient}", 200), key)
        _page(canvas, diploma)
        canvas.showPage()
    if not drawn:
        raise ValueError("no papers to draw")
    canvas.save()
    return target.getvalue()


def _page(canvas: Canvas, diploma: Diploma) -> None:
    canvas.doForm("sheet")
    _head(canvas, diploma)
    _body(canvas, diploma)
    _foot(canvas, diploma)


def _centred(
    canvas: Canvas, x: float, y: float, text: str, face: str, size: float, colour: Color, track: float = 0
) -> None:
    line = canvas.beginText(x - fitting.width(text, face, size, track) / 2, y)
    line.setFont(face, size)
    line.setFillColor(colour)
    if track:
        line.setCharSpace(track)
    line.textOut(text)
    if track:
        line.setCharSpace(0)
    canvas.drawText(line)


_MIDDLE = W / 2
_TOP = H - INSIDE
_ACROSS = W - 2 * INSIDE - 72  # for names and headings


def _fitted(canvas: Canvas, y: float, text: str, face: str, size: float, colour: Color, track: float = 0) -> None:
    """A line in the middle of the sheet, smaller if it would be too wide."""
    fit = fitting.line_size(text, face, size, _ACROSS, track)
    _centred(canvas, _MIDDLE, y, text, face, fit, colour, track * fit / size)


def _head(canvas: Canvas, diploma: Diploma) -> None:
    organisation = Both(*(plain(name, 200) for name in diploma.organisation))
    _fitted(canvas, _TOP - 62, organisation.kk.upper(), "Diploma-Bold", 9, DEEP, 1.5)
    if organisation.ru != organisation.kk:
        _fitted(canvas, _TOP - 75, organisation.ru.upper(), "Diploma", 8, GREY, 1.3)
    heading = Both(*(plain(part, 60) for part in texts.heading(diploma)))
    if heading.kk == heading.ru:
        _fitted(canvas, _TOP - 128, heading.kk, "Diploma-Display", 50, DEEP, 9)
    else:
        _fitted(canvas, _TOP - 115, heading.kk, "Diploma-Display", 38, DEEP, 5)
        _fitted(canvas, _TOP - 137, heading.ru, "Diploma", 15, DEEP, 3.4)
    verb = texts.verb(diploma)
    _fitted(canvas, _TOP - 174, f"{verb.kk}  ·  {verb.ru}", "Diploma-Italic", 13, GREY)


_BODY_TOP, _BODY_BOTTOM = _TOP - 184, 181.0
_COLUMN = (W - 2 * INSIDE - 72) / 2 - 34
_GAP = 17.0


def _body(canvas: Canvas, diploma: Diploma) -> None:
    """The name and below it two columns; whatever they leave of the height is spread around them."""
    lines, size = fitting.title(plain(diploma.recipient, NAME_LIMIT), "Diploma-Display", _ACROSS)
    lead = size * 1.16
    columns = [_column(diploma, language) for language in OFFICIAL]
    room = _BODY_TOP - _BODY_BOTTOM - lead * len(lines) - _GAP
    text_size = fitting.column_size(columns, _COLUMN, room)
    step = text_size * fitting.LEAD
    settled = [column.lines(_COLUMN, text_size)[: int(room / step)] for column in columns]
    spare = max(0.0, room - step * max(len(column) for column in settled))
    y = _BODY_TOP - spare * 0.32 - size * 0.9
    for line in lines:
        _centred(canvas, _MIDDLE, y, line, "Diploma-Display", size, INK)
        y -= lead
    top = _BODY_TOP - spare * 0.68 - lead * len(lines) - _GAP
    for side, column in zip((-1, 1), settled, strict=True):
        _draw_column(canvas, _MIDDLE + side * (22 + _COLUMN / 2), top, column, text_size)
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.7)
    canvas.line(_MIDDLE, top, _MIDDLE, top - step * max(len(column) for column in settled))


def _column(diploma: Diploma, language: Official) -> Column:
    texts_of = texts.column(diploma, language)
    return Column(tuple(measured(plain(text, _LINE_LIMIT, _WORD_LIMIT), face) for face, text in texts_of))


def _draw_column(canvas: Canvas, x: float, top: float, lines: Sequence[tuple[str, str]], size: float) -> None:
    y = top - size
    for line, face in lines:
        _centred(canvas, x, y, line, face, size, GREY if face == "Diploma-Italic" else INK)
        y -= size * fitting.LEAD


_FOOT = INSIDE + 26
_LEFT = INSIDE + 56
_QR_SIZE = 86.0
_QR_X = W - INSIDE - 54 - _QR_SIZE


def _foot(canvas: Canvas, diploma: Diploma) -> None:
    _when_and_where(canvas, diploma)
    canvas.setFillColor(DEEP)
    qr.draw(canvas, diploma.check_url, _QR_X, _FOOT - 7, _QR_SIZE)
    _check(canvas, diploma)
    left, right = _LEFT + 128, _QR_X - 122
    across = (right - left) / max(1, len(diploma.signatories))
    positions = [_positions(signatory, across - 20) for signatory in diploma.signatories]
    y = _FOOT + 20 + 6.5 * max([len(lines) - 2 for lines in positions] + [0])
    for i, (signatory, lines) in enumerate(zip(diploma.signatories, positions, strict=True)):
        _signature(canvas, left + across * (i + 0.5), y, across - 20, signatory, lines)


def _when_and_where(canvas: Canvas, diploma: Diploma) -> None:
    rows = (
        (34, long_date(diploma.day, "kk"), "Diploma-Bold", 10, INK),
        (22, diploma.place.kk, "Diploma", 9, GREY),
        (7, long_date(diploma.day, "ru"), "Diploma", 9, GREY),
        (-5, diploma.place.ru, "Diploma", 9, GREY),
    )
    for up, text, face, size, colour in rows:
        shown = plain(text, 60)
        canvas.setFillColor(colour)
        canvas.setFont(face, fitting.line_size(shown, face, size, 126))
        canvas.drawString(_LEFT, _FOOT + up, shown)


def _check(canvas: Canvas, diploma: Diploma) -> None:
    address = urlsplit(diploma.check_url)
    rows = (
        (46, f"№ {plain(diploma.number, 40)}", "Diploma-Bold", 10.5, DEEP),
        (22, texts.CHECK.kk, "Diploma", 8, GREY),
        (11, texts.CHECK.ru, "Diploma", 8, GREY),
        (-5, plain(f"{address.netloc}{address.path}", 60), "Diploma", 8, GREY),
    )
    for up, text, face, size, colour in rows:
        canvas.setFillColor(colour)
        canvas.setFont(face, fitting.line_size(text, face, size, 112))
        canvas.drawRightString(_QR_X - 12, _FOOT + up, text)


def _signature(
    canvas: Canvas, x: float, y: float, across: float, signatory: Signatory, positions: Sequence[str]
) -> None:
    canvas.setStrokeColor(GREY)
    canvas.setLineWidth(0.6)
    canvas.line(x - across / 2, y, x + across / 2, y)
    canvas.setFillColor(GREY)
    canvas.setFont("Diploma", 6.5)
    canvas.drawString(x - across / 2, y + 4, together(texts.SEAL))
    name = plain(together(signatory.name), 100)
    _centred(canvas, x, y - 11.5, name, "Diploma-Bold", fitting.line_size(name, "Diploma-Bold", 9.5, across), INK)
    y -= 21.5
    for line in positions:
        _centred(canvas, x, y, line, "Diploma", fitting.line_size(line, "Diploma", 7.6, across), GREY)
        y -= 9 if len(positions) < 3 else 7.5


def _positions(signatory: Signatory, across: float) -> list[str]:
    """The position in both languages, each on as few lines as stay readable."""
    texts_of = dict.fromkeys(plain(said(signatory.position, language), 100) for language in OFFICIAL)
    return [line for text in texts_of for line in _position(text, across)]


def _position(text: str, across: float) -> list[str]:
    for rows, smallest in ((1, 6.6), (2, 6.2), (3, 4.5)):
        lines = measured(text, "Diploma").balanced(rows, across / smallest)
        if lines is not None:
            return lines
    return [text]
