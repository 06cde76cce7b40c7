"""Paper: its grain shows through the colour and its unevenness shades it."""

from __future__ import annotations

from functools import cache
from random import Random

from PIL import Image, ImageChops

_TEXTURE = (1800, 1400)


def lay_on_paper(
    drawn: Image.Image, size: tuple[int, int], paper: tuple[int, int, int], grain: float, rng: Random
) -> Image.Image:
    """`drawn`, reduced to `size`, with `grain` (0 to 1) of the paper showing through."""
    image = (
        drawn.reduce(2) if drawn.size == (size[0] * 2, size[1] * 2) else drawn.resize(size, Image.Resampling.BILINEAR)
    )
    specks = _piece(_specks(), size, rng).point([int(value * grain) for value in range(256)])
    image.paste(paper, (0, 0), specks)
    return ImageChops.multiply(image, _piece(_shade(), size, rng))


def _piece(texture: Image.Image, size: tuple[int, int], rng: Random) -> Image.Image:
    if size[0] > texture.width or size[1] > texture.height:
        return texture.resize(size)
    left, top = rng.randint(0, texture.width - size[0]), rng.randint(0, texture.height - size[1])
    return texture.crop((left, top, left + size[0], top + size[1]))


@cache
def _specks() -> Image.Image:
    """Where wax and pencil miss the hollows of the paper."""
    fine = ImageChops.add(_noise(11, 2.1), _noise(14, 5.3), 2)
    return fine.point([min(255, max(0, (value - 140) * 6)) for value in range(256)])


@cache
def _shade() -> Image.Image:
    soft = _noise(12, 160).point([min(255, 228 + value * 38 // 255) for value in range(256)])
    return Image.merge("RGB", (soft, soft, soft))


def _noise(seed: int, step: float) -> Image.Image:
    """Smooth noise whose spots are about `step` pixels wide."""
    width, height = int(_TEXTURE[0] / step) + 2, int(_TEXTURE[1] / step) + 2
    coarse = Image.frombytes("L", (width, height), Random(seed).randbytes(width * height))
    return coarse.resize(_TEXTURE, Image.Resampling.BICUBIC)
