"""The winner's answer as the office sees it: more time, silence taken as a refusal, the paper beside the protocol."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from app.documents import addendum, addendum_docx, fonts
from app.documents.addendum_text import Addendum
from app.errors import NotYours, RuleBroken
from app.grants import amendment_papers, answers, contract_queries
from app.grants.contract_forms import Ending, Extension, Lapse
from app.i18n import gettext
from app.web import refusals
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, submitted
from app.web.grants import contract_letters, grant_desk, grant_papers
from app.web.grants.contract_access import Changer
from app.web.grants.grant_access import Held, OfficeGrant
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/grants/{grant_id:int}/answer"


@router.post(f"{PATH}/extension", name="office.answer.extension")
def extension(held: Changer, form: Annotated[Form[Extension], Depends(submitted(Extension))], page: PageDep,
              session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return grant_desk.one(page, held, now, status=422, extending=form)
    try:
        answer = answers.extend(session, held.grant, form.valid.answer_until, by=held.viewer.user, now=now)
    except RuleBroken as broken:
        beside(form, broken, {"answer-day-past": "answer_until"})
        return grant_desk.one(page, held, now, status=422, extending=form)
    contract_letters.extended(page, held.place, answer, now=now)
    page.say(gettext("There is more time. The winner has a letter."))
    return back(page, held, "answer")


@router.post(f"{PATH}/lapse", name="office.answer.lapse")
def lapse(held: Changer, form: Annotated[Form[Lapse], Depends(submitted(Lapse))], page: PageDep,
          session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return grant_desk.one(page, held, now, status=422, lapsing=form)
    answer = answers.lapse(session, held.grant, form.valid.lapse_reason, by=held.viewer.user, now=now)
    contract_letters.lapsed(page, held.place, answer, now=now)
    contract_letters.given_up(page, held.place, answer, now=now)
    page.say(gettext("The grant is passed on. Everybody concerned has a letter."))
    return back(page, held, "answer")


@router.post(f"{PATH}/end", name="office.answer.end")
def end(held: Changer, form: Annotated[Form[Ending], Depends(submitted(Ending))], page: PageDep,
        session: SessionDep, house: HouseDep, now: Now) -> Response:  # fmt: skip
    """Of a grant whose award a correction took back."""
    if form.errors:
        return grant_desk.one(page, held, now, status=422, ending=form)
    grant_papers.let_go(session, house, held.place)
    answer = answers.end(session, held.grant, form.valid.ending_reason, by=held.viewer.user, now=now)
    contract_letters.ended(page, held.place, answer, now=now)
    page.say(gettext("The grant is ended. What was asked of the winner for the contract is erased."))
    return back(page, held, "answer")


@router.get(f"{PATH}/addendum", name="office.answer.addendum")
def addendum_pdf(held: OfficeGrant, page: PageDep, session: SessionDep, house: HouseDep) -> Response:
    fonts.prepare(house.settings.font_cache)
    facts = _addendum(session, held)
    return page.file(addendum.draw(facts), "application/pdf", gettext("addendum") + ".pdf", inline=_inline(page))


@router.get(f"{PATH}/addendum/word", name="office.answer.addendum_docx")
def addendum_word(held: OfficeGrant, page: PageDep, session: SessionDep) -> Response:
    return page.file(addendum_docx.draw(_addendum(session, held)), grant_papers.DOCX, gettext("addendum") + ".docx")


def _addendum(session: SessionDep, held: Held) -> Addendum:
    answer = contract_queries.answer(session, held.grant.id)
    if answer is None or answer.status not in contract_queries.PASSED_ON:
        raise NotYours
    return amendment_papers.addendum(session, held.place, answer)


def _inline(page: Page) -> bool:
    return "inline" in page.request.query_params


def beside(form: Form[Any], broken: RuleBroken, fields: dict[str, str]) -> None:
    """A refusal that one field caused stands beside it; any other goes up."""
    if broken.reason not in fields:
        raise broken
    form.errors[fields[broken.reason]] = refusals.sentence(broken)


def back(page: Page, held: Held, anchor: str) -> Response:
    return page.see("office.grant", anchor=anchor, slug=held.place.contest.slug, grant_id=held.grant.id)
