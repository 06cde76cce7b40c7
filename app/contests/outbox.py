"""A contest's letters as its office sees them: never another contest's, never the text of a private one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app import journal
from app.contests.models import Contest
from app.errors import RuleBroken
from app.mail import Letter, LetterStatus

PAGE = 50


def counts(session: Session, contest_id: int | None) -> dict[LetterStatus, int]:
    rows = session.exec(
        select(Letter.status, func.count()).where(Letter.contest_id == contest_id).group_by(col(Letter.status))
    ).all()
    found = dict(rows)
    return {status: found.get(status, 0) for status in LetterStatus}


def letters(session: Session, contest_id: int | None, status: LetterStatus | None, page: int) -> Sequence[Letter]:
    """Page `page` (from 1) of the contest's letters, the newest first."""
    wanted = select(Letter).where(Letter.contest_id == contest_id)
    if status is not None:
        wanted = wanted.where(Letter.status == status)
    return session.exec(wanted.order_by(col(Letter.id).desc()).offset((page - 1) * PAGE).limit(PAGE)).all()


def one(session: Session, contest_id: int | None, letter_id: int) -> Letter | None:
    return session.exec(select(Letter).where(Letter.id == letter_id, Letter.contest_id == contest_id)).first()


def try_again(session: Session, contest: Contest, letter: Letter, *, by: int, now: datetime) -> None:
    """Puts a refused letter back into the outbox; one older than a day is tried once more.
    Raises RuleBroken("letter-not-refused")."""
    if letter.status is not LetterStatus.REFUSED:
        raise RuleBroken("letter-not-refused")
    letter.status, letter.tries, letter.next_try_at, letter.error = LetterStatus.WAITING, 0, now, ""
    session.add(letter)
    journal.write(session, "letter.retried", of=("letter", letter.id), by=by, now=now, contest_id=contest.id)
