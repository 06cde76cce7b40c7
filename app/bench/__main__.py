"""`make bench`: every figure as one line of JSON. Some minutes on two cores.

`python -m app.bench expert paper` measures only these parts.
"""

import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Collection
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import create_engine

from app.bench import bare, data, expert, judging, pages, paper, servers, submissions, tables, weight
from app.bench.data import World
from app.bench.places import BARE, OURS, UNCACHED
from app.settings import Settings

PARTS = ("pages", "expert", "tables", "submissions", "weight", "judging", "paper")


def main(asked: list[str]) -> None:
    parser = ArgumentParser(prog="python -m app.bench", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all when none is named")
    parts = parser.parse_args(asked).parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="baiqau-bench-") as folder:
        settings = Settings(data=Path(folder) / "data", database_url="", _env_file=None)
        world = data.build(settings)
        _prepare_limit(world)
        _measure(world, Path(folder), parts)


def _prepare_limit(world: World) -> None:
    """Its database is a copy, with a table of its own for what is saved."""
    copy = servers.limit_database(world)
    shutil.copyfile(world.settings.data / "baiqau.sqlite3", copy)
    engine = create_engine(f"sqlite:///{copy}")
    bare.Base.metadata.create_all(engine)
    engine.dispose()
    os.environ[bare.DATABASE] = str(copy)


def _measure(world: World, folder: Path, parts: Collection[str]) -> None:
    path = f"/contests/{world.slug(data.SMALL)}"
    served: list[tuple[str, Callable[[], None]]] = [
        ("pages", lambda: pages.contest(world)),
        ("pages", lambda: pages.marks(world, folder)),
        ("expert", lambda: expert.crowd(world)),
        ("expert", lambda: expert.picture(world)),
        ("expert", lambda: expert.secrecy(world)),
        ("tables", lambda: tables.ranking(world)),
        ("tables", lambda: tables.applications(world)),
        ("submissions", lambda: submissions.handing_in(world)),
        ("weight", lambda: weight.first_visit(world)),
    ]
    with ExitStack() as running:
        running.enter_context(servers.site(world, OURS))
        running.enter_context(servers.site(world, UNCACHED, BAIQAU_ECHO_SECONDS="0"))
        size = len(servers.fetch(OURS, path)[1])
        running.enter_context(servers.bare(world, BARE, size))
        _each(served, parts)
    alone: list[tuple[str, Callable[[], None]]] = [
        ("judging", judging.growth),
        ("paper", lambda: paper.certificates(world.settings.font_cache)),
        ("paper", lambda: paper.contracts(world.settings.font_cache)),
        ("paper", lambda: paper.memory(world.settings.font_cache)),
        ("weight", lambda: weight.start(world, size)),
        ("weight", lambda: weight.memory(world, size)),
        ("submissions", lambda: submissions.memory(world, size)),
    ]
    _each(alone, parts)


def _each(measures: list[tuple[str, Callable[[], None]]], parts: Collection[str]) -> None:
    for part, measure in measures:
        if part in parts:
            measure()


if __name__ == "__main__":
    main(sys.argv[1:])
