"""Who outside the house gets the checkpoints of the journal by letter: the organiser names them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import rules, witnesses
from app.contests.witnesses import WitnessForm
from app.errors import NotYours
from app.i18n import gettext
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/journal/witnesses"


def get_witness_desk(desk: DeskDep) -> Desk:
    desk.require(rules.may_change_contest, visible_to=rules.may_read_journal)
    return desk


WitnessDesk = Annotated[Desk, Depends(get_witness_desk, scope="function")]


@router.get(PLACE, name="office.witnesses")
def show(desk: WitnessDesk, page: PageDep) -> Response:
    return _show(page, desk, Form())


@router.post(PLACE, name="office.witnesses.name")
def name(
    desk: WitnessDesk, form: Annotated[Form[WitnessForm], Depends(submitted(WitnessForm))], page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    if form.errors:
        return _show(page, desk, form)
    witnesses.name(session, desk.contest, form.valid, by=desk.viewer.id, now=now)
    page.say(gettext("From now on this address gets every checkpoint."))
    return page.see("office.witnesses", slug=desk.contest.slug)


@router.post(PLACE + "/{witness_id:int}/removal", name="office.witnesses.dismiss")
def dismiss(desk: WitnessDesk, witness_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    found = witnesses.one(session, desk.contest_id, witness_id) if witness_id < 2**31 else None
    if found is None:
        raise NotYours
    witnesses.dismiss(session, found, by=desk.viewer.id, now=now)
    page.say(gettext("This address gets no further checkpoints."))
    return page.see("office.witnesses", slug=desk.contest.slug)


def _show(page: Page, desk: Desk, form: Form[Any]) -> Response:
    return page(
        "office/journal/witnesses.html", status=422 if form.errors else 200, desk=desk, form=form,
        witnesses=witnesses.of_contest(page.session, desk.contest_id), most=witnesses.MOST,
    )  # fmt: skip
