"""Fits texts of any length into a given space. Lengths are points; no kerning, so the widths of words add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics


def width(text: str, face: str, size: float, track: float = 0) -> float:
    return _unit_width(text, face) * size + track * max(0, len(text) - 1)


@lru_cache(maxsize=1024)  # most of what stands on a paper stands on the next one too
def _unit_width(text: str, face: str) -> float:
    return float(pdfmetrics.stringWidth(text, face, 1))


@dataclass(frozen=True)
class Measured:
    """A text in a face, its words measured once at size 1."""

    face: str
    words: tuple[tuple[str, float], ...]
    space: float

    @property
    def longest_word(self) -> float:
        return max((length for _, length in self.words), default=0.0)

    def lines(self, limit: float) -> list[str]:
        """Words wrapped into lines of at most `limit` (at size 1); a longer word has a line of its own."""
        lines: list[list[str]] = []
        used = limit
        for word, length in self.words:
            if not lines or used + self.space + length > limit:
                lines.append([word])
                used = length
            else:
                lines[-1].append(word)
                used += self.space + length
        return [" ".join(line) for line in lines]

    def balanced(self, rows: int, limit: float) -> list[str] | None:
        """At most `rows` lines of even length, or None if they do not fit: the narrowest measure that needs no more."""
        if self.longest_word > limit or len(self.lines(limit)) > rows:
            return None
        if rows == 1:
            return self.lines(limit)
        low, high = self.longest_word, limit
        while high - low > 0.2:
            middle = (low + high) / 2
            low, high = (low, middle) if len(self.lines(middle)) <= rows else (middle, high)
        return self.lines(high)


@lru_cache(maxsize=512)
def measured(text: str, face: str) -> Measured:
    words = tuple((word, width(word, face, 1)) for word in text.split(" ") if word)
    return Measured(face, words, width(" ", face, 1))


def title(text: str, face: str, limit: float) -> tuple[list[str], float]:
    """The largest setting of a name: one line of 38-29 pt, two of 31-22, three of 22-13, then smaller still."""
    name = measured(text, face)
    for rows, largest, smallest in ((1, 38, 29), (2, 31, 22), (3, 22, 13), (4, 12, 4)):
        for size in range(largest, smallest - 1, -1):
            lines = name.balanced(rows, limit / size)
            if lines is not None:
                return lines, size
    return [text], limit / max(1.0, width(text, face, 1))


def line_size(text: str, face: str, size: float, limit: float, track: float = 0) -> float:
    """`size`, or less if one line of `limit` asks for it; tracking shrinks along."""
    taken = width(text, face, size, track)
    return size if taken <= limit else size * limit / taken


LEAD = 1.34
_SIZES = (12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5)


@dataclass(frozen=True)
class Column:
    """Texts under each other, each wrapped into lines of even length."""

    parts: tuple[Measured, ...]

    def lines(self, across: float, size: float) -> list[tuple[str, str]]:
        """(line, face) from top to bottom."""
        return [(line, part.face) for part in self.parts for line in _even(part, across / size)]

    def fits(self, across: float, down: float, size: float) -> bool:
        if any(part.longest_word * size > across for part in self.parts):
            return False
        return sum(len(part.lines(across / size)) for part in self.parts) * size * LEAD <= down


@lru_cache(maxsize=512)
def _even(part: Measured, limit: float) -> list[str]:
    lines = part.lines(limit)
    return part.balanced(len(lines), limit) or lines


def column_size(columns: Sequence[Column], across: float, down: float) -> float:
    """The largest type in which every column fits `across` × `down`; the smallest if none does."""
    return next((size for size in _SIZES if all(column.fits(across, down, size) for column in columns)), _SIZES[-1])
