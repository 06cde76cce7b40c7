"""Appeals: within so many working days of the publication an applicant objects to the procedure, once; the office
answers. Marks themselves are no ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app import journal
from app.accounts.models import User
from app.applications.admission import default_until
from app.applications.models import Application, Status
from app.awards import rules
from app.awards.models import Appeal
from app.contests.models import Contest
from app.errors import RuleBroken

JUDGED = frozenset({Status.ADMITTED, Status.REJECTED, Status.DISQUALIFIED})


@dataclass(frozen=True)
class Lodged:
    appeal: Appeal
    application: Application


def until(contest: Contest) -> datetime | None:
    """The end of the window; None where there is none."""
    if contest.published_at is None or not contest.appeal_days:
        return None
    return default_until(contest.published_at, contest.appeal_days)


def may_lodge(application: Application, contest: Contest, now: datetime) -> bool:
    """Whether there is none yet is asked apart."""
    end = until(contest)
    return rules.is_out(contest) and application.status in JUDGED and end is not None and now < end


def of_application(session: Session, application_id: int | None) -> Appeal | None:
    return session.exec(select(Appeal).where(Appeal.application_id == application_id)).first()


def of_contest(session: Session, contest_id: int | None) -> Sequence[Lodged]:
    """Those that wait first, then by their time."""
    rows = session.execute(
        columns(Appeal, Application)
        .join(Application, col(Application.id) == col(Appeal.application_id))
        .where(col(Application.contest_id) == contest_id)
        .order_by(col(Appeal.answered_at).is_not(None), col(Appeal.lodged_at), col(Appeal.id))
    ).all()
    return [Lodged(*row) for row in rows]


def lodge(
    session: Session, application: Application, contest: Contest, body: str, *, by: User, now: datetime
) -> Appeal:
    """Raises RuleBroken: ``appeal-closed``, ``appeal-there``."""
    session.refresh(application, with_for_update=True)
    if not may_lodge(application, contest, now):
        raise RuleBroken("appeal-closed", until=until(contest) or contest.published_at or now)
    if of_application(session, application.id) is not None:
        raise RuleBroken("appeal-there")
    made = Appeal(application_id=application.id or 0, body=body, lodged_at=now, lodged_by=by.id or 0)
    session.add(made)
    session.flush()
    journal.write(session, "appeal.lodged", of=("appeal", made.id), by=by.id, now=now, contest_id=contest.id,
                  application=application.number, body=body)  # fmt: skip
    return made


def answer(
    session: Session, contest: Contest, appeal_id: int, text: str, *, is_upheld: bool, by: User, now: datetime
) -> Lodged | None:
    """None for one that is not of this contest. Raises RuleBroken ``appeal-answered``."""
    found = next((one for one in of_contest(session, contest.id) if one.appeal.id == appeal_id), None)
    if found is None:
        return None
    appeal = found.appeal
    session.refresh(appeal, with_for_update=True)
    if appeal.answered_at is not None:
        raise RuleBroken("appeal-answered")
    appeal.answer, appeal.is_upheld, appeal.answered_at, appeal.answered_by = text, is_upheld, now, by.id
    session.add(appeal)
    session.flush()
    journal.write(session, "appeal.answered", of=("appeal", appeal.id), by=by.id, now=now, contest_id=contest.id,
                  application=found.application.number, is_upheld=is_upheld, answer=text)  # fmt: skip
    return found
