"""The accountant's work: payments planned, ordered, confirmed, given back by the bank; what winners return; the
register of all of them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from app import journal
from app.accounts.models import User
from app.contests.models import ContestKind
from app.documents.sheets import XLSX
from app.errors import NotYours, RuleBroken
from app.grants import contract_queries, contract_words, contracts, payments, queries, terms
from app.grants.contract_forms import Bounced, CancelledReturn, OrderForm, PaidOn, Plan, ReturnForm
from app.grants.models import Payment, PaymentStatus
from app.grants.money_models import MoneyReturn
from app.i18n import gettext, local, money
from app.routers.office.answers import back, beside
from app.web.current import HouseDep, Now, SessionDep
from app.web.desk import Desk
from app.web.forms import Form, submitted
from app.web.grants import grant_desk, grant_letters, payment_register
from app.web.grants.contract_access import MoneyDesk, Payer
from app.web.grants.grant_access import Held
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/grants/{grant_id:int}"
REGISTER = "/office/{slug}/payments"


@router.get(REGISTER, name="office.payments")
def register(desk: MoneyDesk, page: PageDep, session: SessionDep) -> Response:
    _require_grants(desk)
    rows = contract_queries.register(session, desk.contest_id)
    standing = [row for row in rows if row.payment.status is not PaymentStatus.RETURNED]
    return page(
        "office/payments/index.html", desk=desk, rows=rows, payment_words=contract_words.PAYMENT,
        fund=payments.fund(desk.contest), bound=sum(row.payment.amount for row in standing),
        paid=sum(row.payment.amount for row in rows if row.payment.status is PaymentStatus.PAID),
        net=sum(row.payment.net for row in rows if row.payment.status is PaymentStatus.PAID),
        returned=sum(one.amount for found in contract_queries.returns_in(session, desk.contest_id).values()
                     for one in found if one.cancelled_at is None),
    )  # fmt: skip


@router.get(REGISTER + ".xlsx", name="office.payments.xlsx")
def masked(desk: MoneyDesk, page: PageDep, session: SessionDep, now: Now) -> Response:
    _require_grants(desk)
    book = payment_register.workbook(session, desk.contest, local(now).date())
    return page.file(book, XLSX, gettext("payments") + ".xlsx")


@router.post(REGISTER + "/full", name="office.payments.full")
def full(desk: MoneyDesk, page: PageDep, session: SessionDep, house: HouseDep, now: Now) -> Response:
    """With identifiers and accounts in full: that somebody took it is an entry of the journal."""
    _require_grants(desk)
    journal.write(session, "payments.exported", of=("contest", desk.contest_id), by=desk.viewer.id, now=now,
                  contest_id=desk.contest_id)  # fmt: skip
    book = payment_register.workbook(session, desk.contest, local(now).date(), house.keys)
    return page.file(book, XLSX, gettext("payments") + ".xlsx")


def _require_grants(desk: Desk) -> None:
    if desk.contest.kind is ContestKind.DRAWING:
        raise NotYours


@router.post(f"{PATH}/payments/plan", name="office.payments.plan")
def plan(held: Payer, form: Annotated[Form[Plan], Depends(submitted(Plan))], page: PageDep, session: SessionDep,
         now: Now) -> Response:  # fmt: skip
    contracts.require_in_force(session, held.grant)
    if form.errors:
        return grant_desk.one(page, held, now, status=422, planning=form)
    try:
        payments.plan(session, held.grant, form.valid.plan_amount, by=held.viewer.user, now=now)
    except RuleBroken as broken:
        beside(form, broken, {"payment-over": "plan_amount", "fund-over": "plan_amount"})
        return grant_desk.one(page, held, now, status=422, planning=form)
    page.say(gettext("The payment is planned."))
    return back(page, held, "payment")


@router.post(PATH + "/payments/{payment_id:int}/order", name="office.payments.order")
def order(held: Payer, payment_id: int, form: Annotated[Form[OrderForm], Depends(submitted(OrderForm))],
          page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    row = _row(session, held, payment_id)
    if form.errors:
        return _one(page, held, row, now, ordering=form)
    said, by = form.valid, held.viewer.user
    try:
        payments.order(session, held.grant, row, said.order_number, said.ordered_on, by=by, now=now)
    except RuleBroken as broken:
        fields = {"order-noted": "order_number", "paid-before-signing": "ordered_on", "date-ahead": "ordered_on"}
        beside(form, broken, fields)
        return _one(page, held, row, now, ordering=form)
    page.say(gettext("The payment order is noted: %(sum)s to the account.") % {"sum": money(row.net)})
    return back(page, held, "payment")


@router.post(PATH + "/payments/{payment_id:int}/confirmation", name="office.payments.confirmation")
def confirmation(held: Payer, payment_id: int, form: Annotated[Form[PaidOn], Depends(submitted(PaidOn))],
                 page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    row = _row(session, held, payment_id)
    if form.errors:
        return _one(page, held, row, now, confirming=form)
    try:
        payments.confirm(session, held.grant, row, form.valid.paid_on, by=held.viewer.user, now=now)
    except RuleBroken as broken:
        beside(form, broken, {"date-ahead": "paid_on", "paid-before-order": "paid_on"})
        return _one(page, held, row, now, confirming=form)
    grant_letters.paid(page, held.place, row, queries.report(session, held.grant.id), now=now)
    page.say(gettext("The payment is confirmed. The winner has a letter."))
    return back(page, held, "payment")


@router.post(PATH + "/payments/{payment_id:int}/bounce", name="office.payments.bounce")
def bounce(held: Payer, payment_id: int, form: Annotated[Form[Bounced], Depends(submitted(Bounced))],
           page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    row = _row(session, held, payment_id)
    if form.errors:
        return _one(page, held, row, now, bouncing=form)
    try:
        payments.bounce(session, held.grant, row, form.valid.returned_on, by=held.viewer.user, now=now)
    except RuleBroken as broken:
        beside(form, broken, {"date-ahead": "returned_on", "paid-before-order": "returned_on"})
        return _one(page, held, row, now, bouncing=form)
    page.say(gettext("Noted: the bank gave the money back. It can be paid by another order."))
    return back(page, held, "payment")


@router.post(PATH + "/payments/{payment_id:int}/removal", name="office.payments.drop")
def drop(held: Payer, payment_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    payments.drop(session, held.grant, _row(session, held, payment_id), by=held.viewer.user, now=now)
    page.say(gettext("The plan is taken off."))
    return back(page, held, "payment")


@router.post(f"{PATH}/returns", name="office.payments.back")
def returned(held: Payer, form: Annotated[Form[ReturnForm], Depends(submitted(ReturnForm))], page: PageDep,
             session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return grant_desk.one(page, held, now, status=422, giving_back=form)
    said = form.valid
    try:
        payments.note_return(
            session, held.grant, amount=said.back_amount, order_number=said.back_order, returned_on=said.back_on,
            by=held.viewer.user, now=now,
        )  # fmt: skip
    except RuleBroken as broken:
        beside(form, broken, {"return-over": "back_amount", "order-noted": "back_order", "date-ahead": "back_on",
                              "return-before-payment": "back_on"})  # fmt: skip
        return grant_desk.one(page, held, now, status=422, giving_back=form)
    page.say(gettext("Returned money noted: %(sum)s.") % {"sum": money(said.back_amount)})
    return back(page, held, "payment")


@router.get(PATH + "/returns/{return_id:int}", name="office.payments.note")
def note(held: Payer, return_id: int, page: PageDep, session: SessionDep) -> Response:
    return _noted(page, held, _note(session, held, return_id))


@router.post(PATH + "/returns/{return_id:int}/cancellation", name="office.payments.cancellation")
def cancellation(held: Payer, return_id: int, page: PageDep, session: SessionDep, now: Now,
                 form: Annotated[Form[CancelledReturn], Depends(submitted(CancelledReturn))]) -> Response:  # fmt: skip
    row = _note(session, held, return_id)
    if form.errors:
        return _noted(page, held, row, form)
    payments.cancel_return(session, held.grant, row, form.valid.cancel_reason, by=held.viewer.user, now=now)
    page.say(gettext("The note of %(sum)s is cancelled: it counts no more.") % {"sum": money(row.amount)})
    return back(page, held, "payment")


def _noted(page: Page, held: Held, row: MoneyReturn, form: Form[Any] | None = None) -> Response:
    return page(
        "office/payments/return.html", status=422 if form else 200, desk=held.desk, place=held.place, row=row,
        form=form, noted_by=page.session.get_one(User, row.noted_by),
        cancelled_by=page.session.get_one(User, row.cancelled_by) if row.cancelled_by else None,
    )  # fmt: skip


def _note(session: SessionDep, held: Held, return_id: int) -> MoneyReturn:
    row = contract_queries.return_note(session, held.grant.id, return_id)
    if row is None:
        raise NotYours
    return row


@router.get(PATH + "/payments/{payment_id:int}", name="office.payments.one")
def one(held: Payer, payment_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    return _one(page, held, _row(session, held, payment_id), now)


def _one(page: Page, held: Held, row: Payment, now: Now, **forms: Form[Any]) -> Response:
    """What may be done to one payment now. `forms`: ordering, confirming or bouncing, as it was typed."""
    kept: list[terms.Withheld] = []
    if row.status is PaymentStatus.PLANNED:
        details = queries.details(page.session, held.grant.id)
        is_organisation = details is not None and details.is_organisation
        day = local(now).date()
        kept = terms.kept_back(page.session, held.place.contest.id, row.amount, day, is_organisation=is_organisation)
    typed: dict[str, Any] = dict.fromkeys(("ordering", "confirming", "bouncing")) | forms
    return page(
        "office/payments/one.html", status=422 if forms else 200, desk=held.desk, place=held.place, payment=row,
        payment_words=contract_words.PAYMENT, kept=kept, today=local(now).date().isoformat(),
        **typed,
    )  # fmt: skip


def _row(session: SessionDep, held: Held, payment_id: int) -> Payment:
    row = contract_queries.payment(session, held.grant.id, payment_id)
    if row is None:
        raise NotYours
    return row
