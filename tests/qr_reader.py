"""Reads a QR code off a page as a camera sees it: finds the three corners, samples the squares, checks every code word
against its Reed-Solomon block, takes the message out. After ISO/IEC 18004; knows nothing of how ours are made."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from PIL import Image, ImageFilter

FORMAT_MASK = 0b101010000010010
EXPONENTS = [1]
for _ in range(254):
    EXPONENTS.append(EXPONENTS[-1] << 1 ^ (0x11D if EXPONENTS[-1] > 127 else 0))
LOGARITHMS = {value: power for power, value in enumerate(EXPONENTS)}
BLOCKS_M = {  # version: (check words of a block, [(blocks, data words), …]); level M
    10: (26, [(4, 43), (1, 44)]), 11: (30, [(1, 50), (4, 51)]), 12: (22, [(6, 36), (2, 37)]),
    13: (22, [(8, 37), (1, 38)]), 14: (24, [(4, 40), (5, 41)]), 15: (24, [(5, 41), (5, 42)]),
    16: (28, [(7, 45), (3, 46)]), 17: (28, [(10, 46), (1, 47)]), 18: (26, [(9, 43), (4, 44)]),
    19: (26, [(3, 44), (11, 45)]), 20: (26, [(3, 41), (13, 42)]), 21: (26, [(17, 42)]), 22: (28, [(17, 46)]),
    23: (28, [(4, 47), (14, 48)]), 24: (28, [(6, 45), (14, 46)]), 25: (28, [(8, 47), (13, 48)]),
}  # fmt: skip
MASKS = [
    lambda y, x: (y + x) % 2, lambda y, x: y % 2, lambda y, x: x % 3, lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2, lambda y, x: y * x % 2 + y * x % 3, lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
]  # fmt: skip


def photographed(document: bytes, page: int = 0, *, dpi: int = 300, blur: float = 0) -> Image.Image:
    """The lower right of the page as a grey picture, as sharp as the camera is."""
    drawn = pypdfium2.PdfDocument(document)[page].render(scale=dpi / 72).to_pil().convert("L")
    drawn = drawn.crop((drawn.width * 3 // 5, drawn.height // 2, drawn.width, drawn.height))
    if blur:
        drawn = drawn.filter(ImageFilter.GaussianBlur(blur))
    squeezed = BytesIO()
    drawn.save(squeezed, "JPEG", quality=60)
    return Image.open(squeezed).convert("L")


def caught(document: bytes, page: int = 0) -> str:
    """As somebody holds a camera over it: from a little nearer and a little farther, until it is read."""
    for dpi in (300, 320, 350, 400):
        try:
            return read(photographed(document, page, dpi=dpi))
        except (ValueError, KeyError, IndexError):
            continue
    raise ValueError("no code was read")


def read(picture: Image.Image) -> str:
    """The text of the only code in the picture. Raises ValueError where none can be read without a mistake."""
    grid = _sampled(picture)
    size = len(grid)
    version = (size - 17) // 4
    mask = _mask(grid)
    bits = [grid[y][x] ^ (MASKS[mask](y, x) == 0) for y, x in _path(size, version)]
    words = [int("".join(map(str, map(int, bits[at : at + 8]))), 2) for at in range(0, len(bits) - 7, 8)]
    return _message(_data(words, version), version)


def _sampled(picture: Image.Image) -> list[list[bool]]:
    corners = _corners(picture)
    top = min(corners, key=lambda c: c[0] + c[1])
    right = max((c for c in corners if abs(c[1] - top[1]) < 3 * top[2]), key=lambda c: c[0])
    left = max((c for c in corners if abs(c[0] - top[0]) < 3 * top[2]), key=lambda c: c[1])
    version = round(((right[0] - top[0]) / top[2] + 7 - 17) / 4)
    size = version * 4 + 17
    step = (right[0] - top[0]) / (size - 7), (left[1] - top[1]) / (size - 7)
    pixels = picture.load()
    origin = top[0] - 3 * step[0], top[1] - 3 * step[1]
    assert pixels is not None
    return [
        [pixels[int(origin[0] + x * step[0]), int(origin[1] + y * step[1])] < 128 for x in range(size)]  # type: ignore[operator]
        for y in range(size)
    ]


def _corners(picture: Image.Image) -> list[tuple[float, float, float]]:
    """(x, y, width of a square) of every place where dark and light stand 1:1:3:1:1 across and down."""
    wide, tall = picture.size
    dark = [value < 128 for value in picture.tobytes()]
    found: list[tuple[float, float, float]] = []
    for y in range(tall):
        for start, unit in _patterns(dark[y * wide : (y + 1) * wide]):
            x = start + 3.5 * unit
            above = max(0, int(y - 6 * unit))
            column = [dark[row * wide + int(x)] for row in range(above, min(tall, int(y + 6 * unit)))]
            for down, height in _patterns(column):
                centre = above + down + 3.5 * height
                is_near = abs(centre - y) <= 1 and abs(height - unit) < 0.3 * unit
                if is_near and all(abs(x - c[0]) > 4 * unit or abs(centre - c[1]) > 4 * unit for c in found):
                    found.append((x, centre, unit))
    if len(found) < 3:
        raise ValueError(f"{len(found)} corners of a code")
    return found


def _patterns(line: list[bool]) -> list[tuple[int, float]]:
    """(where it begins, width of a square)"""
    edges = [0, *(at for at in range(1, len(line)) if line[at] != line[at - 1]), len(line)]
    runs = [edges[i + 1] - edges[i] for i in range(len(edges) - 1)]
    found = []
    for i in range(len(runs) - 4):
        unit = sum(runs[i : i + 5]) / 7
        if (
            line[edges[i]]
            and unit > 1.5
            and all(
                abs(run - many * unit) < 0.6 * many**0.5 * unit
                for run, many in zip(runs[i : i + 5], (1, 1, 3, 1, 1), strict=True)
            )
        ):
            found.append((edges[i], unit))
    return found


def _mask(grid: list[list[bool]]) -> int:
    across, down = (0, 1, 2, 3, 4, 5, 7, 8), (7, 5, 4, 3, 2, 1, 0)
    places = [*((8, x) for x in across), *((y, 8) for y in down)]
    said = int("".join(str(int(grid[y][x])) for y, x in places), 2) ^ FORMAT_MASK
    if said >> 13 != 0:
        raise ValueError("not level M")
    return said >> 10 & 7


def _path(size: int, version: int) -> list[tuple[int, int]]:
    """The squares that carry words, in the order of reading."""
    taken = _function(size, version)
    found, upwards = [], True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for y in range(size - 1, -1, -1) if upwards else range(size):
            found += [(y, x) for x in (right, right - 1) if (y, x) not in taken]
        upwards = not upwards
    return found


def _function(size: int, version: int) -> set[tuple[int, int]]:
    taken = {(y, x) for y in range(9) for x in range(9)}
    taken |= {(y, x) for y in range(9) for x in range(size - 8, size)}
    taken |= {(x, y) for y in range(9) for x in range(size - 8, size)}
    taken |= {(6, i) for i in range(size)} | {(i, 6) for i in range(size)}
    count = version // 7 + 2
    gap = (version * 8 + count * 3 + 5) // (count * 4 - 4) * 2
    centres = [6, *[size - 7 - i * gap for i in range(count - 2, -1, -1)]]
    for y in centres:
        for x in centres:
            if (y, x) not in ((6, 6), (6, centres[-1]), (centres[-1], 6)):
                taken |= {(y + i, x + j) for i in range(-2, 3) for j in range(-2, 3)}
    if version >= 7:
        taken |= {(y, size - 11 + x) for y in range(6) for x in range(3)}
        taken |= {(size - 11 + x, y) for y in range(6) for x in range(3)}
    return taken


def _data(words: list[int], version: int) -> bytes:
    checks, groups = BLOCKS_M[version]
    lengths = [length for number, length in groups for _ in range(number)]
    blocks: list[list[int]] = [[] for _ in lengths]
    rest = iter(words)
    for at in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if at < length:
                block.append(next(rest))
    for _ in range(checks):
        for block in blocks:
            block.append(next(rest))
    for block in blocks:
        for power in range(checks):  # a word without mistakes is nothing at every root of the generator
            value = 0
            for word in block:
                value = (EXPONENTS[(LOGARITHMS[value] + power) % 255] if value else 0) ^ word
            if value:
                raise ValueError("a square was misread")
    return bytes(word for block, length in zip(blocks, lengths, strict=True) for word in block[:length])


def _message(data: bytes, version: int) -> str:
    bits = "".join(f"{word:08b}" for word in data)
    if bits[:4] != "0100":
        raise ValueError("not bytes")
    wide = 8 if version < 10 else 16
    length = int(bits[4 : 4 + wide], 2)
    at = 4 + wide
    return bytes(int(bits[at + 8 * i : at + 8 * i + 8], 2) for i in range(length)).decode()
