"""Steps of a contract between its sending and its signing: one has signed, it is called back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.errors import RuleBroken
from app.grants import contracts
from app.grants.contract_forms import FirstSigning, Recall
from app.i18n import gettext
from app.routers.office.answers import back, beside
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, submitted
from app.web.grants import grant_desk, grant_papers
from app.web.grants.contract_access import ContractHand
from app.web.page import PageDep

router = APIRouter()
PATH = "/office/{slug}/grants/{grant_id:int}"


@router.post(f"{PATH}/signing/first", name="office.grant.first_signing")
def first_signing(held: ContractHand, form: Annotated[Form[FirstSigning], Depends(submitted(FirstSigning))],
                  page: PageDep, session: SessionDep, house: HouseDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return grant_desk.one(page, held, now, status=422, first_signing=form)
    contracts.require(session, held.grant)
    files, said, by = grant_papers.frozen(session, house, held.place), form.valid, held.viewer.user
    try:
        contracts.sign_first(
            session, held.grant, files, said.first_side, signed_on=said.first_signed_on, by=by, now=now
        )
    except RuleBroken as broken:
        beside(form, broken, {"date-ahead": "first_signed_on", "signed-before-dated": "first_signed_on"})
        return grant_desk.one(page, held, now, status=422, first_signing=form)
    page.say(gettext("Noted. The details can no longer be changed."))
    return back(page, held, "contract")


@router.post(f"{PATH}/recall", name="office.grant.recall")
def recall(held: ContractHand, form: Annotated[Form[Recall], Depends(submitted(Recall))], page: PageDep,
           session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return grant_desk.one(page, held, now, status=422, recalling=form)
    contracts.recall(session, held.grant, form.valid.recall_reason, by=held.viewer.user, now=now)
    page.say(gettext("The contract is a draft again. Correct what is wrong and send it anew."))
    return back(page, held, "contract")
