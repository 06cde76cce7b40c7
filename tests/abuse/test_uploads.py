"""Files that should not come in, and odd ones that should: the catalogue's rows UP1 to UP20, over HTTP.

What only shows on a socket (UP2 to UP4, UP15) is in test_sockets.py."""

import errno
import io
import struct
import unicodedata
import zlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from browser import Browser
from conftest import Clock
from PIL import Image, ImageCms, ImageDraw
from pypdf import PdfWriter
from samples import changed_pdf, drawing, encoded, jpeg, pdf, tattling_jpeg

from abuse.house import Site, unchanged
from app.applications import attachments, pictures
from app.applications.models import Application, Attachment, Purpose, Rendition, RenditionKind
from app.errors import RuleBroken
from app.files import Shelf
from app.web import turns

Make = Callable[[], bytes]


def send(browser: Browser, application: Application, data: bytes, name: str, status: int, **typed: str) -> None:
    path = f"/applications/{application.id}/attachments"
    browser.post(path, typed, files={"file": (name, data)}, status=status)


def png(width: int, height: int, bits: int = 8, colour: int = 2) -> bytes:
    """A header that promises so many pixels, before almost none."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 5000)) + chunk(b"IEND", b"")


def locked_pdf() -> bytes:
    return changed_pdf("locked")


def long_pdf() -> bytes:
    writer = PdfWriter()
    for _ in range(10_000):
        writer.add_blank_page(10, 10)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def ftyp(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1" + brand + b"\0" * 200


NOT_OURS = "Это не JPEG, PNG, WebP или PDF"
HEIC = "Формат HEIC не поддерживается. На iPhone: Настройки → Камера → Форматы → «Наиболее совместимые»"
ACTIVE = "PDF содержит скрипты или вложенные файлы либо защищён паролем"
HUGE = "мегапикселей. Уменьшите его и попробуйте снова"
REFUSED: dict[str, tuple[Make, str, int, str]] = {
    "UP1 nothing": (lambda: b"", "a.jpg", 422, "Файл пустой. Выберите другой файл"),
    "UP2 20 MB and a byte": (lambda: jpeg() + b"\0" * 20_000_000, "a.jpg", 413,
                             "Файл больше 20 МБ. Уменьшите фото и попробуйте снова"),
    "UP2 a document of 10 MB": (lambda: pdf() + b"\0" * 10_000_000, "a.pdf", 413, "Файл больше 10 МБ"),
    "UP5 a program": (lambda: b"MZ\x90\0" + b"\0" * 400, "a.jpg", 415, NOT_OURS),
    "UP5 a photo called pdf": (jpeg, "a.pdf", 415, NOT_OURS),
    "UP5 a pdf called jpg": (pdf, "a.jpg", 415, NOT_OURS),
    "UP5 two endings": (jpeg, "a.jpg.php", 415, NOT_OURS),
    "UP6 svg": (lambda: b"<svg><script>alert(1)</script></svg>", "a.svg", 415, NOT_OURS),
    "UP6 svg called jpg": (lambda: b'<svg onload="alert(1)"/>', "a.jpg", 415, NOT_OURS),
    "UP6 html": (lambda: b"<!doctype html><script>alert(1)</script>", "a.png", 415, NOT_OURS),
    "UP6 xml": (lambda: b'<?xml version="1.0"?><a/>', "a.webp", 415, NOT_OURS),
    "UP6 javascript": (lambda: b"alert(1)", "a.jpg", 415, NOT_OURS),
    "UP6 mail": (lambda: b"From: a\r\nTo: b\r\n\r\n<html>", "a.jpg", 415, NOT_OURS),
    "UP6 mhtml": (lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "a.mhtml", 415, NOT_OURS),
    "UP8 script": (lambda: changed_pdf("script"), "a.pdf", 422, ACTIVE),
    "UP8 launch": (lambda: changed_pdf("launch"), "a.pdf", 422, ACTIVE),
    "UP8 a file inside": (lambda: changed_pdf("file"), "a.pdf", 422, ACTIVE),
    "UP8 locked": (locked_pdf, "a.pdf", 422, ACTIVE),
    "UP8 10 000 pages": (long_pdf, "a.pdf", 422, "В PDF больше 200 страниц"),
    "UP9 png 30 000²": (lambda: png(30_000, 30_000), "a.png", 422, f"Изображение больше 40 {HUGE}"),
    "UP9 png 12 000² of one bit": (lambda: png(12_000, 12_000, 1, 0), "a.png", 422, f"Изображение больше 40 {HUGE}"),
    "UP9 progressive jpeg": (lambda: encoded(Image.new("L", (8_000, 5_001)), progressive=True), "a.jpg", 422,
                             f"Изображение больше 40 {HUGE}"),
    "UP9 jpeg of 144 megapixels": (lambda: encoded(Image.new("L", (12_000, 12_000))), "a.jpg", 422,
                                   f"Изображение больше 120 {HUGE}"),
    "UP10 heic": (lambda: ftyp(b"heic"), "IMG_1.HEIC", 415, HEIC),
    "UP10 heic called jpg": (lambda: ftyp(b"mif1"), "IMG_1.jpg", 415, HEIC),
    "UP10 avif": (lambda: ftyp(b"avif"), "a.avif", 415, NOT_OURS),
    "UP10 tiff": (lambda: encoded(drawing(), "TIFF"), "a.tif", 415, NOT_OURS),
    "UP10 gif": (lambda: encoded(drawing(), "GIF"), "a.gif", 415, NOT_OURS),
    "UP10 psd": (lambda: b"8BPS\0\1" + b"\0" * 100, "a.psd", 415, NOT_OURS),
    "UP10 eps": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", "a.eps", 415, NOT_OURS),
    "UP11 half a jpeg": (lambda: jpeg()[:-2000], "a.jpg", 422, "Файл повреждён или загружен не полностью"),
    "UP11 half a png": (lambda: encoded(drawing(), "PNG")[:-300], "a.png", 422, "Файл повреждён"),
    "UP11 half a pdf": (lambda: pdf()[:400], "a.pdf", 422, "Файл повреждён"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_must_not_come_in_is_refused_in_words_and_changes_nothing(site: Site, case: str) -> None:
    make, name, status, words = REFUSED[case]
    browser = site.browser()

    with unchanged(site.app):
        send(browser, site.grant, make(), name, status, title="Таза жаға")

    assert words in browser.words
    assert "Таза жаға" in str(browser.page), "what was typed around the file is shown again"


@pytest.mark.parametrize("case", [case for case in REFUSED if case.startswith("UP10")])
def test_up10_no_decoder_is_called(site: Site, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, name, status, _ = REFUSED[case]
    data = make()
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("a decoder was called"))

    send(site.browser(), site.grant, data, name, status)


def test_up9_bombs_are_refused_by_their_header(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import ImageFile

    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda *_: pytest.fail("pixels were decoded"))

    send(site.browser(), site.grant, png(30_000, 30_000), "a.png", 422)


POLYGLOTS: dict[str, tuple[Make, str]] = {
    "jpeg and html": (tattling_jpeg, "a.jpg"),
    "png and html": (lambda: encoded(drawing(), "PNG") + b"<script>alert('CANARY')</script>", "a.png"),
    "jpeg with html in its comment": (lambda: jpeg(comment=b"*/--><script>alert('CANARY')</script>"), "a.jpg"),
    "pdf and zip": (lambda: pdf() + b"PK\x05\x06" + b"\0" * 18, "a.pdf"),
}


@pytest.mark.parametrize("case", POLYGLOTS)
def test_up7_a_file_that_is_two_things_is_shown_only_as_the_picture_we_made(site: Site, case: str) -> None:
    make, name = POLYGLOTS[case]
    data, browser = make(), site.browser()

    send(browser, site.grant, data, name, 303)

    (file,) = site.rows(Attachment)
    browser.get(f"/applications/{site.grant.id}/attachments/{file.id}")
    headers = browser.response.headers
    assert browser.response.content == data, "kept as it arrived"
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for shown in site.rows(Rendition):
        stored = site.app.state.house.shelf.read(shown.sha256)
        assert not [sign for sign in (b"<script", b"CANARY", b"PK\x05\x06") if sign in stored]


NAMES = {
    "../../../etc/passwd": "passwd.jpg",
    "C:\\a\\b.jpg": "b.jpg",
    "a\0b/../c.jpg": "c.jpg",
    "ж" * 300 + ".jpg": "ж" * 116 + ".jpg",
    "фото\u202egpj.exe.jpg": "фотоgpj.exe.jpg",
    ".htaccess": "htaccess.jpg",
    "CON": "CON.jpg",
    "работа.jpg...": "работа.jpg",
    "сурет 🎨.jpg": "сурет 🎨.jpg",
    "<img src=x onerror=alert(1)>.jpg": "<img src=x onerror=alert(1)>.jpg",
    "и\u0306гілік.jpg": "йгілік.jpg",
    "a\r\nSet-Cookie: x=1.jpg": "a%0D%0ASet-Cookie: x=1.jpg",
}
"""UP12: as sent → as people read it."""


@pytest.mark.parametrize("name", NAMES)
def test_up12_a_name_is_words_for_people_and_never_a_path(site: Site, name: str) -> None:
    browser = site.browser()

    send(browser, site.work, jpeg(), name, 303)

    (file,) = site.rows(Attachment)
    expected = NAMES[name]
    assert "".join(file.name.split()) == "".join(expected.split())
    assert len(file.name) <= 120
    assert unicodedata.is_normalized("NFC", file.name)
    stored = {path.name for path in site.app.state.house.shelf.root.rglob("*") if path.is_file()}
    assert stored == {file.sha256, *(rendition.sha256 for rendition in site.rows(Rendition))}
    browser.get(f"/applications/{site.work.id}/edit")
    assert not browser.page.select("img[onerror]")
    assert file.name in browser.page.get_text()
    browser.get(f"/applications/{site.work.id}/attachments/{file.id}")
    assert browser.response.headers.get("Set-Cookie") is None


def test_up13_the_same_file_twice_is_a_conflict_for_one_and_nothing_new_for_another(site: Site) -> None:
    browser, data = site.browser(), jpeg()
    send(browser, site.grant, data, "a.jpg", 303)

    with unchanged(site.app):
        send(browser, site.grant, data, "b.jpg", 409)
    assert "Этот файл уже добавлен" in browser.words

    with site.world() as session:
        from world import make_application, nominations_of

        theirs = make_application(
            session, site.grants, site.other, nominations_of(session, site.grants)[0], site.grant.status
        )
    send(site.browser(site.other), theirs, data, "a.jpg", 303)
    assert [file.sha256 for file in site.rows(Attachment)] == [site.rows(Attachment)[0].sha256] * 2


def test_up16_there_is_room_for_so_many_files(site: Site) -> None:
    browser = site.browser()
    for seed in range(site.grants.most_files):
        send(browser, site.grant, jpeg(seed), f"{seed}.jpg", 303)

    before = site.rows(Attachment)
    send(browser, site.grant, jpeg(99), "6.jpg", 409)

    assert f"Можно добавить не больше {site.grants.most_files} файлов" in browser.words
    assert site.rows(Attachment) == before


def test_up16_there_is_room_for_so_many_bytes(site: Site, clock: Clock) -> None:
    with site.world() as session:
        session.add(row_of(site, size=attachments.MOST_BYTES, removed_at=clock.now))
    browser = site.browser()

    send(browser, site.grant, jpeg(), "a.jpg", 413)

    assert "Все файлы вместе — не больше 200 МБ" in browser.words
    assert len(site.rows(Attachment)) == 1


def test_up16_so_many_files_a_minute(site: Site, clock: Clock) -> None:
    with site.world() as session:
        session.add_all([row_of(site, uploaded_at=clock.now, removed_at=clock.now, sha256=f"{number:064x}")
                         for number in range(attachments.MOST_A_MINUTE)])  # fmt: skip
    browser = site.browser()

    send(browser, site.grant, jpeg(), "a.jpg", 429)

    assert "Слишком много файлов сразу. Продолжите через минуту" in browser.words
    assert browser.response.headers["Retry-After"] == "60"
    clock.advance(minutes=1, seconds=1)
    send(browser, site.grant, jpeg(), "a.jpg", 303)


def row_of(site: Site, **values: Any) -> Attachment:
    moment = site.grant.created_at
    return Attachment(**{
        "application_id": site.grant.id, "purpose": Purpose.ANNEX, "name": "a.jpg", "sha256": "0" * 64, "size": 1,
        "media_type": "image/jpeg", "uploaded_at": moment, "uploaded_by": site.owner.id,
    } | values)  # fmt: skip


FIELD = b'--b\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nx\r\n'
FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="%d.jpg"\r\n\r\nx\r\n'
SHAPES: dict[str, tuple[bytes, str]] = {
    "UP14 1 001 parts": (b"".join(FIELD % n for n in range(1001))
                         + b"--b--\r\n", "b"),
    "UP14 41 files": (b"".join(FILE % n for n in range(41)) + b"--b--\r\n", "b"),
    "UP14 a text of 5 MB": (b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\n' + b"x" * 5_000_000
                            + b"\r\n--b--\r\n", "b"),
    "UP14 no boundary": (b"--b--\r\n", ""),
    "UP14 another boundary": (b"--other\r\n\r\n", "b"),
    "UP14 a header without end": (b"--b\r\nContent-Disposition: " + b"a" * 100_000, "b"),
    "UP14 a preamble of 10 MB": (b"x" * 10_000_000 + b"\r\n--b--\r\n", "b"),
}  # fmt: skip


@pytest.mark.parametrize("case", SHAPES)
def test_up14_a_body_in_a_wrong_shape_is_refused(site: Site, case: str) -> None:
    body, boundary = SHAPES[case]
    browser = site.browser()
    kind = f"multipart/form-data; boundary={boundary}" if boundary else "multipart/form-data"

    with unchanged(site.app):
        response = browser.client.post(
            f"/applications/{site.grant.id}/attachments", content=body,
            headers={"Content-Type": kind, "Sec-Fetch-Site": "same-origin"},
        )  # fmt: skip

    assert response.status_code in (400, 413, 422)
    browser.response = response
    sentences = ("Не удалось прочитать запрос", "Это больше, чем принимает сайт", "Сначала выберите файл")
    assert any(sentence in browser.words for sentence in sentences)


def photo_of(site: Site, data: bytes, name: str) -> Image.Image:
    """What the commission would see of it."""
    send(site.browser(), site.work, data, name, 303)
    (shown,) = (one for one in site.rows(Rendition) if one.kind is RenditionKind.JUDGED)
    image = Image.open(io.BytesIO(site.app.state.house.shelf.read(shown.sha256)), formats=["JPEG"])
    image.load()
    return image


def scene() -> Image.Image:
    """Nothing in it is symmetric."""
    image = Image.new("RGB", (600, 400), (90, 160, 220))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 250, 600, 400), fill=(70, 140, 60))
    pen.ellipse((40, 30, 160, 150), fill=(250, 210, 60))
    pen.polygon([(350, 250), (450, 120), (550, 250)], fill=(150, 50, 40))
    return image


def display_p3(image: Image.Image) -> bytes:
    """The scene's colours in a wider space: the profile is built from sRGB's own with Display P3's primaries."""
    wide = p3_profile()
    srgb = ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(image, srgb, ImageCms.ImageCmsProfile(io.BytesIO(wide)), outputMode="RGB")
    assert converted is not None
    return encoded(converted, quality=95, icc_profile=wide)


