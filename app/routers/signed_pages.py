"""What the winner has signed by hand, sent as photos or PDF until the paper itself is with the organiser."""

from fastapi import APIRouter, Request, Response

from app.errors import RuleBroken
from app.grants import copies
from app.grants.contract_forms import CopySigned
from app.grants.copy_models import Copied
from app.i18n import gettext
from app.routers.office.answers import beside
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, Uploads, bind
from app.web.grants import copy_letters, signed_pages
from app.web.grants.grant_access import Copier, HeldGrant, OwnCopy, held
from app.web.page import Page, PageDep

router = APIRouter()
BODY = 120_000_000
"""Bytes of twenty photos of the usual size, as they are where no script makes them smaller."""
DAY = {"date-ahead": "copy_signed_on", "copy-before-dated": "copy_signed_on"}
PATH = "/grants/{grant_id:int}/copy/{paper}"


@router.get(PATH, name="grants.copy")
def show(paper: Copied, held: OwnCopy, page: PageDep, session: SessionDep, now: Now) -> Response:
    copies.require_open(session, held.grant, paper)
    return signed_pages.show(page, held, paper, now)


@router.post(PATH, name="grants.copy.send", max_body_size=BODY)
def send(grant_id: int, paper: Copied, sender: Copier, files: Uploads, request: Request, house: HouseDep,
         session: SessionDep, now: Now) -> Response:  # fmt: skip
    form: Form[CopySigned] = bind(CopySigned, request.state.typed)
    heard = signed_pages.heard(house, sender, paper, form, files)
    page, found = Page(request, house, session, sender.viewer), held(session, sender.viewer, grant_id)
    if heard.sheets is not None:
        day, by = form.valid.copy_signed_on, sender.viewer.user
        try:
            copy = copies.send(session, found.grant, paper, heard.sheets, signed_on=day, by=by, now=now)
        except RuleBroken as broken:
            beside(form, broken, DAY)
        else:
            copy_letters.came(page, found.place, copy, now=now)
            page.say(gettext("The signed pages are with the organiser."))
            return page.see("grants.show", grant_id=grant_id)
    signed_pages.wait(house, found, form, heard)
    return signed_pages.show(page, found, paper, now, form, status=422)


@router.get(f"{PATH}/file", name="grants.copy.file")
def file(paper: Copied, held: HeldGrant, session: SessionDep, house: HouseDep, now: Now) -> Response:
    return signed_pages.file(session, house, held, paper, now)
