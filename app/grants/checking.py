"""Two checks of a report, the content, then the money: every item is accepted, or returned with what to do about it.

What was said of an item holds while the item is as it was. One that the winner has changed since is to be looked at
again, with the old remark beside it; one that they left alone stays accepted through any number of returns."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.errors import RuleBroken
from app.grants import report_queries
from app.grants.account import NAMES, PEOPLE, ROWS, Account
from app.grants.models import Evidence, Expense, Grant, Report, ReportStatus
from app.grants.report_models import Verdict

BALANCE = "balance"
"""Sums and what is to be returned."""
FURTHER = ("partners", "problems", "sustainability")


class Part(StrEnum):
    CONTENT = "content"
    MONEY = "money"


TURN = {ReportStatus.SUBMITTED: Part.CONTENT, ReportStatus.CONTENT_ACCEPTED: Part.MONEY}
"""Which check it is now."""


class State(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CHANGED = "changed"
    """Returned once and changed since."""


@dataclass(frozen=True)
class Item:
    key: str
    part: Part
    seal: str


@dataclass(frozen=True)
class Mark:
    """How an item stands; `remark` is the last one, whatever became of it."""

    state: State = State.OPEN
    remark: str = ""


@dataclass(frozen=True)
class Said:
    is_accepted: bool
    remark: str = ""


def items(account: Account) -> list[Item]:
    """In the order of the report."""
    answers = account.report.answers
    typed = {name: answers.get(name, "") for name in NAMES - ROWS}
    content: list[tuple[str, Any]] = [
        (f"deeds-{place}", [deed.how, deed.fact, deed.why]) for place, deed in enumerate(account.deeds)
    ]
    content += [
        ("results", [outcome.fact for outcome in account.outcomes]),
        ("people", [typed[name] for name in PEOPLE]), ("story", typed["story"]),
        ("further", [typed[name] for name in FURTHER]),
    ]  # fmt: skip
    content += [(f"evidence-{one.id}", _shown(one)) for one in account.evidence]
    money: list[tuple[str, Any]] = [(f"expense-{one.id}", _spent(one)) for one in account.expenses]
    money.append((BALANCE, [account.spending.spent, account.spending.paid]))
    return [
        Item(key, part, _seal(value))
        for part, found in ((Part.CONTENT, content), (Part.MONEY, money))
        for key, value in found
    ]


def marks(account: Account, verdicts: Iterable[Verdict]) -> dict[str, Mark]:
    """Item → how it stands, for every item of the report."""
    known = {verdict.item: verdict for verdict in verdicts}
    return {item.key: _mark(item, known.get(item.key)) for item in items(account)}


def turn(report: Report) -> Part | None:
    return TURN.get(report.status)


def judge(
    session: Session, grant: Grant, account: Account, said: Mapping[str, Said], *, by: User, now: datetime
) -> None:
    """Note what was said of items whose turn it is; of others nothing is taken. Raises RuleBroken
    ``remark-missing`` where one is returned without a word."""
    here = [item for item in items(account) if item.part == turn(account.report) and item.key in said]
    if any(not said[item.key].is_accepted and not said[item.key].remark for item in here):
        raise RuleBroken("remark-missing")
    known = {verdict.item: verdict for verdict in report_queries.verdicts(session, account.report.id)}
    changed = {item.key: said[item.key] for item in here if _differs(item, known.get(item.key), said[item.key])}
    for item in here:
        if item.key in changed:
            _write(session, account.report, item, said[item.key], known.get(item.key), by, now)
    if changed:
        session.flush()
        returned = sorted(key for key, one in changed.items() if not one.is_accepted)
        journal.write(
            session, "report.checked", of=("report", account.report.id), by=by.id, now=now,
            contest_id=grant.contest_id, grant=grant.id, accepted=len(changed) - len(returned), returned=returned,
        )  # fmt: skip


def accept_rest(session: Session, grant: Grant, account: Account, *, by: User, now: datetime) -> None:
    """Whatever has no verdict yet is in order. Raises RuleBroken ``items-returned`` where one is not."""
    found = marks(account, report_queries.verdicts(session, account.report.id))
    here = [item.key for item in items(account) if item.part == turn(account.report)]
    returned = sum(found[key].state is State.RETURNED for key in here)
    if returned:
        raise RuleBroken("items-returned", number=returned)
    rest = {key: Said(True) for key in here if found[key].state is not State.ACCEPTED}
    judge(session, grant, account, rest, by=by, now=now)


def returned(session: Session, account: Account) -> list[str]:
    """The items that wait for the winner."""
    found = marks(account, report_queries.verdicts(session, account.report.id))
    return [key for key, mark in found.items() if mark.state is State.RETURNED]


def _mark(item: Item, verdict: Verdict | None) -> Mark:
    if verdict is None:
        return Mark()
    if verdict.seal == item.seal:
        return Mark(State.ACCEPTED if verdict.is_accepted else State.RETURNED, verdict.remark)
    return Mark(State.OPEN if verdict.is_accepted else State.CHANGED, verdict.remark)


def _differs(item: Item, known: Verdict | None, said: Said) -> bool:
    return known is None or (known.seal, known.is_accepted, known.remark) != (item.seal, said.is_accepted, said.remark)


def _write(
    session: Session, report: Report, item: Item, said: Said, known: Verdict | None, by: User, now: datetime
) -> None:
    verdict = known or Verdict(report_id=report.id or 0, item=item.key, is_accepted=True, seal="", given_by=0,
                               given_at=now)  # fmt: skip
    verdict.is_accepted, verdict.remark, verdict.seal = said.is_accepted, said.remark, item.seal
    verdict.given_by, verdict.given_at = by.id or 0, now
    session.add(verdict)


def _shown(one: Evidence) -> list[Any]:
    return [one.caption, one.url, str(one.dated), one.sha256]


def _spent(one: Expense) -> list[Any]:
    return [one.budget_line_id, one.supplier, one.paper, str(one.spent_on), one.amount, one.sha256]


def _seal(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:32]
