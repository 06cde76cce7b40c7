"""The rules as a PDF and as a file for Word say the same."""

import dataclasses
import io
import re
from datetime import date
from zipfile import ZipFile

import pytest
from docx import Document

from app.documents import rules, rules_docx
from app.documents.bilingual import Both
from app.documents.rules_text import Approval, Rules

from . import samples
from .reading import text

WHOLE = dataclasses.replace(
    samples.RULES,
    approved=Approval(Both("Төраға", "Председатель"), "Ілияс Данияр", date(2026, 5, 2), "5"),
    agreed=Approval(Both("Басшы", "Руководитель"), "Нұрлан Әсел", date(2026, 5, 1), "7", Both("Басқарма", "Управа")),
    version=2, made_on=date(2026, 5, 3), note=Both("Мерзім", "Срок"),
)  # fmt: skip


def written(document: bytes) -> str:
    return " ".join(paragraph.text for paragraph in Document(io.BytesIO(document)).paragraphs)


def bare(words: str) -> str:
    """Letters and digits alone: line breaks, bullets and the foot of the page are layout."""
    return re.sub(r"\s|•", "", words)


@pytest.mark.parametrize("paper", [samples.RULES, WHOLE], ids=["plain", "stamped"])
def test_both_files_say_the_same(paper: Rules) -> None:
    foot = r"Конкурстуралыереже/Положениеоконкурсебет/стр\.\d+/\d*"
    pdf = re.sub(foot, "", bare(text(rules.draw(paper))))

    assert pdf.rstrip("0123456789") == bare(written(rules_docx.draw(paper))).rstrip("0123456789")


def test_stamps_and_note_stand_above_the_text() -> None:
    shown = written(rules_docx.draw(WHOLE))

    order = ["КЕЛІСІЛДІ", "Басқарма", "№ 7 хат", "БЕКІТЕМІН", "№ 5 бұйрық", "2-редакция", "Өзгеріс: Мерзім", "1. Жалпы"]
    assert sorted(order, key=shown.index) == order
    assert "Письмо № 7, 1 мая 2026 года" in shown.replace("\u00a0", " ")


def test_equal_rules_give_equal_bytes_with_no_time_in_them() -> None:
    first = rules_docx.draw(WHOLE)

    assert first == rules_docx.draw(WHOLE)
    assert {part.date_time for part in ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_for_word_has_real_headings_lists_and_properties() -> None:
    document = Document(io.BytesIO(rules_docx.draw(samples.RULES)))

    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.text]
    assert {"Title", "Heading 1", "List Bullet", "Normal"} == set(styles)
    assert document.core_properties.title == "Конкурс туралы ереже / Положение о конкурсе"
    assert samples.ORGANISATION.ru in document.core_properties.author
    assert document.core_properties.language == "kk-KZ"


@pytest.mark.parametrize("typed", ["a\x00\x01b", "x" * 20_000, "<w:p/>&\u202e", "😀" * 10])
def test_no_text_breaks_the_file(typed: str) -> None:
    made = rules_docx.draw(dataclasses.replace(samples.RULES, text=Both(f"# {typed}\n{typed}", "")))

    assert len(Document(io.BytesIO(made)).paragraphs) >= 4


def test_rules_without_a_text_are_refused() -> None:
    with pytest.raises(ValueError, match="without a text"):
        rules_docx.draw(dataclasses.replace(samples.RULES, text=Both(" ", "")))
