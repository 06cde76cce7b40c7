"""Gap-free counters: a number is taken in the transaction that uses it, so a failed one gives it back."""

from sqlalchemy import text
from sqlmodel import Field, Session, SQLModel


class Counter(SQLModel, table=True):
    name: str = Field(primary_key=True)
    value: int = 0


def take(session: Session, name: str) -> int:
    """The next number of the counter `name`, from 1. Parallel takers wait for each other on both databases."""
    statement = text(
        "INSERT INTO counter (name, value) VALUES (:name, 1) "
        "ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
    )
    return int(session.execute(statement, {"name": name}).scalar_one())


def last(session: Session, name: str) -> int:
    """The number that was taken last; somebody else may take the next one at any moment."""
    counter = session.get(Counter, name)
    return counter.value if counter else 0
