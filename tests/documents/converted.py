"""Documents for Word read back: the words of their body in order, and the same file converted by LibreOffice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

MISSING = "LibreOffice is not found: `apt-get install libreoffice-writer-nogui` brings it"
FOOT = 48.0
"""Points from the lower edge, below which only the foot of a page stands (its margin is 18 mm)."""


def office() -> str:
    """Where LibreOffice is; the test is skipped without it, but where everything has to be tried."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None and os.environ.get("BAIQAU_TEST_ALL") == "1":
        pytest.fail(MISSING)
    if found is None:
        pytest.skip(MISSING)
    return found


def as_pdf(docx: bytes, folder: Path) -> bytes:
    """What LibreOffice makes of it, with a profile of its own so that no other one is asked."""
    program = office()
    source, profile = folder / "paper.docx", folder / "profile"
    source.write_bytes(docx)
    command = [
        program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "pdf", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False, env=environment)
    made = folder / "paper.pdf"
    assert made.exists(), f"{done.returncode}: {done.stdout} {done.stderr}"
    return made.read_bytes()


def words_of_pdf(pdf: bytes) -> list[str]:
    """Of the body: what stands below the margin is the foot of a page."""
    found: list[str] = []
    for page in PdfReader(BytesIO(pdf)).pages:
        pieces: list[str] = []

        def take(text: str, page_matrix: Any, text_matrix: Any, *_: Any, into: list[str] = pieces) -> None:
            if _height(page_matrix, text_matrix) > FOOT or not text.strip():
                into.append(text)

        page.extract_text(visitor_text=take)
        found += words("".join(pieces))
    return found


def _height(page_matrix: Any, text_matrix: Any) -> float:
    """Points from the lower edge of the page."""
    x, y = float(text_matrix[4]), float(text_matrix[5])
    return x * float(page_matrix[1]) + y * float(page_matrix[3]) + float(page_matrix[5])


def words_of_docx(docx: bytes) -> list[str]:
    return words("\n".join(_texts(Document(BytesIO(docx)))))


def words(text: str) -> list[str]:
    """Spaces of every kind part them; lines to sign on and hyphens at the end of a line are no words."""
    plain = text.replace("\u00ad", "").replace("\u00a0", " ").replace("\u202f", " ")
    return [word for word in re.sub(r"_+", " ", plain).split() if word]


def _texts(document: Any) -> Iterator[str]:
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Table):
            for row in part.rows:
                yield from (cell.text for cell in row.cells)


def assert_same(left: list[str], right: list[str]) -> None:
    """The same words as often, in the same order. A reader of PDF may part a word at a line's end, so that what
    differs is compared letter by letter too."""
    if left == right:
        return
    assert "".join(left) == "".join(right), _difference(left, right)


def assert_alike(left: list[str], right: list[str], order: float = 0.97) -> None:
    """Of two programs' pages: the same letters in all, nearly all words as often, and in nearly the same order."""
    ours, theirs = Counter(left), Counter(right)
    apart = sum(((ours - theirs) + (theirs - ours)).values())
    assert apart <= 0.02 * (len(left) + len(right)), _difference(left, right)
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
    assert ratio >= order, f"{ratio:.3f} {_difference(left, right)}"


def _difference(left: list[str], right: list[str]) -> str:
    found = [
        f"{left[i:until_i][:12]} ≠ {right[j:until_j][:12]}"
        for verb, i, until_i, j, until_j in SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        if verb != "equal"
    ]
    return "; ".join(found[:8])
