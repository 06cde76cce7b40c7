"""Ranking and statistics of a large commission against numpy and scipy, which count another way: whole matrices, ranks,
coincidences, standard scores, and distributions folded into each other instead of drawn."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from app.jury.agreement import alpha
from app.jury.ranking import Entry, SheetMarks, Weight, rank
from app.jury.standardising import standardised
from app.jury.sureness import sureness

NOON = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
WEIGHTS = np.array([20, 25, 15, 20, 10, 10])
WORKS, SEATS = 400, 7
Marks = NDArray[np.int64]
Missing = NDArray[np.bool_]


def commission(seed: int) -> tuple[Marks, Missing]:
    """Works × experts × criteria: some works are better, some experts stricter, a fifth of the sheets is missing."""
    chance = np.random.default_rng(seed)
    better, stricter = chance.normal(0, 1.6, (WORKS, 1, 1)), chance.normal(0, 1, (1, SEATS, 1))
    marks = np.clip(np.rint(6 + better - stricter + chance.normal(0, 1, (WORKS, SEATS, len(WEIGHTS)))), 0, 10)
    missing = chance.random((WORKS, SEATS)) < 0.2
    missing[:, 0] &= ~missing.all(axis=1)
    return marks.astype(np.int64), missing


def points_of(marks: Marks, missing: Missing) -> dict[int, list[tuple[int, int]]]:
    points = marks @ WEIGHTS
    return {
        work: [(int(seat), int(points[work, seat])) for seat in np.flatnonzero(~missing[work])] for work in range(WORKS)
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_ranking_is_that_of_a_weighted_mean_over_a_matrix(seed: int) -> None:
    marks, missing = commission(seed)
    sheets = [
        SheetMarks(SEATS * work + int(seat), int(seat), work, dict(enumerate(map(int, marks[work, seat]), 1)))
        for work in range(WORKS)
        for seat in np.flatnonzero(~missing[work])
    ]
    found = rank(
        [Entry(work, 1, None, NOON) for work in range(WORKS)], sheets,
        [Weight(position, int(tenths)) for position, tenths in enumerate(WEIGHTS, 1)], scale_max=10,
        threshold=Fraction(60), min_sheets=5, tie_break=[],
    )  # fmt: skip
    total = np.where(missing, 0, marks @ WEIGHTS).sum(axis=1)
    number = (~missing).sum(axis=1)
    whole = total * (np.lcm.reduce(np.arange(1, SEATS + 1)) // number)  # one denominator: no digit is lost
    places = stats.rankdata(-whole, method="min")

    assert len(set(places)) < WORKS
    assert {one.entry.application_id: (one.place, one.score, one.too_few, one.below_threshold) for one in found} == {
        work: (places[work], Fraction(int(total[work]), 10 * int(number[work])), number[work] < 5,
               total[work] < 600 * number[work])
        for work in range(WORKS)
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_alpha_is_that_of_the_matrix_of_coincidences(seed: int) -> None:
    """As Krippendorff counts it by hand: how often each value meets each other one in a unit."""
    marks, missing = commission(seed)
    scores = marks @ WEIGHTS
    values, at = np.unique(scores, return_inverse=True)
    coincidences = np.zeros((len(values), len(values)))
    for work in range(WORKS):
        own = np.bincount(at.reshape(scores.shape)[work][~missing[work]], minlength=len(values))
        if own.sum() > 1:
            coincidences += (np.outer(own, own) - np.diag(own)) / (own.sum() - 1)
    met = coincidences.sum(axis=0)
    apart = np.subtract.outer(values, values).astype(float) ** 2
    expected = 1 - (met.sum() - 1) * (coincidences * apart).sum() / (np.outer(met, met) * apart).sum()
    table = [[None if missing[work, seat] else scores[work, seat] / 10 for seat in range(SEATS)]
             for work in range(WORKS)]  # fmt: skip

    assert alpha(table) == pytest.approx(expected, abs=1e-9)
    assert 0.3 < expected < 0.9


@pytest.mark.parametrize("seed", range(3))
def test_standardised_scores_are_standard_scores_brought_back_to_the_scale(seed: int) -> None:
    marks, missing = commission(seed)
    scores = np.where(missing, np.nan, marks @ WEIGHTS / 10)
    scaled = np.nanmean(scores) + np.nanstd(scores) * stats.zscore(scores, axis=0, nan_policy="omit")
    expected = np.nanmean(scaled, axis=1)
    found = standardised(points_of(marks, missing), 1000)

    assert np.array([float(found[work]) for work in range(WORKS)]) == pytest.approx(expected, abs=1e-9)
    by_us, by_scipy = (
        stats.rankdata([-float(one) for one in told], method="min") for told in (found.values(), expected)
    )
    assert (by_us == by_scipy).all()
    assert stats.kendalltau(expected, np.nanmean(scores, axis=1)).statistic < 0.99  # it does change the order


def chances(values: dict[int, list[int]]) -> dict[int, NDArray[np.float64]]:
    """Work → how likely it comes to the 1st, 2nd … place. The sum of n sheets drawn from n is the distribution of one,
    folded n times; how many of the others are better is a sum of coins that are tossed apart."""
    sizes = {len(sheets) for sheets in values.values()}
    assert len(sizes) == 1  # so that sums are compared instead of means
    top = max(map(max, values.values()))
    sums = {}
    for one, sheets in values.items():
        drawn = np.bincount(sheets, minlength=top + 1) / len(sheets)
        sums[one] = np.array([1.0])
        for _ in sheets:
            sums[one] = np.convolve(sums[one], drawn)
    found = {}
    for one, own in sums.items():
        above = [1 - np.cumsum(other) for which, other in sums.items() if which != one]
        found[one] = np.zeros(len(values))
        for total in np.flatnonzero(own):
            better = np.array([1.0])
            for other in above:
                better = np.convolve(better, [1 - other[total], other[total]])
            found[one] += own[total] * better
    return found


@pytest.mark.parametrize("seed", range(3))
def test_how_sure_places_are_comes_near_to_their_distribution(seed: int) -> None:
    """A thousand draws: five standard errors are no more than 8 of 100."""
    chance = random.Random(seed)
    values = {work: [min(20, max(0, round(chance.gauss(8 + work / 4, 3)))) for _ in range(6)] for work in range(1, 21)}
    found = sureness(values, [f"{seed:064x}"])

    for one, likely in chances(values).items():
        upto = np.cumsum(likely)
        assert upto[-1] == pytest.approx(1)
        assert found[one].draws == 1000
        assert found[one].first / 1000 == pytest.approx(likely[0], abs=0.08)
        best, worst = found[one].best, found[one].worst
        before = upto[best - 2] if best > 1 else 0
        assert before <= 0.05 + 0.035
        assert upto[best - 1] >= 0.05 - 0.035
        assert 1 - upto[worst - 1] <= 0.05 + 0.035
        assert 1 - (upto[worst - 2] if worst > 1 else 0) >= 0.05 - 0.035
