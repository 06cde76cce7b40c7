"""Numbers, sums and dates in the forms of official documents (kk, ru, en)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from app.cases import KK_MONTHS, Case

from .bilingual import Reader
from .text import NBSP

_CODES = {"kk": "kz", "ru": "ru", "en": "en"}
_ALMATY = ZoneInfo("Asia/Almaty")
MINUS = "\u2212"

RU_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня",
             "июля", "августа", "сентября", "октября", "ноября", "декабря")  # fmt: skip
EN_MONTHS = ("January", "February", "March", "April", "May", "June",
             "July", "August", "September", "October", "November", "December")  # fmt: skip


def amount_in_words(n: int, language: Reader) -> str:
    """The cardinal of a whole number from 0: «екі жүз мың». (The currency call of num2words reads whole numbers as
    tiyn, a hundredth of the sum: it is never used.)"""
    if n < 0:
        raise ValueError("a sum on paper is not negative")
    from num2words import num2words  # noqa: PLC0415 - forty languages, loaded with the first sum in words

    return str(num2words(n, lang=_CODES[language]))


def grouped(n: int) -> str:
    """1234567 → «1 234 567» with no-break spaces; a negative sum with a minus, not a hyphen."""
    return f"{n:,}".replace(",", NBSP).replace("-", MINUS)


def signed(difference: int) -> str:
    """«+5 000», «−5 000», «0»."""
    return f"{'+' if difference > 0 else ''}{grouped(difference)}"


def tenge(n: int, language: Reader) -> str:
    """A sum as a contract says it, in whole tenge: «200 000 (екі жүз мың) теңге 00 тиын»."""
    in_words = amount_in_words(n, language)
    if language == "en":
        return f"KZT{NBSP}{n:,} ({in_words} tenge)"
    unit = "теңге" if language == "kk" else "тенге"
    return f"{grouped(n)} ({in_words}){NBSP}{unit} 00{NBSP}тиын"


def number(value: Decimal | int, places: int | None = None) -> str:
    """With a decimal comma: rounded half up to `places`, or as exact as given without idle zeros."""
    exact = Decimal(value)
    if places is not None:
        return _comma(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    text = _comma(exact)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _comma(value: Decimal) -> str:
    return f"{value:,f}".replace(",", NBSP).replace(".", ",").replace("-", MINUS)


def long_date(day: date, language: Reader) -> str:
    if language == "kk":
        return kk_date(day, "nominative")
    if language == "ru":
        return f"{day.day}{NBSP}{RU_MONTHS[day.month - 1]} {day.year}{NBSP}года"
    return f"{day.day}{NBSP}{EN_MONTHS[day.month - 1]} {day.year}"


def kk_date(day: date, case: Case) -> str:
    """A Kazakh date inside a sentence: «2024 жылғы 28 мамырдағы» (№ 92 шарт), «… 30 қарашаға» (дейін)."""
    return f"{day.year}{NBSP}жылғы {day.day}{NBSP}{KK_MONTHS[day.month - 1][case]}"


def moment(at: datetime, language: Reader) -> str:
    """«22 мая 2026, 14:32:05 (UTC+5)»: an aware time on the clock of Almaty. Raises ValueError if it is naive."""
    if at.tzinfo is None:
        raise ValueError("a time on paper needs its zone")
    local = at.astimezone(_ALMATY)
    day = long_date(local.date(), language).removesuffix(f"{NBSP}года")
    offset = local.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    return f"{day}, {local:%H:%M:%S} (UTC{hours:+d})"
