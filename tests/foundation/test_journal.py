from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from app import journal
from app.db import transaction

TAMPERINGS = [
    "UPDATE journal_entry SET action = 'else' WHERE seq = 3",
    "UPDATE journal_entry SET actor_id = 9 WHERE seq = 3",
    "UPDATE journal_entry SET object_id = 9 WHERE seq = 3",
    "UPDATE journal_entry SET via = 'cli' WHERE seq = 3",
    "UPDATE journal_entry SET payload_hash = '0' WHERE seq = 3",
    "UPDATE journal_entry SET prev = '0' WHERE seq = 3",
    "UPDATE journal_payload SET body = '{}' WHERE entry_id = (SELECT id FROM journal_entry WHERE seq = 3)",
]


def fill(session: Session, now: datetime, number: int = 5) -> None:
    for index in range(number):
        journal.write(session, "thing.done", of=("thing", index), by=1, now=now, note=f"№ {index} ә")


def test_an_untouched_chain_holds(session: Session, now: datetime) -> None:
    fill(session, now)

    assert journal.first_broken(session, journal.SYSTEM) is None
    assert [entry.seq for entry in session.exec(select(journal.Entry))] == [1, 2, 3, 4, 5]


def test_contests_have_chains_of_their_own(session: Session, now: datetime) -> None:
    fill(session, now, 2)
    entry = journal.write(session, "thing.done", of=("thing", 1), by=1, now=now, contest_id=7)

    assert (entry.chain, entry.seq, entry.prev) == ("contest-7", 1, journal.GENESIS)
    assert journal.chains(session) == ["contest-7", "system"]


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_a_changed_entry_is_named(
    engine: Engine, now: datetime, statement: str, unguarded: Callable[[Engine], None]
) -> None:
    with transaction(engine) as session:
        fill(session, now)
    unguarded(engine)

    with transaction(engine) as session:
        session.execute(text(statement))

    with transaction(engine) as session:
        assert journal.first_broken(session, journal.SYSTEM) == 3


def test_a_deleted_entry_and_a_cut_tail_are_named(
    engine: Engine, now: datetime, unguarded: Callable[[Engine], None]
) -> None:
    with transaction(engine) as session:
        fill(session, now)
    unguarded(engine)

    with transaction(engine) as session:
        session.execute(text("DELETE FROM journal_payload"))
        session.execute(text("DELETE FROM journal_entry WHERE seq = 5"))
        assert journal.first_broken(session, journal.SYSTEM) == 5
        session.execute(text("DELETE FROM journal_entry WHERE seq = 2"))
        assert journal.first_broken(session, journal.SYSTEM) == 3


def test_erasing_a_payload_keeps_the_chain(engine: Engine, now: datetime) -> None:
    with transaction(engine) as session:
        fill(session, now)
        session.execute(text("DELETE FROM journal_payload"))

        assert journal.first_broken(session, journal.SYSTEM) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET action = 'else'",
        "DELETE FROM journal_entry WHERE id NOT IN (SELECT entry_id FROM journal_payload)",
        "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_an_entry(engine: Engine, now: datetime, statement: str) -> None:
    if "OR REPLACE" in statement and engine.dialect.name != "sqlite":
        statement = "TRUNCATE journal_entry CASCADE"
    with transaction(engine) as session:
        fill(session, now)
        session.execute(text("DELETE FROM journal_payload"))

    with pytest.raises(DBAPIError, match="append-only"), transaction(engine) as session:
        session.execute(text(statement))


def test_floats_are_refused(session: Session, now: datetime) -> None:
    with pytest.raises(TypeError):
        journal.write(session, "thing.done", of=("thing", 1), by=1, now=now, score=0.1)


@pytest.fixture
def unguarded() -> Callable[[Engine], None]:
    """Takes the triggers away, as somebody with the database's password could."""

    def drop(engine: Engine) -> None:
        with transaction(engine) as session:
            if engine.dialect.name == "sqlite":
                session.execute(text("DROP TRIGGER journal_no_update"))
                session.execute(text("DROP TRIGGER journal_no_delete"))
            else:
                session.execute(text("ALTER TABLE journal_entry DISABLE TRIGGER USER"))

    return drop
