"""Checkpoints: at the moments that matter and weekly, on the public page, by letter; what a kept letter is good for."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from browser import Browser
from conftest import Clock
from fastapi import FastAPI
from letters import outbox
from sqlalchemy import text
from sqlmodel import Session, select
from world import give_role, make_application, make_contest, make_seat, make_user, mark_all, nominations_of

from app import checkpoints, journal
from app.checkpoints import Cause, Checkpoint
from app.contests.models import Contest, ContestStatus, RoleName
from app.jury import seats
from app.web import checkpointing, ticking
from app.web.clerk import Clerk

World = Callable[[], AbstractContextManager[Session]]
DONOR = "donor@fund.example"


class House:
    def __init__(self, world: World, app: FastAPI, signed_in: Callable[..., Browser]) -> None:
        self.world, self.house, self.signed_in = world, app.state.house, signed_in
        with world() as session:
            self.contest = make_contest(session, slug="deeds")
            self.people = {name: make_user(session, f"Staff {name.value}") for name in RoleName}
            for name, user in self.people.items():
                give_role(session, user, self.contest, name)

    def browser(self, role: RoleName, *, htmx: bool = False) -> Browser:
        return self.signed_in(self.people[role], htmx=htmx)

    def write(self, now: datetime, number: int = 1) -> None:
        with self.world() as session:
            for _ in range(number):
                journal.write(session, "thing.done", of=("thing", 1), by=1, now=now, contest_id=self.contest.id)

    def note(self, now: datetime) -> Checkpoint | None:
        with self.world() as session:
            contest = session.get_one(Contest, self.contest.id)
            return checkpointing.note(Clerk(self.house, session), contest, Cause.SEALED, now=now)

    def noted(self) -> list[tuple[Cause, int]]:
        with self.world() as session:
            return [(one.cause, one.seq) for one in session.exec(select(Checkpoint).order_by("id")).all()]


@pytest.fixture
def house(world: World, app: FastAPI, signed_in: Callable[..., Browser]) -> House:
    return House(world, app, signed_in)


def test_the_organiser_names_who_outside_the_house_gets_them(house: House, now: datetime, browser: Browser) -> None:
    office = house.browser(RoleName.ORGANISER, htmx=browser.htmx)
    office.get("/office/deeds/journal/verification")
    (link,) = (one for one in office.page.select("a") if one.get_text() == "Who gets them outside the house")
    office.get(str(link["href"]))
    office.submit("form[action$=witnesses]", {"address": "no address", "language": "ru"}, status=422)
    office.submit("form[action$=witnesses]", {"address": DONOR, "language": "ru"})
    office.follow()
    assert DONOR in office.words
    office.submit("form[action$=witnesses]", {"address": DONOR.upper(), "language": "kk"}, status=409)

    made = house.note(now)

    assert made is not None
    letters = outbox(house.world)
    to = {one.address for one in letters}
    roles = (RoleName.ORGANISER, RoleName.CHAIR, RoleName.SECRETARY)
    assert to == {DONOR, *(house.people[name].email for name in roles)}
    donors = next(one for one in letters if one.address == DONOR)
    assert (donors.language, DONOR in donors.key, donors.user_id) == ("ru", False, None)
    assert checkpoints.read(donors.text) == checkpoints.read(donors.html.replace("<br>", "\n"))
    assert [(one.seq, one.hash) for one in checkpoints.read(donors.text)] == [(made.seq, made.hash)]

    office.get("/office/deeds/journal/witnesses")
    office.submit("form[action$=removal]")
    office.follow()
    assert DONOR not in office.words


def test_everybody_reads_the_checkpoints_of_an_announced_contest(house: House, now: datetime, browser: Browser) -> None:
    browser.get("/contests/deeds")
    (link,) = (one for one in browser.page.select("a") if "checkpoints" in str(one["href"]))
    browser.get(str(link["href"]))
    assert browser.page.select("tbody tr") == []
    house.write(now, 5)
    made = house.note(now)
    assert made is not None
    browser.get("/contests/deeds/checkpoints")
    (row,) = browser.page.select("tbody tr")
    assert [made.hash in row.get_text(), row.th.get_text() if row.th else ""] == [True, "5"]
    browser.get("/contests/deeds/checkpoints.txt")
    (read,) = checkpoints.read(browser.response.text)
    assert (read.seq, read.hash, checkpoints.is_ours(house.house.keys, read)) == (5, made.hash, True)
    with house.world() as session:
        make_contest(session, slug="coming", status=ContestStatus.DRAFT)
    browser.get("/contests/coming/checkpoints", status=303)


def test_a_letter_is_compared_on_the_page(house: House, now: datetime, browser: Browser) -> None:
    house.write(now, 5)
    house.note(now)
    letter = outbox(house.world)[0].text
    chair = house.browser(RoleName.CHAIR, htmx=browser.htmx)
    chair.get("/office/deeds/journal/verification")
    chair.submit("form[action$=verification]", {"text": "Сәлем!"}, status=422)
    chair.submit("form[action$=verification]", {"text": letter}, status=200)
    assert "1 checkpoint that you put in agrees" in chair.words
    chair.submit("form[action$=verification]", {"text": letter.replace("\n5\n", "\n6\n")}, status=200)
    assert "The journal ends before entry 6" in chair.words
    assert "does not bear our signature" in chair.words
    secretary = house.browser(RoleName.SECRETARY)
    secretary.post("/office/deeds/journal/verification", {"text": letter}, status=403)
    secretary.get("/office/deeds/journal/witnesses", status=403)


def test_a_chain_that_goes_on_is_noted_every_week(house: House, now: datetime, clock: Clock) -> None:
    with house.world() as session:
        make_contest(session, slug="coming", status=ContestStatus.DRAFT)
        operator = make_user(session, "Оператор", is_operator=True)
        journal.write(session, "account.created", of=("user", 1), by=None, now=now)
    house.write(now)
    assert checkpointing.note_weekly in [duty.run for duty in ticking.DUTIES]
    assert ticking.tick(house.house, now + timedelta(days=6))["checkpoints"] == 0
    assert ticking.tick(house.house, now + timedelta(days=7))["checkpoints"] == 2
    assert house.noted() == [(Cause.WEEKLY, 1), (Cause.WEEKLY, 1)]
    assert operator.email in {one.address for one in outbox(house.world) if one.contest_id is None}
    assert checkpointing.note_weekly(house.house, now + timedelta(days=30)) == 0
    house.write(now + timedelta(days=8))
    assert checkpointing.note_weekly(house.house, now + timedelta(days=13)) == 0
    assert checkpointing.note_weekly(house.house, now + timedelta(days=14)) == 1


def test_a_nomination_is_noted_once_the_last_expert_has_sealed_it(house: House, now: datetime) -> None:
    with house.world() as session:
        contest = make_contest(session, status=ContestStatus.JUDGING, nominations=1, slug="judged")
        nominations = nominations_of(session, contest)
        work = make_application(session, contest, make_user(session), nominations[0])
        panel = [make_seat(session, contest, nominations) for _ in range(2)]
        seats.deal(session, contest, by=None, now=now)
        for seat in panel:
            mark_all(session, contest, seat, {work.id or 0: 7})
        experts = [session.get_one(type(house.people[RoleName.CHAIR]), seat.user_id) for seat in panel]
    for expert, expected in zip(experts, ([], [Cause.SEALED]), strict=True):
        browser = house.signed_in(expert)
        browser.get("/jury/judged/1/seal")
        browser.submit("form[action$='/seal']")
        assert [cause for cause, _ in house.noted()] == expected


def test_a_checkpoint_that_was_taken_out_of_the_house_outlives_the_database(house: House, now: datetime) -> None:
    """The tail is cut, and our own checkpoint with it; the letter is not."""
    house.write(now, 5)
    house.note(now)
    letter = outbox(house.world)[0].text
    with house.world() as session:
        for table in ("journal_entry", "journal_checkpoint"):
            session.execute(text(f"DROP TRIGGER {table}_no_delete"))
        session.execute(text("DELETE FROM journal_checkpoint"))
        session.execute(text("DELETE FROM journal_payload"))
        session.execute(text("DELETE FROM journal_entry WHERE seq = 5"))
        head = session.get_one(journal.Head, journal.chain_of(house.contest.id))
        last = session.exec(select(journal.Entry).where(journal.Entry.seq == 4)).one()
        head.seq, head.hash = last.seq, last.hash
    chair = house.browser(RoleName.CHAIR)
    chair.get("/office/deeds/journal/verification")
    assert "The chain holds" in chair.words
    chair.submit("form[action$=verification]", {"text": letter}, status=200)
    assert "The journal ends before entry 5" in chair.words
