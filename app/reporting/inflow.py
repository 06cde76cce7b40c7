"""How a contest fills: day by day, district by district."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.applications.models import Application, Author, Status
from app.contests.models import Contest, ContestKind
from app.i18n import local
from app.places.models import School
from app.reporting.overview import ENTERED

OUT = (Status.DRAFT, Status.WITHDRAWN)


@dataclass(frozen=True)
class Day:
    on: date
    """In Almaty."""
    handed_in: int
    total: int
    """Up to its end."""


@dataclass(frozen=True)
class Place:
    """What is in the race from one district or city. `groups`: kind of applicant, or "rural" and "town"."""

    groups: Mapping[str, int]
    admitted: int

    @property
    def total(self) -> int:
        return sum(self.groups.values())


def days(session: Session, contest: Contest, now: datetime) -> list[Day]:
    """Every day from the opening to the closing or today, wider where something was handed in before or after. First
    submissions; what was withdrawn does not count."""
    moments = session.exec(
        select(Application.submitted_at).where(
            Application.contest_id == contest.id, col(Application.status).not_in(OUT)
        )
    ).all()  # fmt: skip
    found = Counter(local(at).date() for at in moments if at is not None)
    if contest.opens_at is None or contest.closes_at is None or (now < contest.opens_at and not found):
        return []
    first = min([local(contest.opens_at).date(), *found])
    last = max([local(min(now, contest.closes_at)).date(), *found])
    listed, total = [], 0
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        total += found[on]
        listed.append(Day(on, found[on], total))
    return listed


def places(session: Session, contest: Contest) -> dict[int, Place]:
    """Territory id → what is in the race from there. One statement."""
    group = School.is_rural if contest.kind is ContestKind.DRAWING else Application.applicant_kind
    asked = select(Application.territory_id, group, Application.status, func.count()).where(
        Application.contest_id == contest.id, col(Application.status).in_(ENTERED)
    )
    if contest.kind is ContestKind.DRAWING:
        asked = asked.join(Author, col(Author.application_id) == col(Application.id))
        asked = asked.join(School, col(School.id) == col(Author.school_id))
    rows = session.exec(asked.group_by(col(Application.territory_id), col(group), col(Application.status))).all()
    groups: dict[int, Counter[str]] = {}
    admitted: Counter[int] = Counter()
    for territory_id, value, status, number in rows:
        name = ("rural" if value else "town") if contest.kind is ContestKind.DRAWING else str(value or "")
        groups.setdefault(territory_id or 0, Counter())[name] += number
        admitted[territory_id or 0] += number if status == Status.ADMITTED else 0
    return {place: Place(dict(counted), admitted[place]) for place, counted in groups.items()}
