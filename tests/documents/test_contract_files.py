"""The contract and what changes it, for Word: the text of the PDF, and what LibreOffice makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from app.documents import addendum, addendum_docx, amendment, amendment_docx, contract, contract_docx
from app.documents.addendum_text import Addendum, Applicant
from app.documents.amendment_text import Account, Amendment, Change, Later, Line
from app.documents.bilingual import Both
from app.documents.contract_clauses import OURS, Problem, problems
from app.documents.contract_facts import Reference
from app.documents.termination_text import Ending

from . import samples
from .converted import as_pdf, assert_alike, assert_same, office, words_of_docx, words_of_pdf
from .reading import text

PERSON = samples.CONTRACT
BODY = replace(
    samples.CONTRACT,
    grantee=replace(
        samples.GRANTEE, kind="organisation", name=Both("«Таза Жетісу» қоры", "Фонд «Таза Жетісу»"), head="А. Болат",
        head_position=Both("директор", "директор"), basis=Both("Жарғы", "Устав"), identifier="240540000016", kbe="18",
        phone="+7 701 000 00 02", email="fund@example.kz",
    ),
    funding=Reference("92", date(2026, 2, 28)), customer=Both("Басқарма", "Управление"), parts=(120_000, 80_000),
    withheld=(contract.Withheld(Both("ЖТС", "ИПН"), 16_700),), purpose="Очистить русло родника",
)  # fmt: skip
CHANGES: dict[str, Change] = {
    "time": Later(date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 10)),
    "budget": (Line("Камень", 60_000, 80_000), Line("Скамья", 140_000, 120_000)),
    "content": Both("3-тармақ жаңа редакцияда.", "Пункт 3 в новой редакции."),
    "details": Account("KZ39 9971 2345 6789 0123", "АО «Другой банк»", "PRIMKZKX", "19", "•••• 0001"),
    "ending": Ending(date(2026, 7, 20), 35_700, 10, False),
    "notice": Ending(date(2026, 7, 20), 0, 21, True),
    "notice ahead": Ending(date(2026, 8, 20), 35_700, 21, True, is_ahead=True),
}


def amended(change: Change) -> Amendment:
    return Amendment(
        2, date(2026, 7, 1), samples.PLACE, Reference("7/2026", date(2026, 6, 3)), samples.GRANTOR, samples.GRANTEE,
        Both("Су тасқыны", "Паводок"), change,
    )  # fmt: skip


def added(called: bool) -> Addendum:
    one = Applicant("MCD-2026-0017", "Ілияс Данияр", "Родник", samples.KOKSU)
    other = Applicant("MCD-2026-0021", "Тестова Асель", "Берег", Both("Ақсу ауданы", "Аксуский район"))
    return Addendum(
        Reference("4", date(2026, 5, 27)), samples.GRANTS, samples.PLACE, date(2026, 6, 5), samples.SPRING, one, called,
        "Көшіп кетті", other if called else None, 200_000, "С. Әбілқасым", "Г. Төлегенова", samples.ORGANISATION,
    )  # fmt: skip


Pair = tuple[Callable[[], bytes], Callable[[], bytes]]
PAIRS: dict[str, Pair] = {
    "person": (lambda: contract.draw(PERSON), lambda: contract_docx.draw(PERSON)),
    "organisation": (lambda: contract.draw(BODY), lambda: contract_docx.draw(BODY)),
    **{
        f"amendment-{kind}": (
            lambda change=change: amendment.draw(amended(change)),  # type: ignore[misc]
            lambda change=change: amendment_docx.draw(amended(change)),  # type: ignore[misc]
        )
        for kind, change in CHANGES.items()
    },
    "addendum": (lambda: addendum.draw(added(True)), lambda: addendum_docx.draw(added(True))),
    "addendum-nobody": (lambda: addendum.draw(added(False)), lambda: addendum_docx.draw(added(False))),
}


@pytest.mark.parametrize("name", PAIRS)
def test_word_and_pdf_say_the_same_in_the_same_order(name: str) -> None:
    pdf, docx = (make() for make in PAIRS[name])
    assert_same(words_of_docx(docx), words_of_pdf(pdf))


@pytest.mark.parametrize("name", PAIRS)
def test_equal_input_gives_equal_files(name: str) -> None:
    assert [make() for make in PAIRS[name]] == [make() for make in PAIRS[name]]


@pytest.mark.parametrize("name", PAIRS)
def test_libreoffice_makes_the_text_of_our_pdf_of_the_file_for_word(name: str, tmp_path: Path) -> None:
    office()
    pdf, docx = (make() for make in PAIRS[name])
    assert_alike(words_of_pdf(as_pdf(docx, tmp_path)), words_of_pdf(pdf))


def test_the_file_for_word_names_itself_and_has_headings() -> None:
    document = Document(BytesIO(contract_docx.draw(PERSON)))
    assert document.core_properties.title == "№ МГ-2026-03 шарт / Договор № МГ-2026-03"
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings[0] == "1. Шарттың мәні"
    assert len(headings) == 2 * 13 + 2 + 2 * 2


def test_the_document_of_a_person_stands_where_it_is_asked_for() -> None:
    grantee = replace(samples.GRANTEE, document="жеке куәлік № 000000001, ІІМ, 01.02.2020")
    shown = text(contract.draw(replace(PERSON, grantee=grantee)))
    assert "документ, удостоверяющий личность: жеке куәлік № 000000001" in shown


@pytest.mark.parametrize("change", [CHANGES["time"], CHANGES["ending"], Both("Жаңа мәтін", "Новый текст")])
def test_what_somebody_typed_as_a_sentence_ends_with_a_full_stop(change: Change) -> None:
    shown = text(amendment.draw(amended(change)))
    assert "себебі: Су тасқыны. " in shown
    assert ": Паводок. " in shown
    assert "Новый текст. " in shown or not isinstance(change, Both)
    written = amendment.draw(replace(amended(change), reason=Both("Су тасқыны.", "Паводок?")))
    assert "Паводок? " in text(written)
    assert "Су тасқыны. " in text(written)


def test_own_clauses_take_the_place_of_ours_and_evaluate_nothing() -> None:
    own = Both(
        "# Бірінші\n\nЖоба {project}: {amount}. {contest.__class__}\n\n[in_parts] Бөліп төленеді.",
        "# Первый\n\nПроект {project}: {amount}.",
    )
    shown = text(contract.draw(replace(PERSON, clauses=own, project="Жоба {amount}")))
    assert "1. Бірінші 1.1. Жоба «Жоба {amount}»: 200 000 (екі жүз мың) теңге 00 тиын. {contest.__class__}" in shown
    assert "Бөліп төленеді" not in shown
    assert "Шарттың мәні" not in shown


def test_our_own_clauses_have_no_problems() -> None:
    assert list(problems(OURS)) == []


@pytest.mark.parametrize(
    ("before", "after", "slug", "about"),
    [
        ("{amount}", "{sum}", "placeholder-strange", "sum"),
        ("{amount}", "200 000", "placeholder-missing", "amount"),
        ("[at_once]", "[sometimes]", "condition-strange", "sometimes"),
        ("{amount}", "{amount", "placeholder-strange", "{"),
    ],
)
def test_what_cannot_be_a_contract_is_named(before: str, after: str, slug: str, about: str) -> None:
    found = list(problems(Both(OURS.kk, OURS.ru.replace(before, after))))
    assert Problem(slug, "ru", about) in found


def test_the_languages_have_to_say_the_same() -> None:
    sections = OURS.ru.split("\n\n# ")
    fewer = "\n\n# ".join(sections[:-1])
    shorter = OURS.ru.replace("Договор может быть расторгнут по соглашению Сторон.\n\n", "")
    assert Problem("sections-differ", "ru", "12 / 11") in list(problems(Both(OURS.kk, fewer)))
    assert list(problems(Both(OURS.kk, shorter))) == [Problem("section-differs", "ru", "10")]


def test_an_agreement_says_what_was_and_what_becomes() -> None:
    shown = {kind: text(amendment.draw(amended(change))) for kind, change in CHANGES.items()}
    assert "вместо 30 сентября 2026 года – 31 октября 2026 года" in shown["time"]
    assert "2026 жылғы 10 қарашаға дейін" in shown["time"]
    assert "60 000 80 000 +20 000" in shown["budget"]
    assert "сумма Гранта не меняется: 200 000 (двести тысяч) тенге 00 тиын" in shown["budget"]
    assert "Пункт 3 в новой редакции" in shown["content"]
    assert "ИИК (IBAN) KZ39 9971 2345 6789 0123, АО «Другой банк», БИК PRIMKZKX, КБе 19" in shown["details"]
    for kind, found in shown.items():
        if isinstance(CHANGES[kind], Ending):
            continue
        assert "ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № 2 к договору № 7/2026 от 3 июня 2026 года" in found
        assert "2026 жылғы 3 маусымдағы № 7/2026 шартқа" in found


def test_the_end_of_a_contract_says_from_when_and_what_comes_back() -> None:
    ending, notice = (text(amendment.draw(amended(CHANGES[kind]))) for kind in ("ending", "notice"))
    assert "СОГЛАШЕНИЕ № 2 О РАСТОРЖЕНИИ договора № 7/2026 от 3 июня 2026 года" in ending
    assert "ШАРТТЫ БҰЗУ ТУРАЛЫ № 2 КЕЛІСІМ шағын грант беру туралы 2026 жылғы 3 маусымдағы № 7/2026 шарт" in ending
    assert "Договор прекращается: 20 июля 2026 года." in ending
    assert "35 700 (тридцать пять тысяч семьсот) тенге 00 тиын в течение 10 календарных дней" in ending
    assert samples.GRANTOR.account in ending
    assert "УВЕДОМЛЕНИЕ № 2 О РАСТОРЖЕНИИ" in notice
    assert "Денег к возврату нет." in notice
    assert "подтверждает только его получение" in notice


def test_a_notice_of_a_day_ahead_says_that_the_contract_holds_until_then() -> None:
    told = text(amendment.draw(amended(CHANGES["notice ahead"])))

    assert "Договор прекращается: 20 августа 2026 года. До этого дня Договор действует." in told
    assert "2026 жылғы 20 тамыз. Осы күнге дейін Шарт қолданылады." in told
    assert "в течение 21 календарного дня со дня прекращения Договора" in told
    assert "Шарттың қолданылуы тоқтатылған күннен бастап 21 күнтізбелік күн ішінде" in told
    assert "До этого дня" not in text(amendment.draw(amended(CHANGES["notice"])))


def test_a_budget_names_lines_that_are_new_and_those_that_are_dropped() -> None:
    lines = (Line("Камень", 60_000, 0), Line("Скамья", 140_000, 140_000), Line("Мешки", 0, 60_000), Line("Чай", 0, 0))
    shown = text(amendment.draw(amended(lines)))
    assert "Камень (исключается) 60 000 0 −60 000" in shown
    assert "Мешки (новая строка) 0 60 000 +60 000" in shown
    assert "Мешки (жаңа жол)" in shown
    assert "Чай" not in shown


def test_lines_of_an_agreement_add_up_to_the_same_grant() -> None:
    with pytest.raises(ValueError):
        amended((Line("Камень", 60_000, 80_000),))


def test_an_addendum_names_who_is_called_from_the_reserve() -> None:
    shown = text(addendum.draw(added(True)))
    assert "победителем признаётся: Тестова Асель (заявка MCD-2026-0021, проект «Берег»" in shown
    assert "2026 жылғы 27 мамырдағы № 4" in shown
    assert "орын бос қалады" in text(addendum.draw(added(False)))
