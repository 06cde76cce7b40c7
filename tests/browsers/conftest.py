"""The same running site and the same browser as the journeys have, and people who are signed in already."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from journeys.conftest import chromium, clock, site  # noqa: F401 - fixtures
from journeys.installation import Site
from journeys.walker import PATIENCE
from playwright.sync_api import Browser, BrowserContext, expect

from app.accounts import sessions
from app.accounts.models import User
from browsers.line import Line

expect.set_options(timeout=PATIENCE)
Opened = Callable[..., BrowserContext]


@pytest.fixture
def line(site: Site) -> Iterator[Line]:  # noqa: F811
    """The bad line between the browser and the site."""
    with Line(int(site.url.rpartition(":")[2])) as line:
        yield line


@pytest.fixture
def opened(chromium: Browser, site: Site) -> Iterator[Opened]:  # noqa: F811
    """`opened(user, viewport=PHONE, java_script_enabled=False)`: a browser in which that person is signed in."""
    contexts: list[BrowserContext] = []

    def open_for(user: User, *, language: str = "ru", **options: Any) -> BrowserContext:
        context = chromium.new_context(locale=language, reduced_motion="reduce", **options)
        contexts.append(context)
        with site.world() as session:
            token = sessions.start(session, user, now=datetime.now(UTC), address="", agent="", how="password")
        cookies = {"sid": token, "lang": language}
        context.add_cookies([{"name": name, "value": value, "url": site.url} for name, value in cookies.items()])
        context.set_default_timeout(PATIENCE)
        return context

    yield open_for
    for context in contexts:
        context.close()
