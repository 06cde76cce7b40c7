"""Pictures that people hand in: what may be decoded at all, and the clean ones that we make of them.

A picture of ours is a new sRGB JPEG, upright, without anything but its pixels: no place, no camera, no thumbnail, no
second frame, nothing that stood behind the end of the file.
"""

import io
import struct
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile, ImageOps

from app.errors import RuleBroken

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
MEGAPIXELS = {"image/jpeg": 120, "image/png": 40, "image/webp": 40}
"""JPEGs shrink while they are decoded, the others unfold whole into memory."""
PROGRESSIVE = 40
"""Megapixels of a progressive JPEG: it keeps all its coefficients in memory until its last scan."""
JUDGED_SIDE, PAGE_SIDE, LIGHT_SIDE, THUMB_SIDE = 1600, 1400, 800, 320
COVER = (128, 128, 128)
THUMB_BYTES = 17_000
FAR_OFF = 10
"""Bits by which the fingerprints of two different pictures differ at least."""

Image.MAX_IMAGE_PIXELS = max(MEGAPIXELS.values()) * 1_000_000
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError, struct.error, zlib.error)
"""What decoders raise on bytes that are not what they claim."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""Decoding takes memory by the hundred megabytes; forty threads of it would take the machine."""


@dataclass(frozen=True)
class Picture:
    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Photo:
    """A picture as it was handed in, and the clean copies."""

    width: int
    height: int
    fingerprint: str
    large: Picture
    thumb: Picture


def develop(data: bytes, media_type: str, *, side: int) -> Photo:
    """Decode `data` and make a copy of at most `side` px and a thumbnail. Width and height are those of the original,
    upright. Raises RuleBroken: picture-huge (before any decoding), file-damaged."""
    with _AT_ONCE, _decoding(media_type):
        image = _opened(data, media_type)
        size = image.size
        turned = _orientation(image) >= 5
        clean = _clean(image, side)
        width, height = reversed(size) if turned else size
        small = _small(clean)
        return Photo(width, height, fingerprint(small), _jpeg(clean), _light(small))


def thumb(image: Image.Image) -> Picture:
    """At most 320 px and 17 kB, whatever it costs in quality."""
    return _light(_small(image))


def _small(image: Image.Image) -> Image.Image:
    small = image.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS)
    return small


def _light(small: Image.Image) -> Picture:
    for quality in (82, 74, 66, 56, 46, 36, 26, 16):
        picture = _jpeg(small, quality)
        if len(picture.jpeg) <= THUMB_BYTES:
            break
    return picture


def read(jpeg: bytes) -> Image.Image:
    """One of our own clean pictures again."""
    return Image.open(io.BytesIO(jpeg), formats=["JPEG"])


def light(jpeg: bytes) -> bytes:
    """One of our own clean pictures for a bad line: at most 800 px, a few dozen kilobytes."""
    image = read(jpeg)
    image.draft("RGB", (LIGHT_SIDE, LIGHT_SIDE))
    image.thumbnail((LIGHT_SIDE, LIGHT_SIDE), Image.Resampling.BILINEAR)
    return _jpeg(image, 60).jpeg


def turned(jpeg: bytes, quarters: int) -> bytes:
    """One of our own clean pictures, turned clockwise by so many quarters of a circle."""
    ways = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    return _jpeg(read(jpeg).transpose(ways[quarters])).jpeg if quarters in ways else jpeg


def covered(jpeg: bytes, areas: Sequence[tuple[int, int, int, int]]) -> Picture:
    """One of our own clean pictures with grey over each area: left, top, width, height in thousandths of it."""
    image = read(jpeg).convert("RGB")
    for left, top, width, height in areas:
        box = (
            left * image.width // 1000, top * image.height // 1000,
            -(-(left + width) * image.width // 1000), -(-(top + height) * image.height // 1000),
        )  # fmt: skip
        image.paste(COVER, box)
    return _jpeg(Image.frombytes("RGB", image.size, image.tobytes()))


def fingerprint(image: Image.Image) -> str:
    """64-bit difference hash, 16 hex digits: is each of 8 × 8 places brighter than its right neighbour?"""
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = [grey[row * 9 + column] > grey[row * 9 + column + 1] for row in range(8) for column in range(8)]
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


def is_alike(one: str, other: str) -> bool:
    """Whether two fingerprints are of the same picture, as sent, resized or compressed again."""
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() < FAR_OFF


@contextmanager
def _decoding(media_type: str) -> Iterator[None]:
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as huge:
        raise RuleBroken("picture-huge", most=MEGAPIXELS[media_type]) from huge
    except _BROKEN as broken:
        raise RuleBroken("file-damaged") from broken


def _opened(data: bytes, media_type: str) -> ImageFile.ImageFile:
    """The picture with only its header read."""
    image = Image.open(io.BytesIO(data), formats=[FORMATS[media_type]])
    most = PROGRESSIVE if "progressive" in image.info else MEGAPIXELS[media_type]
    if image.width * image.height > most * 1_000_000:
        raise RuleBroken("picture-huge", most=most)
    return image


def _clean(source: Image.Image, side: int) -> Image.Image:
    image = source if source.mode in ("L", "RGB", "CMYK") else _flat(source)
    orientation = _orientation(source)
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    image.load()
    image = _srgb(image, source.info.get("icc_profile"))
    fresh = Image.frombytes("RGB", image.size, image.tobytes())
    fresh.getexif()[0x0112] = orientation
    upright = ImageOps.exif_transpose(fresh)
    upright.info.clear()
    return upright


def _orientation(image: Image.Image) -> int:
    """1–8 as EXIF has it; a camera that wrote nonsense is taken to have been held upright."""
    try:
        value = image.getexif().get(0x0112, 1)
    except _BROKEN:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _flat(image: Image.Image) -> Image.Image:
    """Palettes, transparency (on white), 1 bit and 16 bits a channel as plain RGB or grey."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
    if image.mode in ("1", "F"):
        return image.convert("L")
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, *_BROKEN):
            return image.convert("RGB")
    return image.convert("RGB")


def _jpeg(image: Image.Image, quality: int = 85) -> Picture:
    """Not progressive: that takes three times as long, in the last hour too, and makes it six per cent smaller."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return Picture(out.getvalue(), image.width, image.height)
