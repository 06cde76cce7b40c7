"""The winner's report: answers that save as one types, handing it in, a later day, the act in the end."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from app.applications.answers import stored
from app.errors import NotYours, RuleBroken
from app.grants import contracts, postponing, queries, report_queries, reports
from app.grants.account import NAMES
from app.grants.forms import Later
from app.i18n import gettext
from app.web import downloads, refusals
from app.web.applications import conflicts
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, Typed, submitted
from app.web.grants import act_paper, report_letters, report_page, report_paper
from app.web.grants.grant_access import Held, HeldGrant, OwnReport
from app.web.page import Page, PageDep

router = APIRouter()


@router.get("/grants/{grant_id:int}/report", name="grants.report")
def report(held: HeldGrant, page: PageDep, session: SessionDep, now: Now) -> Response:
    """Staff come to the same report in their office."""
    if not held.is_own:
        return page.see("office.grant", anchor="report", slug=held.place.contest.slug, grant_id=held.grant.id)
    contracts.require_in_force(session, held.grant)
    return report_page.show(page, held, now)


@router.post("/grants/{grant_id:int}/report", name="grants.report.save")
def save(held: OwnReport, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    reports.to_change(session, held.grant)
    if (differing := _keep(page, held, typed, now)) is not None:
        return differing
    if "autosave" in typed:
        return page.html("grants/_saved.html", at=now, told=report_page.told(session, held.place), place=held.place)
    page.say(gettext("The report is saved."))
    return page.see("grants.report", grant_id=held.grant.id)


def _keep(page: Page, held: Held, typed: dict[str, Any], now: Now) -> Response | None:
    """Save what was typed; where another window was quicker, the page of choices. A request that carries no form (it
    has no `page`) changes nothing."""
    if "page" not in typed:
        return None
    kept = queries.report(page.session, held.grant.id)
    merged = conflicts.decided(kept, typed, NAMES)
    if merged is None:
        return report_page.compare(page, held, typed)
    revision = str(merged.get("revision", ""))
    number = int(revision) if revision.isdecimal() and len(revision) < 10 else None
    try:
        reports.save(
            page.session, held.grant, stored(merged, NAMES), by=held.viewer.user, now=now, revision=number,
            page=str(merged["page"])[:32],
        )  # fmt: skip
    except RuleBroken as broken:
        if broken.reason != "changed-meanwhile":
            raise
        return report_page.compare(page, held, typed)
    return None


@router.get("/grants/{grant_id:int}/report/checklist", name="grants.checklist")
def checklist(held: OwnReport, page: PageDep, session: SessionDep) -> Response:
    return page.html("grants/_checklist.html", told=report_page.told(session, held.place), place=held.place)


@router.post("/grants/{grant_id:int}/report/submission", name="grants.submission")
def submission(held: OwnReport, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    """What stands in the fields goes with it. What is missing is listed, each line with its place."""
    reports.to_change(session, held.grant)
    if (differing := _keep(page, held, typed, now)) is not None:
        return differing
    try:
        sent = reports.submit(session, held.grant, by=held.viewer.user, now=now)
    except reports.Unfinished as unfinished:
        return report_page.show(page, held, now, status=422, refused=unfinished.lacks.problems)
    report_letters.handed_in(page, held.place, sent, now=now)
    page.say(gettext("The report is sent. You will get a letter when it has been checked."))
    return page.see("grants.show", grant_id=held.grant.id)


@router.post("/grants/{grant_id:int}/report/later", name="grants.later")
def later(held: OwnReport, form: Annotated[Form[Later], Depends(submitted(Later))], page: PageDep,
          session: SessionDep, now: Now) -> Response:  # fmt: skip
    """A later day is asked for; nothing moves until the office has answered."""
    reports.to_change(session, held.grant)
    if form.errors:
        return report_page.show(page, held, now, status=422, later=form)
    try:
        asked = postponing.ask(session, held.grant, **form.valid.model_dump(), by=held.viewer.user, now=now)
    except RuleBroken as broken:
        if broken.reason != "later-day":
            raise
        form.errors["until"] = refusals.sentence(broken)
        return report_page.show(page, held, now, status=422, later=form)
    report_letters.later_asked(page, held.place, asked, now=now)
    page.say(gettext("The organiser has your question. Until there is an answer, the day stays as it is."))
    return page.see("grants.report", grant_id=held.grant.id)


@router.post("/grants/{grant_id:int}/report/reminder", name="grants.remind_office")
def remind_office(held: OwnReport, page: PageDep, session: SessionDep, now: Now) -> Response:
    """The winner asks how far the check is."""
    if report_letters.ask_office(page, held.place, queries.report(session, held.grant.id), now=now):
        page.say(gettext("The organiser has a letter that you are waiting."))
    else:
        page.say(gettext("They were reminded already. Please wait a few days."), "info")
    return page.see("grants.show", grant_id=held.grant.id)


@router.get("/grants/{grant_id:int}/report.pdf", name="grants.report_pdf")
def report_pdf(held: HeldGrant, page: PageDep, house: HouseDep) -> Response:
    return report_paper.show(page, house, held, is_word=False)


@router.get("/grants/{grant_id:int}/report/word", name="grants.report_docx")
def report_word(held: HeldGrant, page: PageDep, house: HouseDep) -> Response:
    return report_paper.show(page, house, held, is_word=True)


@router.get("/grants/{grant_id:int}/act", name="grants.act")
def act(held: HeldGrant, page: PageDep, house: HouseDep, now: Now, word: bool = False) -> Response:
    """The PDF as it was made, or the file for Word. Its numbers are in full: that staff saw them is noted."""
    return act_paper.show(page, house, held, now, is_word=word)


@router.get("/grants/{grant_id:int}/act/scan", name="grants.act.scan")
def act_scan(held: HeldGrant, session: SessionDep, house: HouseDep) -> Response:
    found = report_queries.act(session, held.grant.id)
    if found is None or found.scan_sha256 is None:
        raise NotYours
    return downloads.stored(house.shelf, found.scan_sha256, found.scan_type, act_paper.name(found, found.scan_type))
