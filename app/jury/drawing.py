"""Who judges what, when each work is judged by some members only: drawn evenly, and the same whoever repeats it.

The order of the draw is SHA-256 of «seed:code» of each work. One work after the other goes to the members that may
judge it and have the fewest works so far; among equals to the one whose SHA-256 of «seed:code:№ of the seat» is the
smallest. Then, as long as one member has at least two works more than another, a work is handed on from the one to the
other, directly or by way of others, if the conflicts of interest allow it. What was judged before stays where it is
and counts. So loads differ by one at most wherever nobody has a conflict and all judge the same nominations, and no
fairer division exists where they cannot.
"""

import hashlib
from collections import deque
from collections.abc import Collection, Mapping

Drawn = dict[str, set[int]]
"""Code → numbers of the seats that judge it."""


def draw(
    may: Mapping[str, Collection[int]], held: Mapping[str, Collection[int]], count: int, seed: str,
    burden: Mapping[int, int],
) -> Drawn:  # fmt: skip
    """New seats for each work. `may`: code → numbers of the seats that may get it; `held`: code → how it is judged
    already; `count`: seats for each work in all; `burden`: seat → works that it has already. A work that too few may
    judge gets what there is."""
    loads = dict.fromkeys(sorted({seat for seats in may.values() for seat in seats}), 0)
    loads = {seat: burden.get(seat, 0) for seat in loads}
    drawn: Drawn = {}
    for code in sorted(may, key=lambda one: digest(seed, one)):
        free = sorted(set(may[code]) - set(held.get(code, ())), key=lambda seat: _turn(loads, seed, code, seat))
        drawn[code] = set(free[: max(0, count - len(held.get(code, ())))])
        for seat in drawn[code]:
            loads[seat] += 1
    while _even_out(drawn, may, held, loads):
        pass
    return drawn


def digest(*parts: object) -> str:
    """SHA-256 of the parts with colons between them."""
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()


def _turn(loads: Mapping[int, int], seed: str, code: str, seat: int) -> tuple[int, str]:
    return loads[seat], digest(seed, code, seat)


def _even_out(
    drawn: Drawn, may: Mapping[str, Collection[int]], held: Mapping[str, Collection[int]], loads: dict[int, int]
) -> bool:
    """Hand one work on from a seat with many to a seat with at least two fewer; False if that is impossible."""
    passes = _passes(drawn, may, held)
    for heavy in sorted(loads, key=lambda seat: (-loads[seat], seat)):
        path = _path(heavy, passes, loads)
        if path:
            for giver, code, taker in path:
                drawn[code] = drawn[code] - {giver} | {taker}
            loads[heavy] -= 1
            loads[path[-1][2]] += 1
            return True
    return False


def _passes(
    drawn: Drawn, may: Mapping[str, Collection[int]], held: Mapping[str, Collection[int]]
) -> dict[int, dict[int, str]]:
    """Giver → taker → a work that the one could hand to the other."""
    found: dict[int, dict[int, str]] = {}
    for code in sorted(drawn):
        free = set(may[code]) - drawn[code] - set(held.get(code, ()))
        for giver in drawn[code]:
            for taker in free:
                found.setdefault(giver, {}).setdefault(taker, code)
    return found


def _path(heavy: int, passes: Mapping[int, Mapping[int, str]], loads: Mapping[int, int]) -> list[tuple[int, str, int]]:
    """The shortest way of handing on to somebody with at least two fewer; empty if there is none."""
    came: dict[int, list[tuple[int, str, int]]] = {heavy: []}
    waiting = deque([heavy])
    while waiting:
        giver = waiting.popleft()
        if loads[giver] <= loads[heavy] - 2:
            return came[giver]
        for taker in sorted(passes.get(giver, {})):
            if taker not in came:
                came[taker] = [*came[giver], (giver, passes[giver][taker], taker)]
                waiting.append(taker)
    return []
