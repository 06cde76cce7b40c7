"""Numbers that name people, organisations, accounts and phones in Kazakhstan.

Every ``check_*`` takes text as somebody typed it and returns the form that is stored: ASCII, upper case, no
blanks. What cannot be such a number raises `ValueError` with a stable slug, ``<what>-<why>``, and nothing of the
number itself, so that a refusal may be logged. Historic papers may hold numbers that fail here: check where a
contract begins, not where old data are read.
"""

import re
from datetime import date

from stdnum import bic, iban
from stdnum.exceptions import ValidationError

# The state's algorithm: a second row of weights is tried when the first leaves 10; 10 again is never issued.
_FIRST_PASS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_PASS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)

_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}

_CYRILLIC = "АВЕКМНОРСТУХІҮавекмнорстухіү"
_LATIN = "ABEKMHOPCTYXIYABEKMHOPCTYXIY"
_LOOK_ALIKES = str.maketrans(_CYRILLIC, _LATIN)  # З stays: a bank's Z is never typed so, a 3 might be


def check_iin(text: str) -> str:
    """A person's number, 12 digits: ``iin-length``, ``iin-kind`` (a BIN, or digit 7 names no century),
    ``iin-date`` (no such day of birth), ``iin-checksum``."""
    number = _twelve_digits(text, "iin")
    if number[4] in "456" or number[6] not in _CENTURIES:
        raise ValueError("iin-kind")
    try:
        date(_CENTURIES[number[6]] + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        raise ValueError("iin-date") from None
    return _with_right_control(number, "iin")


def check_bin(text: str) -> str:
    """An organisation's number, 12 digits: ``bin-length``, ``bin-kind`` (an IIN, or no known kind of body),
    ``bin-date`` (no such month of registration), ``bin-checksum``."""
    number = _twelve_digits(text, "bin")
    if number[4] not in "456" or number[5] not in "0123":
        raise ValueError("bin-kind")
    if not 1 <= int(number[2:4]) <= 12:
        raise ValueError("bin-date")
    return _with_right_control(number, "bin")


def check_iban(text: str) -> str:
    """An account in Kazakhstan, 20 characters; Cyrillic look-alikes become Latin.

    Refusals: ``iban-country``, ``iban-length``, ``iban-format``, ``iban-checksum``."""
    number = _latin(text, "iban-format")
    if not number.startswith("KZ"):
        raise ValueError("iban-country" if number[:2].isalpha() else "iban-format")
    if len(number) != 20:
        raise ValueError("iban-length")
    if not re.fullmatch(r"KZ[0-9]{5}[0-9A-Z]{13}", number):
        raise ValueError("iban-format")
    try:
        return iban.validate(number)
    except ValidationError:
        raise ValueError("iban-checksum") from None


def check_bic(text: str) -> str:
    """A bank's code, 8 or 11 characters: ``bic-length``, ``bic-format``, ``bic-country`` (not KZ)."""
    code = _latin(text, "bic-format")
    if len(code) not in (8, 11):
        raise ValueError("bic-length")
    try:
        bic.validate(code)
    except ValidationError:
        raise ValueError("bic-format") from None
    if code[4:6] != "KZ":
        raise ValueError("bic-country")
    return code


def check_kbe(text: str) -> str:
    """The beneficiary's code, residency 1–2 and sector 1–9, such as 19 for a resident person: ``kbe-format``."""
    code = _without_blanks(text)
    if not re.fullmatch(r"[12][1-9]", code):
        raise ValueError("kbe-format")
    return code


def check_phone(text: str) -> str:
    """A phone as E.164, ``+77XXXXXXXXX``, from +7 7…, 8 7…, 7 7… or the ten digits after the country.

    Refusals: ``phone-format`` (anything but digits and usual signs), ``phone-length``, ``phone-country``."""
    typed = re.sub(r"[\s().\-‐-―]", "", text)
    if not re.fullmatch(r"\+?[0-9]+", typed):
        raise ValueError("phone-format")
    digits = typed.lstrip("+")
    if len(digits) == 10 and digits.startswith("7") and not typed.startswith("+"):
        digits = "7" + digits
    if len(digits) != 11:
        raise ValueError("phone-length")
    if digits.startswith("8") and not typed.startswith("+"):
        digits = "7" + digits[1:]
    if not digits.startswith("77"):
        raise ValueError("phone-country")
    return "+" + digits


def masked(text: str) -> str:
    """The last four characters, «•••• 0005», for lists and the journal; shorter text is hidden whole."""
    compact = _without_blanks(text)
    return f"•••• {compact[-4:]}" if len(compact) > 4 else "••••"


def group_iban(number: str) -> str:
    """An account in groups of four, as it is printed."""
    compact = _without_blanks(number)
    return " ".join(compact[start : start + 4] for start in range(0, len(compact), 4))


def show_phone(number: str) -> str:
    """«+7 7XX XXX XX XX» of a stored number; anything else is shown as it is."""
    found = re.fullmatch(r"\+7(7[0-9]{2})([0-9]{3})([0-9]{2})([0-9]{2})", number)
    return " ".join(("+7", *found.groups())) if found else number


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _latin(text: str, refusal: str) -> str:
    """Upper-case ASCII of an account or bank code; `upper` alone would turn «ı» into I and «ß» into SS."""
    compact = re.sub(r"[-.]", "", _without_blanks(text)).translate(_LOOK_ALIKES)
    if not compact.isascii() or not compact.isalnum():
        raise ValueError(refusal)
    return compact.upper()


def _twelve_digits(text: str, what: str) -> str:
    number = _without_blanks(text)
    if not re.fullmatch(r"[0-9]{12}", number):
        raise ValueError(f"{what}-length")
    return number


def _with_right_control(number: str, what: str) -> str:
    digits = [int(digit) for digit in number]
    for weights in (_FIRST_PASS, _SECOND_PASS):
        control = sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if control < 10:
            break
    if control != digits[11]:
        raise ValueError(f"{what}-checksum")
    return number
