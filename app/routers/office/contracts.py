"""The contracts of a contest all at once: seen first, then made, sent, printed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.contests import rules
from app.contests.models import ContestKind
from app.db import transaction
from app.errors import NotYours
from app.grants.forms import NewContract
from app.i18n import ngettext
from app.web.current import HouseDep, Now, get_current_viewer, get_viewer
from app.web.desk import Desk, DeskDep, get_desk
from app.web.forms import Form, submitted
from app.web.grants import grant_papers, many_contracts
from app.web.grants.many_contracts import Outcome
from app.web.house import House
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/grants/contracts"


@router.get(PATH, name="office.contracts")
def show(desk: DeskDep, page: PageDep, now: Now) -> Response:
    return many_contracts.show(page, _require(desk), now)


@router.get(PATH + ".pdf", name="office.contracts.pdf")
def pdf(desk: DeskDep, page: PageDep, house: HouseDep, now: Now) -> Response:
    """All that there are, to be printed. Their numbers are in full: that staff saw them is noted."""
    return grant_papers.all_contracts(page, house, _require(desk), now)


def _require(desk: Desk) -> Desk:
    desk.require_sight(rules.may_make_contracts)
    if desk.contest.kind is ContestKind.DRAWING:
        raise NotYours
    return desk


def get_maker(request: Request, slug: str, house: HouseDep) -> Desk:
    """Asked in a transaction of its own: each contract then has one to itself."""
    with transaction(house.engine) as session:
        return _require(get_desk(slug, session, get_current_viewer(get_viewer(request, session))))


Maker = Annotated[Desk, Depends(get_maker, scope="function")]


@router.post(PATH, name="office.contracts.make")
def make(desk: Maker, form: Annotated[Form[NewContract], Depends(submitted(NewContract))], request: Request,
         house: HouseDep, now: Now) -> Response:  # fmt: skip
    """The button «Look» shows what would be made with another date."""
    if form.errors or "look" in request.state.typed:
        with transaction(house.engine, reads_only=True) as session:
            page = Page(request, house, session, desk.viewer)
            return many_contracts.show(page, desk, now, form, status=422 if form.errors else 200)
    made = many_contracts.make_all(house, desk.contest, form.valid.dated, by=desk.viewer.user, now=now)
    words = ngettext("%(num)d contract is made.", "%(num)d contracts are made.", made.done) % {"num": made.done}
    return _told(request, house, desk, made, words)


@router.post(PATH + "/sending", name="office.contracts.send")
def send(desk: Maker, request: Request, house: HouseDep, now: Now) -> Response:
    sent = many_contracts.send_all(house, desk.contest, by=desk.viewer.user, now=now)
    words = ngettext("%(num)d contract is sent.", "%(num)d contracts are sent.", sent.done) % {"num": sent.done}
    return _told(request, house, desk, sent, words)


def _told(request: Request, house: House, desk: Desk, outcome: Outcome, words: str) -> Response:
    with transaction(house.engine, reads_only=True) as session:
        page = Page(request, house, session, desk.viewer)
        page.say(words, "ok" if outcome.done else "info")
        if outcome.left:
            left = len(outcome.left)
            said = ngettext("%(num)d is left out:", "%(num)d are left out:", left) % {"num": left}
            page.say(f"{said} {outcome.told}", "warn")
        return page.see("office.contracts", slug=desk.contest.slug)
