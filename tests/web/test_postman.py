import smtplib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from conftest import Clock
from fastapi import FastAPI
from sqlmodel import Session, col, select
from world import make_user

from app import mail
from app.mail import Letter, LetterStatus
from app.web.postman import round_trip

World = Callable[[], AbstractContextManager[Session]]


class Server:
    """A mail server that keeps what it is given. While it takes a letter, somebody else writes to the database."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.taken: list[str] = []
        self.failures: list[BaseException] = []

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def send_message(self, message: EmailMessage) -> None:
        with self.world() as session:
            make_user(session)
        if self.failures:
            raise self.failures.pop()
        self.taken.append(str(message["To"]))


@pytest.fixture
def server(world: World, monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server(world)
    monkeypatch.setattr(mail, "connect", lambda url: server)
    return server


def post(world: World, now: datetime, *addresses: str) -> None:
    with world() as session:
        for address in addresses:
            letter = Letter(key=f"to-{address}", address=address, language="kk", subject="s", text="t", html="h",
                            created_at=now, next_try_at=now)  # fmt: skip
            session.add(letter)


def states(world: World) -> list[tuple[str, int]]:
    with world() as session:
        return [(one.status.value, one.tries) for one in session.exec(select(Letter).order_by(col(Letter.id)))]


def test_a_letter_leaves_without_holding_the_database(
    app: FastAPI, world: World, server: Server, now: datetime
) -> None:
    post(world, now, "a@mail.example")

    assert (round_trip(app.state.house), server.taken) == (1, ["a@mail.example"])
    assert states(world) == [("sent", 1)]


def test_an_address_that_no_letter_can_carry_does_not_stop_the_others(
    app: FastAPI, world: World, server: Server, now: datetime
) -> None:
    post(world, now, "a b@", "c@mail.example")

    assert (round_trip(app.state.house), server.taken) == (1, ["c@mail.example"])
    assert states(world) == [("refused", 1), ("sent", 1)]


def test_a_letter_that_was_put_off_waits(app: FastAPI, world: World, server: Server, clock: Clock) -> None:
    post(world, clock.now, "a@mail.example")
    server.failures = [smtplib.SMTPServerDisconnected("gone")]

    assert (round_trip(app.state.house), round_trip(app.state.house)) == (0, 0)
    assert states(world) == [("waiting", 1)]
    clock.advance(minutes=1)
    assert round_trip(app.state.house) == 1


def test_a_letter_whose_deliverer_died_goes_again_after_the_lease(
    app: FastAPI, world: World, server: Server, clock: Clock
) -> None:
    post(world, clock.now, "a@mail.example")
    server.failures = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        round_trip(app.state.house)

    assert round_trip(app.state.house) == 0
    clock.set(clock.now + mail.LEASE + timedelta(seconds=1))
    assert (round_trip(app.state.house), states(world)) == (1, [(LetterStatus.SENT.value, 2)])
