"""The protocol of the commission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from app.documents import protocol, protocol_extract, score_sheets, score_table
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
        on_winners=both("ұсынды", "предложил"),
        departures=(both("ауытқу себебі", "причина отступления"),),
        tie_breaks=(both("тең балл", "равный балл"),),
        reserve=(protocol.Reserve(samples.SPRING, "MCD-2026-0031", "А. Мұқан", samples.row(1).average or 0),),
        dissents=(protocol.Dissent("О. Ким", both("қарсымын", "возражаю")),),
        tasks=(protocol.Task(both("шарттар дайындалсын", "подготовить договоры"), "О. Ким", date(2026, 6, 5)),),
        items=(
            protocol.Item(
                both("Әртүрлі", "Разное"),
                "",
                "",
                both("байқау жалғассын", "конкурс продолжить"),
                protocol.Votes(3, 1, 1),
            ),
        ),
        empty_places=(protocol.EmptyPlace(samples.KOKSU, both("өтінім түспеді", "заявок не было")),),
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
        "подготовить договоры. Ответственный: О. Ким. Срок: 5 июня 2026 года.",
        "Вопрос 3 повестки дня. Разное",
        "конкурс продолжить",
        "Голосовали: «за» – 3, «против» – 1, «воздержались» – 1.",
        "Коксуский район: заявок не было",
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


def written(document: bytes) -> list[str]:
    """Every word of a DOCX, in the order of the page."""
    body = Document(BytesIO(document)).element.body
    return " ".join(" ".join(str(text.text) for text in part.iter(qn("w:t"))) for part in body.iter(qn("w:p"))).split()


def drawn(document: bytes) -> list[str]:
    """Every word of a PDF but the foot of each page; heads of tables that go on stand once."""
    return text(document).split()


Drawn = Callable[[protocol.Protocol], bytes]
BUSY = replace(
    samples.PROTOCOL,
    scores=samples.PROTOCOL.scores[:4],
    absent=(protocol.Absent("Д. Ілияс", Both("іссапарда", "в командировке")),),
    quorum=protocol.Quorum(7, 5, 5, (protocol.ItemQuorum(samples.SPRING, 1, 6, 4, 4),)),
    reserve=(protocol.Reserve(samples.SPRING, "MCD-2026-0031", "А. Мұқан", Decimal("80.5")),),
)


@pytest.mark.parametrize(
    ("draw", "write"),
    [
        (protocol.draw, protocol.write),
        (protocol_extract.draw, protocol_extract.write),
        (protocol_extract.draw_winners, protocol_extract.write_winners),
    ],
)
def test_the_editable_file_says_what_the_pdf_says(draw: Drawn, write: Drawn) -> None:
    in_word, on_paper = written(write(BUSY)), "".join(drawn(draw(BUSY)))
    assert [word for word in in_word if word.strip("_") and word not in on_paper] == []  # one signs on a drawn line
    whole = "".join(in_word)
    foot = {"бет", "стр.", "·", "/", "Хаттамадан", "хаттама", "Протокол"}
    assert [word for word in drawn(draw(BUSY)) if word not in whole and word not in foot] == []
    assert write(BUSY) == write(BUSY)


def test_both_numbers_of_a_quorum_are_shown_where_somebody_stepped_back() -> None:
    shown = text(protocol.draw(BUSY))
    assert "Всего членов комиссии – 7, необходимо – 5, присутствуют – 5." in shown
    assert (
        "Номинация «Чистый родник»: самоотвод – 1. Без них членов комиссии – 6, необходимо – 4, присутствуют – 4, "
        "кворум: имеется." in shown
    )


def test_the_extract_is_certified_by_the_secretary_alone() -> None:
    shown = text(protocol_extract.draw(BUSY))
    for words in ("из протокола № 4 заседания экспертной комиссии от 27 мая 2026 года", "Выписка верна.",
                  "2026 жылғы 27 мамырдағы № 4 хаттамасынан", "Үзінді дұрыс.", "Г. Төлегенова"):  # fmt: skip
        assert words in shown, words
    assert "Член комиссии" not in shown


def test_the_list_of_winners_names_the_sum_of_each() -> None:
    shown = text(protocol_extract.draw_winners(BUSY))
    assert "1 «Чистый родник» Ілияс Данияр" in shown
    assert "200 000" in shown.replace("\u00a0", " ")


def test_places_are_told_in_roman_figures() -> None:
    winner = protocol.Winner("SD-1", "Оқушы", "Бұлақ", samples.KOKSU, Decimal(88), place=2)
    paper = replace(samples.PROTOCOL, kind="drawing", decisions=(protocol.Decision(samples.SPRING, (winner,)),))
    shown = text(protocol.draw(paper))
    assert ("II орын: Оқушы" in shown, "II место: Оқушы" in shown) == (True, True)
    listed = text(protocol_extract.draw_winners(paper))
    assert ("88,00 II орын" in listed, "88,00 II место" in listed) == (True, True)


def test_where_each_nomination_has_one_winner_the_list_tells_no_place() -> None:
    winner = protocol.Winner("SD-1", "Оқушы", "Бұлақ", samples.KOKSU, Decimal(88))
    paper = replace(samples.PROTOCOL, kind="drawing", decisions=(protocol.Decision(samples.SPRING, (winner,)),))
    listed = text(protocol_extract.draw_winners(paper))
    assert "88,00" in listed
    assert "орын" not in listed.lower()
    assert "место" not in listed.lower()


@pytest.mark.parametrize("members", range(3, 31, 3))
def test_the_place_of_the_seal_never_stands_alone(members: int) -> None:
    present = tuple(protocol.Present(f"Мүше {i}", "эколог") for i in range(members))
    paper = replace(samples.PROTOCOL, present=present, scores=())
    for page in pages(protocol.draw(paper)):
        for seal in ("М.О.", "М.П."):
            if seal in page:
                assert page.count("(қолы)") + page.count("(подпись)") > 0


def test_the_summary_is_the_same_as_a_table_for_excel() -> None:
    rows = (replace(samples.row(1), territory_rank=2, tie=Both("дауыспен", "голосованием"),
                    proposed=Both("грант", "грант")), samples.row(2))  # fmt: skip
    found = score_table.Summary(samples.GRANTS, samples.ORGANISATION, samples.EXPERTS, rows, (("Хатшы", "Г. Т."),))
    sheet = load_workbook(BytesIO(score_table.book(found))).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[-2] == ["MCD-2026-0001", "«Қуатты аула» қоғамдық бірлестігі", "Көксу ауданы / Коксуский район", "–",
                         "70,10", "70,10", "70,10", "70,10", 4, "86,41", "7,00", 1, 2, "дауыспен / голосованием",
                         "грант"]  # fmt: skip
    shown = text(score_table.draw(found))
    for words in ("Сводная ведомость баллов", "MCD-2026-0002", "дауыспен", "голосованием", "Г. Т."):
        assert words in shown, words


def test_a_nomination_without_experts_and_works_has_a_table_all_the_same() -> None:
    shown = text(score_table.draw(score_table.Summary(samples.GRANTS, samples.ORGANISATION, (), (), ())))

    assert "Сводная ведомость баллов" in shown


def test_standardised_scores_are_called_so_in_every_table() -> None:
    found = score_table.Summary(samples.GRANTS, samples.ORGANISATION, samples.EXPERTS, (samples.row(1),),
                                (("Хатшы", "Г. Т."),), is_standardised=True)  # fmt: skip
    cells = [cell.value for row in load_workbook(BytesIO(score_table.book(found))).worksheets[0] for cell in row]
    whole = text(protocol.draw(replace(samples.PROTOCOL, is_standardised=True)))
    for shown in (" ".join(str(cell) for cell in cells), text(score_table.draw(found)), whole):
        assert "Приведённый балл" in shown
        assert "Средний балл" not in shown
        assert "с проходным баллом сравнивается среднее выставленных баллов" in shown


def test_a_score_sheet_has_every_mark_its_reason_and_its_expert_on_a_page_of_its_own() -> None:
    lines = (score_sheets.Line(Both("Пайда", "Польза"), Decimal("2.5"), 8, Decimal("20.00")),)
    one = score_sheets.ScoreSheet("MCD-1", "Бұлақ", samples.KOKSU, 200_000, lines, Decimal("80.00"), "Жақсы ой",
                                  "С. Әбілқасым", datetime(2026, 5, 20, 7, tzinfo=UTC), "K7Q2")  # fmt: skip
    found = score_sheets.ScoreSheets("small_grant", samples.GRANTS, samples.ORGANISATION, samples.SPRING,
                                     (one, replace(one, number="MCD-2", comment="")),
                                     (date(2026, 6, 10), date(2026, 9, 30)))  # fmt: skip
    shown = pages(score_sheets.draw(found))
    assert [f"MCD-{i}" in page for i, page in enumerate(shown, 1)] == [True, True]
    for words in ("Пайда / Польза 2,5 8 20,00", "80,00", "Жақсы ой", "С. Әбілқасым", "K7Q2", "10 июня 2026 года"):
        assert words in shown[0].replace("\u00a0", " "), words
    assert "жоқ / нет" in shown[1]


@pytest.mark.parametrize("experts", [3, 5])
def test_no_name_of_a_district_is_torn_in_the_table_of_scores(experts: int) -> None:
    place = Both("Ескелді ауданы", "Ескельдинский район")
    row = replace(samples.row(1), territory=place, marks=samples.row(1).marks[:1] * experts)
    paper = score_table.Summary(samples.GRANTS, samples.ORGANISATION, samples.EXPERTS[:1] * experts, (row,), ())
    assert "Ескельдинский" in text(score_table.draw(paper))
