"""What a telephone writes beside a picture goes; the picture itself stays as it is."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageOps
from samples import drawing, encoded, jpeg, sent, tattling_jpeg

from app.applications.attachments import Upload
from app.applications.bare import bare
from app.grants import papers

TOLD = (b"CANARY", b"GPS", b"<script>")


def exif(orientation: int) -> Image.Exif:
    made = Image.Exif()
    made[0x010F], made[0x0112] = "CANARYmaker", orientation
    made.get_ifd(0x8825)[1] = "N"
    return made


def xmp() -> bytes:
    return b"<x:xmpmeta>CANARYxmp</x:xmpmeta>"


def upright(data: bytes) -> Image.Image:
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data)))


PICTURES = {
    "plain": ("image/jpeg", 1, jpeg()),
    "upright": ("image/jpeg", 1, tattling_jpeg()),
    "turned": ("image/jpeg", 6, tattling_jpeg(6)),
    "progressive": ("image/jpeg", 3, jpeg(progressive=True, exif=exif(3), comment=b"CANARYcomment")),
    "with restarts": ("image/jpeg", 1, jpeg(restart_marker_blocks=4, exif=exif(1))),
    "cmyk": ("image/jpeg", 1, encoded(drawing().convert("CMYK"), exif=exif(1))),
    "two frames": ("image/jpeg", 1, encoded(drawing(), "MPO", save_all=True, append_images=[drawing(seed=1)])),
    "png": ("image/png", 1, encoded(drawing(), "PNG", exif=exif(1))),
    "turned png": ("image/png", 8, encoded(drawing(), "PNG", exif=exif(8))),
    "webp": ("image/webp", 1, encoded(drawing(), "WEBP", exif=exif(1), xmp=xmp())),
    "turned webp": ("image/webp", 6, encoded(drawing(), "WEBP", exif=exif(6), xmp=xmp())),
}


@pytest.mark.parametrize("name", PICTURES)
def test_only_the_picture_is_left(name: str) -> None:
    kind, orientation, data = PICTURES[name]

    left = bare(data, kind, orientation)

    assert not [one for one in TOLD if one in left]
    assert not dict(Image.open(io.BytesIO(left)).getexif().get_ifd(0x8825))
    assert upright(left).size == upright(data).size
    assert upright(left).tobytes() == upright(data).tobytes()
    assert bare(left, kind, orientation) == left


def test_a_profile_of_colours_stays() -> None:
    left = bare(jpeg(icc_profile=b"colours" * 9, exif=exif(1)), "image/jpeg", 1)
    assert Image.open(io.BytesIO(left)).info["icc_profile"] == b"colours" * 9


@pytest.mark.parametrize("look", [papers.photo, papers.receipt, papers.scan])
def test_no_file_of_a_grant_keeps_where_it_was_taken(look: Callable[[Upload], papers.Looked]) -> None:
    """Receipts, photos and scans come from telephones and are downloaded by others."""
    found = look(sent(tattling_jpeg(6), "chek.jpg"))
    kept = [b"".join(part) for part in found.contents]
    assert not [one for one in kept if b"CANARY" in one]
    assert found.paper.size in map(len, kept)
