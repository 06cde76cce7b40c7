"""«Мүдделер қақтығысы туралы декларация» / «Декларация конфликта интересов»: of one member, under codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from . import parts_pdf
from .bilingual import Both, Text, together
from .paper import Sheet
from .parts import Grid, Part, Signers, Words
from .words import moment

Nature = Literal["relative", "employer", "co_member", "teacher", "financial", "other"]
TITLE = Both("Мүдделер қақтығысы туралы декларация", "Декларация конфликта интересов")
EXPERT = Both("Сарапшы", "Эксперт")
CONTEST = Both("Конкурс", "Конкурс")
DECLARED = Both("Мәлімделді", "Заявлено")
HEAD = ("№", "Номинация", "Код", "Қақтығыс / Конфликт", "Түсіндірме / Пояснение")
NONE = Both("жоқ", "нет")
NATURES: dict[Nature, Both] = {
    "relative": Both("туыс", "родственник"),
    "employer": Both("жұмыс орны бір", "работа в одной организации"),
    "co_member": Both("бір ұйымның мүшесі", "членство в одной организации"),
    "teacher": Both("өз оқушысы", "свой ученик"),
    "financial": Both("қаржылық мүдде", "финансовый интерес"),
    "other": Both("басқа", "иное"),
}
EFFECT = Both(
    "Қақтығыс мәлімделген өтінімдер мен жұмыстарды мен бағаламаймын: олар маған көрсетілмейді, дауысым есепке "
    "алынбайды. Кейін анықталған қақтығысты дереу мәлімдеймін.",
    "Заявки и работы, по которым заявлен конфликт, я не оцениваю: они мне не показываются, мой голос не учитывается. "
    "О конфликте, который выяснится позже, заявлю немедленно.",
)
SIGNATURE = Both("қолы, күні", "подпись, дата")


@dataclass(frozen=True)
class Declared:
    nomination: int
    code: str
    nature: Nature | None
    """None: no conflict."""
    note: str = ""


@dataclass(frozen=True)
class Declaration:
    """`declared`: aware; None while it is not made yet."""

    organisation: Both
    contest: Both
    expert: Text
    occupation: Text
    declared: datetime | None
    works: tuple[Declared, ...]


def draw(declaration: Declaration) -> bytes:
    name = f"{together(TITLE)} · {together(declaration.expert)}"
    return parts_pdf.bound(Sheet(name, together(declaration.organisation), name), _parts(declaration))


def _parts(declaration: Declaration) -> Iterator[Part]:
    yield Words("centre", together(declaration.organisation))
    yield Words("title", together(TITLE))
    yield Words("left", f"{together(CONTEST)}: {together(declaration.contest)}")
    yield Words("left", f"{together(EXPERT)}: {together(declaration.expert)}, {together(declaration.occupation)}")
    if declaration.declared:
        at = Both(moment(declaration.declared, "kk"), moment(declaration.declared, "ru"))
        yield Words("left", f"{together(DECLARED)}: {together(at)}")
    rows = tuple(
        (str(place), str(one.nomination), one.code, together(NATURES[one.nature] if one.nature else NONE), one.note)
        for place, one in enumerate(declaration.works, 1)
    )
    yield Grid(HEAD, rows, (6, 12, 18, 30, 34))
    yield Words("paragraph", EFFECT.kk)
    yield Words("paragraph", EFFECT.ru)
    yield Signers(((together(EXPERT), together(declaration.expert)),), together(SIGNATURE))
