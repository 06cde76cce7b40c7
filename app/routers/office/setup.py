"""How a contest judges, awards and limits: criteria, method, awards, limits, one page each."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import configuring, queries, typed
from app.contests.models import LEAST_SCALED
from app.contests.setup_forms import LAST_STEPS, AwardsForm, CriteriaForm, LimitsForm, MethodForm, three
from app.i18n import gettext, pick, tenths
from app.web import row_buttons
from app.web.contests import setup_page
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, Typed, bind, submitted
from app.web.page import Page, PageDep

router = APIRouter()
CRITERIA, METHOD = "office.settings.criteria", "office.settings.method"
AWARDS, LIMITS = "office.settings.awards", "office.settings.limits"
FIRSTS = {"criteria": "title_kk", "anchors": "first", "tie_break": "step"}


@router.get("/office/{slug}/criteria", name=CRITERIA)
def criteria(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    rows = queries.criteria(session, desk.contest.id)
    return _criteria(page, desk, now, Form(typed.criteria(desk.contest, rows)))


@router.post("/office/{slug}/criteria", name="office.settings.criteria.save")
def save_criteria(desk: DeskDep, text: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    configuring.require_draft(desk.contest)
    if row_buttons.is_pressed(text):
        return _criteria(page, desk, now, Form(row_buttons.after(text, FIRSTS)))
    form = bind(CriteriaForm, text)
    if form.errors:
        return _criteria(page, desk, now, form)
    said, by = form.valid, desk.viewer.user
    rows = [(row.was, row.weight, three(row, "title")) for row in said.criteria]
    configuring.write_criteria(session, desk.contest, rows, by=by, now=now)
    scale = {"scale_max": said.scale_max, "scale_anchors": said.scale_anchors}
    configuring.change(session, desk.contest, scale, by=by, now=now)
    return setup_page.saved(page, desk, CRITERIA)


@router.get("/office/{slug}/method", name=METHOD)
def method(desk: DeskDep, page: PageDep, now: Now) -> Response:
    setup_page.require(desk)
    return _method(page, desk, now, Form(typed.method(desk.contest)))


@router.post("/office/{slug}/method", name="office.settings.method.save")
def save_method(desk: DeskDep, text: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    configuring.require_draft(desk.contest)
    if row_buttons.is_pressed(text):
        return _method(page, desk, now, Form(row_buttons.after(text, FIRSTS)))
    form = bind(MethodForm, text)
    known = dict(_steps(page, desk))
    if form.fields and any(row.step not in known for row in form.fields.tie_break):
        form.refuse("tie_break", "choice")
    if form.errors:
        return _method(page, desk, now, form)
    configuring.change(session, desk.contest, form.valid.values(), by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, METHOD)


@router.get("/office/{slug}/awards", name=AWARDS)
def awards(desk: DeskDep, page: PageDep, now: Now) -> Response:
    setup_page.require(desk)
    return setup_page.show(page, desk, now, "awards", Form(typed.awards(desk.contest)))


@router.post("/office/{slug}/awards", name="office.settings.awards.save")
def save_awards(desk: DeskDep, form: Annotated[Form[AwardsForm], Depends(submitted(AwardsForm))], page: PageDep,
                session: SessionDep, now: Now) -> Response:  # fmt: skip
    setup_page.require(desk)
    if form.errors:
        return setup_page.show(page, desk, now, "awards", form)
    configuring.change(session, desk.contest, form.valid.values(desk.contest.kind), by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, AWARDS)


@router.get("/office/{slug}/limits", name=LIMITS)
def limits(desk: DeskDep, page: PageDep, now: Now) -> Response:
    setup_page.require(desk)
    return setup_page.show(page, desk, now, "limits", Form(typed.limits(desk.contest)))


@router.post("/office/{slug}/limits", name="office.settings.limits.save")
def save_limits(desk: DeskDep, form: Annotated[Form[LimitsForm], Depends(submitted(LimitsForm))], page: PageDep,
                session: SessionDep, now: Now) -> Response:  # fmt: skip
    setup_page.require(desk)
    if form.errors:
        return setup_page.show(page, desk, now, "limits", form)
    configuring.change(session, desk.contest, form.valid.model_dump(), by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, LIMITS)


def _criteria(page: Page, desk: Desk, now: Now, form: Form[CriteriaForm]) -> Response:
    return setup_page.show(page, desk, now, "criteria", form, total=tenths(_weighed(form)))


def _weighed(form: Form[CriteriaForm]) -> int:
    """Of the weights that can be read, in tenths."""
    return sum(CriteriaForm.weight_of(form.text.get(f"criteria-{index}-weight", "")) for index in form.rows("criteria"))


def _method(page: Page, desk: Desk, now: Now, form: Form[MethodForm]) -> Response:
    return setup_page.show(page, desk, now, "method", form, steps=_steps(page, desk), least_scaled=LEAST_SCALED)


def _steps(page: Page, desk: Desk) -> list[tuple[str, str]]:
    """What may decide between equal scores: (step, words)."""
    said = {"earlier_final_submission": gettext("the earlier final submission"),
            "commission_vote": gettext("the vote of the commission")}  # fmt: skip
    found = [
        (f"criterion:{one.position}", gettext("the higher mark for “%(criterion)s”") % {"criterion": pick(one.title)})
        for one in queries.criteria(page.session, desk.contest.id)
    ]
    return [*found, *((step, said[step]) for step in LAST_STEPS)]
