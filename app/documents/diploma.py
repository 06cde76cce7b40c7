"""Certificates, diplomas and letters of thanks: A4 lying or upright, in Kazakh and Russian, with number and QR code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import chain
from typing import IO
from urllib.parse import urlsplit

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader

from . import diploma_texts as texts
from . import fitting, fonts, ornament, qr
from .bilingual import OFFICIAL, Both, Official, said, together
from .diploma_sheet import LAYOUTS, QR_SIZE, Layout
from .diploma_texts import Diploma, Signatory
from .fitting import Column, measured
from .ornament import DEEP, GOLD, GREY, INK
from .streamed import Streamed
from .text import CREATOR, plain
from .words import long_date

__all__ = ["NAME_LIMIT", "Diploma", "Signatory", "draw", "draw_all", "write_all"]

NAME_LIMIT = 150
_LINE_LIMIT = 220  # of one text in a column, so that all of them fit; a cut shows as «…»
_WORD_LIMIT = 36


def draw(diploma: Diploma) -> bytes:
    """One paper as a file of its own."""
    target = BytesIO()
    _write(target, iter([diploma]), f"{together(texts.heading(diploma))} № {diploma.number}", has_marks=False)
    return target.getvalue()


def draw_all(diplomas: Iterable[Diploma], title: str) -> bytes:
    """`write_all` as bytes."""
    target = BytesIO()
    write_all(target, diplomas, title)
    return target.getvalue()


def write_all(target: IO[bytes], diplomas: Iterable[Diploma], title: str) -> None:
    """Many papers into one file, page by page in the order given, with a bookmark each. What pages have in common is
    stored once. Raises ValueError if there are none."""
    _write(target, iter(diplomas), title, has_marks=True)


def _write(target: IO[bytes], diplomas: Iterable[Diploma], title: str, has_marks: bool) -> None:
    fonts.require()
    found = iter(diplomas)
    first = next(found, None)
    if first is None:
        raise ValueError("no papers to draw")
    canvas = Streamed(target, _layout(first).size, face="Diploma", language="kk")
    canvas.setTitle(plain(title, 200))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setAuthor(plain(together(first.organisation), 300))
    canvas.setSubject(plain(together(texts.heading(first)), 200))
    canvas.setCreator(CREATOR)
    ornament.store(canvas)
    for diploma in chain([first], found):
        sheet = _layout(diploma)
        canvas.setPageSize(sheet.size)
        if has_marks:
            canvas.mark(plain(f"{diploma.number} · {diploma.recipient}", 200))
        _page(canvas, diploma, sheet)
        canvas.showPage()
    canvas.save()


def _layout(diploma: Diploma) -> Layout:
    return LAYOUTS["portrait" if diploma.orientation == "portrait" else "landscape"]


def _page(canvas: Streamed, diploma: Diploma, sheet: Layout) -> None:
    head = (sheet, diploma.organisation, texts.heading(diploma), texts.verb(diploma), diploma.logo)
    canvas.once(head, lambda: _head(canvas, diploma, sheet))
    _body(canvas, diploma, sheet)
    foot = (sheet, diploma.day, diploma.place, diploma.signatories, diploma.has_seal_place)
    canvas.once(foot, lambda: _foot(canvas, diploma, sheet))
    canvas.setFillColor(DEEP)
    qr.draw(canvas, diploma.check_url, sheet.qr_x, sheet.foot - 7, QR_SIZE)
    address = urlsplit(diploma.check_url)
    _check(canvas, sheet, 46, f"№ {plain(diploma.number, 40)}", "Diploma-Bold", 10.5, DEEP)
    _check(canvas, sheet, -5, plain(f"{address.netloc}{address.path}", 60), "Diploma", 8, GREY)


def _centred(
    canvas: Streamed, x: float, y: float, text: str, face: str, size: float, colour: Color, track: float = 0
) -> None:
    canvas.write(x - fitting.width(text, face, size, track) / 2, y, text, face, size, colour, track)


def _head(canvas: Streamed, diploma: Diploma, sheet: Layout) -> None:
    """All above the name: the same on every paper of a kind."""
    canvas.once((sheet, "sheet"), lambda: ornament.sheet(canvas, sheet.size), is_same=True)

    def fitted(down: float, text: str, face: str, size: float, colour: Color, track: float = 0) -> None:
        """A line in the middle, smaller if it would be too wide."""
        fit = fitting.line_size(text, face, size, sheet.across, track)
        _centred(canvas, sheet.middle, sheet.top - down, text, face, fit, colour, track * fit / size)

    if diploma.logo:
        _picture(canvas, diploma.logo, sheet.middle, sheet.top - 49, 150, 44)
    else:
        ornament.sign(canvas, sheet.middle, sheet.top - 46)
    organisation = Both(*(plain(name, 200) for name in diploma.organisation))
    fitted(62, organisation.kk.upper(), "Diploma-Bold", 9, DEEP, 1.5)
    if organisation.ru != organisation.kk:
        fitted(75, organisation.ru.upper(), "Diploma", 8, GREY, 1.3)
    heading = Both(*(plain(part, 60) for part in texts.heading(diploma)))
    if heading.kk == heading.ru:
        fitted(128, heading.kk, "Diploma-Display", 50, DEEP, 9)
    else:
        fitted(115, heading.kk, "Diploma-Display", 38, DEEP, 5)
        fitted(137, heading.ru, "Diploma", 15, DEEP, 3.4)
    verb = Both(*(plain(part, 60) for part in texts.verb(diploma)))
    fitted(174, together(verb, "  ·  "), "Diploma-Italic", 13, GREY)


def _picture(canvas: Streamed, data: bytes, x: float, y: float, across: float, down: float) -> None:
    """As large as `across` × `down` allows, standing on y in the middle of x."""
    picture = ImageReader(BytesIO(data))
    width, height = picture.getSize()
    scale = min(across / width, down / height)
    canvas.drawImage(picture, x - width * scale / 2, y, width * scale, height * scale, mask="auto")


_GAP = 17.0
_READABLE, _SHRINKS = 8.5, (1.0, 0.9, 0.8, 0.7)


def _body(canvas: Streamed, diploma: Diploma, sheet: Layout) -> None:
    """The name and the texts in two languages; whatever they leave of the height is spread around them."""
    lines, size = fitting.title(plain(diploma.recipient, NAME_LIMIT), "Diploma-Display", sheet.across)
    columns = [_column(diploma, language) for language in OFFICIAL]
    for shrink in _SHRINKS:  # a long name gives way until the texts are easy to read
        lead = size * shrink * 1.16
        room = sheet.body_top - sheet.body_bottom - lead * len(lines) - _GAP
        text_size, settled, height = _settled(columns, room, sheet)
        if text_size >= _READABLE or len(lines) == 1:
            break
    size *= shrink
    spare = max(0.0, room - height)
    y = sheet.body_top - spare * 0.32 - size * 0.9
    for line in lines:
        _centred(canvas, sheet.middle, y, line, "Diploma-Display", size, INK)
        y -= lead
    top = sheet.body_top - spare * 0.68 - lead * len(lines) - _GAP
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.7)
    step = text_size * fitting.LEAD
    if sheet.is_stacked:
        _draw_column(canvas, sheet.middle, top, settled[0], text_size)
        between = top - step * len(settled[0]) - _GAP / 2
        canvas.rule(sheet.middle - 60, between, across=120)
        _draw_column(canvas, sheet.middle, between - _GAP / 2, settled[1], text_size)
        return
    for side, column in zip((-1, 1), settled, strict=True):
        _draw_column(canvas, sheet.middle + side * (22 + sheet.column / 2), top, column, text_size)
    canvas.rule(sheet.middle, top, down=height)


Lines = list[tuple[str, str]]


def _settled(columns: Sequence[Column], room: float, sheet: Layout) -> tuple[float, list[Lines], float]:
    """The size of the type, the lines of each language, and the height that they take: beside or above each other."""
    if not sheet.is_stacked:
        size = fitting.column_size(columns, sheet.column, room)
        step = size * fitting.LEAD
        found = [column.lines(sheet.column, size)[: int(room / step)] for column in columns]
        return size, found, step * max(len(column) for column in found)
    both = Column(tuple(part for column in columns for part in column.parts))
    size = fitting.column_size([both], sheet.column, room - _GAP)
    found = [column.lines(sheet.column, size) for column in columns]
    return size, found, size * fitting.LEAD * sum(len(column) for column in found) + _GAP


def _column(diploma: Diploma, language: Official) -> Column:
    texts_of = texts.column(diploma, language)
    return Column(tuple(measured(plain(text, _LINE_LIMIT, _WORD_LIMIT), face) for face, text in texts_of))


def _draw_column(canvas: Streamed, x: float, top: float, lines: Lines, size: float) -> None:
    y = top - size
    for line, face in lines:
        _centred(canvas, x, y, line, face, size, GREY if face == "Diploma-Italic" else INK)
        y -= size * fitting.LEAD


def _foot(canvas: Streamed, diploma: Diploma, sheet: Layout) -> None:
    """All below the texts but the number and its code: the same on every paper of a day."""
    for up, text, face, size, colour in (
        (34, long_date(diploma.day, "kk"), "Diploma-Bold", 10, INK),
        (22, diploma.place.kk, "Diploma", 9, GREY),
        (7, long_date(diploma.day, "ru"), "Diploma", 9, GREY),
        (-5, diploma.place.ru, "Diploma", 9, GREY),
    ):
        shown = plain(text, 60)
        canvas.write(sheet.left, sheet.foot + up, shown, face, fitting.line_size(shown, face, size, 126), colour)
    _check(canvas, sheet, 22, texts.CHECK.kk, "Diploma", 8, GREY)
    _check(canvas, sheet, 11, texts.CHECK.ru, "Diploma", 8, GREY)
    left, right = sheet.signing_left, sheet.signing_right
    across = (right - left) / max(1, len(diploma.signatories))
    positions = [_positions(signatory, across - 20) for signatory in diploma.signatories]
    y = sheet.signing + 6.5 * max([len(lines) - 2 for lines in positions] + [0])
    for i, (signatory, lines) in enumerate(zip(diploma.signatories, positions, strict=True)):
        _signature(canvas, left + across * (i + 0.5), y, across - 20, signatory, lines)
        if diploma.has_seal_place:
            canvas.write(left + across * i + 10, y + 4, together(texts.SEAL), "Diploma", 6.5, GREY)


def _check(canvas: Streamed, sheet: Layout, up: float, text: str, face: str, size: float, colour: Color) -> None:
    """A line beside the QR code."""
    fit = fitting.line_size(text, face, size, 112)
    canvas.write(sheet.qr_x - 12 - fitting.width(text, face, fit), sheet.foot + up, text, face, fit, colour)


def _signature(
    canvas: Streamed, x: float, y: float, across: float, signatory: Signatory, positions: Sequence[str]
) -> None:
    if signatory.image:
        _picture(canvas, signatory.image, x, y - 4, across * 0.7, 40)
    canvas.setStrokeColor(GREY)
    canvas.setLineWidth(0.6)
    canvas.rule(x - across / 2, y, across=across)
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
