"""The nominations of a contest: added, changed, put in order."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import configuring, queries, typed
from app.contests.models import Nomination
from app.contests.setup_forms import NominationForm
from app.errors import NotYours
from app.fields import Fields
from app.web.contests import setup_page
from app.web.current import Now, SessionDep
from app.web.desk import DeskDep
from app.web.forms import Form, submitted
from app.web.page import PageDep

router = APIRouter()
ALL = "office.settings.nominations"
Written = Annotated[Form[NominationForm], Depends(submitted(NominationForm))]


class Move(Fields):
    way: Literal["up", "down", "remove"]


@router.get("/office/{slug}/nominations", name=ALL)
def index(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    return setup_page.show(
        page, desk, now, "nominations", Form(), nominations=queries.nominations(session, desk.contest.id)
    )


@router.get("/office/{slug}/nominations/new", name="office.settings.nominations.new")
def new(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    configuring.require_draft(desk.contest)
    return setup_page.show(page, desk, now, "nomination", Form(), nomination=None)


@router.post("/office/{slug}/nominations/new", name="office.settings.nominations.add")
def add(desk: DeskDep, form: Written, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    if form.errors:
        return setup_page.show(page, desk, now, "nomination", form, nomination=None)
    part = Nomination(contest_id=desk.contest_id, position=0, title={})
    configuring.put(session, desk.contest, part, form.valid.values, by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, ALL)


@router.get("/office/{slug}/nominations/{nomination_id:int}", name="office.settings.nomination")
def show(desk: DeskDep, nomination_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    nomination = _one(session, desk, nomination_id)
    return setup_page.show(page, desk, now, "nomination", Form(typed.nomination(nomination)), nomination=nomination)


@router.post("/office/{slug}/nominations/{nomination_id:int}", name="office.settings.nomination.save")
def save(desk: DeskDep, nomination_id: int, form: Written, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    nomination = _one(session, desk, nomination_id)
    if form.errors:
        return setup_page.show(page, desk, now, "nomination", form, nomination=nomination)
    configuring.put(session, desk.contest, nomination, form.valid.values, by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, ALL, f"part-{nomination.id}")


@router.post("/office/{slug}/nominations/{nomination_id:int}/move", name="office.settings.nomination.move")
def move(desk: DeskDep, nomination_id: int, form: Annotated[Form[Move], Depends(submitted(Move))], page: PageDep,
         session: SessionDep, now: Now) -> Response:  # fmt: skip
    setup_page.require(desk)
    nomination = _one(session, desk, nomination_id)
    if form.fields:
        configuring.arrange(session, desk.contest, nomination, form.fields.way, by=desk.viewer.user, now=now)
    return page.see(ALL, slug=desk.contest.slug, anchor=f"part-{nomination_id}")


def _one(session: SessionDep, desk: DeskDep, nomination_id: int) -> Nomination:
    nomination = session.get(Nomination, nomination_id)
    if nomination is None or nomination.contest_id != desk.contest.id:
        raise NotYours
    return nomination
