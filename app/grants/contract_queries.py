"""Questions about answers, contracts, their changes and money."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from app.applications.models import Application, BudgetLine
from app.awards.models import Award
from app.awards.queries import STANDS
from app.contests.models import Nomination
from app.grants.amendment_models import Amendment, AmendmentKind, AmendmentStatus
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.models import Contract, ContractStatus, Details, Grant, Payment, PaymentStatus
from app.grants.money_models import MoneyReturn
from app.grants.terms_models import ContractClauses
from app.papers.models import Certificate, CertificateStatus

BOUND = (PaymentStatus.PLANNED, PaymentStatus.ORDERED, PaymentStatus.PAID)
"""Money that has left or is meant to."""
PASSED_ON = (AnswerStatus.REFUSED, AnswerStatus.LAPSED)
"""The winner's own doing: the reserve is called."""
GIVEN_UP = (*PASSED_ON, AnswerStatus.WITHDRAWN)
TAKEN = (
    ~select(WinnerAnswer.id)
    .where(WinnerAnswer.grant_id == Grant.id, col(WinnerAnswer.status).in_(GIVEN_UP))
    .correlate(Grant)
    .exists()
)
"""Of a grant: its winner has not given it up."""


class PassedOn(NamedTuple):
    """A grant that its winner did not take, without their name; `number`: of the application that has it now, or
    nothing."""

    at: datetime
    nomination: Nomination
    number: str


class Paid(NamedTuple):
    """One line of the register of payments."""

    payment: Payment
    grant: Grant
    application: Application
    contract: Contract | None
    details: Details | None


def answer(session: Session, grant_id: int | None) -> WinnerAnswer | None:
    return session.exec(select(WinnerAnswer).where(WinnerAnswer.grant_id == grant_id)).first()


def answers(session: Session, contest_id: int | None) -> dict[int, WinnerAnswer]:
    """Grant id → its answer."""
    rows = session.exec(
        select(WinnerAnswer).join(Grant, col(Grant.id) == WinnerAnswer.grant_id).where(Grant.contest_id == contest_id)
    ).all()
    return {row.grant_id: row for row in rows}


def given_up(session: Session, contest_id: int | None) -> Sequence[tuple[Grant, Application, WinnerAnswer]]:
    """Grants that came to nothing before a contract was signed."""
    rows = session.exec(
        select(Grant, Application, WinnerAnswer)
        .join(Application, col(Application.id) == Grant.application_id)
        .join(WinnerAnswer, col(WinnerAnswer.grant_id) == Grant.id)
        .where(Grant.contest_id == contest_id, col(WinnerAnswer.status).in_(GIVEN_UP))
        .order_by(col(Grant.id))
    ).all()
    return [(grant, application, answer) for grant, application, answer in rows]


def given_up_among(session: Session, application_ids: Collection[int]) -> dict[int, AnswerStatus]:
    """Application id → how its winner did not take the grant."""
    rows = session.exec(
        select(Grant.application_id, WinnerAnswer.status)
        .join(WinnerAnswer, col(WinnerAnswer.grant_id) == Grant.id)
        .where(col(Grant.application_id).in_(application_ids), col(WinnerAnswer.status).in_(PASSED_ON))
    ).all()
    return {application_id: AnswerStatus(status) for application_id, status in rows}


def passed_on(session: Session, contest_id: int | None) -> Sequence[PassedOn]:
    """What everybody may know of grants that were not taken, the latest first."""
    next_grant, next_application = aliased(Grant), aliased(Application)
    rows = session.exec(
        select(WinnerAnswer.settled_at, Nomination, next_application.number)
        .join(Grant, col(Grant.id) == WinnerAnswer.grant_id)
        .join(Application, col(Application.id) == Grant.application_id)
        .join(Nomination, col(Nomination.id) == Application.nomination_id)
        .outerjoin(next_grant, col(next_grant.id) == WinnerAnswer.successor_id)
        .outerjoin(next_application, col(next_application.id) == next_grant.application_id)
        .where(Grant.contest_id == contest_id, col(WinnerAnswer.status).in_(PASSED_ON))
        .order_by(col(WinnerAnswer.settled_at).desc(), col(WinnerAnswer.id).desc())
    ).all()
    return [PassedOn(at, nomination, number or "") for at, nomination, number in rows if at]


