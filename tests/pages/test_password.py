from collections.abc import Callable

from browser import Browser
from letters import last_letter, link_in, outbox
from sqlmodel import Session, select
from world import make_user

from app.accounts import passwords
from app.accounts.models import User

OLD, NEW = "жасыл алма бақ", "қызыл алма бақ"
World = Callable[[], Session]
Opener = Callable[..., Browser]


def person(world: World, **values: object) -> User:
    with world() as session:  # type: ignore[attr-defined]
        return make_user(session, email="asel@mail.example", password_hash=passwords.hash_of(OLD), **values)


def ask(browser: Browser, world: World) -> str:
    browser.client.cookies.set("lang", "en")
    browser.get("/password")
    browser.submit("main form", {"email": "asel@mail.example"})
    assert browser.location == "/sign-in"
    return link_in(last_letter(world))


def test_a_forgotten_password_is_replaced(browser: Browser, world: World, signed_in: Opener) -> None:
    elsewhere = signed_in(person(world))
    link = ask(browser, world)
    browser.get(link)
    browser.submit("main form", {"password": "short"}, 422)
    assert "The password needs at least 10 characters" in browser.words
    browser.submit("main form", {"password": "Тестова2026"}, 422)
    browser.submit("main form", {"password": NEW})
    assert browser.location == "/applications"
    browser.get("/account")
    elsewhere.get("/account", status=303)
    browser.post(link, {"password": NEW}, status=410)
    browser.post("/sign-in", {"email": "asel@mail.example", "password": OLD}, status=422)
    browser.post("/sign-in", {"email": "asel@mail.example", "password": NEW})
    told = outbox(world)[-1]
    assert told.address == "asel@mail.example"
    assert link_in(told) == "/password"


def test_a_reset_is_good_for_an_hour(plain: Browser, world: World, clock: object) -> None:
    person(world)
    link = ask(plain, world)
    clock.advance(minutes=59)  # type: ignore[attr-defined]
    plain.get(link)
    clock.advance(minutes=1)  # type: ignore[attr-defined]
    plain.get(link, status=410)
    plain.post(link, {"password": NEW}, status=410)


def test_a_password_set_meanwhile_kills_the_link(plain: Browser, world: World, signed_in: Opener) -> None:
    browser = signed_in(person(world))
    link = ask(plain, world)
    browser.post("/account/password", {"present_password": OLD, "password": NEW})
    plain.get(link, status=410)


def test_a_password_by_letter_confirms_the_address(plain: Browser, world: World) -> None:
    person(world, confirmed_at=None)
    plain.get(ask(plain, world))
    plain.submit("main form", {"password": NEW})
    with world() as session:  # type: ignore[attr-defined]
        assert session.exec(select(User)).one().confirmed_at is not None


def test_somebody_who_is_kept_out_gets_no_letter(plain: Browser, world: World, clock: object) -> None:
    person(world, disabled_at=clock.now)  # type: ignore[attr-defined]
    plain.post("/password", {"email": "asel@mail.example"})
    plain.post("/sign-in/link", {"email": "asel@mail.example"})
    plain.post("/sign-in", {"email": "asel@mail.example", "password": OLD}, status=422)
    assert outbox(world) == []
