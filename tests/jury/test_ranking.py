"""The order of a nomination, its ties and its flags."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jury.ranking import Entry, Ranked, SheetMarks, Weight, parting, rank, sheet_score, shown

GRANT = [Weight(position, tenths) for position, tenths in enumerate((20, 25, 15, 20, 10, 10), 1)]
TIE_BREAK = ["criterion:2", "criterion:4", "earlier_final_submission", "commission_vote"]
NOON = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)

Sheets = Mapping[int, list[list[int]]]


def order(sheets: Sheets, tie_break: list[str] = TIE_BREAK, votes: Mapping[int, int] | None = None) -> list[Ranked]:
    """Ranks applications given as number → marks of each expert; all were submitted at noon."""
    entries = [Entry(number, 1, None, NOON) for number in sheets]
    filled = [
        SheetMarks(100 * number + seat, seat, number, dict(enumerate(marks, 1)))
        for number, rows in sheets.items()
        for seat, marks in enumerate(rows, 1)
    ]
    return ranking(entries, filled, tie_break, votes or {})


def ranking(
    entries: list[Entry], sheets: list[SheetMarks], tie_break: list[str] = TIE_BREAK, votes: Mapping[int, int] = {}
) -> list[Ranked]:
    return rank(
        entries, sheets, GRANT, scale_max=10, threshold=Fraction(60), min_sheets=3, tie_break=tie_break, votes=votes
    )


def places(ranked: list[Ranked]) -> list[tuple[int, int]]:
    return [(one.place, one.entry.application_id) for one in ranked]


def test_a_sheet_of_tens_is_a_hundred_and_of_zeros_nothing() -> None:
    assert sheet_score(dict.fromkeys(range(1, 7), 10), GRANT, 10) == 100
    assert sheet_score(dict.fromkeys(range(1, 7), 0), GRANT, 10) == 0
    assert sheet_score({1: 7, 2: 8, 3: 6, 4: 9, 5: 10, 6: 5}, GRANT, 10) == Fraction(76)


def test_any_scale_and_any_weights_come_to_a_hundred() -> None:
    assert sheet_score({1: 5, 2: 5}, [Weight(1, 10), Weight(2, 7)], 5) == 100
    assert sheet_score({1: 5, 2: 0}, [Weight(1, 10), Weight(2, 20)], 5) == Fraction(100, 3)


def test_a_sheet_without_a_mark_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^sheet-incomplete$"):
        sheet_score({1: 5}, GRANT, 10)


def test_an_unknown_tie_rule_is_refused_even_without_a_tie() -> None:
    for rule in ("age", "criterion:", "criterion:x"):
        with pytest.raises(ValueError, match=r"^tie-rule-unknown$"):
            order({1: [[5] * 6]}, [rule])


def test_scores_are_compared_unrounded() -> None:
    thirds = order({1: [[9] * 6, [9] * 6, [8] * 6], 2: [[9] * 6, [9] * 6, [9] * 5 + [0]]})
    assert [(one.place, one.entry.application_id, one.score) for one in thirds] == [
        (1, 2, Fraction(87)),
        (2, 1, Fraction(260, 3)),
    ]
    assert [shown(one.score) for one in thirds if one.score is not None] == ["87.00", "86.67"]


def test_a_ranked_application_tells_its_sheets_and_their_spread() -> None:
    (one,) = order({1: [[9] * 6, [5] * 6]})
    assert (one.sheets, one.per_seat, one.spread) == (2, {1: 90, 2: 50}, 40)
    assert (one.score, one.below_threshold, one.too_few, one.tie) == (70, False, True, None)


def test_those_below_the_threshold_are_flagged_and_keep_their_place() -> None:
    ranked = order({1: [[5] * 6] * 3, 2: [[6] * 6] * 3})
    assert [(one.entry.application_id, one.below_threshold, one.too_few) for one in ranked] == [
        (2, False, False),
        (1, True, False),
    ]


def test_those_without_a_sheet_come_last_together() -> None:
    ranked = order({1: [], 2: [[0] * 6] * 3, 3: []})
    assert places(ranked) == [(1, 2), (2, 1), (2, 3)]
    assert [(one.score, one.below_threshold, one.too_few, one.tie) for one in ranked[1:]] == [
        (None, False, True, None),
        (None, False, True, None),
    ]


def test_sheets_of_other_applications_are_passed_over() -> None:
    assert ranking([Entry(1, 1, None, NOON)], [SheetMarks(1, 1, 2, {})])[0].score is None


def test_the_first_criterion_that_differs_decides_a_tie_and_says_so() -> None:
    # 1 and 2 have 70 each: 2 points of criterion 4 weigh as much as 2 of criterion 1.
    first, second = order({1: [[6, 7, 7, 8, 7, 7]], 2: [[8, 7, 7, 6, 7, 7]]})
    assert (first.score, second.score) == (70, 70)
    assert places([first, second]) == [(1, 1), (2, 2)]
    assert first.tie is not None
    assert (first.tie.rule, first.tie.values, first.tie.rivals) == ("criterion:4", {1: 8, 2: 6}, (2,))
    assert [step.rule for step in first.tie.steps] == ["criterion:2", "criterion:4"]
    assert first.tie.resolved


def test_each_part_of_a_tie_is_decided_by_its_own_rule() -> None:
    # All three have 70: in the third, 2 marks of criterion 2 weigh as much as 5 of criterion 6.
    ranked = order({1: [[6, 7, 7, 8, 7, 7]], 2: [[8, 7, 7, 6, 7, 7]], 3: [[7, 9, 7, 7, 7, 2]]})
    assert {one.score for one in ranked} == {Fraction(70)}
    assert places(ranked) == [(1, 3), (2, 1), (3, 2)]
    assert [one.tie.rule for one in ranked if one.tie] == ["criterion:2", "criterion:4", "criterion:4"]
    assert [one.tie.values for one in ranked if one.tie] == [{1: 7, 2: 7, 3: 9}, {1: 8, 2: 6}, {1: 8, 2: 6}]


def test_the_earlier_final_submission_wins_by_a_millisecond() -> None:
    entries = [Entry(1, 1, None, NOON + timedelta(milliseconds=1)), Entry(2, 1, None, NOON)]
    ranked = ranking(entries, [SheetMarks(n, 1, n, dict.fromkeys(range(1, 7), 7)) for n in (1, 2)])
    assert places(ranked) == [(1, 2), (2, 1)]
    assert ranked[0].tie is not None
    assert ranked[0].tie.rule == "earlier_final_submission"


def test_a_tie_that_no_rule_decides_is_one_place_and_the_next_is_skipped() -> None:
    ranked = order({3: [[7] * 6], 1: [[7] * 6], 2: [[6] * 6]})
    assert places(ranked) == [(1, 1), (1, 3), (3, 2)]
    notes = [one.tie for one in ranked]
    assert notes[0] is not None
    assert (notes[0].resolved, notes[0].rule, notes[0].values, notes[0].still_level_with) == (False, None, {}, (3,))
    assert notes[2] is None


def test_the_commissions_vote_decides_what_is_left_once_all_have_votes() -> None:
    level: Sheets = {1: [[7] * 6], 2: [[7] * 6]}
    assert places(order(level, votes={1: 3})) == [(1, 1), (1, 2)]
    assert places(order(level, votes={1: 3, 2: 3})) == [(1, 1), (1, 2)]
    decided = order(level, votes={1: 2, 2: 3})
    assert places(decided) == [(1, 2), (2, 1)]
    assert decided[0].tie is not None
    assert (decided[0].tie.rule, decided[0].tie.values) == ("commission_vote", {1: 2, 2: 3})


def test_votes_change_nothing_where_scores_differ() -> None:
    assert places(order({1: [[7] * 6], 2: [[8] * 6]}, votes={1: 9, 2: 0})) == [(1, 2), (2, 1)]


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (Fraction(0), "0.00"),
        (Fraction(100), "100.00"),
        (Fraction(200, 3), "66.67"),
        (Fraction("86.665"), "86.67"),
        (Fraction("86.66499999999999"), "86.66"),
        (Fraction("59.995"), "60.00"),
        (Fraction("1.005"), "1.01"),
        (Fraction("-1.005"), "-1.01"),
        (Fraction("-0.001"), "0.00"),
    ],
)
def test_scores_are_shown_with_two_decimals_halves_up(score: Fraction, text: str) -> None:
    assert shown(score) == text


MARKS = st.lists(st.integers(0, 10), min_size=6, max_size=6)
SHEETS = st.dictionaries(st.integers(1, 50), st.lists(MARKS, max_size=5), max_size=8)
COARSE = st.dictionaries(
    st.integers(1, 50), st.lists(st.lists(st.integers(6, 7), min_size=6, max_size=6), max_size=2), max_size=8
)


@given(SHEETS)
def test_scores_and_places_equal_those_of_another_way_to_count(sheets: Sheets) -> None:
    weights = [Decimal("2.0"), Decimal("2.5"), Decimal("1.5"), Decimal(2), Decimal(1), Decimal(1)]
    with localcontext() as context:
        context.prec = 60
        points = {
            number: sum((mark * weight for row in rows for mark, weight in zip(row, weights, strict=True)), Decimal(0))
            / len(rows)
            for number, rows in sheets.items()
            if rows
        }
    for one in order(sheets):
        mine = points.get(one.entry.application_id)
        assert (one.score is None) == (mine is None)
        if one.score is not None and mine is not None:
            assert float(one.score) == pytest.approx(float(mine), abs=1e-12)
            better = sum(other > mine for other in points.values())
            level = sum(other == mine for other in points.values())
            assert better < one.place <= better + level


@given(SHEETS | COARSE, st.integers(0, 7), st.dictionaries(st.integers(1, 50), st.integers(0, 3)))
def test_the_order_in_which_things_are_given_does_not_matter(sheets: Sheets, turn: int, votes: dict[int, int]) -> None:
    numbers = list(sheets)
    turned = {number: sheets[number][::-1] for number in reversed(numbers[turn:] + numbers[:turn])}
    straight, other = order(sheets, votes=votes), order(turned, votes=votes)
    assert [(p, one.score, one.tie) for p, one in zip(places(straight), straight, strict=True)] == [
        (p, one.score, one.tie) for p, one in zip(places(other), other, strict=True)
    ]


@given(COARSE, st.dictionaries(st.integers(1, 50), st.integers(0, 3)))
def test_every_place_has_a_reason(sheets: Sheets, votes: dict[int, int]) -> None:
    ranked = order(sheets, votes=votes)
    for before, after in pairwise(ranked):
        if before.score is not None and before.score == after.score:
            assert before.tie is not None
            level = after.entry.application_id in before.tie.still_level_with
            assert (before.place == after.place) == level
            assert before.tie.resolved == (before.tie.rule is not None)
            deciding = [
                step.values for step in before.tie.steps if after.entry.application_id in step.values and not level
            ]
            numbers = before.entry.application_id, after.entry.application_id
            assert level or any(values[numbers[0]] != values[numbers[1]] for values in deciding)


@given(COARSE, st.dictionaries(st.integers(1, 50), st.integers(0, 3)))
def test_the_parting_rule_is_the_one_by_which_the_first_of_two_level_ones_is_better(
    sheets: Sheets, votes: dict[int, int]
) -> None:
    for before, after in pairwise(order(sheets, votes=votes)):
        step = parting(before, after)
        if before.score is None or before.score != after.score or before.place == after.place:
            assert step is None
        else:
            assert step is not None
            first, second = step.values[before.entry.application_id], step.values[after.entry.application_id]
            assert first > second  # type: ignore[operator]
            assert after.tie is not None
            earlier = [one.rule for one in after.tie.steps[: after.tie.steps.index(step)]]
            assert earlier == TIE_BREAK[: len(earlier)]


@given(SHEETS)
def test_a_further_sheet_that_equals_the_others_changes_no_score(sheets: Sheets) -> None:
    doubled = {number: rows + rows for number, rows in sheets.items()}
    assert [one.score for one in order(doubled)] == [one.score for one in order(sheets)]
    assert [one.spread for one in order(doubled)] == [one.spread for one in order(sheets)]
    assert places(order(doubled)) == places(order(sheets))


@given(SHEETS.filter(bool), st.data())
def test_a_better_mark_never_costs_a_place(sheets: dict[int, list[list[int]]], data: st.DataObject) -> None:
    number = data.draw(st.sampled_from(sorted(sheets)))
    place = {one.entry.application_id: one.place for one in order(sheets)}[number]
    better = {**sheets, number: [[min(10, mark + 1) for mark in row] for row in sheets[number]]}
    assert {one.entry.application_id: one.place for one in order(better)}[number] <= place
