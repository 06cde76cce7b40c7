"""Who gets which role in a contest, and who loses it. Both stand in the contest's journal."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app import journal
from app.accounts import links, sessions
from app.accounts.models import User
from app.alphabet import sort_key
from app.contests import queries
from app.contests.models import Contest, Role, RoleName
from app.errors import RuleBroken


def holders(session: Session, contest_id: int | None) -> Sequence[tuple[Role, User]]:
    """Every role of the contest with its person, by role, then by the Kazakh alphabet."""
    rows = session.exec(select(Role, User).where(Role.contest_id == contest_id, Role.user_id == User.id)).all()
    order = list(RoleName)
    return sorted(rows, key=lambda row: (order.index(row[0].name), sort_key(row[1].name), row[0].id))


def one(session: Session, contest_id: int | None, role_id: int) -> tuple[Role, User] | None:
    """The role of that id if it is this contest's."""
    return session.exec(
        select(Role, User).where(Role.id == role_id, Role.contest_id == contest_id, Role.user_id == User.id)
    ).first()


def everywhere(session: Session) -> Sequence[Contest]:
    """Every contest, drafts included, the latest edition first: for whoever runs the installation."""
    return session.exec(select(Contest).order_by(col(Contest.edition).desc(), col(Contest.id))).all()


def grant(session: Session, contest: Contest, user: User, name: RoleName, *, by: int | None, now: datetime) -> Role:
    """Raises RuleBroken("role-held")."""
    role = Role(contest_id=contest.id or 0, user_id=user.id or 0, name=name, granted_at=now, granted_by=by)
    try:
        with session.begin_nested():
            session.add(role)
    except IntegrityError as held:
        raise RuleBroken("role-held") from held
    journal.write(session, "role.granted", of=("user", user.id), by=by, now=now, contest_id=contest.id, role=name)
    return role


def revoke(session: Session, contest: Contest, role: Role, user: User, *, by: int | None, now: datetime) -> None:
    """The role, every open sign-in and every open link of the person end at once: what they have open in another tab
    is not served any more."""
    session.delete(role)
    sessions.end_all(session, user, now=now)
    links.void(session, user, now=now)
    journal.write(session, "role.revoked", of=("user", user.id), by=by, now=now, contest_id=contest.id, role=role.name)


def make_organiser_everywhere(session: Session, user: User, *, now: datetime) -> None:
    """Of every contest that exists, drafts included."""
    held = queries.roles_of(session, user.id or 0)
    for contest in everywhere(session):
        if (contest.id, RoleName.ORGANISER) not in held:
            grant(session, contest, user, RoleName.ORGANISER, by=None, now=now)
