from collections.abc import Callable

import pytest
from browser import Browser
from letters import last_letter, link_in, outbox
from sqlmodel import Session, select
from world import make_user

from app.accounts import passwords
from app.accounts.models import User

WORD = "жасыл алма бақ"
SAID = {"name": "Асель Тестова", "email": "asel@mail.example", "password": WORD, "language": "ru", "agree": "yes"}
World = Callable[[], Session]


def register(browser: Browser, status: int = 303, path: str = "/sign-up", **values: str) -> None:
    browser.client.cookies.set("lang", "en")
    browser.get(path)
    browser.submit("main form", SAID | values, status)


def users(world: World) -> list[User]:
    with world() as session:  # type: ignore[attr-defined]
        return list(session.exec(select(User)).all())


def test_registration_lets_in_at_once_and_sends_a_letter(browser: Browser, world: World) -> None:
    register(browser, path="/sign-up?next=/contests/clean")
    assert browser.location == "/sign-up/sent?next=%2Fcontests%2Fclean"
    browser.follow()
    assert "Мы отправили вам письмо" in browser.words
    assert "asel@mail.example" in browser.words
    assert browser.page.select_one("main a.btn")["href"] == "/contests/clean"  # type: ignore[index]
    [user] = users(world)
    assert (user.name, user.language, user.confirmed_at) == ("Асель Тестова", "ru", None)
    assert "Your e-mail address is not confirmed yet" in browser.get("/account?lang=en").get_text(" ")
    [letter] = outbox(world)
    assert (letter.language, letter.is_private, letter.contest_id) == ("ru", True, None)


def test_the_letter_confirms_the_address_once(browser: Browser, world: World) -> None:
    register(browser)
    link = link_in(last_letter(world))
    browser.get(link)
    assert users(world)[0].confirmed_at is None
    browser.submit("main form")
    assert users(world)[0].confirmed_at is not None
    browser.post(link, status=410)
    browser.get(link, status=410)
    assert "not confirmed yet" not in browser.get("/account").get_text(" ")


def test_the_language_of_the_page_is_preset(plain: Browser) -> None:
    for code in ("kk", "ru", "en"):
        plain.get(f"/sign-up?lang={code}")
        chosen = plain.page.select_one("#language option[selected]")
        assert chosen is not None
        assert chosen["value"] == code


def test_a_taken_address_gets_the_same_page_and_its_owner_a_letter(browser: Browser, world: World) -> None:
    register(browser)
    fresh = browser.location
    browser.follow()
    pages = [browser.page.select_one("main").decode()]  # type: ignore[union-attr]
    browser.client.cookies.clear()
    register(browser, email="ASEL@mail.example", password="тағы бір құпия")
    assert browser.location == fresh
    assert "sid" not in browser.client.cookies
    browser.follow()
    pages.append(browser.page.select_one("main").decode().replace("ASEL", "asel"))  # type: ignore[union-attr]
    assert pages[0] == pages[1]
    assert len(users(world)) == 1
    assert [letter.address for letter in outbox(world)] == ["asel@mail.example"] * 2
    assert link_in(last_letter(world)) == "/sign-in"


def test_pressed_twice_it_is_one_account_and_one_letter(browser: Browser, world: World) -> None:
    register(browser)
    browser.client.cookies.clear()
    browser.client.cookies.set("lang", "en")
    browser.post("/sign-up", SAID)
    assert browser.client.cookies.get("sid")
    assert (len(users(world)), len(outbox(world))) == (1, 1)


def test_guessing_at_an_account_through_the_registration_is_counted(
    plain: Browser, world: World, clock: object
) -> None:
    with world() as session:  # type: ignore[attr-defined]
        make_user(session, email="asel@mail.example", password_hash=passwords.hash_of(WORD))
    for number in range(5):
        plain.post("/sign-up", SAID | {"password": f"тағы бір құпия {number}"})
        clock.advance(seconds=1)  # type: ignore[attr-defined]
    plain.post("/sign-up", SAID)
    assert "sid" not in plain.client.cookies
    plain.post("/sign-in", SAID, status=429)
    assert len(outbox(world)) == 3


