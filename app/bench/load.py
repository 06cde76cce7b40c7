"""The load generator, a process of its own: `python -m app.bench.load`, a job as JSON on standard input.

It speaks just enough HTTP/1.1 over kept connections to cost little beside the servers it loads.
"""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle, islice
from statistics import median

from app.bench.places import ENVIRONMENT, HOST


@dataclass(frozen=True)
class Load:
    """What came of it: answers per second, the median and the 99th hundredth of their times in ms, answers other than
    200, bytes of one."""

    per_second: float
    milliseconds: float
    slowest: float
    failed: int
    size: int


@dataclass(frozen=True)
class Job:
    port: int
    lanes: list[list[str]]
    """Whole requests; each lane is one connection that sends its own again and again."""
    seconds: float = 1.0
    most: int = 0
    """Requests for each lane; 0: as many as the time allows."""
    passes: list[int] = field(default_factory=lambda: [200])


def request(path: str, *, token: str = "", form: str = "", extra: str = "") -> str:
    """One request as it goes over the wire: a POST when there is a form. Everything in it is ASCII."""
    lines = [f"{'POST' if form else 'GET'} {path} HTTP/1.1", f"Host: {HOST}"]
    lines += [f"Cookie: sid={token}"] if token else []
    lines += [extra] if extra else []
    if form:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
    return "\r\n".join([*lines, "", form])


def run(job: Job) -> Load:
    """Load a server from another process. Raises RuntimeError when an answer was not what it should be."""
    done = subprocess.run(
        [sys.executable, "-m", "app.bench.load"],
        input=json.dumps(asdict(job)),
        capture_output=True,
        text=True,
        check=True,
        timeout=180 + job.seconds,
        env=ENVIRONMENT,
    )
    load = Load(**json.loads(done.stdout))
    if load.failed:
        raise RuntimeError(f"{load.failed} wrong answers to {job.lanes[0][0].splitlines()[0]}")
    return load


@dataclass
class Lane:
    """One connection."""

    port: int
    requests: Sequence[bytes]
    until: float
    most: int
    passes: Sequence[int]
    times: list[float] = field(default_factory=list)
    failed: int = 0
    size: int = 0

    def run(self) -> None:
        with socket.create_connection((HOST, self.port), timeout=60) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for one in islice(cycle(self.requests), self.most or None):
                begun = time.perf_counter()
                if begun > self.until:
                    return
                connection.sendall(one)
                status, self.size = _answer(connection)
                self.times.append(time.perf_counter() - begun)
                self.failed += status not in self.passes


def _answer(connection: socket.socket) -> tuple[int, int]:
    """Status and length of the body, which is read to its end."""
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _more(connection)
    head = data[:end].lower()
    size = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]) if b"content-length:" in head else 0
    left = size - (len(data) - end - 4)
    while left > 0:
        left -= len(_more(connection))
    return int(head[9:12]), size


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(262_144)
    if not data:
        raise ConnectionError("the server hung up")
    return data


def _load(job: Job) -> Load:
    begun = time.perf_counter()
    lanes = [
        Lane(job.port, [one.encode("ascii") for one in requests], begun + job.seconds, job.most, job.passes)
        for requests in job.lanes
    ]
    threads = [threading.Thread(target=lane.run) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    times = [one for lane in lanes for one in lane.times]
    hung_up = sum(not lane.times for lane in lanes)
    return Load(
        per_second=len(times) / took,
        milliseconds=median(times) * 1000 if times else 0,
        slowest=sorted(times)[len(times) * 99 // 100] * 1000 if times else 0,
        failed=sum(lane.failed for lane in lanes) + hung_up,
        size=lanes[0].size,
    )


if __name__ == "__main__":
    print(json.dumps(asdict(_load(Job(**json.load(sys.stdin))))))
