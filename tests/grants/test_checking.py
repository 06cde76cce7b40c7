"""Two checks of a report: each item accepted or returned, and what was said holds while the item is as it was."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from granted import Granted, keys_in, lead, make_granted, paper, told
from sqlmodel import Session, select

from app import journal
from app.errors import RuleBroken
from app.grants import checking, evidence, queries, report_queries, reports
from app.grants.checking import Mark, Part, Said, State
from app.grants.forms import ExpenseForm
from app.grants.models import Expense, ReportStatus
from app.grants.papers import Paper

NOON = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)


@pytest.fixture
def granted(session: Session, tmp_path: Path) -> Granted:
    """Handed in."""
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "submitted")
    return granted


def marks(session: Session, granted: Granted) -> dict[str, Mark]:
    account = reports.account_of(session, granted.grant)
    return checking.marks(account, report_queries.verdicts(session, account.report.id))


def judge(session: Session, granted: Granted, **said: str) -> None:
    """A remark returns an item, an empty one accepts it."""
    verdicts = {key.replace("_", "-"): Said(not remark, remark) for key, remark in said.items()}
    reports.judge(session, granted.grant, verdicts, by=granted.secretary, now=NOON)


def states(session: Session, granted: Granted) -> dict[str, str]:
    return {key: mark.state.value for key, mark in marks(session, granted).items() if mark.state is not State.OPEN}


def test_every_part_of_a_report_is_an_item_of_one_check(session: Session, granted: Granted) -> None:
    account = reports.account_of(session, granted.grant)
    found = [(item.part, item.key.partition("-")[0]) for item in checking.items(account)]

    content = ["deeds", "deeds", "results", "people", "story", "further", *["evidence"] * 7]
    assert found == [(Part.CONTENT, one) for one in content] + [
        (Part.MONEY, "expense"), (Part.MONEY, "expense"), (Part.MONEY, "balance"),
    ]  # fmt: skip


def test_what_is_left_unmarked_is_in_order_once_the_part_is_accepted(session: Session, granted: Granted) -> None:
    judge(session, granted, story="")
    reports.accept_content(session, granted.grant, by=granted.secretary, now=NOON)

    found = states(session, granted)
    assert set(found.values()) == {"accepted"}
    assert len(found) == 13


def test_a_part_with_a_returned_item_is_not_accepted(session: Session, granted: Granted) -> None:
    judge(session, granted, story="Короче", people="Сверьте со списком")

    with pytest.raises(RuleBroken) as refused:
        reports.accept_content(session, granted.grant, by=granted.secretary, now=NOON)
    assert (refused.value.reason, refused.value.facts) == ("items-returned", {"number": 2})


def test_nothing_is_returned_without_a_word(session: Session, granted: Granted) -> None:
    with pytest.raises(RuleBroken, match="remark-missing"):
        reports.judge(session, granted.grant, {"story": Said(False)}, by=granted.secretary, now=NOON)
    with pytest.raises(RuleBroken, match="nothing-returned"):
        reports.send_back(session, granted.grant, "", by=granted.secretary, now=NOON)


def test_the_money_is_not_judged_with_the_content(session: Session, granted: Granted) -> None:
    judge(session, granted, balance="Где остаток?", story="Короче")

    assert states(session, granted) == {"story": "returned"}


def test_what_was_mended_is_looked_at_again_and_what_was_left_alone_stays_accepted(
    session: Session, granted: Granted
) -> None:
    judge(session, granted, story="Короче", people="")
    reports.send_back(session, granted.grant, "", by=granted.secretary, now=NOON)
    assert states(session, granted) == {"story": "returned", "people": "accepted"}

    answers = told(session, granted.grant)
    mended = answers | {"story": answers["story"].replace("всем", "целым")}
    reports.save(session, granted.grant, mended, by=granted.winner, now=NOON)
    assert marks(session, granted)["story"] == Mark(State.CHANGED, "Короче")

    reports.submit(session, granted.grant, by=granted.winner, now=NOON)
    reports.accept_content(session, granted.grant, by=granted.secretary, now=NOON)
    assert states(session, granted)["story"] == "accepted"


def test_an_accepted_item_that_changes_is_open_again(session: Session, granted: Granted) -> None:
    judge(session, granted, people="", story="Короче")
    reports.send_back(session, granted.grant, "", by=granted.secretary, now=NOON)

    reports.save(session, granted.grant, told(session, granted.grant) | {"women": "30", "men": "34"},
                 by=granted.winner, now=NOON)  # fmt: skip

    assert states(session, granted) == {"story": "returned"}


def test_an_expense_is_returned_alone_and_comes_back_alone(session: Session, granted: Granted) -> None:
    reports.accept_content(session, granted.grant, by=granted.secretary, now=NOON)
    report = queries.report(session, granted.grant.id)
    first = queries.expenses(session, report.id)[0]
    said = {f"expense-{first.id}": Said(False, "Чек не читается")}
    reports.judge(session, granted.grant, said, by=granted.accountant, now=NOON)
    back = reports.send_back(session, granted.grant, "", by=granted.accountant, now=NOON)
    assert (back.status, back.returned_at) == (ReportStatus.RETURNED, NOON)

    evidence.remove_expense(session, granted.grant, first, by=granted.winner, now=NOON)
    reports.submit(session, granted.grant, by=granted.winner, now=NOON)

    content = {item.key for item in checking.items(reports.account_of(session, granted.grant))
               if item.part is Part.CONTENT}  # fmt: skip
    assert {states(session, granted)[key] for key in content} == {"accepted"}
    reports.accept_content(session, granted.grant, by=granted.secretary, now=NOON)
    reports.accept_money(session, granted.grant, by=granted.accountant, now=NOON)
    assert queries.report(session, granted.grant.id).status is ReportStatus.ACCEPTED


def corrected(
    session: Session, granted: Granted, expense: Expense, receipt: Paper | None = None, **other: object
) -> bool:
    said = {name: getattr(expense, name) for name in ExpenseForm.model_fields} | other
    return evidence.correct_expense(session, granted.grant, expense, ExpenseForm.model_validate(said), receipt,
                                    by=granted.winner, now=NOON)  # fmt: skip


def test_a_returned_expense_is_corrected_in_its_place_and_looked_at_again(session: Session, granted: Granted) -> None:
    reports.accept_content(session, granted.grant, by=granted.secretary, now=NOON)
    first, second = queries.expenses(session, queries.report(session, granted.grant.id).id)
    said = {f"expense-{first.id}": Said(False, "Чек не читается"), f"expense-{second.id}": Said(True, "")}
    reports.judge(session, granted.grant, said, by=granted.accountant, now=NOON)
    reports.send_back(session, granted.grant, "", by=granted.accountant, now=NOON)

    assert not corrected(session, granted, first)
    assert states(session, granted)[f"expense-{first.id}"] == "returned"
    before, again = first.sha256, paper("the same receipt, sharp")
    assert corrected(session, granted, first, again, amount="99 000")

    assert (first.amount, first.sha256, first.thumb_sha256) == (99_000, again.sha256, again.thumb_sha256)
    assert states(session, granted)[f"expense-{first.id}"] == "changed"
    with pytest.raises(RuleBroken) as refused:
        corrected(session, granted, second, amount="1")
    with pytest.raises(RuleBroken) as kept:
        evidence.remove_expense(session, granted.grant, second, by=granted.winner, now=NOON)
    assert (refused.value.reason, kept.value.reason, second.amount) == ("expense-accepted", "expense-accepted", 50_000)
    entry = session.exec(select(journal.Entry).where(journal.Entry.action == "expense.corrected")).one()
    noted = json.loads(session.get_one(journal.Payload, entry.id).body)
    assert (noted["amount"], noted["sha256"]) == ([100_000, 99_000], [before, again.sha256])
    assert noted["changed"] == ["amount", "sha256", "thumb_sha256"]


def test_what_is_being_checked_is_not_corrected(session: Session, granted: Granted) -> None:
    expense = queries.expenses(session, queries.report(session, granted.grant.id).id)[0]
    with pytest.raises(RuleBroken) as refused:
        corrected(session, granted, expense, amount="1")
    assert (refused.value.reason, expense.amount) == ("not-now", 100_000)


@pytest.mark.parametrize("until", ["filled", "accepted"])
def test_nobody_judges_what_is_not_being_checked(session: Session, tmp_path: Path, until: str) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), until)

    with pytest.raises(RuleBroken, match="not-now"):
        judge(session, granted, story="")
