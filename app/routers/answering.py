"""The winner says whether they take the grant: one page, two buttons."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.grants import answers, contract_queries
from app.grants.contract_forms import Refusal
from app.i18n import gettext, local
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, submitted
from app.web.grants import contract_letters, grant_papers
from app.web.grants.grant_access import Held, OwnDetails
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/grants/{grant_id:int}/answer"


@router.get(PATH, name="grants.answer")
def show(held: OwnDetails, page: PageDep, now: Now) -> Response:
    return _show(page, held, now, Form())


@router.post(f"{PATH}/acceptance", name="grants.accept")
def accept(held: OwnDetails, page: PageDep, session: SessionDep, now: Now) -> Response:
    answers.accept(session, held.grant, by=held.viewer.user, now=now)
    page.say(gettext("The grant is yours. Next, the details for the contract."))
    return page.see("grants.details", grant_id=held.grant.id)


@router.post(f"{PATH}/refusal", name="grants.refuse")
def refuse(held: OwnDetails, form: Annotated[Form[Refusal], Depends(submitted(Refusal))], page: PageDep,
           session: SessionDep, house: HouseDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _show(page, held, now, form, status=422)
    grant_papers.let_go(session, house, held.place)
    answer = answers.refuse(session, held.grant, form.valid.reason, by=held.viewer.user, now=now)
    contract_letters.given_up(page, held.place, answer, now=now)
    page.say(gettext("You have refused the grant. Thank you for saying so."))
    return page.see("grants.show", grant_id=held.grant.id)


def _show(page: Page, held: Held, now: Now, form: Form[Refusal], *, status: int = 200) -> Response:
    answer = contract_queries.answer(page.session, held.grant.id)
    late = answer is not None and answers.is_late(answer, local(now).date())
    return page("grants/answer.html", status=status, place=held.place, answer=answer, is_late=late, form=form)
