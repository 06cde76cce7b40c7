"""Standardised scores, severity, sureness and distributions against slow references that share no line with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from itertools import product
from random import Random
from statistics import fmean, mean, pstdev

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.contests.models import LEAST_SCALED
from app.jury.distribution import distribution
from app.jury.ranking import Entry, Ranked, SheetMarks, Weight, points, rank
from app.jury.severity import severities
from app.jury.standardising import standardised, standardised_sheets
from app.jury.sureness import EFFORT, NUMBERS, Sureness, draws_for, seed, sureness

NOON = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
FULL = 1000
"""Ten criteria points of ten marks, in tenths."""

Judged = dict[int, list[tuple[int, int]]]


@st.composite
def judged(draw: st.DrawFn, works: int = 12) -> Judged:
    """Work → (seat, points): up to four experts, some of whom are missing here and there."""
    size, seats = draw(st.integers(1, works)), draw(st.integers(1, 4))
    value = st.integers(0, 20).map(lambda tens: tens * 50) | st.integers(0, FULL)
    return {
        work: [(seat, draw(value)) for seat in range(1, seats + 1) if draw(st.integers(0, 5))]
        for work in range(1, size + 1)
    }


def by_seat(table: Mapping[int, list[tuple[int, int]]]) -> dict[int, list[int]]:
    seats = sorted({seat for rows in table.values() for seat, _ in rows})
    return {one: [value for rows in table.values() for seat, value in rows if seat == one] for one in seats}


def z_scores(table: Judged) -> dict[int, float]:
    """The formula as it is written, in floating point, by Python's statistics."""
    everything = [value / 10 for rows in table.values() for _, value in rows]
    own = {seat: [value / 10 for value in values] for seat, values in by_seat(table).items()}

    def scaled(seat: int, value: float) -> float:
        if len(own[seat]) < LEAST_SCALED:
            return value
        deviation = pstdev(own[seat])
        return mean(everything) + (pstdev(everything) * (value - mean(own[seat])) / deviation if deviation else 0)

    return {work: fmean(scaled(seat, value / 10) for seat, value in rows) for work, rows in table.items() if rows}


@given(judged())
def test_standardised_scores_are_those_of_the_formula(table: Judged) -> None:
    found, expected = standardised(table, FULL), z_scores(table)
    assert found.keys() == expected.keys()
    for work, score in found.items():
        assert float(score) == pytest.approx(expected[work], abs=1e-9)


@given(judged(), st.permutations(range(1, 13)))
def test_the_order_in_which_works_and_sheets_are_given_changes_no_digit(table: Judged, order: list[int]) -> None:
    turned = {work: table[work][::-1] for work in order if work in table}
    assert standardised(turned, FULL) == standardised(table, FULL)


def complete(values: list[list[int]]) -> Judged:
    return {work: list(enumerate(row, 1)) for work, row in enumerate(values, 1)}


TABLES = st.lists(st.lists(st.integers(0, 300), min_size=3, max_size=3), min_size=LEAST_SCALED, max_size=9)


def places(scores: Mapping[int, Fraction]) -> dict[int, int]:
    return {one: 1 + sum(other > score for other in scores.values()) for one, score in scores.items()}


@given(TABLES, st.integers(0, 400), st.integers(1, 2))
def test_a_stricter_expert_who_stretches_the_scale_changes_no_place(
    values: list[list[int]], shift: int, stretch: int
) -> None:
    moved = [[first * stretch + shift, *rest] for first, *rest in values]
    plain, other = standardised(complete(values), FULL), standardised(complete(moved), FULL)
    assert places(plain) == places(other)


@given(TABLES)
def test_the_mean_of_a_nomination_stays_what_it_was(values: list[list[int]]) -> None:
    scores = standardised(complete(values), FULL)
    raw = Fraction(sum(map(sum, values)), 30 * len(values))
    assert float(mean(scores.values())) == pytest.approx(float(raw), abs=1e-9)


@given(st.lists(st.integers(0, FULL), min_size=LEAST_SCALED, max_size=9), st.integers(1, 4))
def test_experts_who_agree_are_left_as_they_are(values: list[int], experts: int) -> None:
    same = complete([[value] * experts for value in values])
    assert standardised(same, FULL) == {work: Fraction(value, 10) for work, value in enumerate(values, 1)}