def p3_profile() -> bytes:
    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    tags = {
        b"rXYZ": xyz(0.51512, 0.2412, -0.00105), b"gXYZ": xyz(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz(0.1571, 0.06657, 0.78407), b"wtpt": xyz(0.9642, 1.0, 0.8249),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), b"curv" + struct.pack(">IIHH", 0, 1, round(2.2 * 256), 0)),
    }  # fmt: skip
    offset, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        table += name + struct.pack(">II", offset + len(body), len(value))
        body += value
    size = offset + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ") + b"\0" * 12 + b"acsp"
    header = header.ljust(68, b"\0") + fixed(0.9642) + fixed(1.0) + fixed(0.8249)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def turned(orientation: int) -> bytes:
    """The scene as a camera that was held so has written it."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encoded(scene().transpose(undo[orientation]) if orientation in undo else scene(), quality=95, exif=exif)


def sixteen() -> bytes:
    grey = scene().convert("L")
    wide = Image.frombytes("I;16", grey.size, b"".join((value * 257).to_bytes(2, "little") for value in grey.tobytes()))
    return encoded(wide, "PNG")


def animated() -> bytes:
    return encoded(scene(), "WEBP", save_all=True, append_images=[scene().rotate(180)], quality=95)


ODD: dict[str, tuple[Make, str]] = {
    **{f"UP18 turned {turn}": (partial(turned, turn), "a.jpg") for turn in range(1, 9)},
    "UP18 cmyk": (lambda: encoded(scene().convert("CMYK"), quality=95), "a.jpg"),
    "UP18 sixteen bits": (sixteen, "a.png"),
    "UP18 animated webp": (animated, "a.webp"),
    "UP18 mpo": (lambda: encoded(scene(), "MPO", save_all=True, append_images=[drawing()], quality=95), "a.jpg"),
    "UP18 display p3": (lambda: display_p3(scene()), "a.jpg"),
    "UP18 palette with a hole": (lambda: encoded(scene().quantize(32), "PNG", transparency=255), "a.png"),
    "UP18 grey": (lambda: encoded(scene().convert("L"), quality=95), "a.jpg"),
    "UP18 grey and see-through": (lambda: encoded(scene().convert("LA"), "PNG"), "a.png"),
}  # fmt: skip
GREY = ("sixteen", "grey")


@pytest.mark.parametrize("case", ODD)
def test_up18_an_honest_odd_picture_stands_upright_in_srgb(site: Site, case: str) -> None:
    make, name = ODD[case]

    shown = photo_of(site, make(), name)

    wanted = scene().convert("L").convert("RGB") if any(word in case for word in GREY) else scene()
    assert (shown.mode, shown.size) == ("RGB", wanted.size)
    assert "icc_profile" not in shown.info
    ours, theirs = (int(pictures.fingerprint(image), 16) for image in (shown, wanted))
    assert (ours ^ theirs).bit_count() <= 4, "the same picture, the same way up"
    for place in ((300, 40), (300, 350), (100, 90), (450, 220)):
        found, meant = shown.getpixel(place), wanted.getpixel(place)
        assert all(abs(a - b) <= 12 for a, b in zip(found, meant, strict=True)), (place, found, meant)  # type: ignore[arg-type]


def test_up18_a_photo_whose_cmyk_has_a_profile_uses_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which profile it is cannot be made here, so it is the call that is looked at: from CMYK, to RGB."""
    asked: list[tuple[str, str]] = []

    def convert(image: Image.Image, *_: object, outputMode: str) -> Image.Image:
        asked.append((image.mode, outputMode))
        return image.convert(outputMode)

    monkeypatch.setattr(ImageCms, "profileToProfile", convert)
    photo_of(site, encoded(scene().convert("CMYK"), icc_profile=p3_profile()), "a.jpg")

    assert asked == [("CMYK", "RGB")]


