"""«Итоговое заключение»: closing the check of a contest's applications with a numbered document that never changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from app import journal, numbers
from app.accounts.models import User
from app.applications import extensions
from app.applications.admission_models import Conclusion
from app.applications.models import Application, Author, Status
from app.contests import phases
from app.contests.models import Contest, Nomination
from app.contests.phases import Phase
from app.errors import RuleBroken
from app.places.models import School, Territory

UNDECIDED = (Status.SUBMITTED, Status.RETURNED)
ENTRY = (Phase.DRAFT, Phase.ANNOUNCED, Phase.OPEN)


@dataclass(frozen=True)
class Row:
    application: Application
    nomination: Nomination
    territory: Territory | None
    school: School | None


def rows(session: Session, contest_id: int | None) -> list[Row]:
    """Everything that was ever handed in, by number."""
    found = session.exec(
        select(Application, Nomination, Territory, School)
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .outerjoin(Territory, col(Territory.id) == col(Application.territory_id))
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .outerjoin(School, col(School.id) == col(Author.school_id))
        .where(Application.contest_id == contest_id, Application.status != Status.DRAFT)
        .order_by(col(Application.number))
    ).all()
    return [Row(*row) for row in found]


def closed(session: Session, contest_id: int | None) -> Sequence[Conclusion]:
    """The newest first."""
    return session.exec(
        select(Conclusion).where(Conclusion.contest_id == contest_id).order_by(col(Conclusion.number).desc())
    ).all()


def require_closable(session: Session, contest: Contest, now: datetime) -> None:
    """Raises RuleBroken: ``still-open``, ``extension-runs``, ``admission-waits``."""
    if phases.phase(contest, now) in ENTRY:
        raise RuleBroken("still-open", closes=contest.closes_at)
    extensions.require_none_running(session, contest, now)
    left = sum(row.application.status in UNDECIDED for row in rows(session, contest.id))
    if left:
        raise RuleBroken("admission-waits", count=left)


def close(session: Session, contest: Contest, facts: dict[str, Any], *, by: User, now: datetime) -> Conclusion:
    """Keep `facts` under the next number. What is decided later needs another conclusion. Raises RuleBroken as
    `require_closable`."""
    session.refresh(contest, with_for_update=True)
    require_closable(session, contest, now)
    number = numbers.take(session, f"conclusion-{contest.id}")
    made = Conclusion(contest_id=contest.id or 0, number=number, facts=facts, closed_at=now, closed_by=by.id or 0)
    session.add(made)
    session.flush()
    journal.write(session, "conclusion.closed", of=("conclusion", made.id), by=by.id, now=now, contest_id=contest.id,
                  number=number, facts=facts)  # fmt: skip
    return made
