"""Additional agreements: what each kind changes, when it holds, and that nothing else can change a signed contract."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from granted import FILES, IBAN, Granted, keys_in, lead, make_granted
from sqlmodel import Session, select

from app import journal
from app.errors import RuleBroken
from app.grants import (
    acts,
    amendment_papers,
    amendments,
    contract_queries,
    contracts,
    details,
    queries,
    report_queries,
)
from app.grants.amendment_models import Amendment, AmendmentKind, AmendmentStatus
from app.grants.contract_forms import FORMS, AmendmentForm
from app.grants.models import ContractStatus
from app.grants.spending import spending
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
    assert (report.due_on, row.changes) == (before, {"before": "2026-05-22", "after": "2026-07-01"})

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
