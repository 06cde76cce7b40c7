"""Proposals of awards against every possible choice, and the commission's own choice against the limits. Boards too
large for every choice are in `test_large_allocation`."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.awards.allocation import Candidate, Conflict, Displaced, Proposal, Quota, Quotas, conflicts, forced, propose

STRICT = Quotas()
OFF = Quota(1, "off")
SOFT = Quota(1, "soft")


def board(*rows: tuple[int, int, int, int]) -> list[Candidate]:
    """Candidates as (application, nomination, territory, score), each of an applicant of their own."""
    return [
        Candidate(number, nomination, territory, number, Fraction(score))
        for number, nomination, territory, score in rows
    ]


# Nomination 1: territory 1 with 95, territory 2 with 90; nomination 2: only territory 1 with 80.
COUNTER_EXAMPLE = board((1, 1, 1, 95), (2, 1, 2, 90), (3, 2, 1, 80))


def test_a_leader_gives_way_where_that_saves_an_award_elsewhere() -> None:
    assert propose(COUNTER_EXAMPLE, STRICT) == Proposal(
        chosen=[2, 3],
        total=Fraction(170),
        displaced=[Displaced(1, by=[3], reason="territory", grants_lost=1, cost=Fraction(75))],
    )


def test_without_a_limit_per_territory_every_leader_wins() -> None:
    assert propose(COUNTER_EXAMPLE, Quotas(per_territory=OFF)) == Proposal([1, 3], Fraction(175), [])


def test_without_a_limit_per_nomination_the_best_of_each_territory_win() -> None:
    assert propose(COUNTER_EXAMPLE, Quotas(per_nomination=OFF)).chosen == [1, 2]


def test_a_soft_limit_is_broken_only_where_that_gives_more_awards() -> None:
    assert propose(COUNTER_EXAMPLE, Quotas(per_territory=SOFT)).chosen == [2, 3]
    crowded = board((1, 1, 1, 95), (2, 2, 1, 80))
    assert propose(crowded, STRICT).chosen == [1]
    assert propose(crowded, Quotas(per_territory=SOFT)).chosen == [1, 2]


def test_an_application_without_a_territory_fills_none() -> None:
    nowhere = [Candidate(n, n, None, n, Fraction(70)) for n in (1, 2, 3)]
    assert propose(nowhere, STRICT).chosen == [1, 2, 3]


def test_nobody_is_chosen_where_nobody_or_nothing_is_there() -> None:
    assert propose([], STRICT) == Proposal([], Fraction(0), [])
    none = propose(COUNTER_EXAMPLE, Quotas(places=0))
    assert (none.chosen, [one.reason for one in none.displaced]) == ([], ["places", "places"])


def test_a_score_of_nothing_still_wins_an_award_that_nobody_else_can_have() -> None:
    assert propose(board((1, 1, 1, 0)), STRICT).chosen == [1]


def test_few_places_go_to_the_greatest_sum() -> None:
    few = propose(board((1, 1, 1, 70), (2, 2, 2, 90), (3, 3, 3, 80)), Quotas(places=2))
    assert few.chosen == [2, 3]
    assert few.displaced == [Displaced(1, by=[], reason="places", grants_lost=0, cost=Fraction(10))]


def test_an_applicant_keeps_the_application_that_serves_all_best() -> None:
    twice = [
        Candidate(1, 1, 1, 7, Fraction(95)),
        Candidate(2, 2, 2, 7, Fraction(90)),
        Candidate(3, 1, 3, 8, Fraction(60)),
        Candidate(4, 2, 4, 9, Fraction(85)),
    ]
    assert propose(twice, STRICT) == Proposal(
        chosen=[1, 4],
        total=Fraction(180),
        displaced=[Displaced(2, by=[1], reason="applicant", grants_lost=0, cost=Fraction(30))],
    )
    assert propose(twice, Quotas(awards_per_applicant=2)).chosen == [1, 2]


def test_the_smallest_difference_of_scores_decides() -> None:
    near = [
        Candidate(1, 1, 1, 1, Fraction(80)),
        Candidate(2, 1, 1, 2, Fraction(80) + Fraction(1, 10**40)),
        Candidate(3, 2, 2, 3, Fraction(200, 3)),
    ]
    assert propose(near, STRICT).chosen == [2, 3]


def test_equal_sums_go_to_the_better_place_and_then_to_the_lower_number() -> None:
    level = board((1, 1, 1, 80), (2, 1, 1, 80))
    assert propose(level, STRICT).chosen == [1]
    placed = [Candidate(1, 1, 1, 1, Fraction(80), place=2), Candidate(2, 1, 1, 2, Fraction(80), place=1)]
    assert propose(placed, STRICT).chosen == [2]
    crossed = board((1, 1, 1, 80), (2, 1, 2, 80), (3, 2, 1, 80), (4, 2, 2, 80))
    assert propose(crossed, STRICT).chosen == [1, 4]


def test_a_kept_application_stays_and_the_others_make_the_best_of_it() -> None:
    assert forced(COUNTER_EXAMPLE, STRICT, keep={1}) == Proposal([1], Fraction(95), [
        Displaced(3, by=[1], reason="territory", grants_lost=-1, cost=Fraction(-75)),
    ])  # fmt: skip


def test_kept_applications_may_break_the_limits_and_take_their_room() -> None:
    kept = forced(board((1, 1, 1, 95), (2, 1, 1, 90), (3, 1, 2, 85), (4, 2, 1, 80), (5, 2, 2, 70)), STRICT, keep={1, 2})
    assert kept.chosen == [1, 2, 5]
    assert [(one.application_id, one.reason, one.by) for one in kept.displaced] == [(4, "territory", [1, 2])]


def test_a_leader_displaced_by_a_kept_rival_is_told_so() -> None:
    proposal = forced(board((1, 1, 1, 95), (2, 1, 2, 90)), STRICT, keep={2})
    assert proposal == Proposal([2], Fraction(90), [Displaced(1, [2], "kept", grants_lost=0, cost=Fraction(-5))])


def test_an_unknown_application_cannot_be_kept_or_chosen() -> None:
    with pytest.raises(KeyError):
        forced(COUNTER_EXAMPLE, STRICT, keep={9})
    with pytest.raises(KeyError):
        conflicts([9], COUNTER_EXAMPLE, STRICT)


def test_conflicts_name_each_limit_that_a_choice_breaks() -> None:
    candidates = [
        Candidate(1, 1, 1, 7, Fraction(95)),
        Candidate(2, 1, 2, 7, Fraction(90)),
        Candidate(3, 2, 1, 8, Fraction(80)),
        Candidate(4, 3, None, 9, Fraction(80)),
        Candidate(5, 4, None, 10, Fraction(80)),
    ]
    quotas = Quotas(per_territory=SOFT, places=4)
    assert conflicts({5, 4, 3, 2, 1}, candidates, quotas) == [
        Conflict("nomination", 1, [1, 2], 1, "hard"),
        Conflict("territory", 1, [1, 3], 1, "soft"),
        Conflict("applicant", 7, [1, 2], 1, "hard"),
        Conflict("places", None, [1, 2, 3, 4, 5], 4, "hard"),
    ]
    assert conflicts([2, 3, 4, 5], candidates, quotas) == []
    assert conflicts([1, 2], candidates, Quotas(OFF, OFF, awards_per_applicant=2)) == []


Worth = tuple[int, int, Fraction, list[tuple[int, int]]]


def worth(choice: tuple[Candidate, ...], quotas: Quotas) -> Worth | None:
    """What the aims say of a choice, in their order; None if it breaks a hard limit."""
    sides = [
        (quotas.per_nomination, Counter(one.nomination_id for one in choice)),
        (quotas.per_territory, Counter(one.territory_id for one in choice if one.territory_id is not None)),
        (Quota(quotas.awards_per_applicant), Counter(one.applicant_id for one in choice)),
    ]
    beyond = 0
    for quota, counts in sides:
        excess = sum(max(0, number - quota.size) for number in counts.values()) if quota.mode != "off" else 0
        if excess and quota.mode == "hard":
            return None
        beyond += excess
    if quotas.places is not None and len(choice) > quotas.places:
        return None
    order = [
        (-one.place, -one.application_id) for one in sorted(choice, key=lambda one: (one.place, one.application_id))
    ]
    return len(choice), -beyond, sum((one.score for one in choice), Fraction(0)), order


def best_of_all(candidates: list[Candidate], quotas: Quotas, keep: set[int]) -> list[int]:
    choices = (choice for size in range(len(candidates) + 1) for choice in combinations(candidates, size))
    possible = (
        (value, choice)
        for choice in choices
        if keep <= {one.application_id for one in choice} and (value := worth(choice, quotas)) is not None
    )
    return sorted(one.application_id for one in max(possible)[1]) if candidates else []


SCORES = st.integers(0, 4).map(lambda n: Fraction(n * 25)) | st.fractions(0, 100, max_denominator=7)


@st.composite
def boards(draw: st.DrawFn) -> list[Candidate]:
    size = draw(st.integers(0, 10))
    small = st.integers(1, 5)
    return [
        Candidate(n, draw(small), draw(small | st.none()), draw(small), draw(SCORES), draw(st.integers(0, 2)))
        for n in draw(st.permutations(range(1, size + 1)))
    ]


QUOTA = st.builds(Quota, st.integers(1, 2), st.sampled_from(["hard", "soft", "off"]))
QUOTAS = st.builds(Quotas, QUOTA, QUOTA, st.integers(1, 2), st.none() | st.integers(0, 5))


@settings(max_examples=150)
@given(boards(), QUOTAS)
def test_no_possible_choice_is_better_than_the_proposal(candidates: list[Candidate], quotas: Quotas) -> None:
    proposal = propose(candidates, quotas)
    assert proposal.chosen == best_of_all(candidates, quotas, set())
    assert proposal.proven
    assert [one for one in conflicts(proposal.chosen, candidates, quotas) if one.mode == "hard"] == []
    by_id = {one.application_id: one for one in candidates}
    assert proposal.total == sum(by_id[number].score for number in proposal.chosen)


@settings(max_examples=80)
@given(boards().filter(bool), QUOTAS.filter(lambda quotas: quotas.places != 0), st.data())
def test_what_forcing_a_leader_in_costs_is_the_difference_to_the_best_choice_with_them(
    candidates: list[Candidate], quotas: Quotas, data: st.DataObject
) -> None:
    keep = data.draw(st.sampled_from(candidates)).application_id
    assert forced(candidates, quotas, {keep}).chosen == best_of_all(candidates, quotas, {keep})
    proposal = propose(candidates, quotas)
    for displaced in proposal.displaced:
        instead = forced(candidates, quotas, {displaced.application_id})
        assert displaced.grants_lost == len(proposal.chosen) - len(instead.chosen) >= 0
        assert displaced.cost == proposal.total - instead.total
        assert set(displaced.by) <= set(proposal.chosen)
        assert bool(displaced.by) == (displaced.reason != "places")
        assert displaced.reason != "kept"


def crowd(size: int, applicants: int, seed: int) -> list[Candidate]:
    chance = random.Random(seed)
    return [
        Candidate(
            application_id=number,
            nomination_id=chance.randint(1, 10),
            territory_id=chance.randint(1, 10),
            applicant_id=chance.randint(1, applicants),
            score=Fraction(chance.randint(2400, 4000), 40),
        )
        for number in range(1, size + 1)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_sixty_applications_on_ten_by_ten_fill_the_board(seed: int) -> None:
    candidates = crowd(60, 50, seed)
    proposal = propose(candidates, STRICT)
    assert (len(proposal.chosen), proposal.proven) == (10, True)
    assert conflicts(proposal.chosen, candidates, STRICT) == []
    assert forced(reversed(candidates), STRICT, keep=proposal.chosen).chosen == proposal.chosen


def test_a_search_that_takes_too_long_ends_with_a_choice_that_holds_the_limits_and_says_so() -> None:
    candidates = crowd(60, 12, 4)
    proposal = propose(candidates, STRICT)
    assert not proposal.proven
    assert conflicts(proposal.chosen, candidates, STRICT) == []
    assert propose(candidates, STRICT) == proposal


Best = dict[tuple[int, frozenset[int]], Fraction]
"""(awards, territories taken) → the greatest sum of scores."""


def best_by_territories(candidates: list[Candidate], places: int) -> tuple[int, Fraction]:
    """Most awards, then the greatest sum, one per nomination and territory: nomination by nomination, over every set of
    territories that can be taken. No graph, and every choice is looked at."""
    best: Best = {(0, frozenset()): Fraction(0)}
    for nomination in {one.nomination_id for one in candidates}:
        strongest: dict[int, Fraction] = {}
        for one in candidates:
            if one.nomination_id == nomination and one.territory_id is not None:
                strongest[one.territory_id] = max(one.score, strongest.get(one.territory_id, one.score))
        before, best = best, dict(best)
        for (count, taken), total in before.items():
            for territory, score in strongest.items():
                key = count + 1, taken | {territory}
                if territory not in taken and count < places and total + score > best.get(key, Fraction(-1)):
                    best[key] = total + score
    return max((count, total) for (count, _), total in best.items())


@pytest.mark.parametrize(("size", "seed"), [(60, 1), (400, 2), (4000, 3)])
@pytest.mark.parametrize("places", [None, 6])
def test_large_boards_equal_a_count_over_every_set_of_territories(size: int, seed: int, places: int | None) -> None:
    candidates = [replace(one, applicant_id=one.application_id) for one in crowd(size, size, seed)]
    proposal = propose(candidates, Quotas(places=places))
    assert (len(proposal.chosen), proposal.total) == best_by_territories(candidates, places or size)
    assert conflicts(proposal.chosen, candidates, Quotas(places=places)) == []
