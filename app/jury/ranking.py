"""Order of a nomination's applications by its experts' sealed sheets, in exact arithmetic.

Scores are `Fraction` on 0–100 and are compared unrounded; only `shown` rounds. A sheet's score is the weighted
share of its greatest possible sum, an application's score the plain mean of its sheets.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType

CRITERION = "criterion:"
EARLIER = "earlier_final_submission"
VOTE = "commission_vote"

_NO_VOTES: Mapping[int, int] = MappingProxyType({})

Compared = Fraction | datetime | int


@dataclass(frozen=True)
class Entry:
    """An admitted application; `submitted_at` is its last submission, aware."""

    application_id: int
    nomination_id: int
    territory_id: int | None
    submitted_at: datetime


@dataclass(frozen=True)
class SheetMarks:
    """A sealed sheet: criterion position → mark."""

    sheet_id: int
    seat_id: int
    application_id: int
    marks: Mapping[int, int]


@dataclass(frozen=True)
class Weight:
    """A criterion's share in tenths: 2.5 of 10 is 25."""

    position: int
    tenths: int


@dataclass(frozen=True)
class TieStep:
    """One rule as it was applied to applications still level: application → what was compared."""

    rule: str
    values: Mapping[int, Compared]


@dataclass(frozen=True)
class TieNote:
    """How one application came out of a tie: whom it was level with in score, the rules applied to it in order,
    and who shares its place after all of them."""

    rivals: tuple[int, ...]
    steps: tuple[TieStep, ...]
    still_level_with: tuple[int, ...]

    @property
    def resolved(self) -> bool:
        return not self.still_level_with

    @property
    def rule(self) -> str | None:
        """The rule that decided; none if the tie stands."""
        return self.steps[-1].rule if self.resolved else None

    @property
    def values(self) -> Mapping[int, Compared]:
        """What the deciding rule compared; empty if the tie stands."""
        return self.steps[-1].values if self.resolved else {}


@dataclass(frozen=True)
class Ranked:
    """An application in its place. Level ones share a place and the next places are skipped (1, 1, 3); those
    without a sheet share the last. `spread` is the greatest minus the least sheet score, 0–100."""

    entry: Entry
    place: int
    score: Fraction | None
    sheets: int
    spread: Fraction
    below_threshold: bool
    too_few: bool
    tie: TieNote | None
    per_seat: Mapping[int, Fraction] = field(default_factory=dict)


def sheet_score(marks: Mapping[int, int], weights: Sequence[Weight], scale_max: int) -> Fraction:
    """The score of one sheet, 0–100. A criterion without a mark is `ValueError` ``sheet-incomplete``."""
    return Fraction(100 * _points(marks, weights), _full(weights, scale_max))


def rank(
    entries: Iterable[Entry],
    sheets: Iterable[SheetMarks],
    weights: Sequence[Weight],
    *,
    scale_max: int,
    threshold: Fraction,
    min_sheets: int,
    tie_break: Sequence[str],
    votes: Mapping[int, int] = _NO_VOTES,
) -> list[Ranked]:
    """One nomination's entries, best first; those below the threshold (0–100) or with too few sheets keep their
    place and are flagged.

    `sheets` are those that count: sealed, not void, not recused; sheets of other applications are passed over.
    `votes` are the commission's on a tie, application → votes; they count once everyone still level has some.
    `ValueError`: ``tie-rule-unknown``, ``sheet-incomplete``."""
    of_application: dict[int, list[SheetMarks]] = defaultdict(list)
    for sheet in sheets:
        of_application[sheet.application_id].append(sheet)
    rules = [(rule, _rule(rule, of_application, votes)) for rule in tie_break]

    def ranked(entry: Entry, place: int, tie: TieNote | None) -> Ranked:
        own = of_application.get(entry.application_id, [])
        per_seat = {sheet.seat_id: sheet_score(sheet.marks, weights, scale_max) for sheet in own}
        score = scores[entry]
        return Ranked(
            entry=entry,
            place=place,
            score=score,
            sheets=len(own),
            spread=max(per_seat.values()) - min(per_seat.values()) if per_seat else Fraction(0),
            below_threshold=score is not None and score < threshold,
            too_few=len(own) < min_sheets,
            tie=tie,
            per_seat=per_seat,
        )

    full = _full(weights, scale_max)
    scores = {entry: _mean(of_application.get(entry.application_id, []), weights, full) for entry in entries}
    result: list[Ranked] = []
    for level in _levels(scores):
        unscored = scores[level[0]] is None
        groups = [(level, ())] if unscored else list(_settle(level, rules, ()))
        for group, steps in groups:
            place = len(result) + 1
            result += [ranked(one, place, None if unscored else _note(one, level, group, steps)) for one in group]
    return result


