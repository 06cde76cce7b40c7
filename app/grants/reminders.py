"""Who has to be reminded of a report, and when: asked anew each time, so that nobody is reminded of what they have
done. The winner before the day and after it, the office after it and while a report waits to be checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session

from app import mail
from app.contests.models import Contest
from app.grants import contracts, queries, reports
from app.grants.models import ReportStatus
from app.grants.queries import Row
from app.i18n import ALMATY, local

BEFORE = (14, 7, 1)
"""Days before the day of the report."""
AFTER = (1, 5)
"""Days after it, to both sides."""
TO_CORRECT = (5, 10)
"""Days since a report was returned."""
UNCHECKED = (3, 7)
"""Days since a report came, in which nobody has finished the check."""
AT = time(9)
"""Of those days, in Almaty."""
PREFIX = "report-remind-"
"""Of the keys of these letters."""
TO = "-to-"
"""Between the cause and the person in a key."""
CHECKED = frozenset({ReportStatus.SUBMITTED, ReportStatus.CONTENT_ACCEPTED})


class Kind(StrEnum):
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
    """To the day, since it, since the report was returned, or since it came."""
    at: datetime
    to_office: bool

    @property
    def key(self) -> str:
        """Names its cause: a day that was put off reminds anew."""
        report = self.row.report
        since = {Kind.UNCHECKED: report.submitted_at, Kind.CORRECT: report.returned_at}.get(self.kind) or report.due_on
        side = "office" if self.to_office else "winner"
        return f"{PREFIX}{self.kind.value}-{report.id}-{since:%Y%m%d%H%M}-{self.days}-{side}"


def of(row: Row) -> Iterator[Reminder]:
    """All the reminders of a report as it stands, past and to come."""
    report = row.report
    if report.status in CHECKED and report.submitted_at is not None:
        came = local(report.submitted_at).date()
        for days in UNCHECKED:
            yield Reminder(Kind.UNCHECKED, row, days, moment(came, days), True)
    if report.status not in reports.WITH_THE_WINNER or row.contract is None:
        return
    if row.contract.status not in contracts.IN_FORCE:
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
    for row in queries.rows(session, contest.id):
        for one in of(row):
            if one.at <= now and not _is_pointless(one, now):
                found[row.report.id, one.kind, one.to_office] = one
    return sorted(found.values(), key=lambda one: (one.at, one.key))


def coming(session: Session, contest: Contest, now: datetime) -> list[Reminder]:
    """The letters ahead in their order, if nothing changes until then."""
    found = [one for row in queries.rows(session, contest.id) for one in of(row) if one.at > now]
    return sorted(found, key=lambda one: (one.at, one.row.grant.id or 0, one.to_office))


def stale(session: Session, contest: Contest, now: datetime) -> set[str]:
    """Keys of letters that wait in the outbox though what they say is no longer true."""
    true = {one.key for one in due(session, contest, now)}
    waiting = mail.keys(session, contest.id, PREFIX, untried=True)
    return {key for key in waiting if key.rpartition(TO)[0] not in true}


def moment(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), AT, ALMATY)


def _is_pointless(one: Reminder, now: datetime) -> bool:
    """The warning before the day once the day has come, and what was to be said before the contract was signed."""
    contract, day = one.row.contract, local(one.at).date()
    is_before = contract is not None and contract.signed_on is not None and day < contract.signed_on
    return is_before or (one.kind is Kind.SOON and local(now).date() > one.row.report.due_on)
