"""The annexes of the small-grant agreement, once, in both languages: budget, plan of activities, form of the report."""

from __future__ import annotations

from reportlab.platypus import Flowable

from . import paper
from .bilingual import Both, together
from .contract_facts import Contract
from .paper import Heading, line
from .words import grouped, tenge

_ANNEX = Both("№ {contract} шартқа {i}-қосымша", "Приложение {i} к Договору № {contract}")
_SIGNERS = (Both("Грант беруші", "Грантодатель"), Both("Грант алушы", "Грантополучатель"))
_SIGNATURE = Both("қолы", "подпись")

_BUDGET = Both("Шығыстар сметасы", "Смета")
_BUDGET_HEAD = (
    Both("№", "№"),
    Both("Шығыс атауы", "Наименование расхода"),
    Both("Өлшем бірлігі", "Ед. изм."),
    Both("Саны", "Кол-во"),
    Both("Бағасы, теңге", "Цена, тенге"),
    Both("Грант есебінен, теңге", "За счёт гранта, тенге"),
    Both("Өз үлесі, теңге", "Собственный вклад, тенге"),
)
_TOTAL = Both("Жиыны", "Итого")
_IN_WORDS = Both("Грант есебінен жиыны: {sum}.", "Всего за счёт гранта: {sum}.")

_PLAN = Both("Іс-шаралар жоспары", "План мероприятий")
_PLAN_HEAD = (
    Both("№", "№"), Both("Іс-шара", "Мероприятие"), Both("Мерзімі", "Срок"), Both("Нәтижесі", "Результат"),
)  # fmt: skip

_REPORT = Both("Шағын грант бойынша есеп (нысан)", "Отчёт по малому гранту (форма)")
_CONTENT = Both("1. Мазмұндық есеп", "1. Содержательный отчёт")
_CONTENT_HEAD = (
    Both("Іс-шара", "Мероприятие"), Both("Жоспар", "План"), Both("Нақты", "Факт"),
    Both("Ауытқу және оның себебі", "Отклонение и его причина"),
)  # fmt: skip
_FIGURES_HEAD = Both("Көрсеткіш", "Показатель")
_FIGURES = (
    Both("Қатысушылар, барлығы (оның ішінде балалар)", "Участников, всего (в том числе детей)"),
    Both("Еріктілер", "Волонтёров"),
    Both("Серіктестер", "Партнёры"),
    Both("Негізгі сандық нәтиже (м², кг, дана)", "Главный результат в цифрах (м², кг, шт.)"),
    Both("Қиындықтар және оларды шешу жолдары", "Трудности и как они решены"),
    Both("Жоба аяқталғаннан кейін нәтиже қалай сақталады", "Как результат сохранится после Проекта"),
    Both("Жетістік тарихы (5–8 сөйлем)", "История успеха (5–8 предложений)"),
)
_COUNTED = 4  # the first figures are numbers, the others need room to write
_MONEY = Both("2. Қаржылық есеп, теңге", "2. Финансовый отчёт, тенге")
_MONEY_HEAD = (
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
_REPORTED = Both("Есепті ұсынды", "Отчёт представил(а)")
_ACCEPTED = Both("Есепті қабылдады", "Отчёт принял(а)")


def annexes(contract: Contract) -> list[Flowable]:
    people = [
        (together(role), together(party.head or party.name))
        for role, party in zip(_SIGNERS, (contract.grantor, contract.grantee), strict=True)
    ]
    return [
        *_opening(contract, 1, _BUDGET), *_budget(contract), *_signed(people),
        *_opening(contract, 2, _PLAN), _plan(contract), *_signed(people),
        *_opening(contract, 3, _REPORT), *_report(contract),
    ]  # fmt: skip


def _signed(people: list[tuple[str, str]]) -> list[Flowable]:
    return [paper.space(8), paper.signatures(people, together(_SIGNATURE))]


def _opening(contract: Contract, i: int, title: Both) -> list[Flowable]:
    return [
        *paper.new_page(),
        *(line(phrase, "right", contract=contract.number, i=i) for phrase in _ANNEX),
        paper.space(4),
        Heading(together(title), 1, "title"),
        paper.space(6),
    ]


def _titles(head: tuple[Both, ...]) -> list[str]:
    return [together(title) for title in head]


def _sum(n: int) -> Flowable:
    return line("{n}", "cell-right", n=grouped(n))


def _budget(contract: Contract) -> list[Flowable]:
    rows = [
        (
            str(i), together(one.item), together(one.unit), one.quantity,
            _sum(one.price), _sum(one.amount), _sum(one.own),
        )
        for i, one in enumerate(contract.budget, 1)
    ]  # fmt: skip
    own = sum(one.own for one in contract.budget)
    foot = ("", together(_TOTAL), "", "", "", _sum(contract.amount), _sum(own))
    return [
        paper.grid(_titles(_BUDGET_HEAD), rows, (5, 36, 11, 9, 12, 14, 13), foot),
        paper.space(6),
        line(_IN_WORDS.kk, sum=tenge(contract.amount, "kk")),
        line(_IN_WORDS.ru, sum=tenge(contract.amount, "ru")),
    ]


def _plan(contract: Contract) -> Flowable:
    rows = [
        (str(i), together(one.activity), together(one.period), together(one.result))
        for i, one in enumerate(contract.plan, 1)
    ]
    return paper.grid(_titles(_PLAN_HEAD), rows, (5, 42, 20, 33))


def _report(contract: Contract) -> list[Flowable]:
    done = [(together(one.activity), together(one.result), "", "") for one in contract.plan]
    figures = [(together(figure), paper.space(12 if i < _COUNTED else 32)) for i, figure in enumerate(_FIGURES)]
    spent = [(together(one.item), _sum(one.amount), "", "", "") for one in contract.budget]
    total = (together(_TOTAL), _sum(contract.amount), "", "", "")
    return [
        *paper.section(together(_CONTENT)),
        paper.grid(_titles(_CONTENT_HEAD), done, (34, 26, 16, 24)),
        paper.space(6),
        paper.grid([together(_FIGURES_HEAD), ""], figures, (50, 50)),
        *paper.section(together(_MONEY)),
        paper.grid(_titles(_MONEY_HEAD), spent, (30, 13, 13, 13, 31), total),
        paper.space(6),
        *(line(phrase, "left") for phrase in _BALANCE),
        *(
            line(phrase, photos=contract.photos, videos=contract.videos, publications=contract.publications)
            for phrase in _ATTACHED
        ),
        paper.space(8),
        paper.signatures([(together(_REPORTED), ""), (together(_ACCEPTED), "")], together(_SIGNATURE)),
    ]
