"""What the organiser alone may do with one application: a later deadline, out of the contest and back, decide again."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.accounts.models import User
from app.applications import extensions, lifecycle, words
from app.applications.models import Status
from app.applications.overrule_forms import Extended, Overruled, is_late_enough
from app.awards import leaving
from app.i18n import gettext
from app.jury import seats
from app.web.applications import admission_page, overrule_letters
from app.web.applications.checking import Case, CaseToOverrule
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
ONE = "/office/{slug}/applications/{application_id:int}"
Reason = Annotated[Form[Overruled], Depends(submitted(Overruled))]


@router.get(ONE + "/overruling", name="office.application.overruling")
def show(case: CaseToOverrule, page: PageDep) -> Response:
    return _show(page, case, Form())


@router.post(ONE + "/extension", name="office.application.extension")
def extend(form: Annotated[Form[Extended], Depends(submitted(Extended))], case: CaseToOverrule, page: PageDep,
           session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.fields and not is_late_enough(form.fields.extended_until, case.contest.closes_at):
        form.refuse("extended_until", "extension-early")
    if form.errors:
        return _show(page, case, form)
    said, applicant = form.valid, session.get_one(User, case.application.applicant_id)
    only = None if said.is_whole else case.application
    extensions.grant(session, case.contest, applicant, said.extended_until, said.extension_reason,
                     by=case.desk.viewer.user, now=now, application=only)  # fmt: skip
    overrule_letters.extended(page.house, session, case.contest, applicant, said.extended_until, said.extension_reason,
                              path=_path(page, case), now=now, application=only)  # fmt: skip
    page.say(gettext("The deadline is extended. The applicant gets a letter."))
    return _again(page, case)


@router.post(ONE + "/disqualification", name="office.application.disqualification")
def disqualify(form: Reason, case: CaseToOverrule, page: PageDep, session: SessionDep, now: Now) -> Response:
    if form.errors:
        return _show(page, case, form)
    leaving.disqualify(session, case.application, case.contest, form.valid.reason, by=case.desk.viewer.user, now=now)
    overrule_letters.disqualified(page.house, session, case.application, case.contest, path=_path(page, case), now=now)
    page.say(gettext("%(number)s is disqualified. The applicant gets a letter.") % {"number": case.application.number})
    return _again(page, case)


@router.post(ONE + "/readmission", name="office.application.readmission")
def readmit(form: Reason, case: CaseToOverrule, page: PageDep, session: SessionDep, now: Now) -> Response:
    if form.errors:
        return _show(page, case, form)
    by, reason = case.desk.viewer.user, form.valid.reason
    leaving.readmit(session, case.application, case.contest, reason, by=by, now=now)
    seats.deal_late(session, case.contest, by=by.id, now=now)
    path = _path(page, case)
    overrule_letters.readmitted(page.house, session, case.application, case.contest, reason, path=path, now=now)
    page.say(gettext("%(number)s takes part again. The applicant gets a letter.") % {"number": case.application.number})
    return _again(page, case)


@router.post(ONE + "/reconsideration", name="office.application.reconsideration")
def reconsider(form: Reason, case: CaseToOverrule, page: PageDep, session: SessionDep, now: Now) -> Response:
    if form.errors:
        return _show(page, case, form)
    lifecycle.reconsider(session, case.application, form.valid.reason, by=case.desk.viewer.user, now=now)
    overrule_letters.reconsidered(page.house, session, case.application, case.contest, path=_path(page, case), now=now)
    page.say(gettext("%(number)s is to be decided again. The applicant gets a letter.")
             % {"number": case.application.number})  # fmt: skip
    return _again(page, case)


def _show(page: Page, case: Case, form: Form[Any]) -> Response:
    status = case.application.status
    return page(
        "office/applications/overruling.html", status=422 if form.errors else 200, desk=case.desk, form=form,
        application=case.application, colours=admission_page.COLOURS, may_extend=status not in (
            Status.REJECTED, Status.DISQUALIFIED, Status.WITHDRAWN),
        may_disqualify=status is Status.ADMITTED, may_readmit=status is Status.DISQUALIFIED,
        may_reconsider=status in (Status.ADMITTED, Status.REJECTED), states=words.STATUS,
    )  # fmt: skip


def _again(page: Page, case: Case) -> Response:
    return page.see("office.application", slug=case.contest.slug, application_id=case.application.id)


def _path(page: Page, case: Case) -> str:
    return page.path_for("applications.show", application_id=case.application.id)
