"""Servers as processes of their own on loopback, each with two workers; how fast they start and what they weigh."""

import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.bench.bare import BYTES, DATABASE
from app.bench.data import World
from app.bench.places import ENVIRONMENT, HOST

WORKERS = 2
PATIENCE = 180
"""Seconds in which a server has to answer."""


@contextmanager
def site(world: World, port: int, **settings: str) -> Iterator[int]:
    """The application over the world's data; yields the id of the parent process."""
    data = {"BAIQAU_DATA": str(world.settings.data), "BAIQAU_PORT": str(port)}
    with _server("app.main:serve", port, data | settings, world.settings.data, "/healthz") as process:
        yield process


@contextmanager
def bare(world: World, port: int, size: int) -> Iterator[int]:
    """The limit, with a page of `size` bytes."""
    given = {DATABASE: str(limit_database(world)), BYTES: str(size)}
    with _server("app.bench.bare:serve", port, given, world.settings.data, "/page") as process:
        yield process


def limit_database(world: World) -> Path:
    """The limit reads a copy, so that its commits do not wait for ours."""
    return world.settings.data / "bare.sqlite3"


@contextmanager
def _server(factory: str, port: int, given: dict[str, str], folder: Path, path: str) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", factory, "--factory", "--host", HOST, "--port", str(port),
         "--workers", str(WORKERS), "--log-level", "warning", "--no-access-log"],
        env=ENVIRONMENT | given, cwd=folder, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await(process, port, path)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if fetch(port, path)[0] == http.client.OK:
                return
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"no answer on port {port}")


def fetch(port: int, path: str, *, token: str = "", packed: bool = False) -> tuple[int, bytes]:
    """Status and body as it travels; `packed` asks for gzip as browsers do."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    headers = {"Cookie": f"sid={token}"} if token else {}
    headers |= {"Accept-Encoding": "gzip, deflate"} if packed else {"Accept-Encoding": "identity"}
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def weights(parent: int) -> list[float]:
    """Proportional set size of each worker in MB: shared pages count by their share."""
    return [_pss(worker) for worker in _workers(parent)]


def _workers(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text(encoding="ascii", errors="replace")
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if f"\nPPid:\t{parent}\n" in status and b"spawn_main" in command:
            found.append(int(folder.name))
    return found


def _pss(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes * 1024 / 1_000_000
