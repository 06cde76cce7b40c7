"""Files over a bad line: sent again by themselves, never twice, cancelled, refused with words before they leave."""

from collections.abc import Callable
from pathlib import Path

import pytest
from journeys.installation import Site
from journeys.walker import DESK, PHONE
from PIL import Image
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, expect
from samples import jpeg
from sqlmodel import select
from world import make_application, make_contest, make_user, nominations_of

from app import i18n
from app.accounts.models import User
from app.applications.models import Attachment, Status
from app.errors import RuleBroken
from app.web import refusals
from browsers.line import Line

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]


@pytest.fixture
def owner(site: Site) -> User:
    """Somebody with application 1, a draft."""
    with site.world() as session:
        contest = make_contest(session)
        owner = make_user(session)
        make_application(session, contest, owner, nominations_of(session, contest)[0], Status.DRAFT)
    return owner


def step(page: Page, url: str) -> Locator:
    """The form with a place for files; its list of them."""
    page.goto(f"{url}/applications/1/edit?step=project")
    return page.locator("#files-annex > li")


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    payload = [{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in files]
    page.locator("#annex input[type=file]").set_input_files(payload)  # type: ignore[arg-type]


def stored(site: Site) -> list[Attachment]:
    with site.world() as session:
        return list(session.exec(select(Attachment).order_by(Attachment.id)).all())  # type: ignore[arg-type]


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_file_whose_answer_is_lost_arrives_once(
    site: Site, line: Line, opened: Opened, owner: User, window: dict[str, int]
) -> None:
    page = opened(owner, viewport=window).new_page()
    rows = step(page, line.url)
    line.refusals, line.answers_lost = 1, 1

    choose(page, ("a.jpg", jpeg(1)), ("b.jpg", jpeg(2)))

    expect(rows.locator("a")).to_have_text(["a.jpg", "b.jpg"])
    assert line.cuts == 1
    assert sorted(file.name for file in stored(site)) == ["a.jpg", "b.jpg"]


def test_what_waits_can_be_taken_back_and_is_warned_of(site: Site, line: Line, opened: Opened, owner: User) -> None:
    page = opened(owner, viewport=PHONE).new_page()
    rows = step(page, line.url)
    line.cut()
    choose(page, ("a.jpg", jpeg(1)))
    expect(rows).to_contain_text("Связь прервалась")
    expect(rows.locator("[data-again]")).to_be_visible()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.close(run_before_unload=True)
    expect(rows).to_have_count(1)
    assert asked == ["beforeunload"]

    rows.locator("[data-cancel]").click()
    expect(rows).to_have_count(0)
    line.mend()
    choose(page, ("b.jpg", jpeg(2)))
    expect(rows.locator("a")).to_have_text("b.jpg")
    assert [file.name for file in stored(site)] == ["b.jpg"]


def words(reason: str, **facts: int) -> str:
    with i18n.speaking("ru"):
        return refusals.sentence(RuleBroken(reason, **facts))


def test_what_the_server_would_refuse_does_not_leave(
    site: Site, line: Line, opened: Opened, owner: User, tmp_path: Path
) -> None:
    page = opened(owner, viewport=PHONE).new_page()
    rows = step(page, line.url)
    page.locator("[data-full]").check()
    left: list[str] = []
    page.on("request", lambda request: left.append(request.url) if "attachments" in request.url else None)
    files = {
        "IMG_1.HEIC": b"heic",
        "a.exe": b"MZ",
        "b.jpg": b"",
        "c.jpg": b"\xff".ljust(20_000_001),
        "d.jpg": jpeg()[:-1500],
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    page.locator("#annex input[type=file]").set_input_files([tmp_path / name for name in list(files)[:4]])
    expect(rows.locator("[data-answer]")).to_have_text(
        [words("file-heic"), words("file-type"), words("file-empty"), words("file-large", most=20)]
    )
    assert left == []

    page.locator("#annex input[type=file]").set_input_files(tmp_path / "d.jpg")
    expect(rows.nth(4).locator("[data-answer]")).to_have_text(words("file-damaged"))
    expect(rows.nth(4).locator("[data-again]")).to_be_hidden()
    assert stored(site) == []


def test_photos_get_small_unless_this_device_sends_them_in_full(
    site: Site, opened: Opened, owner: User, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.jpg"
    Image.effect_noise((2400, 1600), 90).convert("RGB").save(photo, "JPEG", quality=95)
    context = opened(owner, viewport=PHONE)
    page = context.new_page()
    rows = step(page, site.url)

    page.locator("#annex input[type=file]").set_input_files(photo)
    expect(rows.locator("a")).to_have_count(1)
    page.locator("[data-full]").check()
    page = context.new_page()
    rows = step(page, site.url)
    expect(page.locator("[data-full]")).to_be_checked()
    page.locator("#annex input[type=file]").set_input_files(photo)
    expect(rows.locator("a")).to_have_count(2)

    small, full = stored(site)
    assert max(small.width, small.height) == 2000
    assert (full.width, full.height, full.size) == (2400, 1600, photo.stat().st_size)
