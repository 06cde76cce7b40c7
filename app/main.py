"""The application: its parts put together."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app import allocator, i18n, routers
from app.db import make_engine
from app.files import Shelf
from app.keys import Keys
from app.settings import Settings, settings
from app.web import errors, guard
from app.web.addresses import Addresses
from app.web.current import get_now
from app.web.echo import Echo
from app.web.house import APP, House
from app.web.papers.printer import Printer
from app.web.postman import Postman
from app.web.templates import make_environment
from app.web.ticking import Ticker

log = logging.getLogger("baiqau")
BODY = 3_600_000
"""Bytes of a form without files: a megabyte of Cyrillic is three as forms send it. Routes that take files say their
own limit."""
PACKED = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/*")
"""What is small already: pictures, PDF, office files. Pages, styles and icons are text and travel compressed; they
echo no secret beside what a stranger could have put into the address."""


class Static(StaticFiles):
    """Addresses carry a version, so what they name never changes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def create_app(config: Settings | None = None, *, delivers: bool = False) -> FastAPI:
    """The ASGI application of one installation. With `delivers` one thread beside it takes letters to
    the mail server, another does what comes round by itself, a third draws files of many papers."""
    config = config or settings()
    i18n.load(APP / "locale")
    app = FastAPI(
        title="Байқау", docs_url=None, redoc_url=None, openapi_url=None, default_response_class=HTMLResponse,
        max_body_size=BODY, lifespan=_lifespan,
    )  # fmt: skip
    house = House(
        settings=config,
        engine=make_engine(config.url),
        shelf=Shelf(config.data / "files", reserve=config.reserve_mb * 1_000_000),
        keys=Keys(config.data / "keys"),
        templates=make_environment(Addresses(app)),
    )
    app.state.house = house
    app.state.beside = (Postman(house), Ticker(house), Printer(house)) if delivers else ()
    app.mount("/static/vendor", Static(packages=[("django_htmx", "static/django_htmx")]))
    app.mount("/static", Static(directory=APP / "static"), name="static")
    routers.include(app, body=BODY)
    errors.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5, exclude_content_types=PACKED)
    app.add_middleware(Echo, seconds=config.echo_seconds)
    app.add_middleware(guard.Doorkeeper, engine=house.engine)
    app.add_middleware(guard.SameOrigin)
    app.add_middleware(guard.Language, default=config.language)
    app.add_middleware(guard.Headers, is_secure=config.is_secure)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    for thread in app.state.beside:
        thread.start()
    yield
    for thread in app.state.beside:
        thread.stop()
    app.state.house.engine.dispose()


def serve() -> FastAPI:
    """What uvicorn calls. Raises RuntimeError where every deadline would be an hour off."""
    if not i18n.knows_the_time(get_now()):
        raise RuntimeError("the time zone data of this machine is out of date: Asia/Almaty is UTC+5")
    allocator.return_blocks()
    return create_app(delivers=True)