def lost_and_awarded_anew(session: Session, contest_id: int | None) -> Sequence[tuple[Grant, WinnerAnswer]]:
    """Grants that were given up or ended, whose award stands again."""
    rows = session.exec(
        select(Grant, WinnerAnswer)
        .join(WinnerAnswer, col(WinnerAnswer.grant_id) == Grant.id)
        .join(Award, col(Award.id) == Grant.award_id)
        .where(Grant.contest_id == contest_id, col(WinnerAnswer.status).in_(GIVEN_UP), STANDS)
        .order_by(col(Grant.id))
    ).all()
    return [(grant, answer) for grant, answer in rows]


def papers_that_hold(session: Session, application_id: int | None) -> Sequence[Certificate]:
    """What was issued to a winner and still says that they won."""
    holds = (CertificateStatus.ISSUED, CertificateStatus.HANDED_OVER)
    return session.exec(
        select(Certificate)
        .where(Certificate.application_id == application_id, col(Certificate.status).in_(holds))
        .order_by(col(Certificate.id))
    ).all()


def void(session: Session, contest_id: int | None) -> dict[int, Contract]:
    """Grant id → its contract that never came into force."""
    rows = session.exec(
        select(Contract)
        .join(Grant, col(Grant.id) == Contract.grant_id)
        .where(Grant.contest_id == contest_id, Contract.status == ContractStatus.TERMINATED)
        .where(col(Contract.signed_on).is_(None))
    ).all()
    return {row.grant_id: row for row in rows}


def amendments(session: Session, contract_id: int | None) -> Sequence[Amendment]:
    return session.exec(
        select(Amendment).where(Amendment.contract_id == contract_id).order_by(col(Amendment.number))
    ).all()


def amendment(session: Session, grant_id: int | None, amendment_id: int) -> Amendment | None:
    return session.exec(
        select(Amendment)
        .join(Contract, col(Contract.id) == Amendment.contract_id)
        .where(Amendment.id == amendment_id, Contract.grant_id == grant_id)
    ).first()


def new_sums(session: Session, application_id: int | None) -> dict[int, int]:
    """Budget line id → tenge out of the grant, as the last signed amendment of the budget says."""
    found = session.exec(
        select(Amendment)
        .join(Contract, col(Contract.id) == Amendment.contract_id)
        .join(Grant, col(Grant.id) == Contract.grant_id)
        .where(Grant.application_id == application_id, Amendment.kind == AmendmentKind.BUDGET)
        .where(Amendment.status == AmendmentStatus.SIGNED)
        .order_by(col(Amendment.number).desc())
    ).first()
    return {line["id"]: line["after"] for line in found.changes["lines"]} if found else {}


def endings(session: Session, *, contest_id: int | None = None, grant_id: int | None = None) -> dict[int, Amendment]:
    """Grant id → the signed paper that ends its contract on a day ahead, the last one; everywhere, or of one contest or
    grant."""
    statement = (
        select(Contract.grant_id, Amendment)
        .join(Contract, col(Contract.id) == Amendment.contract_id)
        .join(Grant, col(Grant.id) == Contract.grant_id)
        .where(Amendment.kind == AmendmentKind.TERMINATION, Amendment.status == AmendmentStatus.SIGNED)
        .where(Contract.status != ContractStatus.TERMINATED)
        .order_by(col(Amendment.number))
    )
    if contest_id is not None:
        statement = statement.where(Grant.contest_id == contest_id)
    if grant_id is not None:
        statement = statement.where(Grant.id == grant_id)
    return dict(session.exec(statement).all())


class AgreedLine(NamedTuple):
    """A line of the contract's budget as it holds now; `granted` is tenge out of the grant."""

    id: int
    name: str
    granted: int
    line: BudgetLine


