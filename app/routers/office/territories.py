"""Districts and cities: what there is, and their names set right."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.applications import work_queries
from app.errors import NotYours
from app.i18n import gettext
from app.places import directory, queries
from app.places.forms import TerritoryForm
from app.places.models import Territory
from app.web.contests import places_desk
from app.web.contests.places_desk import KINDS, Keeper
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()


@router.get("/office/territories", name="office.territories")
def index(_: Keeper, page: PageDep, session: SessionDep) -> Response:
    counts = queries.school_counts(session)
    return places_desk.show(
        page, "office/territories/index.html", territories=queries.territories(session), kinds=KINDS, counts=counts
    )


def get_territory(code: str, session: SessionDep, _: Keeper) -> Territory:
    territory = work_queries.territory(session, code)
    if territory is None:
        raise NotYours
    return territory


OneTerritory = Annotated[Territory, Depends(get_territory, scope="function")]


@router.get("/office/territories/{code}", name="office.territories.territory")
def show(territory: OneTerritory, page: PageDep) -> Response:
    return _show(page, territory, Form())


@router.post("/office/territories/{code}", name="office.territories.save")
def save(
    form: Annotated[Form[TerritoryForm], Depends(submitted(TerritoryForm))], territory: OneTerritory, keeper: Keeper,
    page: PageDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    if form.errors:
        return _show(page, territory, form)
    said = form.valid
    name = territory.name | {"kk": said.name_kk, "ru": said.name_ru}
    directory.rename_territory(session, territory, name, said.centre or None, by=keeper.id, now=now)
    page.say(gettext("Saved."))
    return page.see("office.territories")


def _show(page: Page, territory: Territory, form: Form[TerritoryForm]) -> Response:
    status = 422 if form.errors else 200
    return places_desk.show(
        page, "office/territories/territory.html", status=status, form=form, territory=territory, kinds=KINDS
    )