def test_ten_registrations_an_hour_from_one_address(plain: Browser, world: World, clock: object) -> None:
    for number in range(10):
        plain.client.cookies.clear()
        plain.post("/sign-up", SAID | {"email": f"p{number}@mail.example"})
    plain.client.cookies.clear()
    plain.client.cookies.set("lang", "en")
    plain.post("/sign-up", SAID, status=429)
    assert [one.get_text().strip() for one in plain.page.select("#kept-1, [for=kept-1]")] == [
        "Full name", "Асель Тестова",
    ]  # fmt: skip
    assert WORD not in plain.response.text
    clock.advance(hours=1)  # type: ignore[attr-defined]
    plain.post("/sign-up", SAID)
    assert len(users(world)) == 11


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": ""}, "Please fill in this field"),
        ({"name": "Win at http://evil.example"}, "A name has no / @ < > in it"),
        ({"email": "nobody"}, "Check the e-mail address, for example name@mail.kz"),
        ({"password": "short"}, "The password needs at least 10 characters"),
        ({"password": "п" * 129}, "The password may have at most 128 characters"),
        ({"password": "qwerty1234"}, "This password is among the first that anyone would try; choose another"),
        ({"password": "Тестова2026"}, "This password is among the first that anyone would try; choose another"),
        ({"language": "xx"}, "Choose one of the options"),
        ({"agree": ""}, "Please fill in this field"),
    ],
)
def test_what_will_not_do_is_said_beside_the_field(
    browser: Browser, world: World, values: dict[str, str], words: str
) -> None:
    register(browser, 422, **values)
    [name] = values
    assert words in browser.page.select_one(f"#{name}-e").get_text()  # type: ignore[union-attr]
    assert browser.page.select_one("#email")["value"] == (SAID | values)["email"]  # type: ignore[index]
    assert not browser.page.select_one("#password").get("value")  # type: ignore[union-attr]
    assert (users(world), outbox(world)) == ([], [])


def test_a_forged_field_changes_nothing(plain: Browser, world: World) -> None:
    plain.post("/sign-up", SAID | {"is_operator": "true", "confirmed_at": "2020-01-01", "id": "77"})
    [user] = users(world)
    assert (user.is_operator, user.confirmed_at, user.id) == (False, None, 1)


def test_the_letter_is_sent_again_three_times_an_hour(browser: Browser, world: World) -> None:
    register(browser)
    for _ in range(3):
        browser.get("/account")
        browser.submit("form[action='/confirm']")
        assert browser.location == "/account"
    browser.post("/confirm", status=429)
    assert len(outbox(world)) == 4
    assert len({link_in(letter) for letter in outbox(world)}) == 4


def test_a_confirmed_person_is_sent_nothing(signed_in: Callable[..., Browser], world: World) -> None:
    with world() as session:  # type: ignore[attr-defined]
        user = make_user(session)
    signed_in(user).post("/confirm", {"next": "//evil.example"})
    assert outbox(world) == []


def test_resending_needs_a_sign_in(browser: Browser) -> None:
    browser.post("/confirm", status=401)


LETTER_WORDS = {
    "kk": ("Электрондық пошта мекенжайыңызды растаңыз", "Мекенжайды растау"),
    "ru": ("Подтвердите адрес электронной почты", "Подтвердить адрес"),
    "en": ("Confirm your e-mail address", "Confirm the address"),
}


@pytest.mark.parametrize("code", LETTER_WORDS)
def test_the_letter_speaks_the_language_of_its_reader(plain: Browser, world: World, code: str) -> None:
    plain.post("/sign-up", SAID | {"language": code})
    letter, (subject, button) = last_letter(world), LETTER_WORDS[code]
    assert letter.subject == subject
    assert button in letter.text
    assert button in letter.html
    assert f'lang="{code}"' in letter.html
    assert plain.client.cookies["lang"] == code
