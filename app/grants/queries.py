"""Questions about grants."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from app.accounts.models import User
from app.applications.models import Application
from app.awards.models import Award, Protocol
from app.awards.queries import STANDS
from app.contests.models import Contest, Nomination
from app.grants import contract_queries
from app.grants.answer_models import WinnerAnswer
from app.grants.contract_queries import AgreedLine
from app.grants.models import (
    Contract,
    Details,
    Evidence,
    EvidenceKind,
    Expense,
    Grant,
    Payment,
    PaymentStatus,
    Report,
)
from app.places.models import Territory


class Place(NamedTuple):
    """A grant with what it was awarded for."""

    grant: Grant
    application: Application
    contest: Contest


class Row(NamedTuple):
    """One line of the tracker; the counts come beside it. A void contract is none."""

    grant: Grant
    award: Award
    application: Application
    nomination: Nomination
    territory: Territory | None
    report: Report
    details: Details | None
    contract: Contract | None
    answer: WinnerAnswer | None


def get(session: Session, grant_id: int) -> Place | None:
    row = session.exec(
        select(Grant, Application, Contest)
        .join(Application, col(Application.id) == Grant.application_id)
        .join(Contest, col(Contest.id) == Grant.contest_id)
        .where(Grant.id == grant_id)
    ).first()
    return Place(*row) if row else None


def grant_of(session: Session, application_id: int | None) -> Grant | None:
    return session.exec(select(Grant).where(Grant.application_id == application_id)).first()


def of_person(session: Session, user_id: int) -> Sequence[Grant]:
    """The grants that this person's applications won, the newest first."""
    return session.exec(
        select(Grant)
        .join(Application, col(Application.id) == Grant.application_id)
        .where(Application.applicant_id == user_id)
        .order_by(col(Grant.id).desc())
    ).all()


def awards_without_grant(session: Session, contest_id: int | None) -> Sequence[Award]:
    return session.exec(
        select(Award)
        .join(Grant, col(Grant.award_id) == Award.id, isouter=True)
        .where(Award.contest_id == contest_id, Award.amount > 0, col(Grant.id).is_(None), STANDS)
        .order_by(col(Award.id))
    ).all()


def details(session: Session, grant_id: int | None) -> Details | None:
    return session.exec(select(Details).where(Details.grant_id == grant_id)).first()


def contract(session: Session, grant_id: int | None) -> Contract | None:
    return session.exec(select(Contract).where(Contract.grant_id == grant_id)).first()


def payments(session: Session, grant_id: int | None) -> Sequence[Payment]:
    return session.exec(select(Payment).where(Payment.grant_id == grant_id).order_by(col(Payment.id))).all()


def paid(session: Session, grant_id: int | None) -> int:
    """Tenge that have left."""
    total = select(func.coalesce(func.sum(Payment.amount), 0)).where(
        Payment.grant_id == grant_id, Payment.status == PaymentStatus.PAID
    )
    return int(session.exec(total).one())


def report(session: Session, grant_id: int | None) -> Report:
    return session.exec(select(Report).where(Report.grant_id == grant_id)).one()


def evidence(session: Session, report_id: int | None) -> Sequence[Evidence]:
    return session.exec(select(Evidence).where(Evidence.report_id == report_id).order_by(col(Evidence.id))).all()


def one_evidence(session: Session, grant_id: int | None, evidence_id: int) -> Evidence | None:
    return session.exec(
        select(Evidence)
        .join(Report, col(Report.id) == Evidence.report_id)
        .where(Evidence.id == evidence_id, Report.grant_id == grant_id)
    ).first()


def expenses(session: Session, report_id: int | None) -> Sequence[Expense]:
    """In the order of their dates."""
    return session.exec(
        select(Expense).where(Expense.report_id == report_id).order_by(col(Expense.spent_on), col(Expense.id))
    ).all()


def one_expense(session: Session, grant_id: int | None, expense_id: int) -> Expense | None:
    return session.exec(
        select(Expense)
        .join(Report, col(Report.id) == Expense.report_id)
        .where(Expense.id == expense_id, Report.grant_id == grant_id)
    ).first()


