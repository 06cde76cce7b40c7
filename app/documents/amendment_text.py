"""An additional agreement to the small-grant agreement, piece by piece: what changes, why, and that all else stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from . import termination_text
from .bilingual import OFFICIAL, Both, Official, Text, said, together
from .contract_clauses import fill
from .contract_facts import Party, Reference
from .contract_text import introduced, of_day, sides
from .parts import Grid, Part, Turn, Words
from .termination_text import Ending
from .text import ended
from .words import grouped, kk_date, long_date, signed, tenge

TITLE = Both("№ {number} ҚОСЫМША КЕЛІСІМ", "ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № {number}")
OF = Both(
    "шағын грант беру туралы {day} № {contract} шартқа",
    "к договору № {contract} от {day} о предоставлении малого гранта",
)
FILE_TITLE = Both(
    "№ {contract} шартқа № {number} қосымша келісім", "Дополнительное соглашение № {number} к № {contract}"
)
_PREAMBLE = Both(
    "{grantor} («Грант беруші») және {grantee} («Грант алушы»), бірлесіп «Тараптар», шағын грант беру туралы {day} "
    "№ {contract} шартқа (бұдан әрі – Шарт) мынадай өзгерістер енгізу туралы осы қосымша келісімді жасасты:",
    "{grantor} («Грантодатель») и {grantee} («Грантополучатель»), совместно «Стороны», заключили настоящее "
    "дополнительное соглашение к договору № {contract} от {day} о предоставлении малого гранта (далее – Договор) о "
    "следующем:",
)
_REASON = Both("Өзгерістің себебі: {reason}", "Основание изменения: {reason}")
_ENDING_REASON = Both("Бұзудың себебі: {reason}", "Основание расторжения: {reason}")
_TIME = Both(
    "Жобаны іске асыру мерзімінің соңғы күні {before} орнына: {after} болып белгіленсін.",
    "Последний день срока реализации Проекта: вместо {before} – {after}.",
)
_REPORT = Both(
    "Есеп {due} дейін (осы күнді қоса алғанда) ұсынылады.", "Отчёт представляется не позднее: {due} (включительно)."
)
_BUDGET = Both(
    "1-қосымшадағы шығыстар сметасы мынадай редакцияда жазылсын; Грант сомасы өзгермейді: {sum}.",
    "Изложить смету (приложение 1) в следующей редакции; сумма Гранта не меняется: {sum}.",
)
_BUDGET_HEAD = (
    Both("№", "№"), Both("Шығыс атауы", "Наименование расхода"), Both("Болған, теңге", "Было, тенге"),
    Both("Болды, теңге", "Стало, тенге"), Both("Айырма, теңге", "Разница, тенге"),
)  # fmt: skip
_TOTAL = Both("Жиыны", "Итого")
_NEW = Both(" (жаңа жол)", " (новая строка)")
_DROPPED = Both(" (алып тасталады)", " (исключается)")
_CONTENT = Both("Шарттың мазмұны мынадай түрде өзгертілсін: {text}", "Изменить содержание Договора: {text}")
_DETAILS = Both(
    "Грант алушының банк деректемелері мынадай болып белгіленсін: {details}. Бұрынғы деректемелер ({before}) бойынша "
    "төлем жүргізілмейді.",
    "Считать банковскими реквизитами Грантополучателя: {details}. По прежним реквизитам ({before}) выплаты не "
    "производятся.",
)
_ACCOUNT = Both(
    "ЖСК (IBAN) {account}, {bank}, БСК {bic}, Кбе {kbe}", "ИИК (IBAN) {account}, {bank}, БИК {bic}, КБе {kbe}"
)
_CLOSING = (
    Both("Шарттың қалған талаптары өзгеріссіз қалады.", "Остальные условия Договора остаются без изменений."),
    Both(
        "Осы қосымша келісім Шарттың ажырамас бөлігі болып табылады және екі Тарап қол қойған күннен бастап күшіне "
        "енеді.",
        "Настоящее дополнительное соглашение является неотъемлемой частью Договора и вступает в силу со дня подписания "
        "обеими Сторонами.",
    ),
    Both(
        "Қосымша келісім қазақ және орыс тілдерінде жасалды, екі мәтіннің де заңды күші бірдей; әр Тарапқа бір-бірден "
        "екі дана.",
        "Соглашение составлено на казахском и русском языках, оба текста имеют одинаковую юридическую силу, в двух "
        "экземплярах, по одному для каждой Стороны.",
    ),
)  # fmt: skip
_SIGNING = Both("Тараптардың деректемелері мен қолдары", "Реквизиты и подписи Сторон")


@dataclass(frozen=True)
class Later:
    """The last day of the project, and of the report that follows it."""

    before: date
    after: date
    report_due: date


@dataclass(frozen=True)
class Line:
    """Whole tenge out of the grant."""

    item: Text
    before: int
    after: int


@dataclass(frozen=True)
class Account:
    """`before` is the end of the old account's number."""

    account: str
    bank: str
    bic: str
    kbe: str
    before: str