@given(st.lists(st.lists(st.integers(0, FULL), max_size=3), max_size=LEAST_SCALED - 1))
def test_with_fewer_than_five_sheets_an_expert_is_not_corrected(values: list[list[int]]) -> None:
    scores = standardised(complete(values), FULL)
    assert scores == {
        work: Fraction(round(Fraction(sum(row), 10 * len(row)) * 10**12), 10**12)
        for work, row in enumerate(values, 1)
        if row
    }


def test_equal_marks_of_an_expert_count_as_the_mean_of_all() -> None:
    table = complete([[500, value] for value in (200, 400, 600, 800, 1000)])
    # All ten sheets: mean 550, deviation sqrt(42500); the second expert's: 600 and sqrt(80000).
    expected = [(55 + 55 + 42500**0.5 / 80000**0.5 * (value - 600) / 10) / 2 for value in (200, 400, 600, 800, 1000)]
    assert [float(score) for score in standardised(table, FULL).values()] == pytest.approx(expected)


def test_roots_that_cancel_leave_a_tie_that_the_tie_rules_decide() -> None:
    # The second expert stretches the scale twice as much: works 1 and 5 are mirror images, so are 2 and 4.
    values = [[100, 900], [200, 700], [300, 500], [400, 300], [500, 100]]
    scores = standardised(complete(values), FULL)
    assert set(scores.values()) == {Fraction(40)}


def ranked(table: Judged, *, is_standardised: bool = True) -> list[Ranked]:
    sheets = [SheetMarks(100 * work + seat, seat, work, {1: value}) for work in table for seat, value in table[work]]
    return rank(
        [Entry(work, 1, None, NOON) for work in table], sheets, [Weight(1, 1)], scale_max=FULL,
        threshold=Fraction(50), min_sheets=2, tie_break=["criterion:1"], is_standardised=is_standardised,
    )  # fmt: skip


@given(judged())
def test_a_standardised_ranking_orders_by_the_standardised_scores(table: Judged) -> None:
    scores = standardised(table, FULL)
    found = ranked(table)
    assert {one.entry.application_id: one.score for one in found} == {work: scores.get(work) for work in table}
    keys = [(one.score is None, -(one.score or 0)) for one in found]
    assert keys == sorted(keys)
    plain = {
        one.entry.application_id: (one.spread, one.per_seat, one.score is not None and one.score < 50)
        for one in ranked(table, is_standardised=False)
    }
    # The threshold asks for the mean of the marks as they were given.
    assert {one.entry.application_id: (one.spread, one.per_seat, one.below_threshold) for one in found} == plain


@given(judged())
def test_severity_is_the_mean_difference_to_the_others_on_the_same_works(table: Judged) -> None:
    for one in severities(table, FULL):
        differences = []
        for rows in table.values():
            own = [value for seat, value in rows if seat == one.seat_id]
            others = [value for seat, value in rows if seat != one.seat_id]
            if own and others:
                differences.append(Fraction(own[0], 10) - Fraction(sum(others), 10 * len(others)))
        values = [Fraction(value, 10) for value in by_seat(table)[one.seat_id]]
        assert one.difference == (mean(differences) if differences else None)
        assert (one.sheets, one.mean) == (len(values), mean(values))
        assert one.deviation == pytest.approx(float(pstdev(values)))
        assert one.is_scaled == (len(values) >= LEAST_SCALED)


@given(judged())
def test_a_distribution_counts_every_sheet_once_and_gives_no_single_colleague_away(table: Judged) -> None:
    for seat, values in by_seat(table).items():
        found = distribution(table, FULL, seat)
        assert found is not None
        assert sum(found.own) == len(values)
        assert found.own[9] == sum(value >= 900 for value in values)
        others = {other for rows in table.values() for other, _ in rows} - {seat}
        assert bool(found.others) == (len(others) >= 2)
        if found.others:
            assert sum(found.others) == sum(len(rows) for rows in table.values()) - len(values)
    assert distribution(table, FULL, 99) is None


Sheets = dict[int, list[int]]
SHEETS = st.dictionaries(st.integers(1, 20), st.lists(st.integers(0, 20), max_size=4), max_size=5)


@settings(max_examples=20)
@given(SHEETS, st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), max_size=4))
def test_the_same_hashes_draw_the_same_whatever_their_order(values: Sheets, hashes: list[str]) -> None:
    turned = dict(reversed(values.items()))
    assert sureness(values, hashes) == sureness(turned, hashes[::-1])


