"""Processes that write to one database take turns, and none waits for ever."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app import db
from app.turnstile import Turnstile


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "a.sqlite3"


def test_one_is_inside_and_the_next_gives_up_when_its_patience_ends(database: Path) -> None:
    first, second = Turnstile(database), Turnstile(database)
    assert first.enter(1)
    assert not second.enter(0)

    first.leave()

    assert second.enter(1)
    assert not first.enter(0)
    for one in (first, second):
        one.close()


def test_whoever_stands_in_the_door_goes_before_those_behind(database: Path) -> None:
    inside, behind = Turnstile(database), Turnstile(database)
    script = """
        import sys; from pathlib import Path; from app.turnstile import Turnstile
        print("there", flush=True); print(Turnstile(Path(sys.argv[1])).enter(30), flush=True); sys.stdin.read()
    """
    assert inside.enter(1)
    command = [sys.executable, "-c", textwrap.dedent(script), str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as waiting:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "there\n"
        while behind.enter(0) is False and _is_free(database):
            pass  # until the other one stands in the door
        inside.leave()
        assert waiting.stdout.readline() == "True\n"
        assert not behind.enter(0)
        waiting.communicate("")
    assert behind.enter(1)
    for one in (inside, behind):
        one.close()


def _is_free(database: Path) -> bool:
    """Nobody stands in the door."""
    import fcntl
    import os

    door = os.open(f"{database}-door", os.O_RDWR)
    try:
        fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(door)
    return True


def test_a_writer_that_does_not_get_in_is_refused_and_the_line_goes_on(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "PATIENCE", 0)
    engine, other = db.make_engine(f"sqlite:///{database}"), Turnstile(database)
    assert other.enter(1)
    with pytest.raises(OperationalError), db.transaction(engine) as session:
        session.execute(text("SELECT 1"))
    with db.transaction(engine, reads_only=True) as session:
        assert session.execute(text("SELECT 1")).scalar() == 1

    other.leave()

    with db.transaction(engine) as session:
        assert session.execute(text("SELECT 1")).scalar() == 1
    assert other.enter(0)
    other.close()
    engine.dispose()
