"""The database: engine, one transaction per unit of work, and how columns are named and stored.

SQLite runs WAL with `synchronous=FULL`; a writer takes the lock at BEGIN (IMMEDIATE), so that read-then-write
never meets "database is locked" half way. `recursive_triggers` keeps the journal's append-only triggers in force
against INSERT OR REPLACE. PostgreSQL needs none of this, but places and counters are taken there with row locks.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Engine, MetaData, create_engine, event
from sqlalchemy import Enum as SAEnum
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Field, Session, SQLModel

from app.turnstile import Turnstile

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata

PATIENCE = 10
"""Seconds in which a writer has to get its turn."""
HELD = "holds-the-turn-to-write"

Texts = dict[str, str]
"""A text in the interface's languages: {"kk": …, "ru": …, "en": …}."""


def make_engine(url: str) -> Engine:
    """Errors do not repeat the values of a statement: names and tokens have no place in a log. The pool holds more than
    the server has threads, each of which may need a second connection for a moment."""
    if url.startswith("sqlite"):
        engine = create_engine(
            url, connect_args={"check_same_thread": False, "timeout": PATIENCE}, pool_size=20, max_overflow=30,
            hide_parameters=True,
        )  # fmt: skip
        event.listen(engine, "connect", _tune_sqlite)
        _take_turns(engine)
        return engine
    return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=35, hide_parameters=True)


def _tune_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # BEGIN is ours, see _take_turns
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        f"busy_timeout={PATIENCE * 1000}",
        "temp_store=MEMORY",
        "cache_size=-4000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _take_turns(engine: Engine) -> None:
    """One writer of this process at a time asks SQLite for its lock; the others stand behind it in a line. SQLite has
    no line: whoever waits there sleeps and tries again, and with fifty at once the last one gave up. The processes take
    turns at a turnstile."""
    line, turnstile = threading.Lock(), _turnstile(engine)

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reads_only", False):
            connection.exec_driver_sql("BEGIN")
            return
        if HELD not in connection.info:
            if not line.acquire(timeout=PATIENCE):
                raise _late()
            if turnstile is not None and not turnstile.enter(PATIENCE):
                line.release()
                raise _late()
            connection.info[HELD] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def given_back(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop(HELD, False):
            if turnstile is not None:
                turnstile.leave()
            line.release()

    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", given_back)
    if turnstile is not None:
        event.listen(engine, "engine_disposed", lambda _: turnstile.close())


def _turnstile(engine: Engine) -> Turnstile | None:
    """A database in memory has no other process."""
    name = engine.url.database
    return Turnstile(Path(name)) if name and name != ":memory:" else None


def _late() -> OperationalError:
    return OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))


@contextmanager
def transaction(engine: Engine, *, reads_only: bool = False) -> Iterator[Session]:
    """One unit of work: committed at the end, rolled back on any exception. Objects stay readable afterwards.
    With `reads_only` SQLite takes no write lock (and a write would fail late): for GET requests."""
    bind = engine.execution_options(reads_only=True) if reads_only else engine
    with Session(bind, expire_on_commit=False) as session, session.begin():
        yield session


def once_committed(session: Session, do: Callable[[], object]) -> None:
    """`do` follows when the transaction is committed, and never if it is not. It asks this session nothing."""
    event.listen(session, "after_commit", lambda _: do(), once=True)


def choice(values: type[StrEnum], *, constraint: str = "", **options: Any) -> Any:
    """A column that can hold only the values of `values`, stored as their text under a check constraint (to be named
    where a table has two columns of the same choice)."""
    column_type = SAEnum(
        values, native_enum=False, create_constraint=True, length=32, name=constraint or values.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )  # fmt: skip
    return Field(sa_type=column_type, **options)


def json(**options: Any) -> Any:
    """A JSON column; assign a new value to change it (changes inside are not seen)."""
    return Field(sa_type=JSON, **options)
