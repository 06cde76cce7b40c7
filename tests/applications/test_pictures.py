"""Pictures of any kind become clean, upright sRGB JPEGs, or are refused before they can do harm."""

import pytest
from PIL import Image, ImageCms
from samples import PLACES, drawing, empty_png, encoded, jpeg, tattling_jpeg

from app.applications import pictures
from app.errors import RuleBroken

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
RED = (255, 0, 0)


def develop(data: bytes, media_type: str = JPEG) -> pictures.Photo:
    return pictures.develop(data, media_type, side=pictures.JUDGED_SIDE)


def is_red(image: Image.Image, place: tuple[int, int]) -> bool:
    red, green, blue = image.getpixel(place)  # type: ignore[misc]
    return bool(red > 200 and green < 60 and blue < 60)


def sixteen_bit() -> bytes:
    row = b"".join((value * 256).to_bytes(2, "little") for value in range(256))
    return encoded(Image.frombytes("I;16", (256, 100), row * 100), "PNG")


def with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return encoded(drawing(), icc_profile=profile.tobytes())


HONEST = {
    "plain": (jpeg(), JPEG),
    "cmyk": (encoded(drawing().convert("CMYK")), JPEG),
    "several frames of a camera": (encoded(drawing(), "MPO", save_all=True, append_images=[drawing(seed=1)]), JPEG),
    "with a colour profile": (with_profile(), JPEG),
    "with a broken colour profile": (jpeg(icc_profile=b"nonsense" * 40), JPEG),
    "palette": (encoded(drawing().quantize(64), "PNG"), PNG),
    "see-through": (encoded(drawing().convert("RGBA"), "PNG"), PNG),
    "animated": (encoded(drawing(), "WEBP", save_all=True, append_images=[drawing(seed=1)]), WEBP),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_picture_of_any_kind_is_shown_as_it_was(name: str) -> None:
    data, media_type = HONEST[name]

    photo = develop(data, media_type)

    shown = pictures.read(photo.large.jpeg)
    assert (shown.mode, shown.format, shown.size) == ("RGB", "JPEG", (640, 480))
    assert is_red(shown, (20, 20))
    assert not is_red(shown, (620, 460))
    assert (photo.width, photo.height) == (640, 480)


def test_sixteen_bits_keep_their_shades() -> None:
    shown = pictures.read(develop(sixteen_bit(), PNG).large.jpeg).convert("L")

    shades = [shown.getpixel((column, 50)) for column in (2, 128, 253)]
    assert all(abs(found - wanted) < 6 for found, wanted in zip(shades, (2, 128, 253), strict=True))  # type: ignore[operator]


CORNERS = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
"""Orientation → where the corner that was stored at the upper left has to show (right, below)."""


@pytest.mark.parametrize("orientation", CORNERS)
def test_a_turned_photo_stands_upright(orientation: int) -> None:
    photo = develop(tattling_jpeg(orientation))

    shown = pictures.read(photo.large.jpeg)
    right, below = CORNERS[orientation]
    turned = orientation >= 5
    assert shown.size == ((480, 640) if turned else (640, 480))
    assert (photo.width, photo.height) == shown.size
    assert is_red(shown, (20 + right * (shown.width - 40), 20 + below * (shown.height - 40)))


def test_the_copies_carry_nothing_but_pixels() -> None:
    data = tattling_jpeg()
    photo = develop(data)

    assert all(place.encode() in data for place in PLACES)
    for copy in (photo.large, photo.thumb):
        assert not [place for place in (*PLACES, "CANARY", "Exif", "<script") if place.encode() in copy.jpeg]
        assert dict(pictures.read(copy.jpeg).getexif()) == {}


def test_copies_have_their_sizes() -> None:
    noise = Image.effect_noise((3000, 2000), 120).convert("RGB")

    photo = develop(encoded(noise, quality=95))

    assert (photo.large.width, photo.large.height) == (1600, 1067)
    assert (photo.thumb.width, photo.thumb.height) == (320, 213)
    assert len(photo.thumb.jpeg) <= 17_000
    assert (photo.width, photo.height) == (3000, 2000)


def test_a_small_picture_is_not_blown_up() -> None:
    photo = develop(encoded(drawing(200, 100)))

    assert (photo.large.width, photo.large.height) == (200, 100)


REFUSED = {
    "png over 40 megapixels": (empty_png(30_000, 30_000), PNG, "picture-huge"),
    "png just over": (empty_png(8_000, 5_001), PNG, "picture-huge"),
    "jpeg over 120 megapixels": (encoded(Image.new("L", (12_000, 10_001))), JPEG, "picture-huge"),
    "progressive jpeg over 40": (encoded(Image.new("L", (8_000, 5_001)), progressive=True), JPEG, "picture-huge"),
    "truncated jpeg": (jpeg()[:-2000], JPEG, "file-damaged"),
    "truncated png": (encoded(drawing(), "PNG")[:-300], PNG, "file-damaged"),
    "only a beginning": (b"\xff\xd8\xff\xe0" + b"\0" * 40, JPEG, "file-damaged"),
    "a header without pixels": (empty_png(4_000, 4_000), PNG, "file-damaged"),
    "text": (b"GIF89a nothing", JPEG, "file-damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_picture_that_would_harm_or_is_broken_is_refused(name: str) -> None:
    data, media_type, reason = REFUSED[name]

    with pytest.raises(RuleBroken) as refused:
        develop(data, media_type)

    assert refused.value.reason == reason


def test_a_picture_is_recognised_however_it_was_saved() -> None:
    original = drawing(1200, 900, seed=3)
    one = develop(encoded(original, quality=95)).fingerprint

    assert len(one) == 16
    assert pictures.is_alike(one, develop(encoded(original.resize((500, 375)), quality=40)).fingerprint)
    assert pictures.is_alike(one, develop(encoded(original, "PNG"), PNG).fingerprint)
    assert not pictures.is_alike(one, develop(encoded(original.rotate(90, expand=True))).fingerprint)
    assert not pictures.is_alike("", "")
