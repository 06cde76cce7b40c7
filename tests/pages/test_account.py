from collections.abc import Callable

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from letters import outbox
from sqlmodel import Session, select
from world import make_contest, make_user

from app.accounts import passwords
from app.accounts.models import SignIn, User
from app.journal import Entry

OLD, NEW = "жасыл алма бақ", "қызыл алма бақ"
World = Callable[[], Session]
Opener = Callable[..., Browser]


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def mine(world: World, signed_in: Opener, request: pytest.FixtureRequest) -> Browser:
    with world() as session:  # type: ignore[attr-defined]
        user = make_user(session, email="asel@mail.example", password_hash=passwords.hash_of(OLD))
    browser = signed_in(user, htmx=request.param)
    browser.client.cookies.clear()
    browser.client.cookies.set("lang", "en", domain="127.0.0.1")
    browser.post("/sign-in", {"email": "asel@mail.example", "password": OLD})
    return browser


def me(world: World) -> User:
    with world() as session:  # type: ignore[attr-defined]
        return session.exec(select(User).where(User.email == "asel@mail.example")).one()  # type: ignore[no-any-return]


def test_the_profile_is_changed(mine: Browser, world: World) -> None:
    mine.get("/account")
    mine.submit("form[action='/account']", {"name": "Әсел Тестова", "phone": "8 701 000 00 01", "language": "kk"})
    user = me(world)
    assert (user.name, user.phone, user.language) == ("Әсел Тестова", "+77010000001", "kk")
    assert mine.client.cookies["lang"] == "kk"
    assert "Өзгерістер сақталды" in mine.follow().get_text(" ")


def test_the_phone_may_be_left_out_again(mine: Browser, world: World) -> None:
    mine.post("/account", {"name": "Асель Тестова", "phone": "87010000001", "language": "ru"})
    mine.post("/account", {"name": "Асель Тестова", "phone": "", "language": "ru"})
    assert me(world).phone == ""


@pytest.mark.parametrize(
    ("values", "field"),
    [({"phone": "12"}, "phone"), ({"name": ""}, "name"), ({"name": "ә" * 333_000}, "name"), ({"name": "<b>x"}, "name"),
     ({"language": "de"}, "language")],
)  # fmt: skip
def test_a_profile_that_will_not_do_comes_back_as_typed(
    mine: Browser, world: World, values: dict[str, str], field: str
) -> None:
    said = {"name": "Әсел", "phone": "87010000001", "language": "ru"} | values
    mine.post("/account", said, status=422)
    assert mine.page.select_one(f"#{field}-e") is not None
    assert mine.page.select_one("#name")["value"] == said["name"]  # type: ignore[index]
    assert me(world).name == "Асель Тестова"


def test_a_forged_field_makes_nobody_an_operator(mine: Browser, world: World) -> None:
    mine.post("/account", {"name": "Әсел", "language": "ru", "is_operator": "1", "email": "x@mail.example", "id": "9"})
    assert (me(world).is_operator, me(world).id) == (False, 1)


def test_a_new_password_asks_for_the_present_one_and_ends_the_other_sign_ins(
    mine: Browser, world: World, signed_in: Opener
) -> None:
    other, before = signed_in(me(world)), mine.client.cookies["sid"]
    mine.get("/account")
    form = "form[action='/account/password']"
    mine.submit(form, {"present_password": "not this one", "password": NEW}, 422)
    assert "The present password is wrong" in mine.words
    assert NEW not in mine.response.text
    mine.submit(form, {"present_password": OLD, "password": "Тестова 2026"}, 422)
    other.get("/account")
    mine.submit(form, {"present_password": OLD, "password": NEW})
    assert mine.location == "/account"
    assert mine.client.cookies["sid"] != before
    mine.get("/account")
    other.get("/account", status=303)
    assert passwords.verify(NEW, me(world).password_hash)[0]
    assert [(letter.subject, letter.is_private) for letter in outbox(world)] == [("Ваш пароль изменён", True)]


