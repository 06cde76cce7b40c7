"""The life of a report: due, submitted, returned or accepted in two steps, the content first, then the money."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.errors import RuleBroken
from app.grants import contracts, queries, words
from app.grants.checklist import Checklist, checklist
from app.grants.forms import Texts
from app.grants.models import Grant, Report, ReportStatus
from app.grants.spending import Spending, spending

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


def save(session: Session, grant: Grant, texts: Texts, *, by: User, now: datetime) -> Report:
    """Keep what was typed, finished or not. Raises RuleBroken: ``contract-unsigned``, ``not-now``."""
    report = to_change(session, grant)
    typed = texts.model_dump()
    if any(getattr(report, name) != value for name, value in typed.items()):
        for name, value in typed.items():
            setattr(report, name, value)
        report.saved_at = now
        session.add(report)
    return report


def submit(session: Session, grant: Grant, *, by: User, now: datetime) -> Report:
    """Hand it in. Raises RuleBroken: ``contract-unsigned``, ``not-now``; Unfinished with all that it lacks."""
    report = to_change(session, grant)
    lacks = check(session, grant, report)
    if not lacks.is_complete:
        raise Unfinished(lacks)
    spent = lacks.spending
    return _move(
        session, grant, "submit", {"submitted_at": now}, by=by, now=now, spent=spent.spent, to_return=spent.to_return
    )


def accept_content(session: Session, grant: Grant, *, by: User, now: datetime) -> Report:
    """What was done is as agreed."""
    return _move(session, grant, "accept_content", {}, by=by, now=now)


def accept_money(session: Session, grant: Grant, *, by: User, now: datetime) -> Report:
    """The expenses are in order too: the report is accepted."""
    return _move(session, grant, "accept_money", {"accepted_at": now, "accepted_by": by.id}, by=by, now=now)


def send_back(session: Session, grant: Grant, remark: str, *, by: User, now: datetime) -> Report:
    """To the winner, with what has to be mended."""
    return _move(session, grant, "return", {"remark": remark}, by=by, now=now, remark=remark)


def to_change(session: Session, grant: Grant) -> Report:
    """The report while the winner may work on it, its grant locked. Raises RuleBroken: ``contract-unsigned``,
    ``not-now``."""
    contracts.lock(session, grant)
    contracts.require_in_force(session, grant)
    report = queries.report(session, grant.id)
    if report.status not in WITH_THE_WINNER:
        raise RuleBroken("not-now", state=words.REPORT[report.status])
    return report


def check(session: Session, grant: Grant, report: Report) -> Checklist:
    return checklist(report, queries.evidence(session, report.id), spent(session, grant, report))


def spent(session: Session, grant: Grant, report: Report) -> Spending:
    lines = queries.granted_lines(session, grant.application_id)
    expenses = queries.expenses(session, report.id)
    return spending(lines, expenses, granted=grant.amount, paid=queries.paid(session, grant.id))


def _move(
    session: Session, grant: Grant, verb: str, change: dict[str, Any], *, by: User, now: datetime, **facts: Any
) -> Report:
    contracts.lock(session, grant)
    contracts.require_in_force(session, grant)
    report = queries.report(session, grant.id)
    if (report.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=words.REPORT[report.status])
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
