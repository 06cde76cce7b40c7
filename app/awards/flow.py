"""The best choice of awards under the limits, as a min-cost flow.

Nominations and territories are the two sides of the network; each candidate is an arc between them. Costs are
exact integers, so large that the order of aims is strict: most awards, then fewest broken soft limits, then the
greatest sum of scores, then the better places and lower ids; so the best choice is always a single one. A limit
per applicant is a third side, which no flow has: where the flow gives somebody too much, each choice of what they
keep is tried, the most promising first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations, count
from math import lcm
from typing import TYPE_CHECKING

from app.awards.quotas import Candidate, Quotas, Side, better_first, grouped, pick, sides

if TYPE_CHECKING:
    import networkx as nx

Node = tuple[str, int | None]
_SOURCE: Node = ("source", None)
_SINK: Node = ("sink", None)


@dataclass
class Effort:
    """How many flows may still be solved in search of the best choice; counted, not timed, so that the same
    contest always gets the same advice. A thousand take a few seconds, and sixty applications of thirty people
    need about a hundred. Once it is spent, the search ends with a good choice instead of the best."""

    flows: int = 1000

    @property
    def spent(self) -> bool:
        return self.flows <= 0


def choose(candidates: Sequence[Candidate], quotas: Quotas, keep: Collection[int], effort: Effort) -> list[Candidate]:
    """The best choice that holds all of `keep`, whatever they break; the others fill the room that they leave."""
    kept = pick(candidates, keep)
    room = _Room(quotas, kept)
    free = [one for one in candidates if one.application_id not in keep and room.left(room.applicant, one.applicant_id)]
    chosen = _branch(_undominated(free, candidates, quotas), room, effort)
    return sorted(kept + chosen, key=lambda one: one.application_id)


class _Room:
    """What the limits leave to everybody else once some applications are kept."""

    def __init__(self, quotas: Quotas, kept: Sequence[Candidate]) -> None:
        self.nomination, self.territory, self.applicant = sides(quotas)
        self._used = {
            side.limit: Counter({key: len(group) for key, group in grouped(kept, side.key_of).items()})
            for side in (self.nomination, self.territory, self.applicant)
        }
        self.places = None if quotas.places is None else max(0, quotas.places - len(kept))

    def left(self, side: Side, key: int | None) -> int:
        used = 0 if key is None else self._used[side.limit][key]
        return max(0, side.quota.size - used)


def _undominated(free: Sequence[Candidate], everyone: Sequence[Candidate], quotas: Quotas) -> list[Candidate]:
    """Drops those who could always be replaced by somebody better of their own nomination and territory.

    Only rivals whom the limit per applicant can never touch count: an exchange for them is always allowed. It
    keeps the network as small as the board of nominations and territories, however many apply."""
    entered = Counter(one.applicant_id for one in everyone)
    fits = [quota.size for quota in (quotas.per_nomination, quotas.per_territory) if quota.mode == "hard"]
    if not fits:
        return list(free)
    kept: list[Candidate] = []
    better: Counter[tuple[int, int | None]] = Counter()
    for one in sorted(free, key=better_first):
        cell = (one.nomination_id, one.territory_id)
        if better[cell] < (min(fits) if one.territory_id is not None else len(free)):
            kept.append(one)
        if entered[one.applicant_id] <= quotas.awards_per_applicant:
            better[cell] += 1
    return kept


def _branch(free: Sequence[Candidate], room: _Room, effort: Effort) -> list[Candidate]:
    """Best-first search: the first choice in which no applicant has too much is the best one."""
    network = _Network(free, room)
    turn = count()  # a heap must never compare choices
    waiting: list[tuple[int, int, frozenset[int], list[Candidate]]] = []
    without: frozenset[int] = frozenset()
    worth, chosen = network.best_without(without)
    while (applicant := _overbooked(chosen, room)) is not None:
        may_keep = room.left(room.applicant, applicant)
        theirs = frozenset(one.application_id for one in free if one.applicant_id == applicant) - without
        choices = combinations(sorted(theirs), may_keep)
        if effort.spent:  # from here on straight down: the best of what they were given stays
            waiting.clear()
            given = sorted((one for one in chosen if one.applicant_id == applicant), key=better_first)
            choices = combinations([one.application_id for one in given[:may_keep]], may_keep)
        for stays in choices:
            effort.flows -= 1
            fewer = without | theirs.difference(stays)
            worth, chosen = network.best_without(fewer)
            heappush(waiting, (-worth, next(turn), fewer, chosen))
        _, _, without, chosen = heappop(waiting)
    return chosen


def _overbooked(chosen: Sequence[Candidate], room: _Room) -> int | None:
    """The applicant who has the most more than they may, if anybody has."""
    theirs = grouped(chosen, room.applicant.key_of)
    excess = {one: len(group) - room.left(room.applicant, one) for one, group in theirs.items()}
    return max((one for one in excess if excess[one] > 0), key=lambda one: (excess[one], -one), default=None)


class _Network:
    """Candidates as arcs between two of the limits."""

    def __init__(self, free: Sequence[Candidate], room: _Room) -> None:
        self._free, self._room = free, room
        self._left, self._right = room.nomination, room.territory
        if not self._right.counts:  # then the limit per applicant fits into the network and needs no search
            self._right = room.applicant
        elif not self._left.counts:
            self._left = room.applicant
        self._worth, self._penalty = _worth(free)

    def best_without(self, left_out: Collection[int]) -> tuple[int, list[Candidate]]:
        """The best choice among the others and what it is worth."""
        free = [one for one in self._free if one.application_id not in left_out]
        if not free:
            return 0, []
        import networkx as nx  # noqa: PLC0415 - 30 MB and a long load that only a decision needs

        cost, flow = nx.network_simplex(self._network(free))
        chosen = [one for one in free if flow[self._start(one)][self._end(one)][one.application_id]]
        return -cost, chosen

    def _start(self, one: Candidate) -> Node:
        return "left", self._left.key_of(one)

    def _end(self, one: Candidate) -> Node:
        return "right", self._right.key_of(one)

    def _network(self, free: Sequence[Candidate]) -> nx.MultiDiGraph[Node]:
        import networkx as nx  # noqa: PLC0415

        network: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
        for one in free:
            number = one.application_id
            network.add_edge(self._start(one), self._end(one), key=number, capacity=1, weight=-self._worth[number])
        for node in list(network):
            gate, side = ((_SOURCE, node), self._left) if node[0] == "left" else ((node, _SINK), self._right)
            for capacity, weight in self._openings(side, node[1], len(free)):
                network.add_edge(*gate, capacity=capacity, weight=weight)
        places = len(free) if self._room.places is None else self._room.places
        network.add_edge(_SINK, _SOURCE, capacity=places, weight=0)
        return network

    def _openings(self, side: Side, key: int | None, everyone: int) -> Iterator[tuple[int, int]]:
        """Capacities and costs of one limit: free room and, where the limit is not hard, room beyond it."""
        if key is None or not side.counts:
            yield everyone, 0
            return
        yield self._room.left(side, key), 0
        if side.quota.mode == "soft":
            yield everyone, self._penalty


def _worth(free: Sequence[Candidate]) -> tuple[Mapping[int, int], int]:
    """What each application is worth and what a broken soft limit costs: each aim outweighs all that the later
    ones can add up to. Powers of two by rank make any two choices differ."""
    common = lcm(*(one.score.denominator for one in free))
    size = len(free)
    ranked = sorted(free, key=lambda one: (one.place, one.application_id), reverse=True)
    points = {one.application_id: (int(one.score * common) << size) + (1 << power) for power, one in enumerate(ranked)}
    penalty = sum(points.values()) + 1
    award = penalty * (2 * size + 1)
    return {number: award + value for number, value in points.items()}, penalty
