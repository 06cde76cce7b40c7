from datetime import datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from app import journal
from app.db import transaction


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
