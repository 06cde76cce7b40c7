"""The programme of an event («Іс-шараның бағдарламасы» / «Программа мероприятия») with its approval and agreement: kk,
then ru on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportlab.platypus import Flowable

from . import paper
from .bilingual import OFFICIAL, Both, Official, together
from .paper import Heading, Sheet, line
from .rules import drawn
from .rules_text import AGREED, APPROVED, LETTER, ORDER, Approval, stamp
from .words import long_date

EventKind = Literal["ceremony", "exhibition"]
Row = tuple[str, str]
"""Time (may be empty) and what happens."""


@dataclass(frozen=True)
class Programme:
    """`hours`: «10:00–12:00». `rows` of one language may be empty: then it has no page."""

    kind: EventKind
    organisation: Both
    contest: Both
    day: date
    hours: str
    place: Both
    rows_kk: tuple[Row, ...]
    rows_ru: tuple[Row, ...]
    approved: Approval | None = None
    agreed: Approval | None = None

    def rows(self, language: Official) -> tuple[Row, ...]:
        return self.rows_kk if language == "kk" else self.rows_ru


TITLE = Both("ІС-ШАРАНЫҢ БАҒДАРЛАМАСЫ", "ПРОГРАММА МЕРОПРИЯТИЯ")
KINDS: dict[EventKind, Both] = {
    "ceremony": Both("Жеңімпаздарды марапаттау рәсімі", "Церемония награждения победителей"),
    "exhibition": Both("Жұмыстар көрмесі", "Выставка работ"),
}
_WHEN = Both("Өтетін күні мен уақыты: {day}, {hours}", "Дата и время проведения: {day}, {hours}")
_WHERE = Both("Өтетін орны: {place}", "Место проведения: {place}")
_HEAD = Both("Уақыты|Мазмұны", "Время|Содержание")


def draw(programme: Programme) -> bytes:
    """Raises ValueError where neither language has a programme."""
    story: list[Flowable] = []
    for language in OFFICIAL:
        if programme.rows(language):
            story += [*(paper.new_page() if story else []), *_text(programme, language)]
    if not story:
        raise ValueError("a programme without a line")
    title = f"{together(TITLE)}. {together(programme.contest)}"
    return paper.bound(Sheet(title, together(programme.organisation), together(TITLE)), story)


def _text(programme: Programme, language: Official) -> list[Flowable]:
    story: list[Flowable] = []
    for approval, word, by in ((programme.agreed, AGREED, LETTER), (programme.approved, APPROVED, ORDER)):
        pieces = list(stamp(approval, word, by, language))
        story += [flowable for piece in pieces for flowable in drawn(piece)]
        story += [paper.space(10)] if pieces else []
    return [
        *story,
        paper.words(programme.organisation.of(language), "centre"),
        paper.space(6),
        Heading(TITLE.of(language), 1, "title"),
        paper.words(KINDS[programme.kind].of(language), "centre"),
        paper.words(programme.contest.of(language), "centre"),
        paper.space(8),
        line(_WHEN.of(language), "left", day=long_date(programme.day, language), hours=programme.hours),
        line(_WHERE.of(language), "left", place=programme.place.of(language)),
        paper.space(8),
        paper.grid(_HEAD.of(language).split("|"), _rows(programme.rows(language)), (18, 82)),
    ]


def _rows(rows: tuple[Row, ...]) -> list[list[Flowable]]:
    """As large as the rest: it hangs on a wall."""
    return [[paper.words(at or " ", "left"), paper.words(what, "left")] for at, what in rows]
