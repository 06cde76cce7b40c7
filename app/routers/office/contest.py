"""One contest at a glance, and the moves that take it on."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.applications import extensions, messages, second_look
from app.applications.words import APPLICANT
from app.awards import decisions
from app.ceremony import readiness
from app.ceremony.readiness import Readiness
from app.checkpoints import Cause
from app.contests import forms, lifecycle, rules
from app.contests.forms import Announcement
from app.contests.phases import Phase
from app.grants import copy_queries
from app.i18n import gettext
from app.jury import exposures, seats
from app.reporting import inflow, overview
from app.web import checkpointing
from app.web.applications.day_chart import chart
from app.web.contests import setup_page
from app.web.contests.face import face
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
OK = 200


@router.get("/office/{slug}", name="office.contest")
def show(desk: DeskDep, page: PageDep, now: Now) -> Response:
    return _show(page, desk, now, Form(forms.offered_dates(desk.contest, now)))


@router.post("/office/{slug}/announcement", name="office.contest.announcement")
def announcement(desk: DeskDep, form: Annotated[Form[Announcement], Depends(submitted(Announcement))], page: PageDep,
                 session: SessionDep, now: Now) -> Response:  # fmt: skip
    desk.require(rules.may_change_contest, visible_to=rules.may_see_draft)
    if form.fields and form.fields.closes_at <= now:
        form.refuse("closes_at", "closes-in-past")
    if form.errors:
        return _show(page, desk, now, form, status=422)
    lifecycle.announce(session, desk.contest, **form.valid.dates, by=desk.viewer.user, now=now)
    checkpointing.note(page, desk.contest, Cause.ANNOUNCED, now=now)
    page.say(gettext("The contest is announced; its page is public."))
    return page.see("office.contest", slug=desk.contest.slug)


@router.post("/office/{slug}/judging", name="office.contest.judging")
def judging(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    desk.require(rules.may_change_contest, visible_to=rules.may_see_draft)
    extensions.require_none_running(session, desk.contest, now)
    waiting = overview.undecided(session, desk.contest.id) + second_look.unsettled(session, desk.contest.id)
    lifecycle.start_judging(session, desk.contest, waiting=waiting, by=desk.viewer.user, now=now)
    dealt = seats.deal(session, desk.contest, by=desk.viewer.id, now=now)
    page.say(gettext("Judging has begun. Score sheets dealt: %(number)s.") % {"number": dealt})
    return page.see("office.contest", slug=desk.contest.slug)


@router.post("/office/{slug}/deciding", name="office.contest.deciding")
def deciding(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    desk.require(rules.may_confirm, visible_to=rules.may_see_draft)
    decisions.begin(session, desk.contest, by=desk.viewer.user, now=now)
    page.say(gettext("The commission may meet: the ranking is open."))
    return page.see("office.contest", slug=desk.contest.slug)


@router.post("/office/{slug}/archive", name="office.contest.archive")
def archive(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    desk.require(rules.may_change_contest, visible_to=rules.may_see_draft)
    lifecycle.archive(session, desk.contest, by=desk.viewer.user, now=now)
    page.say(gettext("The contest is in the archive; its pages stay."))
    return page.see("office.contest", slug=desk.contest.slug)


def _show(page: Page, desk: Desk, now: Now, form: Form[Announcement], status: int = OK) -> Response:
    faced = face(desk.contest, desk.roles, now)
    sees_figures = rules.may_run_jury(desk.roles) and faced.phase is not Phase.DRAFT
    figures = overview.overview(page.session, desk.contest) if sees_figures else None
    days = inflow.days(page.session, desk.contest, now) if figures else []
    return page(
        "office/contest.html", fragment="office/_figures.html" if figures and status == OK else "", status=status,
        desk=desk, contest=desk.contest, face=faced, figures=figures, form=form,
        days=days, chart=chart(days, desk.contest.planned),
        places=inflow.places(page.session, desk.contest) if figures else {}, applicants=APPLICANT,
        may_change=rules.may_change_contest(desk.roles), may_decide=rules.may_confirm(desk.roles),
        unread=messages.unread_in(page.session, desk.contest_id) if rules.may_admit(desk.roles) else 0,
        named=exposures.works_waiting(page.session, desk.contest_id), may_admit=rules.may_admit(desk.roles), now=now,
        missing=setup_page.missing(page, desk), papers=_papers(page, desk, faced.phase),
        pages_came=_pages_came(page, desk, faced.phase),
    )  # fmt: skip


def _papers(page: Page, desk: Desk, phase: Phase) -> Readiness | None:
    """What papers still lack, for those who give them out."""
    is_time = phase is Phase.PUBLISHED and rules.may_issue_papers(desk.roles)
    return readiness.of(page.session, desk.contest) if is_time else None


def _pages_came(page: Page, desk: Desk, phase: Phase) -> int:
    """Signed contracts and acts that wait for who may take them."""
    is_time = phase is Phase.PUBLISHED and rules.may_make_contracts(desk.roles)
    return len(copy_queries.to_look_at(page.session, desk.contest_id)) if is_time else 0
