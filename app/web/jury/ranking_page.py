"""The ranking in words: why one stands before the other, how far the experts agree, how sure a place is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from app.awards.words import points
from app.contests.models import Contest, RankingMethod
from app.i18n import gettext, mark, moment, ngettext
from app.jury.agreement import reading
from app.jury.ranking import CRITERION, EARLIER, VOTE, Compared, Ranked, parting
from app.jury.ranking_queries import Card
from app.jury.severity import Severity
from app.jury.sureness import Sureness
from app.web.jury.judging_words import severity

METHODS = {
    RankingMethod.MEAN: mark("Mean of the sheets"),
    RankingMethod.STANDARDISED: mark("Standardised mean"),
}
SHORT = {RankingMethod.MEAN: mark("Mean"), RankingMethod.STANDARDISED: mark("Standardised")}
__all__ = ["METHODS", "SHORT", "agreement", "deviation", "other_method", "severity", "sure", "ties"]
READINGS = {
    "good": mark("The experts agree well: the order can be relied on."),
    "fair": mark("The experts agree on the whole: close scores deserve a discussion."),
    "weak": mark("The experts agree little: discuss the leading works before deciding."),
    "no-agreement": mark("The experts do not agree: the order tells hardly more than chance. Discuss each possible "
                         "winner."),
}  # fmt: skip


def other_method(contest: Contest) -> RankingMethod:
    """The one that the organiser has not chosen."""
    return RankingMethod.STANDARDISED if contest.method is RankingMethod.MEAN else RankingMethod.MEAN


def agreement(alpha: float | None) -> tuple[str, str]:
    """(the coefficient with two decimals, what it means)"""
    if alpha is None:
        return "—", gettext("It cannot be told: too few works have two sheets, or all scores are the same.")
    return points(Fraction(alpha)), gettext(READINGS[reading(alpha)])


def deviation(one: Severity) -> str:
    return points(Fraction(one.deviation))


def sure(one: Sureness | None, sheets: int) -> tuple[str, str]:
    """(how often it came first, between which places it came); nothing where one sheet says nothing of chance."""
    if one is None or sheets < 2:
        return "", ""
    places = {"best": one.best, "worst": one.worst}
    among = gettext("places %(best)s–%(worst)s") if one.best < one.worst else gettext("place %(best)s")
    if not one.first:
        return "", among % places
    first = ngettext("first in %(num)d of %(draws)d draws", "first in %(num)d of %(draws)d draws", one.first)
    return first % {"num": one.first, "draws": one.draws}, among % places


def ties(ranked: Sequence[Ranked], cards: Mapping[int, Card], criteria: Mapping[int, str]) -> dict[int, str]:
    """Application → why it stands before the next one of the same score, or that nothing parts them. `ranked`: in
    their order; `cards` of all of them."""
    found = {}
    for before, after in pairwise(ranked):
        id_, next_id = before.entry.application_id, after.entry.application_id
        facts = {"one": cards[id_].number, "other": cards[next_id].number}
        if (step := parting(before, after)) is not None:
            values = {"first": _value(step.values[id_]), "second": _value(step.values[next_id])}
            found[id_] = _sentence(step.rule, criteria) % (facts | values)
        elif before.tie and next_id in before.tie.still_level_with:
            found[id_] = gettext("%(one)s and %(other)s are level: no rule parts them.") % facts
    return found


def _sentence(rule: str, criteria: Mapping[int, str]) -> str:
    if rule == EARLIER:
        return gettext("%(one)s before %(other)s: earlier last submission: %(first)s to %(second)s")
    if rule == VOTE:
        return gettext("%(one)s before %(other)s: vote of the commission: %(first)s to %(second)s")
    title = criteria.get(int(rule.removeprefix(CRITERION)), "").replace("%", "%%")
    sentence = gettext("%(one)s before %(other)s: higher mark for «%(criterion)s»: %(first)s to %(second)s")
    return sentence.replace("%(criterion)s", title)


def _value(value: Compared) -> str:
    if isinstance(value, datetime):
        return moment(value, seconds=True)
    return points(value) if isinstance(value, Fraction) else str(value)
