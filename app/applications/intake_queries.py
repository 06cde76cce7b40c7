"""Questions about what came on paper."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from app.accounts.models import User
from app.accounts.people import PAPER
from app.alphabet import search_key, sort_key
from app.applications.intake_models import Intake
from app.applications.models import Application, Status

PAGE = 50


class State(StrEnum):
    FREE = "free"
    """Printed, not on anything yet."""
    OPEN = "open"
    """Registered; what is on the paper has not been entered to its end."""
    DONE = "done"
    """Handed in like every other."""


@dataclass(frozen=True)
class Row:
    intake: Intake
    application: Application | None = None
    sender: User | None = None

    @property
    def state(self) -> State:
        if self.application is None:
            return State.FREE
        return State.OPEN if self.application.status is Status.DRAFT else State.DONE


@dataclass(frozen=True)
class Filters:
    """With neither words nor state, all that came; `page` counts from 1, without one there is no end."""

    words: str = ""
    state: State | None = None
    page: int | None = 1


def by_code(session: Session, contest_id: int, code: str) -> Row | None:
    found = session.execute(
        _joined().where(col(Intake.contest_id) == contest_id, col(Intake.code) == code.upper())
    ).first()  # fmt: skip
    return Row(*found) if found else None


def of_application(session: Session, application_id: int | None) -> Intake | None:
    return session.exec(select(Intake).where(Intake.application_id == application_id)).first()


def rows(session: Session, contest_id: int, filters: Filters) -> list[Row]:
    """The journal, the latest number first; all of it in the order of the numbers."""
    found = _joined().where(*_conditions(contest_id, filters))
    if filters.page is None:
        found = found.order_by(col(Intake.serial))
    else:
        found = found.order_by(col(Intake.serial).desc()).offset((filters.page - 1) * PAGE).limit(PAGE)
    return [Row(*row) for row in session.execute(found).all()]


def total(session: Session, contest_id: int, filters: Filters) -> int:
    counted = _joined().where(*_conditions(contest_id, filters)).with_only_columns(func.count())
    return int(session.execute(counted).scalar_one())


def stickers(session: Session, contest_id: int, first: int, last: int) -> Sequence[Intake]:
    wanted = select(Intake).where(Intake.contest_id == contest_id, col(Intake.serial).between(first, last))
    return session.exec(wanted.order_by(col(Intake.serial))).all()


def senders(session: Session, contest_id: int) -> Sequence[User]:
    """Who has been entered for what they brought to this contest on paper, the latest first."""
    latest = func.max(Intake.id)
    return session.exec(
        select(User)
        .join(Application, col(Application.applicant_id) == User.id)
        .join(Intake, col(Intake.application_id) == Application.id)
        .where(Intake.contest_id == contest_id)
        .group_by(*User.__table__.columns)  # type: ignore[attr-defined]
        .order_by(latest.desc())
    ).all()  # fmt: skip


def without_address(session: Session, contest_ids: Collection[int]) -> Sequence[User]:
    """Whom the office entered for these contests and who has no address yet, in the order of the Kazakh alphabet."""
    entered = select(Application.applicant_id).where(col(Application.contest_id).in_(contest_ids))
    found = session.exec(
        select(User).where(col(User.email_key).startswith(PAPER), col(User.id).in_(entered))
    ).all()  # fmt: skip
    return sorted(found, key=lambda user: (sort_key(user.name), user.id))


def _joined() -> Any:
    return (
        select(Intake, Application, User)
        .outerjoin(Application, col(Application.id) == Intake.application_id)
        .outerjoin(User, col(User.id) == Application.applicant_id)
    )


def _conditions(contest_id: int, filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [col(Intake.contest_id) == contest_id]
    if filters.state is State.FREE:
        found.append(col(Intake.application_id).is_(None))
    elif filters.state is State.OPEN:
        found.append(col(Application.status) == Status.DRAFT)
    elif filters.state is State.DONE:
        found.append(col(Application.status) != Status.DRAFT)
    elif not filters.words:
        found.append(col(Intake.application_id).is_not(None))
    for word in search_key(filters.words).split():
        number = int(word) if word.isdecimal() and len(word) < 9 else -1
        found.append(or_(col(Intake.serial) == number, col(Intake.search_key).contains(word, autoescape=True)))
    return found
