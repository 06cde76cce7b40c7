"""What would come out: another candidate, a nomination left empty, other limits. Nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.awards import quotas, rules, selection
from app.awards.board import Board, Card, Line
from app.awards.quotas import Conflict, Quotas
from app.awards.selection import Will


@dataclass(frozen=True)
class Row:
    """A nomination as it stands on the board and as it would be."""

    card: Card
    now: Sequence[Line]
    then: Sequence[Line]

    @property
    def is_changed(self) -> bool:
        return [line.id for line in self.now] != [line.id for line in self.then]


@dataclass(frozen=True)
class Outcome:
    """`awards`, `total` and `money` are what it would be, each beside what stands on the board."""

    rows: Sequence[Row]
    awards: tuple[int, int]
    total: tuple[Fraction, Fraction]
    money: tuple[int, int]
    conflicts: Sequence[Conflict]
    quotas: Quotas

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.is_changed]

    @property
    def lost_awards(self) -> int:
        return self.awards[0] - self.awards[1]

    @property
    def lost_points(self) -> Fraction:
        return self.total[0] - self.total[1]


def what_if(found: Board, limits: Quotas, wanted: dict[int, int | None]) -> Outcome:
    """`wanted`: position of a nomination → the application that it would award, or None for nothing. What the
    commission has chosen elsewhere stays. Positions and applications that are unknown or below the threshold are
    passed over."""
    will = _will(found, wanted)
    pool = list(found.candidates.values())
    picked = selection.select(pool, limits, will)
    rows = [
        Row(card, card.chosen, [line for line in card.lines if line.id in picked.chosen.chosen]) for card in found.cards
    ]
    now, then = [line for row in rows for line in row.now], [line for row in rows for line in row.then]
    broken = quotas.conflicts(picked.chosen.chosen, pool, limits)
    return Outcome(
        rows, (len(now), len(then)), (_points(now), _points(then)), (_money(found, now), _money(found, then)), broken,
        limits,
    )  # fmt: skip


def _will(found: Board, wanted: dict[int, int | None]) -> Will:
    kept, closed = set(found.will.kept), set(found.will.closed)
    for card in found.cards:
        if card.position not in wanted:
            continue
        kept -= {line.id for line in card.lines}
        closed.discard(card.nomination.id or 0)
        one = wanted[card.position]
        if one is None:
            closed.add(card.nomination.id or 0)
        elif one in found.candidates and found.entrants[one].nomination_id == card.nomination.id:
            kept.add(one)
    return Will(frozenset(kept), frozenset(closed))


def _points(lines: Sequence[Line]) -> Fraction:
    return sum((line.ranked.score or Fraction(0) for line in lines), Fraction(0))


def _money(found: Board, lines: Sequence[Line]) -> int:
    return sum(rules.amount_of(found.contest, line.entrant.requested) for line in lines)
