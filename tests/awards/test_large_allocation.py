"""Proposals on large boards against scipy: its solver of assignments, and its search over whole numbers (HiGHS).

Neither knows flows. Whatever they find is counted again in fractions, so that no rounding of theirs decides.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import csr_array, hstack, vstack

from app.awards.allocation import Candidate, Quota, Quotas, conflicts, propose

GRAIN = 40
"""Scores are given in so many parts: the mean of four sheets, in tenths."""
STRICT = Quotas()
Floats = NDArray[np.float64]
Found = tuple[int, int, Fraction]
"""Awards, awards beyond soft limits, the sum of scores."""


def crowd(size: int, nominations: int, territories: int, applicants: int, seed: int) -> list[Candidate]:
    """One of forty comes from nowhere; `applicants` below `size`: some have entered more than once."""
    chance = random.Random(seed)
    owners = [*range(1, applicants + 1), *(chance.randint(1, applicants) for _ in range(size - applicants))]
    return [
        Candidate(
            application_id=number,
            nomination_id=chance.randint(1, nominations),
            territory_id=None if chance.randint(1, 40) == 40 else chance.randint(1, territories),
            applicant_id=owners[number - 1],
            score=Fraction(chance.randint(60 * GRAIN, 100 * GRAIN), GRAIN),
        )
        for number in range(1, size + 1)
    ]


def told(candidates: Sequence[Candidate], quotas: Quotas) -> Found:
    proposal = propose(candidates, quotas)
    assert proposal.proven
    broken = conflicts(proposal.chosen, candidates, quotas)
    assert {one.mode for one in broken} <= {"soft"}
    return len(proposal.chosen), sum(len(one.applications) - one.allowed for one in broken), proposal.total


@pytest.mark.parametrize(
    ("size", "nominations", "territories"), [(400, 10, 20), (4000, 10, 20), (400, 30, 30), (300, 40, 7)]
)
@pytest.mark.parametrize("seed", range(2))
def test_one_for_each_nomination_and_territory_is_an_assignment(
    size: int, nominations: int, territories: int, seed: int
) -> None:
    """The matrix holds the strongest of each pair; an award outweighs all scores, and the numbers stay whole."""
    candidates = [one for one in crowd(size, nominations, territories, size, seed) if one.territory_id is not None]
    worth = np.zeros((nominations, territories), dtype=np.int64)
    award = 100 * GRAIN * (nominations + territories)
    for one in candidates:
        cell = one.nomination_id - 1, (one.territory_id or 0) - 1
        worth[cell] = max(worth[cell], award + int(one.score * GRAIN))
    rows, columns = linear_sum_assignment(worth, maximize=True)
    married = [int(value) for value in worth[rows, columns] if value]
    expected = len(married), 0, Fraction(sum(married) - award * len(married), GRAIN)

    assert told(candidates, STRICT) == expected


def whole_numbers(candidates: Sequence[Candidate], quotas: Quotas) -> Found:
    """One aim after the other, each held by the next: most awards, fewest beyond soft limits, the greatest sum."""
    limits: list[tuple[Quota, list[int | None]]] = [
        (quotas.per_nomination, [one.nomination_id for one in candidates]),
        (quotas.per_territory, [one.territory_id for one in candidates]),
        (Quota(quotas.awards_per_applicant), [one.applicant_id for one in candidates]),
        (Quota(len(candidates) if quotas.places is None else quotas.places), [0] * len(candidates)),
    ]
    blocks = [_rows(keys, quota) for quota, keys in limits if quota.mode != "off"]
    slacks = sum(soft for _, _, soft in blocks)
    size = len(candidates) + slacks
    table, most, at = [], [], 0
    for own, bound, soft in blocks:
        beyond = csr_array((-np.ones(soft), (np.arange(soft), np.arange(soft))), shape=(own.shape[0], slacks - at))
        table.append(hstack([own, csr_array((own.shape[0], at)), beyond]) if slacks else own)
        most += bound
        at += soft
    held = [LinearConstraint(vstack(table).tocsr(), -np.inf, np.array(most, dtype=float))]
    solve = _solver(size, len(candidates))
    count = np.array([1.0] * len(candidates) + [0.0] * slacks)
    scores = np.array([float(one.score * GRAIN) for one in candidates] + [0.0] * slacks)
    awards = int(count @ solve(-count, held))
    held.append(LinearConstraint(count, awards, awards))
    excess = int((1 - count) @ solve(1 - count, held)) if slacks else 0
    held.append(LinearConstraint(1 - count, 0, excess))
    taken = solve(-scores, held)[: len(candidates)]
    return awards, excess, sum((one.score for one, is_in in zip(candidates, taken, strict=True) if is_in), Fraction(0))


def _rows(keys: Sequence[int | None], quota: Quota) -> tuple[csr_array, list[int], int]:
    """A row for each key that counts its awards, how many it may have, how many of the rows are soft."""
    known = sorted({key for key in keys if key is not None})
    marks = [(known.index(key), at) for at, key in enumerate(keys) if key is not None]
    rows = csr_array((np.ones(len(marks)), tuple(zip(*marks, strict=True))), shape=(len(known), len(keys)))
    return rows, [quota.size] * len(known), len(known) if quota.mode == "soft" else 0


def _solver(size: int, taken: int) -> Callable[[Floats, list[LinearConstraint]], NDArray[np.int64]]:
    most = np.array([1.0] * taken + [float(taken)] * (size - taken))

    def solve(aim: Floats, held: list[LinearConstraint]) -> NDArray[np.int64]:
        found = milp(aim, integrality=np.ones(size), bounds=Bounds(0, most), constraints=held,
                     options={"mip_rel_gap": 0})  # fmt: skip
        assert found.success, found.message
        assert found.fun - found.mip_dual_bound < 1  # all are whole numbers: nothing better is left
        whole: NDArray[np.int64] = np.rint(found.x).astype(np.int64)
        return whole

    return solve


QUOTAS = {
    "one each": STRICT,
    "several": Quotas(Quota(3), Quota(2)),
    "few places": Quotas(Quota(2), Quota(2), places=11),
    "soft territories": Quotas(Quota(4), Quota(1, "soft")),
    "soft nominations": Quotas(Quota(1, "soft"), Quota(2)),
    "both soft": Quotas(Quota(2, "soft"), Quota(1, "soft"), places=33),
    "no territories": Quotas(Quota(3), Quota(1, "off")),
    "no nominations": Quotas(Quota(1, "off"), Quota(2), places=30),
    "two for a person": Quotas(Quota(5), Quota(3), awards_per_applicant=2),
}


@pytest.mark.parametrize("quotas", QUOTAS.values(), ids=QUOTAS)
def test_four_hundred_works_in_ten_nominations_from_twenty_territories(quotas: Quotas) -> None:
    candidates = crowd(400, 10, 20, 360, 0)

    assert told(candidates, quotas) == whole_numbers(candidates, quotas)


@pytest.mark.parametrize("seed", range(12))
def test_any_limits_on_boards_of_any_form(seed: int) -> None:
    chance = random.Random(seed)
    size = chance.randint(50, 300)
    first, second = (Quota(chance.randint(1, 4), chance.choice(("hard", "soft", "off"))) for _ in range(2))
    quotas = Quotas(first, second, awards_per_applicant=chance.randint(1, 3), places=chance.choice((None, size // 9)))
    candidates = crowd(size, chance.randint(2, 25), chance.randint(2, 25), size - chance.randint(0, size // 9), seed)

    assert told(candidates, quotas) == whole_numbers(candidates, quotas)


def test_a_choice_that_scipy_forces_costs_what_the_board_says() -> None:
    """A leader who is left out is put in by a score that no other can have: the difference of two optima."""
    candidates = crowd(200, 10, 12, 200, 5)
    proposal = propose(candidates, STRICT)
    best = whole_numbers(candidates, STRICT)
    assert proposal.displaced
    for displaced in proposal.displaced:
        sure = [replace(one, score=one.score + 10_000) if one.application_id == displaced.application_id else one
                for one in candidates]  # fmt: skip
        awards, _, total = whole_numbers(sure, STRICT)
        assert total >= 10_000
        assert displaced.cost == best[2] - (total - 10_000)
        assert displaced.grants_lost == best[0] - awards
