"""Coming in and going out: the cookie of a sign-in, where it leads, and from where it came."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from app.accounts import sessions
from app.accounts.models import User
from app.contests import queries as contests
from app.settings import Settings
from app.web.current import COOKIE, JURY, SECURE_COOKIE, STAFF
from app.web.page import Page

LOCAL = re.compile(r"/(?:[!-\[\]-~]*)")
YEAR = 365 * 24 * 3600


def local_path(asked: Any) -> str:
    """`asked` if it is a path on this site, else "": an address from outside never leads a person away."""
    if not isinstance(asked, str) or len(asked) > 2000 or asked.startswith("//"):
        return ""
    return asked if LOCAL.fullmatch(asked) else ""


def with_next(page: Page, route: str, target: str) -> str:
    """Path of `route`, which will lead on to `target` if there is one."""
    path = str(page.request.app.url_path_for(route))
    return f"{path}?{urlencode({'next': target})}" if target else path


def client_address(request: Request, settings: Settings) -> str:
    """Where the request came from. X-Forwarded-For is believed for as many hops as we have proxies of our own:
    what stands further left was written by the client."""
    peer = request.client.host if request.client else ""
    hops = [hop.strip() for line in request.headers.getlist("x-forwarded-for") for hop in line.split(",")]
    trusted = settings.trusted_proxies
    return hops[-trusted] if 0 < trusted <= len(hops) else peer


def let_in(
    page: Page, user: User, *, how: str, now: datetime, target: str = "", response: Response | None = None
) -> Response:
    """Open a sign-in of `user` in this browser under a new id (an older one here ends) and answer with `response`, or
    go to `target`, or to where their work is."""
    if page.user is not None and page.user.sign_in.ended_at is None:
        sessions.end(page.session, page.user.sign_in, now=now)
    token = sessions.start(
        page.session, user, now=now, address=client_address(page.request, page.house.settings),
        agent=page.request.headers.get("user-agent", ""), how=how,
    )  # fmt: skip
    response = response or page.see_path(target or home(page, user))
    secure = page.house.settings.is_secure
    response.set_cookie(
        SECURE_COOKIE if secure else COOKIE, token, max_age=int(sessions.ABSOLUTE.total_seconds()), path="/",
        secure=secure, httponly=True, samesite="lax",
    )  # fmt: skip
    if "lang" not in page.request.cookies:
        remember_language(response, user.language)
    return response


def see_out(page: Page, *, now: datetime) -> Response:
    if page.user is not None:
        sessions.end(page.session, page.user.sign_in, now=now)
    response = page.see("contests.index")
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    response.delete_cookie(SECURE_COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return response


def home(page: Page, user: User) -> str:
    """Where this person's work is."""
    names = {name for _, name in contests.roles_of(page.session, user.id or 0)}
    route = "office.index" if names & STAFF else "jury.index" if names & JURY else "applications.index"
    return str(page.request.app.url_path_for(route))


def remember_language(response: Response, language: str) -> None:
    response.set_cookie("lang", str(language), max_age=YEAR, path="/", httponly=True, samesite="lax")
