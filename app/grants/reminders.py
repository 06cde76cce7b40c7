"""Who has to be reminded of what a grant waits for, and when: asked anew each time, so that nobody is reminded of what
they have done. First the answer, the details, the signatures, then the report; the winner before a day and after it,
the office once it has passed and while a report waits to be checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session

from app import mail
from app.contests.models import Contest
from app.grants import contract_queries, contracts, copy_queries, ending, queries, reports
from app.grants.answer_models import AnswerStatus
from app.grants.copy_models import SignedCopy
from app.grants.models import Contract, ContractStatus, ReportStatus, Side
from app.grants.queries import Row
from app.i18n import ALMATY, local

ANSWER_BEFORE = (2, 0)
"""Days before the last day of the winner's answer, and on it."""
ANSWER_AFTER = (1,)
"""Days after it, to both sides."""
STUCK = (3, 7, 14)
"""Days since the winner took the grant and gave no details, or since a contract was sent and is not signed by both."""
STUCK_OFFICE = (7, 14)
"""Of those, the days on which the office is told too."""
BEFORE = (14, 7, 1)
"""Days before the day of the report."""
AFTER = (1, 5)
"""Days after it, to both sides."""
TO_CORRECT = (5, 10)
"""Days since a report was returned."""
UNCHECKED = (3, 7)
"""Days since a report or signed pages came, in which nobody has finished the check."""
AT = time(9)
"""Of those days, in Almaty."""
PREFIX = "grant-remind-"
"""Of the keys of these letters."""
TO = "-to-"
"""Between the cause and the person in a key."""
CHECKED = frozenset({ReportStatus.SUBMITTED, ReportStatus.CONTENT_ACCEPTED})


class Kind(StrEnum):
    ANSWER = "answer"
    SILENT = "silent"
    """No answer, and its day is over."""
    DETAILS = "details"
    UNSIGNED = "unsigned"
    PAGES = "pages"
    """Signed pages came, and nobody has looked at them."""
    SOON = "soon"
    OVERDUE = "overdue"
    CORRECT = "correct"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Reminder:
    """One letter, or one for everybody in the office."""

    kind: Kind
    row: Row
    days: int
    """To the day, since it, or since what the reminder is of."""
    at: datetime
    to_office: bool
    copy: SignedCopy | None = None
    """The signed paper that waits for the office."""

    @property
    def key(self) -> str:
        """Names its cause: a day that was put off reminds anew."""
        side = "office" if self.to_office else "winner"
        return f"{PREFIX}{self.kind.value}-{self.row.grant.id}-{self.since:%Y%m%d%H%M}-{self.days}-{side}"

    @property
    def since(self) -> date | datetime:
        """The day or moment from which `days` are counted, to either side."""
        report, answer, contract = self.row.report, self.row.answer, self.row.contract
        found = {
            Kind.ANSWER: answer and answer.until, Kind.SILENT: answer and answer.until,
            Kind.DETAILS: answer and answer.settled_at, Kind.UNSIGNED: contract and _offered_at(contract),
            Kind.PAGES: self.copy and self.copy.sent_at,
            Kind.UNCHECKED: report.submitted_at, Kind.CORRECT: report.returned_at,
        }  # fmt: skip
        return found.get(self.kind) or report.due_on


def of(row: Row, copy: SignedCopy | None) -> Iterator[Reminder]:
    """All the reminders of a grant as it stands, past and to come; `copy`: signed pages that wait. Whose award was
    taken back is asked for nothing but the report on money that they have."""
    if row.award.taken_at is None:
        yield from _of_answer(row)
        yield from _of_contract(row, copy)
        yield from _of_pages(row, copy)
    yield from _of_report(row)


def _of_pages(row: Row, copy: SignedCopy | None) -> Iterator[Reminder]:
    if copy is not None:
        for days in UNCHECKED:
            yield Reminder(Kind.PAGES, row, days, moment(local(copy.sent_at).date(), days), True, copy)


def _of_answer(row: Row) -> Iterator[Reminder]:
    answer = row.answer
    if answer is None or answer.status is not AnswerStatus.WAITING:
        return
    for days in ANSWER_BEFORE:
        yield Reminder(Kind.ANSWER, row, days, moment(answer.until, -days), False)
    for days in ANSWER_AFTER:
        for to_office in (False, True):
            yield Reminder(Kind.SILENT, row, days, moment(answer.until, days), to_office)


