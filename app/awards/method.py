"""How a contest was judged, in the words of its protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.awards.words import both
from app.contests.models import LEAST_SCALED, Contest, Criterion, QuotaMode, RankingMethod, ShortlistMode
from app.db import Texts
from app.documents.bilingual import Both
from app.i18n import gettext, language, moment, pick
from app.jury.ranking import CRITERION, EARLIER


@dataclass(frozen=True)
class Opened:
    """A sheet that was opened again after it had been sealed. `showed_marks`: everybody could see the nomination's
    marks until then."""

    at: datetime
    expert: Texts
    code: str
    nomination: int
    """Its position."""
    reason: str
    showed_marks: bool


def described(contest: Contest, criteria: Sequence[Criterion], basis: dict[str, Any], basis_hash: str,
              opened: Sequence[Opened] = ()) -> Both:  # fmt: skip
    return both(lambda: "\n".join([*_paragraphs(contest, criteria, basis, basis_hash), *map(_opened, opened)]))


def _opened(one: Opened) -> str:
    text = gettext("The sealed sheet of %(expert)s for the work %(code)s (nomination %(nomination)s) was opened again "
                   "on %(at)s; two people agreed to it. Reason: %(reason)s.")  # fmt: skip
    seen = gettext("All had sealed before: the marks of the nomination could be seen until then.") if one.showed_marks \
        else gettext("Not all had sealed before: nobody could see the marks of the others.")  # fmt: skip
    rest = gettext("From then until the next seal they were hidden; the sheet as it had been sealed is kept.")
    words = {"expert": pick(one.expert), "code": one.code, "nomination": one.nomination, "at": moment(one.at),
             "reason": one.reason.rstrip(".")}  # fmt: skip
    return f"{text % words} {seen} {rest}"


def _paragraphs(contest: Contest, criteria: Sequence[Criterion], basis: dict[str, Any], basis_hash: str) -> list[str]:
    weights = "; ".join(f"{pick(one.title)} – {_tenths(one.weight_tenths)}" for one in criteria)
    return [
        gettext("Every expert judged by the criteria of the rules, not knowing who applied: marks from 0 to %(top)s, "
                "weights: %(weights)s. A sheet gives up to 100 points.")
        % {"top": contest.scale_max, "weights": weights},
        *_shortlist(contest),
        _score(contest),
        gettext("Scores are shown with two decimals. The threshold is %(threshold)s points, at least %(sheets)s sheets "
                "are needed.")
        % {"threshold": contest.threshold, "sheets": contest.min_sheets} + _held_against(contest),
        gettext("Between equal scores decide in turn: %(rules)s.") % {"rules": "; ".join(_rules(contest, criteria))},
        *_limits(contest),
        gettext("The ranking rests on %(count)s sealed score sheets; checksum of what the decision rests on: %(hash)s.")
        % {"count": len(basis.get("sheets", [])), "hash": spaced(basis_hash)},
    ]  # fmt: skip


def _shortlist(contest: Contest) -> list[str]:
    """The round before, where the contest has one."""
    said = {
        ShortlistMode.YES_NO: gettext("Before that every expert looked at all works of a nomination, not knowing who "
                                      "applied, and answered yes or no for each."),
        ShortlistMode.STARS: gettext("Before that every expert looked at all works of a nomination, not knowing who "
                                     "applied, and gave each one to five stars."),
    }  # fmt: skip
    rest = gettext("The answers were sealed. The %(size)s best of each nomination by the mean of the answers went on, "
                   "those level with the last one too; where there were no more works than that, all did.")  # fmt: skip
    first = said.get(contest.shortlist)
    return [f"{first} " + rest % {"size": contest.shortlist_size}] if first else []


def _score(contest: Contest) -> str:
    chosen = gettext("The organiser chose this method before the contest was announced.")
    if contest.method is RankingMethod.MEAN:
        return gettext("The score is the mean of the sealed sheets, compared unrounded.") + " " + chosen
    text = gettext("The score is the mean of the sealed sheets, standardised within the nomination: from a sheet the "
                   "mean of its expert is taken, the rest is divided by the expert's standard deviation, multiplied by "
                   "that of all sheets of the nomination and added to their mean. Sheets of an expert who has fewer "
                   "than %(least)s in the nomination stay as they are.") % {"least": LEAST_SCALED}  # fmt: skip
    return f"{text} {chosen}"


def _held_against(contest: Contest) -> str:
    if contest.method is RankingMethod.MEAN:
        return ""
    return " " + gettext("The threshold is held against the mean of the marks as they were given.")


def _rules(contest: Contest, criteria: Sequence[Criterion]) -> list[str]:
    titles = {one.position: pick(one.title) for one in criteria}
    known = {EARLIER: gettext("the earlier last submission"), "commission_vote": gettext("the vote of the commission")}
    return [
        known.get(rule) or gettext("the mean mark for «%(criterion)s»")
        % {"criterion": titles.get(int(rule.removeprefix(CRITERION)), "")}
        for rule in contest.tie_break
    ]  # fmt: skip


def _limits(contest: Contest) -> list[str]:
    """The limits that the contest sets; none where it sets none."""
    said = []
    if contest.nomination_mode is not QuotaMode.OFF:
        said.append(gettext("per nomination %(number)s") % {"number": contest.per_nomination})
    if contest.territory_mode is not QuotaMode.OFF:
        said.append(gettext("per district or city %(number)s") % {"number": contest.per_territory})
    said.append(gettext("per applicant %(number)s") % {"number": contest.awards_per_applicant})
    text = gettext("Awards at most: %(limits)s. Within these limits the greatest number of awards and then the "
                   "greatest sum of scores was proposed.")  # fmt: skip
    return [text % {"limits": ", ".join(said)}]


def _tenths(weight: int) -> str:
    whole, tenth = divmod(weight, 10)
    comma = "." if language() == "en" else ","
    return f"{whole}{comma}{tenth}" if tenth else str(whole)


def spaced(digest: str) -> str:
    """A hash in groups of sixteen, as people can compare it."""
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))
