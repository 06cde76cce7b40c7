"""«Жобаның іске асырылуы және қаражаттың нысаналы пайдаланылуы туралы акт» / «Акт о реализации проекта и целевом
использовании средств»: what was done and spent, accepted by both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .bilingual import OFFICIAL, Both, Official, Text, said, together
from .contract_facts import Contract, Party, Reference
from .parts import Grid, Part, Signers, Turn, Whole, Words
from .text import inside, quoted
from .words import grouped, kk_date, long_date, signed, tenge

How = Literal["as_planned", "otherwise", "not_done"]
FILE_TITLE = Both("№ {number} акт", "Акт № {number}")
TITLE = Both(
    "Жобаның іске асырылуы және қаражаттың нысаналы пайдаланылуы туралы № {number} АКТ",
    "АКТ № {number} о реализации проекта и целевом использовании средств",
)
BASIS = Both(
    "Негіздеме: шағын грант беру туралы {day} № {number} шарт (бұдан әрі – Шарт).",
    "Основание: договор о предоставлении малого гранта № {number} от {day} (далее – Договор).",
)
SIDES = Both(
    "Грант беруші {grantor}, БСН {bin}, және Грант алушы {grantee}, {kind} {identifier}, төмендегілер туралы осы "
    "актіні жасады.",
    "Грантодатель – {grantor}, БИН {bin}, и Грантополучатель – {grantee}, {kind} {identifier}, составили настоящий "
    "акт о нижеследующем.",
)
IDENTIFIERS = {True: Both("БСН", "БИН"), False: Both("ЖСН", "ИИН")}
PROJECT = Both(
    "Жоба: {project}. Конкурс: {contest}. Номинация: {nomination}. Іске асырылған аумақ: {territory}. Мерзімі: "
    "{starts} – {ends}.",
    "Проект: {project}. Конкурс: {contest}. Номинация: {nomination}. Территория реализации: {territory}. Срок: "
    "{starts} – {ends}.",
)
DONE = Both("1. Орындалған іс-шаралар", "1. Выполненные мероприятия")
DONE_HEAD = Both("№|Іс-шара|Мерзімі|Орындалғаны", "№|Мероприятие|Срок|Выполнено")
HOW: dict[How, Both] = {
    "as_planned": Both("Жоспар бойынша.", "По плану."),
    "otherwise": Both("Өзгеріспен: {why}", "С отклонением: {why}"),
    "not_done": Both("Орындалмады: {why}", "Не выполнено: {why}"),
}
RESULTS = Both("Нәтижелер: {results}.", "Результаты: {results}.")
PEOPLE = Both("Қатысқандар: {number} адам.", "Участников: {number}.")
REPORT = Both("Есеп {day} күні қабылданды.", "Отчёт принят {day}.")
MONEY = Both("2. Қаражаттың пайдаланылуы", "2. Использование средств")
MONEY_HEAD = Both(
    "№|Смета бабы|Шарт бойынша, теңге|Жұмсалды, теңге|Айырма, теңге",
    "№|Статья сметы|По договору, тенге|Израсходовано, тенге|Отклонение, тенге",
)
TOTAL = Both("Жиыны", "Итого")
RECEIVED = Both("Алынды: {sum}.", "Получено: {sum}.")
SPENT = Both("Жұмсалды: {sum}.", "Израсходовано: {sum}.")
BACK = Both("Қайтарылуға тиіс: {sum}.", "Подлежит возврату: {sum}.")
NOTHING_BACK = Both("Қайтарылуға тиіс қаражат жоқ.", "Средств, подлежащих возврату, нет.")
CONTENT = Both(
    "Жоба Шартқа сәйкес іске асырылды, қаражат мақсатына сай пайдаланылды.",
    "Проект реализован в соответствии с Договором, средства использованы по целевому назначению.",
)
CLAIMS = {
    False: Both(
        "Тараптардың бір-біріне талабы жоқ. Акт бірдей заңды күші бар екі данада жасалды, әр тарапқа бір-бірден.",
        "Стороны претензий друг к другу не имеют. Акт составлен в двух экземплярах равной юридической силы, по одному "
        "для каждой стороны.",
    ),
    True: Both(
        "Тараптардың бір-біріне басқа талабы жоқ. Акт бірдей заңды күші бар екі данада жасалды, әр тарапқа бір-бірден.",
        "Других претензий друг к другу Стороны не имеют. Акт составлен в двух экземплярах равной юридической силы, по "
        "одному для каждой стороны.",
    ),
}
"""By whether money is still to be returned."""
OWED = Both(
    "Грант алушы Шартта белгіленген мерзімде пайдаланылмаған қаражатты қайтарады.",
    "Грантополучатель возвращает неиспользованные средства в срок, установленный Договором.",
)
GAVE = Both("Тапсырды: Грант алушы", "Сдал: Грантополучатель")
TOOK = Both("Қабылдады: Грант беруші, {position}", "Принял: Грантодатель, {position}")
SIGNATURE = Both("қолы", "подпись")
SEAL = Both("М.О.", "М.П.")


@dataclass(frozen=True)
class Deed:
    activity: Text
    period: Text
    fact: Text
    how: How = "as_planned"
    why: Text = ""


@dataclass(frozen=True)
class Spent:
    """Whole tenge of one line of the budget."""

    item: Text
    granted: int
    spent: int


@dataclass(frozen=True)
class Act:
    """`received`: whole tenge that were paid to the grantee; what of them was not spent and not returned yet is to be
    returned. `results` begins with a number and is in the winner's words."""

    number: str
    day: date
    place: Both
    contract: Reference
    grantor: Party
    grantee: Party
    contest: Both
    nomination: Text
    territory: Text
    project: Text
    starts: date
    ends: date
    accepted: date
    deeds: tuple[Deed, ...]
    results: Text
    people: int
    budget: tuple[Spent, ...]
    received: int
    returned: int = 0

    @property
    def spent(self) -> int:
        return sum(line.spent for line in self.budget)

    @property
    def owed(self) -> int:
        return max(0, self.received - self.spent - self.returned)


