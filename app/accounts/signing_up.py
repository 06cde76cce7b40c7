"""Registration. An address that is taken is not told from a new one by what this writes or how long it takes."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from app.accounts import gate, passwords, people, queries, throttle
from app.accounts.forms import SignUp
from app.accounts.models import User


class Outcome(StrEnum):
    NEW = "new"
    BACK = "back"
    """They had an account and gave its password: a double click, or somebody who forgot."""
    TAKEN = "taken"


def register(session: Session, said: SignUp, address: str, *, now: datetime) -> tuple[Outcome, User]:
    """Raises RuleBroken("too-many-tries") for one network address and ValueError with a slug for the password."""
    throttle.check(session, throttle.SIGN_UP, address, now=now)
    passwords.check(said.password, about=(said.name, said.email))
    throttle.note(session, throttle.SIGN_UP, address, now=now)
    owner = queries.by_email(session, said.email)
    if owner is not None:
        is_back = _is_back(session, said, owner, address, now=now)
        return (Outcome.BACK if is_back else Outcome.TAKEN), owner
    user = people.create(
        session, email=said.email, name=said.name, password=said.password, language=said.language, now=now
    )
    return Outcome.NEW, user


def _is_back(session: Session, said: SignUp, owner: User, address: str, *, now: datetime) -> bool:
    may_try = not gate.wait(session, said.email, address, now=now)
    right, _ = passwords.verify(said.password, owner.password_hash if may_try else None)
    if not may_try or owner.disabled_at is not None:
        return False
    return gate.settle(session, said.email, address, right=right, now=now) is not None
