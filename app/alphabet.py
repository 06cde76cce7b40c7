"""Text as people type it in Kazakhstan: what is kept of it, how it is found, how it is sorted.

Databases cannot be trusted with the last two (SQLite folds no Cyrillic, code points put Ә after Я), so both keys
are computed here and stored in columns beside the text.
"""

import re
import unicodedata

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"  # the 42 letters in their official order

_JOINERS = "\u200c\u200d"
_INVISIBLE_LETTERS = "\u034f\u115f\u1160\u3164\uffa0"  # of no format category, yet they print nothing
_NOT_CHARACTERS = "\ufffe\uffff"  # no XML, hence no XLSX or DOCX, may hold them
_TABS = "\t\x1f"
_LINE_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_WORD_ENDS = re.compile("[ \\-\u2010-\u2015]")

_TO_RUSSIAN = str.maketrans("әғқңөұүһіыё", "агкноуухиие")
_TO_CYRILLIC = str.maketrans("ABCEHIKMOPTXYƏaceiopxyhə", "АВСЕНІКМОРТХУӘасеіорхуһә")

_PLACES = {
    letter: f"{place:02d}" for place, letter in enumerate("0123456789" + ALPHABET + "abcdefghijklmnopqrstuvwxyz", 10)
}
_SPACE, _UNKNOWN = "00", "99"


def has_forbidden(text: str) -> bool:
    """Whether no database could store the text: NUL or half of a surrogate pair. Ask before cleaning."""
    return any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def clean_line(text: str) -> str:
    """A name or title: one NFC line without controls, direction marks, zero-width and other invisible signs;
    every run of blanks is one space."""
    visible = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or _prints(sign))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def clean_text(text: str) -> str:
    """Long text: as `clean_line`, but lines (``\\n``), spaces inside them and the joiners of emoji and scripts
    stay. Blank ends of lines and of the text go."""
    lines = _LINE_BREAKS.sub("\n", text).split("\n")
    return "\n".join(_clean_long_line(line) for line in lines).strip()


def search_key(text: str) -> str:
    """What a search compares: folded case, Kazakh letters as their Russian neighbours (і and ы both as и), so that
    «жетысу» finds «Жетісу». Latin look-alikes are mended in words that hold Cyrillic."""
    mended = re.sub(r"\w+", lambda word: _as_one_script(word[0]), clean_line(text))
    return unicodedata.normalize("NFC", mended.casefold()).translate(_TO_RUSSIAN)


def sort_key(text: str) -> str:
    """A string of ASCII digits that puts texts into the order of the Kazakh alphabet under any collation of any
    database: blanks, digits, the 42 letters, Latin, the rest. Case, accents and punctuation do not count."""
    folded = unicodedata.normalize("NFC", clean_line(text).casefold())
    words = ("".join(map(_sort_code, word)) for word in _WORD_ENDS.split(folded))
    return _SPACE.join(word for word in words if word)


def mixed_scripts(name: str) -> bool:
    """Whether some word of the name mixes Cyrillic, Latin or Greek letters: worth a warning, not a refusal."""
    return any(len(_scripts(word)) > 1 for word in re.findall(r"\w+", clean_line(name)))


def _prints(sign: str) -> bool:
    hidden = unicodedata.category(sign) in ("Cc", "Cf", "Cs")
    return not (hidden or sign in _INVISIBLE_LETTERS or sign in _NOT_CHARACTERS)


def _clean_long_line(line: str) -> str:
    kept = (" " if sign in _TABS else sign for sign in line if sign in _TABS + _JOINERS or _prints(sign))
    return unicodedata.normalize("NFC", "".join(kept)).rstrip()


def _as_one_script(word: str) -> str:
    return word.translate(_TO_CYRILLIC) if _scripts(word) == {"CYRILLIC", "LATIN"} else word


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha())
    return {script for script in names if script in ("CYRILLIC", "LATIN", "GREEK")}


def _sort_code(letter: str) -> str:
    bare = letter if letter in _PLACES else unicodedata.normalize("NFD", letter)[0]
    if bare in _PLACES:
        return _PLACES[bare]
    return f"{_UNKNOWN}{ord(bare):07d}" if bare.isalnum() else ""
