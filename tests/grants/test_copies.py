"""Signed pages from afar: when they can be sent, what taking them means, what makes them void."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from granted import FILES, STEPS, Granted, keys_in, lead, make_granted
from granted import take as granted_step
from sqlmodel import Session, select

from app.errors import RuleBroken
from app.grants import answers, contracts, copies, copy_queries, queries, report_queries
from app.grants.copies import Sheets
from app.grants.copy_models import Copied, CopyStatus, SignedCopy
from app.grants.models import ContractStatus, Side
from app.grants.report_models import Act
from app.grants.tracker import Next, tracker
from app.journal import Entry

TODAY = date(2026, 5, 20)
SHEETS, BETTER = Sheets("d" * 64, 6, 900_000), Sheets("e" * 64, 7, 950_000)
SCAN = contracts.Scan("c" * 64, "image/png")


@pytest.fixture
def granted(session: Session, tmp_path: Path) -> Granted:
    made = make_granted(session)
    lead(session, made, keys_in(tmp_path), "sent")
    return made


def send(session: Session, granted: Granted, sheets: Sheets = SHEETS, *, paper: Copied = Copied.CONTRACT,
         on: date = TODAY) -> SignedCopy:  # fmt: skip
    return copies.send(session, granted.grant, paper, sheets, signed_on=on, by=granted.winner, now=datetime.now(UTC))


def take(session: Session, granted: Granted, paper: Copied = Copied.CONTRACT, *, seen: str = SHEETS.sha256,
         on: date = TODAY) -> SignedCopy:  # fmt: skip
    by, now = granted.secretary, datetime.now(UTC)
    return copies.take(session, granted.grant, paper, seen=seen, signed_on=on, by=by, now=now)


def of(session: Session, granted: Granted, paper: Copied = Copied.CONTRACT) -> SignedCopy | None:
    return copy_queries.last(session, granted.grant.id, paper)


def line(session: Session, granted: Granted) -> Next:
    return tracker(session, granted.contest.id, TODAY).lines[0].next


def with_act(session: Session, granted: Granted, folder: Path) -> None:
    for step in STEPS[STEPS.index("signed") :]:
        granted_step(session, granted, keys_in(folder), step, granted.grant)
    session.add(
        Act(grant_id=granted.grant.id or 0, year=2026, serial=1, number="1/2026", dated=TODAY, pdf_sha256="f" * 64,
            docx_sha256="f" * 64, made_by=granted.organiser.id or 0, made_at=datetime.now(UTC))
    )  # fmt: skip
    session.flush()


def test_taken_pages_are_the_winners_signature(session: Session, granted: Granted) -> None:
    assert line(session, granted) is Next.SIGNING
    send(session, granted)
    assert line(session, granted) is Next.PAGES

    copy = take(session, granted)

    contract = queries.contract(session, granted.grant.id)
    assert contract is not None
    assert (contract.status, contract.signed_first) == (ContractStatus.SIGNED_BY_ONE, Side.GRANTEE)
    assert (contract.first_signed_on, contract.scan_sha256) == (TODAY, None)
    assert (copy.status, copy.answered_by) == (CopyStatus.TAKEN, granted.secretary.id)
    assert line(session, granted) is Next.SIGNING
    said = [entry.action for entry in session.exec(select(Entry).where(Entry.action.startswith("copy."))).all()]  # type: ignore[attr-defined]
    assert said == ["copy.sent", "copy.taken"]


def test_where_the_organiser_has_signed_the_pages_bring_the_contract_into_force(
    session: Session, granted: Granted
) -> None:
    contracts.sign_first(session, granted.grant, FILES, Side.GRANTOR, signed_on=TODAY, by=granted.organiser,
                         now=datetime.now(UTC))  # fmt: skip
    send(session, granted)
    take(session, granted)

    contract = queries.contract(session, granted.grant.id)
    assert contract is not None
    assert (contract.status, contract.signed_on) == (ContractStatus.SIGNED, TODAY)
    assert (contract.scan_sha256, contract.scan_type) == (SHEETS.sha256, "application/pdf")


def test_what_is_sent_again_takes_the_place_of_what_waits(session: Session, granted: Granted) -> None:
    first, second = send(session, granted), send(session, granted, BETTER)
    assert (first.id, second.sha256, second.pages) == (second.id, BETTER.sha256, 7)
    assert len(session.exec(select(SignedCopy)).all()) == 1


def test_pages_that_were_sent_back_are_answered_once_and_stay_on_record(session: Session, granted: Granted) -> None:
    send(session, granted)
    copies.send_back(session, granted.grant, Copied.CONTRACT, "3-бет жоқ", seen=SHEETS.sha256, by=granted.secretary,
                     now=datetime.now(UTC))  # fmt: skip

    with pytest.raises(RuleBroken, match="copy-answered"):
        take(session, granted)
    assert line(session, granted) is Next.SIGNING
    send(session, granted, BETTER)
    assert [copy.status for copy in session.exec(select(SignedCopy).order_by("id")).all()] == ["returned", "sent"]


@pytest.mark.parametrize("change", ["recall", "sign", "winner_first"])
def test_pages_of_a_paper_that_changed_or_was_signed_otherwise_wait_no_more(
    session: Session, granted: Granted, change: str
) -> None:
    send(session, granted)
    by, now = granted.organiser, datetime.now(UTC)
    if change == "recall":
        contracts.recall(session, granted.grant, "Аты қате", by=by, now=now)
    elif change == "sign":
        contracts.sign(session, granted.grant, FILES, SCAN, signed_on=TODAY, by=by, now=now)
    else:
        contracts.sign_first(session, granted.grant, FILES, Side.GRANTEE, signed_on=TODAY, by=by, now=now)

    assert of(session, granted) is None
    assert line(session, granted) is not Next.PAGES
    with pytest.raises(RuleBroken, match="copy-answered"):
        take(session, granted)
    if change != "recall":
        with pytest.raises(RuleBroken, match="copy-not-now"):
            send(session, granted)


def test_a_contract_that_was_sent_anew_is_signed_anew(session: Session, granted: Granted) -> None:
    send(session, granted)
    by, now = granted.organiser, datetime.now(UTC)
    contracts.recall(session, granted.grant, "Аты қате", by=by, now=now)
    with pytest.raises(RuleBroken, match="copy-not-now"):
        send(session, granted)
    contracts.send(session, granted.grant, contracts.Frozen("a" * 64, "b" * 64), by=by, now=now)
    assert of(session, granted) is None

    copy = send(session, granted, BETTER)

    assert of(session, granted) == copy
    assert (copy.of, take(session, granted, seen=BETTER.sha256).status) == ("a" * 64, CopyStatus.TAKEN)


@pytest.mark.parametrize(
    ("on", "reason"), [(TODAY + timedelta(days=1), "date-ahead"), (TODAY - timedelta(days=1), "copy-before-dated")]
)
def test_the_day_of_the_signature_is_possible(session: Session, granted: Granted, on: date, reason: str) -> None:
    with pytest.raises(RuleBroken, match=reason):
        send(session, granted, on=on)
    send(session, granted)
    with pytest.raises(RuleBroken, match=reason):
        take(session, granted, on=on)


def test_nobody_takes_pages_that_came_after_they_looked(session: Session, granted: Granted) -> None:
    send(session, granted)
    send(session, granted, BETTER)
    with pytest.raises(RuleBroken, match="copy-changed"):
        take(session, granted)
    assert take(session, granted, seen=BETTER.sha256).sha256 == BETTER.sha256


def test_both_have_signed_on_the_later_day(session: Session, granted: Granted) -> None:
    contract = queries.contract(session, granted.grant.id)
    assert contract is not None
    contract.dated = TODAY - timedelta(days=9)
    contracts.sign_first(session, granted.grant, FILES, Side.GRANTOR, signed_on=TODAY, by=granted.organiser,
                         now=datetime.now(UTC))  # fmt: skip
    earlier = TODAY - timedelta(days=5)
    send(session, granted, on=earlier)
    copy = take(session, granted, on=earlier)
    assert (copy.signed_on, contract.signed_on) == (earlier, TODAY)


def test_what_was_taken_by_mistake_is_signed_anew(session: Session, granted: Granted) -> None:
    send(session, granted)
    take(session, granted)
    by, now = granted.organiser, datetime.now(UTC) + timedelta(minutes=1)
    contracts.recall(session, granted.grant, "Қате", by=by, now=now)
    contracts.send(session, granted.grant, FILES, by=by, now=now)
    assert of(session, granted) is None


def test_an_act_is_signed_from_afar_and_still_needs_the_scan_of_both(
    session: Session, granted: Granted, tmp_path: Path
) -> None:
    with pytest.raises(RuleBroken, match="copy-not-now"):
        send(session, granted, paper=Copied.ACT)
    with_act(session, granted, tmp_path)
    assert line(session, granted) is Next.NOTHING

    send(session, granted, paper=Copied.ACT)
    assert line(session, granted) is Next.PAGES
    copy = take(session, granted, Copied.ACT)

    act = report_queries.act(session, granted.grant.id)
    assert act is not None
    assert (copy.status, act.signed_on, act.scan_sha256) == (CopyStatus.TAKEN, None, None)
    with pytest.raises(RuleBroken, match="copy-not-now"):
        send(session, granted, paper=Copied.ACT)
    assert line(session, granted) is Next.NOTHING


def test_of_a_grant_that_is_given_up_no_signed_pages_are_kept(session: Session, granted: Granted) -> None:
    send(session, granted)
    answers.refuse(session, granted.grant, "Көшіп кетемін", by=granted.winner, now=datetime.now(UTC))
    assert session.exec(select(SignedCopy)).all() == []
