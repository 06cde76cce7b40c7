"""What an expert waits for: a work's picture on the screen, and marks while fifty experts save at once; and that the
time of an answer does not tell whether the sheet of another exists."""

from functools import partial

from sqlalchemy import Engine
from sqlmodel import Session

from app.applications.models import Rendition
from app.bench.data import EXPERTS, World
from app.bench.figures import interleaved, tell
from app.bench.load import Job, request, run
from app.bench.places import BARE, OURS
from app.db import make_engine

SECONDS = 2.0
ROUNDS = 5
NOBODYS = 999_999
"""The number of no sheet."""


def picture(world: World) -> None:
    """A judged picture; the work's page and its picture one after the other; the picture once it is small."""
    engine = make_engine(world.settings.url)
    sha256 = _file(engine, world.picture)
    engine.dispose()
    token, sheet = world.jurors[0], world.sheets[0][0]
    page, shown = f"/sheets/{sheet}", f"/sheets/{sheet}/pictures/{sha256[:16]}"
    full, both, small, limit, limit_both = interleaved(
        partial(_time, OURS, [request(shown, token=token)]),
        partial(_time, OURS, [request(page, token=token), request(shown, token=token)]),
        partial(_time, OURS, [request(f"{shown}?size=light", token=token)]),
        partial(_time, BARE, [request(f"/files/{sha256}")]),
        partial(_time, BARE, [request("/page"), request(f"/files/{sha256}")]),
        rounds=ROUNDS,
    )
    tell("a judged picture", "ms", full, limit, less_is_better=True)
    tell("a judged picture, small", "ms", small, limit, less_is_better=True)
    tell("a work on the screen, page and picture", "ms", both, limit_both, less_is_better=True)


def secrecy(world: World) -> None:
    """Another expert's sheet against one that does not exist: a ratio of 1 tells nothing."""
    token, other = world.jurors[0], world.sheets[1][0]
    forbidden, missing = interleaved(
        partial(_time, OURS, [request(f"/sheets/{other}", token=token)], passes=404),
        partial(_time, OURS, [request(f"/sheets/{NOBODYS}", token=token)], passes=404),
        rounds=ROUNDS,
    )
    tell("another expert's sheet, against one that does not exist", "ms", forbidden, missing, less_is_better=True)


def _file(engine: Engine, rendition_id: int) -> str:
    with Session(engine) as session:
        return session.get_one(Rendition, rendition_id).sha256


def _time(port: int, requests: list[str], passes: int = 200) -> float:
    """Milliseconds of all of them in a row, over one kept connection."""
    done = run(Job(port, [requests], SECONDS, passes=[passes]))
    return len(requests) * 1000 / done.per_second


def crowd(world: World) -> None:
    """Fifty experts, each on a connection of its own, mark one work after another."""
    ours, limit = [], []
    for turn in range(ROUNDS):
        ours.append(run(Job(OURS, _marks(world, turn), SECONDS)))
        limit.append(run(Job(BARE, _bare_marks(), SECONDS)))
    tell(
        f"marks saved by {EXPERTS} experts at once", "requests/s",
        [one.per_second for one in ours], [one.per_second for one in limit],
    )  # fmt: skip
    tell(
        f"marks saved by {EXPERTS} experts at once, 99th of 100 times", "ms",
        [one.slowest for one in ours], [one.slowest for one in limit], less_is_better=True,
    )  # fmt: skip


def _marks(world: World, turn: int) -> list[list[str]]:
    """Two values of this turn, so that every mark is a change."""
    values = (2 * (turn % 5) + 1, 2 * (turn % 5) + 2)
    return [
        [request(f"/sheets/{sheet}/marks", token=token, form=f"c2={value}", extra="HX-Request: true")
         for value in values for sheet in sheets]
        for token, sheets in zip(world.jurors, world.sheets, strict=True)
    ]  # fmt: skip


def _bare_marks() -> list[list[str]]:
    return [
        [request(f"/marks/{lane * 100 + sheet}", form=f"value={value}") for value in (1, 2) for sheet in range(40)]
        for lane in range(EXPERTS)
    ]
