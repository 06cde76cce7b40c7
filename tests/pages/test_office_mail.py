from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from sqlmodel import Session, select
from world import give_role, make_contest, make_user

from app.contests.models import Contest, RoleName
from app.journal import Entry
from app.mail import Letter, LetterStatus

World = Callable[[], Session]
Opener = Callable[..., Browser]


class House:
    def __init__(self, world: World, signed_in: Opener) -> None:
        self.world, self.signed_in = world, signed_in
        with world() as session:  # type: ignore[attr-defined]
            self.contest, self.other = make_contest(session), make_contest(session)
            self.people = {name: make_user(session, f"Staff {name}") for name in RoleName}
            for name, user in self.people.items():
                give_role(session, user, self.contest, name)
            self.operator = make_user(session, is_operator=True)

    def browser(self, who: str, *, htmx: bool = False) -> Browser:
        return self.signed_in(self.operator if who == "operator" else self.people[RoleName(who)], htmx=htmx)

    def letter(self, subject: str = "News", contest: Contest | None = None, **values: Any) -> Letter:
        now = datetime.now(UTC)
        with self.world() as session:  # type: ignore[attr-defined]
            letter = Letter(**({
                "key": f"{subject}-{len(subject)}", "contest_id": (contest or self.contest).id,
                "address": "asel@mail.example", "language": "ru", "subject": subject, "text": f"Words of {subject}",
                "html": "", "created_at": now, "next_try_at": now,
            } | values))  # fmt: skip
            session.add(letter)
        return letter

    @property
    def path(self) -> str:
        return f"/office/{self.contest.slug}/mail"


@pytest.fixture
def house(world: World, signed_in: Opener) -> House:
    return House(world, signed_in)


@pytest.mark.parametrize(
    ("who", "status"),
    [("organiser", 200), ("secretary", 200), ("chair", 404), ("accountant", 404), ("expert", 404), ("operator", 404)],
)
def test_who_may_read_the_letters(house: House, who: str, status: int) -> None:
    letter = house.letter(status=LetterStatus.REFUSED)
    browser = house.browser(who)
    browser.get(house.path, status=status)
    browser.get(f"{house.path}/{letter.id}", status=status)
    browser.post(f"{house.path}/{letter.id}/retry", status=303 if status == 200 else status)


def test_letters_of_another_contest_are_never_shown(house: House) -> None:
    with house.world() as session:  # type: ignore[attr-defined]
        give_role(session, house.people[RoleName.ORGANISER], house.other, RoleName.ORGANISER)
    house.letter("Ours")
    theirs = house.letter("Theirs", house.other, status=LetterStatus.REFUSED)
    browser = house.browser("organiser")
    assert "Theirs" not in browser.get(house.path).get_text(" ")
    browser.get(f"{house.path}/{theirs.id}", status=404)
    browser.post(f"{house.path}/{theirs.id}/retry", status=404)
    browser.get(f"/office/{house.other.slug}/mail/{theirs.id}")


def test_the_list_says_what_waits_and_what_was_refused(house: House) -> None:
    house.letter("First")
    house.letter("Second", status=LetterStatus.REFUSED, tries=3, error="550 no such user")
    house.letter("Third", status=LetterStatus.SENT, tries=1)
    browser = house.browser("secretary")
    browser.get(house.path)
    assert "1 letter waits to be sent." in browser.words
    assert [tag.get_text() for tag in browser.page.select("tbody th a")] == ["Third", "Second", "First"]
    assert "550 no such user" in browser.words
    browser.get(f"{house.path}?state=refused")
    assert [tag.get_text() for tag in browser.page.select("tbody th a")] == ["Second"]
    for nonsense in ("?state=burnt", "?here_page=x", "?number=0", "?number=-1", "?number=99999999999", "?number=²"):
        browser.get(house.path + nonsense)


def test_a_letter_is_read_unless_it_is_private(house: House) -> None:
    browser = house.browser("organiser")
    browser.get(f"{house.path}/{house.letter('News <b>').id}")
    assert "Words of News <b>" in browser.words
    private = house.letter("Invitation", is_private=True)
    browser.get(f"{house.path}/{private.id}")
    assert "Words of" not in browser.response.text
    assert "its text is shown to nobody but the person it is for" in browser.words


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refused_letter_is_tried_again(house: House, htmx: bool, clock: Any) -> None:
    letter = house.letter("Second", status=LetterStatus.REFUSED, tries=3, error="550 no such user")
    clock.advance(hours=1)
    browser = house.browser("organiser", htmx=htmx)
    browser.get(f"{house.path}/{letter.id}")
    browser.submit("main form")
    with house.world() as session:  # type: ignore[attr-defined]
        again = session.get(Letter, letter.id)
        assert (again.status, again.tries, again.error, again.next_try_at) == ("waiting", 0, "", clock.now)
        assert session.exec(select(Entry.action).where(Entry.chain != "system")).all() == ["letter.retried"]
    browser.post(f"{house.path}/{letter.id}/retry", status=409)


def test_fifty_letters_make_a_page_and_any_number_the_same_queries(house: House, app: FastAPI) -> None:
    browser = house.browser("organiser")
    house.letter("Only")
    with statements(app) as few:
        browser.get(house.path)
    for number in range(60):
        house.letter(f"Number {number}", key=f"n{number}")
    with statements(app) as many:
        browser.get(house.path)
    assert len(many) == len(few)
    assert len(browser.page.select("tbody tr")) == 50
    browser.get(house.path + "?number=2")
    assert len(browser.page.select("tbody tr")) == 11
    assert browser.page.select_one("a[rel=prev]")["href"] == f"{house.path}?number=1"  # type: ignore[index]
