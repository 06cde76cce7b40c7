"""What follows the decision: who waits for what, contracts, payments."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.contests import rules
from app.contests.models import ContestKind
from app.errors import NotYours, RuleBroken
from app.grants import contracts, details, many, papers, payments, queries
from app.grants.forms import NewContract, PaymentForm, Signing
from app.grants.papers import Looked
from app.grants.tracker import Show
from app.i18n import gettext, money
from app.identifiers import group_iban
from app.routers.office.answers import back, beside
from app.web import uploading
from app.web.current import HouseDep, Now, SessionDep
from app.web.desk import DeskDep
from app.web.forms import Form, Uploads, bind, submitted
from app.web.grants import grant_desk, grant_letters, grant_papers
from app.web.grants.grant_access import ContractMaker, Held, OfficeGrant, OfficeGrantToChange, Signer, at_desk
from app.web.page import Page, PageDep

router = APIRouter()
PAYMENT = {
    "order-noted": "order_number", "payment-over": "amount", "fund-over": "amount", "paid-before-signing": "paid_on",
    "date-ahead": "paid_on", "withheld-over": "amount",
}  # fmt: skip
"""Reason → the field that it speaks of."""
PATH = "/office/{slug}/grants/{grant_id:int}"
BODY = papers.LARGEST + 1_000_000
"""Bytes of a request with a scan and the form around it."""


@router.get("/office/{slug}/grants", name="office.grants")
def index(desk: DeskDep, page: PageDep, now: Now, show: str = Show.ALL.value) -> Response:
    desk.require_sight(rules.may_see_grants)
    if desk.contest.kind is ContestKind.DRAWING:
        raise NotYours
    return grant_desk.index(page, desk, now, Show(show) if show in list(Show) else Show.ALL)


@router.get(PATH, name="office.grant")
def one(held: OfficeGrant, page: PageDep, now: Now) -> Response:
    return grant_desk.one(page, held, now)


@router.post(f"{PATH}/contract", name="office.grant.contract")
def contract(held: ContractMaker, form: Annotated[Form[NewContract], Depends(submitted(NewContract))], page: PageDep,
             session: SessionDep, house: HouseDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return grant_desk.one(page, held, now, status=422, making=form)
    try:
        made = many.make(session, held.grant, form.valid.dated, by=held.viewer.user, now=now)
    except RuleBroken as broken:
        beside(form, broken, {"date-ahead": "dated", "contract-before-protocol": "dated"})
        return grant_desk.one(page, held, now, status=422, making=form)
    page.say(gettext("Contract № %(number)s is made.") % {"number": made.number})
    return back(page, held, "contract")


@router.post(f"{PATH}/sending", name="office.grant.sending")
def sending(held: OfficeGrantToChange, page: PageDep, session: SessionDep, house: HouseDep, now: Now) -> Response:
    held.desk.require(rules.may_make_contracts)
    contracts.require(session, held.grant)
    files = grant_papers.frozen(session, house, held.place)
    sent = contracts.send(session, held.grant, files, by=held.viewer.user, now=now)
    grant_letters.contract_sent(page, held.place, sent, now=now)
    page.say(gettext("The winner has a letter with a link to the contract."))
    return back(page, held, "contract")


@router.post(f"{PATH}/signing", name="office.grant.signing", max_body_size=BODY)
def signing(slug: str, grant_id: int, signer: Signer, files: Uploads, request: Request, house: HouseDep,
            session: SessionDep, now: Now) -> Response:  # fmt: skip
    form: Form[Signing] = bind(Signing, request.state.typed)
    looked = uploading.looked_through(house, signer.viewer, files, form, "scan", papers.scan)
    page = Page(request, house, session, signer.viewer)
    held = at_desk(session, signer.viewer, slug, grant_id)
    if form.errors or looked is None:
        return _unsigned(page, held, now, form, looked)
    contracts.require(session, held.grant)
    made, scan = (
        grant_papers.frozen(session, house, held.place),
        contracts.Scan(looked.paper.sha256, looked.paper.media_type),
    )
    by = signer.viewer.user
    try:
        contracts.sign(session, held.grant, made, scan, signed_on=form.valid.signed_on, by=by, now=now)
    except RuleBroken as broken:
        beside(form, broken, {"date-ahead": "signed_on", "signed-before-dated": "signed_on"})
        return _unsigned(page, held, now, form, looked)
    looked.keep(house.shelf)
    payments.plan_parts(session, held.grant, by=by, now=now)
    page.say(gettext("The signing is noted. The details can no longer be changed."))
    return back(page, held, "payment")


def _unsigned(page: Page, held: Held, now: Now, form: Form[Signing], looked: Looked | None) -> Response:
    uploading.left_behind(page, held.viewer, form, "scan", looked)
    return grant_desk.one(page, held, now, status=422, fragment="office/grants/_signing.html", signing=form)


@router.post(f"{PATH}/payments", name="office.grant.payment")
def payment(held: OfficeGrantToChange, form: Annotated[Form[PaymentForm], Depends(submitted(PaymentForm))],
            page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    held.desk.require(rules.may_pay)
    contracts.require_in_force(session, held.grant)
    if form.errors:
        return grant_desk.one(page, held, now, status=422, paying=form)
    try:
        paid = payments.pay(session, held.grant, **form.valid.model_dump(), by=held.viewer.user, now=now)
    except RuleBroken as broken:
        beside(form, broken, PAYMENT)
        return grant_desk.one(page, held, now, status=422, paying=form)
    grant_letters.paid(page, held.place, paid, queries.report(session, held.grant.id), now=now)
    page.say(gettext("Payment noted: %(sum)s.") % {"sum": money(paid.amount)})
    return back(page, held, "payment")


@router.post(f"{PATH}/secrets", name="office.grant.secrets")
def secrets(held: OfficeGrant, page: PageDep, session: SessionDep, house: HouseDep, now: Now) -> Response:
    """Identifier and account in full: each look is an entry of the journal."""
    held.desk.require_sight(rules.may_see_secrets)
    found = details.reveal(session, house.keys, held.grant, by=held.viewer.user, now=now)
    stored = queries.details(session, held.grant.id)
    return page(
        "office/grants/secrets.html", fragment="grants/_values.html", desk=held.desk, place=held.place,
        identifier=found.identifier, account=group_iban(found.account), document=found.document,
        is_organisation=stored is not None and stored.is_organisation,
    )  # fmt: skip
