"""The protocol of the commission's meeting: written down, looked at, signed, scanned."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.awards import protocols, queries
from app.awards.forms import ProtocolForm, ScanForm
from app.contests import rules
from app.contests.models import Contest
from app.db import transaction
from app.errors import NotYours, RuleBroken
from app.grants import papers
from app.i18n import gettext
from app.routers.office.answers import beside
from app.web import downloads, row_buttons, uploading
from app.web.awards import protocol_page
from app.web.current import HouseDep, Now, SessionDep, get_current_viewer, get_viewer
from app.web.desk import Desk, DeskDep, get_desk
from app.web.forms import Form, Typed, Uploads, bind, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/protocol"
BODY = papers.LARGEST + 1_000_000
"""Bytes of a request with a scan and the form around it."""


@router.get(PATH, name="office.protocol")
def show(desk: DeskDep, page: PageDep, now: Now) -> Response:
    desk.require_sight(rules.may_see_protocol)
    return protocol_page.show(page, desk, now)


@router.post(PATH, name="office.protocol.save")
def save(
    form: Annotated[Form[ProtocolForm], Depends(submitted(ProtocolForm))], typed: Typed, desk: DeskDep, page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    desk.require(rules.may_propose, visible_to=rules.may_see_protocol)
    if row_buttons.is_pressed(typed):
        return protocol_page.show(page, desk, now, Form(row_buttons.after(typed, protocol_page.FIRSTS)))
    protocol_page.examine(form, session, desk.contest, now)
    if form.errors:
        return protocol_page.show(page, desk, now, form, status=422)
    protocols.save(session, desk.contest, form.valid, by=desk.viewer.user, now=now)
    page.say(gettext("The protocol is saved. Look at the file before it is signed."))
    return page.see("office.protocol", slug=desk.contest.slug)


@router.get(f"{PATH}.pdf", name="office.protocol_pdf")
def pdf(desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    """As it was signed; before that as it would be now."""
    desk.require_sight(rules.may_see_protocol)
    data = protocol_page.pdf(session, page.house, desk.contest)
    name = protocol_page.file_name(desk.contest, queries.protocol(session, desk.contest_id), "pdf")
    return page.file(data, "application/pdf", name, inline=True)


@router.get(f"{PATH}/copies/{{kind}}", name="office.protocol.copy")
def copy(kind: str, desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    """The editable file, the extract, the list of winners: as they were signed, before that as they would be now."""
    desk.require_sight(rules.may_see_protocol)
    asked = next((one for one in protocol_page.COPIES if one.value == kind), None)
    if asked is None:
        raise NotYours
    _, media_type, ending = protocol_page.COPIES[asked]
    data = protocol_page.copy(session, page.house, desk.contest, asked)
    name = protocol_page.file_name(desk.contest, queries.protocol(session, desk.contest_id), ending, asked)
    return page.file(data, media_type, name, inline=ending == "pdf")


@router.post(f"{PATH}/signature", name="office.protocol.signature")
def signature(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    desk.require(rules.may_sign_protocol, visible_to=rules.may_propose)
    protocols.require_signable(session, desk.contest)
    stored = page.house.shelf.put([protocol_page.pdf(session, page.house, desk.contest)])
    copies = protocol_page.freeze(session, page.house, desk.contest)
    protocols.sign(session, desk.contest, stored.sha256, by=desk.viewer.user, now=now, copies=copies)
    page.say(gettext("The protocol is frozen. Print it, have it signed on paper and attach the scan."))
    return page.see("office.protocol", slug=desk.contest.slug)


def get_scanner(request: Request, slug: str, house: HouseDep) -> Desk:
    """Who may attach the scan, asked in a transaction of its own: while the file comes in nobody waits for a lock."""
    with transaction(house.engine) as session:
        desk = get_desk(slug, session, get_current_viewer(get_viewer(request, session)))
        desk.require(rules.may_sign_protocol, visible_to=rules.may_propose)
        protocols.require_scannable(session, desk.contest)
        return desk


@router.post(f"{PATH}/scan", name="office.protocol.scan", max_body_size=BODY)
def scan(
    scanner: Annotated[Desk, Depends(get_scanner, scope="function")], files: Uploads, request: Request, house: HouseDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    form: Form[ScanForm] = bind(ScanForm, request.state.typed)
    looked = uploading.looked_through(house, scanner.viewer, files, form, "scan", papers.scan)
    page, contest = Page(request, house, session, scanner.viewer), session.get_one(Contest, scanner.contest_id)
    if looked is not None and not form.errors:
        kept, reason = (looked.paper.sha256, looked.paper.media_type), form.valid.reason
        try:
            protocols.attach_scan(session, contest, *kept, by=scanner.viewer.user, now=now, reason=reason)
            looked.keep(house.shelf)
        except RuleBroken as broken:
            beside(form, broken, {"scan-there": "reason"})
    if form.errors:
        uploading.left_behind(page, scanner.viewer, form, "scan", looked, is_whole=True)
        desk = Desk(contest, scanner.viewer, scanner.roles)
        return protocol_page.show(page, desk, now, attaching=form, status=422)
    page.say(gettext("The signed protocol is attached."))
    return page.see("office.protocol", slug=contest.slug)


@router.get(f"{PATH}/scan", name="office.protocol.scan_file")
def scan_file(desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    desk.require_sight(rules.may_see_protocol)
    protocol = queries.protocol(session, desk.contest_id)
    if protocol is None or protocol.scan_sha256 is None:
        raise NotYours
    ending = papers.ENDINGS[protocol.scan_type]
    name = protocol_page.file_name(desk.contest, protocol, ending)
    return downloads.stored(page.house.shelf, protocol.scan_sha256, protocol.scan_type, name)


@router.get(f"{PATH}/scans/{{copy_id:int}}", name="office.protocol.old_scan")
def old_scan(copy_id: int, desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    """A scan that was replaced."""
    desk.require_sight(rules.may_see_protocol)
    protocol = queries.protocol(session, desk.contest_id)
    found = next((one for one in queries.old_scans(session, protocol) if one.id == copy_id), None)
    if found is None:
        raise NotYours
    name = protocol_page.file_name(desk.contest, protocol, papers.ENDINGS[found.media_type])
    return downloads.stored(page.house.shelf, found.sha256, found.media_type, name)
