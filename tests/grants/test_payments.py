from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from granted import Granted, keys_in, lead, make_granted, pay
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.db import transaction
from app.errors import RuleBroken
from app.grants import payments, queries
from app.grants.models import ContractStatus, Grant, Payment, PaymentStatus

TODAY = date(2026, 5, 20)


def refusal(session: Session, granted: Granted, amount: int = 1, order: str = "1", paid_on: date = TODAY) -> str:
    with pytest.raises(RuleBroken) as refused:
        payments.pay(session, granted.grant, amount=amount, order_number=order, paid_on=paid_on, by=granted.accountant,
                     now=datetime.now(UTC))  # fmt: skip
    return refused.value.reason


@pytest.mark.parametrize("state", ["opened", "details", "drafted", "sent", "terminated"])
def test_no_money_leaves_before_the_signatures(session: Session, tmp_path: Path, state: str) -> None:
    granted = make_granted(session)
    if state != "opened":
        lead(session, granted, keys_in(tmp_path), "signed" if state == "terminated" else state)
    contract = queries.contract(session, granted.grant.id)
    if state == "terminated" and contract is not None:
        contract.status = ContractStatus.TERMINATED

    assert refusal(session, granted) == "contract-unsigned"


def test_payments_add_up_to_the_grant_and_not_to_a_tenge_more(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    grant = lead(session, granted, keys_in(tmp_path), "signed")

    pay(session, granted, grant, 120_000, "1")
    assert refusal(session, granted, 80_001, "2") == "payment-over"
    pay(session, granted, grant, 80_000, "2")

    assert queries.paid(session, grant.id) == 200_000
    assert payments.left(session, grant) == 0
    assert refusal(session, granted, 1, "3") == "payment-over"


def test_an_order_pays_once_on_a_possible_day(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    grant = lead(session, granted, keys_in(tmp_path), "signed")
    pay(session, granted, grant, 1000, "7")

    assert refusal(session, granted, 1000, "7") == "order-noted"
    assert refusal(session, granted, 1000, "8", TODAY + timedelta(days=1)) == "date-ahead"
    assert refusal(session, granted, 1000, "8", TODAY - timedelta(days=1)) == "paid-before-signing"


def test_the_database_refuses_what_no_accountant_would_book(session: Session, tmp_path: Path, now: datetime) -> None:
    granted = make_granted(session)
    grant = lead(session, granted, keys_in(tmp_path), "paid")
    for values in ({"amount": 0}, {"order_number": ""}, {"paid_on": None}, {"order_number": "15"}):
        row = {"amount": 5, "order_number": "16", "paid_on": TODAY, "status": PaymentStatus.PAID} | values
        session.commit()
        session.add(Payment(grant_id=grant.id, noted_by=granted.accountant.id, noted_at=now, **row))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_of_two_who_pay_at_once_one_is_told(engine: Engine, tmp_path: Path) -> None:
    with transaction(engine) as session:
        granted = make_granted(session)
        lead(session, granted, keys_in(tmp_path), "signed")
    together = Barrier(8)

    def attempt(order: int) -> str:
        together.wait()
        try:
            with transaction(engine) as session:
                grant = session.get_one(Grant, granted.grant.id)
                pay(session, granted, grant, 60_000, str(order))
        except RuleBroken as refused:
            return refused.reason
        return "paid"

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(attempt, range(8)))

    assert outcomes == ["paid"] * 3 + ["payment-over"] * 5
    with transaction(engine) as session:
        assert queries.paid(session, granted.grant.id) == 180_000
