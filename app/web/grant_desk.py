"""The office's pages of grants: the tracker and one grant."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from app.contests import rules
from app.contests.models import Nomination
from app.contests.rules import Roles
from app.grants import contracts, queries, words
from app.grants import rules as grant_rules
from app.grants.models import ReportStatus
from app.grants.tracker import STAFF_DO, Next, Show, Tracker, tracker
from app.i18n import gettext, local
from app.identifiers import show_phone
from app.web import report_page, report_words
from app.web.desk import Desk
from app.web.forms import Form
from app.web.grant_access import Held
from app.web.grant_stages import Course, course, standing
from app.web.page import Page

ANCHORS = {
    Next.CONTRACT: "#contract", Next.SENDING: "#contract", Next.SIGNING: "#contract", Next.PAYMENT: "#payment",
    Next.CHECK: "#report",
}  # fmt: skip
FORMS = ("making", "signing", "paying", "returning")


def may(roles: Roles) -> dict[str, bool]:
    return {
        "contract": rules.may_make_contracts(roles), "pay": rules.may_pay(roles),
        "secrets": rules.may_see_secrets(roles), "content": grant_rules.may_accept_content(roles),
        "money": grant_rules.may_accept_money(roles), "return": rules.may_decide_reports(roles),
    }  # fmt: skip


def does(roles: Roles, step: Next) -> bool:
    """Whether the next step of a grant is for this person to do."""
    needed = {Next.PAYMENT: "pay", Next.CHECK: "return"}
    return step in STAFF_DO and may(roles)[needed.get(step, "contract")]


def index(page: Page, desk: Desk, now: datetime, show: Show) -> Response:
    found = tracker(page.session, desk.contest_id, local(now).date())
    return page(
        "office/grants/index.html", desk=desk, tracker=found, lines=found.shown(show), today=local(now).date(),
        filters=_filters(page, desk, found, show), overdue=Show.OVERDUE, contract_words=words.CONTRACT,
        next_words=lambda step: gettext(report_words.NEXT[step]), icons=report_words.ICONS, anchors=ANCHORS,
        kind_words=report_words.kind, does=lambda step: does(desk.roles, step),
    )  # fmt: skip


def _filters(page: Page, desk: Desk, found: Tracker, here: Show) -> list[tuple[str, str, bool]]:
    """Those that hold something, and the one that is open."""
    address = page.path_for("office.grants", slug=desk.contest.slug)
    return [
        (f"{gettext(text)} {found.number(show)}", f"{address}?show={show.value}", show is here)
        for show, text in report_words.SHOW.items()
        if show in (Show.ALL, here) or found.number(show)
    ]


def _badge(course: Course) -> tuple[str, str]:
    """(kind, words): the report's state once the contract is signed, before that the contract's."""
    if course.is_overdue and course.is_signed:
        return "bad", gettext("Report overdue")
    if course.is_signed:
        kind = "ok" if course.report.status is ReportStatus.ACCEPTED else "info"
        return kind, gettext(words.REPORT[course.report.status])
    if course.contract is not None:
        return "info", gettext(words.CONTRACT[course.contract.status])
    return "warn", gettext(contracts.NONE_YET)


def one(page: Page, held: Held, now: datetime, *, status: int = 200, **forms: Form[Any]) -> Response:
    """`forms`: making, signing, paying or returning, as it was typed."""
    found, place = course(page.session, held.place, now), held.place
    typed: dict[str, Any] = dict.fromkeys(FORMS) | forms
    return page(
        "office/grants/show.html", status=status, desk=held.desk, place=place, course=found,
        stages=standing(found).stages, badge_words=_badge(found), told=report_page.told(page.session, place),
        may=may(held.roles), today=local(now).date().isoformat(),
        nomination=page.session.get_one(Nomination, place.application.nomination_id), texts=report_words.TEXTS,
        territory=queries.territory(page.session, place.application.territory_id), contract_words=words.CONTRACT,
        report_words=words.REPORT, basis_words=words.BASIS,
        phone=show_phone(found.details.phone) if found.details else "",
        **typed,
    )  # fmt: skip
