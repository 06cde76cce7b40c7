"""The annex of a protocol: every application with the mark of every expert, in both languages at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from reportlab.platypus import Flowable

from . import paper
from . import protocol_texts as texts
from .bilingual import Text, together
from .paper import Heading, line
from .protocol_facts import ScoreRow
from .text import plain
from .words import number

_NUMBER, _TERRITORY, _MARK, _AVERAGE, _SPREAD, _RANK = 66.0, 128.0, 34.0, 44.0, 42.0, 32.0


def score_table(experts: Sequence[str], rows: Sequence[ScoreRow]) -> list[Flowable]:
    """A table per nomination, in the order in which nominations first appear. Raises ValueError if a row has another
    number of marks than there are experts."""
    nominations: dict[Text, list[ScoreRow]] = {}
    for row in rows:
        if len(row.marks) != len(experts):
            raise ValueError(f"{row.number}: {len(row.marks)} marks of {len(experts)} experts")
        nominations.setdefault(row.nomination, []).append(row)
    names = "; ".join(f"{i} – {name}" for i, name in enumerate(experts, 1))
    flowables: list[Flowable] = [
        Heading(together(texts.ANNEX), 1, "title"),
        line("{title}: {names}.", "small", title=together(texts.EXPERTS), names=names),
        line("{text}", "small", text=together(texts.NO_MARK)),
    ]
    for nomination, group in nominations.items():
        flowables += [paper.room(70), Heading(together(nomination), 2), _table(len(experts), group)]
    return flowables


def _table(experts: int, rows: Sequence[ScoreRow]) -> Flowable:
    fixed = _NUMBER + _TERRITORY + _MARK * experts + _AVERAGE + _SPREAD + _RANK
    widths = [_NUMBER, paper.WIDE - fixed, _TERRITORY, *[_MARK] * experts, _AVERAGE, _SPREAD, _RANK]
    last = 2 + experts
    return paper.ruled(
        [_head(experts), *(_row(row) for row in rows)],
        widths,
        ("ALIGN", (3, 0), (last, -1), "RIGHT"),
        ("ALIGN", (last + 1, 0), (-1, -1), "RIGHT"),
        ("FONT", (0, 0), (-1, 0), "Sans-Bold", 7, 8.5),
        ("FONT", (last + 1, 1), (last + 1, -1), "Sans-Bold", 7.5, 9.5),
    )


def _head(experts: int) -> list[str]:
    kk, ru = (title.split("|") for title in texts.ROWS_HEAD)
    titles = ["\n".join(dict.fromkeys(f"{a}\n{b}".replace(" ", "\n").split("\n"))) for a, b in zip(kk, ru, strict=True)]
    titles[:3] = [f"{a} /\n{b}" for a, b in zip(kk[:3], ru[:3], strict=True)]
    return [*titles[:3], *(str(i) for i in range(1, experts + 1)), *titles[3:]]


def _row(row: ScoreRow) -> list[str | Flowable]:
    return [
        plain(row.number, 24),
        paper.words(plain(row.applicant, 160), "cell"),
        paper.words(together(row.territory), "cell"),
        *(_shown(mark) for mark in row.marks),
        "–" if row.average is None else number(row.average, 2),
        _shown(row.spread),
        "–" if row.rank is None else str(row.rank),
    ]


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else number(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
