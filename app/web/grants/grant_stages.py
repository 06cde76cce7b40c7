"""Where a grant stands, in the winner's words: what is asked of them now, and the way from the details to the accepted
report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from app.grants import contract_queries, contracts, copy_queries, details, ending, queries, report_queries, reports
from app.grants.amendment_models import Amendment, AmendmentKind, AmendmentStatus
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.copy_models import Copied, CopyStatus, SignedCopy
from app.grants.models import Contract, ContractStatus, Details, Payment, PaymentStatus, Report, ReportStatus, Side
from app.grants.queries import Place
from app.grants.report_models import Act
from app.i18n import day, gettext, local, money

Stage = tuple[str, str, str]
"""(state for the timeline, title, detail)"""


@dataclass(frozen=True)
class Course:
    """Everything that has become of a grant so far."""

    place: Place
    details: Details | None
    contract: Contract | None
    payments: Sequence[Payment]
    report: Report
    act: Act | None
    today: date
    answer: WinnerAnswer | None = None
    amendments: Sequence[Amendment] = ()
    contract_copy: SignedCopy | None = None
    """Of the contract as it is now, what the winner sent last."""
    act_copy: SignedCopy | None = None

    @property
    def is_given_up(self) -> bool:
        return self.answer is not None and self.answer.status in contract_queries.GIVEN_UP

    @property
    def is_terminated(self) -> bool:
        return self.contract is not None and self.contract.status is ContractStatus.TERMINATED

    @property
    def is_withdrawn(self) -> bool:
        return self.answer is not None and self.answer.status is AnswerStatus.WITHDRAWN

    @property
    def is_accepted(self) -> bool:
        return self.answer is not None and self.answer.status is AnswerStatus.ACCEPTED

    @property
    def may_change_details(self) -> bool:
        """Until the first signature."""
        return self.is_accepted and (self.contract is None or self.contract.status not in details.FROZEN)

    @property
    def paid(self) -> int:
        """Gross."""
        return sum(payment.amount for payment in self.payments if payment.status is PaymentStatus.PAID)

    @property
    def is_sent(self) -> bool:
        """A void one was, and what it said is gone."""
        return self.contract is not None and self.contract.pdf_sha256 is not None

    @property
    def is_signed(self) -> bool:
        return self.contract is not None and self.contract.signed_on is not None

    @property
    def to_copy(self) -> Copied | None:
        """The paper of which signed pages may come."""
        if self.is_terminated or self.is_given_up:
            return None
        if self.contract is not None and self.is_sent and not self.is_signed:
            return Copied.CONTRACT if self.contract.signed_first is not Side.GRANTEE else None
        is_taken = self.act_copy is not None and self.act_copy.status is CopyStatus.TAKEN
        return Copied.ACT if self.act is not None and self.act.signed_on is None and not is_taken else None

    @property
    def copy(self) -> SignedCopy | None:
        """What was sent of that paper."""
        return {Copied.CONTRACT: self.contract_copy, Copied.ACT: self.act_copy, None: None}[self.to_copy]

    @property
    def is_act_sent(self) -> bool:
        """Signed pages of it wait for the office."""
        return self.act_copy is not None and self.act_copy.status is CopyStatus.SENT

    @property
    def is_paid(self) -> bool:
        return self.paid >= self.place.grant.amount

    @property
    def early_end(self) -> tuple[date, int] | None:
        """Of a contract that holds: the day ahead on which it ends, and the number of the paper that says so."""
        papers = [one for one in self.amendments if one.kind is AmendmentKind.TERMINATION]
        signed = [one for one in papers if one.status is AmendmentStatus.SIGNED]
        return (ending.day(signed[-1]), signed[-1].number) if signed and not self.is_terminated else None

    @property
    def ends_on(self) -> date | None:
        usual = contracts.ends_on(self.contract, self.place.contest)
        return min(usual, self.early_end[0]) if usual and self.early_end else usual

    @property
    def is_overdue(self) -> bool:
        return not (self.is_given_up or self.is_terminated) and reports.is_overdue(self.report, self.today)


@dataclass(frozen=True)
class Standing:
    """`action` is (label, route) of the one thing to do, or nothing."""

    kind: str
    badge: str
    asked: str
    action: tuple[str, str] | None
    stages: list[Stage]


def course(session: Session, place: Place, now: datetime) -> Course:
    """Whoever is asked anew after a void contract has none."""
    grant_id = place.grant.id
    contract, answer = queries.contract(session, grant_id), contract_queries.answer(session, grant_id)
    if contract is not None and contract.is_void and answer and answer.status not in contract_queries.GIVEN_UP:
        contract = None
    return Course(
        place, queries.details(session, grant_id), contract,
        queries.payments(session, grant_id), queries.report(session, grant_id), report_queries.act(session, grant_id),
        local(now).date(), answer,
        contract_queries.amendments(session, contract.id) if contract else (),
        *(copy_queries.last(session, grant_id, paper) for paper in (Copied.CONTRACT, Copied.ACT)),
    )  # fmt: skip


def standing(course: Course) -> Standing:
    kind, badge, asked, action = _asked(course)
    return Standing(kind, badge, asked, action, _stages(course))


def _asked(course: Course) -> tuple[str, str, str, tuple[str, str] | None]:
    if course.is_withdrawn and course.answer is not None:
        words = gettext("A correction of the results took the award back: %(reason)s") % {
            "reason": course.answer.reason
        }
        return "bad", gettext("Grant ended"), words, None
    if course.is_given_up:
        return "info", gettext("Grant not taken"), gettext("Nothing is needed from you."), None
    if not course.is_accepted:
        return _to_answer(course)
    if course.is_terminated and course.contract is not None:
        words = gettext("The contract has ended: %(reason)s") % {"reason": course.contract.end_reason}
        return "bad", gettext("Contract terminated"), words, None
    if course.details is None:
        words = gettext("Fill in your details: the contract is made from them. It takes about five minutes.")
        return "warn", gettext("Details needed"), words, (gettext("Fill in the details"), "grants.details")
    if not course.is_sent:
        words = gettext("We are preparing the contract. You will get a letter when it is ready.")
        return "info", gettext("Contract being prepared"), words, None
    if not course.is_signed:
        return _to_sign(course)
    if course.report.status not in reports.WITH_THE_WINNER:
        return _handed_in(course)
    return _at_work(course)


def _to_sign(course: Course) -> tuple[str, str, str, tuple[str, str] | None]:
    action = (gettext("Open the contract"), "grants.contract")
    if course.to_copy is None:
        words = gettext("Your signature is noted. The organiser signs now; nothing is needed from you.")
        return "info", gettext("Signed by you"), words, action
    if course.copy is not None and course.copy.status is CopyStatus.SENT:
        words = gettext("The organiser looks at the signed pages that you sent. Nothing is needed from you.")
        return "info", gettext("Signed pages sent"), words, action
    words = gettext(
        "Read the contract, print and sign it, and hand it to the organiser. Until the paper is there, photos of"
        " the signed pages will do."
    )
    return "warn", gettext("Sign the contract"), words, action


def _to_answer(course: Course) -> tuple[str, str, str, tuple[str, str] | None]:
    until = course.answer.until if course.answer else course.today
    words = gettext("Say by %(day)s whether you take the grant.") % {"day": day(until)}
    return "warn", gettext("Your answer is needed"), words, (gettext("Answer"), "grants.answer")


def _handed_in(course: Course) -> tuple[str, str, str, tuple[str, str] | None]:
    action = (gettext("Read the report"), "grants.report")
    if course.is_act_sent:
        words = gettext("The organiser looks at the signed pages that you sent. Nothing is needed from you.")
        return "info", gettext("Signed pages sent"), words, (gettext("Open the act"), "grants.act")
    if course.to_copy is Copied.ACT:
        words = gettext("Print the act, sign it and hand it to the organiser.")
        return "ok", gettext("Report accepted"), words, (gettext("Open the act"), "grants.act")
    if course.report.status is ReportStatus.ACCEPTED:
        return "ok", gettext("Report accepted"), gettext("Everything is done. Thank you for your work."), action
    words = gettext("The organiser checks the report. Nothing is needed from you.")
    return "info", gettext("Report being checked"), words, action


def _at_work(course: Course) -> tuple[str, str, str, tuple[str, str] | None]:
    due = {"day": day(course.report.due_on)}
    action = (gettext("Go on with the report"), "grants.report")
    if course.report.status is ReportStatus.RETURNED:
        words = gettext("Correct the report and send it again. It was due by %(day)s.") % due
        return "warn", gettext("Report returned"), words, action
    if course.is_overdue:
        words = gettext("The report was due by %(day)s. Send it as soon as you can.") % due
        return "bad", gettext("Report overdue"), words, action
    if not course.is_paid:
        words = gettext("The money is on its way to your account. The report is due by %(day)s.") % due
        return "info", gettext("Waiting for the payment"), words, action
    words = gettext("Carry out the project and collect receipts, photos and links. The report is due by %(day)s.") % due
    return "ok", gettext("The project is under way"), words, action


def _stages(course: Course) -> list[Stage]:
    """What is behind is done; the first thing that is not is where one stands."""
    number = course.contract.number if course.contract else ""
    signed_on = course.contract.signed_on if course.contract else None
    steps = [
        (course.is_accepted, gettext("Grant accepted"), _answered(course.answer)),
        (course.details is not None, gettext("Details"), _day(_saved(course))),
        (course.is_sent, gettext("Contract"), f"№ {number}" if number else ""),
        (course.is_signed, gettext("Signed"), _day(signed_on)),
        (course.is_signed and course.is_paid, gettext("Paid"), money(course.paid) if course.paid else ""),
        (_is_over(course), gettext("Project"), _until(course.ends_on)),
        (_is_reported(course), gettext("Report"), _until(course.report.due_on)),
        (course.report.status is ReportStatus.ACCEPTED, gettext("Report accepted"), _accepted(course)),
    ]
    here = next((place for place, (is_done, *_) in enumerate(steps) if not is_done), len(steps))
    is_late = course.is_overdue or course.report.status is ReportStatus.RETURNED
    return [
        ("done" if is_done else ("warn" if is_late else "now") if place == here else "", title, detail)
        for place, (is_done, title, detail) in enumerate(steps)
    ]


def _is_reported(course: Course) -> bool:
    return course.report.status not in reports.WITH_THE_WINNER


def _is_over(course: Course) -> bool:
    """The project: over by the calendar, or told of in a report."""
    is_past = course.ends_on is not None and course.ends_on < course.today
    return _is_reported(course) or (course.is_signed and is_past)


def _answered(answer: WinnerAnswer | None) -> str:
    if answer is None:
        return ""
    return day(answer.settled_at) if answer.settled_at else _until(answer.until)


def _saved(course: Course) -> date | None:
    return local(course.details.saved_at).date() if course.details else None


def _accepted(course: Course) -> str:
    at = course.report.accepted_at
    return day(at) if at else ""


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _until(value: date | None) -> str:
    return gettext("until %(day)s") % {"day": day(value)} if value else ""
