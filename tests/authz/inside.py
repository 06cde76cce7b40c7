"""What a recipient can read in an answer: headers, text behind entities and escapes, and what lies inside files."""

import base64
import binascii
import contextlib
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from PIL import Image
from PIL.ExifTags import IFD
from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

from authz.asking import Answer

TAG = re.compile(r"<[^>]*>")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
DEEP = 4
"""Archives in archives."""


def words(answer: Answer) -> str:
    """Everything, as one text without regard to case."""
    headers = "\n".join(f"{name}: {value}\n{_decoded(value)}" for name, value in answer.headers)
    return f"{headers}\n{of_bytes(answer.body)}".casefold()


@lru_cache(maxsize=512)
def of_bytes(data: bytes) -> str:
    """The same file is often met again."""
    return "\n".join(_inside(data)).casefold()


def _decoded(value: str) -> str:
    """Percent signs, entities, and what a signed cookie carries."""
    found = [html.unescape(unquote(value))]
    for piece in re.split(r"[.;=\s]", value):
        with contextlib.suppress(ValueError, binascii.Error, zlib.error):
            raw = base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4))
            found.append(_escaped(raw))
            found.append(_escaped(zlib.decompress(raw)))
    return "\n".join(found)


def _escaped(raw: bytes) -> str:
    text = raw.decode("utf-8", "ignore")
    return text + "\n" + re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def _inside(data: bytes, depth: int = 0) -> Iterator[str]:
    yield from _readings(data)
    if depth < DEEP and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "\n".join([archive.comment.decode("utf-8", "ignore"), *archive.namelist()])
            for one in archive.infolist():
                yield from _inside(archive.read(one), depth + 1)
    elif data.startswith(b"%PDF"):
        yield from _of_pdf(data)
    elif data.startswith((b"\xff\xd8", b"\x89PNG", b"RIFF")):
        yield from _of_picture(data)


def _readings(data: bytes) -> Iterator[str]:
    """In the encodings that names are hidden in; markup in the middle of a word is left out."""
    text = _escaped(data)
    yield text
    if b"\x00" in data or not _is_text(data):
        yield from (data.decode(encoding, "ignore") for encoding in ("utf-16-le", "utf-16-be", "cp1251"))
    else:
        yield from (html.unescape(unquote(text)), TAG.sub("", html.unescape(text)))


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _of_pdf(data: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(data))
    yield str(dict(reader.metadata or {}))
    for page in reader.pages:
        yield page.extract_text()
    for number in {*reader.xref_objStm, *(number for found in reader.xref.values() for number in found)}:
        with contextlib.suppress(Exception):
            thing = reader.get_object(IndirectObject(number, 0, reader))
            yield str(thing)
            if isinstance(thing, StreamObject):
                yield from _readings(thing.get_data())
    for stream in STREAM.findall(data):
        with contextlib.suppress(zlib.error):
            yield from _readings(zlib.decompress(stream))


def _of_picture(data: bytes) -> Iterator[str]:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        yield str(image.info)
        exif = image.getexif()
        yield str(dict(exif))
        for place in IFD:
            yield str(dict(exif.get_ifd(place)))
