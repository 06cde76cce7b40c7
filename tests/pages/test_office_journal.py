import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from sqlalchemy import text
from sqlmodel import Session
from world import give_role, make_contest, make_user

from app import journal
from app.contests.models import RoleName
from app.web.actions import ACTIONS, words_of

World = Callable[[], Session]
Opener = Callable[..., Browser]


class House:
    def __init__(self, world: World, signed_in: Opener) -> None:
        self.world, self.signed_in = world, signed_in
        with world() as session:  # type: ignore[attr-defined]
            self.contest, self.other = make_contest(session), make_contest(session)
            self.people = {name: make_user(session, f"Staff {name.value}") for name in RoleName}
            for name, user in self.people.items():
                give_role(session, user, self.contest, name)
            self.operator = make_user(session, "Operator", is_operator=True)
            self.applicant = make_user(session, "Тайна Заявителева")

    def browser(self, who: str) -> Browser:
        return self.signed_in(self.operator if who == "operator" else self.people[RoleName(who)])

    def write(self, action: str = "application.submitted", number: int = 1) -> None:
        with self.world() as session:  # type: ignore[attr-defined]
            for _ in range(number):
                journal.write(
                    session, action, of=("application", 7), by=self.applicant.id, now=datetime.now(UTC),
                    contest_id=self.contest.id, secret="payload words",
                )  # fmt: skip

    @property
    def path(self) -> str:
        return f"/office/{self.contest.slug}/journal"


@pytest.fixture
def house(world: World, signed_in: Opener) -> House:
    return House(world, signed_in)


MATRIX = [
    ("organiser", 200), ("secretary", 200), ("chair", 200), ("operator", 200), ("accountant", 404), ("expert", 404),
]  # fmt: skip


@pytest.mark.parametrize(("who", "status"), MATRIX)
def test_who_may_read_the_journal(house: House, who: str, status: int) -> None:
    browser = house.browser(who)
    browser.get(house.path, status=status)
    browser.get(f"{house.path}/verification", status=403 if who == "secretary" else status)


@pytest.mark.parametrize(
    ("who", "sees"), [("organiser", True), ("secretary", True), ("chair", False), ("operator", False)]
)
def test_who_judges_reads_no_applicants_name(house: House, who: str, sees: bool) -> None:
    house.write()
    with house.world() as session:  # type: ignore[attr-defined]
        journal.write(
            session, "role.granted", of=("user", 1), by=house.people[RoleName.SECRETARY].id, now=datetime.now(UTC),
            contest_id=house.contest.id,
        )  # fmt: skip
    browser = house.browser(who)
    browser.get(house.path)
    assert "Staff secretary" in browser.words
    assert ("Тайна Заявителева" in browser.words) == sees
    assert ("An applicant" in browser.words) != sees
    assert "payload words" not in browser.response.text


def test_the_newest_entry_stands_first_and_fifty_make_a_page(house: House, app: FastAPI) -> None:
    browser = house.browser("organiser")
    house.write()
    with statements(app) as few:
        browser.get(house.path)
    house.write(number=60)
    house.write("thing.without-words")
    with statements(app) as many:
        browser.get(house.path)
    assert len(many) == len(few)
    numbers = [tag.get_text() for tag in browser.page.select("tbody th")]
    assert (numbers[0], numbers[-1], len(numbers)) == ("62", "13", 50)
    assert "thing.without-words" in browser.words
    assert "Application submitted" in browser.words
    browser.get(house.path + "?number=2")
    assert len(browser.page.select("tbody th")) == 12


def test_another_contests_entries_are_not_among_them(house: House) -> None:
    house.write()
    with house.world() as session:  # type: ignore[attr-defined]
        give_role(session, house.people[RoleName.ORGANISER], house.other, RoleName.ORGANISER)
    browser = house.browser("organiser")
    browser.get(f"/office/{house.other.slug}/journal")
    assert "Nothing has happened yet" in browser.words


def test_a_chain_that_was_tampered_with_names_the_first_wrong_entry(house: House) -> None:
    house.write(number=5)
    browser = house.browser("chair")
    browser.get(f"{house.path}/verification")
    assert "The chain holds" in browser.words
    with house.world() as session:  # type: ignore[attr-defined]
        session.execute(text("DROP TRIGGER journal_payload_no_update"))
        where = "(SELECT id FROM journal_entry WHERE seq = 3 AND chain LIKE 'contest-%')"
        session.execute(text(f"UPDATE journal_payload SET body = '{{}}' WHERE entry_id = {where}"))
    browser.get(f"{house.path}/verification")
    assert "The chain breaks at entry 3" in browser.words


def test_an_action_without_words_is_shown_by_its_name() -> None:
    assert words_of("thing.without-words") == "thing.without-words"
    assert all(words_of(action) for action in ACTIONS)


def test_every_action_of_a_contest_has_words() -> None:
    """Those of accounts stand in no contest's journal."""
    found: set[str] = set()
    for path in (Path(__file__).parents[2] / "app").rglob("*.py"):
        source = "" if "bench" in path.parts else path.read_text()
        found |= set(re.findall(r'(?:journal\.write|_note)\(\s*\w+,\s*"([a-z-]+\.[a-z-]+)"', source))
        for moves in re.findall(r"^DONE\b[^{]*\{(.*?)\}", source, re.DOTALL | re.MULTILINE):
            found |= set(re.findall(r':\s*"([a-z-]+\.[a-z-]+)"', moves))
    assert {"grant.ended", "contract.created", "report.submitted"} <= found
    assert {one for one in found - set(ACTIONS) if not one.startswith("account.")} == set()
