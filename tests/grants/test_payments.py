from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from conftest import Clock
from granted import FILES, Granted, keys_in, lead, make_granted, pay, take
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.db import transaction
from app.errors import RuleBroken
from app.grants import agreement, contract_queries, contracts, payments, queries, report_queries, terms
from app.grants.contract_forms import RateForm, TermsForm
from app.grants.models import ContractStatus, Grant, Payment, PaymentStatus
from app.grants.money_models import MoneyReturn

TODAY = date(2026, 5, 20)


def refusal(session: Session, granted: Granted, amount: int = 1, order: str = "1", paid_on: date = TODAY) -> str:
    with pytest.raises(RuleBroken) as refused:
        payments.pay(session, granted.grant, amount=amount, order_number=order, paid_on=paid_on, by=granted.accountant,
                     now=datetime.now(UTC))  # fmt: skip
    return refused.value.reason


@pytest.mark.parametrize("state", ["opened", "details", "drafted", "sent", "terminated"])
def test_no_money_leaves_without_a_contract_in_force(session: Session, tmp_path: Path, state: str) -> None:
    granted = make_granted(session)
    if state != "opened":
        lead(session, granted, keys_in(tmp_path), "signed" if state == "terminated" else state)
    if state == "terminated":
        contracts.terminate(session, granted.grant, "Себебі", ended_on=TODAY, to_return=0, by=granted.organiser,
                            now=datetime.now(UTC))  # fmt: skip

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


def test_no_two_grants_together_take_more_than_the_fund(engine: Engine, tmp_path: Path) -> None:
    """CO5: sixteen at once, each grant alone has room for its payment, the fund has not."""
    with transaction(engine) as session:
        granted = make_granted(session, 8, places=4)
        keys = keys_in(tmp_path)
        for grant in granted.grants:
            lead(session, granted, keys, "signed", grant)
    together = Barrier(16)

    def attempt(number: int) -> str:
        together.wait()
        try:
            with transaction(engine) as session:
                grant = session.get_one(Grant, granted.grants[number % 8].id)
                pay(session, granted, grant, 100_000, str(number))
        except RuleBroken as refused:
            return refused.reason
        return "paid"

    with ThreadPoolExecutor(16) as pool:
        outcomes = sorted(pool.map(attempt, range(16)))

    assert outcomes == ["fund-over"] * 8 + ["paid"] * 8
    with transaction(engine) as session:
        assert contract_queries.bound_in(session, granted.contest.id) == payments.fund(granted.contest) == 800_000


STATES = ("planned", "ordered", "paid", "returned")
PAYMENT_VERBS = ("order", "confirm", "bounce", "drop")


def a_payment(session: Session, granted: Granted, state: str) -> Payment:
    grant, by, now = granted.grant, granted.accountant, datetime.now(UTC)
    payment = payments.plan(session, grant, 50_000, by=by, now=now)
    if state != "planned":
        payments.order(session, grant, payment, "5", TODAY, by=by, now=now)
    if state == "paid":
        payments.confirm(session, grant, payment, TODAY, by=by, now=now)
    if state == "returned":
        payments.bounce(session, grant, payment, TODAY, by=by, now=now)
    return payment


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", PAYMENT_VERBS)
def test_every_verb_of_a_payment_in_every_state(session: Session, tmp_path: Path, state: str, verb: str) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "signed")
    payment = a_payment(session, granted, state)
    grant, by, now = granted.grant, granted.accountant, datetime.now(UTC)
    verbs = {
        "order": lambda: payments.order(session, grant, payment, "6", TODAY, by=by, now=now),
        "confirm": lambda: payments.confirm(session, grant, payment, TODAY, by=by, now=now),
        "bounce": lambda: payments.bounce(session, grant, payment, TODAY, by=by, now=now),
        "drop": lambda: payments.drop(session, grant, payment, by=by, now=now),
    }
    move = (PaymentStatus(state), verb)

    if move not in payments.MOVES:
        with pytest.raises(RuleBroken) as refused:
            verbs[verb]()
        assert refused.value.reason == "not-now"
        return
    verbs[verb]()
    left = contract_queries.payment(session, grant.id, payment.id or 0)
    assert (left.status if left else None) is payments.MOVES[move]


