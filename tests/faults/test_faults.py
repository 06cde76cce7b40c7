"""The faults in short: `make faults` runs them at length."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from faults import hangups, judging, kills, printing


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """The servers are processes of their own: time goes on."""
    return


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    _, found = kills.run(tmp_path, kills=2, clients=6)

    assert (found.lost, found.corrupt, found.doubled) == ([], [], [])
    assert found.acknowledged > 0


def test_marks_and_seals_that_were_acknowledged_survive_a_kill(tmp_path: Path) -> None:
    facts, found = judging.run(tmp_path, kills=2, experts=4)

    assert (found.lost, found.corrupt, found.doubled) == ([], [], [])
    assert facts["marks"] > 0
    assert facts["seals"] > 0


def test_senders_who_hang_up_leave_nothing(tmp_path: Path) -> None:
    facts, found = hangups.run(tmp_path, times=20)

    assert (found.lost, found.corrupt, found.doubled) == ([], [], [])
    assert facts["temp_bytes"] == 0


def test_papers_in_the_making_survive_a_kill(tmp_path: Path) -> None:
    facts, found = printing.run(tmp_path, papers=60, kills=2, longest=1.5)

    assert (found.lost, found.corrupt, found.doubled) == ([], [], [])
    assert facts["files"] > 0
