"""One-time links. A letter carries the random token; only its hash is stored. Looking at a link never uses it up, since
mail scanners follow links: the page behind it has a button, and the button's POST does."""

import secrets
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, update

from app.accounts.models import LinkPurpose, OneTimeLink, User
from app.accounts.sessions import token_hash
from app.errors import RuleBroken

GOOD_FOR = {
    LinkPurpose.CONFIRM: timedelta(days=7),
    LinkPurpose.SIGN_IN: timedelta(minutes=30),
    LinkPurpose.PASSWORD: timedelta(hours=1),
    LinkPurpose.INVITATION: timedelta(days=14),
}


def make(session: Session, user: User, purpose: LinkPurpose, *, now: datetime) -> str:
    """The token of a new link for `user`."""
    token = secrets.token_urlsafe(32)
    link = OneTimeLink(
        token_hash=token_hash(token), purpose=purpose, user_id=user.id or 0, email=user.email_key, created_at=now,
        expires_at=now + GOOD_FOR[purpose],
    )  # fmt: skip
    session.add(link)
    session.flush()
    return token


def look(session: Session, token: str, *purposes: LinkPurpose, now: datetime) -> tuple[OneTimeLink, User]:
    """The live link of this token and its person. Raises RuleBroken("link-used") when there is none: used, too old,
    made for another purpose or for an address that the person no longer has."""
    found = session.exec(
        select(OneTimeLink, User)
        .where(OneTimeLink.token_hash == token_hash(token), OneTimeLink.user_id == User.id)
        .where(col(OneTimeLink.purpose).in_(purposes), col(OneTimeLink.used_at).is_(None))
        .where(OneTimeLink.expires_at > now, OneTimeLink.email == User.email_key, col(User.disabled_at).is_(None))
    ).first()
    if found is None:
        raise RuleBroken("link-used")
    return found[0], found[1]


def use(session: Session, token: str, *purposes: LinkPurpose, now: datetime) -> tuple[OneTimeLink, User]:
    """As `look`, and nobody can use it after this; of two at once one is refused."""
    link, user = look(session, token, *purposes, now=now)
    taken = session.exec(
        update(OneTimeLink)
        .where(col(OneTimeLink.id) == link.id, col(OneTimeLink.used_at).is_(None))
        .values(used_at=now)
    )
    if taken.rowcount != 1:
        raise RuleBroken("link-used")
    return link, user


def void(session: Session, user: User, *, now: datetime) -> None:
    """Every open link that lets its holder in is dead from now on; one that only confirms the address stays."""
    session.exec(
        update(OneTimeLink)
        .where(col(OneTimeLink.user_id) == user.id, col(OneTimeLink.used_at).is_(None))
        .where(col(OneTimeLink.purpose) != LinkPurpose.CONFIRM)
        .values(used_at=now)
    )
