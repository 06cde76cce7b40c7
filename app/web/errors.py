"""The pages for what went wrong: full page or, for htmx, the alert region. Nothing typed is lost."""

import errno
import logging
import secrets
import sqlite3
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolEmpty
from sqlalchemy.orm.exc import ObjectDeletedError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse, Response

from app.db import transaction
from app.errors import NotAllowed, NotYours, RuleBroken
from app.files import FileDamaged
from app.i18n import gettext
from app.web import labels, refusals
from app.web.accounts import resuming
from app.web.current import SignInNeeded, get_viewer, house_of
from app.web.forms import Form, typed
from app.web.page import Page

log = logging.getLogger("baiqau.web")
NOT_FOUND = 404
POSTGRES_DISK_FULL = "53100"


def install(app: FastAPI) -> None:
    app.add_exception_handler(RuleBroken, _refused)
    app.add_exception_handler(NotYours, _not_found)
    app.add_exception_handler(RequestValidationError, _not_found)  # an address with nonsense in its query
    app.add_exception_handler(NotAllowed, _forbidden)
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OverflowError, _not_found)  # SQLite: a number that no row can have
    app.add_exception_handler(DataError, _not_found)  # PostgreSQL: the same, or a NUL
    app.add_exception_handler(IntegrityError, _clashed)
    app.add_exception_handler(ObjectDeletedError, _clashed)  # taken away while one waited for its lock
    app.add_exception_handler(OperationalError, _busy)
    app.add_exception_handler(PoolEmpty, _busy)
    app.add_exception_handler(FileDamaged, _damaged)
    app.add_exception_handler(OSError, _disk)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _failed)


def _refused(request: Request, broken: Exception) -> Response:
    assert isinstance(broken, RuleBroken)
    status = refusals.status(broken)
    action = str(request.app.url_path_for("sign_in")) if broken.reason == "link-used" else ""
    response = show(request, status, _title(status), refusals.sentence(broken), action=action)
    if status in (429, 503):
        response.headers["Retry-After"] = str(int(broken.facts.get("minutes", 1)) * 60)
    return response


def _not_found(request: Request, _: Exception) -> Response:
    return show(request, NOT_FOUND, gettext("Page not found"), gettext("There is no such page, or it is not for you."))


def _forbidden(request: Request, _: Exception) -> Response:
    return show(request, 403, gettext("No access"), gettext("You may see this, but another person has to do it."))


async def _sign_in(request: Request, _: Exception) -> Response:
    """A form for it: beside the page, where scripts can show it, else with what was typed."""
    if request.headers.get("hx-request") == "true":
        return await run_in_threadpool(show, request, 401, "", "", template="sign_in/_here.html", form=Form())
    if request.method in ("GET", "HEAD"):
        path = request.scope["path"] + (f"?{request.url.query}" if request.url.query else "")
        target = str(request.app.url_path_for("sign_in"))
        return RedirectResponse(f"{target}?{urlencode({'next': path})}", status_code=303)
    path = request.scope["path"] + (f"?{request.url.query}" if request.url.query else "")
    waiting = {"kept": resuming.kept(await _typed(request)), "resume": path}
    sentence = gettext("You are signed out. Sign in and send it again.")
    if waiting["kept"]:
        return await run_in_threadpool(
            show, request, 401, "", sentence, template="sign_in/show.html", form=Form(), target="", **waiting
        )
    return await run_in_threadpool(show, request, 401, gettext("Please sign in"), sentence)


