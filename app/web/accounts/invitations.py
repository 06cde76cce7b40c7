"""Roles by letter: a person with an account is told, anybody else is invited to choose a password."""

from datetime import datetime

from sqlmodel import Session

from app.accounts import people, queries
from app.accounts.models import User
from app.contests import roles
from app.contests.models import Contest, RoleName
from app.web.accounts import account_letters
from app.web.house import House


def give_role(
    house: House, session: Session, contest: Contest, *, email: str, name: str, language: str, role: RoleName, by: int,
    now: datetime,
) -> User:  # fmt: skip
    """The person of this address, made if there is none, with `role`. Somebody who has registered under the address
    without confirming it may not own it: they keep neither password nor sign-in, and the letter goes to the address.
    Raises RuleBroken("role-held")."""
    user = queries.by_email(session, email) or people.create(
        session, email=email, name=name, password=None, language=language, by=by, now=now
    )
    roles.grant(session, contest, user, role, by=by, now=now)
    if user.confirmed_at is None:
        people.reclaim(session, user, now=now)
        account_letters.invitation(house, session, user, contest, role, now=now)
    else:
        account_letters.role_granted(house, session, user, contest, role, now=now)
    return user


def tell_of_end(house: House, session: Session, contest: Contest, user: User, role: RoleName, *, now: datetime) -> None:
    account_letters.role_ended(house, session, user, contest, role, now=now)