def test_guessing_the_present_password_is_counted(mine: Browser, world: World) -> None:
    for _ in range(5):
        mine.post("/account/password", {"present_password": "not this one", "password": NEW}, status=422)
    mine.post("/account/password", {"present_password": OLD, "password": NEW}, status=429)
    assert OLD not in mine.response.text
    assert NEW not in mine.response.text
    assert passwords.verify(OLD, me(world).password_hash)[0]


def test_whoever_has_no_password_chooses_one(world: World, signed_in: Opener) -> None:
    with world() as session:  # type: ignore[attr-defined]
        user = make_user(session, email="asel@mail.example")
    browser = signed_in(user)
    browser.get("/account")
    assert browser.page.select_one("#present_password") is None
    browser.submit("form[action='/account/password']", {"password": NEW})
    assert passwords.verify(NEW, me(world).password_hash)[0]


def test_sign_ins_are_listed_and_ended(mine: Browser, world: World, signed_in: Opener) -> None:
    others = [signed_in(me(world)) for _ in range(3)]
    mine.get("/account")
    assert "This device" in mine.words
    assert len(mine.page.select("form[action$='/end']")) == 5
    with world() as session:  # type: ignore[attr-defined]
        ids = session.exec(select(SignIn.id).order_by(SignIn.id)).all()  # type: ignore[arg-type]
    mine.submit(f"form[action='/account/sign-ins/{ids[2]}/end']")
    others[0].get("/account", status=303)
    others[1].get("/account")
    mine.get("/account")
    mine.submit("form[action='/account/sign-ins/end']")
    for other in others[1:]:
        other.get("/account", status=303)
    mine.get("/account")
    assert "End all others" not in mine.words


def test_another_persons_sign_in_cannot_be_ended(mine: Browser, world: World, signed_in: Opener) -> None:
    with world() as session:  # type: ignore[attr-defined]
        stranger = make_user(session)
    theirs = signed_in(stranger)
    mine.post("/account/sign-ins/3/end", status=404)
    mine.post("/account/sign-ins/777/end", status=404)
    theirs.get("/account")


def test_a_stranger_is_asked_to_sign_in(browser: Browser) -> None:
    browser.get("/account", status=303)
    for path in ("/account", "/account/password", "/account/sign-ins/1/end", "/account/sign-ins/end"):
        browser.post(path, status=401)


def test_the_account_page_asks_the_database_as_often_for_many_sign_ins_as_for_one(
    mine: Browser, world: World, signed_in: Opener, app: FastAPI
) -> None:
    with statements(app) as few:
        mine.get("/account")
    for _ in range(20):
        signed_in(me(world))
    with statements(app) as many:
        mine.get("/account")
    assert len(many) == len(few)


def test_who_runs_the_installation_finds_the_contests(world: World, signed_in: Opener) -> None:
    with world() as session:  # type: ignore[attr-defined]
        operator, contest = make_user(session, is_operator=True), make_contest(session)
    browser = signed_in(operator)
    browser.get("/account")
    for place in ("people", "journal"):
        browser.get(f"/office/{contest.slug}/{place}")


def test_failures_and_successes_stand_in_the_system_journal(plain: Browser, world: World) -> None:
    with world() as session:  # type: ignore[attr-defined]
        make_user(session, email="asel@mail.example", password_hash=passwords.hash_of(OLD))
    plain.post("/sign-in", {"email": "asel@mail.example", "password": "wrong"}, status=422)
    plain.post("/sign-in", {"email": "asel@mail.example", "password": OLD})
    plain.post("/sign-out")
    with world() as session:  # type: ignore[attr-defined]
        actions = session.exec(select(Entry.action).order_by(Entry.seq)).all()  # type: ignore[arg-type]
    assert actions == ["account.sign-in-failed", "account.signed-in", "account.signed-out"]


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_privacy_page_speaks_every_language(plain: Browser, code: str) -> None:
    plain.get(f"/privacy?lang={code}")
    assert plain.page.html is not None
    assert plain.page.html["lang"] == code
