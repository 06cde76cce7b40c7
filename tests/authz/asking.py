"""Requests as a browser sends them, handed to the application without a network."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urlencode

from anyio import to_thread
from fastapi import FastAPI

BOUNDARY = "canaries"
File = tuple[str, str, bytes]
"""Field, file name, content."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    @property
    def text(self) -> str:
        """Everything that arrived, headers first, readable."""
        headers = "\n".join(f"{key}: {unquote(value)}" for key, value in self.headers)
        return headers + "\n\n" + self.body.decode("utf-8", "ignore")


async def _at_once(work: Callable[..., Any], *given: Any, **_: Any) -> Any:
    """Nobody else waits here, so what goes to a thread when served is done in place."""
    return work(*given)


class Asker:
    """Sends requests to one application, one after the other, on a loop of its own."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.runner = asyncio.Runner()

    def __call__(
        self, method: str, path: str, *, token: str = "", htmx: bool = False, data: Mapping[str, Any] | None = None,
        files: Sequence[File] = (), headers: Mapping[str, str] | None = None,
    ) -> Answer:  # fmt: skip
        body, kind = _encoded(data or {}, files) if method == "POST" else (b"", "")
        sent = {"host": "127.0.0.1:8000", "cookie": f"lang=ru; sid={token}" if token else "lang=ru"}
        if method == "POST":
            sent |= {"content-type": kind, "content-length": str(len(body)), "sec-fetch-site": "same-origin"}
        if htmx:
            sent["hx-request"] = "true"
        with patch.object(to_thread, "run_sync", _at_once):
            return self.runner.run(self._ask(method, path, sent | dict(headers or {}), body))

    async def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        plain, _, query = path.partition("?")
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": unquote(plain), "raw_path": plain.encode(),
            "query_string": query.encode(), "root_path": "", "scheme": "http", "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 8000), "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
        }  # fmt: skip
        waiting: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]
        got: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            got.append(message)

        await self.app(scope, receive, send)
        start = next(one for one in got if one["type"] == "http.response.start")
        answered = tuple(sorted((k.decode().lower(), v.decode("latin-1")) for k, v in start["headers"]))
        whole = b"".join(one.get("body", b"") for one in got if one["type"] == "http.response.body")
        return Answer(start["status"], answered, whole)

    def close(self) -> None:
        self.runner.close()


def _encoded(data: Mapping[str, Any], files: Sequence[File]) -> tuple[bytes, str]:
    if not files:
        return urlencode(data, doseq=True).encode(), "application/x-www-form-urlencoded"
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in data.items()
    ]
    for name, file_name, content in files:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"
