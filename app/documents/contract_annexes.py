"""The annexes of the small-grant agreement: budget, plan of activities and form of the report once, in both languages;
form of the act in each."""

from __future__ import annotations

from collections.abc import Iterator

from . import contract_act
from .bilingual import OFFICIAL, Both, together
from .contract_facts import BudgetLine, Contract
from .parts import Grid, Part, Signers, Turn, Whole, Words
from .words import grouped, tenge

_ANNEX = Both("№ {contract} шартқа {i}-қосымша", "Приложение {i} к Договору № {contract}")
_SIGNERS = (Both("Грант беруші", "Грантодатель"), Both("Грант алушы", "Грантополучатель"))
SIGNATURE = Both("қолы", "подпись")

BUDGET = Both("Шығыстар сметасы", "Смета")
BUDGET_HEAD = (
    Both("№", "№"),
    Both("Шығыс атауы", "Наименование расхода"),
    Both("Өлшем бірлігі", "Ед. изм."),
    Both("Саны", "Кол-во"),
    Both("Бағасы, теңге", "Цена, тенге"),
    Both("Грант есебінен, теңге", "За счёт гранта, тенге"),
    Both("Өз үлесі, теңге", "Собственный вклад, тенге"),
)
TOTAL = Both("Жиыны", "Итого")
IN_WORDS = Both("Грант есебінен жиыны: {sum}.", "Всего за счёт гранта: {sum}.")

_PLAN = Both("Іс-шаралар жоспары", "План мероприятий")
_PLAN_HEAD = (
    Both("№", "№"), Both("Іс-шара", "Мероприятие"), Both("Мерзімі", "Срок"), Both("Нәтижесі", "Результат"),
)  # fmt: skip

_REPORT = Both("Шағын грант бойынша есеп (нысан)", "Отчёт по малому гранту (форма)")
CONTENT = Both("1. Мазмұндық есеп", "1. Содержательный отчёт")
CONTENT_HEAD = (
    Both("Іс-шара", "Мероприятие"), Both("Жоспар", "План"), Both("Нақты", "Факт"),
    Both("Ауытқу және оның себебі", "Отклонение и его причина"),
)  # fmt: skip
FIGURES_HEAD = Both("Көрсеткіш", "Показатель")
_FIGURES = (
    Both("Қатысушылар, барлығы (оның ішінде балалар)", "Участников, всего (в том числе детей)"),
    Both("Еріктілер", "Волонтёров"),
    Both("Серіктестер", "Партнёры"),
    Both("Негізгі сандық нәтиже (м², кг, дана)", "Главный результат в цифрах (м², кг, шт.)"),
    Both("Қиындықтар және оларды шешу жолдары", "Трудности и как они решены"),
    Both("Жоба аяқталғаннан кейін нәтиже қалай сақталады", "Как результат сохранится после Проекта"),
    Both("Жетістік тарихы (5–8 сөйлем)", "История успеха (5–8 предложений)"),
)
_TALL = (12,) * 4 + (32,) * 3
"""The first figures are numbers, the others need room to write."""
MONEY = Both("2. Қаржылық есеп, теңге", "2. Финансовый отчёт, тенге")
MONEY_HEAD = (
    Both("Шығыс бабы", "Статья расходов"), Both("Жоспар", "План"), Both("Нақты", "Факт"), Both("Ауытқу", "Отклонение"),
    Both("Растайтын құжат (түрі, №, күні, өнім беруші)", "Подтверждающий документ (вид, №, дата, поставщик)"),
)  # fmt: skip
_BALANCE = Both(
    "Алынды: ____________ Жұмсалды: ____________ Қалдық: ____________ Қалдық қайтарылған төлем тапсырмасы: "
    "№ ____________",
    "Получено: ____________ Израсходовано: ____________ Остаток: ____________ Платёжное поручение о возврате остатка: "
    "№ ____________",
)
_ATTACHED = Both(
    "3. Қоса беріледі: фотосуреттер – кемінде {photos}, бейнежазба – кемінде {videos}, жарияланым – кемінде "
    "{publications}, шығыстарды растайтын құжаттардың көшірмелері.",
    "3. Прилагаются: фотографии – не менее {photos}, видеозапись – не менее {videos}, публикация – не менее "
    "{publications}, копии документов, подтверждающих расходы.",
)
REPORTED = Both("Есепті ұсынды", "Отчёт представил(а)")
ACCEPTED = Both("Есепті қабылдады", "Отчёт принял(а)")


