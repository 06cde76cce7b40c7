"""The common sheet of our documents: A4, page numbers «бет / стр.», metadata, bookmarks, and the few building blocks
that documents are made of. Equal input gives equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from . import fonts
from .text import CREATOR, LIMIT, NBSP, plain, printable

INK, GREY, LINE, SHADE = HexColor("#111816"), HexColor("#57625b"), HexColor("#8b958f"), HexColor("#eef2ef")
LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 15 * mm, 18 * mm, 18 * mm
WIDTH = A4[0] - LEFT - RIGHT
WIDE = landscape(A4)[0] - 2 * RIGHT
TALL = A4[1] - TOP - BOTTOM

Look = Literal[
    "body", "left", "centre", "right", "title", "heading", "small", "item", "detail", "mark",
    "cell", "cell-bold", "cell-right",
]  # fmt: skip
_SERIF = {"fontName": "Serif", "bulletFontName": "Serif", "fontSize": 10.5, "leading": 14, "textColor": INK}
_SANS = {"fontName": "Sans", "bulletFontName": "Sans", "fontSize": 8, "leading": 10, "textColor": INK}


def _look(name: Look, base: dict[str, object], **more: object) -> tuple[Look, ParagraphStyle]:
    return name, ParagraphStyle(name, **{**base, "splitLongWords": 1, **more})  # type: ignore[arg-type]


LOOKS: dict[Look, ParagraphStyle] = dict(
    (
        _look("body", _SERIF, alignment=TA_JUSTIFY, spaceAfter=4),
        _look("left", _SERIF, alignment=TA_LEFT, spaceAfter=2),
        _look("centre", _SERIF, alignment=TA_CENTER, spaceAfter=2),
        _look("right", _SERIF, alignment=TA_RIGHT, spaceAfter=2),
        _look("item", _SERIF, alignment=TA_LEFT, leftIndent=14, spaceAfter=2),
        _look("title", _SERIF, fontName="Serif-Bold", fontSize=13.5, leading=18, alignment=TA_CENTER, spaceAfter=2),
        _look("heading", _SERIF, fontName="Serif-Bold", spaceBefore=9, spaceAfter=4, keepWithNext=1),
        _look("small", _SERIF, fontSize=8.5, leading=11, textColor=GREY, spaceAfter=2),
        _look("detail", _SERIF, fontSize=9.5, leading=12.5, alignment=TA_LEFT, spaceAfter=1),
        _look("mark", _SERIF, fontSize=7, leading=8.5, textColor=GREY, alignment=TA_CENTER),
        _look("cell", _SANS),
        _look("cell-bold", _SANS, fontName="Sans-Bold"),
        _look("cell-right", _SANS, alignment=TA_RIGHT),
    )
)


# What cannot go on overleaf (names beside a line to sign on, details in two columns) must not outgrow a page.
LIMITS: dict[Look, int] = {"left": 240, "right": 240, "centre": 400, "detail": 240, "cell": 800, "cell-bold": 240}


@dataclass(frozen=True)
class Sheet:
    """What a file says about itself. `label` stands at the foot of every page; `language` is a BCP 47 tag."""

    title: str
    author: str
    label: str
    language: str = "kk"
    page_word: str = "бет / стр."


def line(template: str, look: Look = "body", /, **values: object) -> Paragraph:
    """A paragraph of our own wording; `values` are foreign text and pass through `printable`. A dash or № before a
    value is never parted from it."""
    shown = {name: printable(str(value), LIMITS.get(look, LIMIT)) for name, value in values.items()}
    bound = template.replace(" – {", f"{NBSP}–{NBSP}{{").replace("№ {", f"№{NBSP}{{")
    return Paragraph(bound.format(**shown), LOOKS[look])


def words(text: str, look: Look = "body", limit: int | None = None) -> Paragraph:
    """Foreign text alone."""
    return Paragraph(printable(text, limit or LIMITS.get(look, LIMIT)), LOOKS[look])


def paragraphs(text: str, look: Look = "body") -> list[Flowable]:
    """Foreign text with its line breaks kept."""
    return [words(part, look) for part in text.splitlines() if part.strip()]


class Heading(Paragraph):
    """A line that also becomes a bookmark. The first level is a language or an annex, the second a section."""

    def __init__(self, text: str, level: int = 1, look: Look = "heading") -> None:
        super().__init__(printable(text, 300), LOOKS[look])
        self.bookmark = plain(text, 120)
        self.level = level


def section(text: str) -> list[Flowable]:
    """A heading that is never the last line of a page."""
    return [CondPageBreak(72), Heading(text, 2)]


Rule = tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]
FACE: Rule = ("FONT", (0, 0), (-1, -1), "Sans", 7.5, 9.5)  # else even a table of paragraphs names Helvetica


def space(height: float = 6) -> Spacer:
    return Spacer(1, height)


def numbered(items: Iterable[str], look: Look = "item") -> list[Flowable]:
    return [line(f"{i}. {{text}}", look, text=item) for i, item in enumerate(items, 1)]


def ends(left: str, right: str) -> Table:
    """Place at the left end of a line, date at the right."""
    table = Table([[words(left, "left"), words(right, "right")]], colWidths=[WIDTH / 2, WIDTH / 2])
    table.setStyle(TableStyle([FACE, ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]))
    return table


Cell = str | Flowable


def grid(
    head: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[float], foot: Sequence[Cell] | None = None,
    across: float = WIDTH,
) -> Table:  # fmt: skip
    """A ruled table that splits over pages and repeats its head. Plain strings are foreign text: they are cleaned and
    wrapped; `foot` is a last row in bold. `widths` are shares of `across` points."""
    cells = [[_cell(value, "cell-bold") for value in head]]
    cells += [[_cell(value, "cell") for value in row] for row in rows]
    if foot is not None:
        cells.append([_cell(value, "cell-bold") for value in foot])
    return ruled(cells, [across * share / sum(widths) for share in widths])


def _cell(value: Cell, look: Look) -> Flowable:
    return words(value, look) if isinstance(value, str) else value


_RULES: list[Rule] = [
    ("GRID", (0, 0), (-1, -1), 0.4, LINE),
    ("BACKGROUND", (0, 0), (-1, 0), SHADE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    FACE,
    ("LEFTPADDING", (0, 0), (-1, -1), 3.5),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3.5),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]


def ruled(cells: Sequence[list[Any]], widths: Sequence[float], *more: Rule, head: int = 1) -> Table:
    """A ruled table of ready cells; `widths` are points."""
    table = Table(cells, colWidths=list(widths), repeatRows=head, splitInRow=1)
    table.setStyle(TableStyle([*_RULES, *more]))
    return table


def signatures(people: Sequence[tuple[str, str]], mark: str, seal: str = "", width: float = WIDTH) -> Flowable:
    """Rows of position, line to sign on and name. `mark` stands under each line («қолы», «подпись»), `seal` below.
    A line never parts from its name."""
    if not people and not seal:
        return space(0)
    rows: list[list[Flowable]] = []
    for position, name in people:
        rows.append([words(position, "left"), space(1), words(name, "left")])
        rows.append([space(1), line("{mark}", "mark", mark=f"({mark})"), space(1)])
    if seal:
        rows.append([words(seal, "small"), space(1), space(1)])
    table = Table(rows, colWidths=[width * 0.44, width * 0.24, width * 0.32])
    signed = range(0, 2 * len(people), 2)
    style: list[Rule] = [
        FACE,
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        *(("TOPPADDING", (0, i), (-1, i), 5) for i in signed),
        *(("LINEBELOW", (1, i), (1, i), 0.6, INK) for i in signed),
        *(("NOSPLIT", (0, i), (-1, i + 1)) for i in signed),
        ("NOSPLIT", (0, max(0, len(rows) - 4)), (-1, -1)),  # the place of the seal never begins a page
    ]
    table.setStyle(TableStyle(style))
    return table


def kept(flowables: list[Flowable]) -> Flowable:
    """On one page, if a page has room for them."""
    return KeepTogether(flowables)


def new_page() -> list[Flowable]:
    return [NextPageTemplate("upright"), PageBreak()]


def wide_page() -> list[Flowable]:
    """What follows stands on landscape pages, `WIDE` points across."""
    return [NextPageTemplate("wide"), PageBreak()]


def room(height: float) -> CondPageBreak:
    """A new page unless `height` points are left: keeps a heading with what it announces."""
    return CondPageBreak(height)


class _NumberedCanvas(Canvas):
    """Counts pages into a form that every foot has already placed: the total is known only at the end."""

    def save(self) -> None:
        total = self.getPageNumber() - 1
        self.beginForm("total", 0, -3, 40, 10)
        self.setFont("Sans", 7.5)
        self.setFillColor(GREY)
        self.drawString(0, 0, str(total))
        self.endForm()
        super().save()


class _Document(BaseDocTemplate):
    def afterFlowable(self, flowable: Flowable) -> None:
        if isinstance(flowable, Heading):
            self.marks = getattr(self, "marks", 0) + 1
            key = f"mark-{self.marks}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.bookmark, key, flowable.level - 1)


def _foot(sheet: Sheet, left: float, right: float, canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont("Sans", 7.5)
    canvas.setFillColor(GREY)
    canvas.drawString(left, 10 * mm, plain(sheet.label, 110))
    x = right - 14
    canvas.drawRightString(x, 10 * mm, f"{sheet.page_word} {document.page} / ")
    canvas.translate(x, 10 * mm)
    canvas.doForm("total")
    canvas.restoreState()


def _template(name: str, size: tuple[float, float], left: float, sheet: Sheet) -> PageTemplate:
    across, tall = size
    frame = Frame(left, BOTTOM, across - left - RIGHT, tall - TOP - BOTTOM, 0, 0, 0, 0)
    return PageTemplate(name, [frame], onPage=partial(_foot, sheet, left, across - RIGHT), pagesize=size)


def bound(sheet: Sheet, story: Sequence[Flowable], *, wide: bool = False) -> bytes:
    """The story as a PDF; `wide`: it begins on a landscape page, `WIDE` points across."""
    fonts.require()
    target = BytesIO()
    document = _Document(
        target,
        pagesize=A4,
        title=plain(sheet.title, 200),
        author=plain(sheet.author, 200),
        lang=sheet.language,
        subject=plain(sheet.label, 200),
        creator=CREATOR,
        invariant=1,
        pageCompression=1,
        displayDocTitle=True,
        initialFontName="Serif",
    )
    templates = [_template("upright", A4, LEFT, sheet), _template("wide", landscape(A4), RIGHT, sheet)]
    document.addPageTemplates(templates[::-1] if wide else templates)
    document.build(list(story), canvasmaker=_NumberedCanvas)
    return target.getvalue()
