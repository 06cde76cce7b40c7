"""«Сводная ведомость»: every application with the score of every expert, in both languages at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from . import parts_pdf
from . import protocol_texts as texts
from .bilingual import Both, Text, together
from .paper import WIDE, Sheet
from .parts import Grid, Part, Signers, Words
from .protocol_facts import ScoreRow
from .sheets import Cell, Table, xlsx
from .words import number

_NUMBER, _MARK, _FIGURE, _PLACE, _SCALED = 70, 34, 42, 58, 64
"""Points that a number, an expert's score, the other figures and the word for a standardised score need; names and
notes share the rest."""
_NAMES = (27, 26, 23, 24)


@dataclass(frozen=True)
class Summary:
    """`signers`: (position, name) of the secretary and the members. `is_standardised`: the scores are, the marks of the
    experts are not."""

    contest: Both
    organisation: Both
    experts: tuple[str, ...]
    rows: tuple[ScoreRow, ...]
    signers: tuple[tuple[Text, str], ...]
    is_standardised: bool = False


def draw(summary: Summary) -> bytes:
    title = together(texts.SUMMARY)
    sheet = Sheet(title, together(summary.organisation), f"{title} · {together(summary.contest)}")
    return parts_pdf.bound(sheet, _whole(summary), wide=True)


def book(summary: Summary) -> bytes:
    """As a spreadsheet, a sheet for each nomination; scores with two decimals as text, as the paper has them."""
    names = "; ".join(f"{i} – {name}" for i, name in enumerate(summary.experts, 1))
    said = (together(texts.STANDARDISED),) if summary.is_standardised else ()
    notes = (together(summary.contest), f"{together(texts.EXPERTS)}: {names}", *said)
    head = _head(len(summary.experts), summary.is_standardised)
    tables = [
        Table(f"{i}. {together(nomination)}", head, [_cells(row) for row in rows],
              (*notes, together(nomination)))
        for i, (nomination, rows) in enumerate(_by_nomination(summary.experts, summary.rows).items(), 1)
    ]  # fmt: skip
    return xlsx(*tables or [Table(together(texts.SUMMARY), head, (), notes)])


def parts(
    experts: Sequence[str], rows: Sequence[ScoreRow], title: Both = texts.ANNEX, *, is_standardised: bool = False
) -> Iterator[Part]:
    """A table per nomination, in the order in which nominations first appear. Raises ValueError if a row has another
    number of marks than there are experts."""
    names = "; ".join(f"{i} – {name}" for i, name in enumerate(experts, 1))
    groups = _by_nomination(experts, rows)
    yield Words("title", together(title))
    yield Words("small", f"{together(texts.EXPERTS)}: {names}.")
    yield Words("small", together(texts.NO_MARK))
    if is_standardised:
        yield Words("small", together(texts.STANDARDISED))
    score = _SCALED if is_standardised else _FIGURE
    rest = max(160, WIDE - _NUMBER - _MARK * len(experts) - _FIGURE * 3 - score - _PLACE)
    applicant, territory, tie, proposed = (round(rest * share / 100) for share in _NAMES)
    figures = (_FIGURE, score, _FIGURE, _FIGURE, _PLACE)
    widths = (_NUMBER, applicant, territory, *[_MARK] * len(experts), *figures, tie, proposed)
    for nomination, group in groups.items():
        yield Words("over", together(nomination))
        yield Grid(_head(len(experts), is_standardised), tuple(tuple(map(str, _cells(row))) for row in group), widths)


def _whole(summary: Summary) -> Iterator[Part]:
    yield Words("centre", together(summary.organisation))
    yield Words("centre", together(summary.contest))
    yield from parts(summary.experts, summary.rows, texts.SUMMARY, is_standardised=summary.is_standardised)
    signers = tuple((together(position), name) for position, name in summary.signers)
    yield Signers(signers, together(texts.SIGNATURE))


def _by_nomination(experts: Sequence[str], rows: Sequence[ScoreRow]) -> dict[Text, list[ScoreRow]]:
    nominations: dict[Text, list[ScoreRow]] = {}
    for row in rows:
        if len(row.marks) != len(experts):
            raise ValueError(f"{row.number}: {len(row.marks)} marks of {len(experts)} experts")
        nominations.setdefault(row.nomination, []).append(row)
    return nominations


def _head(experts: int, is_standardised: bool) -> tuple[str, ...]:
    said = texts.ROWS_HEAD_STANDARDISED if is_standardised else texts.ROWS_HEAD
    titles = [together(Both(kk, ru)) for kk, ru in zip(*(one.split("|") for one in said), strict=True)]
    return (*titles[:3], *(str(i) for i in range(1, experts + 1)), *titles[3:])


def _cells(row: ScoreRow) -> list[Cell]:
    return [
        row.number, row.applicant, together(row.territory), *(_shown(mark) for mark in row.marks),
        sum(mark is not None for mark in row.marks), "–" if row.average is None else number(row.average, 2),
        _shown(row.spread), _rank(row.rank), _rank(row.territory_rank), together(row.tie) or "–",
        together(row.proposed) or "–",
    ]  # fmt: skip


def _rank(rank: int | None) -> Cell:
    return "–" if rank is None else rank


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else number(value, 2)
