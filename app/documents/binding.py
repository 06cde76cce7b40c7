"""Several papers as one file, one behind the other; each keeps its own page numbers."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO


def bound(papers: Iterable[tuple[str, bytes]]) -> bytes:
    """(name for the bookmark, PDF) of each."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - needed here alone, slow to load

    together = PdfWriter()
    for name, data in papers:
        together.append(PdfReader(BytesIO(data)), outline_item=name)
    together.compress_identical_objects()
    out = BytesIO()
    together.write(out)
    return out.getvalue()
