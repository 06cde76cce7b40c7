"""Reading somebody else's PDF, in a process of its own: `python -m app.applications.pdf`.

A parser fed by strangers may hang, eat the memory or crash; here it takes only itself down. The PDF comes in on stdin,
the pages leave on stdout as JPEGs, each behind its length in four bytes; the exit status is one of `Verdict`.
"""

import io
import struct
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from app.applications.pdf_verdict import MOST_PAGES, SECONDS, Verdict

MEMORY = 512 * 1024 * 1024
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA", "/SubmitForm"}
"""Names that, as a key or as a kind of action, mean that the file would do something."""


def judge(data: bytes) -> Verdict:
    """Whether the document may be kept: readable, not locked, without scripts or files inside it."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            return Verdict.ACTIVE
        if len(reader.pages) > MOST_PAGES:
            return Verdict.LONG
        return Verdict.ACTIVE if any(_is_active(thing) for thing in _objects(reader)) else Verdict.FINE
    except Exception:  # whatever a parser raises on a stranger's bytes means one thing
        return Verdict.DAMAGED


def pages(data: bytes, *, most: int, side: int) -> Iterator[bytes]:
    """The first `most` pages as JPEGs, the longer side `side` px."""
    document = pypdfium2.PdfDocument(data)
    for index in range(min(most, len(document))):
        page = document[index]
        longest = max(*page.get_size(), 1.0)
        picture: Image.Image = page.render(scale=side / longest).to_pil().convert("RGB")
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=80, optimize=True)
        yield out.getvalue()


def _objects(reader: PdfReader) -> Iterator[Any]:
    yield reader.trailer
    for generation, places in reader.xref.items():
        for number in places:
            if generation != 65535:
                yield reader.get_object(IndirectObject(number, generation, reader))
    for number in reader.xref_objStm:
        yield reader.get_object(IndirectObject(number, 0, reader))


def _is_active(thing: Any) -> bool:
    """Whether the object names something active, itself or in what is written directly inside it."""
    waiting = [thing]
    while waiting:
        item = waiting.pop()
        if isinstance(item, DictionaryObject):
            if ACTIVE & {str(key) for key in item} or item.get("/S") in ACTIVE or item.get("/Type") in ACTIVE:
                return True
            waiting.extend(value for value in item.values() if isinstance(value, DictionaryObject | ArrayObject))
        elif isinstance(item, ArrayObject):
            waiting.extend(value for value in item if isinstance(value, DictionaryObject | ArrayObject))
    return False


def _limit_resources() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(most: int, side: int) -> int:
    _limit_resources()
    data = sys.stdin.buffer.read()
    verdict = judge(data)
    if verdict is not Verdict.FINE:
        return verdict
    try:
        for jpeg in pages(data, most=most, side=side):
            sys.stdout.buffer.write(struct.pack(">I", len(jpeg)) + jpeg)
    except (pypdfium2.PdfiumError, MemoryError, ValueError):
        return Verdict.DAMAGED
    return Verdict.FINE


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
