"""Money that leaves: planned, ordered, paid; never more than the grant, nor all of them more than the fund."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.contests.models import Contest
from app.errors import RuleBroken
from app.grants import agreed, contract_queries, contract_words, contracts, opening, queries, terms
from app.grants.days import require_past
from app.grants.models import Grant, Payment, PaymentStatus
from app.grants.money_models import MoneyReturn

PLANNED, ORDERED, PAID = PaymentStatus.PLANNED, PaymentStatus.ORDERED, PaymentStatus.PAID
MOVES: dict[tuple[PaymentStatus, str], PaymentStatus | None] = {
    (PLANNED, "order"): ORDERED,
    (PLANNED, "drop"): None,
    (ORDERED, "confirm"): PAID,
    (ORDERED, "bounce"): PaymentStatus.RETURNED,
    (PAID, "bounce"): PaymentStatus.RETURNED,
}
"""(state, verb) → state (None: it is gone); whatever is not here is refused with ``not-now``."""
DONE = {"order": "payment.ordered", "drop": "payment.dropped", "confirm": "payment.confirmed",
        "bounce": "payment.bounced"}  # fmt: skip


def plan(session: Session, grant: Grant, amount: int, *, by: User, now: datetime) -> Payment:
    """Money that is to leave. Raises RuleBroken: ``contract-unsigned``, ``award-withdrawn``, ``payment-over``,
    ``fund-over``."""
    _begin(session, grant)
    _require_room(session, grant, amount)
    payment = Payment(grant_id=grant.id or 0, amount=amount, net=amount, noted_by=by.id or 0, noted_at=now)
    return _keep(session, grant, payment, "payment.planned", by=by, now=now)


def plan_parts(session: Session, grant: Grant, *, by: User, now: datetime) -> list[Payment]:
    """The payments that the contract foresees, where they are several. Raises as `plan`."""
    return [plan(session, grant, amount, by=by, now=now) for amount in _parts(session, grant)]


def require_parts(session: Session, grant: Grant) -> None:
    """They can be planned, before the signatures are noted. Raises RuleBroken ``payment-over``, ``fund-over``."""
    contracts.lock(session, grant)
    sums = _parts(session, grant)
    if sums:
        _require_room(session, grant, sum(sums))


def _parts(session: Session, grant: Grant) -> list[int]:
    return list(agreed.of(session, grant, queries.contract(session, grant.id)).parts)


def order(
    session: Session, grant: Grant, payment: Payment, number: str, ordered_on: date, *, by: User, now: datetime
) -> Payment:
    """Its payment order went to the bank: what is withheld follows from the rates of that day. Raises RuleBroken:
    ``not-now``, ``contract-unsigned``, ``order-noted``, ``paid-before-signing``, ``date-ahead``, ``withheld-over``."""
    _begin(session, grant)
    _require(payment, "order")
    _require_order(session, grant, number, ordered_on, now)
    _withhold(session, grant, payment, ordered_on)
    payment.order_number, payment.ordered_on = number, ordered_on
    return _move(session, grant, payment, "order", by=by, now=now)


def confirm(session: Session, grant: Grant, payment: Payment, paid_on: date, *, by: User, now: datetime) -> Payment:
    """It has left the account. Raises RuleBroken: ``not-now``, ``paid-before-order``, ``date-ahead``."""
    contracts.lock(session, grant)
    _require(payment, "confirm")
    if payment.ordered_on and paid_on < payment.ordered_on:
        raise RuleBroken("paid-before-order", ordered=payment.ordered_on)
    require_past(paid_on, now)
    payment.paid_on = paid_on
    return _move(session, grant, payment, "confirm", by=by, now=now)


def bounce(session: Session, grant: Grant, payment: Payment, returned_on: date, *, by: User, now: datetime) -> Payment:
    """The bank gave it back: its sum may be paid anew by another order. Raises RuleBroken: ``not-now``,
    ``paid-before-order``, ``date-ahead``, ``bounce-after-return`` where the winner would have returned more
    than came."""
    contracts.lock(session, grant)
    _require(payment, "bounce")
    _require_unreturned(session, grant, payment)
    left_on = payment.paid_on or payment.ordered_on
    if left_on and returned_on < left_on:
        raise RuleBroken("paid-before-order", ordered=left_on)
    require_past(returned_on, now)
    payment.returned_on = returned_on
    return _move(session, grant, payment, "bounce", by=by, now=now)


def drop(session: Session, grant: Grant, payment: Payment, *, by: User | None, now: datetime) -> None:
    """A plan that is none any more. Raises RuleBroken ``not-now``."""
    contracts.lock(session, grant)
    _require(payment, "drop")
    _note(session, DONE["drop"], payment, grant, by=by, now=now)
    session.delete(payment)
    session.flush()


def pay(
    session: Session, grant: Grant, *, amount: int, order_number: str, paid_on: date, by: User, now: datetime
) -> Payment:
    """Note in one step what was ordered and has left on one day. Raises RuleBroken as `plan` and `order`."""
    _begin(session, grant)
    _require_order(session, grant, order_number, paid_on, now)
    _require_room(session, grant, amount)
    payment = Payment(
        grant_id=grant.id or 0, amount=amount, status=PAID, order_number=order_number, ordered_on=paid_on,
        paid_on=paid_on, noted_by=by.id or 0, noted_at=now,
    )  # fmt: skip
    _withhold(session, grant, payment, paid_on)
    return _keep(session, grant, payment, "payment.noted", by=by, now=now)


def note_return(
    session: Session, grant: Grant, *, amount: int, order_number: str, returned_on: date, by: User, now: datetime
) -> MoneyReturn:
    """Unspent money came back from the winner. Raises RuleBroken: ``return-over``, ``order-noted``, ``date-ahead``,
    ``return-before-payment``."""
    contracts.lock(session, grant)
    present = contract_queries.returns(session, grant.id)
    most = queries.paid(session, grant.id) - sum(one.amount for one in present)
    if amount > most:
        raise RuleBroken("return-over", left=most)
    if any(one.order_number == order_number for one in present):
        raise RuleBroken("order-noted", number=order_number)
    require_past(returned_on, now)
    left_on = [one.paid_on for one in queries.payments(session, grant.id) if one.status is PAID and one.paid_on]
    if returned_on < min(left_on):
        raise RuleBroken("return-before-payment", paid=min(left_on))
    back = MoneyReturn(
        grant_id=grant.id or 0, amount=amount, order_number=order_number, returned_on=returned_on,
        noted_by=by.id or 0, noted_at=now,
    )  # fmt: skip
    session.add(back)
    session.flush()
    journal.write(
        session, "money.returned", of=("grant", grant.id), by=by.id, now=now, contest_id=grant.contest_id,
        amount=amount, order=order_number, returned_on=returned_on,
    )  # fmt: skip
    return back


def cancel_return(session: Session, grant: Grant, note: MoneyReturn, reason: str, *, by: User, now: datetime) -> None:
    """It was noted by mistake: it stays to be seen and counts no more. Raises RuleBroken ``return-cancelled``."""
    contracts.lock(session, grant)
    if note.cancelled_at is not None:
        raise RuleBroken("return-cancelled")
    note.cancelled_at, note.cancelled_by, note.cancel_reason = now, by.id, reason
    session.add(note)
    session.flush()
    journal.write(
        session, "money.return-cancelled", of=("grant", grant.id), by=by.id, now=now, contest_id=grant.contest_id,
        amount=note.amount, order=note.order_number, returned_on=note.returned_on, reason=reason,
    )  # fmt: skip


def left(session: Session, grant: Grant) -> int:
    """Tenge for which no payment is planned, ordered or made."""
    return grant.amount - contract_queries.bound(session, grant.id)


def fund(contest: Contest) -> int | None:
    """Tenge that the contest has for its grants; None where it sets no number of places."""
    return contest.places * contest.grant_amount if contest.places and contest.grant_amount else None


def _begin(session: Session, grant: Grant) -> None:
    contracts.lock(session, grant)
    contracts.require_in_force(session, grant)
    opening.require_award(session, grant)


def _require_room(session: Session, grant: Grant, amount: int) -> None:
    """Under the locks of the grant and of its contest, so that no two add up to more than there is."""
    most = left(session, grant)
    if amount > most:
        raise RuleBroken("payment-over", left=most)
    contest = session.get_one(Contest, grant.contest_id)
    session.refresh(contest, with_for_update=True)
    whole = fund(contest)
    if whole is not None and contract_queries.bound_in(session, contest.id) + amount > whole:
        raise RuleBroken("fund-over", fund=whole)


def _require_order(session: Session, grant: Grant, number: str, day: date, now: datetime) -> None:
    contract = contracts.require_in_force(session, grant)
    if any(payment.order_number == number for payment in queries.payments(session, grant.id)):
        raise RuleBroken("order-noted", number=number)
    if contract.signed_on and day < contract.signed_on:
        raise RuleBroken("paid-before-signing", signed=contract.signed_on)
    require_past(day, now)


def _withhold(session: Session, grant: Grant, payment: Payment, day: date) -> None:
    details = queries.details(session, grant.id)
    is_organisation = details is not None and details.is_organisation
    found = terms.kept_back(session, grant.contest_id, payment.amount, day, is_organisation=is_organisation)
    payment.withheld = [one.entry for one in found]
    payment.net = payment.amount - sum(one.amount for one in found)


def _require_unreturned(session: Session, grant: Grant, payment: Payment) -> None:
    back = contract_queries.returned(session, grant.id)
    rest = queries.paid(session, grant.id) - (payment.amount if payment.status is PAID else 0)
    if back > rest:
        raise RuleBroken("bounce-after-return", returned=back, rest=rest)


def _require(payment: Payment, verb: str) -> None:
    if (payment.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=contract_words.PAYMENT[payment.status])


def _move(session: Session, grant: Grant, payment: Payment, verb: str, *, by: User, now: datetime) -> Payment:
    status = MOVES[payment.status, verb]
    assert status is not None
    payment.status = status
    return _keep(session, grant, payment, DONE[verb], by=by, now=now)


def _keep(session: Session, grant: Grant, payment: Payment, action: str, *, by: User, now: datetime) -> Payment:
    session.add(payment)
    session.flush()
    _note(session, action, payment, grant, by=by, now=now)
    return payment


def _note(session: Session, action: str, payment: Payment, grant: Grant, *, by: User | None, now: datetime) -> None:
    facts: dict[str, Any] = {
        "grant": grant.id, "amount": payment.amount, "net": payment.net, "order": payment.order_number,
        "paid_on": payment.paid_on,
    }  # fmt: skip
    journal.write(
        session, action, of=("payment", payment.id), by=by.id if by else None, now=now, contest_id=grant.contest_id,
        **facts,
    )  # fmt: skip
