"""The act of an accepted report: what was done and spent, in both languages, the same for print and Word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document

from app.documents import act, act_docx
from app.documents.act import Deed, Spent

from . import samples
from .reading import pages, text

ACT = act.Act(
    number="4/2026",
    day=date(2026, 9, 20),
    place=samples.PLACE,
    contract=samples.CONTRACT.protocol,
    grantor=samples.GRANTOR,
    grantee=samples.GRANTEE,
    contest=samples.GRANTS,
    nomination=samples.SPRING,
    territory=samples.KOKSU,
    project="Родник Балпык",
    starts=date(2026, 6, 10),
    ends=date(2026, 9, 30),
    accepted=date(2026, 9, 19),
    deeds=(
        Deed("Очистка русла", "июнь 2026", "Очищено 210 м русла."),
        Deed("Скамьи", "июль 2026", "Поставлена одна.", "otherwise", "вторая с браком"),
    ),
    results="210 м берега",
    people=64,
    budget=(Spent("Камень", 60_000, 61_000), Spent("Скамья", 140_000, 84_300)),
    received=200_000,
)


def words(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(one.text for one in document.paragraphs), *cells]).split())


def test_the_act_closes_what_was_done_and_spent() -> None:
    shown = text(act.draw(ACT))
    for part in (
        "АКТ № 4/2026 о реализации проекта и целевом использовании средств",
        "№ 4/2026 АКТ",
        "Очищено 210 м русла. По плану.",
        "Поставлена одна. С отклонением: вторая с браком",
        "+1 000",
        "−55 700",
        "−54 700",
        "Получено: 200 000 (двести тысяч) тенге 00 тиын.",
        "Израсходовано: 145 300 (сто сорок пять тысяч триста) тенге 00 тиын.",
        "Подлежит возврату: 54 700 (пятьдесят четыре тысячи семьсот) тенге 00 тиын.",
        "Қайтарылуға тиіс: 54 700 (елу төрт мың жеті жүз) теңге 00 тиын.",
        "ЖСН 850101300005",
        "БИН 240540000016",
    ):
        assert part in shown


def test_money_stands_on_one_page_with_the_places_to_sign() -> None:
    deeds = tuple(Deed(f"Іс-шара {i}", "июль 2026", "Сделано. " * 25) for i in range(6))
    shown = pages(act.draw(replace(ACT, deeds=deeds)))
    money = next(page for page in shown if "2. Использование средств" in page)
    assert "Сдал: Грантополучатель" in money
    assert "1. Выполненные мероприятия" not in money
    assert len(pages(act.draw(ACT))) == 2


def test_what_is_owed_is_no_more_a_claim_of_its_own() -> None:
    assert "Других претензий друг к другу Стороны не имеют." in text(act.draw(ACT))
    assert "Стороны претензий друг к другу не имеют." in text(act.draw(replace(ACT, returned=54_700)))


def test_nothing_is_owed_once_everything_is_spent_or_returned() -> None:
    assert "Средств, подлежащих возврату, нет." in text(act.draw(replace(ACT, returned=54_700)))


def test_the_file_for_word_says_what_the_pdf_says() -> None:
    written = words(act_docx.draw(ACT))
    for part in ("Получено: 200 000 (двести тысяч) тенге 00 тиын.", "Қатысқандар: 64 адам.", "−55 700", "Скамьи"):
        assert part in written
