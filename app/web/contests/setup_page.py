"""The pages on which an organiser writes a contest: one subject each, frozen together at the announcement."""

from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.contests import readiness, rules
from app.contests.models import ContestStatus
from app.contests.readiness import Gap
from app.i18n import gettext, mark, pick
from app.programmes import queries as programmes
from app.web.contests.face import face
from app.web.desk import Desk
from app.web.forms import Form
from app.web.page import Page

TABS = (
    ("office.settings", mark("Texts")),
    ("office.settings.dates", mark("Dates")),
    ("office.settings.nominations", mark("Nominations")),
    ("office.settings.criteria", mark("Criteria")),
    ("office.settings.method", mark("How it is decided")),
    ("office.settings.awards", mark("Awards")),
    ("office.settings.limits", mark("Limits and plan")),
    ("office.settings.questions", mark("Own questions")),
)
"""Route, label."""
GAPS = {
    Gap.TEXTS: (mark("Texts of the contest page in Kazakh and Russian"), "office.settings"),
    Gap.NOMINATIONS: (mark("At least one nomination"), "office.settings.nominations"),
    Gap.CRITERIA: (mark("Criteria whose weights make ten"), "office.settings.criteria"),
    Gap.TIE_BREAK: (mark("What decides between equal scores"), "office.settings.method"),
    Gap.GRANT: (mark("The sum of one grant"), "office.settings.awards"),
    Gap.PLACES: (mark("How many grants there are"), "office.settings.awards"),
    Gap.RULES: (mark("Contest rules in Kazakh and Russian"), "office.rules.draft"),
}
"""What is missing, and where it is written."""


def require(desk: Desk) -> None:
    desk.require(rules.may_change_contest, visible_to=rules.may_see_draft)


def show(page: Page, desk: Desk, now: datetime, template: str, form: Form[Any], status: int = 0,
         **context: Any) -> Response:  # fmt: skip
    """`template`: its name in `office/settings/`. 422 when the form has errors."""
    return page(
        f"office/settings/{template}.html", status=status or (422 if form.errors else 200), desk=desk, form=form,
        contest=desk.contest, is_draft=desk.contest.status is ContestStatus.DRAFT,
        face=face(desk.contest, desk.roles, now), tabs=tabs(page, desk), **context,
    )  # fmt: skip


def tabs(page: Page, desk: Desk) -> list[tuple[str, str, bool]]:
    """(label, address, whether this is the page or one behind it)"""
    here = page.route
    return [
        (gettext(label), page.path_for(route, slug=desk.contest.slug), _is_in(here, route)) for route, label in TABS
    ]


def saved(page: Page, desk: Desk, route: str, anchor: str = "") -> Response:
    page.say(gettext("Changes saved"))
    return page.see(route, slug=desk.contest.slug, anchor=anchor)


def programme_choices(session: Session) -> list[tuple[str, str]]:
    """(id, title) of every programme, the newest first."""
    return [
        (str(one.id), pick(one.title) + (f" · № {one.contract_number}" if one.contract_number else ""))
        for one in programmes.every(session)
    ]


def missing(page: Page, desk: Desk) -> list[tuple[str, str]]:
    """(what, address) of everything that a draft needs before it is announced."""
    found = readiness.gaps(page.session, desk.contest) if desk.contest.status is ContestStatus.DRAFT else []
    return [(gettext(GAPS[gap][0]), page.path_for(GAPS[gap][1], slug=desk.contest.slug)) for gap in found]


def _is_in(here: str, route: str) -> bool:
    if route == "office.settings":
        return here in (route, "office.settings.texts", "office.settings.address")
    return here == route or here.startswith((f"{route}.", f"{route.removesuffix('s')}."))
