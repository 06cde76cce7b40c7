"""Lists that people bring as XLSX: strangers' archives in, lines of clean text out.

An XLSX file is a ZIP of XML, so it can be a bomb, name outside files or hold a million rows. Only parts that were read
once by a parser that knows no entities reach openpyxl, and only as much of them as a list can need. It is loaded with
the first list that somebody brings: a site starts a tenth sooner without it.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple
from xml.parsers import expat

from app.alphabet import clean_line, search_key
from app.errors import RuleBroken

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_ROWS, MOST_COLUMNS = 5_000, 100
_MOST_UNPACKED, _MOST_PARTS = 24 * MEGABYTE, 1_000
_MOST_ELEMENTS = 400_000  # openpyxl needs some 15 µs for each
_LAST_ROW = 1_048_576
_HEADING_WITHIN = 10
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of the others, zipfile unpacks more than it was asked for
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # XLS, and XLSX behind a password


class Line(NamedTuple):
    """One row that is not blank: its number as Excel shows it, its cells as text («» where nothing stands)."""

    number: int
    cells: tuple[str, ...]


class Record(NamedTuple):
    """One row under the headings: its number as Excel shows it, the text of each known column («» if none)."""

    number: int
    values: dict[str, str]


def read(content: bytes) -> list[Line]:
    """The lines of the first visible sheet. Dates become ISO text, whole numbers digits, formulas what they last gave.

    Refused: ``file-large``, ``sheet-type``, ``sheet-old``, ``sheet-large``, ``sheet-unsafe``, ``sheet-damaged``,
    ``sheet-rows``, ``sheet-columns``, ``sheet-blank``."""
    if len(content) > MOST_BYTES:
        raise RuleBroken("file-large", most=MOST_BYTES // MEGABYTE)
    if content.startswith(_OLE):
        raise RuleBroken("sheet-old")
    try:
        lines = _lines(_checked(content))
    except RuleBroken:
        raise
    except Exception as broken:  # a damaged workbook makes zipfile and openpyxl stumble in every way there is
        raise RuleBroken("sheet-damaged") from broken
    if not lines:
        raise RuleBroken("sheet-blank")
    return lines


def records(lines: Sequence[Line], columns: Mapping[str, Sequence[str]], required: Sequence[str]) -> list[Record]:
    """What stands below the headings. `columns` gives for each column the headings under which people write it, in any
    language; case, Kazakh letters and a trailing star or colon do not count. The headings may follow a title.

    Refused: ``sheet-headings`` with the columns of `required` that no line near the top has."""
    best, start = _best_headings(lines, columns)
    missing = [name for name in required if name not in best]
    if missing:
        raise RuleBroken("sheet-headings", missing=", ".join(columns[name][0] for name in missing))
    return [Record(line.number, _under(best, line, columns)) for line in lines[start:]]


def unknown_headings(lines: Sequence[Line], columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Headings that are none of `columns` (or a second one of the same): what stands below them is not read."""
    best, start = _best_headings(lines, columns)
    heads = lines[start - 1].cells if start else ()
    return [cell for place, cell in enumerate(heads) if cell and place not in best.values()]


def _best_headings(lines: Sequence[Line], columns: Mapping[str, Sequence[str]]) -> tuple[dict[str, int], int]:
    """Column → place of the line near the top that knows most of them, and the number of lines down to it."""
    best: dict[str, int] = {}
    start = 0
    for place, line in enumerate(lines[:_HEADING_WITHIN], 1):
        found = _headings(line, columns)
        if len(found) > len(best):
            best, start = found, place
    return best, start


def _headings(line: Line, columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    known = {_heading_key(word): name for name, words in columns.items() for word in words}
    found: dict[str, int] = {}
    for place, cell in enumerate(line.cells):
        name = known.get(_heading_key(cell))
        if name is not None and name not in found:
            found[name] = place
    return found


def _heading_key(text: str) -> str:
    return search_key(text).rstrip("*: ").strip()


def _under(places: Mapping[str, int], line: Line, columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    cells = line.cells
    return {name: cells[places[name]] if places.get(name, len(cells)) < len(cells) else "" for name in columns}


def _checked(content: bytes) -> bytes:
    """The archive with nothing in it but XML that a plain parser has read to its end."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as broken:
        raise RuleBroken("sheet-damaged" if content.startswith(b"PK") else "sheet-type") from broken
    parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise RuleBroken("sheet-type")
    if any(part.compress_type not in _PACKINGS for part in parts):
        raise RuleBroken("sheet-damaged")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise RuleBroken("sheet-large", most=MOST_ROWS)
    clean, scan = io.BytesIO(), _Scan()
    with zipfile.ZipFile(clean, "w") as copy:
        for part in parts:
            data = archive.read(part)  # never more than the directory said: zipfile stops there
            scan.read(data)
            copy.writestr(part.filename, data)
    return clean.getvalue()


class _Scan:
    """Counts the elements of all parts; knows no DTD, so no entity is ever looked up."""

    def __init__(self) -> None:
        self.elements = 0

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._count
        parser.Parse(data, True)

    def _refuse(self, *_: Any) -> None:
        raise RuleBroken("sheet-unsafe")

    def _count(self, *_: Any) -> None:
        self.elements += 1
        if self.elements > _MOST_ELEMENTS:
            raise RuleBroken("sheet-large", most=MOST_ROWS)


class _Extent:
    """How far the cells reach in which something stands: openpyxl would fill up every blank one before them."""

    def __init__(self) -> None:
        self.row = self.column = self.last_row = self.last_column = self.filled = 0

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.Parse(data, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "c":
            self.column = _column(attributes["r"]) if "r" in attributes else self.column + 1
        elif name in ("v", "is"):
            self._fill()

    def _fill(self) -> None:
        if self.column > MOST_COLUMNS:
            raise RuleBroken("sheet-columns", most=MOST_COLUMNS)
        if self.row > self.last_row:
            self.filled += 1
        if self.filled > MOST_ROWS:
            raise RuleBroken("sheet-rows", most=MOST_ROWS)
        if not 0 < self.row <= _LAST_ROW:
            raise RuleBroken("sheet-damaged")
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)


def _column(reference: str) -> int:
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    letters, _ = coordinate_from_string(reference)
    return column_index_from_string(letters)


def _lines(content: bytes) -> list[Line]:
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheet: Any = next((sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"), None)
    if sheet is None:
        return []
    extent = _Extent()
    with sheet._get_source() as part:
        extent.read(part.read())
    if not extent.filled:
        return []
    values = sheet.iter_rows(max_row=extent.last_row, max_col=extent.last_column, values_only=True)
    lines = (Line(number, tuple(map(_text, row))) for number, row in enumerate(values, 1))
    return [line for line in lines if any(line.cells)]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return clean_line(str(value))
