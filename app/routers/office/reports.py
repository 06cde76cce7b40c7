"""A report at the desk: item by item, the content, then the money; a later day; reminders; the act in the end."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from app.alphabet import clean_line
from app.contests import rules
from app.contests.models import ContestKind
from app.errors import NotYours, RuleBroken
from app.grants import acts, checking, papers, postponing, queries, report_queries, reports
from app.grants import rules as grant_rules
from app.grants.checking import Part, Said
from app.grants.contracts import IN_FORCE, Scan
from app.grants.forms import LaterAnswer, Return, Signing
from app.grants.queries import Place
from app.i18n import gettext, local, ngettext
from app.web import refusals, uploading
from app.web.current import HouseDep, Now, SessionDep
from app.web.desk import DeskDep
from app.web.forms import Form, Typed, Uploads, bind, submitted
from app.web.grants import (
    act_paper,
    grant_calendar,
    grant_desk,
    grant_letters,
    report_letters,
    report_page,
    report_words,
)
from app.web.grants.grant_access import ActSigner, Held, OfficeGrantToChange, at_desk
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/grants/{grant_id:int}"
BODY = papers.LARGEST + 1_000_000
CHOICES = {"accept": True, "return": False}


@router.get("/office/{slug}/grants/letters", name="office.grants.letters")
def letters(desk: DeskDep, page: PageDep, now: Now) -> Response:
    """Who gets which letter when, as it will read, before it is sent."""
    desk.require_sight(rules.may_see_grants)
    if desk.contest.kind is ContestKind.DRAWING:
        raise NotYours
    return grant_calendar.show(page, desk, now)


@router.post("/office/{slug}/grants/reminders", name="office.grants.remind")
def remind(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    """Everybody whose contract holds and whose report is overdue, each at most once a day."""
    desk.require(rules.may_decide_reports, visible_to=rules.may_see_grants)
    today = local(now).date()
    bound = [row for row in queries.rows(session, desk.contest_id) if row.contract and row.contract.status in IN_FORCE]
    late = [row for row in bound if reports.is_overdue(row.report, today)]
    sent = sum(
        report_letters.ask_winner(page, Place(row.grant, row.application, desk.contest), row.report, now=now)
        for row in late
    )
    page.say(ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", sent) % {"num": sent})
    return page.see("office.grants", slug=desk.contest.slug)


@router.post(f"{PATH}/report/check", name="office.grant.check")
def check(held: OfficeGrantToChange, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    """What was said of single items; the check goes on later."""
    _require_turn(held, session)
    reports.judge(session, held.grant, said(typed), by=held.viewer.user, now=now)
    page.say(gettext("The remarks are kept. The winner sees them once the report is returned."))
    return _back(page, held)


def said(typed: dict[str, Any]) -> dict[str, Said]:
    """`do.<item>`: accept or return; `say.<item>`: what to do."""
    return {
        name.removeprefix("do."): Said(CHOICES[str(value)], _remark(typed, name.removeprefix("do.")))
        for name, value in typed.items()
        if name.startswith("do.") and str(value) in CHOICES
    }


def _remark(typed: dict[str, Any], item: str) -> str:
    return clean_line(str(typed.get(f"say.{item}", "")))[:1000]


def _require_turn(held: Held, session: SessionDep) -> Part:
    """Of the one who checks the part whose turn it is. Raises NotAllowed, RuleBroken ``not-now``."""
    part = checking.turn(queries.report(session, held.grant.id))
    held.desk.require(rules.may_decide_reports)
    held.desk.require(grant_rules.may_accept_money if part is Part.MONEY else grant_rules.may_accept_content)
    return part or Part.CONTENT


@router.post(f"{PATH}/report/content", name="office.grant.content")
def content(held: OfficeGrantToChange, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    held.desk.require(grant_rules.may_accept_content)
    _judged(held, typed, session, now)
    reports.accept_content(session, held.grant, by=held.viewer.user, now=now)
    report_letters.handed_on(page, held.place, queries.report(session, held.grant.id), now=now)
    page.say(gettext("The content is accepted. Next, the money."))
    return _back(page, held)


@router.post(f"{PATH}/report/money", name="office.grant.money")
def accept_money(held: OfficeGrantToChange, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    held.desk.require(grant_rules.may_accept_money)
    _judged(held, typed, session, now)
    report = reports.accept_money(session, held.grant, by=held.viewer.user, now=now)
    made = act_paper.make(page, held, now)
    spent = report_queries.account(session, held.place).spending
    grant_letters.accepted(page, held.place, report, spent.to_return, now=now)
    page.say(gettext("The report is accepted. Act № %(number)s is made.") % {"number": made.number})
    return _back(page, held, "act")


def _judged(held: Held, typed: dict[str, Any], session: SessionDep, now: datetime) -> None:
    if judged := said(typed):
        reports.judge(session, held.grant, judged, by=held.viewer.user, now=now)


@router.post(f"{PATH}/report/return", name="office.grant.return")
def send_back(held: OfficeGrantToChange, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    held.desk.require(rules.may_decide_reports)
    form: Form[Return] = bind(Return, typed)
    if form.errors:
        return grant_desk.one(page, held, now, status=422, returning=form)
    if said(typed):
        _require_turn(held, session)
        _judged(held, typed, session, now)
    try:
        report = reports.send_back(session, held.grant, form.valid.remark or "", by=held.viewer.user, now=now)
    except RuleBroken as broken:
        if broken.reason != "nothing-returned":
            raise
        form.errors["remark"] = refusals.sentence(broken)
        return grant_desk.one(page, held, now, status=422, returning=form)
    told = report_page.told(session, held.place)
    found = told.returned
    grant_letters.returned(
        page, held.place, report,
        lambda: ((report_words.item(key, told.account), mark.remark) for key, mark in found), now=now,
    )  # fmt: skip
    page.say(gettext("The report is returned. The winner has a letter."))
    return _back(page, held)


@router.post(f"{PATH}/report/later/grant", name="office.grant.later.grant")
def grant_later(held: OfficeGrantToChange, form: Annotated[Form[LaterAnswer], Depends(submitted(LaterAnswer))],
                page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    return _answer(held, form, page, session, now, is_granted=True)


@router.post(f"{PATH}/report/later/refusal", name="office.grant.later.refuse")
def refuse_later(held: OfficeGrantToChange, form: Annotated[Form[LaterAnswer], Depends(submitted(LaterAnswer))],
                 page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    return _answer(held, form, page, session, now, is_granted=False)


def _answer(
    held: Held, form: Form[LaterAnswer], page: Page, session: SessionDep, now: datetime, *, is_granted: bool
) -> Response:
    held.desk.require(grant_rules.may_put_off)
    asked = report_queries.asked(session, queries.report(session, held.grant.id).id)
    if asked is None:
        raise RuleBroken("later-answered")
    verb = postponing.grant_it if is_granted else postponing.refuse
    if not form.errors:
        try:
            verb(session, held.grant, asked, words=form.valid.words, by=held.viewer.user, now=now)
        except RuleBroken as broken:
            if broken.reason != "remark-missing":
                raise
            form.errors["words"] = refusals.sentence(broken)
    if form.errors:
        return grant_desk.one(page, held, now, status=422, answering=form)
    report_letters.later_answered(page, held.place, asked, now=now)
    page.say(gettext("The winner has a letter with the answer."))
    return _back(page, held)


@router.post(f"{PATH}/act/scan", name="office.grant.act", max_body_size=BODY)
def act_scan(slug: str, grant_id: int, signer: ActSigner, files: Uploads, request: Request, house: HouseDep,
             session: SessionDep, now: Now) -> Response:  # fmt: skip
    """The act as both have signed it."""
    form: Form[Signing] = bind(Signing, request.state.typed)
    looked = uploading.looked_through(house, signer.viewer, files, form, "act_scan", papers.scan)
    page, held = Page(request, house, session, signer.viewer), at_desk(session, signer.viewer, slug, grant_id)
    made = report_queries.act(session, grant_id)
    if made is None:
        raise NotYours
    if looked is not None and not form.errors:
        scan = Scan(looked.paper.sha256, looked.paper.media_type)
        try:
            acts.sign(session, held.grant, made, scan, signed_on=form.valid.signed_on, by=signer.viewer.user, now=now)
            looked.keep(house.shelf)
        except RuleBroken as broken:
            form.errors["signed_on"] = refusals.sentence(broken)
    if form.errors:
        uploading.left_behind(page, signer.viewer, form, "act_scan", looked)
        return grant_desk.one(page, held, now, status=422, fragment="office/grants/_act_signing.html", act_signing=form)
    page.say(gettext("The signed act is kept."))
    return _back(page, held, "act")


def _back(page: Page, held: Held, anchor: str = "report") -> Response:
    return page.see("office.grant", anchor=anchor, slug=held.place.contest.slug, grant_id=held.grant.id)
