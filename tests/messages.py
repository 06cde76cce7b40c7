"""The interface's texts: collected from code and templates, compared with the catalogues.

`make messages` writes new texts into the catalogues and names what waits for a translation.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
METHODS = [("app/**.py", "python"), ("app/templates/**.html", "jinja2")]
OPTIONS = {"app/templates/**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true"}}
KEYWORDS = {
    "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "_": None,
    "mark": None,
}  # fmt: skip
HEADER = r"""# Байқау
msgid ""
msgstr ""
"Project-Id-Version: Байқау VERSION\n"
"Language: {language}\n"
"Plural-Forms: {forms}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def collected() -> Catalog:
    catalog = Catalog()
    found = extract_from_dir(ROOT, METHODS, OPTIONS, keywords=KEYWORDS)
    for _, _, message, _, context in found:
        catalog.add(message, context=context)
    return catalog


def catalogue(language: str) -> Catalog:
    with path_of(language).open("rb") as source:
        return read_po(source, locale=language)


def path_of(language: str) -> Path:
    return ROOT / "app/locale" / language / "LC_MESSAGES" / "messages.po"


def missing(language: str) -> list[str]:
    """Texts of the interface that have no translation, one with other placeholders, or that nobody shows any more."""
    ours, theirs = collected(), catalogue(language)
    wrong = []
    for message in ours:
        if message.id:
            twin = theirs.get(_first(message), message.context)
            if twin is None or not _is_complete(message, twin):
                wrong.append(_first(message))
    wanted = {(_first(message), message.context) for message in ours}
    wrong += [f"unused: {_first(m)}" for m in theirs if m.id and (_first(m), m.context) not in wanted]
    return wrong


def _first(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _is_complete(message: Message, twin: Message) -> bool:
    texts = [twin.string] if isinstance(twin.string, str) else list(twin.string)
    if isinstance(message.id, str):
        named = set(PLACEHOLDER.findall(message.id))
        return all(text and set(PLACEHOLDER.findall(text)) == named for text in texts)
    named = set(PLACEHOLDER.findall(message.id[1]))
    return all(text and set(PLACEHOLDER.findall(text)) <= named for text in texts)


def update(language: str) -> None:
    ours, theirs = collected(), catalogue(language)
    for message in ours:
        twin = theirs.get(_first(message), message.context) if message.id else None
        if twin is not None:
            message.string = twin.string
        elif language == "en":
            message.string = message.id
    write(language, ours)


def write(language: str, texts: Catalog) -> None:
    """Sorted, below the few lines that a reader of the catalogue needs: none of them changes from day to day."""
    texts.locale = language
    forms = texts.plural_forms
    with path_of(language).open("wb") as target:
        target.write(HEADER.format(language=language, forms=forms).encode())
        write_po(target, texts, sort_output=True, width=110, omit_header=True)


if __name__ == "__main__":
    for code in ("kk", "ru", "en"):
        update(code)
        for text in missing(code):
            print(code, text, file=sys.stderr)
