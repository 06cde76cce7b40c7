"""«Бағалау парағы» / «Оценочный лист», and «Жылдам іріктеу парағы» / «Лист быстрого отбора», to be filled in by hand: a
table for each expert and nomination, a line for each work under its code, a box for each criterion or answer. Nothing
on it says whose a work is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportlab.platypus import Flowable

from . import paper, parts_pdf
from .bilingual import Both, Text, together
from .paper import Heading, Sheet, line
from .parts import Signers, Turn
from .shortlist import Mode
from .words import number

TITLE = Both("Бағалау парағы", "Оценочный лист")
EXPERT = Both("Сарапшы", "Эксперт")
HOW = Both(
    "Әр торкөзге 0-ден {top}-ге дейінгі бүтін балл қойыңыз. Мүдделер қақтығысы бар жұмысты сызып тастаңыз. Түзетуді "
    "қолыңызбен растаңыз.",
    "В каждую клетку ставится целый балл от 0 до {top}. Работу, по которой есть конфликт интересов, зачеркните. "
    "Исправление заверьте подписью.",
)
QUICK_TITLE = Both("Жылдам іріктеу парағы", "Лист быстрого отбора")
QUICK_HOW: dict[Mode, Both] = {
    "yes_no": Both(
        "Әр жұмыс бойынша бір торкөзге × белгісін қойыңыз: жұмыс толық бағалауға өте ме? Мүдделер қақтығысы бар "
        "жұмысты сызып тастаңыз. Түзетуді қолыңызбен растаңыз.",
        "По каждой работе поставьте × в одну клетку: проходит ли работа к полной оценке? Работу, по которой есть "
        "конфликт интересов, зачеркните. Исправление заверьте подписью.",
    ),
    "stars": Both(
        "Әр жұмыс бойынша бір торкөзге × белгісін қойыңыз: бірден беске дейін жұлдыз. Мүдделер қақтығысы бар жұмысты "
        "сызып тастаңыз. Түзетуді қолыңызбен растаңыз.",
        "По каждой работе поставьте × в одну клетку: от одной до пяти звёзд. Работу, по которой есть конфликт "
        "интересов, зачеркните. Исправление заверьте подписью.",
    ),
}
ANSWERS: dict[Mode, tuple[str, ...]] = {
    "yes_no": ("1 Иә / Да", "0 Жоқ / Нет"), "stars": ("1", "2", "3", "4", "5"),
}  # fmt: skip
"""As they are entered afterwards."""
HEAD = ("№", "Код", "Атауы / Название")
NOTE = "Ескертпе / Примечание"
SIGNATURE = Both("қолы, күні", "подпись, дата")
_PLACE, _CODE, _BOX, _NOTE = 24.0, 62.0, 50.0, 130.0


@dataclass(frozen=True)
class Criterion:
    title: Text
    weight: Decimal


@dataclass(frozen=True)
class Blank:
    """One expert's works in one nomination: (code, title) of each. `quick`: it is answered in the quick round."""

    expert: Text
    nomination: Text
    works: tuple[tuple[str, str], ...]
    quick: Mode | None = None


@dataclass(frozen=True)
class Blanks:
    organisation: Both
    contest: Both
    scale_max: int
    criteria: tuple[Criterion, ...]
    blanks: tuple[Blank, ...]


def draw(blanks: Blanks) -> bytes:
    """Raises ValueError if there is nothing to print."""
    if not blanks.blanks:
        raise ValueError("no sheets")
    name = f"{together(TITLE)} · {together(blanks.contest)}"
    story: list[Flowable] = []
    for place, blank in enumerate(blanks.blanks):
        if place:
            story += parts_pdf.drawn(Turn(is_wide=True))
        story += _drawn(blanks, blank)
    return paper.bound(Sheet(name, together(blanks.organisation), name), story, wide=True)


def _drawn(blanks: Blanks, blank: Blank) -> Iterator[Flowable]:
    yield Heading(f"{together(QUICK_TITLE if blank.quick else TITLE)}. {together(blank.nomination)}", 1, "title")
    yield paper.words(together(blanks.contest), "centre")
    yield line("<b>{label}:</b> {name}", "left", label=together(EXPERT), name=together(blank.expert))
    for text in QUICK_HOW[blank.quick] if blank.quick else HOW:
        yield paper.words(text.format(top=blanks.scale_max), "small")
    if not blank.quick:
        yield from (
            line("<b>{place}</b> – {title} (× {weight})", "detail", place=place, title=together(one.title),
                 weight=number(one.weight))
            for place, one in enumerate(blanks.criteria, 1)
        )  # fmt: skip
    yield paper.space(4)
    yield _table(blanks, blank)
    yield paper.space(10)
    signers = Signers(((together(EXPERT), together(blank.expert)),), together(SIGNATURE))
    yield from parts_pdf.drawn(signers, paper.WIDE)


def _table(blanks: Blanks, blank: Blank) -> Flowable:
    answers = ANSWERS[blank.quick] if blank.quick else tuple(str(place) for place in range(1, len(blanks.criteria) + 1))
    boxes = len(answers)
    head = [*HEAD, *answers, NOTE]
    cells = [[paper.words(text, "cell-bold") for text in head]]
    cells += [
        [paper.words(text, "cell") for text in (str(place), code, title[:90], *[""] * boxes, "")]
        for place, (code, title) in enumerate(blank.works, 1)
    ]
    wide = paper.WIDE - _PLACE - _CODE - _BOX * boxes - _NOTE
    note = _NOTE
    if wide < 150:  # many criteria: the title keeps its room, the note gives way
        note, wide = max(60.0, _NOTE - (150 - wide)), 150.0
    box = (paper.WIDE - _PLACE - _CODE - wide - note) / max(1, boxes)
    return paper.ruled(
        cells, [_PLACE, _CODE, wide, *[box] * boxes, note],
        ("TOPPADDING", (0, 1), (-1, -1), 7), ("BOTTOMPADDING", (0, 1), (-1, -1), 7),
        ("ALIGN", (3, 0), (2 + boxes, 0), "CENTER"),
    )  # fmt: skip
