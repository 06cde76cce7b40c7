"""The life of a report: due, submitted, returned or accepted in two steps, the content first, then the money."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.applications.answers import Answers
from app.errors import RuleBroken
from app.grants import checking, contracts, queries, report_queries, words
from app.grants.account import NAMES, Account
from app.grants.checking import Said
from app.grants.checklist import Checklist, checklist
from app.grants.models import Grant, Report, ReportStatus

MOVES: dict[tuple[ReportStatus, str], ReportStatus] = {
    (ReportStatus.DUE, "submit"): ReportStatus.SUBMITTED,
    (ReportStatus.RETURNED, "submit"): ReportStatus.SUBMITTED,
    (ReportStatus.SUBMITTED, "accept_content"): ReportStatus.CONTENT_ACCEPTED,
    (ReportStatus.CONTENT_ACCEPTED, "accept_money"): ReportStatus.ACCEPTED,
    (ReportStatus.SUBMITTED, "return"): ReportStatus.RETURNED,
    (ReportStatus.CONTENT_ACCEPTED, "return"): ReportStatus.RETURNED,
}
"""(state, verb) → state; whatever is not here is refused with ``not-now``."""
DONE = {
    "submit": "report.submitted", "accept_content": "report.content-accepted", "accept_money": "report.accepted",
    "return": "report.returned",
}  # fmt: skip
WITH_THE_WINNER = frozenset({ReportStatus.DUE, ReportStatus.RETURNED})


class Unfinished(Exception):
    """A report that cannot be submitted yet, and what it lacks."""

    def __init__(self, lacks: Checklist) -> None:
        super().__init__("unfinished")
        self.lacks = lacks


def is_overdue(report: Report, today: date) -> bool:
    """By the clock: nothing of it is stored."""
    return report.status in WITH_THE_WINNER and report.due_on < today


def save(
    session: Session, grant: Grant, answers: Answers, *, by: User, now: datetime, revision: int | None = None,
    page: str = "",
) -> Report:  # fmt: skip
    """Keep what was typed, finished or not. `revision` and `page` as in `drafts.save`. Raises RuleBroken:
    ``contract-unsigned``, ``not-now``, ``changed-meanwhile``."""
    report = to_change(session, grant)
    kept = {name: value for name, value in answers.items() if name in NAMES}
    if kept == report.answers:
        return report
    last, of = report.saves.get("", [0, ""])
    if revision is not None and revision < last and (not page or page != of):
        raise RuleBroken("changed-meanwhile")
    report.answers, report.saved_at = kept, now
    report.revision += 1
    report.saves = {"": [report.revision, page]}
    session.add(report)
    return report


def submit(session: Session, grant: Grant, *, by: User, now: datetime) -> Report:
    """Hand it in. Raises RuleBroken: ``contract-unsigned``, ``not-now``; Unfinished with all that it lacks."""
    to_change(session, grant)
    lacks = check(session, grant)
    if not lacks.is_complete:
        raise Unfinished(lacks)
    spent = lacks.spending
    return _move(
        session, grant, "submit", {"submitted_at": now}, by=by, now=now, spent=spent.spent, to_return=spent.to_return
    )


def accept_content(session: Session, grant: Grant, *, by: User, now: datetime) -> Report:
    """What was done is as agreed: every item that nobody returned. Raises RuleBroken ``items-returned``."""
    _accept_items(session, grant, "accept_content", by, now)
    return _move(session, grant, "accept_content", {}, by=by, now=now)


def accept_money(session: Session, grant: Grant, *, by: User, now: datetime) -> Report:
    """The expenses are in order too: the report is accepted. Raises RuleBroken ``items-returned``."""
    _accept_items(session, grant, "accept_money", by, now)
    return _move(session, grant, "accept_money", {"accepted_at": now, "accepted_by": by.id}, by=by, now=now)


def judge(session: Session, grant: Grant, said: Mapping[str, Said], *, by: User, now: datetime) -> None:
    """What was said of single items of the check whose turn it is. Raises RuleBroken ``not-now``,
    ``remark-missing``."""
    contracts.lock(session, grant)
    account = account_of(session, grant)
    if checking.turn(account.report) is None:
        raise RuleBroken("not-now", state=words.REPORT[account.report.status])
    checking.judge(session, grant, account, said, by=by, now=now)


def send_back(session: Session, grant: Grant, remark: str, *, by: User, now: datetime) -> Report:
    """To the winner, with what has to be mended: at each item, and in general. Raises RuleBroken
    ``nothing-returned`` where neither is said."""
    contracts.lock(session, grant)
    items = checking.returned(session, account_of(session, grant))
    if not (remark or items):
        raise RuleBroken("nothing-returned")
    return _move(
        session, grant, "return", {"remark": remark, "returned_at": now}, by=by, now=now, remark=remark, items=items
    )


def account_of(session: Session, grant: Grant) -> Account:
    place = queries.get(session, grant.id or 0)
    assert place is not None
    return report_queries.account(session, place)


def _accept_items(session: Session, grant: Grant, verb: str, by: User, now: datetime) -> None:
    contracts.lock(session, grant)
    contracts.require_in_force(session, grant)
    account = account_of(session, grant)
    _require_move(account.report, verb)
    checking.accept_rest(session, grant, account, by=by, now=now)


def to_change(session: Session, grant: Grant) -> Report:
    """The report while the winner may work on it, its grant locked. Raises RuleBroken: ``contract-unsigned``,
    ``not-now``."""
    contracts.lock(session, grant)
    return require_with_winner(session, grant)


def require_with_winner(session: Session, grant: Grant) -> Report:
    """As `to_change`, to look at: nothing is locked."""
    contracts.require_in_force(session, grant)
    report = queries.report(session, grant.id)
    if report.status not in WITH_THE_WINNER:
        raise RuleBroken("not-now", state=words.REPORT[report.status])
    return report


def check(session: Session, grant: Grant) -> Checklist:
    return checklist(account_of(session, grant))


def _move(
    session: Session, grant: Grant, verb: str, change: dict[str, Any], *, by: User, now: datetime, **facts: Any
) -> Report:
    contracts.lock(session, grant)
    contracts.require_in_force(session, grant)
    report = queries.report(session, grant.id)
    _require_move(report, verb)
    report.status = MOVES[report.status, verb]
    for name, value in change.items():
        setattr(report, name, value)
    session.add(report)
    session.flush()
    journal.write(
        session, DONE[verb], of=("report", report.id), by=by.id, now=now, contest_id=grant.contest_id, grant=grant.id,
        **facts,
    )  # fmt: skip
    return report


def _require_move(report: Report, verb: str) -> None:
    if (report.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=words.REPORT[report.status])
