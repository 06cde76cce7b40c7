import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from browser import Browser
from fastapi import FastAPI
from letters import last_letter, link_in, outbox
from sqlmodel import Session, select
from starlette.testclient import TestClient
from world import give_role, make_contest, make_user

from app.accounts import passwords
from app.accounts.models import SignIn, User
from app.contests.models import RoleName
from app.main import create_app
from app.settings import Settings

WORD = "жасыл алма бақ"
World = Callable[[], Session]
LOCAL = ["/contests/clean?version=2", "/applications/7/edit?step=2", "/"]
ELSEWHERE = [
    "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "evil",
    "/%0d%0aSet-Cookie:x=1\r\nX: 1", "/\tevil", " //evil.example", "http:evil.example", "/" + "x" * 3000,
]  # fmt: skip


def person(world: World, **values: object) -> User:
    with world() as session:  # type: ignore[attr-defined]
        return make_user(session, email="asel@mail.example", password_hash=passwords.hash_of(WORD), **values)


def come_in(browser: Browser, status: int = 303, **values: str) -> None:
    browser.client.cookies.set("lang", "en")
    browser.get("/sign-in")
    browser.submit("main form", {"email": "asel@mail.example", "password": WORD, **values}, status)


def test_a_password_lets_in_and_out_again(browser: Browser, world: World) -> None:
    person(world)
    come_in(browser)
    assert browser.location == "/applications"
    cookie = browser.response.headers["set-cookie"]
    assert re.match(r"sid=[\w-]{43}; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax", cookie)
    assert "Асель Тестова" in str(browser.get("/account"))
    browser.submit("form[action='/sign-out']")
    assert browser.location == "/"
    assert browser.client.cookies.get("sid") is None
    browser.get("/account", status=303)
    assert browser.location == "/sign-in?next=%2Faccount"


def test_signing_out_is_never_a_link(plain: Browser) -> None:
    plain.get("/sign-out", status=405)


@pytest.mark.parametrize(
    ("role", "place"),
    [(RoleName.ORGANISER, "/office"), (RoleName.EXPERT, "/jury"), (RoleName.CHAIR, "/office"), (None, "/applications")],
)
def test_everybody_arrives_where_their_work_is(plain: Browser, world: World, role: RoleName | None, place: str) -> None:
    user = person(world)
    if role:
        with world() as session:  # type: ignore[attr-defined]
            give_role(session, user, make_contest(session), role)
    come_in(plain)
    assert plain.location == place
    plain.get("/sign-in", status=303)
    assert plain.location == place


def test_an_unknown_address_and_a_wrong_password_look_the_same(browser: Browser, world: World) -> None:
    person(world)
    pages = []
    for email, password in [("asel@mail.example", "not this one"), ("nope@mail.example", WORD)]:
        come_in(browser, 422, email=email, password=password)
        assert "Wrong e-mail or password" in browser.words
        assert password not in browser.response.text
        assert browser.page.select_one("#email")["value"] == email  # type: ignore[index]
        pages.append(browser.response.text.replace(email, "…"))
    assert pages[0] == pages[1]


def test_the_sixth_try_is_refused_even_with_the_right_password(browser: Browser, world: World, clock: object) -> None:
    person(world)
    for spelling in ["asel", " ASEL", "Asel", "aSel", "asel"]:
        come_in(browser, 422, email=f"{spelling}@mail.EXAMPLE ", password="not this one")
    come_in(browser, 429)
    assert browser.response.headers["Retry-After"] == "900"
    assert "Too many attempts. Try again in 15 minutes." in browser.words
    clock.advance(minutes=15)  # type: ignore[attr-defined]
    come_in(browser)


def test_a_planted_id_is_not_taken_over(browser: Browser, world: World) -> None:
    person(world)
    browser.client.cookies.set("sid", "planted-by-somebody", domain="127.0.0.1")
    come_in(browser)
    assert "planted-by-somebody" not in browser.response.headers["set-cookie"]
    browser.client.cookies.clear()
    browser.client.cookies.set("sid", "planted-by-somebody", domain="127.0.0.1")
    browser.get("/account", status=303)


