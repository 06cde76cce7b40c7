"""Contracts: states × actions, numbers without gaps, what the paper says."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from granted import FILES, IBAN, IIN, Granted, keys_in, lead, make_granted, paper, take
from pypdf import PdfReader
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.applications.models import ApplicantKind
from app.contests.models import ContestStatus
from app.db import transaction
from app.documents import fonts
from app.errors import RuleBroken
from app.grants import agreement, answers, contracts, queries
from app.grants.models import Contract, ContractStatus, Grant, Side
from app.keys import Keys
from app.settings import Settings

TODAY = date(2026, 5, 20)
Verb = Callable[[Session, Granted], object]
VERBS: dict[str, Verb] = {
    "create": lambda session, granted: contracts.create(
        session, granted.grant, dated=TODAY, by=granted.organiser, now=datetime.now(UTC)
    ),
    "send": lambda session, granted: contracts.send(
        session, granted.grant, OTHERS, by=granted.organiser, now=datetime.now(UTC)
    ),
    "sign_first": lambda session, granted: contracts.sign_first(
        session, granted.grant, OTHERS, Side.GRANTEE, signed_on=TODAY, by=granted.organiser, now=datetime.now(UTC)
    ),
    "sign": lambda session, granted: contracts.sign(
        session, granted.grant, OTHERS, contracts.Scan("c" * 64, "image/png"), signed_on=TODAY,
        by=granted.organiser, now=datetime.now(UTC),
    ),
    "recall": lambda session, granted: contracts.recall(
        session, granted.grant, "Аты қате", by=granted.organiser, now=datetime.now(UTC)
    ),
    "give_up": lambda session, granted: contracts.give_up(
        session, granted.grant, "Бас тартты", by=granted.organiser, now=datetime.now(UTC)
    ),
    "amend": lambda session, granted: contracts.amend(
        session, granted.grant, 1, {}, by=granted.organiser, now=datetime.now(UTC)
    ),
    "terminate": lambda session, granted: contracts.terminate(
        session, granted.grant, "Есеп жоқ", ended_on=TODAY, to_return=0, by=granted.organiser, now=datetime.now(UTC)
    ),
}  # fmt: skip
OTHERS = contracts.Frozen("a" * 64, "b" * 64)
ALLOWED: dict[str, dict[str, str]] = {
    "details": {"create": "drafted"},
    "drafted": {"send": "sent", "sign_first": "signed_by_one", "sign": "signed", "give_up": "terminated"},
    "sent": {"recall": "drafted", "sign_first": "signed_by_one", "sign": "signed", "give_up": "terminated"},
    "signed_by_one": {"recall": "drafted", "sign": "signed", "give_up": "terminated"},
    "signed": {"amend": "amended", "terminate": "terminated"},
    "amended": {"amend": "amended", "terminate": "terminated"},
    "terminated": {},
}
REASONS = {"create": "contract-exists", "give_up": "contract-in-force"}


def in_state(session: Session, keys: Keys, state: str) -> Granted:
    granted = make_granted(session)
    lead(session, granted, keys, state if state in ("details", "drafted", "sent") else "sent")
    by, now = granted.organiser, datetime.now(UTC)
    if state == "signed_by_one":
        contracts.sign_first(session, granted.grant, FILES, Side.GRANTOR, signed_on=TODAY, by=by, now=now)
    if state in ("signed", "amended", "terminated"):
        take(session, granted, keys, "signed", granted.grant)
    if state == "amended":
        contracts.amend(session, granted.grant, 1, {}, by=by, now=now)
    if state == "terminated":
        contracts.terminate(session, granted.grant, "Есеп жоқ", ended_on=TODAY, to_return=0, by=by, now=now)
    return granted


def test_the_table_of_moves_is_the_table_of_this_test() -> None:
    verbs = {"give_up": ("void",)}
    wanted = {
        (state, move, end) for state, found in ALLOWED.items() for verb, end in found.items()
        for move in verbs.get(verb, (verb,)) if verb != "create"
    }  # fmt: skip
    found = {(state.value, verb, end.value) for (state, verb), end in contracts.MOVES.items() if verb != "revise"}
    assert found == wanted


@pytest.mark.parametrize(("state", "verb"), list(product(ALLOWED, VERBS)))
def test_every_verb_in_every_state(session: Session, tmp_path: Path, state: str, verb: str) -> None:
    granted = in_state(session, keys_in(tmp_path), state)
    before = queries.contract(session, granted.grant.id)

    if verb in ALLOWED[state]:
        VERBS[verb](session, granted)
        contract = queries.contract(session, granted.grant.id)
        assert contract is not None
        assert contract.status.value == ALLOWED[state][verb]
        assert before is None or contract.number == before.number
    elif (state, verb) == ("details", "give_up"):
        VERBS[verb](session, granted)
        assert queries.contract(session, granted.grant.id) is None
    else:
        with pytest.raises(RuleBroken) as refused:
            VERBS[verb](session, granted)
        reason = REASONS.get(verb, "not-now") if state != "details" else "not-now"
        assert refused.value.reason == reason


def test_no_verb_leads_out_of_a_terminated_contract() -> None:
    assert not [verb for (state, verb) in contracts.MOVES if state is ContractStatus.TERMINATED]


def test_what_is_called_back_is_drawn_anew_and_keeps_its_number(session: Session, tmp_path: Path) -> None:
    granted = in_state(session, keys_in(tmp_path), "signed_by_one")

    contract = contracts.recall(session, granted.grant, "Аты қате", by=granted.organiser, now=datetime.now(UTC))

    assert (contract.number, contract.pdf_sha256, contract.docx_sha256) == ("1/2026", None, None)
    assert (contract.signed_first, contract.first_signed_on, contract.sent_at) == (None, None, None)


def test_the_second_cannot_have_signed_before_the_first(session: Session, tmp_path: Path) -> None:
    granted = in_state(session, keys_in(tmp_path), "drafted")
    contract = queries.contract(session, granted.grant.id)
    assert contract is not None
    contract.dated = TODAY - timedelta(days=3)
    by, now, scan = granted.organiser, datetime.now(UTC), contracts.Scan("c" * 64, "image/png")
    contracts.sign_first(session, granted.grant, FILES, Side.GRANTOR, signed_on=TODAY, by=by, now=now)

    with pytest.raises(RuleBroken) as refused:
        contracts.sign(session, granted.grant, FILES, scan, signed_on=TODAY - timedelta(days=1), by=by, now=now)
    assert refused.value.reason == "signed-before-dated"


def test_a_termination_gives_back_at_most_what_was_paid(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "paid")
    by, now = granted.organiser, datetime.now(UTC)

    with pytest.raises(RuleBroken) as refused:
        contracts.terminate(session, granted.grant, "Себебі", ended_on=TODAY, to_return=200_001, by=by, now=now)
    assert (refused.value.reason, refused.value.facts) == ("return-over", {"left": 200_000})
    with pytest.raises(RuleBroken) as early:
        contracts.terminate(
            session, granted.grant, "Себебі", ended_on=TODAY - timedelta(days=1), to_return=0, by=by, now=now
        )
    assert early.value.reason == "ended-before-signing"
    ended = contracts.terminate(session, granted.grant, "Себебі", ended_on=TODAY, to_return=50_000, by=by, now=now)
    assert (ended.ended_on, ended.end_reason, ended.to_return) == (TODAY, "Себебі", 50_000)


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

    assert refusal() == "grant-not-accepted"
    answers.accept(session, granted.grant, by=granted.winner, now=now)
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
    """CO4: fifty at once, ten of them forced to fail."""
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

    jobs = [(place, fails) for place in range(10) for fails in (True, False, False, False, False)]
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
