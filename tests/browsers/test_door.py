"""At the door of the ceremony, on a phone."""

from datetime import UTC, datetime, timedelta

import pytest
from ceremony import NAMES, drawings
from journeys.conftest import chromium, clock, site  # noqa: F401 - fixtures
from journeys.installation import Site
from journeys.walker import PHONE
from playwright.sync_api import expect

from app.ceremony.event_models import Event, EventKind
from app.papers import issuing
from browsers.conftest import Opened

pytestmark = pytest.mark.usefixtures("clock")


def test_a_tick_on_a_dead_line_says_so_and_the_queue_stays_on_the_screen(
    opened: Opened,
    site: Site,  # noqa: F811
) -> None:
    now = datetime.now(UTC)
    with site.world() as session:
        world = drawings(session, edition=2019)
        by = world.staff["secretary"]
        issuing.issue_all(session, site.app.state.house.keys, world.contest, by=by, now=now)
        event = Event(contest_id=world.contest.id or 0, kind=EventKind.CEREMONY, starts_at=now + timedelta(days=1),
                      place={"kk": "Текелі", "ru": "Текели"}, made_at=now, made_by=by.id or 0)  # fmt: skip
        session.add(event)
        session.flush()
        address = f"{site.url}{world.path}/events/{event.id}/door?q=толеуова"
    phone = opened(by, viewport=PHONE)
    door = phone.new_page()
    door.goto(address)
    tick = door.locator("main li form button")
    expect(tick).to_have_count(1)

    phone.set_offline(True)
    tick.click()
    expect(door.locator("#alerts")).to_contain_text("Нет связи")
    expect(door.locator("li[id^=paper-] b")).to_have_text(NAMES[0])

    phone.set_offline(False)
    tick.click()
    expect(door.locator("li[id^=paper-] .badge")).to_be_visible()
    expect(tick).to_have_count(0)
    expect(door.locator("#alerts")).to_be_empty()
