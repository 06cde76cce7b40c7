"""`make bench`: every figure as one line of JSON. Some minutes on two cores."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import create_engine

from app.bench import bare, data, expert, judging, pages, paper, servers, submissions, tables, weight
from app.bench.data import World
from app.bench.places import BARE, OURS, UNCACHED
from app.settings import Settings


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="baiqau-bench-") as folder:
        settings = Settings(data=Path(folder) / "data", database_url="", _env_file=None)
        world = data.build(settings)
        _prepare_limit(world)
        _measure(world, Path(folder))


def _prepare_limit(world: World) -> None:
    """Its database is a copy, with a table of its own for what is saved."""
    copy = servers.limit_database(world)
    shutil.copyfile(world.settings.data / "baiqau.sqlite3", copy)
    engine = create_engine(f"sqlite:///{copy}")
    bare.Base.metadata.create_all(engine)
    engine.dispose()
    os.environ[bare.DATABASE] = str(copy)


def _measure(world: World, folder: Path) -> None:
    path = f"/contests/{world.slug(data.SMALL)}"
    with ExitStack() as running:
        running.enter_context(servers.site(world, OURS))
        running.enter_context(servers.site(world, UNCACHED, BAIQAU_ECHO_SECONDS="0"))
        size = len(servers.fetch(OURS, path)[1])
        running.enter_context(servers.bare(world, BARE, size))
        pages.contest(world)
        pages.marks(world, folder)
        expert.crowd(world)
        expert.picture(world)
        tables.ranking(world)
        tables.applications(world)
        submissions.handing_in(world)
        weight.first_visit(world)
    judging.growth()
    paper.certificates(world.settings.font_cache)
    paper.contracts(world.settings.font_cache)
    paper.memory(world.settings.font_cache)
    weight.start(world, size)
    weight.memory(world, size)
    submissions.memory(world, size)


if __name__ == "__main__":
    main()