async def _typed(request: Request) -> dict[str, Any]:
    """The request's form, if it is one without files: nobody asked for it before it was refused."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return {}
    return await typed(request)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == NOT_FOUND:
        return _not_found(request, error)
    sentences = {
        400: gettext("The request could not be read. Go back and try again."),
        405: gettext("This address does not do that."),
        413: gettext("This is larger than the site accepts. Shorten it or choose a smaller file."),
    }
    text = sentences.get(error.status_code, gettext("The request could not be carried out."))
    response = show(request, error.status_code, _title(error.status_code), text)
    response.headers.update({key: value for key, value in (error.headers or {}).items() if key.lower() == "allow"})
    return response


def _clashed(request: Request, error: Exception) -> Response:
    """Two who did the same at the same moment: the database let one of them through."""
    log.error("refused by the database", exc_info=error)
    return _refused(request, RuleBroken("changed-meanwhile"))


async def _busy(request: Request, error: Exception) -> Response:
    """The database may have been waited for before the form was read, and is not asked again meanwhile."""
    with suppress(HTTPException):
        await _typed(request)
    if _is_disk_full(getattr(error, "orig", None)):
        return await run_in_threadpool(_full, request, error)
    log.warning("database busy: %s", type(getattr(error, "orig", error)).__name__)
    text = gettext("The server is busy. Try again in a few seconds; what you typed is kept below.")
    response = await run_in_threadpool(show, request, 503, gettext("One moment"), text)
    response.headers["Retry-After"] = "5"
    return response


def _disk(request: Request, error: Exception) -> Response:
    if not _is_disk_full(error):
        raise error
    return _full(request, error)


def _is_disk_full(error: BaseException | None) -> bool:
    """Of the file system, of SQLite, of PostgreSQL."""
    return (
        getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
        or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        or getattr(error, "sqlstate", None) == POSTGRES_DISK_FULL
    )


def _full(request: Request, error: Exception) -> Response:
    log.critical("the disk is full: %s", type(getattr(error, "orig", error)).__name__)
    text = gettext(
        "The server has run out of room, and we already know. Try again later; what you typed is kept below."
    )
    return show(request, 507, gettext("No room left"), text)


def _gone(request: Request, _: Exception) -> Response:
    """The sender hung up half way: there is nobody to answer, and nothing was changed."""
    return Response(status_code=400)


def _damaged(request: Request, error: Exception) -> Response:
    log.error("stored file damaged or missing: %s", error)
    return show(request, 503, gettext("One moment"), gettext("The file is unavailable for now. We already know."))


def _failed(request: Request, error: Exception) -> Response:
    incident = secrets.token_hex(4)
    log.error("incident %s", incident, exc_info=error)
    text = gettext("Something went wrong on our side. Try again; if it happens again, tell us the number below.")
    return show(request, 500, gettext("It did not work"), text, incident=incident)


def _title(status: int) -> str:
    titles = {409: gettext("Not possible now"), 410: gettext("This link no longer works"), 413: gettext("Too large"),
              429: gettext("Please wait a little")}  # fmt: skip
    return titles.get(status, gettext("Not possible"))


def show(
    request: Request, status: int, title: str, sentence: str, *, incident: str = "", action: str = "",
    template: str = "", **more: Any,
) -> Response:  # fmt: skip
    """The error as page or alert, rendered in a transaction of its own: the request's has been rolled back."""
    house = house_of(request)
    typed: dict[str, Any] = getattr(request.state, "typed", {})
    kept = {name: value for name, value in typed.items() if value and "password" not in name and name != "nonce"}
    if status == NOT_FOUND:  # one page for all that is hidden or missing, however far its form was read
        kept = {}
    back = "" if status == NOT_FOUND else _came_from(request)
    context = {"title": title, "sentence": sentence, "incident": incident, "action": action, "back": back}
    endpoint = request.scope.get("endpoint")
    context |= {"kept": labels.written(kept, house.templates, endpoint)} | more
    try:
        with transaction(house.engine, reads_only=True) as session:
            page = Page(request, house, session, get_viewer(request, session))
            page.place = "/" if status == NOT_FOUND else ""
            response = page.html(template or _template(page), status=status, **context)
    except (OperationalError, PoolEmpty, OSError):
        response = Response(f"{title}. {sentence}", status_code=status, media_type="text/plain; charset=utf-8")
    if request.headers.get("hx-request") == "true":
        response.headers.update({"HX-Retarget": "#alerts", "HX-Reswap": "innerHTML"})
    return response


def _came_from(request: Request) -> str:
    """The page of this site that led here; nothing where it is this very address or another site."""
    try:
        found = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    is_ours = found.scheme in ("http", "https") and found.netloc == request.url.netloc
    is_this = request.method in ("GET", "HEAD") and found.path == request.url.path
    return found._replace(fragment="").geturl() if is_ours and not is_this else ""


def _template(page: Page) -> str:
    return "errors/_alert.html" if page.wants_fragment else "errors/page.html"
