"""IN1 beyond the two forms: what is typed into batches, messages, consents, letters and settings, and every page that
shows it to anybody."""

from datetime import datetime
from typing import Any

import pytest
from browser import Browser
from sqlmodel import select
from world import give_role, make_application, make_user, nominations_of

from abuse.born import SIGN, STRINGS, assert_nothing_was_born
from abuse.house import Site
from app.accounts.models import User
from app.applications import batches, consent_links, drafts, messages
from app.applications.models import Application, Status
from app.contests import letter_texts
from app.contests.letter_models import LetterKind
from app.contests.models import Contest, RoleName
from app.mail import Letter


def look(browser: Browser, *paths: str) -> int:
    """Visit; how many of the pages show the strings."""
    shown = 0
    for path in paths:
        browser.get(path)
        assert_nothing_was_born(browser.response.text)
        shown += SIGN in str(browser.page)
    return shown


@pytest.fixture
def organiser(site: Site) -> User:
    with site.world() as session:
        user = make_user(session, f"Ұйымдастырушы {STRINGS[0]}")
        for contest in (site.grants, site.drawings):
            give_role(session, user, contest, RoleName.ORGANISER)
    return user


def test_in1_a_batch_and_the_parents(site: Site, organiser: User, now: datetime) -> None:
    slug = site.drawings.slug
    with site.world() as session:
        contest, owner = session.get_one(Contest, site.drawings.id), session.get_one(User, site.owner.id)
        batch = batches.start(session, contest, by=owner, nonce="n", language="ru", now=now)
        common = {"teacher_name": STRINGS[1], "school_name_ru": STRINGS[2], "school_is_new": "yes"}
        batches.save(session, batch, common, revision=None, page="", by=owner, now=now)
        works = [batches.add(session, batch, key=str(index), by=owner, now=now) for index in range(len(STRINGS))]
        for work, text in zip(works, STRINGS, strict=True):
            row = dict.fromkeys(("author_last_ru", "author_first_ru", "author_last_kk", "title", "technique"), text)
            drafts.save(session, work, work.answers | row, revision=None, by=owner, now=now)
        home, ids = f"/contests/{slug}/batch/{batch.id}", [work.id for work in works]
        tokens = [consent_links.token(site.app.state.house.keys.link_secret, work) for work in works]

    teacher, parent = site.browser(), site.browser(site.other)
    assert look(teacher, home, *(f"{home}?open={id_}" for id_ in ids[:5])) == 6
    assert look(teacher, f"{home}/consents", f"/applications/{ids[0]}/consents", "/applications") == 3
    assert look(parent, *(f"/consent/{token}" for token in tokens)) == len(STRINGS)
    for token, text in zip(tokens[:5], STRINGS, strict=False):
        parent.post(f"/consent/{token}", {"name": text, "relation": text, "take_part": "yes"}, status=422)
        assert_nothing_was_born(parent.response.text)


def test_in1_messages_and_the_letters_about_them(site: Site, organiser: User, now: datetime, clock: Any) -> None:
    with site.world() as session:
        contest = session.get_one(Contest, site.grants.id)
        owner = session.get_one(User, site.owner.id)
        one = make_application(session, contest, owner, nominations_of(session, contest)[0], Status.SUBMITTED,
                               title=STRINGS[3], applicant_name=STRINGS[4])  # fmt: skip
        for kind in (LetterKind.MESSAGE, LetterKind.RETURNED):
            letter_texts.put(session, contest, kind, "ru", STRINGS[5], STRINGS[6], by=organiser.id or 0, now=now)
    applicant, office = site.browser(), site.browser(organiser)
    for index, text in enumerate(STRINGS):
        clock.advance(minutes=1)
        side = applicant if index % 2 else office
        desk = "" if index % 2 else f"/office/{contest.slug}"
        side.post(f"{desk}/applications/{one.id}/messages", {"body": text, "nonce": f"n{index}"})
    with site.world() as session:
        written = [said.message.body for said in messages.conversation(session, one.id)]
    assert written == list(STRINGS), "stored as typed"

    desk = f"/office/{contest.slug}"
    assert look(applicant, f"/applications/{one.id}/messages", f"/applications/{one.id}", "/applications") == 3
    texts = f"{desk}/mail/texts"
    assert look(office, f"{desk}/applications/{one.id}/messages", f"{desk}/messages", f"{desk}/applications") == 3
    look(office, f"{desk}/mail", texts, f"{texts}/message/ru", f"{texts}/returned/ru", f"{desk}/journal")
    letters = site.rows(Letter)
    assert letters
    for letter in letters:
        assert_nothing_was_born(letter.html)
        look(office, f"{desk}/mail/{letter.id}")
        assert_nothing_was_born(office.client.get(f"{desk}/mail/{letter.id}/look").text)


@pytest.mark.parametrize("first", range(0, len(STRINGS), 7))
def test_in1_what_an_organiser_says_of_a_contest(site: Site, organiser: User, first: int) -> None:
    """Texts, nominations and the organisation, as everybody reads them."""
    texts = [STRINGS[(first + index) % len(STRINGS)] for index in range(7)]
    for contest in (site.grants, site.drawings):
        with site.world() as session:
            found = session.get_one(Contest, contest.id)
            named: dict[str, Any] = dict.fromkeys(("kk", "ru", "en"), f"Байқау {texts[0]}")
            found.title = named
            found.summary, found.who_may_apply, found.how_judged = (dict.fromkeys(named, text) for text in texts[1:4])
            nomination = nominations_of(session, found)[0]
            nomination.title = dict.fromkeys(named, texts[4])
            nomination.description = dict.fromkeys(named, texts[5])
            nomination.award_condition = dict.fromkeys(named, texts[6])
        everybody, office = site.browser(), site.browser(organiser)
        desk = f"/office/{contest.slug}"
        entry = f"/contests/{contest.slug}"
        assert look(everybody, "/", entry, f"{entry}/applications/new", "/applications") == 4
        seen = look(office, "/office", desk, f"{desk}/settings", f"{desk}/nominations", f"{desk}/applications")
        assert seen == 5


def test_in1_a_title_does_not_leave_its_place_in_a_file(site: Site, organiser: User) -> None:
    """A hostile application in the file of the list: words in a cell, no link and no formula."""
    with site.world() as session:
        contest = session.get_one(Contest, site.grants.id)
        for text in STRINGS:
            owner = make_user(session, text)
            make_application(session, contest, owner, nominations_of(session, contest)[0], Status.SUBMITTED, title=text)
    office = site.browser(organiser)
    office.post(f"/office/{contest.slug}/applications/export", {"format": "csv", "whole": "yes"}, status=200)
    text = office.response.content.decode("utf-8-sig")
    assert text.count(SIGN) >= 2 * len(STRINGS)
    with site.world() as session:
        titles = session.exec(select(Application.title)).all()
    assert set(STRINGS) <= set(titles), "stored as typed"
