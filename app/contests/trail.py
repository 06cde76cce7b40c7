"""A contest's journal as its office reads it: the envelope of each entry, without payloads."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.accounts.models import User
from app.contests.models import Role
from app.journal import Entry, chain_of

PAGE = 50


def size(session: Session, contest_id: int | None) -> int:
    return session.exec(select(func.count()).select_from(Entry).where(Entry.chain == chain_of(contest_id))).one()


def entries(session: Session, contest_id: int | None, page: int) -> Sequence[tuple[Entry, str | None]]:
    """Page `page` (from 1), the newest first, each with the name of who did it, if it was a person."""
    return session.exec(
        select(Entry, User.name)
        .join(User, col(User.id) == col(Entry.actor_id), isouter=True)
        .where(Entry.chain == chain_of(contest_id))
        .order_by(col(Entry.seq).desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    ).all()


def insiders(session: Session, contest_id: int | None) -> frozenset[int]:
    """Who has a role in the contest: their names may be read by everybody who reads its journal. An applicant's may
    not: the chair judges without knowing them."""
    return frozenset(session.exec(select(Role.user_id).where(Role.contest_id == contest_id)).all())
