"""«Қысқа тізім» / «Шорт-лист»: the works that go on from the shortlist round, by nomination, as a list to print and an
annex of the protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from . import parts_pdf
from .bilingual import Both, Text, together
from .paper import Sheet
from .parts import Grid, Part, Signers, Words
from .protocol_texts import CHAIR_SIGNS, SECRETARY_SIGNS, SIGNATURE
from .words import moment, number

Mode = Literal["yes_no", "stars"]
TITLE = Both("Қысқа тізім", "Шорт-лист")
ANNEX = Both("Жылдам іріктеудің қорытындысы", "Итоги быстрого отбора")
HOW: dict[Mode, Both] = {
    "yes_no": Both(
        "Комиссия мүшелері номинацияның барлық жұмысын қарап, әрқайсысы бойынша «иә» не «жоқ» деп жауап берді.",
        "Члены комиссии просмотрели все работы номинации и по каждой ответили «да» или «нет».",
    ),
    "stars": Both(
        "Комиссия мүшелері номинацияның барлық жұмысын қарап, әрқайсысына бірден беске дейін жұлдыз қойды.",
        "Члены комиссии просмотрели все работы номинации и поставили каждой от одной до пяти звёзд.",
    ),
}
WENT_ON = Both(
    "Барлық өлшемшарт бойынша бағалауға үздік {size} жұмыс, сондай-ақ соңғысымен тең жұмыстар өтті.",
    "К оценке по всем критериям прошли {size} лучших работ, а также равные последней из них.",
)
CLOSED = Both(
    "Төраға жылдам іріктеуді барлық мүшені күтпей аяқтады: {reason}",
    "Председатель завершил быстрый отбор, не ожидая всех членов: {reason}",
)
CODES = ("№", "Код", "Жұмыс / Работа")
NAMED = ("№", "Нөмірі / Номер", "Өтініш беруші / Заявитель", "Жұмыс / Работа", "Жауаптар / Ответы",
         "Нәтиже / Итог")  # fmt: skip
ON = Both("өтті", "прошла")
OFF = Both("өтпеді", "не прошла")
NOBODY = Both("жауап берген мүше жоқ", "ответивших нет")
OF = Both("{yes}/{all} «иә»", "{yes}/{all} «да»")
MADE = Both("Тізім жасалды", "Список составлен")


@dataclass(frozen=True)
class Line:
    """A work. `number` and `applicant` are empty while whose it is may not be told."""

    code: str
    title: str
    number: str
    applicant: str
    total: int
    voters: int
    goes_on: bool


@dataclass(frozen=True)
class Group:
    """One nomination, its works in the order in which they are listed; `made` is aware; `reason`: the chair's."""

    position: int
    nomination: Both
    size: int
    made: datetime
    lines: tuple[Line, ...]
    is_named: bool
    reason: str = ""


@dataclass(frozen=True)
class Shortlist:
    """`signers`: (position, name); none while nobody sits there yet."""

    mode: Mode
    contest: Both
    organisation: Both
    groups: tuple[Group, ...]
    signers: tuple[tuple[Both, str], ...] = ()


def draw(found: Shortlist) -> bytes:
    name = f"{together(TITLE)} · {together(found.contest)}"
    return parts_pdf.bound(Sheet(together(TITLE), together(found.organisation), name), _whole(found))


def annex(mode: Mode, groups: Sequence[Group]) -> Iterator[Part]:
    """Nothing where nobody was asked."""
    if groups:
        yield Words("title", together(ANNEX))
        yield from _said(mode)
        for group in groups:
            yield from _group(mode, group)


def _whole(found: Shortlist) -> Iterator[Part]:
    yield Words("centre", together(found.organisation))
    yield Words("centre", together(found.contest))
    yield Words("title", together(TITLE))
    yield from _said(found.mode)
    for group in found.groups:
        yield from _group(found.mode, group)
    if found.signers:
        yield Signers(tuple((together(role), name) for role, name in found.signers), together(SIGNATURE))


def _said(mode: Mode) -> Iterator[Part]:
    yield Words("paragraph", HOW[mode].kk)
    yield Words("paragraph", HOW[mode].ru)


def _group(mode: Mode, group: Group) -> Iterator[Part]:
    yield Words("over", together(group.nomination))
    yield Words("small", together(Both(*(text.format(size=group.size) for text in WENT_ON))))
    at = Both(moment(group.made, "kk"), moment(group.made, "ru"))
    yield Words("small", f"{together(MADE)}: {together(at)}")
    if group.reason:
        yield Words("small", together(Both(*(text.format(reason=group.reason) for text in CLOSED))))
    if group.is_named:
        rows = tuple(
            (str(place), one.number, one.applicant, one.title, together(_answers(mode, one)),
             together(ON if one.goes_on else OFF))
            for place, one in enumerate(group.lines, 1)
        )  # fmt: skip
        yield Grid(NAMED, rows, (6, 17, 25, 26, 14, 12))
        return
    going = [one for one in group.lines if one.goes_on]
    yield Grid(CODES, tuple((str(place), one.code, one.title) for place, one in enumerate(going, 1)), (8, 22, 70))


def _answers(mode: Mode, one: Line) -> Text:
    if not one.voters:
        return NOBODY
    if mode == "yes_no":
        return Both(*(text.format(yes=one.total, all=one.voters) for text in OF))
    return number(Decimal(one.total) / one.voters, 2)


__all__ = ["CHAIR_SIGNS", "SECRETARY_SIGNS", "Group", "Line", "Mode", "Shortlist", "annex", "draw"]
