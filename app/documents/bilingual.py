"""Texts that stand on paper in both official languages."""

from __future__ import annotations

from typing import Literal, NamedTuple

Official = Literal["kk", "ru"]
Reader = Literal["kk", "ru", "en"]
OFFICIAL: tuple[Official, ...] = ("kk", "ru")


class Both(NamedTuple):
    """One text in Kazakh and in Russian, each complete in itself."""

    kk: str
    ru: str

    def of(self, language: Official) -> str:
        return self.kk if language == "kk" else self.ru


Text = str | Both
"""A plain `str` says that the text exists in one language only (an applicant's own words, a person's name)."""


def said(text: Text, language: Official) -> str:
    return text if isinstance(text, str) else text.of(language)


def together(text: Text, joint: str = " / ") -> str:
    """Both wordings in one line, once where they do not differ."""
    if isinstance(text, str):
        return text
    return joint.join(dict.fromkeys(part for part in text if part))
