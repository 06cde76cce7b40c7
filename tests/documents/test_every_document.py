"""What holds for every document that there is: equal input gives equal bytes on another day too, fonts are embedded,
the file says what it is and in which language, and every part can be found by its bookmark."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

import app.documents
from documents.invented import Draw, documents, fact
from documents.reading import faces

DOCUMENTS = dict(documents())
every = pytest.mark.parametrize("name", DOCUMENTS)
MODULES = sorted(Path(next(iter(app.documents.__path__))).glob("*.py"))
IMPURE = {"app.db", "app.settings", "sqlmodel", "sqlalchemy", "time", "random", "secrets", "uuid", "socket", "os"}
CLOCKS = {"now", "today", "utcnow"}
LANGUAGES = ("kk", "ru", "en", "kk-KZ", "ru-KZ")
TABLES = ("score_table.book", "sheets.xlsx", "sheets.csv")
"""For spreadsheet programs."""
ON_DISK = ("cutting", "fonts")
"""Fonts are cut once and lie in a folder that is named to them."""


def drawn(name: str) -> bytes:
    draw: Draw = DOCUMENTS[name]
    return draw(fact(draw))


made = lru_cache(drawn)
"""Drawn once for all that is looked at in it."""


def is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-")


def test_there_are_documents_to_hold() -> None:
    assert len(DOCUMENTS) >= 30


@every
def test_equal_input_gives_equal_bytes_on_another_day(name: str, clock: Any) -> None:
    first = made(name)
    clock.set(clock.now + timedelta(days=200, seconds=7))

    assert drawn(name) == first


@every
def test_every_font_is_embedded(name: str) -> None:
    data = made(name)
    if is_pdf(data):
        found = faces(data)
        assert found
        assert [face for face, embedded in found.items() if not embedded] == []


@every
def test_a_file_says_what_it_is_and_in_which_language(name: str) -> None:
    data = made(name)
    if is_pdf(data):
        reader = PdfReader(BytesIO(data))
        root: Any = reader.trailer["/Root"]
        assert reader.metadata is not None
        assert reader.metadata.title
        assert reader.metadata.subject not in (None, "", "unspecified")
        assert reader.metadata.author not in (None, "", "anonymous")
        assert reader.metadata.creator == "Байқау"
        assert root.get("/Lang") in LANGUAGES
        assert root["/ViewerPreferences"].get_object()["/DisplayDocTitle"], "the reader shows the title, not the file"
    elif name not in TABLES:
        said = Document(BytesIO(data)).core_properties
        assert said.title
        assert said.subject
        assert said.author not in ("", "python-docx")
        assert said.language in LANGUAGES


@every
def test_a_pdf_of_several_pages_has_bookmarks(name: str) -> None:
    data = made(name)
    if is_pdf(data) and len((reader := PdfReader(BytesIO(data))).pages) > 1:
        assert reader.outline != []


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


@pytest.mark.parametrize("path", [one for one in MODULES if one.stem not in ON_DISK], ids=lambda path: path.stem)
def test_a_document_asks_nobody_for_facts_or_the_time(path: Path) -> None:
    tree = ast.parse(path.read_text())
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & CLOCKS

    assert asked == set()
    assert {
        name for name in imported(tree) if name in IMPURE or name.startswith(tuple(f"{one}." for one in IMPURE))
    } == set()
