"""The commission on paper: its list, a declaration, blank score sheets, the receipt of a seal."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from docx import Document

from app.documents import blank_sheets, commission, commission_docx, conflicts, seal_receipt
from app.documents.bilingual import Both
from app.documents.blank_sheets import Blank, Blanks, Criterion
from app.documents.commission_text import Commission, Member
from app.documents.conflicts import Declaration, Declared
from app.documents.rules_text import Approval
from app.documents.seal_receipt import SealedSheet, SealReceipt

from . import samples
from .reading import pages, text

EXPERT, ARTIST = Both("Сара Сынақова", "Сынакова Сара"), Both("Суретші", "Художник")
CONTEST = Both("Таза істер", "Чистые дела")
AT = datetime(2026, 6, 3, 9, 15, tzinfo=UTC)
LIST = Commission(
    samples.ORGANISATION, CONTEST, 2026,
    (
        Member(EXPERT, ARTIST, "member"),
        Member(Both("Хатшы Айгүл", "Секретарова Айгуль"), Both("Заңгер", "Юрист"), "secretary"),
        Member(Both("Төраға Бек", "Председателев Бек"), Both("Ғалым", "Учёный"), "chair"),
        Member(Both("Орынбасар Дина", "Заместителева Дина"), Both("Ұстаз", "Педагог"), "deputy"),
    ),
    approved=Approval(Both("Директор", "Директор"), Both("Дина", "Дина"), date(2026, 5, 4), "12"),
    agreed=Approval(
        Both("Басшы", "Руководитель"), Both("Әли", "Али"), date(2026, 5, 5), "7", Both("Әкімдік", "Акимат")
    ),
)  # fmt: skip


def in_word(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_list_has_both_stamps_and_every_member_in_both_languages_and_both_files() -> None:
    said = (
        "Сараптама комиссиясының құрамы", "Состав экспертной комиссии", "БЕКІТЕМІН", "УТВЕРЖДАЮ", "КЕЛІСІЛДІ",
        "СОГЛАСОВАНО", "Приказ № 12", "Акимат", "Сара Сынақова", "Художник", "Төрағаның орынбасары",
        "Секретарь (без права голоса)", "Членов с правом голоса: 3",
    )  # fmt: skip
    drawn, written = text(commission.draw(LIST)), in_word(commission_docx.draw(LIST))
    assert [one for one in said if " ".join(one.split()) not in " ".join(drawn.replace("\u00a0", " ").split())] == []
    assert [one for one in said if one not in written.replace("\u00a0", " ")] == []
    assert commission.draw(LIST) == commission.draw(LIST)
    assert len(pages(commission.draw(LIST))) == 2


def test_the_chair_stands_first_and_the_secretary_last() -> None:
    first = pages(commission.draw(LIST))[0]
    places = [first.index(name) for name in ("Төраға Бек", "Орынбасар Дина", "Сара Сынақова", "Хатшы Айгүл")]
    assert places == sorted(places)


def test_a_declaration_names_each_code_with_its_conflict_or_none() -> None:
    works = (Declared(1, "K0001", None), Declared(2, "K0002", "relative", "жиен"))
    made = text(conflicts.draw(Declaration(samples.ORGANISATION, CONTEST, EXPERT, ARTIST, AT, works)))
    assert all(one in made for one in ("K0001", "K0002", "родственник", "жиен", "Декларация конфликта интересов"))
    assert made.index("жоқ / нет") < made.index("K0002") < made.index("родственник")


def test_sixty_works_stand_on_blank_sheets_with_a_box_for_each_criterion() -> None:
    works = tuple((f"K{place:04}", f"Сурет {place}") for place in range(60))
    criteria = tuple(Criterion(Both(f"Ой {place}", f"Мысль {place}"), Decimal("2.5")) for place in range(1, 6))
    blanks = Blanks(samples.ORGANISATION, CONTEST, 10, criteria, (Blank(EXPERT, Both("Су", "Вода"), works),))
    sheets = pages(blank_sheets.draw(blanks))
    whole = "\n".join(sheets)
    assert [code for code, _ in works if code not in whole] == []
    assert len(sheets) <= 6
    assert "Сара Сынақова / Сынакова Сара" in sheets[0]
    assert "× 2,5" in sheets[0].replace("\u00a0", " ")


def test_blank_sheets_for_nobody_are_refused() -> None:
    with pytest.raises(ValueError, match="no sheets"):
        blank_sheets.draw(Blanks(samples.ORGANISATION, CONTEST, 10, (), ()))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_receipt_names_the_code_the_marks_and_the_hashes(language: seal_receipt.Reader) -> None:
    sheets = (SealedSheet("K0001", (7, 10), "ab" * 32, "cd" * 16),)
    made = text(seal_receipt.draw(SealReceipt(
        language, "ABCDEFGHJKLM", "Сынакова Сара", "Чистые дела, 2026", "Вода", "Көктерек", AT, "ef" * 32, ("Ой", "Іс"),
        sheets,
    )))  # fmt: skip
    assert "ABCDEFGHJKLM" in made
    assert "7, 10" in made
    assert "ab" * 32 in "".join(made.split())
    assert "ef" * 32 in made
    assert "14:15" in made
