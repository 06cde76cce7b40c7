"""Whose turn it is to write, among the processes of one machine.

SQLite has no line: whoever finds its lock taken sleeps for up to a tenth of a second and tries again, so that a process
whose writers follow close upon each other keeps all others out. Here the next one stands in the door while somebody is
inside, and only then may another come to the door: the processes take turns.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on every system; SQLite's own lock still keeps writers apart there
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.001
"""Seconds between two looks at a door that somebody else holds."""


class Turnstile:
    """Of one database file; one thread of a process at a time may use it."""

    def __init__(self, database: Path) -> None:
        self._paths = [database.with_name(f"{database.name}-{name}") for name in ("door", "inside")]
        self._files: list[int] = []

    def enter(self, patience: float) -> bool:
        """Wait for this process' turn. False when it has not come within `patience` seconds."""
        if fcntl is None:
            return True
        if not self._files:
            self._files = [os.open(path, os.O_RDWR | os.O_CREAT, 0o640) for path in self._paths]
        until = time.monotonic() + patience
        door, inside = self._files
        if not _taken(door, until):
            return False
        try:
            return _taken(inside, until)
        finally:
            fcntl.flock(door, fcntl.LOCK_UN)

    def leave(self) -> None:
        if self._files:
            fcntl.flock(self._files[1], fcntl.LOCK_UN)

    def close(self) -> None:
        for file in self._files:
            with suppress(OSError):
                os.close(file)
        self._files = []


def _taken(file: int, until: float) -> bool:
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE)
