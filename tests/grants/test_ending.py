"""Whose award is taken back, and who is awarded again; what is erased of whoever gets no contract."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from granted import FILES, IBAN, IIN, Granted, keys_in, lead, make_granted, take, take_back
from sqlmodel import Session, SQLModel, select, text

from app import journal
from app.applications.models import ApplicantKind
from app.awards.models import Award
from app.errors import RuleBroken
from app.grants import answers, contract_queries, contracts, many, opening, queries
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.models import ContractStatus, Details, Grant
from app.grants.tracker import Next, tracker
from app.keys import Keys
from app.tables import files_named

TODAY = datetime(2026, 5, 20, tzinfo=UTC).date()
NEXT_YEAR = datetime(2027, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 7, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return keys_in(tmp_path)


def give_again(session: Session, granted: Granted, grant: Grant) -> None:
    award = session.get_one(Award, grant.award_id)
    award.taken_at, award.nomination_slot = None, 1
    session.flush()
    opening.open_grants(session, granted.contest, by=granted.organiser, now=datetime.now(UTC))


def answer_of(session: Session, grant: Grant) -> WinnerAnswer:
    found = contract_queries.answer(session, grant.id)
    assert found is not None
    return found


@pytest.mark.parametrize("step", ["", "taken", "details", "drafted", "sent"])
def test_the_organiser_ends_a_grant_whose_award_was_taken_back(session: Session, keys: Keys, step: str) -> None:
    granted = make_granted(session)
    if step:
        lead(session, granted, keys, step)
    with pytest.raises(RuleBroken) as stands:
        answers.end(session, granted.grant, "Қате", by=granted.organiser, now=datetime.now(UTC))
    take_back(session, granted.grant)
    (waits_for,) = [line.next for line in tracker(session, granted.contest.id, TODAY).lines]

    ended = answers.end(session, granted.grant, "Балл қате саналды", by=granted.organiser, now=datetime.now(UTC))

    assert (stands.value.reason, waits_for) == ("award-stands", Next.ENDING)
    assert (ended.status, ended.reason, ended.successor_id) == (AnswerStatus.WITHDRAWN, "Балл қате саналды", None)
    contract = queries.contract(session, granted.grant.id)
    assert (contract.status if contract else None) == (
        ContractStatus.TERMINATED if step in ("drafted", "sent") else None
    )  # fmt: skip
    assert queries.rows(session, granted.contest.id) == []
    assert contract_queries.passed_on(session, granted.contest.id) == []


def test_a_contract_in_force_is_terminated_not_ended(session: Session, keys: Keys) -> None:
    granted = make_granted(session)
    lead(session, granted, keys, "signed")
    take_back(session, granted.grant)

    with pytest.raises(RuleBroken) as refused:
        answers.end(session, granted.grant, "Қате", by=granted.organiser, now=datetime.now(UTC))
    assert refused.value.reason == "contract-in-force"


@pytest.mark.parametrize("verb", ["refuse", "lapse"])
def test_who_gives_up_an_award_that_was_taken_back_calls_nobody(session: Session, verb: str) -> None:
    granted = make_granted(session)
    take_back(session, granted.grant)

    with pytest.raises(RuleBroken) as refused:
        answers.accept(session, granted.grant, by=granted.winner, now=LATER)
    do: Callable[..., WinnerAnswer] = getattr(answers, verb)
    settled = do(session, granted.grant, "Жоқ", by=granted.winner, now=LATER)

    assert (refused.value.reason, settled.successor_id) == ("award-withdrawn", None)
    assert not session.exec(select(journal.Entry).where(journal.Entry.action == "award.passed-on")).all()


@pytest.mark.parametrize("how", ["refused", "ended"])
def test_who_is_awarded_again_is_asked_again_and_gets_the_same_number(session: Session, keys: Keys, how: str) -> None:
    granted = make_granted(session, 2)
    grant, by = granted.grant, granted.organiser
    lead(session, granted, keys, "sent")
    if how == "refused":
        answers.refuse(session, grant, "Көшемін", by=granted.winner, now=datetime.now(UTC))
    else:
        take_back(session, grant)
        answers.end(session, grant, "Қате", by=by, now=datetime.now(UTC))
    give_again(session, granted, grant)

    asked = answer_of(session, grant)
    assert (asked.status, asked.reason, asked.settled_at) == (AnswerStatus.WAITING, "", None)
    assert [row.contract for row in queries.rows(session, granted.contest.id)] == [None, None]
    take(session, granted, keys, "details", grant)
    with pytest.raises(RuleBroken) as other_year:
        contracts.create(session, grant, dated=NEXT_YEAR.date(), by=by, now=NEXT_YEAR)
    found = many.to_make(session, granted.contest, TODAY, datetime.now(UTC))
    assert [one.number for one in found] == ["1/2026", ""]
    again = contracts.create(session, grant, dated=TODAY, by=by, now=datetime.now(UTC))
    lead(session, granted, keys, "drafted", granted.grants[1])

    assert (other_year.value.reason, again.number, again.status) == (
        "contract-other-year", "1/2026", ContractStatus.DRAFTED,
    )  # fmt: skip
    second = queries.contract(session, granted.grants[1].id)
    assert second is not None
    assert second.number == "2/2026"
    contracts.send(session, grant, FILES, by=by, now=datetime.now(UTC))
    with pytest.raises(RuleBroken) as twice:
        contracts.create(session, grant, dated=TODAY, by=by, now=datetime.now(UTC))
    assert twice.value.reason == "contract-exists"


@pytest.mark.parametrize("kind", [ApplicantKind.PERSON, ApplicantKind.ORGANISATION])
@pytest.mark.parametrize(
    ("step", "how"), [("details", "refuse"), ("sent", "refuse"), ("details", "end"), ("sent", "end")]
)
def test_nothing_of_the_details_is_left_in_the_database(
    session: Session, keys: Keys, kind: ApplicantKind, step: str, how: str
) -> None:
    granted = make_granted(session, kind=kind)
    lead(session, granted, keys, step)
    known = queries.details(session, granted.grant.id)
    assert known is not None
    traces = [known.identifier_sealed, known.account_sealed, known.phone, known.address, *secrets_of(kind)]
    assert all(one in everything(session) for one in traces[:4])

    if how == "refuse":
        answers.refuse(session, granted.grant, "Көшемін", by=granted.winner, now=datetime.now(UTC))
    else:
        take_back(session, granted.grant)
        answers.end(session, granted.grant, "Қате", by=granted.organiser, now=datetime.now(UTC))
    session.flush()

    left = everything(session)
    assert [one for one in traces if one in left] == []
    assert session.exec(select(Details)).all() == []
    assert FILES.pdf_sha256 not in files_named(session)
    (entry,) = session.exec(select(journal.Entry).where(journal.Entry.action == "grant.details-erased")).all()
    assert session.get_one(journal.Payload, entry.id).body == "{}"


def secrets_of(kind: ApplicantKind) -> list[str]:
    return [IBAN] if kind is ApplicantKind.ORGANISATION else [IIN, IBAN]


def everything(session: Session) -> str:
    """Every value of every row but those of the application itself."""
    tables = [name for name in SQLModel.metadata.tables if name not in ("application", "user", "organisation")]
    return "\n".join(str(row) for name in tables for row in session.execute(text(f'SELECT * FROM "{name}"')))
