"""When a contest opens, closes and tells its results: planned in a draft, moved with a reason afterwards."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import forms, lifecycle, phases
from app.contests.forms import Announcement, ChangedDates
from app.contests.phases import Phase
from app.web.contests import setup_page
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, Typed, bind, submitted
from app.web.page import Page, PageDep

router = APIRouter()


@router.get("/office/{slug}/dates", name="office.settings.dates")
def show(desk: DeskDep, page: PageDep, now: Now) -> Response:
    setup_page.require(desk)
    return _show(page, desk, now, Form(forms.typed_dates(desk.contest)))


@router.post("/office/{slug}/dates", name="office.settings.dates.move")
def move(desk: DeskDep, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    form = bind(ChangedDates, forms.typed_dates(desk.contest) | typed)
    changed = form.fields.dates | forms.untouched(desk.contest, form.text) if form.fields else {}
    if changed and changed["closes_at"] != desk.contest.closes_at and changed["closes_at"] < now:
        form.refuse("closes_at", "closes-in-past")
    if form.errors:
        return _show(page, desk, now, form)
    lifecycle.change_dates(session, desk.contest, **changed, reason=form.valid.reason, by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, "office.settings.dates")


@router.post("/office/{slug}/dates/plan", name="office.settings.dates.plan")
def plan(desk: DeskDep, form: Annotated[Form[Announcement], Depends(submitted(Announcement))], page: PageDep,
         session: SessionDep, now: Now) -> Response:  # fmt: skip
    setup_page.require(desk)
    if form.errors:
        return _show(page, desk, now, form)
    lifecycle.plan_dates(session, desk.contest, **form.valid.dates, by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, "office.settings.dates")


def _show(page: Page, desk: Desk, now: Now, form: Form[Announcement] | Form[ChangedDates]) -> Response:
    where = phases.phase(desk.contest, now)
    if where is Phase.DRAFT and not form.text:
        form = Form(forms.suggested_dates(now))
    return setup_page.show(
        page, desk, now, "dates", form, opens_later=where is Phase.ANNOUNCED,
        may_move=where not in (Phase.DRAFT, Phase.PUBLISHED, Phase.ARCHIVED),
    )  # fmt: skip
