"""Leases: of several processes one does a piece of work, and if it dies on the way another may after a while."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Field, Session, SQLModel


class Lease(SQLModel, table=True):
    name: str = Field(primary_key=True)
    until: int
    """Seconds since 1970."""


def take(session: Session, name: str, *, now: datetime, term: timedelta) -> bool:
    """Whether the work `name` is ours for `term`; False while somebody else's lease runs. One statement, so that of
    two who ask at once one is refused on both databases."""
    statement = text(
        "INSERT INTO lease (name, until) VALUES (:name, :until) "
        "ON CONFLICT (name) DO UPDATE SET until = :until WHERE lease.until <= :now RETURNING name"
    )
    facts = {"name": name, "until": int((now + term).timestamp()), "now": int(now.timestamp())}
    return session.execute(statement, facts).scalar_one_or_none() is not None


def prolong(session: Session, name: str, *, now: datetime, term: timedelta) -> None:
    """Whoever has the lease is still at work."""
    statement = text("UPDATE lease SET until = :until WHERE name = :name")
    session.execute(statement, {"name": name, "until": int((now + term).timestamp())})


def give_back(session: Session, name: str) -> None:
    """The work is done, or broke off: whoever asks next may have it."""
    session.execute(text("UPDATE lease SET until = 0 WHERE name = :name"), {"name": name})
