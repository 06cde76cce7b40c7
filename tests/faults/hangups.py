"""F12: senders hang up half way through a file."""

import gc
import socket
import time
from pathlib import Path
from typing import Any

from faults import place as places
from faults.checker import Found, check
from faults.clients import Crowd, Work, multipart, photo
from faults.place import HOST, Place

PICTURE = 3_000_000


def run(folder: Path, *, times: int = 200) -> tuple[dict[str, Any], Found]:
    """Nothing of them stays: no row, no byte in the folders, no open file; memory grows by little."""
    place = places.build(folder, 20)
    with places.served(place):
        with Crowd(place, place.tokens[:4], 300_000, most=3) as crowd:  # everything is loaded from now on
            crowd.wait()
        history = crowd.history
        _hang_up(place, history[0], 10)
        before = _weighed(place)
        _hang_up(place, history[0], times)
        after = _settled(place, before)
        found = check(place, history)
    facts = {
        "aborted": times, "temp_bytes": after["bytes"], "open_more": after["open"] - before["open"],
        "memory_more_mb": round((after["memory"] - before["memory"]) / 1e6, 1),
    }  # fmt: skip
    found.corrupt += [f"{after['bytes']} bytes are left"] if after["bytes"] else []
    found.corrupt += ["files stay open"] if facts["open_more"] > 4 else []
    found.corrupt += ["memory grows"] if facts["memory_more_mb"] > 20 * places.WORKERS else []
    return facts, found


def _hang_up(place: Place, one: Work, times: int) -> None:
    body, kind = multipart(place.answers, photo(PICTURE) + b"x" * 100)
    head = (
        f"POST /applications/{one.application}/attachments HTTP/1.1\r\nHost: {HOST}\r\nCookie: sid={one.token}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    for _ in range(times):
        with socket.create_connection((HOST, place.port), timeout=30) as line:
            line.sendall(head.encode() + body[: len(body) // 2])


def _weighed(place: Place) -> dict[str, int]:
    """Temporary bytes, open descriptors and proportional memory of the parent and its workers."""
    group = [place.served[-1].pid, *_children(place.served[-1].pid)]
    incoming = place.settings.data / "files" / "incoming"
    files = [path for folder in (place.folder, incoming) for path in folder.rglob("*") if path.is_file()]
    return {
        "bytes": sum(path.stat().st_size for path in files),
        "open": sum(len(list(Path(f"/proc/{one}/fd").iterdir())) for one in group),
        "memory": sum(_memory(one) for one in group),
    }


def _settled(place: Place, before: dict[str, int]) -> dict[str, int]:
    """The weight once the last line has been noticed as broken, at most ten seconds later."""
    gc.collect()
    until = time.monotonic() + 10
    while (now := _weighed(place))["open"] > before["open"] and time.monotonic() < until:
        time.sleep(0.1)
    return now


def _children(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text(encoding="ascii", errors="replace")
        except OSError:
            continue
        if f"\nPPid:\t{parent}\n" in status:
            found.append(int(folder.name))
    return found


def _memory(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