def test_what_the_bank_gave_back_may_be_paid_again(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "signed")
    grant, by, now = granted.grant, granted.accountant, datetime.now(UTC)
    first = payments.plan(session, grant, 200_000, by=by, now=now)
    payments.order(session, grant, first, "1", TODAY, by=by, now=now)
    assert refusal(session, granted, 1, "2") == "payment-over"

    payments.bounce(session, grant, first, TODAY, by=by, now=now)
    pay(session, granted, grant, 200_000, "2")

    assert (queries.paid(session, grant.id), payments.left(session, grant)) == (200_000, 0)


def test_money_is_ordered_before_it_leaves(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "signed")
    payment = a_payment(session, granted, "ordered")

    with pytest.raises(RuleBroken) as refused:
        payments.confirm(session, granted.grant, payment, TODAY - timedelta(days=1), by=granted.accountant,
                         now=datetime.now(UTC))  # fmt: skip
    assert refused.value.reason == "paid-before-order"


def test_payments_follow_the_parts_of_the_contest(session: Session, tmp_path: Path, now: datetime) -> None:
    granted = make_granted(session)
    said = TermsForm.model_validate({"answer_days": 5, "payment_days": 10, "return_days": 10, "parts": "60/40"})
    terms.save(session, granted.contest, said, by=granted.organiser, now=now)
    lead(session, granted, keys_in(tmp_path), "signed")

    made = payments.plan_parts(session, granted.grant, by=granted.organiser, now=now)

    assert [one.amount for one in made] == [120_000, 80_000]
    assert payments.left(session, granted.grant) == 0


@pytest.mark.parametrize(("agreed", "later"), [("60/40", "100"), ("100", "60/40")])
def test_what_a_contract_says_is_paid_whatever_the_terms_become_before_it_is_signed(
    session: Session, tmp_path: Path, now: datetime, agreed: str, later: str
) -> None:
    granted = make_granted(session)
    days = {"answer_days": 5, "payment_days": 10, "return_days": 10}
    by = granted.organiser
    terms.save(session, granted.contest, TermsForm.model_validate({**days, "parts": agreed}), by=by, now=now)
    keys = keys_in(tmp_path)
    lead(session, granted, keys, "sent")
    terms.save(
        session, granted.contest, TermsForm.model_validate({**days, "return_days": 30, "parts": later}), by=by, now=now
    )

    take(session, granted, keys, "signed", granted.grant)
    made = [one.amount for one in payments.plan_parts(session, granted.grant, by=by, now=now)]

    place = queries.get(session, granted.grant.id or 0)
    assert place is not None
    paper = agreement.facts(session, keys, place, queries.contract(session, granted.grant.id))
    assert made == list(paper.parts) == ([120_000, 80_000] if agreed == "60/40" else [])
    assert paper.return_days == 10


def test_a_contract_that_was_taken_back_follows_the_terms_again(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "sent")
    said = TermsForm.model_validate({"answer_days": 5, "payment_days": 10, "return_days": 10, "parts": "60/40"})
    terms.save(session, granted.contest, said, by=granted.organiser, now=now)
    contracts.recall(session, granted.grant, "Бөліктер өзгерді", by=granted.organiser, now=now)

    take(session, granted, keys_in(tmp_path), "signed", granted.grant)
    made = payments.plan_parts(session, granted.grant, by=granted.organiser, now=now)

    assert [one.amount for one in made] == [120_000, 80_000]


RATES = (
    {"kind": "pension", "basis_points": "10"},
    {"kind": "health", "basis_points": "2"},
    {"kind": "social", "basis_points": "5", "less": ["pension"]},
    {"kind": "income_tax", "basis_points": "10", "less": ["pension", "health", "social"]},
)


