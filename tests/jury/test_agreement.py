"""Krippendorff's alpha against published examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jury.agreement import alpha, reading

Row = list[float | None]


def units(*observers: str) -> list[Row]:
    """Published tables have a row for each observer; «.» is a missing value."""
    rows = [[None if value == "." else float(value) for value in row.split()] for row in observers]
    return [list(unit) for unit in zip(*rows, strict=True)]


def test_the_example_of_krippendorff_2011() -> None:
    table = units(
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    assert alpha(table) == pytest.approx(0.849, abs=0.0005)


def test_the_example_with_three_coders_and_fifteen_units() -> None:
    table = units(
        ". . . . . 3 4 1 2 1 1 3 3 . 3",
        "1 . 2 1 3 3 4 3 . . . . . . .",
        ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
    )
    assert alpha(table) == pytest.approx(0.811, abs=0.0005)


def test_a_small_table_counted_by_hand() -> None:
    # Observed: (1 + 1) / 4 pairs of values = 0.5. Expected of 1, 2, 3, 4: 2 * (1+4+9+1+4+1) / 12 = 40 / 12.
    assert alpha([[1, 2], [3, 4]]) == pytest.approx(1 - (4 / 4) / (40 / 12))


def test_experts_who_agree_have_one_and_those_who_contradict_are_below_nothing() -> None:
    assert alpha([[10, 10, None], [20, 20, 20], [None, 35, 35]]) == 1
    assert alpha([[0, 10], [10, 0]]) == pytest.approx(-0.5)


@pytest.mark.parametrize("table", [[], [[]], [[None, None]], [[1, None], [None, 2]], [[7, 7], [7, 7]], [[0.1] * 3] * 9])
def test_without_pairs_or_without_differences_there_is_no_alpha(table: list[Row]) -> None:
    assert alpha(table) is None


TABLES = st.lists(st.lists(st.none() | st.integers(0, 100), min_size=3, max_size=3), max_size=8)


@given(TABLES)
def test_neither_the_order_of_units_nor_of_experts_nor_empty_units_matter(table: list[Row]) -> None:
    shuffled = [list(reversed(unit)) for unit in reversed(table)] + [[None, 50, None]]
    assert alpha(shuffled) == pytest.approx(alpha(table)) if alpha(table) is not None else alpha(shuffled) is None


@given(TABLES)
def test_alpha_equals_its_definition_by_pairs(table: list[Row]) -> None:
    pairable = [kept for unit in table if len(kept := [value for value in unit if value is not None]) > 1]
    values = [value for unit in pairable for value in unit]
    count = len(values)
    expected = sum((a - b) ** 2 for a in values for b in values) / (count * (count - 1)) if count else 0
    observed = sum(sum((a - b) ** 2 for a in unit for b in unit) / (len(unit) - 1) for unit in pairable) / (count or 1)
    assert alpha(table) == (pytest.approx(1 - observed / expected) if expected else None)


def test_the_reading_of_alpha() -> None:
    assert [reading(value) for value in (-0.5, 0, 0.001, 0.666, 0.667, 0.799, 0.8, 1)] == [
        "no-agreement",
        "no-agreement",
        "weak",
        "weak",
        "fair",
        "fair",
        "good",
        "good",
    ]
