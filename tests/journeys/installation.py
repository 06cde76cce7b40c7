"""A running installation, and the people that the command line or an earlier year has made in it."""

import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import time_machine
import uvicorn
from fastapi import FastAPI

from app.accounts import people
from app.accounts.models import User
from app.contests import queries as contests
from app.contests import roles
from app.contests.models import Contest
from app.db import transaction
from journeys.walker import PASSWORD


class GoingClock:
    """The time, which goes on and can be moved."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def set(self, at: datetime) -> None:
        self._traveller.move_to(at, tick=True)

    def advance(self, **units: float) -> None:
        self.set(self.now + timedelta(**units))


class Server(uvicorn.Server):
    """Says when it is up."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(uvicorn.Config(app, loop="asyncio", log_config=None, ws="none", timeout_keep_alive=600))
        self.up = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@dataclass(frozen=True)
class Site:
    """A running installation with both contests as drafts."""

    app: FastAPI
    url: str

    def world(self) -> Any:
        return transaction(self.app.state.house.engine)

    def person(self, email: str, name: str, language: str = "ru") -> User:
        """A confirmed person who signs in with PASSWORD."""
        with self.world() as session:
            return people.create(session, email=email, name=name, password=PASSWORD, language=language,
                                 is_confirmed=True, now=datetime.now(UTC))  # fmt: skip

    def organiser(self, email: str, name: str) -> User:
        """As `baiqau create-user --organiser` makes one."""
        made = self.person(email, name)
        with self.world() as session:
            roles.make_organiser_everywhere(session, made, now=datetime.now(UTC))
        return made

    def contest(self, session: Any, slug: str) -> Contest:
        found = contests.by_slug(session, slug)
        assert found is not None
        return found
