"""What a child is called, by what was accepted or, in a draft, by what was typed."""

from collections.abc import Mapping
from typing import Any

from app.alphabet import clean_line, search_key
from app.applications.models import Author


def full(author: Author | None, answers: Mapping[str, Any]) -> dict[str, str]:
    """Language → surname and first name; empty where nothing was typed."""
    if author is not None:
        return {"kk": author.name_kk, "ru": author.name_ru}
    return {code: _typed(answers, code) for code in ("kk", "ru")}


def key(author: Author | None, answers: Mapping[str, Any]) -> str:
    """By which a mended name is still known as the same child's."""
    return search_key(full(author, answers)["ru"])


def short(name: str) -> str:
    """«Серікова Аружан» → «Аружан С.»: names are kept with the surname first."""
    last, _, rest = name.partition(" ")
    first = rest.split(" ")[0]
    return f"{first} {last[0]}." if first else last


def _typed(answers: Mapping[str, Any], code: str) -> str:
    return clean_line(" ".join(str(answers.get(f"author_{part}_{code}", "")) for part in ("last", "first")))
