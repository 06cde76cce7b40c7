"""Where a contest stands, in counts: what the office's first page shows and what its moves ask for."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.applications import consent_queries
from app.applications.models import Application, Author, Status
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind, Nomination
from app.jury import queries as jury
from app.jury.progress import progress_of
from app.places import queries as places
from app.places.models import School, Territory

ENTERED = (Status.SUBMITTED, Status.RETURNED, Status.ADMITTED)
"""In the race: what coverage counts."""
UNDECIDED = (Status.SUBMITTED, Status.RETURNED)
Counts = Mapping[Status, int]


@dataclass(frozen=True)
class Judging:
    sheets: int = 0
    done: int = 0
    unsealed: int = 0
    """Nominations with something to judge whose sheets are not all sealed."""


@dataclass(frozen=True)
class Overview:
    counts: Counts
    nominations: list[Nomination]
    territories: list[Territory]
    cells: Mapping[tuple[int, int], int]
    """(nomination id, territory id) → applications in the race."""
    cure_until: datetime | None
    """When the first of the returned ones runs out of time."""
    judging: Judging = field(default_factory=Judging)
    schools: int = 0
    rural_schools: int = 0
    rural_works: int = 0
    lacking: int = 0
    """Works in the race without the consent to take part."""

    @property
    def handed_in(self) -> int:
        return sum(number for status, number in self.counts.items() if status is not Status.DRAFT)

    @property
    def begun(self) -> int:
        return sum(self.counts.values())

    @property
    def admitted(self) -> int:
        return self.counts.get(Status.ADMITTED, 0)

    @property
    def returned(self) -> int:
        return self.counts.get(Status.RETURNED, 0)

    @property
    def entered(self) -> int:
        return sum(self.counts.get(status, 0) for status in ENTERED)

    @property
    def waiting(self) -> int:
        """Somebody in the office has to look at them."""
        return self.counts.get(Status.SUBMITTED, 0)

    @property
    def undecided(self) -> int:
        return sum(self.counts.get(status, 0) for status in UNDECIDED)

    def cell(self, nomination: Nomination, territory: Territory) -> int:
        return self.cells.get((nomination.id or 0, territory.id or 0), 0)

    def in_nomination(self, nomination: Nomination) -> int:
        return sum(number for (one, _), number in self.cells.items() if one == nomination.id)

    def in_territory(self, territory: Territory) -> int:
        return sum(number for (_, one), number in self.cells.items() if one == territory.id)

    @property
    def empty_territories(self) -> list[Territory]:
        return [territory for territory in self.territories if not self.in_territory(territory)]

    @property
    def empty_nominations(self) -> list[Nomination]:
        return [nomination for nomination in self.nominations if not self.in_nomination(nomination)]


def overview(session: Session, contest: Contest) -> Overview:
    """A constant number of statements, however much was handed in."""
    counted = counts(session, [contest.id or 0]).get(contest.id or 0, {})
    figures = _schools(session, contest.id) if contest.kind is ContestKind.DRAWING else (0, 0, 0)
    return Overview(
        counts=counted, nominations=list(contests.nominations(session, contest.id)),
        territories=list(places.territories(session)), cells=_cells(session, contest.id),
        cure_until=_first_cure(session, contest.id), judging=judging(session, contest.id), schools=figures[0],
        rural_schools=figures[1], rural_works=figures[2],
        lacking=consent_queries.missing(session, contest.id) if contest.kind is ContestKind.DRAWING else 0,
    )  # fmt: skip


def counts(session: Session, contest_ids: Collection[int]) -> dict[int, dict[Status, int]]:
    """Contest id → status → how many."""
    found: dict[int, dict[Status, int]] = defaultdict(dict)
    rows = session.exec(
        select(Application.contest_id, col(Application.status), func.count())
        .where(col(Application.contest_id).in_(contest_ids))
        .group_by(col(Application.contest_id), col(Application.status))
    ).all()
    for contest_id, status, number in rows:
        found[contest_id][status] = number
    return found


def judging(session: Session, contest_id: int | None) -> Judging:
    progress = progress_of(session, contest_id)
    sheets, done = sum(one.sheets for one in progress), sum(one.done + one.recused for one in progress)
    unsealed = judged_nominations(session, contest_id) - jury.sealed_nominations(session, contest_id)
    return Judging(sheets, done, len(unsealed))


def judged_nominations(session: Session, contest_id: int | None) -> frozenset[int]:
    """Ids of the nominations in which something was admitted."""
    rows = session.exec(
        select(Application.nomination_id)
        .where(Application.contest_id == contest_id, Application.status == Status.ADMITTED)
        .distinct()
    )
    return frozenset(nomination_id for nomination_id in rows if nomination_id is not None)


def undecided(session: Session, contest_id: int | None) -> int:
    """Applications that are neither admitted nor out."""
    return sum(counts(session, [contest_id or 0]).get(contest_id or 0, {}).get(status, 0) for status in UNDECIDED)


def _cells(session: Session, contest_id: int | None) -> dict[tuple[int, int], int]:
    rows = session.exec(
        select(Application.nomination_id, Application.territory_id, func.count())
        .where(Application.contest_id == contest_id, col(Application.status).in_(ENTERED))
        .group_by(col(Application.nomination_id), col(Application.territory_id))
    )
    return {(nomination or 0, territory or 0): number for nomination, territory, number in rows}


def _first_cure(session: Session, contest_id: int | None) -> datetime | None:
    return session.exec(
        select(Application.cure_until)
        .where(Application.contest_id == contest_id, Application.status == Status.RETURNED)
        .order_by(col(Application.cure_until))
        .limit(1)
    ).first()


def _schools(session: Session, contest_id: int | None) -> tuple[int, int, int]:
    """Schools, rural schools among them, works from those."""
    rows = session.exec(
        select(School.id, School.is_rural, func.count())
        .join(Author, col(Author.school_id) == School.id)
        .join(Application, col(Application.id) == Author.application_id)
        .where(Application.contest_id == contest_id, col(Application.status).in_(ENTERED))
        .group_by(col(School.id), col(School.is_rural))
    ).all()
    rural = [number for _, is_rural, number in rows if is_rural]
    return len(rows), len(rural), sum(rural)
