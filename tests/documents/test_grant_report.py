"""The winner's report as a paper: all that was told and spent, in both languages, the same for print and Word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document

from app.documents import grant_report, grant_report_docx
from app.documents.bilingual import Both
from app.documents.grant_report import Deed, GrantReport, Line, Receipt, Result, Returned

from . import samples
from .reading import text

REPORT = GrantReport(
    contract=samples.CONTRACT.protocol,
    grantor=samples.GRANTOR,
    grantee=samples.GRANTEE,
    contest=samples.GRANTS,
    nomination=samples.SPRING,
    territory=samples.KOKSU,
    project="Родник Балпык",
    starts=date(2026, 6, 10),
    ends=date(2026, 9, 30),
    handed_in=date(2026, 9, 18),
    deeds=(
        Deed("Очистка русла", "июнь 2026 → 200 м", "Очищено 210 м русла.", "as_planned"),
        Deed("Скамьи", "июль 2026", "Поставлена одна.", "otherwise", "вторая с браком"),
    ),
    results=(Result("Очищено русла", "200 м", "210 м"),),
    people=64,
    figures=((Both("Әйелдер мен қыздар", "Женщины и девочки"), 34), (Both("Еріктілер", "Волонтёры"), 30)),
    prose=((Both("Жетістік тарихы", "История успеха"), "Берег был завален мусором.\nТеперь там гуляют дети."),),
    budget=(Line("Камень", 60_000, 61_000), Line("Скамья", 140_000, 84_300)),
    receipts=(
        Receipt("Камень", "Чек № 17", date(2026, 6, 12), "ИП Пример", 61_000),
        Receipt("Скамья", "Накладная № 3", date(2026, 7, 1), "ТОО «Мысал»", 84_300),
    ),
    received=200_000,
    returned=(Returned(50_000, "901", date(2026, 9, 17)),),
    photos=("До уборки, 12 июня", ""),
    links=("Публикация: «Жетісу», 10.05.2026, https://news.example/1",),
)


def words(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(one.text for one in document.paragraphs), *cells]).replace("\u00a0", " ").split())


SHOWN = (
    "Шағын грант бойынша есеп / Отчёт по малому гранту", "Родник Балпык", "10.06.2026 – 30.09.2026", "18.09.2026",
    "Очищено 210 м русла.", "вторая с браком", "Очищено русла", "Женщины и девочки", "Берег был завален мусором.",
    "Теперь там гуляют дети.", "+1 000", "−55 700", "145 300", "Чек № 17", "ТОО «Мысал»",
    "Израсходовано: 145 300 (сто сорок пять тысяч триста) тенге 00 тиын.",
    "Остаток: 4 700 (четыре тысячи семьсот) тенге 00 тиын.", "платёжное поручение № 901, 17 сентября 2026 года",
    "До уборки, 12 июня", "https://news.example/1",
)  # fmt: skip


def test_the_report_prints_what_was_told_and_every_receipt() -> None:
    shown = " ".join(text(grant_report.draw(REPORT)).replace("\u00a0", " ").split())

    assert [part for part in SHOWN if part not in shown] == []


def test_the_file_for_word_says_the_same() -> None:
    shown = words(grant_report_docx.draw(REPORT))

    assert [part for part in SHOWN if part not in shown] == []


def test_equal_reports_are_equal_bytes_and_long_ones_flow_over_pages() -> None:
    long = replace(REPORT, receipts=REPORT.receipts * 60, photos=("Сурет",) * 30, prose=REPORT.prose * 8)

    assert grant_report.draw(REPORT) == grant_report.draw(REPORT)
    assert grant_report_docx.draw(REPORT) == grant_report_docx.draw(REPORT)
    assert text(grant_report.draw(long)).count("Чек № 17") == 60
