"""The world of the matrix: made once in a run, each state when it is first asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from authz.asking import Asker
from authz.sweep import Sweep, Tally
from authz.worlds import Worlds

TALLY = Tally()


@pytest.fixture(scope="session")
def worlds(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    folder: Path = tmp_path_factory.mktemp("authz")
    made = Worlds(template, folder)
    yield made
    made.close()


@pytest.fixture(scope="session")
def asker(worlds: Worlds) -> Iterator[Asker]:
    made = Asker(worlds.app)
    yield made
    made.close()


@pytest.fixture(scope="session")
def sweep(worlds: Worlds, asker: Asker) -> Sweep:
    return Sweep(worlds, asker, TALLY)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TALLY.cells:
        terminalreporter.write_line(
            f"authorization matrix: {TALLY.cells} cells run, {TALLY.wrong} wrong, {TALLY.requests} requests"
        )