Change = Later | tuple[Line, ...] | Both | Account | Ending
"""Time, budget lines, content in both languages, bank details, the end."""


@dataclass(frozen=True)
class Amendment:
    """`contract` is the agreement that changes. Raises ValueError if budget lines do not add up to the same sum."""

    number: int
    day: date
    place: Both
    contract: Reference
    grantor: Party
    grantee: Party
    reason: Both
    change: Change

    def __post_init__(self) -> None:
        if isinstance(self.change, Later | Both | Account | Ending):
            return
        if sum(line.before for line in self.change) != sum(line.after for line in self.change):
            raise ValueError("the lines add up to another grant")


def name(amendment: Amendment) -> str:
    """Of the file."""
    titles = together(Both(*(one.capitalize() for one in _words(amendment.change).title)))
    if isinstance(amendment.change, Ending):
        return fill(titles, {"number": str(amendment.number)}) + f" ({amendment.contract.number})"
    return fill(together(FILE_TITLE), {"contract": amendment.contract.number, "number": str(amendment.number)})


def parts(amendment: Amendment) -> Iterator[Part]:
    for language in OFFICIAL:
        if language != OFFICIAL[0]:
            yield Turn()
        values = {
            "number": str(amendment.number), "contract": amendment.contract.number,
            "day": of_day(amendment.contract, language), "grantor": introduced(amendment.grantor, language),
            "grantee": introduced(amendment.grantee, language), "reason": ended(amendment.reason.of(language)),
        }  # fmt: skip
        frame = _words(amendment.change)
        yield Words("title", fill(frame.title.of(language), values))
        yield Words("centre", fill(frame.of.of(language), values))
        yield Words("ends", amendment.place.of(language), long_date(amendment.day, language))
        yield Words("paragraph", fill(frame.preamble.of(language), values))
        said_here = [*_change(amendment, language), Words("paragraph", fill(frame.reason.of(language), values))]
        said_here += [Words("paragraph", one.of(language)) for one in frame.closing]
        yield from _numbered(said_here)
        yield Words("heading", _SIGNING.of(language))
        yield sides(amendment.grantor, amendment.grantee, language)


class _Frame(NamedTuple):
    """What stands around a change."""

    title: Both
    of: Both
    preamble: Both
    reason: Both
    closing: tuple[Both, ...]


def _words(change: Change) -> _Frame:
    if not isinstance(change, Ending):
        return _Frame(TITLE, OF, _PREAMBLE, _REASON, _CLOSING)
    kind = change.is_notice
    return _Frame(
        termination_text.TITLES[kind], termination_text.OF, termination_text.PREAMBLES[kind], _ENDING_REASON,
        termination_text.CLOSINGS[kind],
    )  # fmt: skip


def _numbered(found: list[Part]) -> Iterator[Part]:
    number = 0
    for part in found:
        if isinstance(part, Words):
            number += 1
            part = Words(part.kind, f"{number}. {part.text}")
        yield part


def _change(amendment: Amendment, language: Official) -> Iterator[Part]:
    change = amendment.change
    if isinstance(change, Ending):
        yield from termination_text.told(change, amendment.grantor, language)
    elif isinstance(change, Later):
        days = {
            "before": long_date(change.before, language), "after": long_date(change.after, language),
            "due": kk_date(change.report_due, "until") if language == "kk" else long_date(change.report_due, language),
        }  # fmt: skip
        yield from (Words("paragraph", fill(one.of(language), days)) for one in (_TIME, _REPORT))
    elif isinstance(change, Account):
        account = {"account": change.account, "bank": change.bank, "bic": change.bic, "kbe": change.kbe}
        facts = {"details": fill(_ACCOUNT.of(language), account), "before": change.before}
        yield Words("paragraph", fill(_DETAILS.of(language), facts))
    elif isinstance(change, Both):
        yield Words("paragraph", fill(_CONTENT.of(language), {"text": ended(change.of(language))}))
    else:
        total = sum(line.after for line in change)
        yield Words("paragraph", fill(_BUDGET.of(language), {"sum": tenge(total, language)}))
        yield _lines(change, total, language)


def _kind(line: Line) -> Both:
    if not line.before:
        return _NEW
    return Both("", "") if line.after else _DROPPED


def _lines(lines: tuple[Line, ...], total: int, language: Official) -> Grid:
    shown = [one for one in lines if one.before or one.after]
    rows = tuple(
        (
            str(place), said(one.item, language) + _kind(one).of(language), grouped(one.before), grouped(one.after),
            signed(one.after - one.before),
        )
        for place, one in enumerate(shown, 1)
    )  # fmt: skip
    foot = ("", _TOTAL.of(language), grouped(total), grouped(total), "0")
    return Grid(tuple(one.of(language) for one in _BUDGET_HEAD), rows, (5, 44, 17, 17, 17), foot, right=(2, 3, 4))
