"""The application behind a real server, a real browser before it; the clock goes on from noon and can be moved."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import Thread

import pytest
import time_machine
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from app.contests import presets
from app.db import transaction
from app.main import create_app
from app.settings import Settings
from journeys.installation import GoingClock, Server, Site
from journeys.walker import DESK, PHONE, Walker

NOON = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
MISSING = "no Chromium is found: `apt-get install chromium` brings one"


@pytest.fixture(autouse=True)
def clock() -> Iterator[GoingClock]:
    with time_machine.travel(NOON, tick=True) as traveller:
        yield GoingClock(traveller)


@pytest.fixture
def site(config: Settings, clock: GoingClock) -> Iterator[Site]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        app = create_app(config.model_copy(update={"public_url": url}))
        with transaction(app.state.house.engine) as session:
            presets.load_presets(session, now=clock.now)
        server = Server(app)
        thread = Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        assert server.up.wait(60)
        yield Site(app, url)
        server.should_exit = True
        thread.join(60)


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None and os.environ.get("BAIQAU_TEST_ALL") == "1":
        pytest.fail(MISSING)
    if found is None:
        pytest.skip(MISSING)
    return found


@pytest.fixture
def chromium(clock: GoingClock) -> Iterator[Browser]:
    path = _chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def walker(chromium: Browser, site: Site) -> Iterator[Callable[..., Walker]]:
    """`walker(PHONE, "kk")`: somebody with a window of that size who reads that language."""
    contexts: list[BrowserContext] = []

    def opened(window: dict[str, int], language: str) -> Walker:
        context = chromium.new_context(viewport=window, locale=language, reduced_motion="reduce")  # type: ignore[arg-type]
        context.add_cookies([{"name": "lang", "value": language, "url": site.url}])
        contexts.append(context)
        return Walker(context, site.world, site.url, language)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def phone(walker: Callable[..., Walker]) -> Callable[[], Walker]:
    """Somebody with a phone, in Kazakh."""
    return lambda: walker(PHONE, "kk")


@pytest.fixture
def desk(walker: Callable[..., Walker]) -> Callable[[], Walker]:
    """Somebody at a desk, in Russian."""
    return lambda: walker(DESK, "ru")
