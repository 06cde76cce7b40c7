"""Reads documents back, as a person or an archive would."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from pypdf import PdfReader


def pages(document: bytes) -> list[str]:
    """The text of every page; line breaks and no-break spaces count as spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(document)).pages]


def text(document: bytes) -> str:
    return " ".join(pages(document))


def seen(document: bytes) -> list[str]:
    """Like `pages` by another reader: much faster where ornaments are many."""
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(document)]


def faces(document: bytes) -> dict[str, bool]:
    """PostScript name of every font of the file: is it embedded?"""
    found: dict[str, bool] = {}
    reader = PdfReader(BytesIO(document))
    for number in range(1, sum(len(x) for x in reader.xref.values()) + 1):
        thing = reader.get_object(number)
        if isinstance(thing, dict) and thing.get("/Type") == "/Font":
            descriptor = thing.get("/FontDescriptor")
            found[str(thing["/BaseFont"]).split("+")[-1]] = bool(descriptor and "/FontFile2" in descriptor.get_object())
    return found


def kinds(document: bytes) -> set[str]:
    """Subtypes and actions that occur in the file, to show what does not."""
    reader, found = PdfReader(BytesIO(document)), set()
    for number in range(1, sum(len(x) for x in reader.xref.values()) + 1):
        thing = reader.get_object(number)
        if isinstance(thing, dict):
            found |= {str(thing[key]) for key in ("/Subtype", "/S") if key in thing}
            found |= {key for key in ("/URI", "/JS", "/JavaScript", "/EmbeddedFile", "/OpenAction") if key in thing}
    return found
