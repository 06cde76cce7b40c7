"""An expert judges twenty works: by keyboard alone, by touch on a phone, over a bad line; pictures by all means."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from journeys.installation import Site
from journeys.walker import DESK, PASSWORD, PHONE
from playwright.sync_api import BrowserContext, Page, Response, Route, expect
from samples import drawing, encoded, sent
from sqlmodel import select
from world import give_role, make_application, make_contest, make_seat, make_user, nominations_of

from app.accounts import passwords, sessions
from app.accounts.models import SignIn, User
from app.applications import attachments
from app.applications.models import Purpose
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName
from app.jury import seats
from app.jury.models import Mark, Seat, Sheet
from browsers.line import Line

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]
EXPERT = "expert@mail.example"
WORKS = 20
TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@dataclass
class Evening:
    """An expert with works to judge by two criteria."""

    site: Site
    expert: User
    seat: Seat

    @property
    def marks(self) -> list[list[int]]:
        """Of each work, in the order in which they were begun, by criterion: each mark comes by itself."""
        found: dict[int, dict[int, int]] = {}
        with self.site.world() as session:
            for mark in session.exec(select(Mark).order_by(Mark.id)):  # type: ignore[arg-type]
                found.setdefault(mark.sheet_id, {})[mark.criterion_id] = mark.value
        return [[marks[criterion] for criterion in sorted(marks)] for marks in found.values()]

    @property
    def first(self) -> str:
        with self.site.world() as session:
            wanted = select(Sheet.id).where(Sheet.seat_id == self.seat.id).order_by(Sheet.id)  # type: ignore[arg-type]
            return f"/sheets/{session.exec(wanted).first()}"

    def sign_everybody_out(self) -> None:
        with self.site.world() as session:
            for sign_in in session.exec(select(SignIn)):
                sessions.end(session, sign_in, now=datetime.now(UTC))


@pytest.fixture
def evening(site: Site) -> Evening:
    now = datetime.now(UTC)
    with site.world() as session:
        contest = make_contest(
            session, kind=ContestKind.DRAWING, status=ContestStatus.JUDGING, nominations=1, slug="art"
        )
        nominations, author = nominations_of(session, contest), make_user(session)
        secret = passwords.hash_of(PASSWORD)
        seat = make_seat(session, contest, nominations, user=make_user(session, email=EXPERT, password_hash=secret))
        for index in range(WORKS):
            work = make_application(session, contest, author, nominations[0])
            picture = sent(encoded(drawing(480, 360, seed=index)))
            attachments.add(session, site.app.state.house.shelf, work, picture, Purpose.PICTURE, by=author, now=now)
        seats.deal(session, contest, by=None, now=now)
        return Evening(site, session.get_one(User, seat.user_id), seat)


def is_save(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.url.endswith("/marks") and answer.status == 200


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    with page.expect_navigation(wait_until="load"):
        yield


def expect_focus(page: Page, name: str) -> None:
    """What is typed from now on goes to the field of this name; the sheet's script gives the first one its focus."""
    expect(page.locator(f"[name={name}]:focus")).to_have_count(1)


