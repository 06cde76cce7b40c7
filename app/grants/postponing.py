"""A later day for a report: asked for by the winner, granted or refused by the office. No day moves by itself."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.errors import RuleBroken
from app.grants import queries, report_queries, reports
from app.grants.models import Grant
from app.grants.report_models import Answer, Postponement
from app.i18n import local

LONGEST = 90
"""Days beyond today, or beyond the day that holds, that may be asked for."""


def ask(session: Session, grant: Grant, *, until: date, reason: str, by: User, now: datetime) -> Postponement:
    """Raises RuleBroken: ``later-asked`` while one waits, ``later-day`` for a day that is none, and what
    `reports.to_change` says."""
    report = reports.to_change(session, grant)
    if report_queries.asked(session, report.id) is not None:
        raise RuleBroken("later-asked")
    today = local(now).date()
    most = max(today, report.due_on) + timedelta(days=LONGEST)
    if not max(today, report.due_on) < until <= most:
        raise RuleBroken("later-day", least=max(today, report.due_on) + timedelta(days=1), most=most)
    found = Postponement(report_id=report.id or 0, before=report.due_on, until=until, reason=reason, asked_at=now)
    session.add(found)
    session.flush()
    _note(session, "report.later-asked", grant, found, by, now, until=until)
    return found


def grant_it(session: Session, grant: Grant, found: Postponement, *, words: str, by: User, now: datetime) -> None:
    """From now on the report is due by the day that was asked for; a still later one, agreed meanwhile by an
    additional agreement, stays. Raises RuleBroken ``later-answered``."""
    _answer(session, grant, found, Answer.GRANTED, words, by, now)
    report = queries.report(session, grant.id)
    before, report.due_on = report.due_on, max(report.due_on, found.until)
    session.add(report)
    _note(session, "report.later-granted", grant, found, by, now, before=before, due_on=report.due_on)


def refuse(session: Session, grant: Grant, found: Postponement, *, words: str, by: User, now: datetime) -> None:
    """The day stays. Raises RuleBroken ``later-answered``, ``remark-missing``."""
    if not words:
        raise RuleBroken("remark-missing")
    _answer(session, grant, found, Answer.REFUSED, words, by, now)
    _note(session, "report.later-refused", grant, found, by, now, words=words)


def _answer(
    session: Session, grant: Grant, found: Postponement, answer: Answer, words: str, by: User, now: datetime
) -> None:
    reports.to_change(session, grant)
    session.refresh(found)
    if found.answer is not Answer.ASKED:
        raise RuleBroken("later-answered")
    found.answer, found.words, found.answered_by, found.answered_at = answer, words, by.id, now
    session.add(found)
    session.flush()


def _note(
    session: Session, action: str, grant: Grant, found: Postponement, by: User, now: datetime, **facts: Any
) -> None:
    journal.write(
        session, action, of=("report", found.report_id), by=by.id, now=now, contest_id=grant.contest_id,
        grant=grant.id, **facts,
    )  # fmt: skip
