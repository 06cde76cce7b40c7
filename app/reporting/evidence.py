"""What winners' reports prove, as the donor's plan and fact count it: evidence, people, money."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.contests.models import Contest
from app.grants import contracts, queries
from app.grants.account import PEOPLE, people
from app.grants.checklist import NEEDED
from app.grants.models import ReportStatus


@dataclass(frozen=True)
class Line:
    """`slug`: «contracts», «reports», a kind of evidence, «participants», …; `plan` is None where none was set."""

    slug: str
    fact: int
    plan: int | None = None


@dataclass(frozen=True)
class Evidenced:
    """Of all reports that were handed in, accepted or not; `accepted` of those that are."""

    lines: list[Line]
    people: Mapping[str, int]
    """By sex, age and category, as `account.PEOPLE` names them."""
    accepted: int


def evidenced(session: Session, contest: Contest) -> Evidenced:
    """A constant number of statements."""
    rows = queries.rows(session, contest.id)
    told = [row.report for row in rows if row.report.submitted_at is not None]
    counts = queries.counted_evidence(session, contest.id)
    crowd = [people(report.answers) for report in told]
    by_name = {name: sum(one.count(name) for one in crowd) for name in PEOPLE}
    signed = sum(row.contract is not None and row.contract.status in contracts.IN_FORCE for row in rows)
    lines = [Line("contracts", signed, len(rows)), Line("reports", len(told), len(rows))]
    lines += [
        Line(kind.value, sum(counts.get((report.id or 0, kind), 0) for report in told), need * len(rows))
        for kind, need in NEEDED.items()
    ]
    lines += [
        Line("participants", sum(one.total for one in crowd)), Line("volunteers", sum(one.volunteers for one in crowd)),
        Line("children", sum(one.children for one in crowd)), Line("youth", sum(one.youth for one in crowd)),
    ]  # fmt: skip
    return Evidenced(lines, by_name, sum(report.status is ReportStatus.ACCEPTED for report in told))
