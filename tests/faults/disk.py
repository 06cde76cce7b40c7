"""F4: the disk of the data folder is full, first for files alone, then for everything; then there is room again."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from faults import place as places
from faults.checker import Found, check
from faults.clients import FORM, Work, hand_in, work
from faults.place import Place, ask

PICTURE = 300_000
SIZE, RESERVE = 48, 12
"""Megabytes."""


class NoMounts(Exception):
    """This machine lets nobody mount."""


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)], capture_output=True,
                          check=False)  # fmt: skip
    if done.returncode:
        raise NoMounts(done.stderr.decode().strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def run(folder: Path) -> tuple[dict[str, Any], Found]:
    """Raises NoMounts."""
    with small_disk(folder / "disk") as disk:
        place = places.build(disk / "here", 60, reserve_mb=RESERVE)
        place.folder = folder
        with places.served(place):
            history, statuses = _until_refused(place)
            typing = {_type(place, history[0]) for _ in range(5)}
            ballast = disk / "ballast"
            _fill(ballast)
            full = {_type(place, history[1]) for _ in range(5)}
            reading = ask(place.port, "GET", "/applications", token=history[0].token)[0]
            ballast.unlink()
            seconds = _recovers(place, history)
            statuses |= typing | full
            found = check(place, history)
    facts = {
        "handed_in": sum(one.told.get("submit") == "ok" for one in history), "statuses": sorted(statuses),
        "typing_below_the_reserve": sorted(typing), "typing_on_a_full_disk": sorted(full), "reading": reading,
        "recovers_in_time": seconds <= 5,
    }  # fmt: skip
    found.corrupt += [f"answered {status}" for status in statuses if status == 500]
    found.corrupt += ["no recovery within five seconds"] if seconds > 5 else []
    found.corrupt += ["texts are refused below the reserve"] if typing != {303} else []
    return facts, found


def _until_refused(place: Place) -> tuple[list[Work], set[int]]:
    history: list[Work] = []
    statuses: set[int] = set()
    for token in place.tokens:
        for _ in range(10):
            one = work(place, token, PICTURE)
            history.append(one)
            hand_in(place, one)
            statuses |= set(one.statuses)
            if one.told.get("upload") == "fail":
                return history, statuses
    raise RuntimeError("the disk did not fill")


def _type(place: Place, one: Work) -> int:
    """Save a form; its words are new each time."""
    body = f"page=p{time.monotonic_ns()}&title=t{time.monotonic_ns()}".encode()
    return ask(place.port, "POST", f"/applications/{one.application}/edit", token=one.token, body=body, kind=FORM)[0]


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as out:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    out.write(b"\0" * size)
            except OSError:
                continue


def _recovers(place: Place, history: list[Work]) -> float:
    """Seconds until a text is saved again, without a restart."""
    begun = time.monotonic()
    while _type(place, history[0]) != 303 and time.monotonic() < begun + 30:
        time.sleep(0.1)
    return time.monotonic() - begun
