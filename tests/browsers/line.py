"""A bad line: it carries bytes between a browser and the site, as slowly as it is told, and breaks where it is told."""

import contextlib
import socket
import time
from threading import Lock, Thread
from types import TracebackType
from typing import Self

PIECE = 65_536


class Line:
    """`url` is the site as seen through the line. `cut()` breaks every connection; the line stays dead until `mend()`,
    or until it has turned away `refusals` new connections. `cut_after`: how many bytes more may leave the browser
    before each of the coming cuts. `answers_lost`: how many of the coming answers break the line instead of arriving.
    `rate`: bytes a second, 0 for full speed; `delay`: seconds for each piece."""

    def __init__(self, port: int) -> None:
        self.rate, self.delay, self.refusals = 0, 0.0, 0
        self.cut_after: list[int] = []
        self.answers_lost = 0
        self.cuts, self.sent = 0, 0
        self._is_dead, self._left = False, 0
        self._port, self._lock = port, Lock()
        self._ends: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def __enter__(self) -> Self:
        Thread(target=self._answer, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._door.close()
        self.cut()

    def cut(self) -> None:
        with self._lock:
            self._is_dead, self._left, self.cuts = True, self.refusals, self.cuts + 1
            ends, self._ends = self._ends, set()
        for end in ends:
            _close(end)

    def mend(self) -> None:
        self._is_dead = False

    def _answer(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            if self._turns_away():
                _close(near)
                continue
            far = socket.create_connection(("127.0.0.1", self._port))
            self._ends |= {near, far}
            Thread(target=self._carry, args=(near, far, True), daemon=True).start()
            Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _turns_away(self) -> bool:
        if self._is_dead and self.refusals:
            self._left -= 1
            self._is_dead = self._left >= 0
        return self._is_dead

    def _carry(self, source: socket.socket, target: socket.socket, is_up: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                if self.delay or self.rate:
                    time.sleep(self.delay + (len(piece) / self.rate if self.rate else 0))
                if not is_up and self.answers_lost:
                    self.answers_lost -= 1
                    self.cut()
                target.sendall(piece)
                if is_up:
                    self._count(len(piece))
        _close(source)
        _close(target)

    def _count(self, size: int) -> None:
        self.sent += size
        if self.cut_after:
            self.cut_after[0] -= size
            if self.cut_after[0] <= 0:
                self.cut_after.pop(0)
                self.cut()


def _close(end: socket.socket) -> None:
    """At once, as a line that breaks does."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
