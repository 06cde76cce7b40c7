"""Who asks, when, and with which database session: the only things that endpoints are given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.accounts import sessions
from app.accounts.models import SignIn, User
from app.contests import queries as contests
from app.contests.models import RoleName
from app.db import transaction
from app.web.house import House

COOKIE = "sid"
SECURE_COOKIE = "__Host-sid"
STAFF = frozenset({RoleName.ORGANISER, RoleName.SECRETARY, RoleName.ACCOUNTANT, RoleName.CHAIR})
JURY = frozenset({RoleName.CHAIR, RoleName.EXPERT})


class SignInNeeded(Exception):
    """Nobody is signed in: 303 to the sign-in page, or 401 to a POST or an htmx request."""


@dataclass(frozen=True)
class Viewer:
    """A signed-in person with what they may do where."""

    user: User
    sign_in: SignIn
    roles: frozenset[tuple[int, RoleName]]

    @property
    def id(self) -> int:
        return self.user.id or 0

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def email(self) -> str:
        return self.user.email

    @property
    def is_staff(self) -> bool:
        return any(name in STAFF for _, name in self.roles)

    @property
    def is_jury(self) -> bool:
        return any(name in JURY for _, name in self.roles)

    def roles_in(self, contest_id: int | None) -> frozenset[RoleName]:
        return frozenset(name for contest, name in self.roles if contest == contest_id)


def house_of(request: Request) -> House:
    """For what nearly every endpoint depends on: FastAPI looks through each branch of that tree once for each of 500
    routes when it starts, and walks it at each request. There the house and the hour are fetched, not depended on."""
    house: House = request.app.state.house
    return house


async def get_house(request: Request) -> House:
    """Asynchronous, like all here that only hands over: it saves each request a change of threads."""
    return house_of(request)


HouseDep = Annotated[House, Depends(get_house)]


def get_session(request: Request) -> Iterator[Session]:
    with transaction(house_of(request).engine, reads_only=request.method in ("GET", "HEAD")) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session, scope="function")]


def get_now() -> datetime:
    return datetime.now(UTC)


async def _now() -> datetime:
    return get_now()


Now = Annotated[datetime, Depends(_now)]


async def get_received_at(request: Request) -> datetime:
    """When the request came in: deadlines look at this, not at how long it waited for its turn."""
    received: datetime = request.state.received_at
    return received


ReceivedAt = Annotated[datetime, Depends(get_received_at)]


def get_viewer(request: Request, session: SessionDep) -> Viewer | None:
    now = get_now()
    token = request.cookies.get(SECURE_COOKIE) or request.cookies.get(COOKIE)
    found = sessions.whose(session, token, now=now) if token else None
    if found is None:
        return None
    sign_in, user = found
    if now - sign_in.seen_at > sessions.SEEN_EVERY:
        _note_seen(request, session, sign_in, now)
    return Viewer(user, sign_in, contests.roles_of(session, user.id or 0))


def _note_seen(request: Request, session: Session, sign_in: SignIn, now: datetime) -> None:
    """Reading also keeps a sign-in alive; a GET holds no write lock, so it is noted beside its transaction."""
    if request.method not in ("GET", "HEAD"):
        sessions.seen(session, sign_in.id or 0, now=now)
        return
    with transaction(house_of(request).engine) as beside:
        sessions.seen(beside, sign_in.id or 0, now=now)


MaybeViewer = Annotated[Viewer | None, Depends(get_viewer, scope="function")]


def get_current_viewer(viewer: MaybeViewer) -> Viewer:
    if viewer is None:
        raise SignInNeeded
    return viewer


async def _current_viewer(viewer: MaybeViewer) -> Viewer:
    return get_current_viewer(viewer)


CurrentViewer = Annotated[Viewer, Depends(_current_viewer, scope="function")]