def test_a_new_sign_in_gets_a_new_id_and_ends_the_one_before(plain: Browser, world: World, app: FastAPI) -> None:
    user = person(world)
    come_in(plain)
    first = plain.client.cookies["sid"]
    plain.post("/sign-in", {"email": user.email, "password": WORD})
    assert plain.client.cookies["sid"] != first
    thief = Browser(TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False), htmx=False)
    thief.client.cookies.set("sid", first)
    thief.get("/account", status=303)
    plain.get("/account")


@pytest.mark.parametrize("target", LOCAL)
def test_next_leads_on_within_the_site(browser: Browser, world: World, target: str) -> None:
    person(world)
    browser.client.cookies.set("lang", "en")
    browser.get(f"/sign-in?next={quote(target, safe='')}")
    browser.submit("main form", {"email": "asel@mail.example", "password": WORD})
    assert browser.location == target


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_leads_nowhere_else(plain: Browser, world: World, target: str) -> None:
    user = person(world)
    plain.get("/sign-in", params={"next": target})
    assert plain.page.select_one("input[name=next]")["value"] == ""  # type: ignore[index]
    plain.post("/sign-in", {"email": user.email, "password": WORD, "next": target})
    assert plain.location == "/applications"
    plain.get("/sign-in", 303, params={"next": target})
    assert plain.location == "/applications"


def test_the_language_of_a_person_speaks_unless_another_was_chosen(app: FastAPI, world: World) -> None:
    user = person(world)
    for chosen, spoken in [(None, "ru"), ("en", "en")]:
        client = TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)
        if chosen:
            client.cookies.set("lang", chosen)
        Browser(client, htmx=False).post("/sign-in", {"email": user.email, "password": WORD})
        assert client.cookies["lang"] == spoken


def test_on_https_the_cookie_is_bound_to_the_host(config: Settings) -> None:
    secure = create_app(config.model_copy(update={"public_url": "https://baiqau.example"}))
    with secure.state.house.engine.begin():
        pass
    client = TestClient(secure, base_url="https://baiqau.example", follow_redirects=False)
    browser = Browser(client, htmx=False)
    browser.post("/sign-up", {
        "name": "Асель Тестова", "email": "a@mail.example", "password": WORD, "language": "kk", "agree": "yes",
    })  # fmt: skip
    cookies = browser.response.headers.get_list("set-cookie")
    assert [one for one in cookies if one.startswith("__Host-sid=") and "; Secure" in one and "; Path=/" in one]
    assert not [one for one in cookies if one.startswith("sid=")]
    browser.get("/account")
    secure.state.house.engine.dispose()


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/link", "/password", "/sign-up"])
def test_bad_input_comes_back_as_it_was_typed(browser: Browser, path: str) -> None:
    browser.client.cookies.set("lang", "en")
    browser.post(path, {}, status=422)
    assert "Please fill in this field" in browser.words
    markup = "<script>alert(1)</script>&\"'@x"
    browser.post(path, {"email": markup, "password": "x", "name": markup, "next": markup}, status=422)
    assert browser.page.select_one("#email")["value"] == markup  # type: ignore[index]
    assert "<script>alert" not in browser.response.text
    long = "ә" * 5_000
    browser.post(path, {"email": long, "name": long, "password": "п" * 5000}, status=422)
    assert browser.page.select_one("#email")["value"] == long  # type: ignore[index]
    browser.post(path, {"email": ["a@mail.example", "b@mail.example"], "next": ["/a", "/b"]}, status=422)
    answer = browser.client.post(path, data={"email": "a\0b@mail.example", "password": "\0" * 12, "name": "\0"})
    assert answer.status_code in (303, 422)


def test_a_megabyte_from_a_stranger_is_not_even_read(browser: Browser) -> None:
    browser.post("/sign-in", {"email": "x" * 1_000_000, "password": "x"}, status=401)


