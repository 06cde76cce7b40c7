"""The summary of scores, row by row, as papers and spreadsheets show it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from app.awards import words
from app.awards.board import Board, Line
from app.awards.words import both
from app.db import Texts
from app.documents.bilingual import Both, Text
from app.documents.protocol_facts import ScoreRow
from app.i18n import gettext, pick
from app.jury.models import Seat
from app.jury.ranking import shown


def twice(texts: Texts) -> Both:
    """Both official languages; where one was not written the other stands."""
    return Both(pick(texts, "kk"), pick(texts, "ru"))


def decimal(score: Fraction) -> Decimal:
    return Decimal(shown(score))


def territory(line: Line) -> Text:
    return twice(line.territory.name) if line.territory else "–"


def experts(seats: Sequence[Seat], board: Board) -> list[Seat]:
    """Everybody who sealed a sheet, those who have left since too."""
    judged = {seat for card in board.cards for line in card.lines for seat in line.ranked.per_seat}
    return [seat for seat in seats if seat.id in judged]


def rows(board: Board, experts: Sequence[Seat]) -> Iterator[ScoreRow]:
    there = _territory_ranks(board)
    for card in board.cards:
        for line in card.lines:
            marks = [line.ranked.per_seat.get(seat.id or 0) for seat in experts]
            score = line.ranked.score
            yield ScoreRow(
                line.entrant.number, line.entrant.name, twice(card.nomination.title), territory(line),
                tuple(None if mark is None else decimal(mark) for mark in marks),
                None if score is None else decimal(score), None if score is None else decimal(line.ranked.spread),
                line.ranked.place if line.is_eligible else None, there.get(line.id), _tie(line),
                _proposed(board, line),
            )  # fmt: skip


def _territory_ranks(board: Board) -> dict[int, int]:
    """Application id → place among all those of its district or city that reached the threshold, level ones alike."""
    scores: dict[int, list[Fraction]] = defaultdict(list)
    lines = [line for card in board.cards for line in card.lines if line.is_eligible and line.territory]
    for line in lines:
        scores[line.entrant.territory_id or 0].append(line.ranked.score or Fraction(0))
    return {
        line.id: 1 + sum(other > (line.ranked.score or 0) for other in scores[line.entrant.territory_id or 0])
        for line in lines
    }


def _tie(line: Line) -> Text:
    note = line.ranked.tie
    return "" if note is None or not line.is_eligible else both(lambda: words.tie_rule(note))


def _proposed(board: Board, line: Line) -> Text:
    if line.is_proposed:
        return both(lambda: gettext("award"))
    return both(lambda: gettext("reserve")) if line.id in board.reserve else ""
