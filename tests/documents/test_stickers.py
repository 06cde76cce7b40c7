"""Stickers are whole, readable by phones, and as many as were asked for; the journal names everything that came."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4

from app.documents import intake_journal, qr, stickers
from app.documents.intake_journal import Journal, Line
from app.documents.stickers import HEIGHT, MARGIN, QR, TOP, WIDTH, Sticker, Stickers
from documents.reading import faces, pages, text

SITE = "https://baiqau.example.kz/office/school-drawings-2026/intake/"
CODES = [f"7K3MDXPQ{n:02}" for n in range(25)]
SHEET = Stickers(
    "Стикерлер", "kk", "«Таза табиғат — таза болашақ» мектеп оқушыларының сурет байқауы, 2026",
    "Жұмыстың артына жапсырыңыз.", [Sticker(f"№ {n}", code, SITE + code) for n, code in enumerate(CODES, 1)],
)  # fmt: skip
ENTRY = Line(7, "20.05.2026", "Хатшы Сара", "Мұғалімова Айгүл", "Қолма-қол", "SD-2026-0007 Көл", "рамасы сынған")
JOURNAL = Journal("kk", "Сурет байқауы", "Қор", date(2026, 5, 20), [ENTRY], ("", "Хатшы Сара"))


def test_the_twenty_fifth_label_begins_a_new_page() -> None:
    found = pages(stickers.draw(SHEET))
    assert [page.count("Жұмыстың артына жапсырыңыз.") for page in found] == [24, 1]
    assert all(f"№ {n}" in found[0] for n in range(1, 25))
    assert "7K3MDXPQ24" in found[1]


@pytest.mark.parametrize("place", [0, 4, 23])
def test_the_qr_code_on_each_label_is_the_code_of_its_page(place: int) -> None:
    scale = 6
    picture = pypdfium2.PdfDocument(stickers.draw(SHEET))[0].render(scale=scale).to_pil().convert("L")
    rows = qr.modules(SITE + CODES[place])
    row, column = divmod(place, stickers.COLUMNS)
    left = (column * WIDTH + MARGIN + WIDTH / 70) * scale
    top = (TOP + row * HEIGHT + (HEIGHT - QR) / 2) * scale
    step = QR * scale / len(rows)
    middles = [(n + 0.5) * step for n in range(len(rows))]
    seen = [
        "".join("1" if picture.getpixel((int(left + x), int(top + y))) < 128 else "0" for x in middles) for y in middles
    ]
    assert seen == rows


@pytest.mark.parametrize("contest", ["Байқау", "Өте " * 60 + "ұзақ атау", "Ұ" * 200])
def test_nothing_reaches_over_the_edge_of_a_label(contest: str) -> None:
    sheet = replace(SHEET, contest=contest, stickers=[Sticker("№ 1234567890", "W" * 10, SITE)] * 24)
    words = pypdfium2.PdfDocument(stickers.draw(sheet))[0].get_textpage()
    for place in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(place)
        assert left // WIDTH == right // WIDTH
        assert (A4[1] - TOP - bottom) // HEIGHT == (A4[1] - TOP - top) // HEIGHT


def test_every_font_is_in_the_file_and_equal_stickers_give_equal_bytes() -> None:
    document = stickers.draw(SHEET)
    assert set(faces(document).values()) == {True}
    assert document == stickers.draw(SHEET)
    with pytest.raises(ValueError, match="no stickers"):
        stickers.draw(replace(SHEET, stickers=[]))


@pytest.mark.parametrize(
    ("language", "title"),
    [("kk", "Қағаз түрінде келгендерді тіркеу журналы"), ("ru", "Журнал регистрации поступившего на бумаге")],
)
def test_the_journal_names_everything_that_came(language: str, title: str) -> None:
    printed = text(intake_journal.draw(replace(JOURNAL, language=language)))  # type: ignore[arg-type]
    for words in (title, "Мұғалімова Айгүл", "SD-2026-0007 Көл", "рамасы сынған", "20.05.2026", "Хатшы Сара"):
        assert words in printed


def test_a_long_journal_goes_on_overleaf() -> None:
    assert len(pages(intake_journal.draw(replace(JOURNAL, lines=[ENTRY] * 60)))) > 1
