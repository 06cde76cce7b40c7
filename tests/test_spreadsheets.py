"""Lists as XLSX: what is read of an honest one, and with which reason every dishonest one is refused."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock

import openpyxl
import pytest
import xlsxwriter

from app import spreadsheets
from app.errors import RuleBroken
from app.spreadsheets import Line, Record

COLUMNS = {
    "name": ("Full name", "ФИО", "Аты-жөні"),
    "grade": ("Grade", "Класс", "Сынып"),
    "note": ("Note", "Примечание"),
}
HEAD = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same archive with one part of it changed (or added)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", packing) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(RuleBroken) as broken:
        spreadsheets.read(content)
    return broken.value.reason


def sheet(*rows: str) -> bytes:
    """A workbook whose only sheet holds exactly this XML."""
    data = "".join(rows)
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>'
    return changed(workbook(("x",)), "xl/worksheets/sheet1.xml", lambda _: xml.encode())


def test_lines_come_with_their_numbers_and_blank_ones_are_left_out() -> None:
    content = workbook(("Аты-жөні", "Сынып"), (), ("  Әсем  Қуанышқызы\n", 5), (None, None), ("Данияр", 7.0))
    assert spreadsheets.read(content) == [
        Line(1, ("Аты-жөні", "Сынып")),
        Line(3, ("Әсем Қуанышқызы", "5")),
        Line(5, ("Данияр", "7")),
    ]


def test_every_kind_of_value_becomes_text() -> None:
    content = workbook((date(2014, 3, 7), datetime.combine(date(2026, 5, 1), clock(18)), 1.5, 0, True, "07", None))
    assert spreadsheets.read(content)[0].cells == ("2014-03-07", "2026-05-01T18:00:00", "1.5", "0", "True", "07")


def test_a_formula_gives_what_it_last_gave_and_is_never_run() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_formula("A1", '=HYPERLINK("http://evil.example","x")', None, "x")
    assert spreadsheets.read(out.getvalue()) == [Line(1, ("x",))]


def test_the_first_visible_sheet_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("list").append(["seen"])
    assert spreadsheets.read(saved(book)) == [Line(1, ("seen",))]


def test_headings_are_found_in_any_language_below_a_title() -> None:
    content = workbook(("Тізім 2026",), (), ("№", "КЛАСС:", "Аты-жөні *"), (1, 5, "Әсем"), (2, None, "Данияр"))
    assert spreadsheets.records(spreadsheets.read(content), COLUMNS, ["name", "grade"]) == [
        Record(4, {"name": "Әсем", "grade": "5", "note": ""}),
        Record(5, {"name": "Данияр", "grade": "", "note": ""}),
    ]


def test_missing_headings_are_named() -> None:
    with pytest.raises(RuleBroken) as broken:
        spreadsheets.records([Line(1, ("ФИО", "Возраст"))], COLUMNS, ["name", "grade"])
    assert (broken.value.reason, broken.value.facts) == ("sheet-headings", {"missing": "Grade"})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "sheet-type"),
        (b"\xff\xd8\xff\xe0 a photo", "sheet-type"),
        (b"name;grade\nAsem;5\n", "sheet-type"),
        (b"PK\x03\x04 cut off", "sheet-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one", "sheet-old"),
        (b"PK" + b"\0" * spreadsheets.MOST_BYTES, "file-large"),
    ],
)
def test_what_is_no_xlsx_is_refused_for_what_it_is(content: bytes, reason: str) -> None:
    assert refusal(content) == reason


def test_a_zip_of_something_else_is_no_list() -> None:
    assert refusal(changed(b"PK\x05\x06" + b"\0" * 18, "photo.jpg", lambda _: b"\xff\xd8")) == "sheet-type"


def test_an_empty_workbook_says_so() -> None:
    assert refusal(workbook()) == "sheet-blank"
    assert refusal(workbook((" ", "\u200b"))) == "sheet-blank"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(workbook(("x",)), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 200_000_000)
    assert len(bomb) < 250_000
    begun = time.process_time()
    assert refusal(bomb) == "sheet-large"
    assert time.process_time() - begun < 0.2


def test_a_bomb_that_lies_about_its_size_is_damaged() -> None:
    honest = changed(workbook(("x",)), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 60_000_000)
    true_size, small = (60_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        true_size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    assert refusal(honest.replace(true_size, small)) == "sheet-damaged"


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_no_spreadsheet_program_uses_are_refused(packing: int) -> None:
    assert refusal(changed(workbook(("x",)), "xl/styles.xml", lambda xml: xml, packing)) == "sheet-damaged"


@pytest.mark.parametrize("part", [*HEAD, "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">',
    ],
)
def test_a_part_with_a_dtd_is_refused_wherever_it_hides(part: str, prologue: str) -> None:
    def poison(_: bytes) -> bytes:
        return prologue.encode() + b"<x/>"

    assert refusal(changed(workbook(("x",)), part, poison)) == "sheet-unsafe"


def test_a_dtd_in_another_encoding_is_seen_too() -> None:
    poison = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    assert refusal(changed(workbook(("x",)), "xl/worksheets/sheet1.xml", lambda _: poison)) == "sheet-unsafe"


def test_a_million_rows_are_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 130_001))
    assert refusal(sheet(rows)) in ("sheet-large", "sheet-rows")
    million = sheet(*("<row><c><v>1</v></c></row>" for _ in range(1_000_000)))
    assert refusal(million) == "sheet-large"


def test_five_thousand_rows_are_read_and_one_more_is_refused() -> None:
    rows = [f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 5_002)]
    assert len(spreadsheets.read(sheet(*rows[:-1]))) == 5_000
    assert refusal(sheet(*rows)) == "sheet-rows"


def test_a_hundred_columns_are_read_and_one_more_is_refused() -> None:
    assert len(spreadsheets.read(workbook(tuple(range(100))))[0].cells) == 100
    assert refusal(workbook(tuple(range(101)))) == "sheet-columns"


def test_blank_cells_far_away_cost_nothing() -> None:
    content = sheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"/></row>',
        '<row r="999999999999999"><c r="ZZZ999999999999999"/></row>',
    )
    assert spreadsheets.read(content) == [Line(1, ("1",))]


@pytest.mark.parametrize("row", ["0", "-5", "1048577", "999999999999999"])
def test_a_row_that_excel_cannot_have_is_damage(row: str) -> None:
    assert refusal(sheet(f'<row r="{row}"><c><v>1</v></c></row>')) == "sheet-damaged"


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("xl/workbook.xml", b"<workbook"),
        ("xl/styles.xml", b"<styles>"),
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row></worksheet>"),
    ],
)
def test_broken_parts_are_damage_never_a_crash(part: str, broken: bytes) -> None:
    assert refusal(changed(workbook(("x",)), part, lambda _: broken)) == "sheet-damaged"
