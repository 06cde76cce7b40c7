"""The directory of schools: found, added, set right, looked at after a teacher typed one."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.accounts.models import User
from app.applications import school_merging, work_queries
from app.documents import sheets
from app.errors import NotYours
from app.i18n import gettext, pick
from app.places import directory, importing, queries
from app.places.directory import Facts
from app.places.forms import SchoolForm
from app.places.models import School
from app.places.queries import PAGE, Filters
from app.web.contests import places_desk
from app.web.contests.places_desk import Keeper
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
SchoolSaid = Annotated[Form[SchoolForm], Depends(submitted(SchoolForm))]


class Asked(BaseModel):
    """The address's query; what is not understood is as if it had not been said."""

    q: str = ""
    territory: str = ""
    rural: str = ""
    checked: str = ""
    page: str = ""


@router.get("/office/schools", name="office.schools")
def index(_: Keeper, page: PageDep, session: SessionDep, asked: Annotated[Asked, Query()]) -> Response:
    filters, territories = _filters(session, asked), queries.territories(session)
    found, total = queries.directory(session, filters), queries.total(session, filters)
    query = {name: value for name, value in asked.model_dump().items() if value and name != "page"}
    return places_desk.show(
        page, "office/schools/index.html", schools=found, total=total, filters=filters, asked=asked, per_page=PAGE,
        works=school_merging.works_at(session, [one.id for one in found]), query=urlencode(query),
        options=[(one.code, pick(one.name)) for one in territories],
        names={one.id: pick(one.name) for one in territories},
        unchecked=queries.total(session, Filters(checked=False)), every=queries.total(session, Filters()),
        rural=queries.total(session, Filters(rural=True)),
    )  # fmt: skip


def _filters(session: SessionDep, asked: Asked) -> Filters:
    territory = work_queries.territory(session, asked.territory)
    return Filters(
        words=asked.q[:200], territory_id=territory.id if territory else None,
        rural={"yes": True, "no": False}.get(asked.rural), checked={"yes": True, "no": False}.get(asked.checked),
        page=max(1, int(asked.page)) if asked.page.isdecimal() and len(asked.page) < 6 else 1,
    )  # fmt: skip


@router.get("/office/schools.xlsx", name="office.schools.export")
def export(_: Keeper, page: PageDep, session: SessionDep, asked: Annotated[Asked, Query()]) -> Response:
    """The directory in the columns that an import reads: mended in Excel, it can come back."""
    names = {one.id: one.name for one in queries.territories(session)}
    rows = [_row(school, pick(names[school.territory_id])) for school in queries.standing(session)]
    return _table(page, rows, "baiqau-schools.xlsx")


@router.get("/office/schools/template.xlsx", name="office.schools.template")
def template(_: Keeper, page: PageDep, session: SessionDep) -> Response:
    """The headings, one made-up school, and a sheet with the districts as they have to be written."""
    first = queries.territories(session)[:1]
    example = ["", "№ 1 орта мектеп", "Средняя школа № 1", *(pick(one.name) for one in first), "Үлгі ауылы",
               "село Образцовое", gettext("yes"), gettext("Decree of the akimat, 2025")]  # fmt: skip
    return _table(page, [example] if first else [], "baiqau-schools-template.xlsx")


def _row(school: School, territory: str) -> list[str | int | None]:
    both = (school.name.get("kk"), school.name.get("ru"), territory)
    yes_or_no = gettext("yes") if school.is_rural else gettext("no")
    return [school.id, *both, school.settlement.get("kk"), school.settlement.get("ru"), yes_or_no,
            places_desk.source_of(school)]  # fmt: skip


def _table(page: Page, rows: list[Any], name: str) -> Response:
    heads = [words[0] for words in importing.COLUMNS.values()]
    territories = [(pick(one.name),) for one in queries.territories(page.session)]
    data = sheets.xlsx(
        sheets.Table(gettext("Schools"), heads, rows),
        sheets.Table(gettext("Districts and cities"), [importing.COLUMNS["territory"][0]], territories),
    )
    return page.file(data, sheets.XLSX, name)


@router.get("/office/schools/new", name="office.schools.new")
def new(_: Keeper, page: PageDep) -> Response:
    return _form(page, Form(), None)