def enter(session: Session, granted: Granted, *rates: dict[str, object], since: str = "2026-01-01") -> None:
    for rate in rates:
        said = RateForm.model_validate({"since": since} | rate)
        terms.add_rate(session, granted.contest, said, by=granted.accountant, now=datetime.now(UTC))


def test_by_default_nothing_is_withheld(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "paid")

    (payment,) = queries.payments(session, granted.grant.id)
    assert (payment.amount, payment.withheld, payment.net) == (200_000, [], 200_000)


@pytest.mark.parametrize(
    ("deduction", "taxed", "net"), [("0", 16_700, 150_300), ("129750", 3725, 163_275)], ids=["whole", "deducted"]
)
def test_the_example_of_the_accountant(session: Session, tmp_path: Path, deduction: str, taxed: int, net: int) -> None:
    granted = make_granted(session)
    enter(session, granted, *RATES[:3], RATES[3] | {"deduction": deduction})
    lead(session, granted, keys_in(tmp_path), "paid")

    (payment,) = queries.payments(session, granted.grant.id)
    assert [one["amount"] for one in payment.withheld] == [20_000, 4_000, 9_000, taxed]
    assert payment.net == net


def test_a_rate_holds_from_its_day_until_the_next_one(session: Session) -> None:
    granted = make_granted(session)
    enter(session, granted, {"kind": "pension", "basis_points": "10"}, since="2026-01-01")
    enter(session, granted, {"kind": "pension", "basis_points": "12,5"}, since="2026-05-01")
    enter(session, granted, {"kind": "pension", "basis_points": "0"}, since="2026-09-01")
    known = terms.rates(session, granted.contest.id)

    def kept(day: date, *, is_organisation: bool = False) -> list[int]:
        found = terms.in_force(known, day, is_organisation=is_organisation)
        return [one.amount for one in terms.withheld(found, 200_000)]

    assert [kept(date(2025, 12, 31)), kept(date(2026, 4, 30)), kept(date(2026, 5, 1)), kept(date(2026, 9, 1))] == [
        [], [20_000], [25_000], [],
    ]  # fmt: skip
    assert kept(date(2026, 5, 1), is_organisation=True) == []
    with pytest.raises(RuleBroken) as refused:
        enter(session, granted, {"kind": "pension", "basis_points": "9"}, since="2026-05-01")
    assert refused.value.reason == "rate-noted"


def test_people_and_organisations_have_rates_of_one_day(session: Session) -> None:
    granted = make_granted(session)
    pension = {"kind": "pension", "basis_points": "10", "who": "people"}
    enter(session, granted, pension, pension | {"basis_points": "4", "who": "organisations"})
    known = terms.rates(session, granted.contest.id)

    for is_organisation, amount in ((False, 20_000), (True, 8_000)):
        found = terms.in_force(known, TODAY, is_organisation=is_organisation)
        assert [one.amount for one in terms.withheld(found, 200_000)] == [amount]
    for who in ("people", "organisations", "all"):
        with pytest.raises(RuleBroken) as refused:
            enter(session, granted, pension | {"basis_points": "5", "who": who})
        assert refused.value.reason == "rate-noted"


def test_a_rate_for_some_leaves_the_rate_of_the_others_in_force(session: Session) -> None:
    granted = make_granted(session)
    enter(session, granted, {"kind": "pension", "basis_points": "10", "who": "all"}, since="2026-01-01")
    enter(session, granted, {"kind": "pension", "basis_points": "4", "who": "people"}, since="2026-03-01")
    enter(session, granted, {"kind": "health", "basis_points": "3", "who": "organisations"}, since="2026-01-01")
    enter(session, granted, {"kind": "health", "basis_points": "0", "who": "people"}, since="2026-03-01")
    known = terms.rates(session, granted.contest.id)

    def kept(day: date, *, is_organisation: bool) -> list[int]:
        found = terms.in_force(known, day, is_organisation=is_organisation)
        return [one.amount for one in terms.withheld(found, 200_000)]

    days = (date(2026, 2, 1), date(2026, 3, 1))
    assert [kept(day, is_organisation=True) for day in days] == [[20_000, 6_000], [20_000, 6_000]]
    assert [kept(day, is_organisation=False) for day in days] == [[20_000], [8_000]]