def test_up20_a_byte_that_changed_on_the_disk_is_noticed(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    browser = site.browser()
    send(browser, site.grant, jpeg(), "a.jpg", 303)
    (file,) = site.rows(Attachment)
    stored = site.app.state.house.shelf.path(file.sha256)
    data = stored.read_bytes()
    stored.write_bytes(data[:700] + bytes([data[700] ^ 1]) + data[701:])

    browser.get(f"/applications/{site.grant.id}/attachments/{file.id}", 503)

    assert "Файл временно недоступен. Мы уже знаем" in browser.words
    assert file.sha256 in caplog.text


@pytest.mark.parametrize("when", ["write", "fsync", "reserve"])
def test_a_full_disk_is_told_and_takes_no_word_away(site: Site, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    site.app.state.house.keys.make_all()
    if when == "reserve":
        monkeypatch.setattr(site.app.state.house.shelf, "reserve", 10**18)
    elif when == "fsync":
        monkeypatch.setattr("os.fsync", full)
    else:
        real = Path.open
        monkeypatch.setattr(
            Path, "open", lambda path, *how, **more: full() if "incoming" in path.parts else real(path, *how, **more)
        )
    browser = site.browser()

    with unchanged(site.app):
        send(browser, site.grant, jpeg(), "a.jpg", 507, title="Таза жаға", step="project")
        monkeypatch.undo()

    assert "На сервере закончилось место" in browser.words
    assert "Таза жаға" in browser.words
    send(browser, site.grant, jpeg(), "a.jpg", 303)


def test_a_database_without_room_is_told_as_such(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from sqlalchemy.exc import OperationalError

    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, full)

    monkeypatch.setattr(attachments, "attach", refuse)
    browser = site.browser()
    send(browser, site.grant, jpeg(), "a.jpg", 507, title="Таза жаға")

    assert "На сервере закончилось место" in browser.words
    assert "Таза жаға" in browser.words
    assert site.rows(Attachment) == []


def test_who_waits_too_long_for_a_turn_is_told_to_come_back(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    browser = site.browser()

    with unchanged(site.app):
        send(browser, site.grant, jpeg(), "a.jpg", 503, title="Таза жаға")

    assert "Сервер занят. Повторите через минуту" in browser.words
    assert "Таза жаға" in browser.words
    assert browser.response.headers["Retry-After"] == "60"


def test_up8_the_reader_of_pdfs_is_a_process_with_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A document that keeps the reader busy ends with the reader; nothing is kept of it."""
    import subprocess

    from app.applications import pages, pdf, pdf_verdict

    limits: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr("resource.setrlimit", lambda what, most: limits.append((what, most)))
    pdf._limit_resources()
    import resource

    assert limits == [
        (resource.RLIMIT_AS, (512 * 1024 * 1024,) * 2), (resource.RLIMIT_CPU, (pdf_verdict.SECONDS,) * 2)
    ]  # fmt: skip

    def hang(*_: object, **options: Any) -> None:
        raise subprocess.TimeoutExpired("pdf", options["timeout"])

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(RuleBroken) as refused:
        pages.of_document(pdf_of(), most=1)
    assert refused.value.reason == "file-damaged"
    assert list(Shelf(tmp_path).root.rglob("*")) == []


def pdf_of() -> bytes:
    return pdf()


@pytest.mark.parametrize(("minutes", "status"), [(-1, 303), (3, 303), (5, 409)])
def test_dl2_a_file_may_arrive_a_little_late_but_the_submission_may_not(
    site: Site, clock: Clock, minutes: int, status: int
) -> None:
    assert site.grants.closes_at is not None
    clock.set(site.grants.closes_at + timedelta(minutes=minutes))
    browser = site.browser()

    send(browser, site.grant, jpeg(), "a.jpg", status)
    assert len(site.rows(Attachment)) == (status == 303)
    if minutes > 0:
        browser.post(f"/applications/{site.grant.id}/submission", status=409)
        assert "Приём закрыт" in browser.words
        assert site.fresh(site.grant).number is None
