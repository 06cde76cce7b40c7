"""The list of the commission as it was approved, and who of its members wears two hats."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from app import journal
from app.accounts.models import User
from app.contests.models import Contest, Role, RoleName, StampKind
from app.db import Texts
from app.jury import queries
from app.jury.commission_models import CommissionStamp


def stamps(session: Session, contest_id: int | None) -> dict[StampKind, CommissionStamp]:
    found = select(CommissionStamp).where(CommissionStamp.contest_id == contest_id)
    return {one.kind: one for one in session.exec(found)}


def note_stamp(
    session: Session, contest: Contest, kind: StampKind, *, authority: Texts, position: Texts, name: Texts,
    signed_on: date, number: str, by: int, now: datetime,
) -> CommissionStamp:  # fmt: skip
    """Note by whom and by which paper the list was approved or agreed to; a new note takes the place of the old one."""
    stamp = stamps(session, contest.id).get(kind) or CommissionStamp(
        contest_id=contest.id or 0, kind=kind, position=position, name=name, signed_on=signed_on, number=number,
        entered_by=by, entered_at=now,
    )  # fmt: skip
    stamp.authority, stamp.position, stamp.name = authority, position, name
    stamp.signed_on, stamp.number, stamp.entered_by, stamp.entered_at = signed_on, number, by, now
    session.add(stamp)
    session.flush()
    journal.write(session, "commission.stamped", of=("contest", contest.id), by=by, now=now, contest_id=contest.id,
                  kind=kind, authority=authority, position=position, name=name, signed_on=signed_on.isoformat(),
                  number=number)  # fmt: skip
    return stamp


def has_changed(session: Session, contest_id: int | None) -> bool:
    """Somebody came or left after the list was approved or agreed to."""
    noted = [stamp.entered_at for stamp in stamps(session, contest_id).values()]
    moved = [at for seat in queries.seats(session, contest_id) for at in (seat.given_at, seat.left_at) if at]
    return bool(noted) and any(at > min(noted) for at in moved)


def seeing_voters(session: Session, contest_id: int | None) -> list[User]:
    """Members with a vote who read applicants' names as the contest's organiser or secretary: their judging is not
    blind."""
    insiders = select(Role.user_id).where(
        Role.contest_id == contest_id, col(Role.name).in_((RoleName.ORGANISER, RoleName.SECRETARY))
    )
    return list(
        session.exec(
            select(User)
            .where(col(User.id).in_(queries.voters(session, contest_id)), col(User.id).in_(insiders))
            .order_by(col(User.name))
        )
    )
