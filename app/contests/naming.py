"""The address of a contest and the letters before its numbers: what may be one, and what a title suggests."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from app.db import Texts
from app.fields import Line

LATIN = dict(zip("аәбвгғдеёзийкқлмнңоөпрстуұүфхһыіэ", "aabvggdeeziykklmnnooprstuuufhhyie", strict=True)) | {
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ь": "", "ъ": "",
}  # fmt: skip
"""Letters of both alphabets as addresses spell them."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,5}")
RESERVED = frozenset({"contests", "organisation", "programmes", "schools", "territories"})
"""Places of the office that are no contest."""
WORDS, LETTERS = 4, 4
"""Of a title in an address, of a prefix."""


def _slug(value: str) -> str:
    if value and (not SLUG.fullmatch(value) or not 3 <= len(value) <= 60 or value in RESERVED):
        raise ValueError("slug")
    return value


def _prefix(value: str) -> str:
    if value and not PREFIX.fullmatch(value):
        raise ValueError("prefix")
    return value


Slug = Annotated[
    Line, BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value), AfterValidator(_slug)
]
Prefix = Annotated[
    Line, BeforeValidator(lambda value: value.upper() if isinstance(value, str) else value), AfterValidator(_prefix)
]


def latin(text: str) -> str:
    """«Таза істер» → `taza-ister`."""
    spelled = "".join(LATIN.get(sign, sign) for sign in text.casefold())
    return "-".join(re.findall("[a-z0-9]+", spelled))


def slug_of(title: Texts, edition: int) -> str:
    """`taza-ister-marafony-2026`"""
    words = latin(title.get("kk", "") or title.get("ru", "")).split("-")[:WORDS]
    return "-".join([*(word[:12] for word in words if word), str(edition)])


def prefix_of(title: Texts) -> str:
    """The first letters of the words, of the word itself where there is one: `TIM`."""
    words = [word for word in latin(title.get("kk", "") or title.get("ru", "")).split("-") if word[:1].isalpha()]
    letters = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
    return (letters[:LETTERS].upper() + "XX")[: max(2, min(LETTERS, len(letters)))]


def numbered(name: str, turn: int) -> str:
    """The name with a number behind it when it is taken: `-2` in an address."""
    return name if turn == 1 else f"{name}-{turn}"
