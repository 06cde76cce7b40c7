"""What ends the small-grant agreement before its time says: an agreement of both, or a notice of the grantor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .bilingual import Both, Official, said
from .contract_clauses import fill
from .contract_facts import Party
from .parts import Part, Words
from .text import NBSP
from .words import long_date, tenge

TITLES = {
    False: Both("ШАРТТЫ БҰЗУ ТУРАЛЫ № {number} КЕЛІСІМ", "СОГЛАШЕНИЕ № {number} О РАСТОРЖЕНИИ"),
    True: Both("ШАРТТЫ БҰЗУ ТУРАЛЫ № {number} ХАБАРЛАМА", "УВЕДОМЛЕНИЕ № {number} О РАСТОРЖЕНИИ"),
}
"""By whether it is a notice."""
OF = Both(
    "шағын грант беру туралы {day} № {contract} шарт",
    "договора № {contract} от {day} о предоставлении малого гранта",
)
PREAMBLES = {
    False: Both(
        "{grantor} («Грант беруші») және {grantee} («Грант алушы»), бірлесіп «Тараптар», шағын грант беру туралы {day} "
        "№ {contract} шартты (бұдан әрі – Шарт) бұзу туралы осы келісімді жасасты:",
        "{grantor} («Грантодатель») и {grantee} («Грантополучатель»), совместно «Стороны», заключили настоящее "
        "соглашение о расторжении договора № {contract} от {day} о предоставлении малого гранта (далее – Договор):",
    ),
    True: Both(
        "{grantor} («Грант беруші») Грант алушыға ({grantee}) шағын грант беру туралы {day} № {contract} шарттың "
        "(бұдан әрі – Шарт) бұзылатынын хабарлайды:",
        "{grantor} («Грантодатель») уведомляет Грантополучателя ({grantee}) о расторжении договора № {contract} от "
        "{day} о предоставлении малого гранта (далее – Договор):",
    ),
}
_ENDS = Both("Шарттың қолданылуы тоқтатылатын күн: {ended}.", "Договор прекращается: {ended}.")
_AHEAD = Both(
    "Шарттың қолданылуы тоқтатылатын күн: {ended}. Осы күнге дейін Шарт қолданылады.",
    "Договор прекращается: {ended}. До этого дня Договор действует.",
)
_DUTIES = Both(
    "Осы күннен бастап Тараптардың Шарт бойынша міндеттемелері тоқтатылады, бұған дейін туындағандары қоспағанда.",
    "С этого дня обязательства Сторон по Договору прекращаются, кроме возникших до него.",
)
_RETURN = Both(
    "Грант алушы Грант берушіге {sum} қайтарады: {start} бастап {days} күнтізбелік күн ішінде, мына деректемелер "
    "бойынша: {account}.",
    "Грантополучатель возвращает Грантодателю {sum} в течение {days} со дня {start} по реквизитам: {account}.",
)
_START = {
    False: Both("осы келісімге қол қойылған күннен", "подписания настоящего соглашения"),
    True: Both("осы хабарлама алынған күннен", "получения настоящего уведомления"),
}
_START_AHEAD = Both("Шарттың қолданылуы тоқтатылған күннен", "прекращения Договора")
_NOTHING = Both("Қайтарылатын ақша жоқ.", "Денег к возврату нет.")
_ACCOUNT = Both(
    "ЖСК (IBAN) {account}, {bank}, БСК {bic}, Кбе {kbe}", "ИИК (IBAN) {account}, {bank}, БИК {bic}, КБе {kbe}"
)
CLOSINGS = {
    False: (
        Both(
            "Осы келісім екі Тарап қол қойған күннен бастап күшіне енеді.",
            "Настоящее соглашение вступает в силу со дня подписания обеими Сторонами.",
        ),
        Both(
            "Келісім қазақ және орыс тілдерінде жасалды, екі мәтіннің де заңды күші бірдей; әр Тарапқа бір-бірден екі "
            "дана.",
            "Соглашение составлено на казахском и русском языках, оба текста имеют одинаковую юридическую силу, в двух "
            "экземплярах, по одному для каждой Стороны.",
        ),
    ),
    True: (
        Both(
            "Хабарлама қазақ және орыс тілдерінде жасалды. Грант алушының қолы хабарламаның алынғанын ғана растайды.",
            "Уведомление составлено на казахском и русском языках. Подпись Грантополучателя подтверждает только его "
            "получение.",
        ),
    ),
}


@dataclass(frozen=True)
class Ending:
    """Whole tenge come back within calendar days to the grantor's account."""

    ended_on: date
    to_return: int
    return_days: int
    is_notice: bool
    is_ahead: bool = False
    """The contract ends on a day after that of the paper."""


def told(ending: Ending, grantor: Party, language: Official) -> Iterator[Part]:
    ends, start = (_AHEAD, _START_AHEAD) if ending.is_ahead else (_ENDS, _START[ending.is_notice])
    yield Words("paragraph", fill(ends.of(language), {"ended": long_date(ending.ended_on, language)}))
    yield Words("paragraph", _DUTIES.of(language))
    if not ending.to_return:
        yield Words("paragraph", _NOTHING.of(language))
        return
    bank = {"account": grantor.account, "bank": said(grantor.bank, language), "bic": grantor.bic, "kbe": grantor.kbe}
    facts = {
        "sum": tenge(ending.to_return, language), "start": start.of(language),
        "account": fill(_ACCOUNT.of(language), bank),
        "days": str(ending.return_days) if language == "kk" else _days(ending.return_days),
    }  # fmt: skip
    yield Words("paragraph", fill(_RETURN.of(language), facts))


def _days(count: int) -> str:
    """Genitive, as after «в течение»."""
    one = count % 10 == 1 and count % 100 != 11
    return f"{count}{NBSP}{'календарного дня' if one else 'календарных дней'}"
