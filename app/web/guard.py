"""What is decided before a request's body is read: pure ASGI, outermost first.

`Headers` dresses every answer, `Language` chooses the tongue, `SameOrigin` turns away requests that another site sent,
`Doorkeeper` turns away large bodies of people who are not signed in.
"""

import logging
import secrets
import time
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers as RequestHeaders
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import i18n
from app.accounts import sessions
from app.db import transaction
from app.web.current import COOKIE, SECURE_COOKIE, get_now

log = logging.getLogger("baiqau.requests")
SAFE = ("GET", "HEAD", "OPTIONS")
OPEN_BODY = 100_000
"""Bytes that somebody who is not signed in may send."""
WAITED_FOR = 3_500_000
"""Bytes of a body that have arrived before anything else happens; larger ones are files, taken in without a lock. A
little less than `main.BODY`, where a body of unknown length would be cut off before its route could allow more."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)


class Headers:
    def __init__(self, app: ASGIApp, *, is_secure: bool) -> None:
        self.app = app
        self.fixed = {
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
        }
        if is_secure:
            self.fixed["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started, request_id = time.perf_counter(), secrets.token_hex(4)
        scope.setdefault("state", {})["received_at"] = get_now()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _keep_words(scope)
                headers = MutableHeaders(scope=message)
                for name, value in self.fixed.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-store")
                headers.setdefault("X-Robots-Tag", "noindex, nofollow")
                headers.add_vary_header("Cookie, HX-Request")
                _log(scope, message["status"], time.perf_counter() - started, request_id)
            await send(message)

        return await self.app(scope, receive, dressed)


def _keep_words(scope: Scope) -> None:
    """Starlette would put «Content Too Large» in the place of whatever we answer to a body announced too large. Nothing
    more of the body is read after an answer, so it need not know of the announcement any longer."""
    limit = scope.get("starlette._body_limit_responder")
    if limit is not None:
        limit.content_length = None


def _log(scope: Scope, status: int, seconds: float, request_id: str) -> None:
    """One line: the route's template, never the address, a query, a name or a body."""
    route = getattr(scope.get("route"), "path", "-")
    fields = {"request": request_id, "method": scope["method"], "route": route, "status": status,
              "ms": round(seconds * 1000)}  # fmt: skip
    log.info("request", extra={"fields": fields})


class Language:
    """`?lang=` is remembered in a cookie; without either the installation's own language speaks."""

    def __init__(self, app: ASGIApp, *, default: str) -> None:
        self.app, self.default = app, default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
        chosen = asked if asked in i18n.LANGUAGES else cookies(scope).get("lang", self.default)

        async def remembering(message: Message) -> None:
            if message["type"] == "http.response.start" and asked in i18n.LANGUAGES:
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", f"lang={asked}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
            await send(message)

        with i18n.speaking(chosen):
            return await self.app(scope, receive, remembering)


class SameOrigin:
    """No tokens: browsers say where a request comes from. Unsafe methods pass with `Sec-Fetch-Site: same-origin` (or
    none: typed by the user); older browsers by an `Origin` that is this host; programs that say neither also pass,
    since nobody's cookies travel with them from another site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and not _is_ours(RequestHeaders(scope=scope)):
            sentence = i18n.gettext("The request came from another site and was refused.")
            return await PlainTextResponse(sentence, status_code=403)(scope, receive, send)
        return await self.app(scope, receive, send)


def _is_ours(headers: RequestHeaders) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


class Doorkeeper:
    """A body over 100 kB needs a live sign-in, checked before a byte of it is read. Forms are waited for out here:
    inside, whoever asks may hold the database's write lock already, and a slow line would hold it with them."""

    def __init__(self, app: ASGIApp, *, engine: Engine) -> None:
        self.app, self.engine = app, engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE:
            return await self.app(scope, receive, send)
        headers = RequestHeaders(scope=scope)
        announced = headers.get("content-length", "")
        if announced and not announced.isdigit():
            return await PlainTextResponse("Bad Content-Length", status_code=400)(scope, receive, send)
        is_large = int(announced) > OPEN_BODY if announced else "transfer-encoding" in headers
        if is_large and not await run_in_threadpool(self._is_signed_in, cookies(scope)):
            sentence = i18n.gettext("You are signed out. Sign in and send it again.")
            return await PlainTextResponse(sentence, status_code=401)(scope, receive, send)
        if announced and int(announced) > WAITED_FOR:
            return await self.app(scope, receive, send)
        arrived = await _arrived(receive)
        return await self.app(scope, arrived, send) if arrived is not None else None

    def _is_signed_in(self, jar: dict[str, str]) -> bool:
        token = jar.get(SECURE_COOKIE) or jar.get(COOKIE)
        if not token:
            return False
        with transaction(self.engine, reads_only=True) as session:
            return sessions.whose(session, token, now=get_now()) is not None


async def _arrived(receive: Receive) -> Receive | None:
    """`receive` with the body, or as much of it as is waited for, in one piece; None when the sender has gone."""
    body, goes_on = bytearray(), True
    while goes_on and len(body) <= WAITED_FOR:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        goes_on = message.get("more_body", False)
    waiting: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": goes_on}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def cookies(scope: Scope) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(RequestHeaders(scope=scope).get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}
