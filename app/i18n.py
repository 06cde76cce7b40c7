"""Languages: which one is being spoken, its catalogue, and how it writes dates, times, money and sizes."""

import io
import os
import struct
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.support import NullTranslations, Translations

from app.cases import Sentence, waits_for_a_date

LANGUAGES = ("kk", "ru", "en")
NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
LOCALES = {"kk": "kk_KZ", "ru": "ru_KZ", "en": "en_GB"}
DEFAULT = "kk"
ALMATY = ZoneInfo("Asia/Almaty")
OFFSET = timedelta(hours=5)
"""Of Kazakhstan since 1 March 2024. Older time zone data say six hours, and every deadline would be an hour off."""
LONG_DATE = {"kk": "y 'жылғы' d MMMM", "ru": "d MMMM y", "en": "d MMMM y"}
NBSP = "\u00a0"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)
_catalogues: dict[str, NullTranslations] = {}


def load(folder: Path) -> None:
    """Read `<folder>/<language>/LC_MESSAGES/messages.po` of every language, once. What was read is kept beside it as
    messages.mo, as Python keeps what it has compiled: the next start does without half a second of reading."""
    if _catalogues:
        return
    for language in LANGUAGES:
        path = folder / language / "LC_MESSAGES" / "messages.po"
        if path.exists():
            _catalogues[language] = _kept(path) or _compiled(path, language)


def _kept(path: Path) -> NullTranslations | None:
    """A catalogue that was read before; it bears the time of its text, so one of an older or a newer text is none."""
    kept = path.with_suffix(".mo")
    try:
        with kept.open("rb") as source:
            of_this_text = os.fstat(source.fileno()).st_mtime_ns == path.stat().st_mtime_ns
            return Translations(source) if of_this_text else None
    except (OSError, struct.error):
        return None


def _compiled(path: Path, language: str) -> NullTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - what compiles is loaded where something is to be
    from babel.messages.pofile import read_po  # noqa: PLC0415

    of_this_text = path.stat().st_mtime_ns
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    with suppress(OSError):  # where nobody may write, each start reads the text
        _keep(compiled.getvalue(), path.with_suffix(".mo"), of_this_text)
    compiled.seek(0)
    return Translations(compiled)


def _keep(data: bytes, target: Path, time: int) -> None:
    """All of it or nothing: another process may be reading."""
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        try:
            part.write(data)
            part.flush()
            os.fchmod(part.fileno(), 0o644)
            os.fsync(part.fileno())
            os.utime(part.name, ns=(time, time))
            os.replace(part.name, target)
        except OSError:
            os.unlink(part.name)
            raise


def language() -> str:
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Inside, every text, date and number is in the language `code`."""
    token = _language.set(code if code in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _language.reset(token)


def _catalogue() -> NullTranslations:
    return _catalogues.get(language()) or NullTranslations()


def gettext(message: str) -> str:
    return _sentence(_catalogue().ugettext(message))


def ngettext(singular: str, plural: str, count: int) -> str:
    return _sentence(_catalogue().ungettext(singular, plural, count))


def _sentence(text: str) -> str:
    return Sentence(text) if waits_for_a_date(text) else str(text)


def pgettext(context: str, message: str) -> str:
    return str(_catalogue().upgettext(context, message))


def npgettext(context: str, singular: str, plural: str, count: int) -> str:
    return str(_catalogue().unpgettext(context, singular, plural, count))


def mark(message: str) -> str:
    """Marks a text for extraction where it is written; it is translated where it is shown."""
    return message


def pick(texts: Mapping[str, str] | None, code: str = "") -> str:
    """The text in the reader's language, else in the first of kk, ru, en that has one."""
    if not texts:
        return ""
    return next((texts[key] for key in (code or language(), *LANGUAGES) if texts.get(key)), "")


def knows_the_time(now: datetime) -> bool:
    """Whether the time zone data of this machine are of our days."""
    return local(now).utcoffset() == OFFSET


def local(at: datetime) -> datetime:
    return at.astimezone(ALMATY)


def day(value: date | datetime) -> str:
    """«2026 жылғы 22 мамыр», «22 мая 2026», “22 May 2026”."""
    value = local(value).date() if isinstance(value, datetime) else value
    return format_date(value, LONG_DATE[language()], locale=LOCALES[language()])


def short_day(value: date | datetime) -> str:
    value = local(value).date() if isinstance(value, datetime) else value
    return f"{value:%d.%m.%Y}"


def clock(at: datetime) -> str:
    return f"{local(at):%H:%M}"


def moment(at: datetime, *, seconds: bool = False) -> str:
    """Day and time with the zone spelled out: «22 мая 2026, 18:00 (UTC+5)»."""
    here = local(at)
    offset = here.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    return f"{day(at)}, {here:%H:%M:%S} (UTC{hours:+d})" if seconds else f"{day(at)}, {here:%H:%M} (UTC{hours:+d})"


def number(value: int) -> str:
    """Grouped in threes; a negative one with a minus, not a hyphen."""
    return f"{value:,}".replace(",", NBSP).replace("-", "\u2212")


def tenths(value: int) -> str:
    """25 → «2,5» (“2.5” in English), 20 → «2»."""
    return f"{value / 10:g}".replace(".", "." if language() == "en" else ",")


def money(tenge: int) -> str:
    return f"{number(tenge)}{NBSP}₸"


def size(count: int) -> str:
    """Bytes for people: «384 КБ»."""
    if count < 1_000_000:
        return gettext("%(n)s KB") % {"n": max(1, round(count / 1000))}
    return gettext("%(n)s MB") % {"n": f"{count / 1_000_000:.1f}".replace(".", "." if language() == "en" else ",")}
