"""Kazakh dates and times inside a sentence: what stands before «дейін» or «бастап» takes a case, from fixed tables."""

import re
from typing import Literal

Case = Literal["nominative", "of", "until", "from"]

KK_MONTHS: tuple[dict[Case, str], ...] = tuple(
    {"nominative": nominative, "of": of, "until": until, "from": since}
    for nominative, of, until, since in (
        ("қаңтар", "қаңтардағы", "қаңтарға", "қаңтардан"),
        ("ақпан", "ақпандағы", "ақпанға", "ақпаннан"),
        ("наурыз", "наурыздағы", "наурызға", "наурыздан"),
        ("сәуір", "сәуірдегі", "сәуірге", "сәуірден"),
        ("мамыр", "мамырдағы", "мамырға", "мамырдан"),
        ("маусым", "маусымдағы", "маусымға", "маусымнан"),
        ("шілде", "шілдедегі", "шілдеге", "шілдеден"),
        ("тамыз", "тамыздағы", "тамызға", "тамыздан"),
        ("қыркүйек", "қыркүйектегі", "қыркүйекке", "қыркүйектен"),
        ("қазан", "қазандағы", "қазанға", "қазаннан"),
        ("қараша", "қарашадағы", "қарашаға", "қарашадан"),
        ("желтоқсан", "желтоқсандағы", "желтоқсанға", "желтоқсаннан"),
    )
)
_BY_MONTH = {month["nominative"]: month for month in KK_MONTHS}
_AFTER: dict[str, Case] = {"дейін": "until", "бастап": "from", "бері": "from", "кейін": "from", "бұрын": "from"}
_ONES = {"1": ("ге", "ден"), "2": ("ге", "ден"), "3": ("ке", "тен"), "4": ("ке", "тен"), "5": ("ке", "тен"),
         "6": ("ға", "дан"), "7": ("ге", "ден"), "8": ("ге", "ден"), "9": ("ға", "дан")}  # fmt: skip
_TENS = {"00": ("ге", "ден"), "10": ("ға", "нан"), "20": ("ға", "дан"), "30": ("ға", "дан"), "40": ("қа", "тан"),
         "50": ("ге", "ден")}  # fmt: skip
"""What the last number of a time as it is read aloud takes: 18:00 ends with «нөл», 23:59 with «тоғыз»."""
_DATE = re.compile(
    rf"(?P<day>жылғы\s\d{{1,2}}\s)(?P<month>{'|'.join(_BY_MONTH)})"
    r"(?:(?P<time>,\s\d\d:\d\d(?::\d\d)?)(?P<zone>\s\(UTC[+-]\d+\)))?"
    rf"(?P<gap>\s)(?P<after>{'|'.join(_AFTER)})\b"
)


def agree(text: str) -> str:
    """«2026 жылғы 30 қараша дейін» → «2026 жылғы 30 қарашаға дейін», «…, 18:00 (UTC+5) дейін» → «…, 18:00-ге дейін
    (UTC+5)»; anything else stays as it is."""
    return _DATE.sub(_agreed, text)


def _agreed(found: re.Match[str]) -> str:
    day, month, time, zone, gap, after = found.group("day", "month", "time", "zone", "gap", "after")
    if time is None:
        return f"{day}{_BY_MONTH[month][_AFTER[after]]}{gap}{after}"
    until, since = _ONES.get(time[-1]) or _TENS[time[-2:]]
    return f"{day}{month}{time}-{until if _AFTER[after] == 'until' else since}{gap}{after}{zone}"


class Sentence(str):
    """A Kazakh text with places for dates: once they are filled in, they agree with the word behind them."""

    __slots__ = ()

    def __mod__(self, values: object) -> str:
        return agree(super().__mod__(values))


def waits_for_a_date(text: str) -> bool:
    return "%(" in text and any(f")s {word}" in text for word in _AFTER)
