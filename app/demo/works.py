"""What pupils hand in: titles by nomination, the technique that the picture will really show, the kind of work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal

from app.demo.content import read

Kind = Literal["drawing", "poster", "authors_work"]
Medium = Literal["crayon", "pencil", "gouache", "watercolour", "felt"]

THEMES = (1, 2, 3, 4, 5, 6)
MEDIA: tuple[Medium, ...] = ("crayon", "pencil", "gouache", "watercolour", "felt")
_POSTERS, _PACKAGING = 5, 6
_SHARES = (28, 20, 26, 14, 12)  # crayons and gouache are what a village shop sells


@dataclass(frozen=True, slots=True)
class Work:
    """`theme` is the order of the nomination; `medium` is what `pictures.draw` takes; sizes are those of the sheet."""

    theme: int
    title_kk: str
    title_ru: str
    kind: Kind
    medium: Medium
    technique_kk: str
    technique_ru: str
    sheet: str


def work(theme: int, rng: Random) -> Work:
    """A work for the nomination with the order `theme`, 1 to 6. KeyError for another one."""
    title_kk, title_ru = rng.choice(titles(theme))
    medium = rng.choices(MEDIA, _SHARES)[0]
    return Work(
        theme, title_kk, title_ru, _kind(theme, rng), medium, *technique(medium), rng.choice(("A4", "A3", "A3"))
    )


@cache
def titles(theme: int) -> tuple[tuple[str, str], ...]:
    """All titles of a nomination as pairs (kk, ru)."""
    return tuple(_pair(entry) for entry in read("works")["titles"][str(theme)])


def technique(medium: Medium) -> tuple[str, str]:
    """How the medium is called on paper: (kk, ru)."""
    return _pair(read("works")["techniques"][medium])


def _kind(theme: int, rng: Random) -> Kind:
    if theme == _POSTERS:
        return "poster"
    if theme == _PACKAGING:
        return "authors_work" if rng.random() < 0.7 else "drawing"
    return "poster" if rng.random() < 0.15 else "drawing"


def _pair(entry: str) -> tuple[str, str]:
    kk, ru = entry.split(" / ")
    return kk, ru
