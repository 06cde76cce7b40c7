"""The one way by which text reaches paper.

ReportLab reads markup in paragraphs (`<img src="/etc/passwd">` embeds a local file) and lays out a long word in
quadratic time, so all that people typed goes through `printable` (paragraphs) or `plain` (canvas, cells, metadata).
"""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

from reportlab import rl_config

rl_config.trustedHosts = []  # nothing is ever fetched for a document
rl_config.trustedSchemes = []

CREATOR = "Байқау"
"""What our files say they were made with."""

LIMIT = 2000
LONGEST_WORD = 64
"""A SHA-256 in hexadecimal stays whole."""
NBSP = "\u00a0"

_SPACES = re.compile(r"[^\S\u00a0]+")
_REPLACED = str.maketrans({"\u2010": "-", "\u2011": "-", "\u202f": NBSP, "\u2007": NBSP})
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BEYOND_FONTS = re.compile(r"[\U00010000-\U0010ffff]")
_SELECTORS = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
_PILE = re.compile(r"([\u0300-\u036f\u0483-\u0489]{2})[\u0300-\u036f\u0483-\u0489]+")


def plain(text: str, limit: int = LIMIT, word: int = LONGEST_WORD) -> str:
    """`text` as it may be drawn: NFC, without control, bidirectional and zero-width characters, at most `limit`
    letters (a cut shows as «…»), with a break in every word of more than `word` letters. Nothing is escaped."""
    shown = unicodedata.normalize("NFC", _SPACES.sub(" ", text.translate(_REPLACED)))
    if not shown.isascii():
        shown = _BEYOND_FONTS.sub("\ufffd", _SELECTORS.sub("", shown))
        shown = _PILE.sub(r"\1", shown)
    if not shown.isprintable():
        shown = "".join(letter for letter in shown if unicodedata.category(letter) not in _INVISIBLE)
    shown = _SPACES.sub(" ", shown).strip()
    if len(shown) > limit:
        shown = shown[: limit - 1].rstrip() + "…"
    return re.sub(f"[^ ]{{{word}}}(?=[^ ])", r"\g<0> ", shown)


def printable(text: str, limit: int = LIMIT) -> str:
    """`plain`, escaped for the markup of a ReportLab `Paragraph`."""
    return escape(plain(text, limit))


def ended(sentence: str) -> str:
    """What somebody typed as a sentence of a paper: with the full stop that they left out."""
    said = sentence.strip()
    return said if said.rstrip('»“”")').endswith((".", "!", "?", "…")) else f"{said.rstrip(',;: ')}."


def inside(title: str) -> str:
    """A position inside a sentence: «Директор» → «директор»; an abbreviation stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def quoted(name: str) -> str:
    """«name» in Kazakh and Russian quotation marks; marks inside become „…“. A name that begins with its own marks
    («Чистый берег» — очистка берегов) stays as it is."""
    inner = name.strip()
    if inner.startswith("«") and "»" in inner:
        return inner
    return "«" + inner.replace("«", "„").replace("»", "“") + "»"
