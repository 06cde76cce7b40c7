"""Tables that leave the house open in Excel as what they are: text and numbers."""

import io

import openpyxl

from app import spreadsheets
from app.documents import sheets
from app.documents.sheets import Table

TABLE = Table("Тізім: 2026/27", ("Аты-жөні", "Сынып"), [("Әсем", 5), ('=HYPERLINK("x")', None)], notes=["Үлгі"])


def test_an_xlsx_holds_what_was_given_below_its_notes() -> None:
    lines = spreadsheets.read(sheets.xlsx(TABLE))
    assert [line.cells for line in lines] == [
        ("Үлгі", ""),
        ("Аты-жөні", "Сынып"),
        ("Әсем", "5"),
        ('=HYPERLINK("x")', ""),
    ]


def test_what_looks_like_a_formula_stays_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(sheets.xlsx(TABLE))).worksheets[0]
    assert (sheet.title, sheet["A4"].data_type, sheet["B3"].value) == ("Тізім  2026 27", "s", 5)


def test_a_csv_opens_in_excel_and_its_formulas_are_defused() -> None:
    assert sheets.csv(Table("x", ("А", "Б"), [("+7 701", -5), ("@SUM(A1)", None)])).decode("utf-8-sig") == (
        "А;Б\r\n'+7 701;-5\r\n'@SUM(A1);\r\n"
    )