def _of_contract(row: Row, copy: SignedCopy | None) -> Iterator[Reminder]:
    """The winner's part of it; once they have signed, the office alone is reminded, and while what they sent signed
    waits to be looked at, nobody of the signature."""
    answer, contract = row.answer, row.contract
    if answer is None or answer.status is not AnswerStatus.ACCEPTED:
        return
    if row.details is None and answer.settled_at is not None:
        yield from _stuck(Kind.DETAILS, row, answer.settled_at)
    elif copy is None and contract and contract.status in (ContractStatus.SENT, ContractStatus.SIGNED_BY_ONE):
        for one in _stuck(Kind.UNSIGNED, row, _offered_at(contract)):
            if one.to_office or contract.signed_first is not Side.GRANTEE:
                yield one


def _offered_at(contract: Contract) -> datetime:
    """When it was there to be signed by whoever has not."""
    if contract.first_signed_on is not None:
        return moment(contract.first_signed_on, 0)
    return contract.sent_at or moment(contract.dated, 0)


def _stuck(kind: Kind, row: Row, since: datetime) -> Iterator[Reminder]:
    for days in STUCK:
        at = moment(local(since).date(), days)
        yield Reminder(kind, row, days, at, False)
        if days in STUCK_OFFICE:
            yield Reminder(kind, row, days, at, True)


def _of_report(row: Row) -> Iterator[Reminder]:
    """As long as the contract holds."""
    report = row.report
    if row.contract is None or row.contract.status not in contracts.IN_FORCE:
        return
    if report.status in CHECKED and report.submitted_at is not None:
        came = local(report.submitted_at).date()
        for days in UNCHECKED:
            yield Reminder(Kind.UNCHECKED, row, days, moment(came, days), True)
    if report.status not in reports.WITH_THE_WINNER:
        return
    if report.returned_at is not None:
        for days in TO_CORRECT:
            yield Reminder(Kind.CORRECT, row, days, moment(local(report.returned_at).date(), days), False)
        return
    for days in BEFORE:
        yield Reminder(Kind.SOON, row, days, moment(report.due_on, -days), False)
    for days in AFTER:
        yield Reminder(Kind.OVERDUE, row, days, moment(report.due_on, days), False)
        yield Reminder(Kind.OVERDUE, row, days, moment(report.due_on, days), True)


def due(session: Session, contest: Contest, now: datetime) -> list[Reminder]:
    """What is to be written now: of each kind and side only the last moment that has passed."""
    found: dict[tuple[int | None, Kind, bool], Reminder] = {}
    copies = copy_queries.to_look_at(session, contest.id)
    for row in queries.rows(session, contest.id):
        for one in of(row, copies.get(row.grant.id or 0)):
            if one.at <= now and not _is_pointless(one, now):
                found[row.grant.id, one.kind, one.to_office] = one
    return sorted(found.values(), key=lambda one: (one.at, one.key))


def coming(session: Session, contest: Contest, now: datetime) -> list[Reminder]:
    """The letters ahead in their order, if nothing changes until then; none after the end of a contract."""
    papers = contract_queries.endings(session, contest_id=contest.id)
    ends = {grant_id: ending.day(paper) for grant_id, paper in papers.items()}
    copies = copy_queries.to_look_at(session, contest.id)
    found = [
        one for row in queries.rows(session, contest.id) for one in of(row, copies.get(row.grant.id or 0))
        if one.at > now and local(one.at).date() < ends.get(row.grant.id or 0, date.max)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.at, one.row.grant.id or 0, one.to_office))


def stale(session: Session, contest: Contest, now: datetime) -> set[str]:
    """Keys of letters that wait in the outbox though what they say is no longer true."""
    true = {one.key for one in due(session, contest, now)}
    waiting = mail.keys(session, contest.id, PREFIX, untried=True)
    return {key for key in waiting if key.rpartition(TO)[0] not in true}


def moment(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), AT, ALMATY)


def _is_pointless(one: Reminder, now: datetime) -> bool:
    """The warning before the day once the day has come, and what was to be said of a report before the contract was
    signed."""
    contract, day, answer = one.row.contract, local(one.at).date(), one.row.answer
    if one.kind is Kind.ANSWER:
        return answer is not None and local(now).date() > answer.until
    is_before = contract is not None and contract.signed_on is not None and day < contract.signed_on
    return is_before or (one.kind is Kind.SOON and local(now).date() > one.row.report.due_on)
