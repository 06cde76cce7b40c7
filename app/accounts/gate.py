"""Coming in with a password: tries are counted, and an unknown address costs and tells the same as a wrong password.

In two steps, because hashing takes its time and must not hold the database's write lock: `stored_for` before the
password is compared, `settle` after it.
"""

from datetime import datetime

from sqlmodel import Session

from app import journal
from app.accounts import queries, throttle
from app.accounts.models import User
from app.errors import RuleBroken


def stored_for(session: Session, email: str, address: str, *, now: datetime) -> str | None:
    """The hash to compare with, None for nobody. Raises RuleBroken("too-many-tries")."""
    _check(session, email, address, now=now)
    user = queries.by_email(session, email)
    return user.password_hash if user and user.disabled_at is None else None


def settle(
    session: Session, email: str, address: str, *, right: bool, better: str | None = None, now: datetime
) -> User | None:
    """The person who may come in; None after a failure, which is now counted. Asks again whether tries are left:
    many may have compared at the same time. Raises RuleBroken("too-many-tries")."""
    _check(session, email, address, now=now)
    user = queries.by_email(session, email)
    if user is None or not right:
        throttle.note(session, throttle.SIGN_IN, queries.key_of(email), now=now)
        throttle.note(session, throttle.SIGN_IN_BLOCK, throttle.block(address), now=now)
        journal.write(session, "account.sign-in-failed", of=("user", user.id if user else None), by=None, now=now)
        return None
    throttle.forget(session, throttle.SIGN_IN, queries.key_of(email))
    if better:
        user.password_hash = better
        session.add(user)
    return user


def wait(session: Session, email: str, address: str, *, now: datetime) -> int:
    """Minutes until this account may be tried again from this address; 0 when it may now."""
    account = throttle.wait(session, throttle.SIGN_IN, queries.key_of(email), now=now)
    return max(account, throttle.wait(session, throttle.SIGN_IN_BLOCK, throttle.block(address), now=now))


def _check(session: Session, email: str, address: str, *, now: datetime) -> None:
    minutes = wait(session, email, address, now=now)
    if minutes:
        raise RuleBroken("too-many-tries", minutes=minutes)


def count_letter(session: Session, email: str, address: str, *, now: datetime) -> None:
    """One more letter with a link for this address, whether it has an account or not. Raises
    RuleBroken("too-many-tries")."""
    throttle.check(session, throttle.LETTER, queries.key_of(email), now=now)
    throttle.check(session, throttle.LETTER_BLOCK, throttle.block(address), now=now)
    throttle.note(session, throttle.LETTER, queries.key_of(email), now=now)
    throttle.note(session, throttle.LETTER_BLOCK, throttle.block(address), now=now)
