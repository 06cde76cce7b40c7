"""Which works of a nomination go on from the shortlist round: the best by the mean of their answers, in exact
arithmetic. All that are level with the last one go on too, and so does, beside them, a work that nobody could answer
for."""

from collections.abc import Mapping, Sequence
from fractions import Fraction


def going_on(answers: Mapping[int, Sequence[int]], size: int) -> frozenset[int]:
    """`answers`: application → what was answered for it. `size`: how many go on at least, 1 or more."""
    means = {one: Fraction(sum(given), len(given)) for one, given in answers.items() if given}
    unasked = answers.keys() - means.keys()
    ordered = sorted(means.values(), reverse=True)
    best = {one for one, mean in means.items() if mean >= ordered[min(size, len(ordered)) - 1]}
    return frozenset(unasked | best)
