"""Signed pages that a winner sent: taken as the winner's signature, or sent back with a remark."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.errors import RuleBroken
from app.grants import contracts, copies, payments
from app.grants.contract_forms import CopyBack, CopyTaking
from app.grants.copy_models import Copied
from app.i18n import gettext
from app.routers.office.answers import back, beside
from app.routers.signed_pages import DAY
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.grants import copy_letters, grant_desk
from app.web.grants.contract_access import ContractHand
from app.web.page import PageDep

router = APIRouter()
PATH = "/office/{slug}/grants/{grant_id:int}/copy/{paper}"


@router.post(f"{PATH}/taking", name="office.grant.copy.take")
def take(paper: Copied, held: ContractHand, form: Annotated[Form[CopyTaking], Depends(submitted(CopyTaking))],
         page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return grant_desk.one(page, held, now, status=422, copy_taking=form)
    contracts.lock(session, held.grant)
    by, is_last = held.viewer.user, copies.signs_for_both(session, held.grant, paper)
    if is_last:
        payments.require_parts(session, held.grant)
    try:
        copy = copies.take(
            session, held.grant, paper, seen=form.valid.seen, signed_on=form.valid.copy_signed_on, by=by, now=now
        )
    except RuleBroken as broken:
        beside(form, broken, DAY)
        return grant_desk.one(page, held, now, status=422, copy_taking=form)
    if is_last:
        payments.plan_parts(session, held.grant, by=by, now=now)
    copy_letters.taken(page, held.place, copy, now=now)
    if is_last:
        page.say(gettext("The contract is signed by both. The winner has a letter."))
        return back(page, held, "payment")
    page.say(gettext("The winner's signature is noted. The winner has a letter."))
    return back(page, held, "act" if paper is Copied.ACT else "contract")


@router.post(f"{PATH}/return", name="office.grant.copy.return")
def send_back(paper: Copied, held: ContractHand, form: Annotated[Form[CopyBack], Depends(submitted(CopyBack))],
              page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return grant_desk.one(page, held, now, status=422, copy_returning=form)
    said, by = form.valid, held.viewer.user
    copy = copies.send_back(session, held.grant, paper, said.copy_remark, seen=said.seen, by=by, now=now)
    copy_letters.returned(page, held.place, copy, now=now)
    page.say(gettext("The pages are sent back. The winner has a letter."))
    return back(page, held, "act" if paper is Copied.ACT else "contract")
