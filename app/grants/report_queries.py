"""Questions about reports: everything that one tells, what was said of it, what was asked, its act."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.applications import queries as applications
from app.contests.models import Contest, ContestKind, ContestStatus
from app.grants import contract_queries as money
from app.grants import queries
from app.grants.account import Account
from app.grants.models import Grant, Report
from app.grants.queries import Place
from app.grants.report_models import Act, Answer, Postponement, Verdict
from app.grants.spending import spending


def account(session: Session, place: Place) -> Account:
    """The report with its proofs and its arithmetic."""
    report = queries.report(session, place.grant.id)
    expenses, paid = queries.expenses(session, report.id), queries.paid(session, place.grant.id)
    lines, returned = queries.granted_lines(session, place.application.id), money.returned(session, place.grant.id)
    return Account(
        report, applications.activities(session, place.application.id), place.application.answers.get("results", []),
        queries.evidence(session, report.id), expenses,
        spending(lines, expenses, granted=place.grant.amount, paid=paid, returned=returned),
    )  # fmt: skip


def verdicts(session: Session, report_id: int | None) -> Sequence[Verdict]:
    return session.exec(select(Verdict).where(Verdict.report_id == report_id)).all()


def postponements(session: Session, report_id: int | None) -> Sequence[Postponement]:
    """The latest first."""
    return session.exec(
        select(Postponement).where(Postponement.report_id == report_id).order_by(col(Postponement.id).desc())
    ).all()


def asked(session: Session, report_id: int | None) -> Postponement | None:
    return session.exec(
        select(Postponement).where(Postponement.report_id == report_id, Postponement.answer == Answer.ASKED)
    ).first()


def asking(session: Session, contest_id: int | None) -> dict[int, Postponement]:
    """Report id → the later day that waits for an answer."""
    found = session.exec(
        select(Postponement)
        .join(Report, col(Report.id) == Postponement.report_id)
        .join(Grant, col(Grant.id) == Report.grant_id)
        .where(Grant.contest_id == contest_id, Postponement.answer == Answer.ASKED)
    ).all()
    return {one.report_id: one for one in found}


def act(session: Session, grant_id: int | None) -> Act | None:
    return session.exec(select(Act).where(Act.grant_id == grant_id)).first()


def contests(session: Session) -> Sequence[Contest]:
    """Those in which reports may be waited for."""
    return session.exec(
        select(Contest).where(Contest.kind == ContestKind.SMALL_GRANT, Contest.status == ContestStatus.PUBLISHED)
    ).all()
