"""The common sheet of our editable documents (DOCX): A4, page numbers, real styles, core properties. Equal input gives
equal bytes: nothing in the file says when it was made but what the document itself states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from .text import plain

FACE = "Times New Roman"
INK = RGBColor(0x11, 0x18, 0x16)
EPOCH = (1980, 1, 1, 0, 0, 0)
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""Of every file: Word wants a time, the bytes must not depend on ours."""
Side = Literal["left", "right", "centre", "both"]
SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}  # fmt: skip
LIMIT = 6000
INDENT = Mm(5)


def blank(title: str, author: str, language: str = "kk-KZ") -> Docx:
    """A4 upright with page numbers at the foot. `language` is a BCP 47 tag for the proofreading."""
    document: Docx = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin = section.bottom_margin = Mm(18)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = plain(title, 200), plain(author, 200), plain(author, 200)
    core.subject = plain(title, 200)
    core.language, core.comments, core.revision = language, "", 1
    core.created = core.modified = MADE
    _dress(document, language)
    _number_pages(section.footer.paragraphs[0])
    return document


def words(document: Any, text: str, style: str = "Normal", *, side: Side | None = None, bold: bool = False,
          italic: bool = False) -> Paragraph:  # fmt: skip
    """Foreign text as one paragraph of `document` (or of a cell of it)."""
    paragraph: Paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(plain(text, LIMIT))
    run.bold, run.italic = bold or None, italic or None
    if side:
        paragraph.alignment = SIDES[side]
    return paragraph


def grid(
    document: Docx, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *,
    foot: Sequence[str] = (), right: Sequence[int] = (), tall: Sequence[int] = (),
) -> None:  # fmt: skip
    """A ruled table whose head repeats on every page; `widths` are shares of the width of the page, `foot` a last row
    in bold, `right` the places of columns of numbers, `tall` the least height of every row in points."""
    page = document.sections[-1]
    across = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    shares = [Emu(int(across * share / sum(widths))) for share in widths]
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for cell, text, share in zip(table.rows[0].cells, head, shares, strict=True):
        _fill(cell, text, bold=True)
        cell.width = share
    for number, row in enumerate([*rows, foot] if foot else rows):
        line = table.add_row()
        if number < len(tall):
            line.height = Pt(tall[number])
        for place, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            _fill(cell, text, bold=number == len(rows), side="right" if place in right else None)
            cell.width = shares[place]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share
    _narrow(document.add_paragraph(), 6)  # or it would grow together with a table that follows


def length(document: Docx) -> int:
    """How many paragraphs and tables there are."""
    return len(document.element.body) - 1


def keep(document: Docx, begun: int) -> None:
    """All from that paragraph or table on stays on one page, if a page has room for it."""
    found = [one for part in list(document.element.body)[begun:-1] for one in part.iter(qn("w:p"))]
    for paragraph in found[:-1]:
        Paragraph(paragraph, document).paragraph_format.keep_with_next = True


def _narrow(paragraph: Paragraph, height: int) -> None:
    looks = paragraph.paragraph_format
    looks.space_after, looks.line_spacing = Pt(0), Pt(height)


def ends(document: Docx, left: str, right: str) -> None:
    """Place at the left end of a line, date at the right."""
    paragraph = words(document, left)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("\t" + plain(right, 240))


def signatures(document: Docx, people: Sequence[tuple[str, str]], mark: str, seal: str = "") -> None:
    """Position, a line to sign on and name of each; `mark` stands under each line, `seal` below."""
    for position, name in people:
        table = document.add_table(rows=2, cols=3)
        for place, text in enumerate((position, "____________________", name)):
            _fill(table.rows[0].cells[place], text)
            looks = table.rows[0].cells[place].paragraphs[0].paragraph_format
            looks.keep_with_next, looks.space_before = True, Pt(8)
        _fill(table.rows[1].cells[1], f"({mark})")
        table.rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next = bool(seal)
    if seal:
        words(document, seal)


def new_page(document: Docx) -> None:
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def turn(document: Docx, *, is_wide: bool) -> None:
    """What follows begins a page, which lies on its side if it is wide."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _narrow(document.paragraphs[-1], 1)  # what holds the break: on a full page it would make an empty one
    across, tall = (Mm(297), Mm(210)) if is_wide else (Mm(210), Mm(297))
    section.page_width, section.page_height = across, tall
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT


def bound(document: Docx) -> bytes:
    """The file, with the order and the times of its parts fixed."""
    made, target = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as source, ZipFile(target, "w", ZIP_DEFLATED) as fixed:
        for name in source.namelist():
            part = ZipInfo(name, EPOCH)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            fixed.writestr(part, source.read(name))
    return target.getvalue()


def sides(document: Docx, rows: Sequence[Sequence[tuple[str, bool]]]) -> None:
    """Two parties beside each other, row by row; what is marked is bold."""
    table = document.add_table(rows=0, cols=2)
    for row in rows:
        line = table.add_row()
        for cell, (text, bold) in zip(line.cells, row, strict=True):
            _fill(cell, text, bold=bold)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        mark = OxmlElement("w:cantSplit")
        line._tr.get_or_add_trPr().append(mark)


def _fill(cell: Any, text: str, *, bold: bool = False, side: Side | None = None) -> None:
    run = cell.paragraphs[0].add_run(plain(text, 800))
    run.bold, run.font.size = bold or None, Pt(9)
    if side:
        cell.paragraphs[0].alignment = SIDES[side]


def _dress(document: Docx, language: str) -> None:
    sizes = {"Normal": 11.0, "Title": 14.0, "Heading 1": 12.0, "Heading 2": 11.0, "List Bullet": 11.0}
    for name, size in sizes.items():
        style: ParagraphStyle = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), INK
        style.font.bold = name.startswith(("Title", "Heading")) or None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FACE)
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(kind), None)
        style.paragraph_format.space_after = Pt(4)
    title = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), language)
    document.styles["Normal"].element.get_or_add_rPr().append(tongue)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(9)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
