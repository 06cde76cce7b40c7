"""The organisation that runs the contests and the programmes that pay for them: papers print both."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.errors import NotYours
from app.i18n import gettext
from app.programmes import editing, forms, queries
from app.programmes.forms import OrganisationForm, ProgrammeForm
from app.programmes.models import Organisation, Programme
from app.web.contests.maker import Maker
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
SaidProgramme = Annotated[Form[ProgrammeForm], Depends(submitted(ProgrammeForm))]


@router.get("/office/organisation", name="office.organisation")
def show(viewer: Maker, page: PageDep, session: SessionDep) -> Response:
    return _show(page, session, Form(forms.typed_organisation(_organisation(session))))


@router.post("/office/organisation", name="office.organisation.save")
def save(viewer: Maker, form: Annotated[Form[OrganisationForm], Depends(submitted(OrganisationForm))], page: PageDep,
         session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _show(page, session, form)
    editing.change_organisation(session, _organisation(session), form.valid.values, by=viewer.user, now=now)
    return _saved(page)


@router.get("/office/programmes/new", name="office.programmes.new")
def new(viewer: Maker, page: PageDep) -> Response:
    return _programme(page, Form(), None)


@router.post("/office/programmes/new", name="office.programmes.add")
def add(viewer: Maker, form: SaidProgramme, page: PageDep, session: SessionDep, now: Now) -> Response:
    if form.errors:
        return _programme(page, form, None)
    editing.add_programme(session, _organisation(session), form.valid.values, by=viewer.user, now=now)
    return _saved(page)


@router.get("/office/programmes/{programme_id:int}", name="office.programme")
def programme(viewer: Maker, programme_id: int, page: PageDep, session: SessionDep) -> Response:
    found = _one(session, programme_id)
    return _programme(page, Form(forms.typed_programme(found)), found)


@router.post("/office/programmes/{programme_id:int}", name="office.programme.save")
def save_programme(viewer: Maker, programme_id: int, form: SaidProgramme, page: PageDep, session: SessionDep,
                   now: Now) -> Response:  # fmt: skip
    found = _one(session, programme_id)
    if form.errors:
        return _programme(page, form, found)
    editing.change_programme(session, found, form.valid.values, by=viewer.user, now=now)
    return _saved(page)


def _organisation(session: SessionDep) -> Organisation:
    found = queries.organisation(session)
    if found is None:
        raise NotYours
    return found


def _one(session: SessionDep, programme_id: int) -> Programme:
    found = queries.one(session, programme_id)
    if found is None:
        raise NotYours
    return found


def _saved(page: Page) -> Response:
    page.say(gettext("Changes saved"))
    return page.see("office.organisation")


def _show(page: Page, session: SessionDep, form: Form[OrganisationForm]) -> Response:
    return page(
        "office/organisation/show.html", status=422 if form.errors else 200, form=form,
        programmes=queries.every(session),
    )  # fmt: skip


def _programme(page: Page, form: Form[ProgrammeForm], found: Programme | None) -> Response:
    status = 422 if form.errors else 200
    return page("office/organisation/programme.html", status=status, form=form, programme=found)
