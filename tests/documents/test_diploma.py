"""Certificates, diplomas and letters of thanks."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any, get_args

import pypdfium2
import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics

from app.documents import diploma, qr, streamed
from app.documents.bilingual import Both
from app.documents.diploma_sheet import LAYOUTS, QR_SIZE
from app.documents.diploma_texts import HEADINGS, Kind

from . import samples
from .reading import seen, text


def test_a_diploma_says_everything_in_both_languages() -> None:
    shown = text(diploma.draw(samples.DIPLOMA))
    for part in (
        "ДИПЛОМ",
        "марапатталады",
        "награждается",
        "Төлеуова Аружан Серікқызы",
        "«Туған жер табиғаты» номинациясы",
        "за победу в номинации «Природа родного края»",
        "Қарашыған орта мектебі, 3-сынып, Қарашыған ауылы",
        "Карашыганская средняя школа, 3 класс, с. Карашыган",
        "Жұмысы: «Таудағы бұлақ»",
        "Работа: «Таудағы бұлақ»",
        "Жетекшісі: Әбілова Сәуле Мұратқызы",
        "2026 жылғы 22 мамыр",
        "22 мая 2026 года",
        "№ SD-2026-0417",
        "Қор директоры",
        "Директор фонда",
        "М.О. / М.П.",
        "baiqau.example/check/SD-2026-0417",
    ):
        assert part in shown


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_has_its_heading_in_both_languages(kind: Kind) -> None:
    [shown] = seen(diploma.draw(replace(samples.DIPLOMA, kind=kind)))
    assert HEADINGS[kind].kk in shown
    assert HEADINGS[kind].ru in shown


@pytest.mark.parametrize(
    ("kind", "kk", "ru"),
    [
        ("diploma_2", "«Туған жер табиғаты» номинациясы бойынша II орын үшін", "за II место в номинации «Природа"),
        ("certificate_participant", "байқауға белсенді қатысқаны үшін", "за активное участие в конкурсе"),
        ("letter_of_thanks", "байқауға қатысушыларды дайындағаны үшін", "за подготовку участников конкурса"),
    ],
)
def test_the_reason_follows_from_the_kind(kind: Kind, kk: str, ru: str) -> None:
    [shown] = seen(diploma.draw(replace(samples.DIPLOMA, kind=kind)))
    assert kk in shown
    assert ru in shown


def test_a_grant_certificate_names_the_sum_in_digits_and_words() -> None:
    paper = replace(samples.DIPLOMA, kind="certificate_winner", contest_kind="small_grant", amount=200_000)
    [shown] = seen(diploma.draw(paper))
    assert "Грант: 200 000 (екі жүз мың) теңге 00 тиын" in shown
    assert "Грант: 200 000 (двести тысяч) тенге 00 тиын" in shown


@pytest.mark.parametrize(
    "name",
    [
        "Қаратал ауданының «Болашақ ұрпақ үшін таза өзен» экологиялық волонтёрлер қоғамдық бірлестігінің Үштөбе "
        "қаласындағы жас табиғат сақшылары тобы".ljust(150, "ы"),
        "Щ" * 150,
        "Ли",
    ],
)
def test_a_name_of_any_length_is_printed_whole_inside_the_frame(name: str) -> None:
    document = diploma.draw(replace(samples.DIPLOMA, recipient=name))
    assert name.replace(" ", "") in seen(document)[0].replace(" ", "")
    page = pypdfium2.PdfDocument(document)[0]
    words = page.get_textpage()
    boxes = [words.get_rect(i) for i in range(words.count_rects())]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    assert left > 65
    assert right < 842 - 65


def test_the_qr_code_on_paper_is_the_code_of_the_address() -> None:
    page = pypdfium2.PdfDocument(diploma.draw(samples.DIPLOMA))[0]
    scale = 8
    picture = page.render(scale=scale).to_pil().convert("L")
    rows = qr.modules(samples.URL)
    sheet = LAYOUTS["landscape"]
    step = QR_SIZE * scale / len(rows)
    left, top = sheet.qr_x * scale, picture.height - (sheet.foot - 7 + QR_SIZE) * scale
    places = [(n + 0.5) * step for n in range(len(rows))]
    seen_modules = [
        "".join("1" if picture.getpixel((int(left + x), int(top + y))) < 128 else "0" for x in places) for y in places
    ]
    assert seen_modules == rows


def test_many_papers_share_one_file_in_the_order_given() -> None:
    papers = [replace(samples.DIPLOMA, number=f"SD-{i}", recipient=f"Оқушы {i}") for i in (3, 1, 2)]
    document = diploma.draw_all(papers, "Дипломдар")
    assert [f"Оқушы {i}" in page for i, page in zip((3, 1, 2), seen(document), strict=True)] == [True] * 3
    reader = PdfReader(BytesIO(document))
    marks = [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline]
    assert marks == [("SD-3 · Оқушы 3", 0), ("SD-1 · Оқушы 1", 1), ("SD-2 · Оқушы 2", 2)]
    assert reader.metadata is not None
    assert reader.metadata.title == "Дипломдар"


def test_a_page_in_a_common_file_costs_a_fraction_of_a_file() -> None:
    single = len(diploma.draw(samples.DIPLOMA))
    common = len(diploma.draw_all([samples.DIPLOMA] * 50, "50"))
    assert common < single + 49 * 8_000


def test_letters_of_more_alphabets_than_a_face_holds_at_once_are_all_printed() -> None:
    font: Any = pdfmetrics.getFont("Diploma-Display")
    drawable = font.face.charToGlyph
    codes = (*range(0xC0, 0x180), *range(0x400, 0x460), *range(0x490, 0x500))
    letters = [chr(code) for code in codes if code in drawable and code != 0x140]  # «ŀ» reads back as two letters
    assert len(letters) > 256 - 127
    names = ["Ж" + "".join(letters[i : i + 90]) for i in range(0, len(letters), 90)]
    document = diploma.draw_all([replace(samples.DIPLOMA, recipient=name) for name in names], "Атаулар")
    shown = ["".join(page.split()) for page in seen(document)]
    assert [name in page for name, page in zip(names, shown, strict=True)] == [True] * len(names)


def test_no_papers_make_no_file() -> None:
    with pytest.raises(ValueError):
        diploma.draw_all([], "—")


def test_own_heading_and_reason_replace_those_of_the_kind() -> None:
    paper = replace(samples.DIPLOMA, heading=Both("ҚҰРМЕТ", "ПОЧЁТ"), reason=Both("еңбегі үшін", "за труд"))
    [shown] = seen(diploma.draw(paper))
    assert [part in shown for part in ("ҚҰРМЕТ", "ПОЧЁТ", "еңбегі үшін", "за труд", "ДИПЛОМ")] == [True] * 4 + [False]


def test_what_the_process_remembers_leaves_no_trace_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [samples.DIPLOMA, replace(samples.DIPLOMA, orientation="portrait")]

    def drawn_first(paper: diploma.Diploma) -> bytes:
        monkeypatch.setattr(streamed, "_SAME", {})
        return diploma.draw(paper)

    alone = [drawn_first(paper) for paper in papers]
    assert [diploma.draw(paper) for paper in papers] == alone
    assert [diploma.draw(paper) for paper in reversed(papers)] == alone[::-1]
