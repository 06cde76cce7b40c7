"""The form of a pupil's work: one page, saved as one types, looked over once more, handed in."""

import secrets
from datetime import datetime
from typing import Any

from starlette.responses import Response

from app.accounts.models import User
from app.applications import lifecycle, rules
from app.applications.answers import as_text
from app.applications.drawing_forms import DrawingForm
from app.applications.models import Application
from app.contests.models import Contest
from app.errors import RuleBroken
from app.i18n import gettext
from app.web.applications import application_letters, conflicts, drawing_page, keeping, work_reading
from app.web.applications.work_words import WORDS
from app.web.forms import Form
from app.web.page import Page


def edit(page: Page, application: Application, contest: Contest, *, judge: bool, now: datetime) -> Response:
    """`judge`: show at once what is wrong."""
    if judge:
        return show(page, application, contest, drawing_page.checked(page.session, application, now=now))
    return show(page, application, contest, Form(as_text(application.answers)))


def show(
    page: Page, application: Application, contest: Contest, form: Form[DrawingForm], *, status: int = 200
) -> Response:
    return page(
        "applications/drawing/form.html", status=status, application=application, contest=contest, form=form,
        words=WORDS, page_id=str(form.text.get("page") or secrets.token_urlsafe(8)),
        **drawing_page.context(page.session, application, form.text),
    )  # fmt: skip


def save(
    page: Page, application: Application, contest: Contest, typed: dict[str, Any], *, by: User, now: datetime
) -> Response:
    place = drawing_page.place(page.session, contest)
    merged = conflicts.decided(application, typed, place.names)
    if merged is None:
        return conflicts.show(page, application, typed, place)
    try:
        keeping.keep(page.session, application, contest, merged, by=by, now=now)
    except RuleBroken as broken:
        if broken.reason != "changed-meanwhile":
            raise
        return conflicts.show(page, application, typed, place)
    if "autosave" in typed:
        return page.html("applications/drawing/_saved.html", application=application)
    if conflicts.BACK in typed and application.batch_id:
        return page.see(
            "batches.show", slug=contest.slug, batch_id=application.batch_id, anchor=f"work-{application.id}"
        )
    if typed.get("go") != "next":
        return page.see("applications.edit", application_id=application.id, anchor=str(typed.get("go") or ""))
    form = drawing_page.checked(page.session, application, now=now)
    if form.errors:
        return show(page, application, contest, form, status=422)
    return page.see("applications.preview", application_id=application.id)


def preview(page: Page, application: Application, contest: Contest, *, now: datetime) -> Response:
    form = drawing_page.checked(page.session, application, now=now)
    return page(
        "applications/drawing/preview.html", application=application, contest=contest, form=form,
        sections=work_reading.sections(page.session, application.contest_id, application.answers),
        is_changed=bool(lifecycle.changed(page.session, [application])),
        may_send=rules.may_edit(application, contest, now, page.user.id if page.user else None),
        **drawing_page.context(page.session, application, {}),
    )  # fmt: skip


def submission(page: Page, application: Application, contest: Contest, *, by: User, received: datetime) -> Response:
    form = drawing_page.checked(page.session, application, now=received)
    if form.errors:
        return show(page, application, contest, form, status=422)
    version = application.version
    lifecycle.submit(page.session, application, by=by, now=received)
    if application.version > version:
        path = str(page.request.app.url_path_for("applications.receipt", application_id=application.id))
        to = page.session.get_one(User, application.applicant_id)
        application_letters.receipt(page.house, page.session, application, contest, to, path=path, now=received)
        page.say(gettext("The work is sent."))
    return page.see("applications.receipt", application_id=application.id)
