"""Order of a nomination's applications by its experts' sealed sheets, in exact arithmetic.

Scores are `Fraction` on 0–100 and are compared unrounded; only `shown` rounds. A sheet's score is the weighted
share of its greatest possible sum, an application's score the plain mean of its sheets, unless the contest has chosen
that sheets are standardised first (`standardising`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cache
from itertools import groupby
from types import MappingProxyType

from app.jury.standardising import standardised

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
    sha256: str = ""


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
    return Fraction(100 * _points(marks, _pairs(weights)), full_points(weights, scale_max))


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
    is_standardised: bool = False,
) -> list[Ranked]:
    """One nomination's entries, best first; those below the threshold (0–100) or with too few sheets keep their
    place and are flagged. The threshold is held against the mean of the marks as they were given, whatever the
    method: it asks how good a work is, not how it stands among others.

    `sheets` are those that count: sealed, not void, not recused; sheets of other applications are passed over.
    `votes` are the commission's on a tie, application → votes; they count once everyone still level has some.
    `ValueError`: ``tie-rule-unknown``, ``sheet-incomplete``."""
    of_application: dict[int, list[SheetMarks]] = defaultdict(list)
    for sheet in sheets:
        of_application[sheet.application_id].append(sheet)
    pairs, full = _pairs(weights), full_points(weights, scale_max)
    judged = [_judge(entry, of_application[entry.application_id], pairs) for entry in entries]
    scores = standardised(_seated(judged), full) if is_standardised else None
    rules = [(name, _rule(name, votes)) for name in tie_break]
    share = cache(lambda points, sheets=1: Fraction(100 * points, full * sheets))  # few differ, and each takes long

    result: list[Ranked] = []
    for level in _levels(judged, scores):
        for group, steps in _settle(level, rules):
            place = len(result) + 1
            notes = ((one, _note(one, level, group, steps)) for one in group)
            result += [_ranked(one, place, note, share, threshold, min_sheets, scores) for one, note in notes]
    return result


def points(sheets: Iterable[SheetMarks], weights: Sequence[Weight]) -> dict[int, list[tuple[int, int]]]:
    """Application → its sheets as (seat, weighted points), by seat; for the statistics."""
    pairs = _pairs(weights)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for sheet in sorted(sheets, key=lambda sheet: (sheet.application_id, sheet.seat_id)):
        found[sheet.application_id].append((sheet.seat_id, _points(sheet.marks, pairs)))
    return found


def full_points(weights: Sequence[Weight], scale_max: int) -> int:
    """The greatest points of a sheet."""
    return scale_max * sum(weight.tenths for weight in weights)


def parting(before: Ranked, after: Ranked) -> TieStep | None:
    """The rule that put one before the other of two that are level in score; none if they were not, or still are."""
    pair = before.entry.application_id, after.entry.application_id
    steps = before.tie.steps if before.tie and pair[1] in before.tie.rivals else ()
    parted = (
        step for step in steps if set(pair) <= step.values.keys() and step.values[pair[0]] != step.values[pair[1]]
    )
    return next(parted, None)


def shown(score: Fraction) -> str:
    """Two decimals with a point, halves away from zero; the only place where a score is rounded."""
    hundredths = math.floor(abs(score) * 100 + Fraction(1, 2))
    sign = "-" if score < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


@dataclass(frozen=True)
class _Judged:
    """An entry with the weighted points of each of its sheets: whole numbers, for thousands of fractions would
    take most of the time that a ranking takes."""

    number: int
    entry: Entry
    sheets: Sequence[SheetMarks]
    points: Sequence[int]


Steps = tuple[TieStep, ...]
Rule = Callable[[_Judged], Compared | None]
Pairs = Sequence[tuple[int, int]]


def _pairs(weights: Sequence[Weight]) -> Pairs:
    return [(weight.position, weight.tenths) for weight in weights]


def _points(marks: Mapping[int, int], pairs: Pairs) -> int:
    try:
        return sum([marks[position] * tenths for position, tenths in pairs])
    except KeyError:
        raise ValueError("sheet-incomplete") from None


def _judge(entry: Entry, sheets: Sequence[SheetMarks], pairs: Pairs) -> _Judged:
    return _Judged(entry.application_id, entry, sheets, [_points(sheet.marks, pairs) for sheet in sheets])


def _seated(judged: Sequence[_Judged]) -> dict[int, list[tuple[int, int]]]:
    return {
        one.number: [(sheet.seat_id, own) for sheet, own in zip(one.sheets, one.points, strict=True)] for one in judged
    }


def _ranked(
    one: _Judged, place: int, tie: TieNote | None, share: Callable[..., Fraction], threshold: Fraction, min_sheets: int,
    scores: Mapping[int, Fraction] | None,
) -> Ranked:  # fmt: skip
    points, sheets = one.points, len(one.sheets)
    mean = share(sum(points), sheets) if sheets else None
    score = mean if scores is None else scores.get(one.number)
    return Ranked(
        entry=one.entry,
        place=place,
        score=score,
        sheets=sheets,
        spread=share(max(points) - min(points)) if sheets else Fraction(0),
        below_threshold=mean is not None and mean < threshold,
        too_few=sheets < min_sheets,
        tie=tie,
        per_seat={sheet.seat_id: share(own) for sheet, own in zip(one.sheets, points, strict=True)},
    )


def _levels(judged: Sequence[_Judged], scores: Mapping[int, Fraction] | None) -> Iterator[list[_Judged]]:
    """Equal scores together, the greatest first, those without any last."""
    common = math.lcm(*(len(one.points) for one in judged if one.points))
    grain = math.lcm(*(score.denominator for score in scores.values())) if scores else 1

    def standing(one: _Judged) -> tuple[bool, int]:  # whole numbers are compared ten times as fast as fractions
        if scores is not None:
            score = scores.get(one.number, Fraction(0))
            return not one.points, -score.numerator * (grain // score.denominator)
        return not one.points, -sum(one.points) * (common // len(one.points)) if one.points else 0

    ordered = sorted(sorted(judged, key=lambda one: one.number), key=standing)
    return (list(level) for _, level in groupby(ordered, key=standing))


def _settle(
    level: list[_Judged], rules: Sequence[tuple[str, Rule]], steps: Steps = ()
) -> Iterator[tuple[list[_Judged], Steps]]:
    """Splits level ones rule by rule. A rule that has no value for one of them says nothing; without a score
    there is nothing to compare."""
    if len(level) == 1 or not rules or not level[0].points:
        yield level, steps
        return
    (name, compared), rest = rules[0], rules[1:]
    values = {one.number: value for one in level if (value := compared(one)) is not None}
    if len(values) < len(level):
        yield from _settle(level, rest, steps)
        return
    ordered = sorted(level, key=lambda one: values[one.number], reverse=name != EARLIER)  # equal ones stay by id
    for _, group in groupby(ordered, key=lambda one: values[one.number]):
        yield from _settle(list(group), rest, (*steps, TieStep(name, values)))


def _rule(name: str, votes: Mapping[int, int]) -> Rule:
    if name == EARLIER:
        return lambda one: one.entry.submitted_at
    if name == VOTE:
        return lambda one: votes.get(one.number)
    position = name.removeprefix(CRITERION)
    if position == name or not position.isdecimal():
        raise ValueError("tie-rule-unknown")
    return lambda one: _criterion_mean(one.sheets, int(position))


def _criterion_mean(sheets: Sequence[SheetMarks], position: int) -> Fraction:
    try:
        return Fraction(sum([sheet.marks[position] for sheet in sheets]), len(sheets))
    except KeyError:
        raise ValueError("sheet-incomplete") from None


def _note(one: _Judged, level: list[_Judged], group: list[_Judged], steps: Steps) -> TieNote | None:
    if len(level) == 1 or not one.points:
        return None
    rivals = tuple([other.number for other in level if other is not one])
    return TieNote(rivals, steps, tuple([other.number for other in group if other is not one]))
