"""No word is lost: a sign-in that ends in mid-form, two tabs, a closed tab, a lost line. In a real browser."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from journeys.installation import Site
from journeys.walker import DESK, PASSWORD, PATIENCE, PHONE
from playwright.sync_api import BrowserContext, Page, Response, expect
from sqlmodel import select
from world import make_application, make_contest, make_user, nominations_of

from app.accounts import passwords, sessions
from app.accounts.models import SignIn
from app.applications.models import Application, Status
from app.contests.models import ContestKind
from browsers.line import Line

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]
OWNER, OTHER = "owner@mail.example", "other@mail.example"


class Case:
    """Somebody with a draft."""

    def __init__(self, site: Site, kind: ContestKind = ContestKind.SMALL_GRANT) -> None:
        self.site = site
        with site.world() as session:
            contest = make_contest(session, kind=kind)
            self.owner, self.other = (
                make_user(session, name, email=email, password_hash=passwords.hash_of(PASSWORD))
                for name, email in (("Айгүл Мұғалімова", OWNER), ("Другой Человек", OTHER))
            )
            nomination = nominations_of(session, contest)[0]
            draft = make_application(session, contest, self.owner, nomination, Status.DRAFT, title="")
        self.id = draft.id

    def address(self, step: str = "") -> str:
        return f"/applications/{self.id}/edit" + (f"?step={step}" if step else "")

    @property
    def answers(self) -> dict[str, Any]:
        with self.site.world() as session:
            found: dict[str, Any] = session.get_one(Application, self.id).answers
        return found

    def sign_everybody_out(self) -> None:
        with self.site.world() as session:
            for sign_in in session.exec(select(SignIn)):
                sessions.end(session, sign_in, now=datetime.now(UTC))


@pytest.fixture
def case(site: Site) -> Case:
    return Case(site)


def type_into(page: Page, name: str, text: str) -> None:
    """As a person types, without leaving the field."""
    field = page.locator(f'[name="{name}"]')
    field.focus()
    field.press("Control+A")
    page.keyboard.insert_text(text)


def expect_state(page: Page, state: str) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", state, timeout=PATIENCE)


def is_save(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.status == 200


def saved(page: Page, name: str, text: str) -> None:
    """Types and waits for the save that follows the pause by itself."""
    with page.expect_response(is_save):
        type_into(page, name, text)
    expect_state(page, "saved")


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_sign_in_that_ends_in_mid_form_goes_on_in_place(
    case: Case, site: Site, opened: Opened, window: dict[str, int]
) -> None:
    page = opened(case.owner, viewport=window).new_page()
    page.goto(site.url + case.address("project"))
    saved(page, "title", "Таза жаға")
    case.sign_everybody_out()

    type_into(page, "problem", "Жағада қоқыс көп")
    again = page.locator("#alerts form")
    expect(again).to_be_visible()
    expect_state(page, "failed")
    type_into(page, "goal", "Жаға таза болады")
    again.locator("[name=email]").fill(OTHER)
    again.locator("[name=password]").fill(PASSWORD)
    again.get_by_role("button").click()
    expect(again.locator(".err")).to_contain_text("другого человека")
    assert case.answers["problem"] == ""

    again.locator("[name=email]").fill(OWNER)
    again.locator("[name=password]").fill(PASSWORD)
    again.get_by_role("button").click()
    expect(page.locator("#alerts")).to_contain_text("Вы снова вошли")
    expect_state(page, "saved")
    assert (case.answers["problem"], case.answers["goal"]) == ("Жағада қоқыс көп", "Жаға таза болады")
    expect(page.locator("[name=goal]")).to_have_value("Жаға таза болады")
    assert page.evaluate("localStorage.length") == 0


def test_the_second_tab_is_told_and_chooses_field_by_field(case: Case, site: Site, opened: Opened) -> None:
    context = opened(case.owner, viewport=DESK)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(site.url + case.address("plan"))
    saved(first, "activities-0-what", "Сенбілік")
    saved(first, "activities-0-where", "Жаға")

    type_into(second, "activities-0-what", "Субботник")
    expect(second.locator("#alerts")).to_contain_text("в другом окне")
    type_into(second, "activities-0-when", "Май")
    expect_state(second, "failed")
    assert case.answers["activities"][0]["what"] == "Сенбілік"

    second.locator("#alerts button[type=submit]").click()
    second.wait_for_load_state()
    fields = second.locator("main fieldset")
    expect(fields).to_have_count(3)
    expect(fields.nth(0)).to_contain_text("Субботник")
    expect(fields.nth(0)).to_contain_text("Сенбілік")
    for index, choice in enumerate(("stored", "mine", "stored")):
        fields.nth(index).locator(f'input[value="{choice}"]').check()
    second.locator("main form button.lg").click()
    second.wait_for_url("**/edit?step=plan")

    row = {"what": "Сенбілік", "when": "Май", "where": "Жаға"}
    assert {name: case.answers["activities"][0][name] for name in row} == row
    for name, text in row.items():
        expect(second.locator(f'[name="activities-0-{name}"]')).to_have_value(text)
    expect(second.locator("#kept")).to_be_hidden()


def test_a_lost_line_is_told_at_once_and_the_text_leaves_when_it_is_back(
    case: Case, opened: Opened, line: Line
) -> None:
    page = opened(case.owner, viewport=PHONE).new_page()
    page.goto(line.url + case.address("project"))
    saved(page, "title", "Таза")
    line.cut()

    type_into(page, "title", "Таза жаға")
    expect_state(page, "failed")
    assert case.answers["title"] == "Таза"
    line.mend()

    expect_state(page, "saved")
    assert case.answers["title"] == "Таза жаға"


def test_a_closed_tab_loses_nothing(case: Case, opened: Opened, line: Line) -> None:
    context = opened(case.owner, viewport=PHONE)
    page = context.new_page()
    page.goto(line.url + case.address("plan"))
    saved(page, "activities-0-what", "Сенбілік")
    page.locator("[data-add]").click()
    line.cut()
    type_into(page, "activities-1-what", "Ағаш егу")
    expect_state(page, "failed")
    page.close()
    line.mend()

    page = context.new_page()
    page.goto(line.url + case.address("project"))
    expect(page.locator("#kept-elsewhere")).to_contain_text("План мероприятий")
    page.goto(line.url + case.address("plan"))
    kept = page.locator("#kept")
    expect(kept).to_contain_text("№ 2")
    expect(kept).to_contain_text("Ағаш егу")
    with page.expect_response(is_save):
        kept.get_by_role("button").click()
    expect_state(page, "saved")

    expect(page.locator('[name="activities-1-what"]')).to_have_value("Ағаш егу")
    assert page.evaluate("localStorage.length") == 0
    assert [row["what"] for row in case.answers["activities"]] == ["Сенбілік", "Ағаш егу"]


def test_what_another_device_has_stored_meanwhile_is_set_against_the_text_of_this_one(
    case: Case, site: Site, opened: Opened, line: Line
) -> None:
    context = opened(case.owner, viewport=PHONE)
    page = context.new_page()
    page.goto(line.url + case.address("project"))
    saved(page, "title", "Таза")
    line.cut()
    type_into(page, "title", "Таза жаға")
    type_into(page, "goal", "Осы құрылғыдан")
    expect_state(page, "failed")
    page.close()
    line.mend()
    elsewhere = opened(case.owner).new_page()
    elsewhere.goto(site.url + case.address("project"))
    saved(elsewhere, "title", "Таза өзен")

    page = context.new_page()
    page.goto(line.url + case.address("project"))
    fields = page.locator("#kept fieldset")
    expect(fields).to_have_count(2)
    expect(page.locator("#kept [data-newer]")).to_be_visible()
    expect(page.locator("#kept input:checked")).to_have_count(0)
    fields.nth(0).locator('[value="stored"]').check()
    fields.nth(1).locator('[value="mine"]').check()
    with page.expect_response(is_save):
        page.locator("#kept button").click()
    expect(page.locator("[name=goal]")).to_have_value("Осы құрылғыдан")
    expect_state(page, "saved")
    assert page.evaluate("localStorage.length") == 0

    assert (case.answers["title"], case.answers["goal"]) == ("Таза өзен", "Осы құрылғыдан")


def test_the_kept_text_is_its_owners_alone_and_goes_with_signing_out(
    case: Case, site: Site, opened: Opened, line: Line
) -> None:
    context = opened(case.owner, viewport=DESK)
    page = context.new_page()
    page.goto(line.url + case.address("project"))
    line.cut()
    type_into(page, "title", "Құпия")
    expect_state(page, "failed")
    page.close()
    line.mend()
    page = context.new_page()
    page.goto(line.url + "/applications")
    assert "Құпия" in page.evaluate("JSON.stringify(localStorage)")

    page.locator("[data-sign-out] button").first.click()
    page.wait_for_url(line.url + "/")

    assert page.evaluate("localStorage.length") == 0


def test_leaving_a_field_saves_at_once_and_the_form_of_a_work_keeps_its_text_too(site: Site, opened: Opened) -> None:
    case = Case(site, ContestKind.DRAWING)
    page = opened(case.owner, viewport=PHONE).new_page()
    page.goto(site.url + case.address())
    type_into(page, "title", "Таза өзен")
    with page.expect_response(is_save):
        page.keyboard.press("Tab")
    expect_state(page, "saved")
    assert case.answers["title"] == "Таза өзен"
    case.sign_everybody_out()
    type_into(page, "title", "Таза көл")
    expect(page.locator("#alerts form")).to_be_visible()

    page.goto(site.url + "/sign-in?next=" + case.address(), wait_until="load")
    page.locator("main [name=email]").fill(OWNER)
    page.locator("main [name=password]").fill(PASSWORD)
    page.locator("main form button.lg").click()
    page.wait_for_url("**" + case.address())
    expect(page.locator("#kept")).to_contain_text("Таза көл")
