"""What limits the awards of a contest, and which limits a choice breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Mode = Literal["hard", "soft", "off"]
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
class Conflict:
    """More awards than a limit allows: `key` is the nomination, territory or applicant (none for all places)."""

    limit: Limit
    key: int | None
    applications: list[int]
    allowed: int
    mode: Mode


Key = Callable[[Candidate], int | None]


@dataclass(frozen=True)
class Side:
    """One of the limits, with what it counts awards by."""

    limit: Limit
    key_of: Key
    quota: Quota

    @property
    def counts(self) -> bool:
        return self.quota.mode != "off"


def sides(quotas: Quotas) -> tuple[Side, Side, Side]:
    return (
        Side("nomination", lambda one: one.nomination_id, quotas.per_nomination),
        Side("territory", lambda one: one.territory_id, quotas.per_territory),
        Side("applicant", lambda one: one.applicant_id, Quota(quotas.awards_per_applicant)),
    )


def grouped(candidates: Iterable[Candidate], key_of: Key) -> dict[int, list[Candidate]]:
    """Those that have a key, by it."""
    groups: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if (key := key_of(candidate)) is not None:
            groups[key].append(candidate)
    return groups


def better_first(candidate: Candidate) -> tuple[Fraction, int, int]:
    return -candidate.score, candidate.place, candidate.application_id


def pick(candidates: Sequence[Candidate], ids: Collection[int]) -> list[Candidate]:
    """Candidates by their ids, ascending. An id that is no candidate is a `KeyError`."""
    known = {candidate.application_id: candidate for candidate in candidates}
    return [known[number] for number in sorted(set(ids))]


def conflicts(chosen: Collection[int], candidates: Iterable[Candidate], quotas: Quotas) -> list[Conflict]:
    """Limits, hard and soft, that a choice of the commission's own breaks. An id that is no candidate is a
    `KeyError`."""
    awarded = pick(list(candidates), chosen)
    found = [
        Conflict(side.limit, key, [one.application_id for one in group], side.quota.size, side.quota.mode)
        for side in sides(quotas)
        for key, group in sorted(grouped(awarded, side.key_of).items())
        if side.counts and len(group) > side.quota.size
    ]
    if quotas.places is not None and len(awarded) > quotas.places:
        found.append(Conflict("places", None, [one.application_id for one in awarded], quotas.places, "hard"))
    return found
