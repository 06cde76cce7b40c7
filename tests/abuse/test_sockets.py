"""What only shows on a socket: how much of a body is read before it is refused, and what is left of one that broke off.
The rows UP2 to UP4 and UP15, against the real server."""

import gc
import re
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from samples import jpeg
from starlette.types import Message, Receive, Scope, Send

from abuse.house import Site, unchanged
from app.accounts import sessions
from app.accounts.models import User

LIMIT, SLACK = 25_000_000, 1_000_000
"""Bytes of a request with files, and what may be on its way when it is refused."""
HUGE = 200_000_000


class Counted:
    """The application, and how many bytes of bodies it has asked for."""

    def __init__(self, app: Any) -> None:
        self.app, self.read, self.ended = app, 0, threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted() -> Message:
            message = await receive()
            self.read += len(message.get("body", b""))
            return message

        try:
            await self.app(scope, counted, send)
        finally:
            if scope["type"] == "http":
                self.ended.set()


@dataclass
class Socket:
    """One line to the server."""

    port: int
    counted: Counted
    path: str
    token: str

    def head(self, *lines: str, signed_in: bool = True) -> bytes:
        cookie = f"Cookie: sid={self.token}; lang=ru" if signed_in else "Cookie: lang=ru"
        kind = "Content-Type: multipart/form-data; boundary=b"
        return "\r\n".join([f"POST {self.path} HTTP/1.1", "Host: 127.0.0.1", cookie, kind, *lines, "", ""]).encode()

    def send(self, head: bytes, pieces: Iterator[bytes]) -> tuple[int, str, int]:
        """Status, words, and how many bytes left before the server stopped listening."""
        sent = 0
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(head)
            line.settimeout(0.02)
            answer = b""
            for piece in pieces:
                try:
                    answer += line.recv(65536)
                    break
                except TimeoutError:
                    pass
                line.settimeout(30)
                try:
                    line.sendall(piece)
                except OSError:
                    break
                sent += len(piece)
                line.settimeout(0.0005)
            line.settimeout(10)
            try:
                while b"\r\n\r\n" not in answer or len(answer) < _whole(answer):
                    more = line.recv(65536)
                    if not more:
                        break
                    answer += more
            except OSError:
                pass
        found = re.match(rb"HTTP/1.1 (\d+)", answer)
        return int(found[1]) if found else 0, answer.decode(errors="replace"), sent


def _whole(answer: bytes) -> int:
    head, _, _ = answer.partition(b"\r\n\r\n")
    size = re.search(rb"content-length: (\d+)", head.lower())
    return len(head) + 4 + (int(size[1]) if size else 0)


@pytest.fixture
def line(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Socket]:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    yield from served(site, site.owner, f"/applications/{site.grant.id}/attachments")


def served(site: Site, sender: User, path: str) -> Iterator[Socket]:
    """A real server in a thread; temporary files go to a folder of the test."""
    with site.world() as session:
        token = sessions.start(session, sender, now=site.grant.saved_at, address="", agent="", how="password")
    counted = Counted(site.app)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        config = uvicorn.Config(counted, loop="asyncio", log_config=None, ws="none", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        port = door.getsockname()[1]
        yield Socket(port, counted, path, _now(site, token))
        server.should_exit = True
        thread.join(30)


def _now(site: Site, token: str) -> str:
    """The sign-in began when the draft was saved, a day ago: it was last seen now."""
    from datetime import UTC, datetime

    from app.accounts.models import SignIn

    with site.world() as session:
        sign_in = session.get_one(SignIn, max(one.id for one in site.rows(SignIn)))
        sign_in.seen_at = sign_in.created_at = datetime.now(UTC)
    return token


def part(data: bytes) -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return head + data


def endless(total: int, *, chunked: bool = False) -> Iterator[bytes]:
    left, first = total, True
    while left > 0:
        piece = part(b"\xff\xd8\xff") + b"\0" * 65_000 if first else b"\0" * 65_536
        first, left = False, left - len(piece)
        yield b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece


def temporary(tmp_path: Path) -> int:
    gc.collect()
    return sum(path.stat().st_size for path in (tmp_path / "tmp").rglob("*") if path.is_file())


def test_up2_two_hundred_megabytes_are_refused_by_their_announcement(site: Site, line: Socket, tmp_path: Path) -> None:
    with unchanged(site.app):
        head = line.head(f"Content-Length: {HUGE}", "Expect: 100-continue")
        status, words, _ = line.send(head, endless(0))

    assert status == 413
    assert "Это больше, чем принимает сайт" in words
    assert line.counted.read == 0
    assert temporary(tmp_path) == 0


def test_up3_two_hundred_megabytes_without_announcement_stop_at_the_limit(
    site: Site, line: Socket, tmp_path: Path
) -> None:
    with unchanged(site.app):
        status, words, _ = line.send(line.head("Transfer-Encoding: chunked"), endless(HUGE, chunked=True))

    assert status in (400, 413)
    assert "Это больше, чем принимает сайт" in words
    assert line.counted.read <= LIMIT + SLACK
    assert temporary(tmp_path) == 0


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "chunked"])
def test_up4_nobody_knows_who_sends_two_hundred_megabytes(
    site: Site, line: Socket, tmp_path: Path, chunked: bool
) -> None:
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {HUGE}"

    with unchanged(site.app):
        status, words, sent = line.send(line.head(length, signed_in=False), endless(HUGE, chunked=chunked))

    assert status == 401
    assert "Вы вышли из системы" in words
    assert line.counted.read <= 256_000
    assert sent <= 8_000_000, "what the line's own buffers have taken before the answer was read"
    assert temporary(tmp_path) == 0


def test_up15_a_sender_who_hangs_up_leaves_nothing(site: Site, line: Socket, tmp_path: Path) -> None:
    body = part(jpeg() + b"\0" * 3_000_000)

    with unchanged(site.app):
        for _ in range(20):
            line.counted.ended.clear()
            with socket.create_connection(("127.0.0.1", line.port), timeout=30) as one:
                one.sendall(line.head(f"Content-Length: {2 * len(body)}") + body)
            assert line.counted.ended.wait(30)

    assert temporary(tmp_path) == 0


def test_cs7_a_length_that_is_none_is_refused(site: Site, line: Socket) -> None:
    for told in ("Content-Length: -5", "Content-Length: 5\r\nContent-Length: 7"):
        status, _, _ = line.send(line.head(told), endless(0))
        assert status == 400


def test_a_server_is_alive_after_all_that(line: Socket) -> None:
    with socket.create_connection(("127.0.0.1", line.port), timeout=30) as one:
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert b"ok" in one.makefile("rb").read()
