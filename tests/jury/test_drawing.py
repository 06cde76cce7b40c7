"""The draw: even, repeatable, without conflicts, and only of what is not judged."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jury.drawing import draw

CODES = [f"K{place:03}" for place in range(60)]


def loads(drawn: dict[str, set[int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for seats in drawn.values():
        for seat in seats:
            found[seat] = found.get(seat, 0) + 1
    return found


def test_seven_members_get_sixty_works_three_times_give_or_take_one() -> None:
    drawn = draw(dict.fromkeys(CODES, range(1, 8)), {}, 3, "2026-05-20", {})
    assert {len(seats) for seats in drawn.values()} == {3}
    assert sorted(loads(drawn).values()) == [25, 25, 26, 26, 26, 26, 26]


def test_the_seed_decides_and_the_order_in_which_works_are_named_does_not() -> None:
    may = dict.fromkeys(CODES, range(1, 6))
    turned = dict.fromkeys(reversed(CODES), range(5, 0, -1))
    assert draw(may, {}, 2, "a", {}) == draw(turned, {}, 2, "a", {})
    assert draw(may, {}, 2, "a", {}) != draw(may, {}, 2, "b", {})


def test_what_is_judged_stays_and_counts() -> None:
    held = {code: {1} for code in CODES[:20]}
    may = {code: {2, 3} if code in held else {1, 2, 3} for code in CODES}
    drawn = draw(may, held, 2, "s", {1: 20})
    assert all(len(drawn[code]) == (1 if code in held else 2) for code in CODES)
    assert sorted([loads(drawn)[1] + 20, loads(drawn)[2], loads(drawn)[3]]) == [40, 40, 40]


def spread(choice: dict[str, set[int]], seats: int) -> int:
    found = loads(choice)
    return sum(found.get(seat, 0) ** 2 for seat in range(seats))


@given(st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=6), st.text(max_size=4))
def test_no_division_is_fairer_whatever_the_conflicts(may: list[set[int]], seed: str) -> None:
    """Against every possible division: the sum of squares of the loads is the least."""
    named = {f"W{place}": seats for place, seats in enumerate(may)}
    drawn = draw(named, {}, 1, seed, {})
    assert all(len(seats) == 1 and seats <= named[code] for code, seats in drawn.items())
    every = product(*(sorted(seats) for seats in may))
    best = min(spread({str(place): {seat} for place, seat in enumerate(one)}, 4) for one in every)
    assert spread(drawn, 4) == best


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_work_that_too_few_may_judge_gets_what_there_is(count: int) -> None:
    drawn = draw({"A": {1}, "B": {1, 2, 3}}, {}, count, "s", {})
    assert drawn["A"] == {1}
    assert len(drawn["B"]) == min(count, 3)
