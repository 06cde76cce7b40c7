"""An installation of its own in a folder, served by the real server with two workers in a process group of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from samples import work_answers
from world import make_contest, make_school, make_territories, make_user

from app import i18n, migrations
from app.accounts import sessions
from app.contests.models import ContestKind
from app.db import make_engine, transaction
from app.keys import Keys
from app.settings import Settings

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]
WORKERS = 2
PATIENCE = 90
"""Seconds in which a server has to answer."""


@dataclass
class Place:
    settings: Settings
    slug: str
    tokens: list[str]
    """A signed-in teacher each."""
    answers: dict[str, str]
    folder: Path
    """For the server's temporary files."""
    served: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.settings.port


def build(folder: Path, people: int, **values: object) -> Place:
    """An open drawing contest and `people` teachers."""
    data, temporary = folder / "data", folder / "tmp"
    data.mkdir(parents=True)
    temporary.mkdir()
    settings = Settings(data=data, port=_free_port(), _env_file=None, **values)  # type: ignore[arg-type, call-arg]
    i18n.load(ROOT / "app" / "locale")
    Keys(data / "keys").make_all()
    engine, now = make_engine(settings.url), datetime.now(UTC)
    migrations.upgrade(engine)
    with transaction(engine) as session:
        closes = now + timedelta(days=3)
        contest = make_contest(session, kind=ContestKind.DRAWING, closes_at=closes, opens_at=now - timedelta(days=3))
        school = make_school(session, make_territories(session)[0])
        users = [make_user(session, "Асель Тестова") for _ in range(people)]
        tokens = [sessions.start(session, one, now=now, address=HOST, agent="faults", how="password") for one in users]
        slug, school_id = contest.slug, school.id
    engine.dispose()
    return Place(settings, slug, tokens, work_answers(school=str(school_id)), temporary)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])


def start(place: Place) -> float:
    """Seconds until it answers."""
    mine = {f"BAIQAU_{name.upper()}": str(value) for name, value in place.settings.model_dump().items()
            if value not in (None, "")}  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BAIQAU_")}
    begun = time.monotonic()
    place.served.append(
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "uvicorn",
                "app.main:serve",
                "--factory",
                "--host",
                HOST,
                "--port",
                str(place.port),
                "--workers",
                str(WORKERS),
                "--log-level",
                "critical",
                "--no-access-log",
            ],
            env=kept | mine | {"PYTHONPATH": str(ROOT), "TMPDIR": str(place.folder)},
            cwd=place.folder,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    )
    while time.monotonic() < begun + PATIENCE:
        try:
            if ask(place.port, "GET", "/healthz")[0] == http.client.OK:
                return time.monotonic() - begun
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"no answer on port {place.port}")


def kill(place: Place) -> None:
    """The parent and its workers at once, without a word."""
    process = place.served.pop()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def served(place: Place) -> Iterator[float]:
    """Started; whatever runs in the end is stopped."""
    try:
        yield start(place)
    finally:
        while place.served:
            kill(place)


def ask(
    port: int,
    method: str,
    path: str,
    *,
    token: str = "",
    body: bytes = b"",
    kind: str = "",
    seconds: float = 60,
    htmx: bool = False,
) -> tuple[int, str, bytes]:
    """Status, Location and body. Raises OSError or HTTPException when the line breaks."""
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    headers = {"Cookie": f"sid={token}; lang=ru"} if token else {}
    headers |= {"Content-Type": kind} if kind else {}
    headers |= {"HX-Request": "true"} if htmx else {}
    try:
        connection.request(method, path, body=body if method == "POST" else None, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read()
    finally:
        connection.close()
