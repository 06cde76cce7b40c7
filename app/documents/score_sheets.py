"""«Бағалау парағы» / «Оценочный лист»: the sealed sheets of one nomination, a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from . import parts_pdf
from .bilingual import Both, Text, together
from .paper import Sheet
from .parts import Grid, Part, Signers, Turn, Words
from .protocol_texts import SIGNATURE, Kind
from .text import quoted
from .words import grouped, long_date, moment, number

TITLE = Both("Бағалау парағы", "Оценочный лист")
NOMINATION = Both("Номинация", "Номинация")
NUMBER: dict[Kind, Both] = {
    "small_grant": Both("Өтінім №", "Заявка №"), "drawing": Both("Жұмыс №", "Работа №"),
}  # fmt: skip
NAME: dict[Kind, Both] = {
    "small_grant": Both("Жоба атауы", "Название проекта"), "drawing": Both("Жұмыс атауы", "Название работы"),
}  # fmt: skip
TERRITORY = Both("Аумағы", "Территория")
REQUESTED = Both("Сұралған сома, теңге", "Запрошенная сумма, тенге")
PERIOD = Both("Жобаны іске асыру мерзімі", "Срок реализации")
HEAD = Both(
    "№|Өлшемшарт|Маңыздылық коэффициенті|Баға|Қорытынды балл", "№|Критерий|Коэффициент значимости|Оценка|Итоговый балл"
)
TOTAL = Both("Барлығы", "Итого")
COMMENT = Both("Бағаның негіздемесі", "Обоснование оценки")
NO_COMMENT = Both("жоқ", "нет")
EXPERT = Both("Сарапшы", "Эксперт")
SEALED = Both("Парақ бекітіліп жабылды", "Лист закрыт")
RECEIPT = Both("түбіртек", "квитанция")


@dataclass(frozen=True)
class Line:
    """One criterion; `points` is its share of the sheet's hundred."""

    criterion: Text
    weight: Decimal
    mark: int
    points: Decimal


@dataclass(frozen=True)
class ScoreSheet:
    """`sealed_at` aware; `receipt` is the code that the expert was given at the seal."""

    number: str
    title: str
    territory: Text
    requested: int
    lines: tuple[Line, ...]
    total: Decimal
    comment: str
    expert: str
    sealed_at: datetime | None
    receipt: str


@dataclass(frozen=True)
class ScoreSheets:
    """`period`: first and last day of the projects."""

    kind: Kind
    contest: Both
    organisation: Both
    nomination: Both
    sheets: tuple[ScoreSheet, ...]
    period: tuple[date, date] | None = None


def draw(found: ScoreSheets) -> bytes:
    title = together(TITLE)
    file = Sheet(title, together(found.organisation), f"{title} · {together(found.nomination)}")
    return parts_pdf.bound(file, _whole(found))


def _whole(found: ScoreSheets) -> Iterator[Part]:
    for i, one in enumerate(found.sheets):
        if i:
            yield Turn()
        yield from _sheet(found, one)
    if not found.sheets:
        yield Words("title", together(TITLE))
        yield Words("paragraph", together(NO_COMMENT))


def _sheet(found: ScoreSheets, one: ScoreSheet) -> Iterator[Part]:
    yield Words("centre", together(found.organisation))
    yield Words("centre", together(found.contest))
    yield Words("title", together(TITLE))
    facts = [
        (NOMINATION, together(found.nomination)), (NUMBER[found.kind], one.number),
        (NAME[found.kind], quoted(one.title)), (TERRITORY, together(one.territory)),
    ]  # fmt: skip
    if found.kind == "small_grant":
        facts.append((REQUESTED, grouped(one.requested)))
        if found.period:
            first, last = found.period
            days = Both(*(f"{long_date(first, code)} – {long_date(last, code)}" for code in ("kk", "ru")))
            facts.append((PERIOD, together(days)))
    for name, value in facts:
        yield Words("left", f"{together(name)}: {value}")
    rows = [
        (str(i), together(line.criterion), number(line.weight), str(line.mark), number(line.points, 2))
        for i, line in enumerate(one.lines, 1)
    ]
    rows.append(("", together(TOTAL), "", "", number(one.total, 2)))
    titles = tuple(together(Both(kk, ru)) for kk, ru in zip(*(text.split("|") for text in HEAD), strict=True))
    yield Grid(titles, tuple(rows), (5, 47, 20, 12, 16))
    yield Words("left", f"{together(COMMENT)}:", is_bold=True)
    for text in (one.comment or together(NO_COMMENT)).splitlines():
        yield Words("paragraph", text)
    if one.sealed_at:
        at = Both(moment(one.sealed_at, "kk"), moment(one.sealed_at, "ru"))
        yield Words("small", f"{together(SEALED)}: {together(at)}; {together(RECEIPT)}: {one.receipt}")
    yield Signers(((together(EXPERT), one.expert),), together(SIGNATURE))