@router.post("/office/schools/new", name="office.schools.create")
def create(form: SchoolSaid, keeper: Keeper, page: PageDep, session: SessionDep, now: Now) -> Response:
    facts = _facts(session, form, None)
    if facts is None:
        return _form(page, form, None)
    known = work_queries.same_school(session, facts.territory_id, directory.keys_of(facts.name, facts.settlement))
    if known is not None:
        page.say(gettext("This school is in the directory already."), "info")
        return page.see("office.schools.school", school_id=known.id)
    school = directory.add_school(
        session, territory_id=facts.territory_id, name=facts.name, settlement=facts.settlement,
        is_rural=facts.is_rural, source=facts.source, by=keeper.id, now=now,
    )  # fmt: skip
    page.say(gettext("The school is in the directory."))
    return page.see("office.schools.school", school_id=school.id)


def get_school(school_id: int, session: SessionDep, _: Keeper) -> School:
    """Raises NotYours when there is none."""
    school = session.get(School, school_id)
    if school is None:
        raise NotYours
    return school


OneSchool = Annotated[School, Depends(get_school, scope="function")]


@router.get("/office/schools/{school_id:int}", name="office.schools.school")
def show(school: OneSchool, page: PageDep, session: SessionDep, q: str = "") -> Response:
    territory = next(one for one in queries.territories(session) if one.id == school.territory_id)
    source = "" if school.rural_source in places_desk.SOURCES else school.rural_source
    form: Form[SchoolForm] = Form({
        "name_kk": school.name.get("kk", ""), "name_ru": school.name.get("ru", ""), "territory": territory.code,
        "settlement_kk": school.settlement.get("kk", ""), "settlement_ru": school.settlement.get("ru", ""),
        "rural": "yes" if school.is_rural else "no", "source": source,
    })  # fmt: skip
    return _form(page, form, school, q=q[:100])


@router.post("/office/schools/{school_id:int}", name="office.schools.save")
def save(form: SchoolSaid, school: OneSchool, keeper: Keeper, page: PageDep, session: SessionDep,
         now: Now) -> Response:  # fmt: skip
    facts = _facts(session, form, school)
    if facts is None:
        return _form(page, form, school)
    school_merging.change(session, school, facts, by=keeper.id, now=now)
    page.say(gettext("Saved."))
    return page.see("office.schools.school", school_id=school.id)


@router.post("/office/schools/{school_id:int}/check", name="office.schools.check")
def check(school: OneSchool, keeper: Keeper, page: PageDep, session: SessionDep, now: Now) -> Response:
    directory.mark_checked(session, school, by=keeper.id, now=now)
    page.say(gettext("%(name)s: marked as checked.") % {"name": pick(school.name)})
    return page.see("office.schools", query={"checked": "no"})


def _facts(session: SessionDep, form: Form[SchoolForm], school: School | None) -> Facts | None:
    """What the form says, or None when it is wrong. Without words, an unchanged fact keeps its source."""
    said = form.fields
    if said is None:
        return None
    territory = work_queries.territory(session, said.territory)
    if territory is None:
        form.refuse("territory", "choice")
    is_rural = said.rural == "yes"
    keeps = school is not None and school.is_rural is is_rural and school.rural_source in places_desk.SOURCES
    source = said.source or (school.rural_source if school and keeps else "")
    if not source:
        form.refuse("source", "say")
    if territory is None or not source:
        return None
    name, settlement = (
        {"kk": kk, "ru": ru} for kk, ru in ((said.name_kk, said.name_ru), (said.settlement_kk, said.settlement_ru))
    )
    return Facts(territory.id or 0, name, settlement, is_rural, source)


def _form(page: Page, form: Form[SchoolForm], school: School | None, q: str = "") -> Response:
    session, status = page.session, 422 if form.errors else 200
    territories = [(one.code, pick(one.name)) for one in queries.territories(session)]
    if school is None:
        return places_desk.show(page, "office/schools/new.html", status=status, form=form, territories=territories)
    found = [one for one in queries.find_schools(session, q) if one.id != school.id] if q.strip() else []
    return places_desk.show(
        page, "office/schools/school.html", status=status, form=form, territories=territories, school=school, q=q,
        found=found, aliases=queries.aliases(session, school.id), follows=school_merging.follows(session, school),
        into=session.get(School, school.merged_into_id) if school.merged_into_id else None,
        said_by=session.get(User, school.rural_by) if school.rural_by else None,
    )  # fmt: skip
