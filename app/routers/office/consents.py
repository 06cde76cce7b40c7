"""Consents on the desk: a sheet that came to the organiser, and what a representative takes back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.applications import parents
from app.applications.consent_forms import Demand, Sheet
from app.contests import rules
from app.contests.models import ContestKind
from app.db import transaction
from app.errors import NotYours
from app.i18n import gettext
from app.routers.attachments import BODY
from app.web.applications import consent_page, consent_sheets
from app.web.applications.checking import Case, CaseDep, get_case
from app.web.current import HouseDep, Now, SessionDep, Viewer
from app.web.desk import get_desk
from app.web.forms import Form, Uploads, submitted
from app.web.page import Page, PageDep
from app.web.sending import sent_by

router = APIRouter()
ONE = "/office/{slug}/applications/{application_id:int}/consents"


def get_work(case: CaseDep) -> Case:
    """For those who admit; the others of the office have their list without this."""
    if not rules.may_admit(case.desk.roles) or case.contest.kind is not ContestKind.DRAWING:
        raise NotYours
    return case


Work = Annotated[Case, Depends(get_work, scope="function")]


def get_sender(request: Request, slug: str, application_id: int, house: HouseDep, now: Now) -> Viewer:
    """Asked in a transaction of its own: no byte of the sheet has been read before, and nobody waits while it is looked
    through."""
    with transaction(house.engine, reads_only=True) as session:
        viewer = sent_by(request, session, now)
        case = get_work(get_case(application_id, get_desk(slug, session, viewer), session))
        parents.require_may_state(case.application)
        return viewer


@router.get(ONE, name="office.application.consents")
def show(case: Work, page: PageDep) -> Response:
    return _show(page, case, Form())


@router.post(ONE, name="office.application.consents.state", max_body_size=BODY)
def state(
    slug: str, application_id: int, sender: Annotated[Viewer, Depends(get_sender, scope="function")], files: Uploads,
    request: Request, house: HouseDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    form, file = consent_sheets.read(house, sender, files, request.state.typed)
    page = Page(request, house, session, sender)
    case = get_work(get_case(application_id, get_desk(slug, session, sender), session))
    consent_sheets.keep(page, [case.application], form, file, by=sender.user, now=now)
    if form.errors:
        return _show(page, case, form, status=422)
    page.say(gettext("The consents are written down."))
    return _again(page, case)


@router.post(ONE + "/withdrawal", name="office.application.consents.withdrawal")
def withdraw(
    form: Annotated[Form[Demand], Depends(submitted(Demand))], case: Work, page: PageDep, session: SessionDep, now: Now
) -> Response:
    """At any time, after the publication too: the public pages obey at once."""
    session.refresh(case.application, with_for_update=True)
    parents.take_back(session, case.application, form.valid.given, by=case.desk.viewer.user, now=now)
    page.say(gettext("Taken back; public pages show it no more."))
    return _again(page, case)


def _again(page: Page, case: Case) -> Response:
    return page.see("office.application.consents", slug=case.contest.slug, application_id=case.application.id)


def _show(page: Page, case: Case, form: Form[Sheet], *, status: int = 200) -> Response:
    return page(
        "office/consents/show.html", status=status, desk=case.desk, application=case.application, form=form,
        **consent_page.context(page, case.contest, [case.application]),
    )  # fmt: skip
