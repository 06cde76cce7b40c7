"""What is put beside the protocol when a winner does not take the grant: who, why, and who is called from the reserve
that the commission decided on. Piece by piece, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .bilingual import OFFICIAL, Both, Official, Text, said, together
from .contract_clauses import fill
from .contract_facts import Reference
from .parts import Part, Signers, Turn, Words
from .text import ended, quoted
from .words import kk_date, long_date, tenge

TITLE = Both(
    "Сараптама комиссиясы отырысының № {number} хаттамасына ҚОСЫМША",
    "ДОПОЛНЕНИЕ к протоколу № {number} заседания экспертной комиссии",
)
_GIVEN_UP = {
    True: Both(
        "Жеңімпаз {name} ({application} өтінімі, {title} жобасы, номинация: {nomination}) гранттан бас тартты: {day}.",
        "Победитель {name} (заявка {application}, проект {title}, номинация: {nomination}) отказался от гранта: {day}.",
    ),
    False: Both(
        "Жеңімпаз {name} ({application} өтінімі, {title} жобасы, номинация: {nomination}) белгіленген мерзімде "
        "жауап бермеді; бұл гранттан бас тарту деп танылды: {day}.",
        "Победитель {name} (заявка {application}, проект {title}, номинация: {nomination}) не ответил в установленный "
        "срок; это признано отказом от гранта: {day}.",
    ),
}
_REASON = Both("Себебі: {reason}", "Причина: {reason}")
_CALLED = Both(
    "Комиссияның {held} № {number} хаттамасымен бекітілген резервтік тізімнен жеңімпаз болып мыналар танылады: {name} "
    "({application} өтінімі, {title} жобасы, аумағы: {territory}). Грант {sum} мөлшерінде беріледі.",
    "Из резервного списка, утверждённого протоколом № {number} от {held}, победителем признаётся: {name} (заявка "
    "{application}, проект {title}, территория: {territory}). Грант предоставляется в размере {sum}.",
)
_NOBODY = Both(
    "Резервтік тізімде шарттарға сай келетін үміткер жоқ: орын бос қалады.",
    "В резервном списке нет кандидата, отвечающего условиям: место остаётся незанятым.",
)
_SIGNERS = (Both("Комиссия төрағасы", "Председатель комиссии"), Both("Комиссия хатшысы", "Секретарь комиссии"))
_SIGNATURE = Both("қолы", "подпись")


@dataclass(frozen=True)
class Applicant:
    application: str
    name: str
    title: str
    territory: Text


@dataclass(frozen=True)
class Addendum:
    """`said_so`: they refused themselves, else silence was taken as a refusal. `called` is None where nobody of the
    reserve fits."""

    protocol: Reference
    contest: Both
    place: Both
    day: date
    nomination: Text
    given_up: Applicant
    said_so: bool
    reason: str
    called: Applicant | None
    amount: int
    chair: Text
    secretary: Text
    organisation: Both


def name(addendum: Addendum) -> str:
    """Of the file."""
    return fill(together(TITLE), {"number": addendum.protocol.number})


def parts(addendum: Addendum) -> Iterator[Part]:
    for language in OFFICIAL:
        if language != OFFICIAL[0]:
            yield Turn()
        yield Words("title", fill(TITLE.of(language), {"number": addendum.protocol.number}))
        yield Words("centre", addendum.contest.of(language))
        yield Words("ends", addendum.place.of(language), long_date(addendum.day, language))
        yield from _told(addendum, language)
        people = zip(_SIGNERS, (addendum.chair, addendum.secretary), strict=True)
        signers = tuple((role.of(language), said(person, language)) for role, person in people)
        yield Signers(signers, _SIGNATURE.of(language))


def _told(addendum: Addendum, language: Official) -> Iterator[Part]:
    gone = _of(addendum.given_up, language) | {
        "nomination": said(addendum.nomination, language), "day": long_date(addendum.day, language),
    }  # fmt: skip
    yield Words("paragraph", "1. " + fill(_GIVEN_UP[addendum.said_so].of(language), gone))
    if addendum.reason:
        yield Words("paragraph", fill(_REASON.of(language), {"reason": ended(addendum.reason)}))
    if addendum.called is None:
        yield Words("paragraph", "2. " + _NOBODY.of(language))
        return
    held = addendum.protocol.day
    facts = _of(addendum.called, language) | {
        "number": addendum.protocol.number, "sum": tenge(addendum.amount, language),
        "held": kk_date(held, "of") if language == "kk" else long_date(held, language),
    }  # fmt: skip
    yield Words("paragraph", "2. " + fill(_CALLED.of(language), facts))


def _of(one: Applicant, language: Official) -> dict[str, str]:
    return {
        "name": one.name, "application": one.application, "title": quoted(one.title),
        "territory": said(one.territory, language),
    }  # fmt: skip
