from collections.abc import Callable

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from letters import last_letter, link_in, outbox
from sqlmodel import Session, select
from world import give_role, make_contest, make_seat, make_user, nominations_of

from app.accounts import passwords
from app.accounts.models import User
from app.contests.models import Contest, Role, RoleName

WORD = "жасыл алма бақ"
World = Callable[[], Session]
Opener = Callable[..., Browser]
INVITED = {"email": "Juror@mail.example", "name": "Марат Тестов", "role": "expert", "language": "kk"}


class House:
    """One contest with its staff, another contest, and a browser for anybody."""

    def __init__(self, world: World, signed_in: Opener) -> None:
        self.world, self.signed_in = world, signed_in
        with world() as session:  # type: ignore[attr-defined]
            self.contest, self.other = make_contest(session), make_contest(session)
            self.people = {name: make_user(session, f"Staff {name}") for name in RoleName}
            for name, user in self.people.items():
                give_role(session, user, self.contest, name)
            self.stranger = make_user(session, "Stranger Tester")
            self.operator = make_user(session, "Operator Tester", is_operator=True)
            self.organiser_elsewhere = make_user(session, "Elsewhere Tester")
            give_role(session, self.organiser_elsewhere, self.other, RoleName.ORGANISER)

    def browser(self, who: str, *, htmx: bool = False) -> Browser:
        named = {"stranger": self.stranger, "operator": self.operator, "elsewhere": self.organiser_elsewhere}
        return self.signed_in(named.get(who) or self.people[RoleName(who)], htmx=htmx)

    def role_of(self, user: User, contest: Contest | None = None) -> Role | None:
        with self.world() as session:  # type: ignore[attr-defined]
            where = (Role.user_id == user.id, Role.contest_id == (contest or self.contest).id)
            return session.exec(select(Role).where(*where)).first()  # type: ignore[no-any-return]

    @property
    def path(self) -> str:
        return f"/office/{self.contest.slug}/people"


@pytest.fixture
def house(world: World, signed_in: Opener) -> House:
    return House(world, signed_in)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def organiser(house: House, request: pytest.FixtureRequest) -> Browser:
    return house.browser("organiser", htmx=request.param)


MATRIX = {
    "organiser": 200, "operator": 200, "secretary": 403, "chair": 403, "accountant": 404, "expert": 404,
    "stranger": 404, "elsewhere": 404,
}  # fmt: skip


@pytest.mark.parametrize(("who", "status"), MATRIX.items())
def test_who_may_grant_and_revoke(house: House, who: str, status: int) -> None:
    browser, accountant = house.browser(who), house.role_of(house.people[RoleName.ACCOUNTANT])
    assert accountant is not None
    done = 303 if status == 200 else status
    browser.get(house.path, status=status)
    browser.post(house.path, INVITED, status=done)
    removal = f"{house.path}/{accountant.id}/removal"
    if who == "accountant":
        return
    browser.get(removal, status=status)
    browser.post(removal, status=done)
    assert (house.role_of(house.people[RoleName.ACCOUNTANT]) is None) == (status == 200)


def test_nobody_signed_in_is_asked_to_sign_in(house: House, browser: Browser) -> None:
    browser.get(house.path, status=303)
    browser.post(house.path, INVITED, status=401)


@pytest.mark.parametrize(("who", "status"), (MATRIX | {"organiser": 403, "secretary": 404, "chair": 404}).items())
def test_organisers_are_named_by_the_operator_alone(house: House, who: str, status: int) -> None:
    browser, held = house.browser(who), house.role_of(house.people[RoleName.ORGANISER])
    assert held is not None
    done = 303 if status == 200 else status
    browser.post(house.path, INVITED | {"role": "organiser"}, status=done)
    if who != "organiser":
        browser.post(f"{house.path}/{held.id}/removal", status=done)
        assert (house.role_of(house.people[RoleName.ORGANISER]) is None) == (status == 200)


def test_a_person_with_an_account_is_told(house: House, organiser: Browser) -> None:
    organiser.get(house.path)
    organiser.submit(
        "#grant ~ form", {"email": house.stranger.email.upper(), "name": "Other Name", "role": "secretary"}
    )
    assert "Stranger Tester: Secretary of the commission. A letter is on its way." in organiser.follow().get_text(" ")
    letter = last_letter(house.world)
    assert (letter.user_id, letter.contest_id, letter.is_private) == (house.stranger.id, house.contest.id, False)
    assert letter.subject == "Ваша роль: Секретарь комиссии. Clean Deeds (рус)"
    assert link_in(letter) == "/office"
    house.browser("stranger").get(f"/office/{house.contest.slug}/mail")