def test_returns_are_at_most_what_was_paid(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "paid")
    now = datetime.now(UTC)

    def give_back(amount: int, order: str) -> None:
        payments.note_return(session, granted.grant, amount=amount, order_number=order, returned_on=TODAY,
                             by=granted.accountant, now=now)  # fmt: skip

    give_back(35_700, "900")
    with pytest.raises(RuleBroken) as over:
        give_back(164_301, "901")
    with pytest.raises(RuleBroken) as twice:
        give_back(1, "900")
    assert (over.value.reason, over.value.facts, twice.value.reason) == (
        "return-over",
        {"left": 164_300},
        "order-noted",
    )
    assert contract_queries.returned(session, granted.grant.id) == 35_700


Noted = TypeVar("Noted")


class Books:
    """One grant's money, as the accountant notes it: each step is followed by a look at all the sums."""

    def __init__(self, session: Session, granted: Granted) -> None:
        self.session, self.granted, self.grant, self.number = session, granted, granted.grant, 0

    def order_of(self) -> str:
        self.number += 1
        return str(self.number)

    def pay(self, amount: int) -> Payment:
        by, now = self.granted.accountant, datetime.now(UTC)
        made = payments.pay(self.session, self.grant, amount=amount, order_number=self.order_of(), paid_on=TODAY, by=by,
                            now=now)  # fmt: skip
        return self.closed(made)

    def bounce(self, payment: Payment) -> Payment:
        by = self.granted.accountant
        return self.closed(payments.bounce(self.session, self.grant, payment, TODAY, by=by, now=datetime.now(UTC)))

    def give_back(self, amount: int) -> None:
        payments.note_return(self.session, self.grant, amount=amount, order_number=self.order_of(), returned_on=TODAY,
                             by=self.granted.accountant, now=datetime.now(UTC))  # fmt: skip
        self.closed(None)

    def closed(self, noted: Noted) -> Noted:
        rows = queries.payments(self.session, self.grant.id)
        standing = [row for row in rows if row.status is not PaymentStatus.RETURNED]
        assert all(row.net + sum(one["amount"] for one in row.withheld) == row.amount for row in rows)
        assert sum(row.amount for row in standing) + payments.left(self.session, self.grant) == self.grant.amount
        assert 0 <= contract_queries.returned(self.session, self.grant.id) <= queries.paid(self.session, self.grant.id)
        assert contract_queries.bound_in(self.session, self.granted.contest.id) <= 200_000
        return noted

    @property
    def sums(self) -> tuple[int, int, int]:
        """Paid, returned, still to be paid."""
        paid, returned = (
            queries.paid(self.session, self.grant.id),
            contract_queries.returned(self.session, self.grant.id),
        )
        return paid, returned, payments.left(self.session, self.grant)


@pytest.fixture
def books(session: Session, tmp_path: Path) -> Books:
    """With a fund of one grant, and rates of which the net is no round sum."""
    granted = make_granted(session, places=1)
    enter(session, granted, *RATES[:3], RATES[3] | {"deduction": "129750"})
    lead(session, granted, keys_in(tmp_path), "signed")
    return Books(session, granted)


def test_paid_bounced_and_paid_again_takes_the_fund_once(books: Books) -> None:
    for _ in range(3):
        books.bounce(books.pay(200_000))
        assert books.sums == (0, 0, 200_000)
    books.pay(200_000)
    assert books.sums == (200_000, 0, 0)
    with pytest.raises(RuleBroken, match="payment-over"):
        books.pay(1)


