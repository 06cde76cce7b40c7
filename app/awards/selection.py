"""What the proposal and the commission's own choices add up to: pure, from the ranking alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from app.awards import quotas, rules
from app.awards.allocation import Proposal, forced, propose
from app.awards.queries import Entrant
from app.awards.quotas import Candidate, Conflict, Quotas
from app.jury.ranking import VOTE, Ranked


@dataclass(frozen=True)
class Will:
    """What the commission has decided itself. `kept`: applications that it awards whatever the proposal says;
    `closed`: nominations in which it awards nothing."""

    kept: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Selection:
    """`proposal` is what the limits alone would give, `chosen` what comes out with the commission's will."""

    proposal: Proposal
    chosen: Proposal
    conflicts: Sequence[Conflict]
    reserve: Sequence[int] = field(default=())


def candidates(ranking: Mapping[int, Sequence[Ranked]], entrants: Mapping[int, Entrant]) -> list[Candidate]:
    """Those who may be awarded, in the order of nominations and places. A standardised score may lie below nothing:
    as a sum it counts nothing, and the place says who is better."""
    return [
        Candidate(
            application_id=one.entry.application_id, nomination_id=nomination, territory_id=one.entry.territory_id,
            applicant_id=entrants[one.entry.application_id].person, score=max(one.score, Fraction(0)), place=one.place,
        )
        for nomination, ranked in sorted(ranking.items())
        for one in ranked
        if rules.is_eligible(one) and one.score is not None and one.entry.application_id in entrants
    ]  # fmt: skip


def select(pool: Sequence[Candidate], limits: Quotas, will: Will) -> Selection:
    """Choices of the commission that are no candidates any more are passed over."""
    free = propose(pool, limits)
    known = {one.application_id for one in pool}
    open_pool = [one for one in pool if one.nomination_id not in will.closed]
    kept = will.kept & {one.application_id for one in open_pool}
    chosen = forced(open_pool, limits, kept) if kept or will.closed else free
    broken = quotas.conflicts(set(chosen.chosen) & known, pool, limits)
    return Selection(free, chosen, broken, reserve(open_pool, chosen.chosen, limits))


def reserve(pool: Iterable[Candidate], chosen: Collection[int], limits: Quotas) -> list[int]:
    """For each awarded nomination the next one who could step in for its winner without breaking another limit."""
    pool = list(pool)
    awarded = quotas.pick(pool, chosen)
    places = []
    for nomination, group in quotas.grouped(pool, lambda one: one.nomination_id).items():
        if all(one.application_id not in chosen for one in group):
            continue
        others = [one for one in awarded if one.nomination_id != nomination]
        rest = sorted((one for one in group if one.application_id not in chosen), key=quotas.better_first)
        following = next((one for one in rest if _fits(one, others, limits)), None)
        if following is not None:
            places.append(following.application_id)
    return places


def _fits(one: Candidate, others: Sequence[Candidate], limits: Quotas) -> bool:
    for side in quotas.sides(limits)[1:]:
        key = side.key_of(one)
        same = [other for other in others if side.key_of(other) == key]
        if side.counts and side.quota.mode == "hard" and key is not None and len(same) >= side.quota.size:
            return False
    return True


def obstacle(one: Candidate, chosen: Sequence[Candidate], limits: Quotas) -> tuple[quotas.Limit, int] | None:
    """What keeps it out now: the limit that is full, and an awarded application of another nomination filling it."""
    for side in quotas.sides(limits)[1:]:
        key = side.key_of(one)
        same = [
            other for other in chosen
            if side.key_of(other) == key and other.application_id != one.application_id
            and other.nomination_id != one.nomination_id
        ]  # fmt: skip
        if side.counts and key is not None and len(same) >= side.quota.size:
            return side.limit, same[0].application_id
    return None


def level_groups(ranked: Sequence[Ranked]) -> list[frozenset[int]]:
    """Applications that stay level after every rule but the vote: those that the commission votes on, or has."""
    found: list[frozenset[int]] = []
    for one in ranked:
        if one.tie is None or not rules.is_eligible(one):
            continue
        voted = next((step for step in one.tie.steps if step.rule == VOTE), None)
        level = frozenset(voted.values) if voted else frozenset({one.entry.application_id, *one.tie.still_level_with})
        if len(level) > 1 and level not in found:
            found.append(level)
    return found


def open_ties(
    ranked: Sequence[Ranked], chosen: Collection[int], decided: Collection[int], blocked: Collection[int], *,
    parts_places: bool = False,
) -> list[frozenset[int]]:  # fmt: skip
    """Ties that stand and through which the line between awarded and not awarded runs; with `parts_places` also those
    between two who are awarded, for one gets the better place. `decided`: what the commission chose itself, with a
    reason: of who is awarded, not of the places. `blocked`: whom another limit keeps out, so that the tie does not
    decide on them."""
    able = {one.entry.application_id for one in ranked if rules.is_eligible(one)} - set(blocked)
    found: list[frozenset[int]] = []
    for one in ranked:
        if one.tie is None or one.tie.resolved:
            continue
        level = frozenset({one.entry.application_id, *one.tie.still_level_with}) & able
        inside = level & frozenset(chosen)
        divides = inside and inside != level and not inside & frozenset(decided)
        if (divides or (parts_places and len(inside) > 1)) and level not in found:
            found.append(level)
    return found
