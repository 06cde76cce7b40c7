"""Ranking, statistics and proposal of awards over 400, 4,000 and 40,000 works, without a database: how they grow.

Ten nominations, five experts, ten territories. The limit is the least that has to be done: the mean of each work in
floating point, and sorted."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import partial
from itertools import pairwise
from statistics import median

from app.awards.allocation import Candidate, Quotas, propose
from app.bench.figures import Measure, interleaved, tell
from app.jury.agreement import alpha
from app.jury.ranking import Entry, Ranked, SheetMarks, Weight, full_points, points, rank
from app.jury.severity import severities
from app.jury.sureness import sureness

SIZES = (400, 4_000, 40_000)
NOMINATIONS, EXPERTS, TERRITORIES, SCALE = 10, 5, 10, 10
WEIGHTS = [Weight(position, tenths) for position, tenths in enumerate((20, 25, 15, 20, 10, 10), 1)]
TIE_BREAK = ["criterion:2", "criterion:4", "earlier_final_submission", "commission_vote"]
ROUNDS = 3

Nomination = tuple[list[Entry], list[SheetMarks]]
Contest = list[Nomination]


def growth() -> None:
    """Milliseconds for each size, and how many times longer ten times as many take."""
    contests = {size: _contest(size) for size in SIZES}
    tasks: dict[str, Callable[[Contest], object]] = {
        "ranking": _ranked, "standardised ranking": partial(_ranked, is_standardised=True), "statistics": _statistics,
    }  # fmt: skip
    for name, task in tasks.items():
        _grown(name, {size: partial(task, contest) for size, contest in contests.items()}, contests)
    entered = {size: _candidates(_ranked(contest)) for size, contest in contests.items()}
    _grown("proposal", {size: partial(propose, pool, Quotas()) for size, pool in entered.items()}, contests)


def _grown(name: str, tasks: dict[int, Callable[[], object]], contests: dict[int, Contest]) -> None:
    ours, limit = {}, {}
    for size in SIZES:
        values, least = interleaved(
            _timed(tasks[size]), _timed(partial(_bare, contests[size])), rounds=1 if size == SIZES[-1] else ROUNDS
        )
        tell(f"{name}, computed for {size:,}", "ms", values, least, less_is_better=True)
        ours[size], limit[size] = median(values), median(least)
    for few, many in pairwise(SIZES):
        longer, least = [ours[many] / ours[few]], [limit[many] / limit[few]]
        tell(f"{name}, growth from {few:,} to {many:,}", "times", longer, least, less_is_better=True)


def _timed(task: Callable[[], object]) -> Measure:
    def measure() -> float:
        begun = time.perf_counter()
        task()
        return (time.perf_counter() - begun) * 1000

    return measure


def _contest(size: int) -> Contest:
    chance, noon = random.Random(size), datetime(2026, 5, 20, 7, tzinfo=UTC)
    found: Contest = []
    for nomination in range(1, NOMINATIONS + 1):
        works = range(nomination, size + 1, NOMINATIONS)
        entries = [Entry(work, nomination, chance.randint(1, TERRITORIES), noon + timedelta(seconds=work))
                   for work in works]  # fmt: skip
        sheets = [
            SheetMarks(10 * work + seat, seat, work, {one.position: chance.randint(2, SCALE) for one in WEIGHTS},
                       f"{chance.getrandbits(256):064x}")
            for work in works for seat in range(1, EXPERTS + 1)
        ]  # fmt: skip
        found.append((entries, sheets))
    return found


def _ranked(contest: Contest, *, is_standardised: bool = False) -> list[list[Ranked]]:
    return [
        rank(entries, sheets, WEIGHTS, scale_max=SCALE, threshold=Fraction(60), min_sheets=3, tie_break=TIE_BREAK,
             is_standardised=is_standardised)
        for entries, sheets in contest
    ]  # fmt: skip


def _statistics(contest: Contest) -> None:
    """What the page of each nomination tells."""
    for _, sheets in contest:
        judged = points(sheets, WEIGHTS)
        values = {work: [value for _, value in rows] for work, rows in judged.items()}
        severities(judged, full_points(WEIGHTS, SCALE))
        alpha(values.values())
        sureness(values, [sheet.sha256 for sheet in sheets])


def _candidates(ranked: list[list[Ranked]]) -> list[Candidate]:
    return [
        Candidate(one.entry.application_id, one.entry.nomination_id, one.entry.territory_id, one.entry.application_id,
                  one.score, one.place)
        for nomination in ranked for one in nomination if one.score is not None
    ]  # fmt: skip


def _bare(contest: Contest) -> None:
    for _, sheets in contest:
        means: dict[int, float] = {}
        for sheet in sheets:
            own = sum(sheet.marks[one.position] * one.tenths for one in WEIGHTS) / SCALE
            means[sheet.application_id] = means.get(sheet.application_id, 0.0) + own / EXPERTS
        sorted(means, key=means.__getitem__, reverse=True)
