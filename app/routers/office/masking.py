"""Names that experts could read in works: which works wait, and covering what tells whose a work is."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.applications import queries
from app.applications.models import Application, Status
from app.contests import rules
from app.errors import NotYours
from app.i18n import gettext
from app.jury import blind, exposures, masking
from app.jury.forms import CoveredAreas, CoveredWords
from app.jury.words import PROSE
from app.web import downloads
from app.web.contests import question_words
from app.web.current import HouseDep, Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.jury import exposure_letters
from app.web.page import Page, PageDep

router = APIRouter()
ONE = "/office/{slug}/masking/{application_id:int}"
AreasDep = Annotated[Form[CoveredAreas], Depends(submitted(CoveredAreas))]
WordsDep = Annotated[Form[CoveredWords], Depends(submitted(CoveredWords))]
BLANK_ROWS = 2
"""Offered behind the rectangles that are there: without a script one writes into them."""


class OwnWork:
    """An admitted work of the contest, for those who may cover something in it. The chair, who is blind, is refused."""

    def __init__(self, desk: DeskDep, application_id: int, session: SessionDep) -> None:
        self.desk = _office(desk)
        self.application = self._application(queries.get(session, application_id))

    def _application(self, found: Application | None) -> Application:
        if found is None or found.contest_id != self.desk.contest_id or found.status is not Status.ADMITTED:
            raise NotYours
        return found


def _office(desk: Desk) -> Desk:
    desk.require(rules.may_admit, visible_to=rules.may_run_jury)
    return desk


WorkDep = Annotated[OwnWork, Depends(OwnWork, scope="function")]


@router.get("/office/{slug}/masking", name="office.masking")
def index(desk: DeskDep, session: SessionDep, page: PageDep) -> Response:
    return page("office/masking/index.html", desk=_office(desk), cases=exposures.cases(session, desk.contest_id))


@router.get(ONE, name="office.masking.work")
def show(work: WorkDep, page: PageDep) -> Response:
    return _show(page, work)


def _show(page: Page, work: OwnWork, *, areas: Form[Any] | None = None, rendition_id: int = 0,
          words: Form[Any] | None = None) -> Response:  # fmt: skip
    """`areas`: as typed for the picture `rendition_id`."""
    session, application = page.session, work.application
    mask = masking.text_mask(session, application.id)
    shown = masking.shown_pictures(session, application)
    forms = {one.rendition.id: areas if one.rendition.id == rendition_id else _filled(one) for one in shown}
    wrong = areas or words
    case = next((one for one in exposures.cases(session, work.desk.contest_id)
                 if one.application.id == application.id), None)  # fmt: skip
    return page(
        "office/masking/work.html", status=422 if wrong else 200, desk=work.desk, application=application, case=case,
        shown=shown, forms=forms, words=words or Form({"words": "\n".join(mask.words if mask else [])}),
        wrong=wrong, blank=BLANK_ROWS, reading=blind.work(session, application.id or 0),
        prose_words={name: gettext(said) for name, said in PROSE.items()}, answer=question_words.answer,
    )  # fmt: skip


def _filled(one: masking.Shown) -> Form[Any]:
    areas = one.mask.areas if one.mask else []
    names = ("left", "top", "width", "height")
    return Form({
        f"areas-{index}-{name}": f"{value / 10:g}"
        for index, area in enumerate(areas) for name, value in zip(names, area, strict=True)
    })  # fmt: skip


@router.post(ONE + "/pictures/{rendition_id:int}", name="office.masking.picture")
def cover_picture(
    work: WorkDep, rendition_id: int, form: AreasDep, session: SessionDep, house: HouseDep, now: Now, page: PageDep
) -> Response:  # fmt: skip
    shown = _shown(work, rendition_id, session)
    if form.errors:
        return _show(page, work, areas=form, rendition_id=rendition_id)
    areas = [one.thousandths for one in form.valid.areas]
    drawn = [area for area in areas if area[2] and area[3]]
    by = work.desk.viewer.id
    masking.cover_picture(session, house.shelf, work.application, shown.rendition, drawn, by=by, now=now)
    page.say(gettext("Covered. This is what the commission sees now.") if drawn else gettext("Nothing is covered."))
    return _again(page, work, anchor=f"picture-{rendition_id}")


@router.get(ONE + "/pictures/{rendition_id:int}", name="office.masking.covered")
def covered(work: WorkDep, rendition_id: int, session: SessionDep, house: HouseDep, bare: str = "") -> Response:
    """The picture as the commission sees it; `bare`: as it came, to draw on."""
    shown = _shown(work, rendition_id, session)
    covering = None if bare == "yes" else shown.mask
    return downloads.clean(house.shelf, (covering or shown.rendition).sha256)


def _shown(work: OwnWork, rendition_id: int, session: SessionDep) -> masking.Shown:
    found = [one for one in masking.shown_pictures(session, work.application) if one.rendition.id == rendition_id]
    if not found:
        raise NotYours
    return found[0]


@router.post(ONE + "/words", name="office.masking.words")
def cover_words(work: WorkDep, form: WordsDep, session: SessionDep, now: Now, page: PageDep) -> Response:
    if form.errors:
        return _show(page, work, words=form)
    masking.cover_words(session, work.application, form.valid.words, by=work.desk.viewer.id, now=now)
    page.say(gettext("Saved. This is what the commission reads now."))
    return _again(page, work, anchor="reading")


@router.post(ONE + "/settlement", name="office.masking.settle")
def settle(work: WorkDep, session: SessionDep, now: Now, page: PageDep) -> Response:
    """The work goes back to those who are without it."""
    found = exposures.settle(session, work.application, by=work.desk.viewer.id, now=now)
    exposure_letters.settled(page, session, work.application, work.desk.contest, found, now=now)
    page.say(gettext("The work %(code)s is given back.") % {"code": work.application.code})
    return page.see("office.masking", slug=work.desk.contest.slug)


def _again(page: Page, work: OwnWork, anchor: str) -> Response:
    slug, id_ = work.desk.contest.slug, work.application.id
    return page.see("office.masking.work", slug=slug, application_id=id_, anchor=anchor)
