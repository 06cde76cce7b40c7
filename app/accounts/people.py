"""People: made, confirmed, changed, kept out. Every change of who may come in ends what was open before it."""

import secrets
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app import journal
from app.accounts import links, passwords, queries, sessions
from app.accounts.models import Language, SignIn, User
from app.errors import RuleBroken
from app.fields import Email

PAPER = "paper-"
"""With which the key of a person without an address begins; no address does, it has no @."""
_address: TypeAdapter[str] = TypeAdapter(Email)


def create(
    session: Session,
    *,
    email: str,
    name: str,
    password: str | None,
    language: str,
    phone: str = "",
    is_operator: bool = False,
    is_confirmed: bool = False,
    by: int | None = None,
    now: datetime,
) -> User:
    """A new person; without a password they come in through a link. Raises RuleBroken("address-taken") and ValueError
    with a slug for an address or password that will not do."""
    address = _clean(email)
    if queries.by_email(session, address) is not None:
        raise RuleBroken("address-taken")
    hashed = None
    if password is not None:
        hashed = passwords.hash_of(passwords.check(password, about=(name, address)))
    user = User(
        email=address, email_key=queries.key_of(address), name=name, phone=phone, language=Language(language),
        password_hash=hashed, is_operator=is_operator, created_at=now, confirmed_at=now if is_confirmed else None,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError as taken:
        raise RuleBroken("address-taken") from taken
    journal.write(session, "account.created", of=("user", user.id), by=by or user.id, now=now, operator=is_operator)
    return user


def create_without_address(session: Session, *, name: str, phone: str, language: str, by: int, now: datetime) -> User:
    """Somebody who brought something on paper and has no account: nobody can come in as them."""
    user = User(
        email="", email_key=f"{PAPER}{secrets.token_hex(16)}", name=name, phone=phone, language=Language(language),
        created_at=now,
    )  # fmt: skip
    session.add(user)
    session.flush()
    journal.write(session, "account.created", of=("user", user.id), by=by, now=now, paper=True)
    return user


def give_address(session: Session, user: User, email: str, *, by: int, now: datetime) -> None:
    """From now on letters reach them; behind a link they make the account their own. Raises RuleBroken
    ``address-taken``, ``address-there``."""
    address = _clean(email)
    if user.has_address:
        raise RuleBroken("address-there")
    if queries.by_email(session, address) is not None:
        raise RuleBroken("address-taken")
    try:
        with session.begin_nested():
            user.email, user.email_key = address, queries.key_of(address)
            session.add(user)
    except IntegrityError as taken:
        raise RuleBroken("address-taken") from taken
    journal.write(session, "account.address-given", of=("user", user.id), by=by, now=now)


def _clean(email: str) -> str:
    try:
        return _address.validate_python(email)
    except ValidationError as wrong:
        raise ValueError("email") from wrong


def confirm(session: Session, user: User, *, now: datetime) -> None:
    """The address is theirs: they have read what was sent to it."""
    if user.confirmed_at is not None:
        return
    user.confirmed_at = now
    session.add(user)
    journal.write(session, "account.confirmed", of=("user", user.id), by=user.id, now=now)


def reclaim(session: Session, user: User, *, now: datetime) -> None:
    """An account whose address nobody has confirmed may be somebody else's trap: whoever proves to own the address
    (or is given a role under it) starts with no password, no open sign-in and no open link but their own."""
    if user.confirmed_at is not None:
        return
    user.password_hash = None
    session.add(user)
    sessions.end_all(session, user, now=now)
    links.void(session, user, now=now)
    journal.write(session, "account.reclaimed", of=("user", user.id), by=None, now=now)


def change(session: Session, user: User, *, name: str, phone: str, language: str, now: datetime) -> None:
    wanted = {"name": name, "phone": phone, "language": Language(language)}
    changed = [key for key, value in wanted.items() if getattr(user, key) != value]
    if not changed:
        return
    user.sqlmodel_update(wanted)
    session.add(user)
    journal.write(session, "account.changed", of=("user", user.id), by=user.id, now=now, fields=changed)


def choose_pictures(session: Session, user: User, *, is_light: bool, now: datetime) -> None:
    """In which size works are shown to them from now on."""
    user.light_pictures = is_light
    session.add(user)
    journal.write(
        session, "account.changed", of=("user", user.id), by=user.id, now=now, fields=["light_pictures"]
    )  # fmt: skip


def set_password(session: Session, user: User, password: str, *, now: datetime) -> None:
    """Ends every sign-in and every open link of theirs; the caller opens the one in which it was done anew.
    Raises ValueError with a slug as `passwords.check`."""
    user.password_hash = passwords.hash_of(passwords.check(password, about=(user.name, user.email)))
    session.add(user)
    sessions.end_all(session, user, now=now)
    links.void(session, user, now=now)
    journal.write(session, "account.password-set", of=("user", user.id), by=user.id, now=now)


def disable(session: Session, user: User, *, by: int | None, now: datetime) -> None:
    """Nobody comes in as this person any more."""
    user.disabled_at = now
    session.add(user)
    sessions.end_all(session, user, now=now)
    links.void(session, user, now=now)
    journal.write(session, "account.disabled", of=("user", user.id), by=by, now=now)


def end_other_sign_ins(session: Session, user: User, *, but: SignIn, now: datetime) -> None:
    sessions.end_all(session, user, now=now, but=but.id)
    journal.write(session, "account.sign-ins-ended", of=("user", user.id), by=user.id, now=now)
