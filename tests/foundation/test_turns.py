"""Writers of one process stand in a line for SQLite's lock; whoever leaves, however, lets the next one in."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app import db, numbers
from app.db import make_engine, transaction
from app.settings import Settings


@pytest.fixture
def engine(config: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    if not config.url.startswith("sqlite"):
        pytest.skip("PostgreSQL has a line of its own")
    monkeypatch.setattr(db, "PATIENCE", 0.05)
    engine = make_engine(config.url)
    yield engine
    engine.dispose()


def test_a_second_writer_waits_and_then_is_told(engine: Engine) -> None:
    with transaction(engine) as session:
        numbers.take(session, "first")
        with pytest.raises(OperationalError, match="locked"), transaction(engine) as second:
            numbers.take(second, "second")

    with transaction(engine) as session:
        assert (numbers.take(session, "first"), numbers.take(session, "second")) == (2, 1)


def test_a_reader_stands_in_no_line(engine: Engine) -> None:
    with transaction(engine) as session:
        numbers.take(session, "first")
        with transaction(engine, reads_only=True) as reader:
            assert reader.execute(text("SELECT count(*) FROM counter")).scalar_one() == 0


@pytest.mark.parametrize("leaves", ["commit", "rollback", "failure", "twice"])
def test_whoever_leaves_lets_the_next_one_in(engine: Engine, leaves: str) -> None:
    if leaves == "failure":
        with pytest.raises(OperationalError), transaction(engine) as session:
            session.execute(text("INSERT INTO nowhere VALUES (1)"))
    else:
        with Session(engine) as session:
            for _ in range(2 if leaves == "twice" else 1):
                numbers.take(session, "x")
                session.rollback() if leaves == "rollback" else session.commit()

    with transaction(engine) as session:
        assert numbers.take(session, "y") == 1


def test_two_transactions_on_one_connection_take_one_turn(engine: Engine) -> None:
    with engine.connect() as connection:
        for _ in range(2):
            connection.execute(text("UPDATE counter SET value = 0"))
            connection.commit()
    with transaction(engine) as session:
        assert numbers.take(session, "y") == 1


def test_thirty_writers_all_get_their_turn(config: Settings) -> None:
    engine = make_engine(config.url)
    taken: list[int] = []

    def write() -> None:
        with transaction(engine) as session:
            taken.append(numbers.take(session, "x"))

    threads = [threading.Thread(target=write) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()

    assert sorted(taken) == list(range(1, 31))