def annexes(contract: Contract) -> Iterator[Part]:
    people = tuple(
        (together(role), together(party.head or party.name))
        for role, party in zip(_SIGNERS, (contract.grantor, contract.grantee), strict=True)
    )
    yield from _opening(contract, 1, BUDGET)
    yield from budget(contract.budget, contract.amount)
    yield Signers(people, together(SIGNATURE))
    yield from _opening(contract, 2, _PLAN)
    yield _plan(contract)
    yield Signers(people, together(SIGNATURE))
    yield from _opening(contract, 3, _REPORT)
    yield from _report(contract)
    for language in OFFICIAL:
        yield Turn()
        yield Words("right", _ANNEX.of(language).format(contract=contract.number, i=4))
        yield from contract_act.form(contract, language)


def _opening(contract: Contract, i: int, title: Both) -> Iterator[Part]:
    yield Turn()
    yield from (Words("right", phrase.format(contract=contract.number, i=i)) for phrase in _ANNEX)
    yield Words("title", together(title))


def _titles(head: tuple[Both, ...]) -> tuple[str, ...]:
    return tuple(together(title) for title in head)


def budget(lines: tuple[BudgetLine, ...], amount: int) -> Iterator[Part]:
    """The table and its sum in words; `amount` is what the grant pays of it."""
    rows = tuple(
        (
            str(i), together(one.item), together(one.unit), one.quantity, grouped(one.price), grouped(one.amount),
            grouped(one.own),
        )
        for i, one in enumerate(lines, 1)
    )  # fmt: skip
    foot = ("", together(TOTAL), "", "", "", grouped(amount), grouped(sum(one.own for one in lines)))
    yield Grid(_titles(BUDGET_HEAD), rows, (5, 36, 11, 9, 12, 14, 13), foot, right=(4, 5, 6))
    yield from (Words("paragraph", IN_WORDS.of(language).format(sum=tenge(amount, language))) for language in OFFICIAL)


def _plan(contract: Contract) -> Grid:
    rows = tuple(
        (str(i), together(one.activity), together(one.period), together(one.result))
        for i, one in enumerate(contract.plan, 1)
    )
    return Grid(_titles(_PLAN_HEAD), rows, (5, 42, 20, 33))


def _report(contract: Contract) -> Iterator[Part]:
    done = tuple((together(one.activity), together(one.result), "", "") for one in contract.plan)
    spent = tuple((together(one.item), grouped(one.amount), "", "", "") for one in contract.budget)
    total = (together(TOTAL), grouped(contract.amount), "", "", "")
    proofs = {"photos": contract.photos, "videos": contract.videos, "publications": contract.publications}
    yield Words("heading", together(CONTENT))
    yield Grid(_titles(CONTENT_HEAD), done, (34, 26, 16, 24))
    yield Grid((together(FIGURES_HEAD), ""), tuple((together(one), "") for one in _FIGURES), (50, 50), tall=_TALL)
    yield Whole((
        Words("heading", together(MONEY)),
        Grid(_titles(MONEY_HEAD), spent, (30, 13, 13, 13, 31), total, right=(1,)),
        *(Words("left", phrase) for phrase in _BALANCE),
        *(Words("paragraph", phrase.format(**proofs)) for phrase in _ATTACHED),
        Signers(((together(REPORTED), ""), (together(ACCEPTED), "")), together(SIGNATURE)),
    ))  # fmt: skip
