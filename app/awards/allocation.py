"""Whom the awards could go to so that every limit holds, and whom that leaves out: advice to the commission,
which decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Literal

from app.awards.flow import Effort, choose
from app.awards.quotas import Candidate, Conflict, Limit, Mode, Quota, Quotas, better_first, conflicts, grouped, sides

__all__ = [
    "Candidate",
    "Conflict",
    "Displaced",
    "Limit",
    "Mode",
    "Proposal",
    "Quota",
    "Quotas",
    "Reason",
    "conflicts",
    "forced",
    "propose",
]

Reason = Literal["applicant", "territory", "kept", "places"]
Search = Callable[[Collection[int]], list[Candidate]]

_ELSEWHERE: tuple[Reason, list[int]] = ("places", [])


@dataclass(frozen=True)
class Displaced:
    """A nomination's leader who is not chosen: who stands in the way, why (`kept`: somebody of their nomination was
    forced in; `places`: all awards went to better ones elsewhere), and what forcing them in would lose: awards,
    then the sum of scores, which may be negative where awards are lost or a soft limit broken for it."""

    application_id: int
    by: list[int]
    reason: Reason
    grants_lost: int
    cost: Fraction


@dataclass(frozen=True)
class Proposal:
    """Application ids in ascending order, the sum of their scores, and the leaders left out, by nomination.
    `proven` is whether it is known to be the best; else so many applicants have entered so often that the search
    was cut short (`flow.Effort`): the limits hold all the same."""

    chosen: list[int]
    total: Fraction
    displaced: list[Displaced]
    proven: bool = True


def propose(candidates: Iterable[Candidate], quotas: Quotas) -> Proposal:
    """The best choice under the limits: most awards, then fewest broken soft limits, then the greatest exact sum
    of scores, then better places and lower ids."""
    return forced(candidates, quotas, keep=frozenset())


def forced(candidates: Iterable[Candidate], quotas: Quotas, keep: Collection[int]) -> Proposal:
    """The best choice that holds all of `keep`, whatever they break (see `conflicts`); the others fill the room
    that they leave. An id that is no candidate is a `KeyError`."""
    pool = sorted(candidates, key=lambda one: one.application_id)
    search = partial(choose, pool, quotas, effort=(effort := Effort()))
    chosen = search(keep)
    displaced = [_displaced(one, chosen, quotas, keep, search) for one in _leaders(pool, quotas, chosen)]
    return Proposal([one.application_id for one in chosen], _sum(chosen), displaced, proven=not effort.spent)


def _leaders(pool: Sequence[Candidate], quotas: Quotas, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Those who would win their nominations if nothing else counted, and are not chosen."""
    size = 1 if quotas.per_nomination.mode == "off" else quotas.per_nomination.size
    nominations = grouped(pool, lambda one: one.nomination_id)
    first = (one for _, group in sorted(nominations.items()) for one in sorted(group, key=better_first)[:size])
    awarded = set(chosen)
    return [one for one in first if one not in awarded]


def _displaced(
    leader: Candidate, chosen: Sequence[Candidate], quotas: Quotas, keep: Collection[int], search: Search
) -> Displaced:
    rivals = _rivals(leader, chosen, quotas)
    reasons: dict[Reason, list[int]] = {
        "applicant": rivals["applicant"],
        "territory": rivals["territory"],
        "kept": [rival for rival in rivals["nomination"] if rival in keep],
    }
    reason, by = next(((reason, by) for reason, by in reasons.items() if by), _ELSEWHERE)
    # Whoever was kept gives way to the leader: otherwise forcing both in would seem to cost nothing.
    released = {rival for group in rivals.values() for rival in group}
    instead = search((set(keep) - released) | {leader.application_id})
    return Displaced(
        application_id=leader.application_id,
        by=by,
        reason=reason,
        grants_lost=len(chosen) - len(instead),
        cost=_sum(chosen) - _sum(instead),
    )


def _rivals(leader: Candidate, chosen: Sequence[Candidate], quotas: Quotas) -> dict[Limit, list[int]]:
    """By each limit that is full for the leader: the chosen ones who fill it."""
    found: dict[Limit, list[int]] = {}
    for side in sides(quotas):
        key = side.key_of(leader)
        same = [one.application_id for one in chosen if side.key_of(one) == key]
        found[side.limit] = same if side.counts and key is not None and len(same) >= side.quota.size else []
    return found


def _sum(candidates: Iterable[Candidate]) -> Fraction:
    return sum((one.score for one in candidates), Fraction(0))
