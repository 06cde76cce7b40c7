"""The act by which a winner receives gifts: one act per winner, the Kazakh text and then the Russian one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from . import paper
from .bilingual import Both, Official, Text, said, together
from .contract_facts import Reference
from .paper import Heading, Sheet, line
from .text import quoted
from .words import grouped, kk_date, long_date, tenge

__all__ = ["Gift", "Handover", "Reference", "Representative", "draw"]


@dataclass(frozen=True)
class Gift:
    """`price` is whole tenge for one piece."""

    name: Text
    quantity: int
    price: int

    @property
    def total(self) -> int:
        return self.quantity * self.price


@dataclass(frozen=True)
class Representative:
    """Who signs for a minor: a parent, a guardian, or a teacher with a power («анасы», «мать»)."""

    name: str
    relation: Text
    identifier: str = ""


@dataclass(frozen=True)
class Handover:
    """`receiver` is the winner in the nominative; `about` is school and grade or territory. A minor has a
    `representative`. `contest` is printed as given, on a line of its own."""

    number: str
    day: date
    place: Both
    protocol: Reference
    contest: Both
    organisation: Both
    giver: str
    giver_position: Text
    receiver: str
    nomination: Text
    gifts: tuple[Gift, ...]
    about: Text = ""
    representative: Representative | None = None


TITLE = Both("Сыйлықтарды қабылдау-тапсыру № {number} АКТІСІ", "АКТ № {number} приёма-передачи подарков")
FILE_TITLE = Both("№ {number} акт", "Акт № {number}")
_BASIS = Both(
    "Негіздеме: сараптама комиссиясы отырысының {day} № {number} хаттамасы.",
    "Основание: протокол № {number} заседания экспертной комиссии от {day}.",
)
_STATEMENT = Both(
    "Біз, төменде қол қоюшылар, {organisation} атынан {position} {giver} (бұдан әрі – Тапсырушы) және {receiver} "
    "(бұдан әрі – Алушы), Тапсырушы төмендегі сыйлықтарды тапсырғаны, ал Алушы оларды қабылдағаны туралы осы актіні "
    "жасадық.",
    "Мы, нижеподписавшиеся: от имени организации {organisation} – {position} {giver} (далее – Передающая сторона) и "
    "{receiver} (далее – Получатель), составили настоящий акт о том, что Передающая сторона передала, а Получатель "
    "принял следующие подарки.",
)
_RECEIVER = Both("Алушы: {receiver}. {about}", "Получатель: {receiver}. {about}")
_NOMINATION = Both("Номинация: {nomination}.", "Номинация: {nomination}.")
_FOR_MINOR = Both(
    "Кәмелетке толмаған алушының өкілі: {name}, {relation}{identifier}.",
    "Представитель несовершеннолетнего получателя: {name}, {relation}{identifier}.",
)
_IDENTIFIER = Both(", ЖСН\u00a0{identifier}", ", ИИН\u00a0{identifier}")
_HEAD = Both(
    "№|Сыйлықтың атауы|Саны|Бағасы, теңге|Сомасы, теңге", "№|Наименование подарка|Кол-во|Цена, тенге|Сумма, тенге"
)
_TOTAL = Both("Жиыны", "Итого")
_IN_WORDS = Both("Сыйлықтардың жалпы құны: {sum}.", "Общая стоимость подарков: {sum}.")
_CONTENT = Both(
    "Сыйлықтар жарамды күйінде толық қабылданды. Алушының саны мен сапасына қатысты талап-арызы жоқ. Акт екі данада "
    "жасалды, әр тарапқа бір-бірден.",
    "Подарки приняты полностью и в исправном состоянии. Претензий по количеству и качеству у Получателя нет. Акт "
    "составлен в двух экземплярах, по одному для каждой стороны.",
)
_GAVE = Both("Тапсырды: {position}", "Передал(а): {position}")
_TOOK = Both("Қабылдады", "Принял(а)")
_TOOK_FOR = Both("Қабылдады (өкілі, {relation})", "Принял(а) (представитель, {relation})")
_SIGNATURE = Both("қолы", "подпись")
_SEAL = Both("М.О.", "М.П.")


def draw(handover: Handover) -> bytes:
    title = together(FILE_TITLE).format(number=handover.number)
    story = _text(handover, "kk") + paper.new_page() + _text(handover, "ru")
    return paper.bound(Sheet(title, together(handover.organisation), title), story)


def _text(handover: Handover, language: Official) -> list[Flowable]:
    day = handover.protocol.day
    basis_day = kk_date(day, "of") if language == "kk" else long_date(day, language)
    return [
        Heading(TITLE.of(language).format(number=handover.number), 1, "title"),
        paper.words(handover.contest.of(language), "centre"),
        paper.space(6),
        paper.ends(handover.place.of(language), long_date(handover.day, language)),
        paper.space(6),
        line(_BASIS.of(language), day=basis_day, number=handover.protocol.number),
        *_parties(handover, language),
        paper.space(4),
        *_gifts(handover, language),
        line(_CONTENT.of(language)),
        paper.space(8),
        paper.kept([paper.signatures(_signers(handover, language), _SIGNATURE.of(language), _SEAL.of(language))]),
    ]


def _parties(handover: Handover, language: Official) -> list[Flowable]:
    about = said(handover.about, language)
    flowables: list[Flowable] = [
        line(
            _STATEMENT.of(language),
            organisation=handover.organisation.of(language), position=said(handover.giver_position, language),
            giver=handover.giver, receiver=handover.receiver,
        ),
        line(_RECEIVER.of(language), receiver=handover.receiver, about=f"{about}." if about else ""),
        line(_NOMINATION.of(language), nomination=quoted(said(handover.nomination, language))),
    ]  # fmt: skip
    adult = handover.representative
    if adult:
        identifier = _IDENTIFIER.of(language).format(identifier=adult.identifier) if adult.identifier else ""
        relation = said(adult.relation, language)
        flowables.append(line(_FOR_MINOR.of(language), name=adult.name, relation=relation, identifier=identifier))
    return flowables


def _gifts(handover: Handover, language: Official) -> list[Flowable]:
    rows = [
        (str(i), said(gift.name, language), str(gift.quantity), _right(gift.price), _right(gift.total))
        for i, gift in enumerate(handover.gifts, 1)
    ]
    total = sum(gift.total for gift in handover.gifts)
    pieces = str(sum(gift.quantity for gift in handover.gifts))
    foot = ("", _TOTAL.of(language), pieces, "", _right(total))
    return [
        paper.grid(_HEAD.of(language).split("|"), rows, (6, 48, 10, 18, 18), foot),
        paper.space(6),
        line(_IN_WORDS.of(language), sum=tenge(total, language)),
    ]


def _right(n: int) -> Flowable:
    return line("{n}", "cell-right", n=grouped(n))


def _signers(handover: Handover, language: Official) -> list[tuple[str, str]]:
    gave = _GAVE.of(language).format(position=said(handover.giver_position, language))
    adult = handover.representative
    if adult is None:
        return [(gave, handover.giver), (_TOOK.of(language), handover.receiver)]
    took = _TOOK_FOR.of(language).format(relation=said(adult.relation, language))
    return [(gave, handover.giver), (took, adult.name)]
