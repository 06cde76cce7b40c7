"""«Шағын грант бойынша есеп» / «Отчёт по малому гранту» (D11), on the form that is the third annex of the contract:
what was done against the plan, the figures, the story, what was spent with each receipt, what is attached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .act_text import HOW, How
from .bilingual import OFFICIAL, Both, Text, together
from .contract_annexes import (
    ACCEPTED,
    CONTENT,
    CONTENT_HEAD,
    FIGURES_HEAD,
    MONEY,
    MONEY_HEAD,
    REPORTED,
    SIGNATURE,
    TOTAL,
)
from .contract_facts import Party, Reference
from .parts import Grid, Part, Signers, Words
from .words import grouped, long_date, signed, tenge

TITLE = Both("Шағын грант бойынша есеп", "Отчёт по малому гранту")
NAME = Both("№ {number} шарт бойынша есеп", "Отчёт по договору № {number}")
HEAD = (
    Both("Шарт", "Договор"), Both("Грант алушы", "Грантополучатель"), Both("Конкурс", "Конкурс"),
    Both("Номинация", "Номинация"), Both("Аумақ", "Территория"), Both("Жоба", "Проект"),
    Both("Іске асыру мерзімі", "Срок реализации"), Both("Есеп тапсырылды", "Отчёт сдан"),
)  # fmt: skip
RESULT_HEAD = (Both("Нәтиже", "Результат"), Both("Жоспар", "План"), Both("Нақты", "Факт"))
PEOPLE = Both("Қатысушылар", "Участники")
NUMBER_HEAD = Both("Саны", "Количество")
ALL = Both("Барлығы", "Всего")
SPENT_HEAD = (
    Both("№", "№"), Both("Шығыс бабы", "Статья расходов"), Both("Құжат", "Документ"), Both("Күні", "Дата"),
    Both("Өнім беруші", "Поставщик"), Both("Сомасы, теңге", "Сумма, тенге"),
)  # fmt: skip
SPENT = Both("Растайтын құжаттар", "Подтверждающие документы")
RECEIVED = Both("Алынды: {sum}.", "Получено: {sum}.")
USED = Both("Жұмсалды: {sum}.", "Израсходовано: {sum}.")
LEFT = Both("Қалдық: {sum}.", "Остаток: {sum}.")
RETURNED = Both(
    "Қайтарылды: {sum}, төлем тапсырмасы № {order}, {day}.", "Возвращено: {sum}, платёжное поручение № {order}, {day}."
)
ATTACHED = Both("3. Қоса беріледі", "3. Прилагаются")
PHOTO, FILM = Both("Фотосурет", "Фотография"), Both("Бейнежазба (файл)", "Видеозапись (файл)")


@dataclass(frozen=True)
class Deed:
    activity: Text
    planned: Text
    fact: Text
    how: How
    why: Text = ""


@dataclass(frozen=True)
class Result:
    what: Text
    planned: Text
    reached: Text


@dataclass(frozen=True)
class Line:
    """Whole tenge of one line of the budget."""

    item: Text
    granted: int
    spent: int


@dataclass(frozen=True)
class Receipt:
    item: Text
    paper: Text
    day: date
    supplier: Text
    amount: int


@dataclass(frozen=True)
class Returned:
    amount: int
    order: str
    day: date


@dataclass(frozen=True)
class GrantReport:
    """`people`: how many took part, `figures`: of whom; `prose`: (heading, text); `photos` are captions, `links` are
    videos and publications, each in one line."""

    contract: Reference
    grantor: Party
    grantee: Party
    contest: Both
    nomination: Text
    territory: Text
    project: Text
    starts: date
    ends: date
    handed_in: date
    deeds: tuple[Deed, ...]
    results: tuple[Result, ...]
    people: int
    figures: tuple[tuple[Text, int], ...]
    prose: tuple[tuple[Text, Text], ...]
    budget: tuple[Line, ...]
    receipts: tuple[Receipt, ...]
    received: int
    returned: tuple[Returned, ...]
    photos: tuple[Text, ...]
    links: tuple[Text, ...]

    @property
    def spent(self) -> int:
        return sum(line.spent for line in self.budget)

    @property
    def left(self) -> int:
        return max(0, self.received - self.spent - sum(one.amount for one in self.returned))


def name(report: GrantReport) -> str:
    return together(NAME).format(number=report.contract.number)


def parts(report: GrantReport) -> Iterator[Part]:
    yield Words("title", together(TITLE))
    first, *others = _head(report)
    yield Grid(first, tuple(others), (30, 70))
    yield from _content(report)
    yield from _money(report)
    yield from _attached(report)
    grantee, grantor = report.grantee, report.grantor
    people = (
        (together(REPORTED), together(grantee.head or grantee.name)),
        (together(ACCEPTED), together(grantor.head)),
    )
    yield Signers(people, together(SIGNATURE))


def _head(report: GrantReport) -> tuple[tuple[str, ...], ...]:
    contract = f"№ {report.contract.number}, {_dated(report.contract.day)}"
    values = (
        contract, together(report.grantee.name), together(report.contest), together(report.nomination),
        together(report.territory), together(report.project), f"{_dated(report.starts)} – {_dated(report.ends)}",
        _dated(report.handed_in),
    )  # fmt: skip
    return tuple((together(label), value) for label, value in zip(HEAD, values, strict=True))


def _content(report: GrantReport) -> Iterator[Part]:
    yield Words("heading", together(CONTENT))
    deeds = tuple(
        (together(one.activity), together(one.planned), together(one.fact) or "—", _why(one)) for one in report.deeds
    )
    yield Grid(_titles(CONTENT_HEAD), deeds, (24, 22, 32, 22))
    results = tuple((together(one.what), together(one.planned), together(one.reached)) for one in report.results)
    yield Grid(_titles(RESULT_HEAD), results, (50, 25, 25), right=(1, 2))
    yield Words("over", together(PEOPLE))
    figures = tuple((together(label), grouped(number)) for label, number in ((ALL, report.people), *report.figures))
    yield Grid((together(FIGURES_HEAD), together(NUMBER_HEAD)), figures, (75, 25), right=(1,))
    for heading, text in report.prose:
        yield Words("over", together(heading))
        yield from (Words("paragraph", line) for line in together(text).split("\n") if line.strip())


def _why(deed: Deed) -> str:
    if deed.how == "as_planned":
        return together(HOW["as_planned"])
    return together(HOW[deed.how]).format(why=together(deed.why))


def _money(report: GrantReport) -> Iterator[Part]:
    yield Words("heading", together(MONEY))
    lines = tuple(
        (together(one.item), grouped(one.granted), grouped(one.spent), signed(one.spent - one.granted))
        for one in report.budget
    )
    granted = sum(one.granted for one in report.budget)
    total = (together(TOTAL), grouped(granted), grouped(report.spent), signed(report.spent - granted))
    yield Grid(_titles(MONEY_HEAD[:4]), lines, (46, 18, 18, 18), total, right=(1, 2, 3))
    yield Words("over", together(SPENT))
    receipts = tuple(
        (str(place), together(one.item), together(one.paper), _dated(one.day), together(one.supplier),
         grouped(one.amount))
        for place, one in enumerate(report.receipts, 1)
    )  # fmt: skip
    foot = ("", together(TOTAL), "", "", "", grouped(sum(one.amount for one in report.receipts)))
    yield Grid(_titles(SPENT_HEAD), receipts, (5, 24, 22, 13, 22, 14), foot, right=(5,))
    for phrase, amount in ((RECEIVED, report.received), (USED, report.spent), (LEFT, report.left)):
        yield from (Words("left", phrase.of(language).format(sum=tenge(amount, language))) for language in OFFICIAL)
    for one in report.returned:
        yield from (
            Words("left", RETURNED.of(language).format(
                sum=tenge(one.amount, language), order=one.order, day=long_date(one.day, language)))
            for language in OFFICIAL
        )  # fmt: skip


def _attached(report: GrantReport) -> Iterator[Part]:
    yield Words("heading", together(ATTACHED))
    for place, caption in enumerate(report.photos, 1):
        said = together(caption)
        yield Words("item", f"{together(PHOTO)} {place}{f': {said}' if said else ''}")
    yield from (Words("item", together(link)) for link in report.links)


def _titles(heads: tuple[Both, ...]) -> tuple[str, ...]:
    return tuple(together(head) for head in heads)


def _dated(day: date) -> str:
    return f"{day:%d.%m.%Y}"
