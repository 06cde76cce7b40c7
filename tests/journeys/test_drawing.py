"""A pupil's drawing, from the announcement to the diploma and the gift, as its people click it."""

from collections.abc import Callable

import pytest
from letters import last_letter, link_in
from playwright.sync_api import expect
from samples import jpeg, new_school

from journeys import staff
from journeys.installation import GoingClock, Site
from journeys.walker import PASSWORD, Walker, text_of

SLUG, EMAIL, TEACHER = "school-drawings-2026", "teacher@school.example", "Әбенова Гүлнар"
WORK = new_school(school_territory="AKS", title="Таза өзен", teacher_name=TEACHER)
CHILD, SHOWN, PARENT = "Сыдықова Айым", "Айым С.", "Сауле Сыдықова"
NEW_SCHOOL = ("school_is_new", "school_name_kk", "school_name_ru", "school_settlement", "school_rural")
DIGITS = ("9", "8", "9", "1", "7")
"""Keys; the fourth is followed by a zero."""


@pytest.mark.browser
def test_a_drawing_goes_from_the_announcement_to_a_diploma_and_a_gift(
    site: Site, clock: GoingClock, phone: Callable[[], Walker], desk: Callable[[], Walker]
) -> None:
    site.organiser(staff.ORGANISER, "Төлегенова Гүлнар")
    teacher, organiser, secretary = phone(), desk(), desk()
    organiser.sign_in(staff.ORGANISER)
    staff.announce(organiser, SLUG)
    staff.name_secretary(organiser, secretary, SLUG)

    number = _enter(teacher)
    staff.admit(secretary, SLUG, number)
    staff.seat_commission(site, organiser, SLUG)

    clock.set(staff.AFTERWARDS)
    organiser.sign_in(staff.ORGANISER)
    staff.start_judging(organiser, SLUG)
    _judge(phone())
    staff.judge_quietly(site, SLUG, 8)
    staff.decide(site, organiser, SLUG, WORK["title"])
    assert number in text_of(staff.write_protocol(organiser, SLUG))
    staff.publish(organiser)
    paper = staff.issue_papers(organiser, SLUG)

    teacher.sign_in(EMAIL)
    _take_diploma(teacher, paper)
    _look_at_the_gallery(phone())
    _hand_over_the_gift(organiser)


def _enter(teacher: Walker) -> str:
    """Returns the number on the receipt."""
    teacher.go(f"/contests/{SLUG}")
    teacher.follow_to(f"/contests/{SLUG}/applications/new")
    teacher.follow("Register")
    teacher.answer({"name": TEACHER, "email": EMAIL, "password": PASSWORD, "agree": "yes"})
    teacher.press("Register")
    teacher.go(link_in(last_letter(teacher.world)))
    teacher.press("Confirm the address")
    teacher.go(f"/contests/{SLUG}/applications/new")
    teacher.press("Begin the application")
    teacher.attach("file", ("work.jpg", "image/jpeg", jpeg()))
    expect(teacher.page.locator("#files-picture [id^=file-]")).to_have_count(1)
    teacher.page.get_by_text(teacher.said("The parents have signed on paper")).click()
    with teacher.saving("/edit"):
        teacher.answer({name: text for name, text in WORK.items() if name not in NEW_SCHOOL})
    teacher.page.get_by_text(teacher.said("The school is not in the list")).click()
    with teacher.saving("/edit"):
        teacher.answer({name: WORK[name] for name in NEW_SCHOOL})
    expect(teacher.page.locator("#saved")).to_contain_text("сақталды")
    teacher.press("Next", ".dock")
    teacher.expect_text("Сыдықова")
    teacher.press("Send the work")
    teacher.expect_text(teacher.said("The application is accepted"))
    number = teacher.page.locator("main .big.mono").inner_text()
    assert number == "SDC-2026-0001"
    return number


def _judge(expert: Walker) -> None:
    """With the keyboard: Tab to a scale, then a digit; "1" and "0" is ten."""
    staff.open_sheet(expert)
    expect(expert.page.locator(".view img")).to_be_visible()
    assert "Сыдықова" not in expert.page.locator("body").inner_text()
    for position, digit in enumerate(DIGITS, 1):
        expert.page.locator(f"#c{position}").focus()
        with expert.saving("/marks"):
            expert.page.keyboard.press(digit)
        if digit == "1":
            with expert.saving("/marks"):
                expert.page.keyboard.press("0")
    expect(expert.page.locator("[data-marked]")).to_have_text("5")
    expect(expert.page.locator('[name="c4"]:checked')).to_have_value("10")
    staff.seal(expert)


def _take_diploma(teacher: Walker, paper: str) -> None:
    teacher.follow("Status and receipt")
    teacher.go(teacher.page.url.removeprefix(teacher.url) + "/papers")
    diploma = text_of(teacher.download(teacher.page.locator(f'a[href$="{paper}.pdf"]')))
    assert paper in diploma
    assert CHILD in diploma
    teacher.go(f"/check/{paper}")
    teacher.expect_text(SHOWN)


def _look_at_the_gallery(anybody: Walker) -> None:
    """The work is there with the child's first name and initial, and nothing more of the child."""
    anybody.go(f"/contests/{SLUG}")
    anybody.follow("See the results")
    anybody.expect_text(WORK["title"])
    anybody.follow("All works")
    anybody.expect_text(WORK["title"])
    anybody.expect_text(SHOWN)
    expect(anybody.page.locator(".gal img")).to_have_count(1)
    words = anybody.page.locator("body").inner_text()
    assert "Сыдықова" not in words
    assert WORK["school_name_kk"] not in words


def _hand_over_the_gift(organiser: Walker) -> None:
    organiser.go(f"/office/{SLUG}")
    organiser.follow("Gifts", ".side")
    organiser.follow_to(organiser.page.locator("main table a").first.get_attribute("href") or "")
    organiser.answer({"name_kk": "Сурет салу жинағы", "name_ru": "Набор для рисования", "price": "15 000"})
    organiser.press("Add the gift")
    organiser.expect_text("Набор для рисования")
    organiser.answer({"received_by": PARENT, "relation": organiser.page.locator(
        '[name="relation"] option').nth(1).get_attribute("value") or ""})  # fmt: skip
    organiser.press("Make the act")
    act = text_of(organiser.download(organiser.find("link", "Act, PDF", "main")))
    assert PARENT in act
    assert "Сурет салу жинағы" in act
