"""A contest's letters as its office sees them: never another contest's, never the text of a private one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app import journal
from app.contests.models import Contest
from app.errors import RuleBroken
from app.mail import Hold, Letter, LetterStatus

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


def as_message(letter: Letter) -> str:
    """The letter without its letterhead and foot: what fits into a chat, with the link."""
    return letter.text.partition("\n-- \n")[0].strip()


def try_again(session: Session, contest: Contest, letter: Letter, *, by: int, now: datetime, address: str = "") -> None:
    """Puts a refused letter back into the outbox, to `address` where another one is given; one older than a day gets a
    day again. Raises RuleBroken("letter-not-refused"), and "letter-private": a personal link goes to nobody else."""
    if letter.status is not LetterStatus.REFUSED:
        raise RuleBroken("letter-not-refused")
    is_moved = bool(address) and address != letter.address
    if is_moved and letter.is_private:
        raise RuleBroken("letter-private")
    letter.address = address or letter.address
    letter.status, letter.tries, letter.next_try_at, letter.error = LetterStatus.WAITING, 0, now, ""
    letter.first_tried_at, letter.address_refused = None, False
    session.add(letter)
    journal.write(session, "letter.retried", of=("letter", letter.id), by=by, now=now, contest_id=contest.id,
                  moved=is_moved)  # fmt: skip


def refused_address(session: Session, user_id: int, address: str) -> str:
    """What the mail server said when the last letter to this person's present address was refused for good; "" while
    letters arrive."""
    last = session.exec(
        select(Letter)
        .where(Letter.user_id == user_id, Letter.address == address, col(Letter.tried_at).is_not(None))
        .order_by(col(Letter.tried_at).desc(), col(Letter.id).desc())
        .limit(1)
    ).first()
    return (last.error or "5xx") if last is not None and last.address_refused else ""


def held_since(session: Session, contest_id: int | None) -> datetime | None:
    hold = session.get(Hold, contest_id)
    return hold.since if hold else None


def hold(session: Session, contest: Contest, *, by: int, now: datetime) -> None:
    """Nothing of this contest leaves any more; what is in the server's hands already has left."""
    session.refresh(contest, with_for_update=True)
    if session.get(Hold, contest.id) is None:
        session.add(Hold(contest_id=contest.id or 0, since=now, by=by))
        journal.write(session, "mail.held", of=("contest", contest.id), by=by, now=now, contest_id=contest.id)


def release(session: Session, contest: Contest, *, by: int, now: datetime) -> None:
    found = session.get(Hold, contest.id)
    if found is not None:
        session.delete(found)
        journal.write(session, "mail.released", of=("contest", contest.id), by=by, now=now, contest_id=contest.id)
