"""Questions about people."""

import unicodedata
from collections.abc import Collection

from sqlmodel import Session, col, select

from app.accounts.models import SignIn, User


def key_of(email: str) -> str:
    """The one spelling of an address under which it is counted and compared."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def by_email(session: Session, email: str) -> User | None:
    return session.exec(select(User).where(User.email_key == key_of(email))).first()


def sign_in_of(session: Session, user_id: int, sign_in_id: int) -> SignIn | None:
    return session.exec(select(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user_id)).first()


def anybody(session: Session) -> bool:
    """Whether this installation has people yet."""
    return session.exec(select(User.id).limit(1)).first() is not None


def names(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """Id → name."""
    rows = session.exec(select(User.id, User.name).where(col(User.id).in_(user_ids))).all()
    return {user_id: name for user_id, name in rows if user_id}


def people(session: Session, user_ids: Collection[int]) -> list[User]:
    return list(session.exec(select(User).where(col(User.id).in_(user_ids)).order_by(col(User.id))))


def operators(session: Session) -> list[User]:
    """Whoever runs the installation."""
    return list(session.exec(select(User).where(col(User.is_operator).is_(True)).order_by(col(User.id))))
