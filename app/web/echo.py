"""Says again to anonymous readers what it has just said: public pages, for a few seconds, from memory.

On the evening of the results hundreds of people load the same page. Only answers without cookies to requests without
a sign-in are kept, by address, language and encoding. Anything that this process changes (any request that is not a
GET) forgets them all; what another process changes shows after `seconds`.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import i18n
from app.web.current import COOKIE, SECURE_COOKIE

MOST = 256
PERSONAL = (COOKIE, SECURE_COOKIE, "flash")


@dataclass
class Said:
    until: float
    start: Message
    bodies: list[Message] = field(default_factory=list)


class Echo:
    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        self.app, self.seconds = app, seconds
        self._said: OrderedDict[tuple[str, ...], Said] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        if scope["method"] not in ("GET", "HEAD"):
            self._said.clear()
            try:
                return await self.app(scope, receive, send)
            finally:
                self._said.clear()
        headers = Headers(scope=scope)
        if scope["method"] != "GET" or not self.seconds or not _is_public(scope["path"]) or _is_personal(headers):
            return await self.app(scope, receive, send)
        return await self._answer(_key(scope, headers), scope, receive, send)

    async def _answer(self, key: tuple[str, ...], scope: Scope, receive: Receive, send: Send) -> None:
        kept = self._said.get(key)
        if kept is not None and kept.until > time.time():
            await send({**kept.start, "headers": list(kept.start["headers"])})
            for body in kept.bodies:
                await send(body)
            return
        said: Said | None = None

        async def listening(message: Message) -> None:
            nonlocal said
            if message["type"] == "http.response.start" and _may_be_kept(message):
                said = Said(time.time() + self.seconds, {**message, "headers": list(message["headers"])})
            elif message["type"] == "http.response.body" and said is not None:
                said.bodies.append(dict(message))
            await send(message)

        await self.app(scope, receive, listening)
        if said is not None:
            self._said[key] = said
            while len(self._said) > MOST:
                self._said.popitem(last=False)


def _key(scope: Scope, headers: Headers) -> tuple[str, ...]:
    gzip = "gzip" if "gzip" in headers.get("accept-encoding", "") else ""
    return scope["path"], scope.get("query_string", b"").decode("latin-1"), i18n.language(), gzip


def _is_public(path: str) -> bool:
    return path == "/" or (path.startswith("/contests/") and "/applications" not in path)


def _is_personal(headers: Headers) -> bool:
    cookie = headers.get("cookie", "")
    return headers.get("hx-request") is not None or any(f"{name}=" in cookie for name in PERSONAL)


def _may_be_kept(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_page = headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 and is_page and "set-cookie" not in headers
