"""Additional agreements: what each kind changes, when it holds, and that nothing else can change a signed contract."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Clock
from granted import FILES, IBAN, Granted, keys_in, lead, make_granted, pay, spend
from sqlmodel import Session, select

from app import journal
from app.applications import queries as applications
from app.documents.amendment_text import Later
from app.documents.termination_text import Ending
from app.errors import RuleBroken
from app.grants import (
    acts,
    amendment_papers,
    amendments,
    contract_queries,
    contracts,
    details,
    ending,
    payments,
    queries,
    report_queries,
)
from app.grants.amendment_models import Amendment, AmendmentKind, AmendmentStatus
from app.grants.contract_forms import FORMS, AmendmentForm
from app.grants.models import Contract, ContractStatus
from app.grants.spending import spending
from app.jury import blind
from app.keys import Keys

TODAY = date(2026, 5, 20)
SAID = {"dated": "2026-05-20", "reason_kk": "Ауа райы", "reason_ru": "Погода"}
NEW_IBAN = "KZ399971234567890123"
BANK = {"iban": NEW_IBAN, "bank": "АО «Другой банк»", "bic": "PRIMKZKX", "kbe": "19"}


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return keys_in(tmp_path)


@pytest.fixture
def granted(session: Session, keys: Keys) -> Granted:
    granted = make_granted(session)
    lead(session, granted, keys, "signed")
    return granted


def said(kind: str, **values: object) -> AmendmentForm:
    return FORMS[AmendmentKind(kind)].model_validate({"kind": kind, **SAID, **values})


def drawn(session: Session, granted: Granted, keys: Keys, kind: str, **values: object) -> Amendment:
    return amendments.draw_up(session, keys, granted.grant, said(kind, **values), by=granted.organiser,
                              now=datetime.now(UTC))  # fmt: skip


def sign(session: Session, granted: Granted, keys: Keys, row: Amendment, on: date = TODAY) -> Amendment:
    scan = contracts.Scan("d" * 64, "application/pdf")
    return amendments.sign(session, keys, granted.grant, row, FILES, scan, signed_on=on, by=granted.organiser,
                           now=datetime.now(UTC))  # fmt: skip


def sums(session: Session, granted: Granted) -> dict[str, int]:
    return {one.name: one.granted for one in queries.granted_lines(session, granted.grant.application_id)}


def lines(session: Session, granted: Granted, *wanted: int) -> list[dict[str, object]]:
    known = contract_queries.agreed_lines(session, granted.grant.application_id)
    return [{"id": one.id, "amount": amount} for one, amount in zip(known, wanted, strict=True)]


def test_a_later_end_moves_the_report_once_both_have_signed(session: Session, granted: Granted, keys: Keys) -> None:
    report = queries.report(session, granted.grant.id)
    before = report.due_on
    row = drawn(session, granted, keys, "time", ends_on="2026-07-01")
    due = date(2026, 7, 1) + timedelta(days=granted.contest.report_days)
    assert (report.due_on, row.changes) == (
        before, {"before": "2026-05-22", "after": "2026-07-01", "due": due.isoformat()},
    )  # fmt: skip

    sign(session, granted, keys, row)

    contract = queries.contract(session, granted.grant.id)
    assert contract is not None
    assert (contract.status, contract.ends_on) == (ContractStatus.AMENDED, date(2026, 7, 1))
    assert report.due_on == date(2026, 7, 1) + timedelta(days=granted.contest.report_days)
    assert contracts.ends_on(contract, granted.contest) == date(2026, 7, 1)


def test_lines_of_the_budget_change_within_the_same_sum(session: Session, granted: Granted, keys: Keys) -> None:
    assert sums(session, granted) == {"Перчатки": 120_000, "Урны": 80_000}
    row = drawn(session, granted, keys, "budget", lines=lines(session, granted, 90_000, 100_000, 10_000))
    assert sums(session, granted) == {"Перчатки": 120_000, "Урны": 80_000}

    sign(session, granted, keys, row)

    assert sums(session, granted) == {"Перчатки": 90_000, "Урны": 100_000, "Чай": 10_000}
    spent = spending(queries.granted_lines(session, granted.grant.application_id), [], granted=200_000, paid=0)
    assert [line.granted for line in spent.lines] == [90_000, 100_000, 10_000]


@pytest.mark.parametrize(
    ("kind", "values", "reason"),
    [
        ("budget", (120_000, 80_000, 0), "amendment-same"),
        ("budget", (120_000, 80_001, 0), "budget-differs"),
        ("time", {"ends_on": "2026-05-22"}, "amendment-same"),
        ("time", {"ends_on": "2026-01-01"}, "ends-before"),
        ("content", {"text_kk": "Мәтін", "text_ru": "Текст", "dated": "2026-05-21"}, "date-ahead"),
        ("content", {"text_kk": "Мәтін", "text_ru": "Текст", "dated": "2026-05-19"}, "amendment-before-contract"),
    ],
)
def test_what_cannot_be_agreed_is_refused(
    session: Session, granted: Granted, keys: Keys, kind: str, values: object, reason: str
) -> None:
    more = {"lines": lines(session, granted, *values)} if isinstance(values, tuple) else values
    assert isinstance(more, dict)

    with pytest.raises(RuleBroken) as refused:
        drawn(session, granted, keys, kind, **more)
    assert refused.value.reason == reason


def test_bank_details_change_by_an_agreement_alone(session: Session, granted: Granted, keys: Keys) -> None:
    row = drawn(session, granted, keys, "details", **BANK)
    assert NEW_IBAN not in row.account_sealed
    assert row.changes == {"bank": "АО «Другой банк»", "bic": "PRIMKZKX", "kbe": "19", "tail": "0123", "before": "0001"}
    known = queries.details(session, granted.grant.id)
    assert known is not None
    assert details.opened(keys, known).account == IBAN

    sign(session, granted, keys, row)

    assert (details.opened(keys, known).account, known.account_tail, known.bic) == (NEW_IBAN, "0123", "PRIMKZKX")
    payloads = " ".join(one.body for one in session.exec(select(journal.Payload)).all())
    assert NEW_IBAN not in payloads


def test_numbers_run_within_the_contract_and_a_dropped_one_keeps_its_own(
    session: Session, granted: Granted, keys: Keys
) -> None:
    first = drawn(session, granted, keys, "content", text_kk="Мәтін", text_ru="Текст")
    with pytest.raises(RuleBroken) as waiting:
        drawn(session, granted, keys, "content", text_kk="Мәтін", text_ru="Текст")
    amendments.drop(session, granted.grant, first, by=granted.organiser, now=datetime.now(UTC))
    second = drawn(session, granted, keys, "content", text_kk="Мәтін", text_ru="Текст")

    assert (waiting.value.reason, first.number, second.number) == ("amendment-open", 1, 2)
    for row in (first, sign(session, granted, keys, second)):
        with pytest.raises(RuleBroken) as signing:
            sign(session, granted, keys, row)
        with pytest.raises(RuleBroken) as dropping:
            amendments.drop(session, granted.grant, row, by=granted.organiser, now=datetime.now(UTC))
        assert (signing.value.reason, dropping.value.reason) == ("not-now", "not-now")
    assert first.status is AmendmentStatus.DROPPED


def test_only_a_contract_in_force_is_amended(session: Session, keys: Keys) -> None:
    granted = make_granted(session)
    lead(session, granted, keys, "sent")

    with pytest.raises(RuleBroken) as refused:
        drawn(session, granted, keys, "content", text_kk="Мәтін", text_ru="Текст")
    assert refused.value.reason == "contract-unsigned"


def test_an_agreement_is_not_signed_before_it_is_dated(session: Session, granted: Granted, keys: Keys) -> None:
    row = drawn(session, granted, keys, "content", text_kk="Мәтін", text_ru="Текст")

    with pytest.raises(RuleBroken) as refused:
        sign(session, granted, keys, row, TODAY - timedelta(days=1))
    assert refused.value.reason == "signed-before-dated"


def test_the_paper_states_the_contract_and_both_parties(session: Session, granted: Granted, keys: Keys) -> None:
    row = drawn(session, granted, keys, "details", **BANK)
    place, contract = queries.get(session, granted.grant.id or 0), queries.contract(session, granted.grant.id)
    assert place is not None
    assert contract is not None

    paper = amendment_papers.facts(session, keys, place, contract, row)

    assert (paper.number, paper.contract.number, paper.grantee.name) == (1, "1/2026", "Тестова Асель Маратовна")
    assert getattr(paper.change, "account", "") == "KZ39 9971 2345 6789 0123"


def test_the_act_states_the_time_as_last_agreed(session: Session, granted: Granted, keys: Keys) -> None:
    later = date(2026, 6, 30)
    sign(session, granted, keys, drawn(session, granted, keys, "time", ends_on=later.isoformat()))
    place = queries.get(session, granted.grant.id or 0)
    assert place is not None

    paper = acts.facts(session, keys, place, report_queries.account(session, place), "1/2026", TODAY)

    assert paper.ends == later


@pytest.mark.parametrize("when", ["before it is drawn up", "before it is signed"])
@pytest.mark.parametrize("ends_on", ["2026-05-25", "2026-05-21"])
def test_a_later_day_that_was_granted_is_not_taken_away(
    session: Session, granted: Granted, keys: Keys, when: str, ends_on: str
) -> None:
    report = queries.report(session, granted.grant.id)
    later = report.due_on + timedelta(days=30)
    if when == "before it is drawn up":
        report.due_on = later
    row = drawn(session, granted, keys, "time", ends_on=ends_on)
    report.due_on = later
    place, contract = queries.get(session, granted.grant.id or 0), queries.contract(session, granted.grant.id)
    assert place is not None
    assert contract is not None
    paper = amendment_papers.facts(session, keys, place, contract, row)

    sign(session, granted, keys, row)

    assert report.due_on == later
    assert isinstance(paper.change, Later)
    usual = amendments.report_due(granted.contest, date.fromisoformat(ends_on))
    told = later if when == "before it is drawn up" else usual
    assert (paper.change.report_due, amendments.due(row)) == (told, told)


def test_an_earlier_end_calls_the_report_earlier_where_no_later_day_was_granted(
    session: Session, granted: Granted, keys: Keys
) -> None:
    before = queries.report(session, granted.grant.id).due_on
    sign(session, granted, keys, drawn(session, granted, keys, "time", ends_on="2026-05-21"))

    assert queries.report(session, granted.grant.id).due_on == before - timedelta(days=1)


def test_a_line_is_added_and_another_is_dropped(session: Session, granted: Granted, keys: Keys) -> None:
    asked = [(one.name, one.granted) for one in applications.budget(session, granted.grant.application_id)]
    more = [{"name": "Мешки", "amount": 30_000}]
    row = drawn(session, granted, keys, "budget", lines=lines(session, granted, 170_000, 0, 0), added=more)
    assert sums(session, granted) == {"Перчатки": 120_000, "Урны": 80_000}

    sign(session, granted, keys, row)

    assert sums(session, granted) == {"Перчатки": 170_000, "Мешки": 30_000}
    assert [one["name"] for one in row.changes["lines"] if one["id"] is None] == []
    assert [(one.name, one.granted) for one in applications.budget(session, granted.grant.application_id)] == asked
    read = blind.work(session, granted.grant.application_id).budget
    assert [(one.name, one.granted) for one in read] == asked
    added = queries.granted_lines(session, granted.grant.application_id)[1]
    spend(session, granted.grant, added, 30_000, granted.winner)  # type: ignore[arg-type]
    again = lines(session, granted, 200_000, 0, 0, 0)
    with pytest.raises(RuleBroken) as spent:
        drawn(session, granted, keys, "budget", lines=again)
    told = {"line": added.id, "name": "Мешки", "spent": 30_000, "asked": 0}
    assert (spent.value.reason, spent.value.facts) == ("line-spent", told)


def buy(session: Session, granted: Granted, place: int, amount: int) -> None:
    """On a line of the budget."""
    line = queries.granted_lines(session, granted.grant.application_id)[place]
    spend(session, granted.grant, line, amount, granted.winner)  # type: ignore[arg-type]


def test_a_line_is_not_cut_below_what_was_spent_on_it(session: Session, granted: Granted, keys: Keys) -> None:
    for amount in (40_000, 30_000):
        buy(session, granted, 1, amount)

    with pytest.raises(RuleBroken) as spent:
        drawn(session, granted, keys, "budget", lines=lines(session, granted, 130_001, 69_999, 0))
    told = {key: value for key, value in spent.value.facts.items() if key != "line"}
    assert (spent.value.reason, told) == ("line-spent", {"name": "Урны", "spent": 70_000, "asked": 69_999})

    sign(
        session,
        granted,
        keys,
        drawn(session, granted, keys, "budget", lines=lines(session, granted, 130_000, 70_000, 0)),
    )
    assert sums(session, granted) == {"Перчатки": 130_000, "Урны": 70_000}


def test_a_line_that_was_exceeded_may_be_raised_and_stay(session: Session, granted: Granted, keys: Keys) -> None:
    buy(session, granted, 1, 88_000)
    sign(
        session,
        granted,
        keys,
        drawn(session, granted, keys, "budget", lines=lines(session, granted, 110_000, 80_000, 10_000)),
    )
    sign(
        session,
        granted,
        keys,
        drawn(session, granted, keys, "budget", lines=lines(session, granted, 105_000, 85_000, 10_000)),
    )

    assert sums(session, granted) == {"Перчатки": 105_000, "Урны": 85_000, "Чай": 10_000}


@pytest.mark.parametrize("wanted", [(200_000, 0, 0), (150_000, 50_000, 0)])
def test_money_spent_meanwhile_keeps_its_line_and_the_agreement_waits(
    session: Session, granted: Granted, keys: Keys, wanted: tuple[int, ...]
) -> None:
    row = drawn(session, granted, keys, "budget", lines=lines(session, granted, *wanted))
    buy(session, granted, 1, 50_001)

    with pytest.raises(RuleBroken) as spent:
        sign(session, granted, keys, row)
    session.commit()
    session.refresh(row)
    assert (spent.value.reason, row.status) == ("line-spent", AmendmentStatus.DRAFTED)
    contract = queries.contract(session, granted.grant.id)
    assert contract is not None
    assert contract.status is ContractStatus.SIGNED


@pytest.mark.parametrize("how", ["agreement", "notice"])
def test_the_end_has_its_own_paper_and_holds_from_the_signature_on(
    session: Session, granted: Granted, keys: Keys, how: str
) -> None:
    pay(session, granted, granted.grant, 80_000)
    payments.plan(session, granted.grant, 120_000, by=granted.accountant, now=datetime.now(UTC))
    row = drawn(session, granted, keys, "termination", how=how, ended_on="2026-05-20", to_return=30_000)
    contract = queries.contract(session, granted.grant.id)
    assert contract is not None
    assert contract.status is ContractStatus.SIGNED
    place = queries.get(session, granted.grant.id or 0)
    assert place is not None
    paper = amendment_papers.facts(session, keys, place, contract, row)
    assert paper.change == Ending(TODAY, 30_000, 10, how == "notice")

    sign(session, granted, keys, row)

    assert (contract.status, contract.ended_on, contract.end_reason, contract.to_return) == (
        ContractStatus.TERMINATED, TODAY, "Ауа райы / Погода", 30_000,
    )  # fmt: skip
    assert [one.amount for one in queries.payments(session, granted.grant.id)] == [80_000]
    with pytest.raises(RuleBroken) as over:
        drawn(session, granted, keys, "content", text_kk="Мәтін", text_ru="Текст")
    assert over.value.reason == "contract-unsigned"


@pytest.mark.parametrize(
    ("values", "reason"),
    [({"ended_on": "2026-05-19"}, "ended-before-signing"), ({"ended_on": "2027-05-21"}, "end-far"),
     ({"ended_on": "2026-05-20", "to_return": 1}, "return-over")],
)  # fmt: skip
def test_an_end_that_cannot_be_is_refused_before_it_has_a_number(
    session: Session, granted: Granted, keys: Keys, values: dict[str, object], reason: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        drawn(session, granted, keys, "termination", how="notice", **values)
    assert refused.value.reason == reason
    assert session.exec(select(Amendment)).all() == []


def ahead(session: Session, granted: Granted, keys: Keys, day: str, to_return: int = 0) -> Amendment:
    """A signed notice of a day ahead."""
    row = drawn(session, granted, keys, "termination", how="notice", ended_on=day, to_return=to_return)
    return sign(session, granted, keys, row)


def contract_of(session: Session, granted: Granted) -> Contract:
    found = queries.contract(session, granted.grant.id)
    assert found is not None
    return found


def test_until_the_day_of_a_notice_the_contract_holds_and_then_it_ends_by_itself(
    session: Session, granted: Granted, keys: Keys, clock: Clock
) -> None:
    pay(session, granted, granted.grant, 80_000)
    row = ahead(session, granted, keys, "2026-06-01", 30_000)
    place, contract = queries.get(session, granted.grant.id or 0), contract_of(session, granted)
    assert place is not None
    assert amendment_papers.facts(session, keys, place, contract, row).change == Ending(
        date(2026, 6, 1), 30_000, 10, True, is_ahead=True
    )

    clock.set(datetime(2026, 5, 31, 18, 59, tzinfo=UTC))  # the evening before, in Almaty
    assert (ending.due(session, clock.now), ending.end_due(session, granted.grant, clock.now)) == ([], False)
    assert contract.status is ContractStatus.SIGNED
    buy(session, granted, 0, 10_000)
    pay(session, granted, granted.grant, 20_000, "16")
    payments.plan(session, granted.grant, 100_000, by=granted.accountant, now=clock.now)

    clock.set(datetime(2026, 5, 31, 19, 0, tzinfo=UTC))
    assert ending.due(session, clock.now) == [granted.grant.id]
    assert ending.end_due(session, granted.grant, clock.now)
    assert (ending.due(session, clock.now), ending.end_due(session, granted.grant, clock.now)) == ([], False)
    assert (contract.status, contract.ended_on, contract.to_return, contract.end_reason) == (
        ContractStatus.TERMINATED, date(2026, 6, 1), 30_000, "Ауа райы / Погода",
    )  # fmt: skip
    assert [one.amount for one in queries.payments(session, granted.grant.id)] == [80_000, 20_000]
    (noted,) = session.exec(select(journal.Entry).where(journal.Entry.action == "contract.terminated")).all()
    assert noted.actor_id is None


def test_a_later_notice_takes_the_place_of_one_with_a_wrong_day(
    session: Session, granted: Granted, keys: Keys, clock: Clock
) -> None:
    ahead(session, granted, keys, "2026-06-01")
    ahead(session, granted, keys, "2026-07-01")

    clock.set(datetime(2026, 6, 2, 7, tzinfo=UTC))
    assert not ending.end_due(session, granted.grant, clock.now)
    clock.set(datetime(2026, 7, 2, 7, tzinfo=UTC))
    assert ending.end_due(session, granted.grant, clock.now)
    assert contract_of(session, granted).ended_on == date(2026, 7, 1)


def test_no_more_is_asked_back_than_was_paid_when_the_day_comes(
    session: Session, granted: Granted, keys: Keys, clock: Clock
) -> None:
    pay(session, granted, granted.grant, 80_000)
    ahead(session, granted, keys, "2026-06-01", 80_000)
    (paid,) = queries.payments(session, granted.grant.id)
    payments.bounce(session, granted.grant, paid, TODAY, by=granted.accountant, now=clock.now)

    clock.advance(days=20)
    assert ending.end_due(session, granted.grant, clock.now)
    assert contract_of(session, granted).to_return == 0


def test_a_notice_signed_after_its_day_ends_the_contract_at_once(
    session: Session, granted: Granted, keys: Keys, clock: Clock
) -> None:
    row = drawn(session, granted, keys, "termination", how="notice", ended_on="2026-05-25")
    clock.advance(days=10)
    sign(session, granted, keys, row, date(2026, 5, 30))

    assert (contract_of(session, granted).status, contract_of(session, granted).ended_on) == (
        ContractStatus.TERMINATED, date(2026, 5, 25),
    )  # fmt: skip