def shown(score: Fraction) -> str:
    """Two decimals with a point, halves away from zero; the only place where a score is rounded."""
    hundredths = math.floor(abs(score) * 100 + Fraction(1, 2))
    sign = "-" if score < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


def _points(marks: Mapping[int, int], weights: Sequence[Weight]) -> int:
    try:
        return sum(marks[weight.position] * weight.tenths for weight in weights)
    except KeyError:
        raise ValueError("sheet-incomplete") from None


def _full(weights: Sequence[Weight], scale_max: int) -> int:
    return scale_max * sum(weight.tenths for weight in weights)


def _mean(sheets: Sequence[SheetMarks], weights: Sequence[Weight], full: int) -> Fraction | None:
    """Adds whole points and divides once: fractions are only made where they are needed."""
    if not sheets:
        return None
    return Fraction(100 * sum(_points(sheet.marks, weights) for sheet in sheets), full * len(sheets))


def _levels(scores: Mapping[Entry, Fraction | None]) -> Iterable[list[Entry]]:
    """Entries of equal score together, the greatest score first, those without any last."""

    def standing(entry: Entry) -> tuple[bool, Fraction]:
        score = scores[entry]
        return score is None, -(score or Fraction(0))

    ordered = sorted(scores, key=lambda entry: (standing(entry), entry.application_id))
    return (list(level) for _, level in groupby(ordered, key=standing))


Settled = tuple[list[Entry], tuple[TieStep, ...]]
Rule = Callable[[Entry], Compared | None]


def _settle(level: list[Entry], rules: Sequence[tuple[str, Rule]], steps: tuple[TieStep, ...]) -> Iterable[Settled]:
    """Splits level entries rule by rule. A rule that has no value for one of them says nothing."""
    if len(level) == 1 or not rules:
        yield level, steps
        return
    (name, value_of), rest = rules[0], rules[1:]
    values = {entry: value for entry in level if (value := value_of(entry)) is not None}
    if len(values) < len(level):
        yield from _settle(level, rest, steps)
        return
    step = TieStep(name, {entry.application_id: value for entry, value in values.items()})
    ordered = sorted(level, key=values.__getitem__, reverse=name != EARLIER)  # stable: equal ones stay by id
    for _, group in groupby(ordered, key=values.__getitem__):
        yield from _settle(list(group), rest, (*steps, step))


def _rule(name: str, sheets: Mapping[int, Sequence[SheetMarks]], votes: Mapping[int, int]) -> Rule:
    if name == EARLIER:
        return lambda entry: entry.submitted_at
    if name == VOTE:
        return lambda entry: votes.get(entry.application_id)
    position = name.removeprefix(CRITERION)
    if position == name or not position.isdecimal():
        raise ValueError("tie-rule-unknown")
    return lambda entry: _criterion_mean(sheets[entry.application_id], int(position))


def _criterion_mean(sheets: Sequence[SheetMarks], position: int) -> Fraction:
    try:
        return Fraction(sum(sheet.marks[position] for sheet in sheets), len(sheets))
    except KeyError:
        raise ValueError("sheet-incomplete") from None


def _note(entry: Entry, level: list[Entry], group: list[Entry], steps: tuple[TieStep, ...]) -> TieNote | None:
    if len(level) == 1:
        return None
    others = tuple(one.application_id for one in level if one is not entry)
    return TieNote(others, steps, tuple(one.application_id for one in group if one is not entry))
