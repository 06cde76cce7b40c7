"""Results are corrected after the protocol is signed: one organiser says what and why, another agrees."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.awards import corrections, rules
from app.awards.correction_forms import CorrectionForm
from app.contests import rules as contests
from app.errors import NotYours
from app.grants import opening
from app.i18n import gettext, ngettext
from app.web import contract_letters, correction_letters, correction_page
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, Typed, submitted
from app.web.page import PageDep

router = APIRouter()
PATH = "/office/{slug}/corrections"


@router.get(PATH, name="office.corrections")
def show(desk: DeskDep, page: PageDep) -> Response:
    _require(desk)
    return correction_page.show(page, desk)


@router.post(PATH, name="office.corrections.propose")
def propose(
    form: Annotated[Form[CorrectionForm], Depends(submitted(CorrectionForm))], typed: Typed, desk: DeskDep,
    page: PageDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    _require(desk)
    if form.errors:
        return correction_page.show(page, desk, form, status=422)
    said, by = form.valid, desk.viewer.user
    was = said.was if "was" in typed else None
    made = corrections.propose(session, desk.contest, said.awarded, said.note, was=was, by=by, now=now)
    correction_letters.proposed(page, made, desk.contest, by=by, now=now)
    page.say(gettext("Written down. It holds once another organiser agrees."))
    return page.see("office.corrections", slug=desk.contest.slug)


@router.post(PATH + "/{correction_id:int}/agreement", name="office.corrections.agree")
def agree(correction_id: int, desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    _require(desk)
    contest, by = desk.contest, desk.viewer.user
    correction = corrections.agree(session, contest, correction_id, by=by, now=now)
    if correction is None:
        raise NotYours
    written = 0
    if rules.is_out(contest):
        written = correction_letters.applied(page, correction, contest, now=now)
        opening.open_grants(session, contest, by=by, now=now)
        contract_letters.ask_winners(page, contest, now=now)
    told = ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", written) % {"num": written}
    page.say(gettext("The results are corrected.") + (f" {told}" if written else ""))
    return page.see("office.corrections", slug=contest.slug)


@router.post(PATH + "/{correction_id:int}/refusal", name="office.corrections.refuse")
def refuse(correction_id: int, desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    _require(desk)
    if corrections.refuse(session, desk.contest, correction_id, by=desk.viewer.user, now=now) is None:
        raise NotYours
    page.say(gettext("The correction is dropped: the results stay as they were."))
    return page.see("office.corrections", slug=desk.contest.slug)


def _require(desk: Desk) -> None:
    desk.require(rules.may_change_published, visible_to=contests.may_propose)
