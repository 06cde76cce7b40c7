"""The office's side of the conversations with applicants."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from app.applications import messages
from app.contests import rules
from app.web.applications import conversing
from app.web.applications.checking import CaseDep
from app.web.applications.conversing import Clerk
from app.web.current import HouseDep, Now, SessionDep
from app.web.desk import DeskDep
from app.web.forms import Typed, Uploads
from app.web.page import Page, PageDep

router = APIRouter()
BODY = 120_000_000
ONE = "/office/{slug}/applications/{application_id:int}/messages"


@router.get("/office/{slug}/messages", name="office.messages")
def index(desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    desk.require_sight(rules.may_see_identities)
    return page("office/messages/index.html", desk=desk, rows=messages.conversations(session, desk.contest_id))


@router.get(ONE, name="office.application.messages")
def show(case: CaseDep, page: PageDep) -> Response:
    return conversing.show(page, case.application, case.contest, slug=case.contest.slug)


@router.post(ONE, name="office.application.messages.write", max_body_size=BODY)
def write(
    slug: str, application_id: int, writer: Clerk, files: Uploads, request: Request, house: HouseDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    form, ready = conversing.heard(house, writer, request.state.typed, files)
    return conversing.write(Page(request, house, session, writer.viewer), writer, form, ready, now=now)


@router.post(ONE + "/read", name="office.application.messages.read")
def read(case: CaseDep, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    messages.mark_read(session, case.application, by_office=True, now=now, last=conversing.last_shown(typed))
    if page.wants_fragment:  # the page itself says so as soon as it is shown; the button goes
        return HTMLResponse("")
    return page.see("office.application", anchor="messages", slug=case.contest.slug, application_id=case.application.id)
