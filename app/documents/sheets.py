"""Tables for spreadsheet programs: rows in, XLSX or CSV out. Nothing that people typed becomes a formula or a link."""

import csv as csv_format
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Media type."""
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the day that every workbook names, so that equal input gives equal bytes
Cell = str | int | None
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
_NARROW, _WIDE = 10, 48
"""Characters between which the width of a column is chosen."""


@dataclass(frozen=True)
class Table:
    """One sheet: `title` names it, `notes` stand above the headings."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]] = ()
    notes: Sequence[str] = ()


def xlsx(*tables: Table) -> bytes:
    import xlsxwriter  # with the first table that somebody asks for, so that a site starts sooner

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.title))
            for place, note in enumerate(table.notes):
                sheet.write_string(place, 0, note)
            top = len(table.notes)
            sheet.write_row(top, 0, table.heads, bold)
            sheet.freeze_panes(top + 1, 0)
            for number, row in enumerate(table.rows, top + 1):
                sheet.write_row(number, 0, row)
            for place, width in enumerate(_widths(table)):
                sheet.set_column(place, place, width)
    return out.getvalue()


def csv(table: Table) -> bytes:
    """UTF-8 with the mark by which Excel knows it, semicolons as Excel here expects them."""
    out = io.StringIO(newline="")
    writer = csv_format.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(_harmless, table.heads))
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return ("\ufeff" + out.getvalue()).encode()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_BEGINS) else cell


def _widths(table: Table) -> list[int]:
    columns = [[head, *(row[place] for row in table.rows[:200])] for place, head in enumerate(table.heads)]
    return [min(_WIDE, max(_NARROW, *(len(str(cell or "")) + 2 for cell in column))) for column in columns]


def _sheet_name(title: str) -> str:
    """At most 31 characters and none of those that Excel forbids."""
    return "".join(" " if sign in "[]:*?/\\'" or not sign.isprintable() else sign for sign in title)[:31].strip() or "1"
