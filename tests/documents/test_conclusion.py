"""«Итоговое заключение» as a PDF and for Word, and the check sheet."""

import dataclasses
import io
from datetime import UTC, date, datetime

import pytest
from docx import Document

from app.documents import check_sheet, conclusion, conclusion_docx
from app.documents.bilingual import Both
from app.documents.check_sheet import Checked, CheckSheet
from app.documents.conclusion_text import Conclusion, Count, Line

from . import samples
from .reading import pages, text

WATER, PLACE = Both("Су", "Вода"), Both("Көксу ауданы", "Коксуский район")
MADE = Conclusion(
    number="3", kind="small_grant", contest=Both("«Таза істер» – 2026", "«Чистые дела» – 2026"),
    organisation=samples.ORGANISATION, place=Both("Талдықорған қ.", "г. Талдыкорган"), day=date(2026, 6, 3),
    closed_at=datetime(2026, 5, 28, 13, tzinfo=UTC), ended_on=date(2026, 6, 2), left=0, received=4, withdrawn=1,
    by_language=(Count(Both("қазақ тілінде", "на казахском"), 4),),
    by_kind=(Count(Both("жеке тұлға", "физическое лицо"), 4),),
    admitted=(Line("MCD-2026-0001", "Ілияс Данияр", WATER, PLACE), Line("MCD-2026-0002", "Нұрлан Әсел", WATER, PLACE)),
    rejected=(Line("MCD-2026-0003", "«Таза» ҚБ", WATER, PLACE, Both("Кеш берілген", "Подана поздно")),),
    head=Both("Бас Директор", "Бас Директор"), secretary="Сания Хатшы",
)  # fmt: skip
SHEET = CheckSheet(
    samples.ORGANISATION, MADE.contest, "MCD-2026-0001", "Ілияс Данияр", "Бұлақ", WATER, MADE.closed_at,
    (Checked(Both("Толық", "Полная"), "yes", "", "Сания, 02.06.2026"), Checked("Мөр", "n/a", "керек емес", "")),
    Both("Жіберілді", "Допущена"), "", "Сания Хатшы",
)  # fmt: skip
SAID = (
    "Итоговое заключение № 3", "Приём заявок завершён: 28 мая 2026, 18:00:00 (UTC+5).",
    "Дата завершения проверки: 2 июня 2026 года.",
    "Поступило заявок – 4, допущено – 2, отклонено – 1, отозвано – 1.", "По языкам: на казахском – 4.",
    "По видам заявителей: физическое лицо – 4.", "№ 3 қорытынды тұжырым",
)  # fmt: skip
CELLS = ("MCD-2026-0001", "MCD-2026-0003", "Подана поздно", "Кеш берілген", "Сания Хатшы", "Бас Директор")


def written(document: bytes) -> str:
    found = Document(io.BytesIO(document))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in found.paragraphs), *cells]).replace("\u00a0", " ")


@pytest.mark.parametrize("words", [*SAID, *CELLS])
def test_both_files_say_it(words: str) -> None:
    assert words in text(conclusion.draw(MADE)).replace("\u00a0", " ")
    assert words in written(conclusion_docx.draw(MADE))


def test_equal_facts_give_equal_bytes() -> None:
    assert conclusion.draw(MADE) == conclusion.draw(MADE)
    assert conclusion_docx.draw(MADE) == conclusion_docx.draw(MADE)
    assert check_sheet.draw(SHEET) == check_sheet.draw(SHEET)


def test_until_everything_is_decided_it_is_a_draft_that_says_what_is_left() -> None:
    shown = text(conclusion.draw(dataclasses.replace(MADE, number="", ended_on=None, left=7)))

    assert "Итоговое заключение (проект)" in shown
    assert "Проверка не завершена, не рассмотрено: 7." in shown


def test_a_long_list_begins_on_the_first_page_and_goes_on() -> None:
    many = tuple(dataclasses.replace(MADE.admitted[0], number=f"MCD-2026-{number:04}") for number in range(1, 90))
    found = pages(conclusion.draw(dataclasses.replace(MADE, admitted=many)))

    assert "MCD-2026-0001" in found[0]
    assert sum("MCD-2026-0089" in page for page in found) == 2


def test_the_check_sheet_names_every_line_with_its_answer() -> None:
    shown = text(check_sheet.draw(SHEET))

    for words in ("Лист проверки допуска", "Толық / Полная", "иә / да", "керек емес", "Жіберілді / Допущена", "Сания"):
        assert words in shown, words