def agreed_lines(session: Session, application_id: int | None) -> Sequence[AgreedLine]:
    """Every line of the budget, those without money of the grant too."""
    lines = session.exec(
        select(BudgetLine).where(BudgetLine.application_id == application_id).order_by(col(BudgetLine.position))
    ).all()
    later = new_sums(session, application_id)
    return [AgreedLine(line.id or 0, line.name, later.get(line.id or 0, line.granted), line) for line in lines]


def payment(session: Session, grant_id: int | None, payment_id: int) -> Payment | None:
    return session.exec(select(Payment).where(Payment.id == payment_id, Payment.grant_id == grant_id)).first()


def bound(session: Session, grant_id: int | None) -> int:
    """Tenge of a grant that have left or are planned to."""
    total = select(func.coalesce(func.sum(Payment.amount), 0)).where(
        Payment.grant_id == grant_id, col(Payment.status).in_(BOUND)
    )
    return int(session.exec(total).one())


def bound_in(session: Session, contest_id: int | None) -> int:
    """The same of a whole contest."""
    total = (
        select(func.coalesce(func.sum(Payment.amount), 0))
        .join(Grant, col(Grant.id) == Payment.grant_id)
        .where(Grant.contest_id == contest_id, col(Payment.status).in_(BOUND))
    )
    return int(session.exec(total).one())


def register(session: Session, contest_id: int | None) -> Sequence[Paid]:
    """Every payment of the contest, by contract and in order."""
    rows = session.exec(
        select(Payment, Grant, Application, Contract, Details)  # type: ignore[call-overload]
        .join(Grant, col(Grant.id) == Payment.grant_id)
        .join(Application, col(Application.id) == Grant.application_id)
        .outerjoin(Contract, col(Contract.grant_id) == Grant.id)
        .outerjoin(Details, col(Details.grant_id) == Grant.id)
        .where(Grant.contest_id == contest_id)
        .order_by(col(Contract.year), col(Contract.serial), col(Payment.id))
    ).all()
    return [Paid(*row) for row in rows]


def return_notes(session: Session, grant_id: int | None) -> Sequence[MoneyReturn]:
    """All that were ever made, the cancelled ones too."""
    return session.exec(select(MoneyReturn).where(MoneyReturn.grant_id == grant_id).order_by(col(MoneyReturn.id))).all()


def return_note(session: Session, grant_id: int | None, return_id: int) -> MoneyReturn | None:
    return session.exec(
        select(MoneyReturn).where(MoneyReturn.id == return_id, MoneyReturn.grant_id == grant_id)
    ).first()


def returns(session: Session, grant_id: int | None) -> Sequence[MoneyReturn]:
    """What came back: notes that stand."""
    return [one for one in return_notes(session, grant_id) if one.cancelled_at is None]


def returns_in(session: Session, contest_id: int | None) -> dict[int, list[MoneyReturn]]:
    """Grant id → what was noted to have come back, notes that were cancelled among it."""
    found: dict[int, list[MoneyReturn]] = {}
    rows = session.exec(
        select(MoneyReturn)
        .join(Grant, col(Grant.id) == MoneyReturn.grant_id)
        .where(Grant.contest_id == contest_id)
        .order_by(col(MoneyReturn.id))
    ).all()
    for row in rows:
        found.setdefault(row.grant_id, []).append(row)
    return found


def returned(session: Session, grant_id: int | None) -> int:
    total = select(func.coalesce(func.sum(MoneyReturn.amount), 0)).where(
        MoneyReturn.grant_id == grant_id, col(MoneyReturn.cancelled_at).is_(None)
    )
    return int(session.exec(total).one())


def clauses(session: Session, contest_id: int | None, version: int) -> dict[str, ContractClauses]:
    """Language → text of one version; empty for version 0, which is ours."""
    rows = session.exec(
        select(ContractClauses).where(ContractClauses.contest_id == contest_id, ContractClauses.version == version)
    ).all()
    return {row.language: row for row in rows}


def clauses_versions(session: Session, contest_id: int | None) -> Sequence[ContractClauses]:
    """Every text, the newest version first."""
    statement = select(ContractClauses).where(ContractClauses.contest_id == contest_id)
    return session.exec(statement.order_by(col(ContractClauses.version).desc(), col(ContractClauses.language))).all()