def test_a_return_frees_nothing_and_the_second_part_still_goes_out(books: Books) -> None:
    books.pay(120_000)
    books.give_back(20_000)
    assert books.sums == (120_000, 20_000, 80_000)
    with pytest.raises(RuleBroken, match="payment-over"):
        books.pay(80_001)
    second = books.pay(80_000)
    books.give_back(100_000)
    assert books.sums == (200_000, 120_000, 0)

    books.bounce(second)
    assert books.sums == (120_000, 120_000, 80_000)


def test_a_return_that_was_noted_by_mistake_is_cancelled_and_noted_anew(books: Books) -> None:
    session, grant, by, now = books.session, books.grant, books.granted.accountant, datetime.now(UTC)
    first = books.pay(120_000)
    note = note_of(books, 50_000, "7")
    other = note_of(books, 10_000, "8")
    payments.cancel_return(session, grant, note, "Сома қате", by=by, now=now)

    assert books.sums == (120_000, 10_000, 80_000)
    assert (note.cancelled_by, note.cancelled_at, note.cancel_reason) == (by.id, now, "Сома қате")
    assert contract_queries.returns(session, grant.id) == [other]
    assert contract_queries.return_notes(session, grant.id) == [note, other]
    assert contract_queries.returns_in(session, grant.contest_id) == {grant.id: [note, other]}
    place = queries.get(session, grant.id or 0)
    assert place is not None
    assert report_queries.account(session, place).spending.returned == 10_000
    with pytest.raises(RuleBroken, match="return-cancelled"):
        payments.cancel_return(session, grant, note, "Тағы", by=by, now=now)
    with pytest.raises(RuleBroken, match="order-noted"):
        note_of(books, 5000, "8")
    note_of(books, 5000, "7")
    assert books.sums == (120_000, 15_000, 80_000)
    with pytest.raises(RuleBroken, match="bounce-after-return"):
        books.bounce(first)


def test_two_who_cancel_one_note_are_told_apart(books: Books) -> None:
    books.pay(120_000)
    note = note_of(books, 50_000, "7")
    beside(books.session, "UPDATE money_return SET cancelled_at = '2026-05-20 07:00:00', cancelled_by = 1, "
                          "cancel_reason = 'x'")  # fmt: skip

    with pytest.raises(RuleBroken, match="return-cancelled"):
        payments.cancel_return(books.session, books.grant, note, "Қате", by=books.granted.accountant,
                               now=datetime.now(UTC))  # fmt: skip


def test_the_database_keeps_notes_of_returned_money_in_order(books: Books) -> None:
    books.pay(120_000)
    note = note_of(books, 50_000, "7")
    for wrong in ("cancelled_at = '2026-05-20 07:00:00'", "cancel_reason = 'x'", "cancelled_by = 1"):
        books.session.commit()
        with pytest.raises(IntegrityError):
            beside(books.session, f"UPDATE money_return SET {wrong}")
        books.session.rollback()
    again = MoneyReturn(**note.model_dump(exclude={"id"}))
    books.session.add(again)
    with pytest.raises(IntegrityError):
        books.session.flush()


def test_a_payment_of_which_money_came_back_cannot_have_bounced(books: Books) -> None:
    first = books.pay(120_000)
    books.give_back(50_000)
    with pytest.raises(RuleBroken) as refused:
        books.bounce(first)
    assert (refused.value.reason, refused.value.facts) == ("bounce-after-return", {"returned": 50_000, "rest": 0})
    assert books.sums == (120_000, 50_000, 80_000)
    again = books.pay(80_000)
    books.bounce(first)
    assert books.sums == (80_000, 50_000, 120_000)
    with pytest.raises(RuleBroken, match="bounce-after-return"):
        books.bounce(again)


