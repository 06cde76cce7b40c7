"""Money that leaves: by an order, after the signatures, never more than the grant."""

from datetime import date, datetime

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.errors import RuleBroken
from app.grants import contracts, queries
from app.grants.models import Grant, Payment, PaymentStatus
from app.i18n import local


def pay(
    session: Session, grant: Grant, *, amount: int, order_number: str, paid_on: date, by: User, now: datetime
) -> Payment:
    """Note a payment of `amount` tenge. The grant's row is locked while its payments are added up. Raises RuleBroken:
    ``contract-unsigned``, ``order-noted``, ``payment-over``, ``paid-before-signing``, ``date-ahead``."""
    contracts.lock(session, grant)
    _require_payable(session, grant, amount, order_number, paid_on, now)
    payment = Payment(
        grant_id=grant.id or 0, amount=amount, status=PaymentStatus.PAID, order_number=order_number, paid_on=paid_on,
        noted_by=by.id or 0, noted_at=now,
    )  # fmt: skip
    session.add(payment)
    session.flush()
    journal.write(
        session, "payment.noted", of=("payment", payment.id), by=by.id, now=now, contest_id=grant.contest_id,
        grant=grant.id, amount=amount, order=order_number, paid_on=paid_on,
    )  # fmt: skip
    return payment


def left(session: Session, grant: Grant) -> int:
    """Tenge that may still be paid."""
    return grant.amount - queries.paid(session, grant.id)


def _require_payable(
    session: Session, grant: Grant, amount: int, order_number: str, paid_on: date, now: datetime
) -> None:
    contract = contracts.require_in_force(session, grant)
    if any(payment.order_number == order_number for payment in queries.payments(session, grant.id)):
        raise RuleBroken("order-noted", number=order_number)
    most = left(session, grant)
    if amount > most:
        raise RuleBroken("payment-over", left=most)
    if contract.signed_on and paid_on < contract.signed_on:
        raise RuleBroken("paid-before-signing", signed=contract.signed_on)
    if paid_on > local(now).date():
        raise RuleBroken("date-ahead", today=local(now).date())