def test_a_link_lets_in_once_and_looking_does_not_use_it_up(browser: Browser, world: World) -> None:
    person(world)
    browser.client.cookies.set("lang", "en")
    browser.get("/sign-in?next=/contests/clean")
    browser.post("/sign-in/link", {"email": "ASEL@mail.example", "next": "/contests/clean"})
    assert browser.location == "/sign-in?next=%2Fcontests%2Fclean"
    letter = last_letter(world)
    assert (letter.address, letter.is_private, letter.contest_id) == ("asel@mail.example", True, None)
    link = link_in(letter)
    for _ in range(3):
        browser.get(link)
    browser.submit("main form")
    assert browser.location == "/contests/clean"
    browser.get("/account")
    browser.post(link.partition("?")[0], status=410)
    browser.get(link, status=410)
    assert "This link has been used or is out of date. Ask for a new one." in browser.words


def test_an_unknown_address_gets_the_same_page_and_no_letter(browser: Browser, world: World) -> None:
    person(world)
    browser.client.cookies.set("lang", "en")
    for path in ("/sign-in/link", "/password"):
        pages = []
        for email in ("asel@mail.example", "nope@mail.example"):
            browser.post(path, {"email": email})
            pages.append(browser.follow().decode().replace(email, "…"))
        assert pages[0] == pages[1]
    assert [letter.address for letter in outbox(world)] == ["asel@mail.example"] * 2


def test_letters_with_links_are_counted(browser: Browser, world: World) -> None:
    person(world)
    for email in ("asel@mail.example", "nope@mail.example"):
        browser.post("/password", {"email": email})
        browser.post("/sign-in/link", {"email": email.upper()})
        browser.post("/password", {"email": email})
        browser.post("/password", {"email": email}, status=429)
        assert browser.response.headers["Retry-After"] == "3600"
    assert len(outbox(world)) == 3


def test_a_forwarded_address_is_believed_only_behind_a_proxy_of_ours(config: Settings, world: World) -> None:
    person(world)
    for proxies, seen in [(0, "testclient"), (1, "192.0.2.9"), (2, "203.0.113.5")]:
        app = create_app(config.model_copy(update={"trusted_proxies": proxies}))
        client = TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)
        client.post("/sign-in", data={"email": "asel@mail.example", "password": WORD},
                    headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.5, 192.0.2.9"})  # fmt: skip
        with world() as session:  # type: ignore[attr-defined]
            addresses = session.exec(select(SignIn.address).order_by(SignIn.id)).all()  # type: ignore[arg-type]
        assert addresses[-1] == seen
        app.state.house.engine.dispose()


def test_an_unconfirmed_account_is_handed_over_clean_to_whoever_reads_the_letters(
    browser: Browser, world: World, signed_in: Callable[..., Browser]
) -> None:
    """Somebody registered with another's address and waits, signed in, for its owner to confirm it."""
    squatter = signed_in(person(world, confirmed_at=None))
    squatter.get("/account")
    browser.post("/sign-in/link", {"email": "asel@mail.example"})
    browser.get(link_in(last_letter(world)))
    browser.submit("main form")
    squatter.get("/account", status=303)
    squatter.post("/sign-in", {"email": "asel@mail.example", "password": WORD}, status=422)
    with world() as session:  # type: ignore[attr-defined]
        user = session.exec(select(User)).one()
    assert (user.password_hash, user.confirmed_at is not None) == (None, True)


def test_in_ones_own_browser_the_password_stays(world: World, signed_in: Callable[..., Browser]) -> None:
    browser = signed_in(person(world, confirmed_at=None))
    browser.post("/sign-in/link", {"email": "asel@mail.example"})
    browser.get(link_in(last_letter(world)))
    browser.submit("main form")
    with world() as session:  # type: ignore[attr-defined]
        user = session.exec(select(User)).one()
    assert user.password_hash is not None
    assert user.confirmed_at is not None


def test_a_sign_in_ends_by_itself(plain: Browser, world: World, clock: object) -> None:
    person(world)
    come_in(plain)
    clock.advance(hours=11, minutes=59)  # type: ignore[attr-defined]
    plain.get("/account")
    clock.advance(hours=12, minutes=1)  # type: ignore[attr-defined]
    plain.get("/account", status=303)