def test_a_plan_of_several_parts_is_dropped_ordered_and_bounced_within_the_fund(books: Books) -> None:
    by, now, session, grant = books.granted.accountant, datetime.now(UTC), books.session, books.grant
    first, second = (books.closed(payments.plan(session, grant, 100_000, by=by, now=now)) for _ in range(2))
    with pytest.raises(RuleBroken, match="payment-over"):
        books.pay(1)
    payments.order(session, grant, first, "A1", TODAY, by=by, now=now)
    books.bounce(first)
    payments.drop(session, grant, second, by=by, now=now)
    books.closed(None)
    books.pay(150_000)
    assert books.sums == (150_000, 0, 50_000)


def test_money_cannot_come_back_before_it_left(books: Books) -> None:
    first = books.pay(50_000)
    with pytest.raises(RuleBroken, match="paid-before-order"):
        payments.bounce(books.session, books.grant, first, TODAY - timedelta(days=1), by=books.granted.accountant,
                        now=datetime.now(UTC))  # fmt: skip


def test_money_cannot_come_back_from_the_winner_before_it_left(session: Session, tmp_path: Path, clock: Clock) -> None:
    granted = make_granted(session)
    grant = lead(session, granted, keys_in(tmp_path), "signed")
    clock.advance(days=3)
    pay(session, granted, grant, 100_000)
    by, now = granted.accountant, datetime.now(UTC)

    with pytest.raises(RuleBroken) as early:
        payments.note_return(session, grant, amount=1, order_number="1", returned_on=TODAY + timedelta(days=2), by=by,
                             now=now)  # fmt: skip
    assert (early.value.reason, early.value.facts) == ("return-before-payment", {"paid": TODAY + timedelta(days=3)})


def note_of(books: Books, amount: int, order: str) -> MoneyReturn:
    """Returned money, noted today."""
    return payments.note_return(
        books.session, books.grant, amount=amount, order_number=order, returned_on=TODAY, by=books.granted.accountant,
        now=datetime.now(UTC),
    )  # fmt: skip


def test_what_was_read_before_the_lock_is_not_believed(session: Session, tmp_path: Path) -> None:
    """Two look at the same payment and at the same contract; who comes second acts on what the first one left."""
    granted, now = make_granted(session), datetime.now(UTC)
    grant = lead(session, granted, keys_in(tmp_path), "signed")
    planned = payments.plan(session, grant, 1000, by=granted.accountant, now=now)
    seen, contract = planned.status, queries.contract(session, grant.id)
    assert (seen, contract is not None and contract.status) == (PaymentStatus.PLANNED, ContractStatus.SIGNED)

    beside(session, "UPDATE payment SET status = 'ordered', order_number = '7', ordered_on = '2026-05-20'")
    with pytest.raises(RuleBroken, match="not-now"):
        payments.order(session, grant, planned, "8", TODAY, by=granted.accountant, now=now)
    beside(session, "UPDATE contract SET status = 'terminated', ended_on = '2026-05-20', end_reason = 'x'")
    with pytest.raises(RuleBroken, match="contract-unsigned"):
        payments.plan(session, grant, 1000, by=granted.accountant, now=now)


def test_an_award_that_a_correction_took_back_brings_no_contract_and_no_money(session: Session, tmp_path: Path) -> None:
    granted, now = make_granted(session, 2), datetime.now(UTC)
    first, second = granted.grants
    lead(session, granted, keys_in(tmp_path), "signed", first)
    lead(session, granted, keys_in(tmp_path), "sent", second)
    beside(session, "UPDATE award SET taken_at = '2026-05-20 10:00:00', nomination_slot = NULL")

    assert refusal(session, granted, 1000) == "award-withdrawn"
    with pytest.raises(RuleBroken, match="award-withdrawn"):
        contracts.sign(session, second, FILES, contracts.Scan("d" * 64, "application/pdf"), signed_on=TODAY,
                       by=granted.organiser, now=now)  # fmt: skip
    ended = contracts.terminate(session, first, "Қате", ended_on=TODAY, to_return=0, by=granted.organiser, now=now)
    assert ended.status is ContractStatus.TERMINATED


def beside(session: Session, statement: str) -> None:
    """As another one's transaction leaves it, unseen by the session's objects."""
    session.connection().execute(text(statement))
