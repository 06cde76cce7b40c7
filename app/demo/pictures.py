"""Pupils' pictures for the demonstration: drawn, not borrowed, so that nobody's work or face is in the world."""

from __future__ import annotations

from random import Random

from app.demo.art.scenes import SCENES
from app.demo.art.sheet import Sheet
from app.demo.works import MEDIA, Medium


def draw(theme: int, rng: Random, size: tuple[int, int] = (1200, 900), *, medium: Medium | None = None) -> bytes:
    """A JPEG on the theme with the order `theme`, 1 to 6, in `size` pixels (4 to 3 looks right).

    The same state of `rng` gives the same bytes. KeyError for another theme."""
    chosen: Medium = rng.choice(MEDIA) if medium is None else medium
    sheet = Sheet(rng, chosen)
    SCENES[theme](sheet)
    if rng.random() < 0.35:
        sheet.frame(rng.uniform(10, 24))
    return sheet.jpeg(size)
