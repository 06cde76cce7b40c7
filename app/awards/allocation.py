"""Whom the awards could go to so that every limit holds: advice to the commission, which decides.

Nominations and territories are the two sides of a flow network; its exact integer costs put the number of awards
first, then unbroken soft limits, then the sum of scores, then the better places and lower numbers, so that the
best proposal is always a single one. A limit per applicant is a third side, which no flow has: where a flow gives
an applicant too much, each choice of what he keeps is tried, the most promising first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from itertools import combinations, count
from math import lcm
from typing import Literal

import networkx as nx

Mode = Literal["hard", "soft", "off"]
Reason = Literal["applicant", "territory", "kept", "places"]
Limit = Literal["nomination", "territory", "applicant", "places"]


@dataclass(frozen=True)
class Candidate:
    """An application that may be awarded; `score` is not negative. `place` is its place in its nomination and
    decides between equal sums, before the lower `application_id`."""

    application_id: int
    nomination_id: int
    territory_id: int | None
    applicant_id: int
    score: Fraction
    place: int = 0


@dataclass(frozen=True)
class Quota:
    """At most `size` awards each. A soft one is broken only if that gives more awards."""

    size: int = 1
    mode: Mode = "hard"


@dataclass(frozen=True)
class Quotas:
    """`places` is the number of awards there are; none means as many as the other limits allow. An application
    without a territory fills no territory."""

    per_nomination: Quota = Quota()
    per_territory: Quota = Quota()
    awards_per_applicant: int = 1
    places: int | None = None


@dataclass(frozen=True)
class Displaced:
    """A nomination's leader who is not proposed: who stands in the way and why, and what is lost if he is forced
    in (awards, then the sum of scores; the latter may be negative when awards or soft limits pay for it)."""

    application_id: int
    by: list[int]
    reason: Reason
    grants_lost: int
    cost: Fraction


@dataclass(frozen=True)
class Proposal:
    """Application ids in ascending order, the sum of their scores, and the leaders left out."""

    chosen: list[int]
    total: Fraction
    displaced: list[Displaced]


@dataclass(frozen=True)
class Conflict:
    """More awards than a limit allows: `key` is the nomination, territory or applicant (none for all places)."""

    limit: Limit
    key: int | None
    applications: list[int]
    allowed: int
    mode: Mode


def propose(candidates: Iterable[Candidate], quotas: Quotas) -> Proposal:
    """The best choice under the limits: most awards, then the greatest exact sum of scores."""
    return forced(candidates, quotas, keep=set())


def forced(candidates: Iterable[Candidate], quotas: Quotas, keep: Collection[int]) -> Proposal:
    """The best choice that holds all of `keep`, whatever they break (see `conflicts`); the others fill the room
    they leave. An id that is no candidate is a `KeyError`."""
    pool = sorted(candidates, key=lambda candidate: candidate.application_id)
    chosen = _choose(pool, quotas, keep)
    displaced = [_displaced(leader, chosen, pool, quotas, keep) for leader in _leaders(pool, quotas, chosen)]
    return Proposal([one.application_id for one in chosen], _sum(chosen), displaced)


def conflicts(chosen: Collection[int], candidates: Iterable[Candidate], quotas: Quotas) -> list[Conflict]:
    """Limits, hard and soft, that a choice of the commission's own breaks. An id that is no candidate is a
    `KeyError`."""
    awarded = _pick(list(candidates), chosen)
    found = [
        Conflict(limit, key, [one.application_id for one in group], quota.size, quota.mode)
        for limit, key_of, quota in _limits(quotas)
        for key, group in sorted(_grouped(awarded, key_of).items())
        if quota.mode != "off" and len(group) > quota.size
    ]
    if quotas.places is not None and len(awarded) > quotas.places:
        found.append(Conflict("places", None, [one.application_id for one in awarded], quotas.places, "hard"))
    return found


Key = Callable[[Candidate], int | None]
Side = tuple[Limit, Key, Quota]


def _limits(quotas: Quotas) -> tuple[Side, Side, Side]:
    return (
        ("nomination", lambda one: one.nomination_id, quotas.per_nomination),
        ("territory", lambda one: one.territory_id, quotas.per_territory),
        ("applicant", lambda one: one.applicant_id, Quota(quotas.awards_per_applicant)),
    )


def _grouped(candidates: Iterable[Candidate], key_of: Key) -> dict[int, list[Candidate]]:
    groups: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if (key := key_of(candidate)) is not None:
            groups[key].append(candidate)
    return groups


def _pick(candidates: Sequence[Candidate], ids: Collection[int]) -> list[Candidate]:
    known = {candidate.application_id: candidate for candidate in candidates}
    return [known[number] for number in sorted(set(ids))]


def _sum(candidates: Iterable[Candidate]) -> Fraction:
    return sum((candidate.score for candidate in candidates), Fraction(0))


def _better_first(candidate: Candidate) -> tuple[Fraction, int, int]:
    return -candidate.score, candidate.place, candidate.application_id


def _leaders(pool: Sequence[Candidate], quotas: Quotas, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Those who would win their nominations if nothing but the nomination counted, and are not chosen."""
    size = 1 if quotas.per_nomination.mode == "off" else quotas.per_nomination.size
    nominations = _grouped(pool, lambda one: one.nomination_id)
    first = (one for _, group in sorted(nominations.items()) for one in sorted(group, key=_better_first)[:size])
    awarded = set(chosen)
    return [one for one in first if one not in awarded]


def _displaced(
    leader: Candidate, chosen: Sequence[Candidate], pool: Sequence[Candidate], quotas: Quotas, keep: Collection[int]
) -> Displaced:
    in_the_way: dict[Limit, list[int]] = {}
    for limit, key_of, quota in _limits(quotas):
        rivals = [one.application_id for one in _grouped(chosen, key_of).get(key_of(leader) or 0, [])]
        in_the_way[limit] = rivals if quota.mode != "off" and len(rivals) >= quota.size else []
    reasons: dict[Reason, list[int]] = {
        "applicant": in_the_way["applicant"],
        "territory": in_the_way["territory"],
        "kept": [rival for rival in in_the_way["nomination"] if rival in keep],
    }
    reason = next((name for name, rivals in reasons.items() if rivals), "places")
    # Whoever was kept before gives way to the leader: otherwise forcing him in would seem to cost nothing.
    released = {rival for rivals in in_the_way.values() for rival in rivals}
    instead = _choose(pool, quotas, (set(keep) - released) | {leader.application_id})
    return Displaced(
        application_id=leader.application_id,
        by=reasons.get(reason, []),
        reason=reason,
        grants_lost=len(chosen) - len(instead),
        cost=_sum(chosen) - _sum(instead),
    )
