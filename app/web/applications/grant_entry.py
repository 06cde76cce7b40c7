"""Filling in a small-grant application: what each request to its form is answered with."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from app.accounts.models import User
from app.applications import lifecycle, queries, steps
from app.applications.models import Application
from app.applications.steps import STEPS, Step, next_to_do
from app.contests import queries as contests
from app.contests.models import Contest
from app.errors import RuleBroken
from app.fields import Fields
from app.i18n import gettext
from app.web.applications import application_letters, conflicts, grant_form, grant_page, keeping, reading
from app.web.forms import Form
from app.web.page import Page

CHECK = STEPS[-1]


def edit(page: Page, application: Application, contest: Contest, *, judge: bool, now: datetime) -> Response:
    """`judge`: show at once what is wrong, as the links of the last step do."""
    frame = queries.frame(page.session, contest, now)
    here = steps.find(frame.questions, page.request.query_params.get("step", ""))
    here = here or next_to_do(application.answers, frame.questions)
    form = grant_form.checked(here, application.answers, frame) if judge else _typed(page, application, here)
    return grant_page.show(page, application, frame, here, form)


def _typed(page: Page, application: Application, here: Step) -> Form[Fields]:
    """What is stored; a fresh first step begins with what the account knows."""
    form = grant_form.typed_in(here, application.answers)
    if here is STEPS[0] and not form.text:
        user = page.session.get_one(User, application.applicant_id)
        form.text = {"kind": "person", "name": user.name, "email": user.email, "phone": user.phone}
    return form


def save(
    page: Page, application: Application, contest: Contest, typed: dict[str, Any], *, by: User, now: datetime
) -> Response:
    questions = contests.questions(page.session, contest.id)
    here = steps.find(questions, page.request.query_params.get("step", "")) or STEPS[0]
    place = grant_page.place(page.session, contest, here, now=now)
    merged = conflicts.decided(application, typed, place.names)
    if merged is None:
        return conflicts.show(page, application, typed, place)
    try:
        keeping.keep(page.session, application, contest, merged, by=by, now=now, step=here.slug)
    except RuleBroken as broken:
        if broken.reason != "changed-meanwhile":
            raise
        return conflicts.show(page, application, typed, place)
    if "autosave" in typed:
        totals = grant_form.totals(application.answers, contest.grant_amount)
        return page.html("applications/_saved.html", application=application, totals=totals, step=here)
    return _onward(page, application, contest, here, typed, now=now)


def _onward(
    page: Page, application: Application, contest: Contest, here: Step, typed: dict[str, Any], *, now: datetime
) -> Response:
    frame = queries.frame(page.session, contest, now)
    before, after = grant_form.neighbours(here, frame)
    target = here
    if typed.get("go") == "next" and after is not None:
        form = grant_form.checked(here, application.answers, frame)
        if form.errors:
            return grant_page.show(page, application, frame, here, form, status=422)
        target = after
    elif typed.get("go") == "back" and before is not None:
        target = before
    anchor = grant_page.anchor(typed, application.answers)
    return page.see("applications.edit", application_id=application.id, query={"step": target.slug}, anchor=anchor)


def preview(page: Page, application: Application, contest: Contest, *, now: datetime) -> Response:
    frame = queries.frame(page.session, contest, now)
    return page(
        "applications/preview.html", application=application, contest=contest,
        sections=reading.sections(application.answers, frame), declared=reading.declared(application.answers),
        files=queries.attachments(page.session, application),
    )  # fmt: skip


def submission(
    page: Page, application: Application, contest: Contest, typed: dict[str, Any], *, by: User, received: datetime
) -> Response:
    """With the last step's ticks, if it was that page which sent them."""
    frame = queries.frame(page.session, contest, received)
    if typed.get("step") == CHECK.slug:
        keeping.keep(page.session, application, contest, typed, by=by, now=received, step=CHECK.slug)
    form = grant_form.checked(CHECK, application.answers, frame)
    if form.errors or grant_form.problems(application.answers, frame):
        return grant_page.show(page, application, frame, CHECK, form, status=422)
    if by.confirmed_at is None:
        return grant_page.show(page, application, frame, CHECK, form, status=409)
    version = application.version
    lifecycle.submit(page.session, application, by=by, now=received)
    if application.version > version:
        path = str(page.request.app.url_path_for("applications.receipt", application_id=application.id))
        to = page.session.get_one(User, application.applicant_id)
        application_letters.receipt(page.house, page.session, application, contest, to, path=path, now=received)
        page.say(gettext("The application is sent."))
    return page.see("applications.receipt", application_id=application.id)
