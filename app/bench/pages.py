"""The public contest page, and a mark saved for good: requests a second with eight connections."""

import sqlite3
import time
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

from app.bench import data
from app.bench.bare import PRAGMAS
from app.bench.data import World
from app.bench.figures import interleaved, tell
from app.bench.load import Job, request, run
from app.bench.places import BARE, OURS, UNCACHED

CONNECTIONS = 8
SECONDS = 1.0


def _address(world: World, edition: int) -> str:
    return f"/contests/{world.slug(edition)}"


def _rate(port: int, path: str) -> float:
    return run(Job(port, [[request(path)]] * CONNECTIONS, SECONDS)).per_second


def contest(world: World) -> None:
    """With the memory for anonymous readers as configured by default, without it, and with many applications."""
    small, large = _address(world, data.SMALL), _address(world, data.LARGE)
    for port, path in ((OURS, small), (OURS, large), (UNCACHED, small), (UNCACHED, large), (BARE, "/page")):
        run(Job(port, [[request(path)]] * CONNECTIONS, 0.3))
    kept, kept_large, built, built_large, limit = interleaved(
        partial(_rate, OURS, small),
        partial(_rate, OURS, large),
        partial(_rate, UNCACHED, small),
        partial(_rate, UNCACHED, large),
        partial(_rate, BARE, "/page"),
    )
    unit = "requests/s"
    tell("contest page, as configured", unit, kept, limit, floor=0.3, goal=0.5)
    tell("contest page, built for every request", unit, built, limit, floor=0.3, goal=0.5)
    tell("contest page, 4,000 applications against 40, as configured", unit, kept_large, kept, floor=0.9, goal=1.0)
    tell("contest page, 4,000 applications against 40, built", unit, built_large, built, floor=0.9, goal=1.0)


def marks(world: World, folder: Path) -> None:
    """One mark as the score sheet sends it, durable before the answer."""
    turn = count()
    ours, limit, commits = interleaved(
        lambda: run(Job(OURS, _marks(world, next(turn)), SECONDS)).per_second,
        lambda: run(Job(BARE, _bare_marks(), SECONDS)).per_second,
        lambda: _commits(folder / "commits.sqlite3"),
    )
    tell("a mark saved", "requests/s", ours, limit, floor=0.15, goal=0.35)
    tell("a mark saved, against bare SQLite commits", "per s", ours, commits)


def _marks(world: World, turn: int) -> list[list[str]]:
    """Each connection is a juror going through the sheets; two values of this turn, so that every mark is a change."""
    values = (2 * (turn % 5) + 1, 2 * (turn % 5) + 2)
    return [
        [
            request(f"/sheets/{sheet}/marks", token=token, form=f"c1={value}", extra="HX-Request: true")
            for value in values
            for sheet in sheets
        ]
        for token, sheets in list(zip(world.jurors, world.sheets, strict=True))[:CONNECTIONS]
    ]


def _bare_marks() -> list[list[str]]:
    return [
        [request(f"/marks/{lane * 100 + sheet}", form=f"value={value}") for value in (1, 2) for sheet in range(40)]
        for lane in range(CONNECTIONS)
    ]


def _commits(path: Path) -> float:
    """Rows a second, each committed alone, with the site's settings and without a server."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS mark (id INTEGER PRIMARY KEY, value INTEGER, saved_at TEXT)")
    begun, done = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS / 2:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO mark (value, saved_at) VALUES (7, ?)", (datetime.now(UTC).isoformat(),))
        connection.execute("COMMIT")
        done += 1
    took = time.perf_counter() - begun
    connection.close()
    return done / took
