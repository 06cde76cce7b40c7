"""Signed-in browsers: opened, recognised, listed, ended. The cookie's token is random; only its hash is stored."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, update

from app import journal
from app.accounts.models import SignIn, User

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def start(session: Session, user: User, *, now: datetime, address: str, agent: str, how: str) -> str:
    """A new sign-in of `user`; returns the token for the cookie. `how`: password or link."""
    token = secrets.token_urlsafe(32)
    sign_in = SignIn(
        token_hash=token_hash(token), user_id=user.id or 0, created_at=now, seen_at=now, address=address[:64],
        agent=agent[:200],
    )  # fmt: skip
    session.add(sign_in)
    session.flush()
    journal.write(session, "account.signed-in", of=("user", user.id), by=user.id, now=now, how=how)
    return token


def whose(session: Session, token: str, *, now: datetime) -> tuple[SignIn, User] | None:
    """The live sign-in of this token with its person; None when it ended, idled out, grew old or they are disabled."""
    found = session.exec(
        select(SignIn, User)
        .where(SignIn.token_hash == token_hash(token), SignIn.user_id == User.id)
        .where(col(SignIn.ended_at).is_(None), col(User.disabled_at).is_(None))
        .where(SignIn.seen_at > now - IDLE, SignIn.created_at > now - ABSOLUTE)
    ).first()
    return (found[0], found[1]) if found else None


def seen(session: Session, sign_in_id: int, *, now: datetime) -> None:
    session.exec(update(SignIn).where(col(SignIn.id) == sign_in_id).values(seen_at=now))


def end(session: Session, sign_in: SignIn, *, now: datetime) -> None:
    sign_in.ended_at = now
    session.add(sign_in)
    journal.write(session, "account.signed-out", of=("user", sign_in.user_id), by=sign_in.user_id, now=now)


def end_all(session: Session, user: User, *, now: datetime, but: int | None = None) -> None:
    """End every sign-in of `user`, except the one with the id `but`: after a new password, address or role."""
    session.exec(
        update(SignIn)
        .where(col(SignIn.user_id) == user.id, col(SignIn.ended_at).is_(None), col(SignIn.id) != (but or 0))
        .values(ended_at=now)
    )


def live(session: Session, user: User, *, now: datetime) -> Sequence[SignIn]:
    return session.exec(
        select(SignIn)
        .where(SignIn.user_id == user.id, col(SignIn.ended_at).is_(None), SignIn.seen_at > now - IDLE)
        .where(SignIn.created_at > now - ABSOLUTE)
        .order_by(col(SignIn.seen_at).desc())
    ).all()
