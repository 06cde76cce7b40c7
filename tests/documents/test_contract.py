"""The small-grant agreement and the gift handover act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.documents import contract, handover
from app.documents.bilingual import Both, Official
from app.documents.contract_clauses import OURS, sections

from . import samples
from .reading import pages, text


def test_both_texts_have_the_same_sections_clauses_and_placeholders() -> None:
    def shape(language: Official) -> list[list[tuple[str, set[str]]]]:
        return [
            [(clause.fact, {word.split("}")[0] for word in clause.text.split("{")[1:]}) for clause in section.clauses]
            for section in sections(OURS.of(language))
        ]

    assert shape("kk") == shape("ru")
    assert len(sections(OURS.kk)) == 12


def test_the_agreement_names_parties_sum_dates_and_papers_in_both_languages() -> None:
    shown = text(contract.draw(replace(samples.CONTRACT, funding=contract.Reference("92", date(2026, 2, 28)))))
    for part in (
        "Шағын грант беру туралы № МГ-2026-03 ШАРТ",
        "ДОГОВОР № МГ-2026-03 о предоставлении малого гранта",
        "БСН 240540000016",
        "ИИН 850101300005",
        "2026 жылғы 28 ақпандағы № 92 шарт",
        "2026 жылғы 27 мамырдағы № 4",
        "гранта № 92 от 28 февраля 2026 года и протокола № 4",
        "екінші тараптан",
        "с другой стороны",
        "Грант 200 000 (екі жүз мың) теңге 00 тиын мөлшерінде беріледі",
        "в размере 200 000 (двести тысяч) тенге 00 тиын",
        "2026 жылғы 10 маусымнан бастап 2026 жылғы 30 қыркүйекке дейін",
        "с 10 июня 2026 года по 30 сентября 2026 года включительно",
        "10 рабочих дней",
        "екі мәтіннің де заңды күші бірдей",
        "оба текста имеют одинаковую юридическую силу",
        "KZ89998000A0B0000012",
        "KZ699990000000000001",
        "«Мысал Банк» АҚ",
        "Приложение 3 к Договору № МГ-2026-03",
        "№ МГ-2026-03 шартқа 1-қосымша",
        "Очистка русла",
        "Скамья",
    ):
        assert part in shown


def test_parts_and_withholdings_are_spelled_out() -> None:
    paper = replace(
        samples.CONTRACT, parts=(120_000, 80_000), withheld=(contract.Withheld(Both("ЖТС", "ИПН"), 16_700),)
    )
    shown = text(contract.draw(paper))
    assert "1) 120 000 (сто двадцать тысяч) тенге 00 тиын; 2) 80 000 (восемьдесят тысяч) тенге 00 тиын" in shown
    assert "К выплате: 183 300 (сто восемьдесят три тысячи триста) тенге 00 тиын" in shown
    assert "ЖТС – 16 700 (он алты мың жеті жүз) теңге 00 тиын" in shown
    assert "единовременно" not in shown


def test_days_after_within_take_the_genitive() -> None:
    shown = text(contract.draw(replace(samples.CONTRACT, payment_days=21, report_days=11)))
    assert "в течение 21 рабочего дня со дня подписания" in shown
    assert "В течение 11 календарных дней после окончания" in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": (100_000,)},
        {"amount": 199_999},
        {"ends": date(2026, 6, 9)},
        {"withheld": (contract.Withheld("ИПН", 200_001),)},
    ],
)
def test_a_contract_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(samples.CONTRACT, **wrong)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("«Бірлік»", "«Бірлік»"),
        ("«Бірлік» бастамашыл тобы", "«Бірлік»"),
        ("Инициативная группа: «Бірлік»", "«Бірлік»"),
        ("«Инициативная группа Бірлік»", "«Бірлік»"),
        ("группа «Бірлік»", "группа «Бірлік»"),
    ],
)
def test_an_initiative_group_is_called_so_once(typed: str, named: str) -> None:
    shown = text(contract.draw(replace(samples.CONTRACT, grantee=replace(samples.GRANTEE, kind="group", group=typed))))
    assert f"бастамашыл топ атынан: {named} (бұдан әрі" in shown
    assert f"от имени инициативной группы: {named} (далее" in shown


def test_a_group_of_no_other_name_is_called_a_group() -> None:
    group = replace(samples.GRANTEE, kind="group", group="Инициативная группа")
    shown = text(contract.draw(replace(samples.CONTRACT, grantee=group)))
    assert "от имени инициативной группы (далее" in shown


def test_the_form_of_the_act_is_an_annex_in_each_language() -> None:
    shown = pages(contract.draw(samples.CONTRACT))
    kk, ru = shown[-2:]
    assert "№ МГ-2026-03 шартқа 4-қосымша" in kk
    assert "Приложение 4 к Договору № МГ-2026-03" in ru
    for part in ("АКТ (нысан)", "2026 жылғы 3 маусымдағы № МГ-2026-03 шарт", "Очистка русла", "60 000", "М.О."):
        assert part in kk
    for part in ("средств (форма)", "№ МГ-2026-03 от 3 июня 2026 года", "Скамья", "140 000", "Отчёт принят «___»"):
        assert part in ru
    assert "форма акта (приложение 4)" in " ".join(shown)


def test_the_money_of_the_form_of_the_report_stands_on_one_page_with_the_places_to_sign() -> None:
    plan = tuple(contract.PlanLine(f"Іс-шара {i}", "маусым", "нәтиже") for i in range(8))
    shown = pages(contract.draw(replace(samples.CONTRACT, plan=plan)))
    money = next(page for page in shown if "2. Финансовый отчёт" in page)
    assert "1. Содержательный отчёт" not in money
    assert "Отчёт принял(а)" in money


def test_a_position_inside_a_sentence_begins_small() -> None:
    grantor = replace(samples.GRANTOR, head_position=Both("Директор", "ИО директора"))
    shown = text(contract.draw(replace(samples.CONTRACT, grantor=grantor)))
    assert "басшысы: директор Г. Төлегенова" in shown
    assert "руководитель: ИО директора Г. Төлегенова" in shown


def test_a_purpose_ends_with_a_full_stop() -> None:
    assert "Цель Проекта: Таза жаға. 1.4." in text(contract.draw(replace(samples.CONTRACT, purpose="Таза жаға")))


def test_a_budget_of_a_hundred_lines_goes_on_overleaf_with_its_head() -> None:
    lines = tuple(contract.BudgetLine(f"Шығыс {i}", "дана", "1", 2_000, 2_000) for i in range(100))
    shown = pages(contract.draw(replace(samples.CONTRACT, budget=lines)))
    budget = [page for page in shown if "Наименование расхода" in page]
    assert len(budget) > 2
    assert all(any(f"Шығыс {i} " in page for page in budget) for i in range(100))


def test_a_gift_act_has_its_total_in_words_and_the_representative_of_a_minor() -> None:
    shown = pages(handover.draw(samples.HANDOVER))
    assert len(shown) == 2
    for part in ("№ 5 АКТІСІ", "26 000 (жиырма алты мың) теңге 00 тиын", "Төлеуова Сәуле, анасы", "7 500"):
        assert part in shown[0]
    for part in ("АКТ № 5", "26 000 (двадцать шесть тысяч) тенге 00 тиын", "Претензий", "(представитель, мать)"):
        assert part in shown[1]


def test_an_adult_signs_a_gift_act_alone() -> None:
    shown = text(handover.draw(replace(samples.HANDOVER, representative=None)))
    assert "представитель" not in shown.lower()
