"""The staff's list of grants: where each stands, what it lacks, what is overdue by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from app.grants import contracts, copy_queries, queries, report_queries, reports
from app.grants.answer_models import AnswerStatus
from app.grants.checklist import NEEDED
from app.grants.copy_models import SignedCopy
from app.grants.models import ContractStatus, EvidenceKind, ReportStatus
from app.grants.queries import Row
from app.grants.report_models import Postponement

SOON = 14
"""Days before the due day from which a report is «soon»."""
TO_CHECK = frozenset({ReportStatus.SUBMITTED, ReportStatus.CONTENT_ACCEPTED})


class Show(StrEnum):
    """The filters."""

    ALL = "all"
    OVERDUE = "overdue"
    SOON = "soon"
    CONTRACT = "contract"
    CHECK = "check"
    ACCEPTED = "accepted"


class Next(StrEnum):
    """The one thing that a grant waits for."""

    ENDING = "ending"
    """The award was taken back: the grant is to be ended."""
    DETAILS = "details"
    CONTRACT = "contract"
    SENDING = "sending"
    PAGES = "pages"
    """The winner sent the signed pages."""
    SIGNING = "signing"
    PAYMENT = "payment"
    CHECK = "check"
    ANSWER = "answer"
    """A later day is asked for."""
    REPORT = "report"
    NOTHING = "nothing"


STAFF_DO = frozenset(
    {Next.ENDING, Next.CONTRACT, Next.SENDING, Next.PAGES, Next.SIGNING, Next.PAYMENT, Next.CHECK, Next.ANSWER}
)


@dataclass(frozen=True)
class Line:
    row: Row
    have: dict[EvidenceKind, int]
    spent: int
    paid: int
    paid_on: date | None
    asked: Postponement | None
    """The later day that waits for an answer."""
    copied: SignedCopy | None
    """The signed paper that came and waits."""
    today: date

    @property
    def is_signed(self) -> bool:
        return self.row.contract is not None and self.row.contract.status in contracts.IN_FORCE

    @property
    def is_terminated(self) -> bool:
        """The contract has ended: nothing is waited for any more."""
        return self.row.contract is not None and self.row.contract.status is ContractStatus.TERMINATED

    @property
    def is_unanswered(self) -> bool:
        """The winner has not said yet whether they take it."""
        return self.row.answer is not None and self.row.answer.status is AnswerStatus.WAITING

    @property
    def is_overdue(self) -> bool:
        return not self.is_terminated and reports.is_overdue(self.row.report, self.today)

    @property
    def days_left(self) -> int:
        """Until the report is due; negative once that day has passed."""
        return (self.row.report.due_on - self.today).days

    @property
    def is_soon(self) -> bool:
        is_due = self.row.report.status in reports.WITH_THE_WINNER and 0 <= self.days_left <= SOON
        return is_due and not self.is_terminated

    @property
    def evidence(self) -> list[tuple[EvidenceKind, int, int]]:
        """(kind, what is there, what is needed)"""
        return [(kind, self.have[kind], need) for kind, need in NEEDED.items()]

    @property
    def next(self) -> Next:
        contract, report = self.row.contract, self.row.report
        if self.is_terminated:
            return Next.NOTHING
        if report.status in TO_CHECK:
            return Next.CHECK
        if self.asked is not None:
            return Next.ANSWER
        if self.row.award.taken_at is not None and not self.is_signed:
            return Next.ENDING
        if self.copied is not None:
            return Next.PAGES
        if contract is None:
            return Next.CONTRACT if self.row.details else Next.DETAILS
        if contract.status is ContractStatus.DRAFTED:
            return Next.SENDING
        if contract.status in (ContractStatus.SENT, ContractStatus.SIGNED_BY_ONE):
            return Next.SIGNING
        if self.paid < self.row.grant.amount:
            return Next.PAYMENT
        return Next.NOTHING if report.status is ReportStatus.ACCEPTED else Next.REPORT

    def is_in(self, show: Show) -> bool:
        return {
            Show.ALL: True, Show.OVERDUE: self.is_overdue, Show.SOON: self.is_soon, Show.CONTRACT: not self.is_signed,
            Show.CHECK: self.row.report.status in TO_CHECK and not self.is_terminated,
            Show.ACCEPTED: self.row.report.status is ReportStatus.ACCEPTED,
        }[show]  # fmt: skip


@dataclass(frozen=True)
class Tracker:
    """Overdue ones first, the longest overdue on top; then by due day; accepted ones last. Sums are tenge."""

    lines: list[Line]

    @property
    def awarded(self) -> int:
        return sum(line.row.grant.amount for line in self.lines)

    @property
    def signed(self) -> int:
        return sum(line.row.grant.amount for line in self.lines if line.is_signed)

    @property
    def paid(self) -> int:
        return sum(line.paid for line in self.lines)

    @property
    def spent(self) -> int:
        return sum(line.spent for line in self.lines)

    @property
    def accepted(self) -> int:
        """Reports."""
        return sum(line.is_in(Show.ACCEPTED) for line in self.lines)

    def number(self, show: Show) -> int:
        return sum(line.is_in(show) for line in self.lines)

    def shown(self, show: Show) -> Sequence[Line]:
        return [line for line in self.lines if line.is_in(show)]


def tracker(session: Session, contest_id: int | None, today: date) -> Tracker:
    """Six statements, whatever the number of grants."""
    counts, spent = queries.counted_evidence(session, contest_id), queries.spent_sums(session, contest_id)
    paid, asking = queries.paid_sums(session, contest_id), report_queries.asking(session, contest_id)
    copied = copy_queries.to_look_at(session, contest_id)
    lines = []
    for row in queries.rows(session, contest_id):
        report_id, (sum_paid, last) = row.report.id or 0, paid.get(row.grant.id or 0, (0, None))
        have = {kind: counts.get((report_id, kind), 0) for kind in EvidenceKind}
        lines.append(
            Line(row, have, spent.get(report_id, 0), sum_paid, last, asking.get(report_id),
                 copied.get(row.grant.id or 0), today)
        )  # fmt: skip
    return Tracker(sorted(lines, key=_place))


def _place(line: Line) -> tuple[bool, bool, date, int]:
    is_settled = line.row.report.status is ReportStatus.ACCEPTED
    return not line.is_overdue, is_settled, line.row.report.due_on, line.row.grant.id or 0