def test_a_role_is_not_granted_twice(house: House, organiser: Browser) -> None:
    expert = house.people[RoleName.EXPERT]
    organiser.post(house.path, INVITED | {"email": expert.email}, status=409)
    assert "This person has this role already." in organiser.words
    assert outbox(house.world) == []


def test_whoever_has_no_account_is_invited_and_chooses_a_password(
    house: House, organiser: Browser, browser: Browser
) -> None:
    organiser.get(house.path)
    organiser.submit("#grant ~ form", INVITED)
    assert "Invited" in organiser.follow().get_text(" ")
    letter = last_letter(house.world)
    assert (letter.language, letter.is_private, letter.contest_id) == ("kk", True, house.contest.id)
    browser.client.cookies.set("lang", "en")
    browser.get(link_in(letter))
    assert "Accept the invitation" in browser.words
    browser.submit("main form", {"password": WORD})
    assert browser.location == "/jury"
    browser.client.cookies.clear()
    browser.post("/sign-in", {"email": "juror@mail.example", "password": WORD})


def test_an_invitation_that_was_passed_on_gives_nothing(house: House, organiser: Browser) -> None:
    organiser.post(house.path, INVITED)
    link = link_in(last_letter(house.world))
    other = house.browser("stranger")
    other.get(link, status=403)
    other.post(link, {"password": WORD}, status=403)
    assert "This invitation is for another address than the one you are signed in with." in other.words


def test_a_role_for_an_unconfirmed_address_goes_to_its_owner_alone(house: House, organiser: Browser) -> None:
    """Somebody registered with the expert's address beforehand and waits for the role."""
    with house.world() as session:  # type: ignore[attr-defined]
        squatter = make_user(
            session, email="juror@mail.example", confirmed_at=None, password_hash=passwords.hash_of(WORD)
        )
    waiting = house.signed_in(squatter)
    organiser.post(house.path, INVITED)
    waiting.get("/account", status=303)
    waiting.post("/sign-in", {"email": "juror@mail.example", "password": WORD}, status=422)
    assert link_in(last_letter(house.world)).startswith("/password/")


def test_a_revoked_role_ends_at_once(house: House, organiser: Browser) -> None:
    expert, role = house.people[RoleName.EXPERT], house.role_of(house.people[RoleName.EXPERT])
    open_elsewhere = house.browser("expert")
    open_elsewhere.get("/account")
    assert role is not None
    organiser.get(house.path)
    organiser.get(f"{house.path}/{role.id}/removal")
    assert house.role_of(expert) is not None
    organiser.submit("main form")
    assert organiser.location == house.path
    open_elsewhere.get("/account", status=303)
    letter = last_letter(house.world)
    assert (letter.user_id, letter.contest_id) == (expert.id, house.contest.id)
    organiser.post(f"{house.path}/{role.id}/removal", status=404)


def test_who_loses_the_role_leaves_the_commission(house: House) -> None:
    with house.world() as session:  # type: ignore[attr-defined]
        seat = make_seat(session, house.contest, nominations_of(session, house.contest))
        role = session.exec(select(Role).where(Role.user_id == seat.user_id)).one()
    house.browser("organiser").post(f"{house.path}/{role.id}/removal")
    with house.world() as session:  # type: ignore[attr-defined]
        assert session.get(type(seat), seat.id).left_at is not None


def test_roles_of_another_contest_are_out_of_reach(house: House, organiser: Browser) -> None:
    with house.world() as session:  # type: ignore[attr-defined]
        theirs = give_role(session, house.stranger, house.other, RoleName.EXPERT)
    organiser.get(f"{house.path}/{theirs.id}/removal", status=404)
    organiser.post(f"{house.path}/{theirs.id}/removal", status=404)
    organiser.get(f"/office/{house.other.slug}/people", status=404)
    assert house.role_of(house.stranger, house.other) is not None


@pytest.mark.parametrize(
    "values", [{}, {"role": "king"}, {"email": "x"}, {"name": "<img src=x>"}, {"name": "ә" * 330_000}]
)
def test_a_grant_that_will_not_do_comes_back_as_typed(house: House, organiser: Browser, values: dict[str, str]) -> None:
    said = (INVITED | values) if values else {}
    organiser.post(house.path, said, status=422)
    assert organiser.page.select_one("#name")["value"] == said.get("name", "")  # type: ignore[index]
    assert organiser.page.select_one(".err") is not None
    assert outbox(house.world) == []


def test_the_list_asks_the_database_as_often_for_many_as_for_few(house: House, app: FastAPI) -> None:
    browser = house.browser("organiser")
    with statements(app) as few:
        browser.get(house.path)
    with house.world() as session:  # type: ignore[attr-defined]
        for _ in range(40):
            give_role(session, make_user(session), house.contest, RoleName.EXPERT)
    with statements(app) as many:
        browser.get(house.path)
    assert len(many) == len(few)
