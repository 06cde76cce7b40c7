"""Files as people send them: made here, never taken from anywhere."""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

PLACES = ("CANARYmaker", "CANARYartist", "CANARYcomment", "CANARYtail", "CANARYxmp")
"""Where a photo may carry what nobody should read from the clean copy."""


@dataclass
class Sent:
    name: str
    file: io.BytesIO
    size: int


def sent(data: bytes, name: str = "work.jpg") -> Sent:
    return Sent(name, io.BytesIO(data), len(data))


def drawing(width: int = 640, height: int = 480, seed: int = 0) -> Image.Image:
    """A red corner at the upper left, the rest a gradient that the seed turns and shifts."""
    image = Image.linear_gradient("L").rotate(90 * (seed % 4)).resize((width, height)).convert("RGB")
    middle = (width // 2, height // 2)
    image.paste((40 + seed * 31 % 180, 90, 120), (*middle, middle[0] + 60 + seed % 50, middle[1] + 90))
    image.paste((255, 0, 0), (0, 0, width // 4, height // 4))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(seed: int = 0, **options: Any) -> bytes:
    return encoded(drawing(seed=seed), **options)


def tattling_jpeg(orientation: int = 1) -> bytes:
    """With a maker, an artist, a place on the map, a comment, XMP and a script behind its end."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x0112] = "CANARYmaker", "CANARYartist", orientation
    exif.get_ifd(0x8825)[1] = "N"
    xmp = b"<x:xmpmeta>CANARYxmp</x:xmpmeta>"
    return jpeg(exif=exif, comment=b"CANARYcomment", xmp=xmp) + b"<script>alert('CANARYtail')</script>"


def pdf(pages: int = 1, text: str = "Quote", **options: Any) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True, **options)
    for number in range(pages):
        canvas.drawString(100, 700, f"{text} {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed_pdf(kind: str) -> bytes:
    """A PDF that is "locked", runs a "script", starts a program ("launch") or has a "file" inside."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf()))
    if kind == "locked":
        writer.encrypt("secret")
    elif kind == "file":
        writer.add_attachment("inside.txt", b"CANARYinside")
    else:
        action = {"script": ("/JavaScript", "/JS"), "launch": ("/Launch", "/F")}[kind]
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject(action[0]), NameObject(action[1]): TextStringObject("x")}
        )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def work_answers(**changed: str) -> dict[str, str]:
    """What somebody types about a pupil's work; a field given as "" is left empty."""
    answers = {
        "author_last_kk": "Сыдықова", "author_first_kk": "Айым", "author_last_ru": "Сыдыкова",
        "author_first_ru": "Айым", "born_on": "2014-03-05", "age": "", "grade": "5", "sex": "female",
        "school_q": "", "school_territory": "T00", "school": "1", "teacher_name": "Гүлнар Әбенова",
        "teacher_phone": "+7 701 555 44 33", "nomination": "1", "work_kind": "drawing", "title": "Таза өзен",
        "technique": "гуашь", "own_work": "yes", "consent_take_part": "yes", "consent_show_name": "yes",
        "representative_name": "Сауле Сыдықова", "representative_relation": "mother", "consent_on": "2026-05-18",
    }  # fmt: skip
    return {name: value for name, value in (answers | changed).items() if value}


def new_school(**changed: str) -> dict[str, str]:
    """The same for a school that is not in the directory."""
    described = {
        "school": "", "school_is_new": "yes", "school_name_kk": "Жаңа мектеп", "school_name_ru": "Новая школа",
        "school_settlement": "Көктал", "school_rural": "yes",
    }  # fmt: skip
    return work_answers(**(described | changed))


def empty_png(width: int, height: int) -> bytes:
    """One that says how large it is and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
