"""A new contest: of either kind from nothing, or as the next edition of an earlier one."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.applications import checklist
from app.contests import making, queries, roles
from app.contests.models import Contest, ContestKind, RoleName
from app.contests.setup_forms import NewContest
from app.errors import RuleBroken
from app.i18n import gettext, local, pick
from app.programmes import queries as programmes
from app.web.contests import setup_page
from app.web.contests.maker import Maker
from app.web.current import Now, SessionDep, Viewer
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
FIELDS = {"address-taken-by-contest": ("slug", "slug-taken"), "prefix-taken": ("number_prefix", "prefix-taken")}
"""Refusal → field and what is said beside it."""


@router.get("/office/contests/new", name="office.contests.new")
def new(viewer: Maker, page: PageDep, now: Now) -> Response:
    text = {"edition": str(local(now).year), "same_people": "yes"}
    return _show(page, viewer, Form(text))


@router.post("/office/contests/new", name="office.contests.create")
def create(viewer: Maker, form: Annotated[Form[NewContest], Depends(submitted(NewContest))], page: PageDep,
           session: SessionDep, now: Now) -> Response:  # fmt: skip
    sources = {f"copy-{contest.id}": contest for contest in _sources(session, viewer)}
    if form.fields and form.fields.begin not in [*ContestKind, *sources]:
        form.refuse("begin", "choice")
    if form.errors:
        return _show(page, viewer, form)
    try:
        contest = _made(session, form.valid, sources.get(form.valid.begin), viewer, now)
    except RuleBroken as broken:
        if broken.reason not in FIELDS:
            raise
        form.refuse(*FIELDS[broken.reason])
        return _show(page, viewer, form)
    page.say(gettext("The draft is there. Only its staff see it until it is announced."))
    return page.see("office.contest", slug=contest.slug)


def _made(session: SessionDep, said: NewContest, source: Contest | None, viewer: Viewer, now: Now) -> Contest:
    chosen = programmes.one(session, said.programme) or programmes.latest(session)
    title = {code: text or (source.title.get(code, "") if source else "") for code, text in said.title.items()}
    called = making.Called(title, said.edition, (chosen and chosen.id) or 0, said.slug, said.number_prefix)
    if source is None:
        return making.make(session, ContestKind(said.begin), called, by=viewer.user, now=now)
    made = making.copy(session, source, called, same_people=said.same_people, by=viewer.user, now=now)
    checklist.copy(session, source, made)
    return made


def _sources(session: SessionDep, viewer: Viewer) -> Sequence[Contest]:
    """What this person may copy: contests that they organise; the operator any."""
    if viewer.user.is_operator:
        return roles.everywhere(session)
    return queries.of_staff(session, viewer.id, frozenset({RoleName.ORGANISER}))


def _show(page: Page, viewer: Viewer, form: Form[NewContest]) -> Response:
    copies = [
        (f"copy-{contest.id}", f"{pick(contest.title)}, {contest.edition}")
        for contest in _sources(page.session, viewer)
    ]
    return page(
        "office/contests/new.html", status=422 if form.errors else 200, form=form, copies=copies,
        programmes=setup_page.programme_choices(page.session),
    )  # fmt: skip
