"""The shortlist round in words."""

from dataclasses import dataclass
from fractions import Fraction

from app.awards.words import points
from app.contests.models import Contest, ShortlistMode
from app.i18n import gettext, mark, ngettext

MODES = {
    ShortlistMode.OFF: mark("No"),
    ShortlistMode.YES_NO: mark("Yes or no"),
    ShortlistMode.STARS: mark("One to five stars"),
}


@dataclass(frozen=True)
class Answer:
    """`key` is also the key by which it is given."""

    value: int
    label: str


def answers(contest: Contest) -> list[Answer]:
    """What may be answered, from the least."""
    if contest.shortlist is ShortlistMode.YES_NO:
        return [Answer(0, gettext("No")), Answer(1, gettext("Yes"))]
    return [Answer(value, ngettext("%(num)s star", "%(num)s stars", value) % {"num": value}) for value in range(1, 6)]


def mean(contest: Contest, total: int, voters: int) -> str:
    """How a work was answered for: «2 of 3 said yes», or the mean of the stars."""
    if not voters:
        return gettext("nobody could answer")
    if contest.shortlist is ShortlistMode.YES_NO:
        return gettext("yes: %(yes)s of %(all)s") % {"yes": total, "all": voters}
    return gettext("%(mean)s of 5") % {"mean": points(Fraction(total, voters))}