def name(act: Act) -> str:
    return together(FILE_TITLE).format(number=act.number)


def parts(act: Act) -> Iterator[Part]:
    """Both languages, each from a page of its own."""
    for place, language in enumerate(OFFICIAL):
        if place:
            yield Turn()
        yield from _said(act, language)


def _said(act: Act, language: Official) -> Iterator[Part]:
    yield Words("title", TITLE.of(language).format(number=act.number))
    yield Words("ends", act.place.of(language), long_date(act.day, language))
    yield Words("paragraph", basis(act.contract, language))
    yield Words("paragraph", parties(act, language))
    yield Words("paragraph", project(act, language))
    yield from _done(act, language)
    closing = [CONTENT, *([OWED] if act.owed else []), CLAIMS[act.owed > 0]]
    yield Whole((
        *_money(act, language), *(Words("paragraph", one.of(language)) for one in closing), signers(act, language),
    ))  # fmt: skip


def basis(contract: Contract | Reference, language: Official) -> str:
    day = kk_date(contract.day, "of") if language == "kk" else long_date(contract.day, language)
    return BASIS.of(language).format(day=day, number=contract.number)


def parties(act: Act | Contract, language: Official) -> str:
    return SIDES.of(language).format(
        grantor=said(act.grantor.name, language), bin=act.grantor.identifier, grantee=said(act.grantee.name, language),
        kind=IDENTIFIERS[act.grantee.kind == "organisation"].of(language), identifier=act.grantee.identifier,
    )  # fmt: skip


def project(act: Act | Contract, language: Official) -> str:
    return PROJECT.of(language).format(
        project=quoted(said(act.project, language)), contest=act.contest.of(language),
        nomination=quoted(said(act.nomination, language)), territory=said(act.territory, language),
        starts=long_date(act.starts, language), ends=long_date(act.ends, language),
    )  # fmt: skip


def _done(act: Act, language: Official) -> Iterator[Part]:
    yield Words("heading", DONE.of(language))
    rows = tuple(
        (str(place), said(deed.activity, language), said(deed.period, language), _fact(deed, language))
        for place, deed in enumerate(act.deeds, 1)
    )
    yield Grid(tuple(DONE_HEAD.of(language).split("|")), rows, (5, 32, 18, 45))
    yield Words("paragraph", RESULTS.of(language).format(results=said(act.results, language).rstrip(". ")))
    yield Words("paragraph", PEOPLE.of(language).format(number=grouped(act.people)))
    yield Words("paragraph", REPORT.of(language).format(day=long_date(act.accepted, language)))


def _fact(deed: Deed, language: Official) -> str:
    how = HOW[deed.how].of(language).format(why=said(deed.why, language))
    fact = said(deed.fact, language).rstrip(". ")
    return f"{fact}. {how}" if fact else how


def _money(act: Act, language: Official) -> Iterator[Part]:
    yield Words("heading", MONEY.of(language))
    rows = tuple(
        (
            str(place),
            said(line.item, language),
            grouped(line.granted),
            grouped(line.spent),
            signed(line.spent - line.granted),
        )
        for place, line in enumerate(act.budget, 1)
    )
    granted = sum(line.granted for line in act.budget)
    foot = ("", TOTAL.of(language), grouped(granted), grouped(act.spent), signed(act.spent - granted))
    yield Grid(tuple(MONEY_HEAD.of(language).split("|")), rows, (5, 41, 18, 18, 18), foot, right=(2, 3, 4))
    yield Words("left", RECEIVED.of(language).format(sum=tenge(act.received, language)))
    yield Words("left", SPENT.of(language).format(sum=tenge(act.spent, language)))
    owed = BACK.of(language).format(sum=tenge(act.owed, language)) if act.owed else NOTHING_BACK.of(language)
    yield Words("left", owed)


def signers(act: Act | Contract, language: Official) -> Signers:
    grantee, grantor = act.grantee, act.grantor
    gave = said(grantee.head if grantee.kind == "organisation" else grantee.name, language)
    took = TOOK.of(language).format(position=inside(said(grantor.head_position, language)))
    people = ((GAVE.of(language), gave), (took, said(grantor.head, language)))
    return Signers(people, SIGNATURE.of(language), SEAL.of(language))
