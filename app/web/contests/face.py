"""How a contest looks to whoever comes by: its state as a badge, its way as a timeline, the door in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app import i18n
from app.contests import rules, words
from app.contests.models import Contest, ContestKind, Criterion
from app.contests.phases import Phase, phase, time_left
from app.contests.rules import Roles
from app.i18n import gettext

KINDS = {
    Phase.DRAFT: "", Phase.ANNOUNCED: "info", Phase.OPEN: "ok", Phase.CLOSED: "warn", Phase.JUDGING: "info",
    Phase.DECIDING: "info", Phase.PUBLISHED: "ok", Phase.ARCHIVED: "",
}  # fmt: skip
"""Colours of the badges."""
STEPS = {
    Phase.DRAFT: -1, Phase.ANNOUNCED: -1, Phase.OPEN: 0, Phase.CLOSED: 1, Phase.JUDGING: 2, Phase.DECIDING: 3,
    Phase.PUBLISHED: 4, Phase.ARCHIVED: 5,
}  # fmt: skip
"""Which step of the timeline is under way."""


@dataclass(frozen=True)
class Face:
    contest: Contest
    phase: Phase
    left: tuple[int, int, int] | None
    """Days, hours, minutes until the next of opening and closing."""
    closed_because: str
    """Why this person cannot enter; empty where they can."""

    @property
    def badge(self) -> tuple[str, str]:
        return KINDS[self.phase], gettext(words.PHASES[self.phase])

    @property
    def is_grant(self) -> bool:
        return self.contest.kind is ContestKind.SMALL_GRANT

    @property
    def has_results(self) -> bool:
        return self.phase in (Phase.PUBLISHED, Phase.ARCHIVED)

    @property
    def is_expected(self) -> bool:
        """Something is still to open or to close."""
        return self.left is not None

    @property
    def stages(self) -> list[tuple[str, str, str]]:
        """(state, title, detail) for the timeline."""
        here = STEPS[self.phase]
        states = ["done" if step < here else "now" if step == here else "" for step in range(5)]
        return [(state, *stage) for state, stage in zip(states, _stages(self.contest), strict=True)]


def face(contest: Contest, roles: Roles, now: datetime) -> Face:
    where = phase(contest, now)
    until = {Phase.ANNOUNCED: contest.opens_at, Phase.OPEN: contest.closes_at}.get(where)
    return Face(contest, where, time_left(until, now) if until else None, _closed_because(contest, where, roles))


def weights(criteria: Sequence[Criterion]) -> list[tuple[str, str]]:
    """(title, weight) of each."""
    return [(i18n.pick(one.title), i18n.tenths(one.weight_tenths)) for one in criteria]


def tie_breaks(contest: Contest, criteria: Sequence[Criterion]) -> list[str]:
    """What decides between equal scores, in its order, in words."""
    titles = {criterion.position: i18n.pick(criterion.title) for criterion in criteria}
    said = {
        "earlier_final_submission": gettext("the earlier final submission"),
        "commission_vote": gettext("the vote of the commission"),
    }
    return [
        said.get(step) or gettext("the higher mark for “%(criterion)s”")
        % {"criterion": titles.get(int(step.removeprefix("criterion:")), "")}
        for step in contest.tie_break
    ]  # fmt: skip


def _closed_because(contest: Contest, where: Phase, roles: Roles) -> str:
    if where is Phase.DRAFT:
        return gettext("The contest is not announced yet: only its staff see this page.")
    if not rules.may_apply(roles):
        return gettext("You work for this contest, so you cannot enter it.")
    if where is Phase.ANNOUNCED and contest.opens_at:
        return gettext("Applications open on %(opens)s.") % {"opens": i18n.moment(contest.opens_at)}
    if where is not Phase.OPEN and contest.closes_at:
        return gettext("Applications closed on %(closed)s.") % {"closed": i18n.moment(contest.closes_at)}
    return ""


def _stages(contest: Contest) -> list[tuple[str, str]]:
    is_grant = contest.kind is ContestKind.SMALL_GRANT
    last = gettext("Projects and reports") if is_grant else gettext("Diplomas and gifts")
    return [
        (gettext("Applications") if is_grant else gettext("Works"), _span(contest.opens_at, contest.closes_at)),
        (gettext("Check of the documents"), gettext("everybody gets an answer")),
        (gettext("Judging"), gettext("by code, without names")),
        (gettext("Results"), i18n.day(contest.results_at) if contest.results_at else ""),
        (last, _span(contest.starts_on, contest.ends_on)),
    ]


def _span(start: datetime | None, end: datetime | None) -> str:
    return f"{i18n.short_day(start)} — {i18n.short_day(end)}" if start and end else ""
