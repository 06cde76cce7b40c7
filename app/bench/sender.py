"""People who hand in works, as a process of its own: `python -m app.bench.sender`, a job as JSON on standard input."""

import http.client
import json
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from queue import Empty, SimpleQueue

from app.bench.places import ENVIRONMENT, HOST

MARK = "a-mark-that-stands-in-no-photo"


@dataclass(frozen=True)
class Sending:
    """What came of it: works a second, the 99th of 100 times in ms."""

    per_second: float
    p99: float
    failed: int


@dataclass(frozen=True)
class Errand:
    port: int
    clients: int
    photo: str
    """Path of the file; each work's copy ends with bytes of its own."""
    works: list[tuple[str, str, str]]
    """Token, path that takes the file, path that takes the submission or nothing."""
    passes: list[int]


def run(errand: Errand) -> Sending:
    """Send from another process. Raises RuntimeError when an answer was not what it should be."""
    done = subprocess.run(
        [sys.executable, "-m", "app.bench.sender"], input=json.dumps(asdict(errand)), capture_output=True, text=True,
        check=True, timeout=600, env=ENVIRONMENT,
    )  # fmt: skip
    sending = Sending(**json.loads(done.stdout))
    if sending.failed:
        raise RuntimeError(f"{sending.failed} works were not taken")
    return sending


def _send(errand: Errand) -> Sending:
    photo = Path(errand.photo).read_bytes()
    waiting: SimpleQueue[tuple[str, str, str]] = SimpleQueue()
    for work in errand.works:
        waiting.put(work)
    times: list[float] = []
    failures: list[int] = []
    begun = time.perf_counter()
    threads = [
        threading.Thread(target=_client, args=(errand, photo, waiting, times, failures)) for _ in range(errand.clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    last = sorted(times)[ceil(len(times) * 0.99) - 1] if times else 0.0
    return Sending(len(times) / took, last * 1000, len(failures) + len(errand.works) - len(times))


def _client(
    errand: Errand, photo: bytes, waiting: SimpleQueue[tuple[str, str, str]], times: list[float], failures: list[int]
) -> None:
    connection = http.client.HTTPConnection(HOST, errand.port, timeout=120)
    while True:
        try:
            token, file_path, submission_path = waiting.get_nowait()
        except Empty:
            return connection.close()
        begun = time.perf_counter()
        statuses = [_ask(connection, file_path, token, _form(photo + file_path.encode()), _KIND)]
        if submission_path:
            statuses.append(_ask(connection, submission_path, token, b"", "application/x-www-form-urlencoded"))
        times.append(time.perf_counter() - begun)
        failures += [status for status in statuses if status not in errand.passes]


_KIND = f"multipart/form-data; boundary={MARK}"


def _form(photo: bytes) -> bytes:
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="file"; filename="work.jpg"\r\n'
    return f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + photo + f"\r\n--{MARK}--\r\n".encode()


def _ask(connection: http.client.HTTPConnection, path: str, token: str, body: bytes, kind: str) -> int:
    connection.request("POST", path, body=body, headers={"Cookie": f"sid={token}", "Content-Type": kind})
    answer = connection.getresponse()
    answer.read()
    return answer.status


if __name__ == "__main__":
    print(json.dumps(asdict(_send(Errand(**json.load(sys.stdin))))))
