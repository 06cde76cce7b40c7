"""The office's pages of grants: the tracker and one grant."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from app.contests import rules
from app.contests.models import Nomination
from app.contests.rules import Roles
from app.grants import checking, contract_queries, contract_words, contracts, queries, report_queries, words
from app.grants import rules as grant_rules
from app.grants.checking import Part
from app.grants.models import ContractStatus, ReportStatus
from app.grants.tracker import STAFF_DO, Next, Show, Tracker, tracker
from app.i18n import gettext, local
from app.identifiers import show_phone
from app.reporting import evidence
from app.web.desk import Desk
from app.web.forms import Form
from app.web.grants import contract_desk, report_page, report_words, tracker_words
from app.web.grants.grant_access import Held
from app.web.grants.grant_stages import Course, course, standing
from app.web.page import Page

ANCHORS = {
    Next.CONTRACT: "#contract", Next.SENDING: "#contract", Next.SIGNING: "#contract", Next.PAYMENT: "#payment",
    Next.PAGES: "#copy", Next.CHECK: "#report", Next.ANSWER: "#later", Next.ENDING: "#answer",
}  # fmt: skip
FORMS = ("making", "signing", "paying", "returning", "answering", "act_signing", "copy_taking", "copy_returning")


def may(roles: Roles) -> dict[str, bool]:
    return {
        "contract": rules.may_make_contracts(roles), "pay": rules.may_pay(roles),
        "end": rules.may_change_contest(roles),
        "secrets": rules.may_see_secrets(roles), "content": grant_rules.may_accept_content(roles),
        "money": grant_rules.may_accept_money(roles), "return": rules.may_decide_reports(roles),
        "put_off": grant_rules.may_put_off(roles), "act": grant_rules.may_keep_acts(roles),
    }  # fmt: skip


def does(roles: Roles, step: Next) -> bool:
    """Whether the next step of a grant is for this person to do."""
    needed = {Next.ENDING: "end", Next.PAYMENT: "pay", Next.CHECK: "return", Next.ANSWER: "put_off"}
    return step in STAFF_DO and may(roles)[needed.get(step, "contract")]


def index(page: Page, desk: Desk, now: datetime, show: Show) -> Response:
    found = tracker(page.session, desk.contest_id, local(now).date())
    return page(
        "office/grants/index.html", desk=desk, tracker=found, lines=found.shown(show), today=local(now).date(),
        filters=_filters(page, desk, found, show), overdue=Show.OVERDUE, contract_words=words.CONTRACT,
        next_words=lambda step: gettext(tracker_words.NEXT[step]), icons=report_words.ICONS, anchors=ANCHORS,
        kind_words=report_words.kind, may_pay=rules.may_pay(desk.roles), may_make=rules.may_make_contracts(desk.roles),
        given_up=contract_queries.given_up(page.session, desk.contest_id), answer_words=contract_words.ANSWER,
        does=lambda step: does(desk.roles, step),
        may_remind=may(desk.roles)["return"], evidenced=evidence.evidenced(page.session, desk.contest),
        fact_words=tracker_words.fact,
    )  # fmt: skip


def _filters(page: Page, desk: Desk, found: Tracker, here: Show) -> list[tuple[str, str, bool]]:
    """Those that hold something, and the one that is open."""
    address = page.path_for("office.grants", slug=desk.contest.slug)
    return [
        (f"{gettext(text)} {found.number(show)}", f"{address}?show={show.value}", show is here)
        for show, text in tracker_words.SHOW.items()
        if show in (Show.ALL, here) or found.number(show)
    ]


def _badge(course: Course) -> tuple[str, str]:
    """(kind, words): the report's state once the contract is signed, before that the contract's."""
    if course.answer is not None and not course.is_accepted:
        return "warn", gettext(contract_words.ANSWER[course.answer.status])
    if course.is_terminated:
        return "bad", gettext(words.CONTRACT[ContractStatus.TERMINATED])
    if course.is_overdue and course.is_signed:
        return "bad", gettext("Report overdue")
    if course.is_signed:
        kind = "ok" if course.report.status is ReportStatus.ACCEPTED else "info"
        return kind, gettext(words.REPORT[course.report.status])
    if course.contract is not None:
        return "info", gettext(words.CONTRACT[course.contract.status])
    return "warn", gettext(contracts.NONE_YET)


def _turn(roles: Roles, course: Course) -> Part | None:
    """The check whose turn it is, where it is this person's; none once the contract has ended."""
    part = None if course.is_terminated else checking.turn(course.report)
    allowed = may(roles)["money" if part is Part.MONEY else "content"]
    return part if allowed else None


def one(
    page: Page, held: Held, now: datetime, *, status: int = 200, fragment: str = "", **forms: Form[Any]
) -> Response:
    """`forms`: those of `FORMS`, as they were typed; `fragment`: the part of the page that they stand in."""
    found, place = course(page.session, held.place, now), held.place
    typed: dict[str, Any] = dict.fromkeys((*FORMS, *contract_desk.FORMS)) | forms
    told = report_page.told(page.session, place)
    return page(
        "office/grants/show.html", fragment=fragment, status=status, desk=held.desk, place=place, course=found,
        stages=standing(found).stages, badge_words=_badge(found), told=told,
        may=may(held.roles), today=local(now).date().isoformat(),
        nomination=page.session.get_one(Nomination, place.application.nomination_id), words=report_words,
        territory=queries.territory(page.session, place.application.territory_id), contract_words=words.CONTRACT,
        report_words=words.REPORT, basis_words=words.BASIS,
        phone=show_phone(found.details.phone) if found.details else "",
        turn=_turn(held.roles, found), asked=report_queries.asked(page.session, told.report.id),
        act=report_queries.act(page.session, place.grant.id),
        **contract_desk.context(page.session, held, local(now).date()), **typed,
    )  # fmt: skip