def test_other_hashes_draw_otherwise_and_the_draws_stay_what_they_were() -> None:
    values = {1: [90, 70, 60], 2: [80, 75, 60], 3: [95, 20, 90]}
    assert seed(["b", "a"]) == seed(["a", "b"]) != seed(["a", "c"])
    first = [sureness(values, [word])[1].first for word in ("a", "b")]
    assert first[0] != first[1]
    assert first == [sureness(values, [word])[1].first for word in ("a", "b")]


def slowly(values: Sheets, word: str) -> dict[int, Sureness]:
    """As the module says it, one work after another and in fractions."""
    judged = {one: values[one] for one in sorted(values) if values[one]}
    chance, number = Random(seed([word])).random, draws_for(sum(map(len, judged.values())))
    places: dict[int, list[int]] = {one: [] for one in judged}
    for _ in range(number):
        means = {one: mean(Fraction(sheets[int(chance() * len(sheets))]) for _ in sheets)
                 for one, sheets in judged.items()}  # fmt: skip
        for one, own in means.items():
            places[one].append(1 + sum(other > own for other in means.values()))
    aside = number * 5 // 100
    kept = {one: sorted(found)[aside : number - aside] for one, found in places.items()}
    return {one: Sureness(found.count(1), number, kept[one][0], kept[one][-1]) for one, found in places.items()}


@settings(max_examples=10)
@given(SHEETS, st.text("0123456789abcdef", min_size=64, max_size=64))
def test_the_draws_are_those_that_anybody_with_the_hashes_makes(values: Sheets, word: str) -> None:
    assert sureness(values, [word]) == slowly(values, word)


@settings(max_examples=20)
@given(st.dictionaries(st.integers(1, 9), st.lists(st.integers(0, 6), min_size=1, max_size=3), min_size=1, max_size=3))
def test_sureness_comes_near_to_every_possible_draw_counted(values: Sheets) -> None:
    """Every way to draw is as likely: all of them are counted, at most 27 for a work and 19,683 in all."""
    possible = {one: [Fraction(sum(drawn), len(sheets)) for drawn in product(sheets, repeat=len(sheets))]
                for one, sheets in values.items()}  # fmt: skip
    outcomes = list(product(*possible.values()))
    found = sureness(values, ["f" * 64])
    for at, one in enumerate(values):
        share = sum(drawn[at] == max(drawn) for drawn in outcomes) / len(outcomes)
        assert found[one].first / found[one].draws == pytest.approx(share, abs=0.08)


@settings(max_examples=20)
@given(SHEETS)
def test_places_lie_where_they_can(values: Sheets) -> None:
    found = sureness(values, ["0" * 64])
    judged = {one: sheets for one, sheets in values.items() if sheets}
    assert found.keys() == judged.keys()
    for one, sure in found.items():
        assert 1 <= sure.best <= sure.worst <= len(judged)
        assert (sure.first >= sure.draws * 19 / 20) <= (sure.best == 1)
        surely_worse = [other for other in judged if max(judged[other]) < min(judged[one])]
        assert sure.worst <= len(judged) - len(surely_worse)
        surely_better = [other for other in judged if min(judged[other]) > max(judged[one])]
        assert sure.best >= 1 + len(surely_better)


def test_a_greater_nomination_gets_fewer_draws_and_never_fewer_than_a_hundred() -> None:
    assert [draws_for(sheets) for sheets in (0, 300, 301, 1500, 3000, 10**6)] == [1000, 1000, 500, 200, 100, 100]
    assert all(number * (EFFORT // number) <= EFFORT for number in NUMBERS)


@given(judged(), st.sampled_from([[], ["a"]]))
def test_standardised_sheets_stand_on_one_scale_with_the_scores(table: Judged, hashes: list[str]) -> None:
    assume(any(table.values()))
    scores, values = standardised(table, FULL), standardised_sheets(table)
    means = {one: Fraction(sum(sheets), len(sheets)) for one, sheets in values.items() if sheets}
    for one in scores:
        for other in scores:
            if scores[one] > scores[other]:
                assert means[one] > means[other]


def test_points_of_sheets_are_weighted_and_stand_by_seat() -> None:
    sheets = [SheetMarks(1, 2, 7, {1: 5, 2: 10}), SheetMarks(2, 1, 7, {1: 1, 2: 0})]
    assert points(sheets, [Weight(1, 60), Weight(2, 40)]) == {7: [(1, 60), (2, 700)]}