def spill(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def expect_state(page: Page, state: str) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", state)


def expect_clean(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert spill(page) == 0


def test_twenty_works_are_judged_by_keyboard_alone(evening: Evening, opened: Opened) -> None:
    page = opened(evening.expert, viewport=DESK).new_page()
    page.goto(evening.site.url + "/jury/art/1")
    page.locator("main a.btn.lg").focus()
    with next_page(page):
        page.keyboard.press("Enter")
    expect_clean(page)
    for index in range(WORKS):
        expect_focus(page, "c1")
        page.keyboard.type("10" if index % 5 == 4 else str(index % 10))
        page.keyboard.press("Enter")
        expect_focus(page, "c2")
        page.keyboard.press("7")
        page.keyboard.press("ArrowRight")
        expect(page.locator("[data-marked]")).to_have_text("2")
        with next_page(page):
            page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("20 из 20")
    assert evening.marks == [[10 if index % 5 == 4 else index % 10, 8] for index in range(WORKS)]
    assert page.evaluate("localStorage.length") == 0


def test_the_keys_are_told_the_work_before_is_a_key_away_and_a_mark_can_be_changed(
    evening: Evening, opened: Opened
) -> None:
    page = opened(evening.expert, viewport=DESK).new_page()
    page.goto(evening.site.url + evening.first)
    keys = page.locator("#keys")
    expect_focus(page, "c1")
    page.keyboard.press("?")
    expect(keys).to_have_attribute("open", "")
    expect_clean(page)
    page.keyboard.press("?")
    expect(keys).not_to_have_attribute("open", "")

    page.locator("[name=c1]").first.focus()
    for key in ("3", "Enter", "4"):
        page.keyboard.press(key)
    with next_page(page):
        page.keyboard.press("Control+Enter")
    expect_focus(page, "c1")
    page.keyboard.press("5")
    expect_state(page, "saved")
    with next_page(page):
        page.keyboard.press("Alt+P")
    assert page.url.endswith(evening.first)
    expect(page.locator("[name=c1]:checked")).to_have_value("3")
    with page.expect_response(is_save):
        page.keyboard.press("6")
    expect(page.locator("#saved")).to_contain_text("Сохранено в")
    with next_page(page):
        page.keyboard.press("Alt+N")
    assert evening.marks == [[6, 4], [5]]


def test_twenty_works_are_judged_by_touch_on_a_phone(evening: Evening, opened: Opened) -> None:
    page = opened(evening.expert, language="kk", **TOUCH).new_page()
    page.goto(evening.site.url + "/jury/art/1")
    with next_page(page):
        page.locator("main a.btn.lg").tap()
    expect_clean(page)
    for index in range(WORKS):
        for name, mark in (("c1", index % 10), ("c2", 9)):
            page.locator(f"[name={name}][value='{mark}'] + label").tap()
        expect(page.locator("[data-marked]")).to_have_text("2")
        assert page.locator("[data-frame] img").bounding_box()["width"] <= PHONE["width"]  # type: ignore[index]
        with next_page(page):
            page.locator("[data-main]").tap()

    expect(page.locator("main")).to_contain_text("20")
    assert evening.marks == [[index % 10, 9] for index in range(WORKS)]


def test_a_mark_that_is_still_on_its_way_does_not_undo_the_one_chosen_after_it(
    evening: Evening, opened: Opened
) -> None:
    page = opened(evening.expert, viewport=DESK).new_page()
    page.goto(evening.site.url + evening.first)
    expect_focus(page, "c1")
    late: list[Route] = []
    page.route("**/marks", lambda route: late.append(route) if not late else route.continue_())
    page.keyboard.press("7")
    expect_state(page, "saving")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect_focus(page, "c2")
    with page.expect_response(is_save):
        page.keyboard.press("5")
    page.keyboard.press("Enter")
    expect(page.locator("[data-sheet]")).to_be_visible()
    assert (page.url, evening.marks) == (evening.site.url + evening.first, [[5]])

    with next_page(page):
        late[0].continue_()

    assert not page.url.endswith(evening.first)
    assert evening.marks == [[8, 5]]


def test_a_line_that_breaks_in_the_middle_loses_no_mark(evening: Evening, opened: Opened, line: Line) -> None:
    context = opened(evening.expert, **TOUCH)
    page = context.new_page()
    page.goto(line.url + evening.first)
    with page.expect_response(is_save):
        page.locator("[name=c1][value='3'] + label").tap()
    line.cut()
    page.locator("[name=c2][value='4'] + label").tap()
    expect_state(page, "failed")
    expect(page.locator("#saved")).to_contain_text("баллы сохранены на этом устройстве")
    page.locator("[data-main]").tap()
    expect_state(page, "failed")
    assert evening.marks == [[3]]

    with next_page(page):
        line.mend()
        page.evaluate("dispatchEvent(new Event('online'))")

    assert not page.url.endswith(evening.first)
    assert evening.marks == [[3, 4]]
    assert page.evaluate("localStorage.length") == 0


def test_what_lies_on_the_device_goes_to_the_server_from_any_page_of_the_expert(
    evening: Evening, opened: Opened, line: Line
) -> None:
    context = opened(evening.expert, viewport=DESK)
    page = context.new_page()
    page.goto(line.url + evening.first)
    expect_focus(page, "c1")
    line.cut()
    page.keyboard.press("8")
    expect_state(page, "failed")
    page.close()
    line.mend()

    page = context.new_page()
    with page.expect_response(is_save):
        page.goto(line.url + "/jury/art/1")
    page.wait_for_function("localStorage.length === 0")

    assert evening.marks == [[8]]


def test_a_sign_in_that_ends_goes_on_in_place_and_to_the_next_work(evening: Evening, opened: Opened) -> None:
    page = opened(evening.expert, viewport=DESK).new_page()
    page.goto(evening.site.url + evening.first)
    expect_focus(page, "c1")
    evening.sign_everybody_out()
    page.keyboard.press("3")
    sign_in_again(page)
    expect_state(page, "saved")
    assert evening.marks == [[3]]

    evening.sign_everybody_out()
    page.locator("[data-main]").click()
    with next_page(page):
        sign_in_again(page)
    assert not page.url.endswith(evening.first)
    assert evening.marks == [[3]]


def sign_in_again(page: Page) -> None:
    again = page.locator("#alerts form")
    expect(again).to_be_visible()
    expect_state(page, "failed")
    again.locator("[name=email]").fill(EXPERT)
    again.locator("[name=password]").fill(PASSWORD)
    again.get_by_role("button").click()


def state_of(page: Page) -> Any:
    return page.locator("[data-frame]").get_attribute("data-shown")


def test_the_picture_is_enlarged_moved_and_turned_by_keys_buttons_wheel_and_fingers(
    evening: Evening, opened: Opened
) -> None:
    page = opened(evening.expert, viewport=DESK).new_page()
    page.goto(evening.site.url + evening.first)
    frame = page.locator("[data-frame]")
    expect(frame).to_have_attribute("data-shown", "1.00 0")
    page.keyboard.press("Alt+Z")
    assert state_of(page) == "2.50 0"
    page.keyboard.press("Alt+R")
    assert state_of(page) == "1.00 1"
    box, image = frame.bounding_box(), page.locator("[data-frame] img").bounding_box()
    assert box is not None
    assert image is not None
    assert image["height"] <= box["height"] + 1
    frame.focus()
    for key, state in (("+", "1.50 1"), ("-", "1.00 1"), ("r", "1.00 2"), ("0", "1.00 0")):
        page.keyboard.press(key)
        assert state_of(page) == state
    page.locator("[data-zoom=in]").click()
    page.locator("[data-turn='-1']").click()
    assert state_of(page) == "1.00 3"
    page.locator("[data-zoom=fit]").click()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -400)
    expect(frame).to_have_attribute("data-shown", "2.72 0")
    before = page.locator("[data-frame] img").bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2 + 30)
    page.mouse.up()
    after = page.locator("[data-frame] img").bounding_box()
    assert before is not None
    assert after is not None
    assert (round(after["x"] - before["x"]), round(after["y"] - before["y"])) == (40, 30)
    assert evening.marks == []


