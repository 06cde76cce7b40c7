"""QR codes as stencils, one bit for each module.

A signed address fills a symbol of 69 × 69 modules, for which segno takes longer than the whole rest of a page. So what
depends on the version alone is taken from segno once, and the rest is done on whole numbers. Tests compare every result
with segno's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, zip_longest
from operator import itemgetter
from typing import NamedTuple

import segno
from reportlab.pdfgen.canvas import Canvas
from segno import consts

MASK = 0  # any of the eight is readable; to weigh them costs more than all else
_DATA = (consts.TYPE_DATA_DARK, consts.TYPE_DATA_LIGHT)


def draw(canvas: Canvas, content: str, x: float, y: float, size: float) -> None:
    """Paints the dark modules in the current colour; (x, y) is the lower left corner, `size` the side in points.
    The caller leaves a light margin of four modules."""
    rows = modules(content)
    across = (len(rows) + 7) // 8
    bits = "".join(row.ljust(8 * across, "0") for row in rows)
    # A stencil of one bit for each module: as rectangles it would cost more than the rest of the page.
    stencil = int(bits, 2).to_bytes(across * len(rows)).hex()
    code: list[str] = canvas._code  # type: ignore[attr-defined]
    code.append(f"q {size:.2f} 0 0 {size:.2f} {x:.2f} {y:.2f} cm")
    code.append(f"BI /W {len(rows)} /H {len(rows)} /IM true /BPC 1 /D [1 0] /F /AHx ID {stencil}> EI Q")


def modules(content: str) -> list[str]:
    """Rows of «0» and «1» (dark) from top to bottom, without the quiet zone: level M, bytes of UTF-8, the smallest
    version. Raises ValueError for more than 2331 bytes."""
    data = content.encode()
    for version in range(1, 41):
        layout = _layout(version)
        if len(data) <= layout.capacity - (2 if version < 10 else 3):
            break
    else:
        raise ValueError("too long for a QR code")
    message = _message(_codewords(data, version, layout.capacity), layout.blocks)
    bits = (int.from_bytes(message) << layout.spare) ^ layout.mask
    all_modules = layout.place(f"{bits:0{8 * len(message) + layout.spare}b}01")
    return ["".join(all_modules[i : i + layout.size]) for i in range(0, layout.size**2, layout.size)]


class _Layout(NamedTuple):
    """What one version prescribes. `place` picks, for every module, its character out of the bits of the message
    followed by «01»; `mask` is over those bits; `spare` bits follow the last codeword; `blocks` are (data, check)."""

    size: int
    capacity: int
    blocks: tuple[tuple[int, int], ...]
    spare: int
    mask: int
    place: Callable[[str], tuple[str, ...]]


@cache
def _layout(version: int) -> _Layout:
    sample = segno.make("x", error="m", version=version, mask=MASK, mode="byte", boost_error=False)
    grid = [list(row) for row in sample.matrix_iter(border=0, verbose=True)]
    dark = [bytes(row) for row in sample.matrix]
    size = len(grid)
    grid[8][size - 9] = consts.TYPE_DATA_LIGHT  # segno tells this one as a part of the format
    blocks = tuple(
        (info.num_data, info.num_total - info.num_data)
        for info in consts.ECC[version][consts.ERROR_LEVEL_M]  # type: ignore[index]
        for _ in range(info.num_blocks)
    )
    order = [(y, x) for y, x in _snake(size) if grid[y][x] in _DATA]
    at = {place: i for i, place in enumerate(order)}
    picks = [at.get((y, x), len(order) + dark[y][x]) for y in range(size) for x in range(size)]
    mask = int("".join("1" if (y + x) % 2 == 0 else "0" for y, x in order), 2)
    spare = len(order) - 8 * sum(data + check for data, check in blocks)
    return _Layout(size, sum(data for data, _ in blocks), blocks, spare, mask, itemgetter(*picks))


def _snake(size: int) -> Iterator[tuple[int, int]]:
    """Modules in the order of reading: pairs of columns from the right, up and down by turns, around column 6."""
    upwards = True
    for right in chain(range(size - 1, 6, -2), range(5, 0, -2)):
        for y in range(size - 1, -1, -1) if upwards else range(size):
            yield y, right
            yield y, right - 1
        upwards = not upwards


def _codewords(data: bytes, version: int, capacity: int) -> bytes:
    """Mode, length, data, end, and padding up to the capacity; like segno, with a zero before the padding."""
    length = len(data)
    head = (0b0100 << (8 if version < 10 else 16)) | length
    full = ((head << 8 * length) | int.from_bytes(data)) << 4
    stream = full.to_bytes(length + (2 if version < 10 else 3))
    return (stream + b"\0" + b"\xec\x11" * capacity)[:capacity]


def _message(codewords: bytes, blocks: tuple[tuple[int, int], ...]) -> bytes:
    """Codewords of all blocks by turns, then their check words by turns."""
    parts, checks, start = [], [], 0
    for data, check in blocks:
        parts.append(codewords[start : start + data])
        checks.append(_check(parts[-1], check))
        start += data
    turns = chain(zip_longest(*parts), zip_longest(*checks))
    return bytes(word for turn in turns for word in turn if word is not None)


def _check(block: bytes, words: int) -> bytes:
    """Reed-Solomon remainder of a block."""
    table, top = _multiples(words), 8 * (words - 1)
    low, rest = (1 << top) - 1, 0
    for byte in block:
        rest = ((rest & low) << 8) ^ table[byte ^ (rest >> top)]
    return rest.to_bytes(words)


@cache
def _multiples(words: int) -> list[int]:
    """The generator polynomial of so many check words, times each of the 256 elements of the field."""
    exp, log = consts.GALIOS_EXP, consts.GALIOS_LOG
    generator = [exp[power] for power in consts.GEN_POLY[words]]
    return [
        int.from_bytes(exp[(log[k] + log[term]) % 255] if k and term else 0 for term in generator) for k in range(256)
    ]
