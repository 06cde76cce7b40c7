"""What holds for every document: pure, closed, embedded, unharmed by what people type."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import cycle, repeat
from typing import Any

import pytest
from pypdf import PdfReader

from app.documents import consent, contract, diploma, handover, parts_pdf, protocol, receipt, rules
from app.documents.bilingual import Both
from app.documents.paper import Sheet
from app.documents.parts import Signers, Words

from . import samples
from .reading import faces, kinds, pages, text

PAPERS: dict[str, tuple[Callable[[Any], bytes], Any]] = {
    "diploma": (diploma.draw, samples.DIPLOMA),
    "protocol": (protocol.draw, samples.PROTOCOL),
    "contract": (contract.draw, samples.CONTRACT),
    "handover": (handover.draw, samples.HANDOVER),
    "rules": (rules.draw, samples.RULES),
    "receipt": (receipt.draw, samples.RECEIPT),
    "consent": (consent.forms, samples.CONSENTS),
    "list of consents": (consent.sign_list, samples.CONSENTS),
}
every_paper = pytest.mark.parametrize("paper", PAPERS)
FIELDS = {
    "diploma": "recipient",
    "protocol": "chair",
    "contract": "purpose",
    "handover": "receiver",
    "receipt": "title",
}


def _with(paper: str, value: str) -> Any:
    fact = PAPERS[paper][1]
    if paper == "rules":
        return dataclasses.replace(fact, text=Both(f"# {value}\n{value}", f"Мәтін {value}"))
    if "consent" in paper:
        child = dataclasses.replace(samples.CONSENTS.children[0], name=Both(value, value))
        return dataclasses.replace(fact, children=(child,))
    return dataclasses.replace(fact, **{FIELDS[paper]: value})


def _everywhere(fact: Any, values: Iterator[str]) -> Any:
    """The same facts with one of `values` in every text, nested ones too; what is chosen from a list stays."""
    if isinstance(fact, Both):
        return Both(next(values), next(values))
    if isinstance(fact, tuple):
        return tuple(_everywhere(one, values) for one in fact)
    if dataclasses.is_dataclass(fact) and not isinstance(fact, type):
        chosen = {"kind", "contest_kind", "mode", "attendance", "language"}
        return dataclasses.replace(
            fact,
            **{
                field.name: _everywhere(getattr(fact, field.name), values)
                for field in dataclasses.fields(fact)
                if field.name not in chosen and field.name not in ("check_url", "link")
            },
        )
    return next(values) if isinstance(fact, str) else fact


@every_paper
def test_equal_input_gives_equal_bytes(paper: str) -> None:
    draw, fact = PAPERS[paper]
    assert draw(fact) == draw(fact)


@every_paper
def test_every_font_is_embedded(paper: str) -> None:
    draw, fact = PAPERS[paper]
    found = faces(draw(fact))
    assert found
    assert {name for name, embedded in found.items() if not embedded} == set()


@every_paper
def test_kazakh_letters_and_signs_are_read_back_exactly(paper: str) -> None:
    draw = PAPERS[paper][0]
    assert samples.ALPHABET in text(draw(_with(paper, samples.ALPHABET)))


@every_paper
def test_markup_is_printed_as_text(paper: str) -> None:
    draw = PAPERS[paper][0]
    for some in (samples.MARKUP[:4], samples.MARKUP[4:8], samples.MARKUP[8:]):
        value = " ".join(some)
        assert value.replace(" ", "") in text(draw(_with(paper, value))).replace(" ", "")


def _shifted(by: int) -> tuple[str, ...]:
    values = tuple(value for value in samples.HOSTILE if value.strip())
    return values[by:] + values[:by]


@every_paper
@pytest.mark.parametrize(
    "values",
    [(samples.MARKUP[1],), (samples.LONG,), *(_shifted(by) for by in (0, 6, 12, 18))],
    ids=["markup", "long", "0", "6", "12", "18"],
)
def test_no_text_anywhere_breaks_a_paper_or_reaches_out(
    paper: str, values: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a document opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    draw, fact = PAPERS[paper]
    found = kinds(draw(_everywhere(fact, cycle(values))))
    assert found & {"/Image", "/URI", "/JS", "/JavaScript", "/EmbeddedFile", "/OpenAction", "/Link"} == set()


@every_paper
def test_empty_texts_leave_a_paper_whole(paper: str) -> None:
    draw, fact = PAPERS[paper]
    if paper == "rules":
        with pytest.raises(ValueError):
            draw(_everywhere(fact, repeat(" ")))
    else:
        assert draw(_everywhere(fact, repeat(""))).startswith(b"%PDF-")


@every_paper
def test_a_file_names_its_title_author_and_language(paper: str) -> None:
    draw, fact = PAPERS[paper]
    reader = PdfReader(BytesIO(draw(fact)))
    assert reader.metadata is not None
    assert reader.metadata.title
    assert samples.ORGANISATION.ru in (reader.metadata.author or "")
    assert reader.root_object["/Lang"] == ("ru" if paper == "receipt" else "kk")


def test_papers_drawn_at_the_same_time_do_not_disturb_each_other() -> None:
    jobs = [PAPERS[paper] for paper in PAPERS] * 4
    alone = [draw(fact) for draw, fact in jobs]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda job: job[0](job[1]), jobs))
    assert together == alone


def test_rules_join_lines_and_keep_numbers_headings_and_bullets() -> None:
    shown = text(rules.draw(samples.RULES))
    for part in ("1. Жалпы ережелер", "1.1. Бірінші тармақ.", "1.2. Екінші тармақ.", "• жеке тұлғалар", "1.1. Пункт."):
        assert part in shown


def test_rules_in_one_language_have_no_empty_page() -> None:
    paper = dataclasses.replace(samples.RULES, text=Both("", "# 1. Общее"))
    assert len(PdfReader(BytesIO(rules.draw(paper))).pages) == 1


@pytest.mark.parametrize(
    ("language", "title", "time"),
    [
        ("kk", "Өтінімнің қабылданғаны туралы растама", "2026 жылғы 22 мамыр, 14:32:05 (UTC+5)"),
        ("ru", "Подтверждение о приёме заявки", "22 мая 2026, 14:32:05 (UTC+5)"),
        ("en", "Receipt of an application", "22 May 2026, 14:32:05 (UTC+5)"),
    ],
)
def test_a_receipt_speaks_the_language_of_its_reader(language: Any, title: str, time: str) -> None:
    shown = text(receipt.draw(dataclasses.replace(samples.RECEIPT, language=language)))
    assert [part in shown for part in (title, time, "MCD-2026-0017", "смета.pdf", "9c41e07b55d01a2b")] == [True] * 5


@pytest.mark.parametrize("signers", [1, 5])
def test_signatures_never_stand_alone_on_a_page(signers: int) -> None:
    people = tuple(("Комиссия мүшесі", f"Сейтқали {place}") for place in range(signers))
    sheet, turned = Sheet("Хаттама", "Қор", "Хаттама"), 0
    for length in range(20, 60, 2):
        lines = [Words("paragraph", f"{number}-жол") for number in range(length)]
        found = pages(parts_pdf.bound(sheet, [*lines, Signers(people, "қолы")]))
        assert f"{length - 1}-жол" in next(page for page in found if "(қолы)" in page), length
        turned += len(found) > len(pages(parts_pdf.bound(sheet, lines)))
    assert turned
