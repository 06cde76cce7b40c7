"""The protocol of the commission."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.documents import protocol
from app.documents.bilingual import Both

from . import samples
from .reading import pages, text


def test_the_kazakh_text_comes_first_then_the_russian_one_then_the_annex() -> None:
    shown = pages(protocol.draw(samples.PROTOCOL))
    starts = [
        next(i for i, page in enumerate(shown) if title in page)
        for title in ("№ 4 ХАТТАМАСЫ", "ПРОТОКОЛ № 4 заседания", "Балдардың жиынтық кестесі / Приложение")
    ]
    assert starts == sorted(set(starts))


def test_every_part_is_said_in_both_languages() -> None:
    shown = text(protocol.draw(samples.PROTOCOL))
    for part in (
        "2026 жылғы 27 мамыр",
        "27 мая 2026 года",
        "басталуы: 15:00, аяқталуы: 16:42",
        "Форма проведения заседания: смеш",
        "үштен екісі): бар. Комиссия мүшелерінің жалпы саны – 7, қажетті саны – 5, қатысқаны – 5",
        "Поступило заявок – 58, допущено – 50, отклонено – 5, отозвано – 3",
        "«Мөлдір бұлақ» номинациясы бойынша жеңімпаз деп танылсын",
        "Признать победителем в номинации «Чистый родник»:",
        "Ілияс Данияр",
        "Итоговый балл: 86,41",
        "200 000 (екі жүз мың) теңге 00 тиын мөлшерінде",
        "Грант в размере 200 000 (двести тысяч) тенге 00 тиын",
        "Себебі: өтінім болмады",
        "Причина: заявок не было",
        "«жақтап» – 4, «қарсы» – 0, «қалыс қалды» – 1",
        "«за» – 4, «против» – 0, «воздержались» – 1",
        "9C41-E07B",
        "Комиссия хатшысы",
        "Секретарь комиссии",
    ):
        assert part in shown


def test_what_happened_besides_is_said_too() -> None:
    both = Both
    paper = replace(
        samples.PROTOCOL,
        absent=(protocol.Absent("Д. Ілияс", both("іссапарда", "в командировке")),),
        invited=(both("Басқарма өкілі", "Представитель управления"),),
        recusals=(protocol.Recusal("О. Ким", "MCD-2026-0011", both("туысы", "родственник")),),
        speeches=(both("ұсынды", "предложил"),),
        departures=(both("ауытқу себебі", "причина отступления"),),
        tie_breaks=(both("тең балл", "равный балл"),),
        reserve=(protocol.Reserve(samples.SPRING, "MCD-2026-0031", "А. Мұқан", samples.row(1).average or 0),),
        dissents=(protocol.Dissent("О. Ким", both("қарсымын", "возражаю")),),
        assignments=(both("шарттар дайындалсын", "подготовить договоры"),),
    )
    shown = text(protocol.draw(paper))
    for part in (
        "іссапарда",
        "в командировке",
        "Басқарма өкілі",
        "Представитель управления",
        "О. Ким – № MCD-2026-0011: туысы",
        "родственник",
        "предложил",
        "ауытқу себебі",
        "причина отступления",
        "тең балл",
        "равный балл",
        "А. Мұқан – 86,41",
        "қарсымын",
        "возражаю",
        "шарттар дайындалсын",
        "подготовить договоры",
    ):
        assert part in shown


def test_a_missing_quorum_is_not_hidden() -> None:
    shown = text(protocol.draw(replace(samples.PROTOCOL, quorum=protocol.Quorum(7, 5, 4))))
    assert "членов комиссии): отсутствует" in shown


def test_the_annex_lists_every_application_on_landscape_pages() -> None:
    document = protocol.draw(samples.PROTOCOL)
    shown = text(document)
    assert [i for i in range(1, 51) if f"MCD-2026-{i:04}" not in shown] == []
    sizes = [page.mediabox.width > page.mediabox.height for page in PdfReader(BytesIO(document)).pages]
    assert sizes == sorted(sizes)
    assert sizes[-1]


def test_four_hundred_applications_and_nine_experts_fit() -> None:
    experts = tuple(f"Сарапшы {i}" for i in range(9))
    rows = tuple(samples.row(i, 9) for i in range(1, 401))
    shown = text(protocol.draw(replace(samples.PROTOCOL, experts=experts, scores=rows)))
    assert [row.number for row in rows if row.number not in shown] == []


def test_a_row_with_a_mark_too_few_is_refused() -> None:
    with pytest.raises(ValueError):
        protocol.draw(replace(samples.PROTOCOL, scores=(samples.row(1, 4),)))


def test_pages_are_numbered_with_their_total() -> None:
    shown = pages(protocol.draw(samples.PROTOCOL))
    assert [f"бет / стр. {i} / {len(shown)}" in page for i, page in enumerate(shown, 1)] == [True] * len(shown)


def test_a_drawing_contest_speaks_of_works_and_gifts() -> None:
    winner = protocol.Winner("SD-1", "Оқушы", "Бұлақ", samples.KOKSU, samples.row(1).average or 0, None, "бояу")
    paper = replace(samples.PROTOCOL, kind="drawing", decisions=(protocol.Decision(samples.SPRING, (winner,)),))
    shown = text(protocol.draw(paper))
    assert [part in shown for part in ("Поступило работ", "Бағалы сыйлық: бояу", "сомасы: ")] == [True, True, True]
    assert "Общая сумма грантов" not in shown
