"""The staff's place in one contest: who sits there, with which roles, and what they may open from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from app.contests import queries, rules
from app.contests.models import Contest, ContestKind, ContestStatus
from app.contests.rules import Roles
from app.errors import NotAllowed, NotYours
from app.i18n import mark
from app.web.current import CurrentViewer, SessionDep, Viewer

May = Callable[[Roles], bool]
PLACES: tuple[tuple[str, str, str, May], ...] = (
    ("office.contest", mark("Overview"), "chart", rules.may_enter_office),
    ("office.applications", mark("Applications"), "list", rules.may_see_identities),
    ("office.admission", mark("Admission"), "okc", rules.may_see_identities),
    ("office.intake", mark("Came on paper"), "qr", rules.may_admit),
    ("office.jury", mark("Judging"), "scale", rules.may_run_jury),
    ("office.ranking", mark("Ranking"), "chart", rules.may_see_ranking),
    ("office.decisions", mark("Decision"), "trophy", rules.may_propose),
    ("office.protocol", mark("Protocol"), "file", rules.may_see_protocol),
    ("office.publication", mark("Publication"), "flag", rules.may_publish),
    ("office.appeals", mark("Appeals"), "mail", rules.may_propose),
    ("office.proof", mark("Names on papers"), "okc", rules.may_issue_papers),
    ("office.papers", mark("Certificates and diplomas"), "print", rules.may_issue_papers),
    ("office.grants", mark("Grants and reports"), "coin", rules.may_see_grants),
    ("office.gifts", mark("Gifts"), "trophy", rules.may_hand_over),
    ("office.events", mark("Ceremony and exhibition"), "cal", rules.may_hand_over),
    ("office.people", mark("People"), "user", rules.may_grant_roles),
    ("office.mail", mark("Letters"), "mail", rules.may_read_mail),
    ("office.journal", mark("Journal"), "flag", rules.may_read_journal),
    ("office.rules", mark("Contest rules"), "file", rules.may_change_contest),
    ("office.settings", mark("Contest settings"), "edit", rules.may_change_contest),
)
"""Route, label, icon, who may open it."""
INSIDE = {
    "office.clauses": "office.grants", "office.corrections": "office.publication", "office.masking": "office.jury",
    "office.messages": "office.mail", "office.payments": "office.grants", "office.terms": "office.grants",
}  # fmt: skip
"""Pages that belong to a place though their addresses lie beside it."""


@dataclass(frozen=True)
class Desk:
    contest: Contest
    viewer: Viewer
    roles: Roles

    @property
    def contest_id(self) -> int:
        return self.contest.id or 0

    def require(self, may: May, *, visible_to: May | None = None) -> None:
        """Raises NotAllowed (403) for those who may see the thing but not do this, NotYours (404) for the others.
        `visible_to`: who may see it; without it everybody at the desk may."""
        if may(self.roles):
            return
        if visible_to is None or visible_to(self.roles):
            raise NotAllowed
        raise NotYours

    def require_sight(self, may: May) -> None:
        """404 for those who may not even know."""
        if not may(self.roles):
            raise NotYours

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """(route, label, icon) of what this person may open here; a ranking is no place before it can be one."""
        missing = {"office.grants" if self.contest.kind is ContestKind.DRAWING else "office.gifts"}
        if self.contest.status in (ContestStatus.DRAFT, ContestStatus.ANNOUNCED, ContestStatus.JUDGING):
            missing.add("office.ranking")
        if not self.is_settled:
            missing.add("office.appeals")
        return [(route, label, icon) for route, label, icon, may in PLACES if may(self.roles) and route not in missing]

    @property
    def is_settled(self) -> bool:
        return self.contest.status in (ContestStatus.PUBLISHED, ContestStatus.ARCHIVED)


def get_desk(slug: str, session: SessionDep, viewer: CurrentViewer) -> Desk:
    contest = queries.by_slug(session, slug)
    roles = viewer.roles_in(contest.id) if contest else frozenset()
    if contest is None or not rules.may_enter_office(roles):
        raise NotYours
    return Desk(contest, viewer, roles)


DeskDep = Annotated[Desk, Depends(get_desk, scope="function")]