def granted_lines(session: Session, application_id: int | None) -> Sequence[AgreedLine]:
    """The lines of the budget, as last agreed, to which the grant contributes."""
    return [line for line in contract_queries.agreed_lines(session, application_id) if line.granted > 0]


def protocol(session: Session, contest_id: int | None) -> Protocol | None:
    """The signed one."""
    return session.exec(
        select(Protocol).where(Protocol.contest_id == contest_id, col(Protocol.signed_at).is_not(None))
    ).first()


def territory(session: Session, territory_id: int | None) -> Territory | None:
    return session.get(Territory, territory_id) if territory_id else None


def winner(session: Session, application: Application) -> User:
    return session.get_one(User, application.applicant_id)


def winners(session: Session, contest_id: int | None) -> dict[int, User]:
    """Application id → whose it is, of all that have a grant."""
    found = session.exec(
        select(Grant.application_id, User)
        .join(Application, col(Application.id) == Grant.application_id)
        .join(User, col(User.id) == Application.applicant_id)
        .where(Grant.contest_id == contest_id)
    ).all()
    return dict(found)


def rows(session: Session, contest_id: int | None) -> Sequence[Row]:
    """Everything of the contest's grants that is one to one with them: one statement. Those that were not taken are
    left out: see `contract_queries.given_up`."""
    found = session.exec(
        select(Grant, Award, Application, Nomination, Territory, Report, Details, Contract, WinnerAnswer)  # type: ignore[call-overload]
        .join(Award, col(Award.id) == Grant.award_id)
        .join(Application, col(Application.id) == Grant.application_id)
        .join(Nomination, col(Nomination.id) == Application.nomination_id)
        .join(Report, col(Report.grant_id) == Grant.id)
        .join(Territory, col(Territory.id) == Application.territory_id, isouter=True)
        .join(Details, col(Details.grant_id) == Grant.id, isouter=True)
        .join(Contract, col(Contract.grant_id) == Grant.id, isouter=True)
        .join(WinnerAnswer, col(WinnerAnswer.grant_id) == Grant.id, isouter=True)
        .where(Grant.contest_id == contest_id, contract_queries.TAKEN)
        .order_by(col(Grant.id))
    ).all()
    rows = [Row(*row) for row in found]
    return [row._replace(contract=None) if row.contract and row.contract.is_void else row for row in rows]


def counted_evidence(session: Session, contest_id: int | None) -> dict[tuple[int, EvidenceKind], int]:
    """(report id, kind) → how many."""
    found = session.exec(
        select(Evidence.report_id, Evidence.kind, func.count())
        .join(Report, col(Report.id) == Evidence.report_id)
        .join(Grant, col(Grant.id) == Report.grant_id)
        .where(Grant.contest_id == contest_id)
        .group_by(col(Evidence.report_id), col(Evidence.kind))
    ).all()
    return {(report_id, EvidenceKind(kind)): number for report_id, kind, number in found}


def spent_sums(session: Session, contest_id: int | None) -> dict[int, int]:
    """Report id → tenge accounted for."""
    found = session.exec(
        select(Expense.report_id, func.sum(Expense.amount))
        .join(Report, col(Report.id) == Expense.report_id)
        .join(Grant, col(Grant.id) == Report.grant_id)
        .where(Grant.contest_id == contest_id)
        .group_by(col(Expense.report_id))
    ).all()
    return {report_id: int(total) for report_id, total in found}


def paid_sums(session: Session, contest_id: int | None) -> dict[int, tuple[int, date | None]]:
    """Grant id → (tenge paid, day of the last payment)."""
    found = session.exec(
        select(Payment.grant_id, func.sum(Payment.amount), func.max(Payment.paid_on))
        .join(Grant, col(Grant.id) == Payment.grant_id)
        .where(Grant.contest_id == contest_id, Payment.status == PaymentStatus.PAID)
        .group_by(col(Payment.grant_id))
    ).all()
    return {grant_id: (int(total), last) for grant_id, total, last in found}
