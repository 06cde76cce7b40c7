"""The office's long pages: the ranking over 400 and 4,000 applications, and the list. One request after another."""

import asyncio
import time
from datetime import UTC, datetime
from functools import partial
from statistics import median
from typing import Any

from sqlalchemy import Engine, event

from app import journal
from app.bench import bare, data
from app.bench.data import World
from app.bench.figures import interleaved, tell
from app.bench.load import Job, request, run
from app.bench.places import HOST, OURS
from app.db import make_engine, transaction
from app.main import create_app
from app.settings import Settings

SECONDS = 0.8


def ranking(world: World) -> None:
    """250 rows on the page, every application ranked for it."""
    few, many = (f"/office/{world.slug(edition)}/ranking" for edition in (data.RANKED, data.MANY))
    for path in (few, many):  # each worker remembers the ranking from now on
        _visit(world, path)
    ours, limit, ours_many, limit_many = interleaved(
        partial(_page, world, few),
        partial(_bare, bare.database(), bare.RANKING, world.contests[data.RANKED], 250),
        partial(_page, world, many),
        partial(_bare, bare.database(), bare.RANKING, world.contests[data.MANY], 250),
    )
    tell("ranking of 400", "ms", ours, limit, floor=0.15, goal=0.4, less_is_better=True)
    tell("ranking of 4,000", "ms", ours_many, limit_many, floor=0.33, goal=0.8, less_is_better=True)
    changed, again = interleaved(
        partial(_changed, world, world.contests[data.MANY], many),
        partial(_bare, bare.database(), bare.RANKING, world.contests[data.MANY], 250),
    )
    tell("ranking of 4,000, first visit after a change", "ms", changed, again, less_is_better=True)
    growth = [after / before for before, after in zip(ours, ours_many, strict=True)]
    bare_growth = [after / before for before, after in zip(limit, limit_many, strict=True)]
    tell("ranking, growth from 400 to 4,000", "times", growth, bare_growth, less_is_better=True)
    statements = [float(_statements(world, path)) for path in (many, few)]
    tell("ranking, SQL statements for 4,000 against 400", "statements", statements[:1], statements[1:],
         less_is_better=True)  # fmt: skip


def applications(world: World) -> None:
    """The first page of the office's list of 4,000."""
    path = f"/office/{world.slug(data.LARGE)}/applications"
    ours, limit = interleaved(
        partial(_page, world, path),
        partial(_bare, bare.database(), bare.LIST, world.contests[data.LARGE], 50),
    )
    tell("list of applications", "ms", ours, limit, floor=0.15, goal=0.4, less_is_better=True)
    few, many, bare_few, bare_many = interleaved(
        partial(_page, world, f"/office/{world.slug(data.RANKED)}/applications"),
        partial(_page, world, f"/office/{world.slug(data.MANY)}/applications"),
        partial(_bare, bare.database(), bare.LIST, world.contests[data.RANKED], 50),
        partial(_bare, bare.database(), bare.LIST, world.contests[data.MANY], 50),
    )
    growth = [after / before for before, after in zip(few, many, strict=True)]
    bare_growth = [after / before for before, after in zip(bare_few, bare_many, strict=True)]
    tell("list of applications, growth from 400 to 4,000", "times", growth, bare_growth, less_is_better=True)
    statements = [
        float(_statements(world, f"/office/{world.slug(one)}/applications")) for one in (data.LARGE, data.SMALL)
    ]
    tell("list of applications, SQL statements for 4,000 against 40", "statements", statements[:1], statements[1:],
         less_is_better=True)  # fmt: skip


def _visit(world: World, path: str) -> None:
    run(Job(OURS, [[request(path, token=world.organiser)]] * 8, seconds=60, most=2))


def _page(world: World, path: str) -> float:
    """Milliseconds of a request over HTTP."""
    return run(Job(OURS, [[request(path, token=world.organiser)]], SECONDS)).milliseconds


def _changed(world: World, contest: int, path: str) -> float:
    """Milliseconds of the visit for which the ranking has to be computed, because the contest's journal has grown."""
    engine = make_engine(world.settings.url)
    with transaction(engine) as session:
        journal.write(
            session, "contest.noted", of=("contest", contest), by=None, now=datetime.now(UTC), contest_id=contest
        )
    engine.dispose()
    return run(Job(OURS, [[request(path, token=world.organiser)]], seconds=60, most=1)).milliseconds


def _bare(engine: Engine, statement: str, contest: int, shown: int) -> float:
    """Milliseconds of the SQL and the table, without any server."""
    times = []
    until = time.perf_counter() + SECONDS / 2
    while time.perf_counter() < until:
        begun = time.perf_counter()
        bare.table(engine, statement, contest, shown)
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def _statements(world: World, path: str) -> int:
    """How many the site sends to the database for this page, BEGIN and COMMIT left out."""
    app = create_app(Settings(data=world.settings.data, _env_file=None))
    engine: Engine = app.state.house.engine
    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(str(told[2])))
    status = asyncio.run(_ask(app, path, world.organiser))
    engine.dispose()
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return sum(not one.startswith("BEGIN") for one in seen)


async def _ask(app: Any, path: str, token: str) -> int:
    """The status that the application answers, called without a server."""
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    headers = [(b"host", HOST.encode()), (b"cookie", f"sid={token}".encode())]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"", "headers": headers,
        "client": (HOST, 1), "server": (HOST, OURS),
    }  # fmt: skip
    await app(scope, receive, send)
    return status
