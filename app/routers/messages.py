"""The applicant's side of the conversation about an application, and the files of both sides."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from app.applications import messages, queries, rules
from app.applications.models import Status
from app.contests import rules as contest_rules
from app.contests.models import Contest
from app.errors import NotYours
from app.web import downloads
from app.web.applications import conversing
from app.web.applications.conversing import Applicant
from app.web.applications.own import OwnApplication
from app.web.current import CurrentViewer, HouseDep, Now, SessionDep
from app.web.forms import Typed, Uploads
from app.web.page import Page, PageDep

router = APIRouter()
BODY = 120_000_000
"""Bytes of a message with ten files of the usual size, as they are where no script makes them smaller."""
HERE = "/applications/{application_id:int}/messages"


@router.get(HERE, name="messages.show")
def show(application: OwnApplication, page: PageDep, session: SessionDep) -> Response:
    if application.status is Status.DRAFT:
        raise NotYours
    return conversing.show(page, application, session.get_one(Contest, application.contest_id))


@router.post(HERE, name="messages.write", max_body_size=BODY)
def write(
    application_id: int, writer: Applicant, files: Uploads, request: Request, house: HouseDep, session: SessionDep,
    now: Now,
) -> Response:  # fmt: skip
    form, ready = conversing.heard(house, writer, request.state.typed, files)
    return conversing.write(Page(request, house, session, writer.viewer), writer, form, ready, now=now)


@router.post(HERE + "/read", name="messages.read")
def read(application: OwnApplication, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    messages.mark_read(session, application, by_office=False, now=now, last=conversing.last_shown(typed))
    if page.wants_fragment:  # the page itself says so as soon as it is shown; the button goes
        return HTMLResponse("")
    return page.see("applications.show", anchor="messages", application_id=application.id)


@router.get(HERE + "/files/{file_id:int}", name="messages.file")
def file(application_id: int, file_id: int, session: SessionDep, viewer: CurrentViewer, house: HouseDep) -> Response:
    application = queries.get(session, application_id)
    if application is None or application.status is Status.DRAFT:
        raise NotYours
    if not (
        rules.may_see(application, viewer.id)
        or contest_rules.may_see_identities(viewer.roles_in(application.contest_id))
    ):
        raise NotYours
    found = messages.file(session, application_id, file_id)
    if found is None:
        raise NotYours
    return downloads.stored(house.shelf, found.sha256, found.media_type, found.name)
