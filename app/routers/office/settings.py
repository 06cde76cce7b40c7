"""What a contest's page says, and how the contest is called."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import configuring, editing, forms, queries
from app.contests.forms import ContestTexts
from app.contests.setup_forms import Address
from app.programmes import queries as programmes
from app.web.contests import setup_page
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()


@router.get("/office/{slug}/settings", name="office.settings")
def show(desk: DeskDep, page: PageDep, now: Now) -> Response:
    setup_page.require(desk)
    return _show(page, desk, now, Form())


@router.post("/office/{slug}/settings", name="office.settings.texts")
def texts(desk: DeskDep, form: Annotated[Form[ContestTexts], Depends(submitted(ContestTexts))], page: PageDep,
          session: SessionDep, now: Now) -> Response:  # fmt: skip
    setup_page.require(desk)
    if form.errors:
        return _show(page, desk, now, form, texts=form)
    editing.change_texts(session, desk.contest, form.valid.texts, by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, "office.settings", "texts")


@router.post("/office/{slug}/address", name="office.settings.address")
def address(desk: DeskDep, form: Annotated[Form[Address], Depends(submitted(Address))], page: PageDep,
            session: SessionDep, now: Now) -> Response:  # fmt: skip
    setup_page.require(desk)
    configuring.require_draft(desk.contest)
    _refuse_taken(session, desk, form)
    if form.errors:
        return _show(page, desk, now, form, called=form)
    said = form.valid
    values: dict[str, Any] = {"slug": said.slug, "number_prefix": said.number_prefix}
    if programmes.one(session, said.programme):
        values |= {"programme_id": said.programme}
    configuring.change(session, desk.contest, values, by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, "office.settings", "called")


def _refuse_taken(session: SessionDep, desk: Desk, form: Form[Address]) -> None:
    said, contest = form.fields, desk.contest
    if said and said.slug != contest.slug and queries.by_slug(session, said.slug):
        form.refuse("slug", "slug-taken")
    is_new = said is not None and said.number_prefix != contest.number_prefix
    if said and is_new and queries.has_prefix(session, said.number_prefix, contest.edition):
        form.refuse("number_prefix", "prefix-taken")


def _show(page: Page, desk: Desk, now: Now, form: Form[Any], **refused: Form[Any]) -> Response:
    """`refused` names the form that has to be corrected, which is also `form`."""
    contest = desk.contest
    called = {"slug": contest.slug, "number_prefix": contest.number_prefix, "programme": str(contest.programme_id)}
    shown = {"texts": Form(forms.typed_texts(contest)), "called": Form(called)} | refused
    return setup_page.show(
        page, desk, now, "texts", form, forms=shown, programmes=setup_page.programme_choices(page.session)
    )
