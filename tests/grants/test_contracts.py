"""Contracts: states × actions, numbers without gaps, what the paper says."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from granted import IBAN, IIN, Granted, keys_in, lead, make_granted, paper, take
from pypdf import PdfReader
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.applications.models import ApplicantKind
from app.contests.models import ContestStatus
from app.db import transaction
from app.documents import fonts
from app.errors import RuleBroken
from app.grants import agreement, contracts, queries
from app.grants.models import Contract, ContractStatus, Grant
from app.keys import Keys
from app.settings import Settings

TODAY = date(2026, 5, 20)
Verb = Callable[[Session, Granted], object]
VERBS: dict[str, Verb] = {
    "create": lambda session, granted: contracts.create(
        session, granted.grant, dated=TODAY, by=granted.organiser, now=datetime.now(UTC)
    ),
    "send": lambda session, granted: contracts.send(
        session, granted.grant, "a" * 64, by=granted.organiser, now=datetime.now(UTC)
    ),
    "sign": lambda session, granted: contracts.sign(
        session, granted.grant, "b" * 64, contracts.Scan("c" * 64, "image/png"), signed_on=TODAY,
        by=granted.organiser, now=datetime.now(UTC),
    ),
}  # fmt: skip
ALLOWED = {
    "details": {"create": "drafted"},
    "drafted": {"send": "sent", "sign": "signed"},
    "sent": {"sign": "signed"},
    "signed": {},
    "amended": {},
    "terminated": {},
}


def in_state(session: Session, keys: Keys, state: str) -> Granted:
    granted = make_granted(session)
    lead(session, granted, keys, state if state in ("details", "drafted", "sent") else "signed")
    contract = queries.contract(session, granted.grant.id)
    if contract is not None:
        contract.status = ContractStatus(state)
        session.flush()
    return granted


@pytest.mark.parametrize(("state", "verb"), list(product(ALLOWED, VERBS)))
def test_every_verb_in_every_state(session: Session, tmp_path: Path, state: str, verb: str) -> None:
    granted = in_state(session, keys_in(tmp_path), state)

    if verb in ALLOWED[state]:
        VERBS[verb](session, granted)
        contract = queries.contract(session, granted.grant.id)
        assert contract is not None
        assert contract.status.value == ALLOWED[state][verb]
    else:
        with pytest.raises(RuleBroken) as refused:
            VERBS[verb](session, granted)
        assert refused.value.reason == ("contract-exists" if verb == "create" else "not-now")


def test_what_was_sent_is_what_was_signed(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "signed")

    contract = queries.contract(session, granted.grant.id)
    assert contract is not None
    assert contract.pdf_sha256 == paper("contract").sha256
    assert (contract.scan_sha256, contract.scan_type) == (paper("scan").sha256, "application/pdf")
    assert contract.signed_on == TODAY


def test_a_contract_needs_details_protocol_and_a_possible_day(session: Session, tmp_path: Path, now: datetime) -> None:
    granted, keys = make_granted(session), keys_in(tmp_path)

    def refusal(dated: date = TODAY) -> str:
        with pytest.raises(RuleBroken) as refused:
            contracts.create(session, granted.grant, dated=dated, by=granted.organiser, now=now)
        return refused.value.reason

    assert refusal() == "details-missing"
    lead(session, granted, keys, "details")
    assert refusal(TODAY + timedelta(days=1)) == "date-ahead"
    assert refusal(TODAY - timedelta(days=61)) == "contract-before-protocol"
    protocol = queries.protocol(session, granted.contest.id)
    session.delete(protocol)
    session.flush()
    assert refusal() == "protocol-unsigned"


def test_numbers_start_anew_each_year(session: Session, tmp_path: Path, now: datetime) -> None:
    granted, keys = make_granted(session, 3), keys_in(tmp_path)
    protocol = queries.protocol(session, granted.contest.id)
    assert protocol is not None
    protocol.held_on = date(2025, 12, 1)
    made = []
    for grant, dated in zip(granted.grants, (TODAY, date(2025, 12, 30), TODAY), strict=True):
        lead(session, granted, keys, "details", grant)
        made.append(contracts.create(session, grant, dated=dated, by=granted.organiser, now=now).number)

    assert made == ["1/2026", "1/2025", "2/2026"]


def test_parallel_contracts_leave_no_gap_though_some_fail(engine: Engine, tmp_path: Path, now: datetime) -> None:
    keys = keys_in(tmp_path)
    with transaction(engine) as session:
        granted = make_granted(session, 10)
        for grant in granted.grants:
            lead(session, granted, keys, "details", grant)

    def make(job: tuple[int, bool]) -> None:
        place, fails = job
        with transaction(engine) as session:
            grant = session.get_one(Grant, granted.grants[place].id)
            contracts.create(session, grant, dated=TODAY, by=granted.organiser, now=now)
            if fails:
                raise ZeroDivisionError

    def attempt(job: tuple[int, bool]) -> str:
        try:
            make(job)
        except (ZeroDivisionError, RuleBroken) as failed:
            return type(failed).__name__
        return "made"

    jobs = [(place, fails) for place in range(10) for fails in (True, False, True)]
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, jobs))

    assert outcomes.count("made") == 10
    with transaction(engine) as session:
        numbers = session.exec(select(Contract.serial).order_by(col(Contract.serial))).all()
        assert numbers == list(range(1, 11))


def test_the_database_refuses_two_contracts_of_one_grant(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "drafted")
    session.add(Contract(grant_id=granted.grant.id or 0, year=2026, serial=9, number="9/2026", dated=TODAY))

    with pytest.raises(IntegrityError):
        session.flush()


def test_making_the_contract_settles_when_the_report_is_due(session: Session, tmp_path: Path, now: datetime) -> None:
    granted = make_granted(session)
    granted.contest.ends_on = now + timedelta(days=100)

    lead(session, granted, keys_in(tmp_path), "drafted")

    assert queries.report(session, granted.grant.id).due_on == TODAY + timedelta(days=110)


def text_of(session: Session, config: Settings, granted: Granted, keys: Keys) -> str:
    place, contract = queries.get(session, granted.grant.id or 0), queries.contract(session, granted.grant.id)
    assert place is not None
    assert contract is not None
    fonts.prepare(config.font_cache)
    reader = PdfReader(BytesIO(agreement.draw(session, keys, place, contract)))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages).replace("\u00a0", " ")


def test_the_paper_says_who_what_and_how_much_in_both_languages(
    session: Session, tmp_path: Path, config: Settings
) -> None:
    granted, keys = make_granted(session), keys_in(tmp_path)
    lead(session, granted, keys, "drafted")

    told = text_of(session, config, granted, keys)

    for words in (
        "Шағын грант беру туралы № 1/2026 ШАРТ", "ДОГОВОР № 1/2026 о предоставлении малого гранта",
        "200 000 (екі жүз мың) теңге 00 тиын", "200 000 (двести тысяч) тенге 00 тиын", IIN, "Тестова Асель Маратовна",
        "KZ69 9990 0000 0000 0001", "HSBKKZKX", "Перчатки", "120 000", "Урны", "80 000", "Субботник",
        "+7 701 000 00 01", "№ 1",
    ):  # fmt: skip
        assert words in told, words
    assert IBAN not in told  # accounts are printed in groups


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ApplicantKind.GROUP, ("от имени инициативной группы: Волонтёры «Бірлік»",)),
        (ApplicantKind.ORGANISATION, ("«Таза Жетісу» қоғамдық қоры", "Общественный фонд «Таза Жетісу»", "Жарғы",
                                      "Устав", "Директор")),
    ],
)  # fmt: skip
def test_groups_and_organisations_sign_as_what_they_are(
    session: Session, tmp_path: Path, config: Settings, kind: ApplicantKind, words: tuple[str, ...]
) -> None:
    granted, keys = make_granted(session, kind=kind), keys_in(tmp_path)
    lead(session, granted, keys, "drafted")

    told = text_of(session, config, granted, keys)

    for word in words:
        assert word in told, word


@pytest.mark.parametrize("what", ["project-dates-missing", "budget-differs", "protocol-unsigned", "details-missing"])
def test_what_cannot_be_stated_is_refused_before_a_number_is_taken(session: Session, tmp_path: Path, what: str) -> None:
    granted, keys = make_granted(session), keys_in(tmp_path)
    if what != "details-missing":
        take(session, granted, keys, "details", granted.grant)
    if what == "project-dates-missing":
        granted.contest.ends_on = None
    if what == "budget-differs":
        granted.grant.amount = 190_000
    if what == "protocol-unsigned":
        session.delete(queries.protocol(session, granted.contest.id))
    session.flush()
    place = queries.get(session, granted.grant.id or 0)
    assert place is not None

    with pytest.raises(RuleBroken) as refused:
        agreement.facts(session, keys, place, None)
    assert refused.value.reason == what
    assert granted.contest.status is ContestStatus.PUBLISHED