def test_two_fingers_enlarge_the_picture(evening: Evening, opened: Opened) -> None:
    page = opened(evening.expert, **TOUCH).new_page()
    page.goto(evening.site.url + evening.first)
    box = page.locator("[data-frame]").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 30), ("touchMove", 45), ("touchMove", 60)):
        points = [{"x": x - apart, "y": y, "id": 0}, {"x": x + apart, "y": y, "id": 1}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    expect(page.locator("[data-frame]")).to_have_attribute("data-shown", "2.00 0")


def test_without_scripts_a_work_is_turned_and_judged_by_links_and_buttons(evening: Evening, opened: Opened) -> None:
    page = opened(evening.expert, viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(evening.site.url + evening.first)
    page.locator("[data-turn='1']").click()
    assert page.url.endswith("?picture=1&turn=1")
    image = page.locator("[data-frame] img")
    assert (image.get_attribute("width"), image.get_attribute("height")) == ("360", "480")
    for name in ("c1", "c2"):
        page.locator(f"[name={name}][value='6'] + label").click()
    page.locator("[data-main]").click()
    assert evening.marks == [[6, 6]]


def test_a_name_is_covered_by_drawing_over_it(evening: Evening, opened: Opened) -> None:
    with evening.site.world() as session:
        secretary = make_user(session, "Сара Хатшы")
        give_role(session, secretary, session.get_one(Contest, evening.seat.contest_id), RoleName.SECRETARY)
    expert, office = opened(evening.expert, viewport=PHONE).new_page(), opened(secretary, viewport=DESK).new_page()
    expert.goto(evening.site.url + evening.first)
    expert.locator("details", has=expert.locator("[name=place]")).locator("summary").click()
    expert.locator("[name=place]").fill("в углу")
    expert.locator("form[action$='/exposure'] button").click()
    expert.wait_for_url("**/jury/art/1")

    office.goto(evening.site.url + "/office/art/masking")
    office.locator("main li a").click()
    expect_clean(office)
    paper = office.locator("[data-paper]")
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box is not None
    office.mouse.move(box["x"] + 1, box["y"] + 1)
    office.mouse.down()
    office.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
    office.mouse.up()
    expect(paper.locator("i")).to_have_count(1)
    office.locator("form[data-cover] button").click()
    office.locator("form[action$='/settlement'] button").click()
    office.wait_for_url("**/masking")

    expert.goto(evening.site.url + evening.first)
    expert.wait_for_function("document.querySelector('[data-frame] img').complete")
    grey = expert.evaluate(
        """() => { const image = document.querySelector('[data-frame] img'), canvas = document.createElement('canvas');
        canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
        const drawn = canvas.getContext('2d'); drawn.drawImage(image, 0, 0);
        return [...drawn.getImageData(canvas.width / 4, canvas.height / 8, 1, 1).data]; }"""
    )
    assert grey == [128, 128, 128, 255]
