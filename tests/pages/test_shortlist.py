"""The quick round in the browser: its setting, a member's answers, the seal, what the office sees, papers, letters."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

import pytest
from browser import Browser
from documents.reading import text
from sqlmodel import Session, select
from world import give_role, make_application, make_contest, make_seat, make_user, mark_all, nominations_of

from app.accounts.models import User
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName, ShortlistMode
from app.jury import sealing, seats
from app.jury.models import Post, Seat, Sheet
from app.jury.shortlist_models import Glance, ShortlistRow
from app.mail import Letter

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]
MINE, OFFICE = "/jury/deeds/1/shortlist", "/office/deeds/jury/shortlist"


@dataclass
class Scene:
    contest: Contest
    seats: list[Seat]
    chair: User
    expert: User
    organiser: User
    codes: list[str]
    numbers: list[str]


@pytest.fixture
def scene(world: World, now: datetime) -> Scene:
    """One nomination with four works of which two go on; a chair and an expert."""
    with world() as session:
        contest = make_contest(session, status=ContestStatus.JUDGING, nominations=1, slug="deeds",
                               shortlist=ShortlistMode.YES_NO, shortlist_size=2, min_sheets=2)  # fmt: skip
        nomination = nominations_of(session, contest)[0]
        works = [make_application(session, contest, make_user(session, f"Әсел {index}"), nomination)
                 for index in range(4)]  # fmt: skip
        panel = [make_seat(session, contest, [nomination], post) for post in (Post.CHAIR, Post.MEMBER)]
        chair, expert = (session.get_one(User, seat.user_id) for seat in panel)
        organiser = make_user(session)
        give_role(session, organiser, contest, RoleName.ORGANISER)
        seats.deal(session, contest, by=None, now=now)
        return Scene(contest, panel, chair, expert, organiser, [one.code for one in works],
                     [one.number or "" for one in works])  # fmt: skip


def answer(browser: Browser, world: World, scene: Scene, yes: list[int]) -> None:
    """For every work, as the page leads from one to the next: yes for these indexes."""
    seen = []
    browser.get(MINE)
    where = browser.page.select_one("a.btn.lg")["href"]
    while "/look" in where:
        page = browser.get(where)
        code = page.select_one("h1").get_text(strip=True)
        seen.append(code)
        browser.post(where, {"value": "1" if scene.codes.index(code) in yes else "0"})
        where = browser.location
    assert sorted(seen) == sorted(scene.codes)


def letters(world: World, user: User) -> list[str]:
    with world() as session:
        found = select(Letter).where(Letter.user_id == user.id).order_by("id")
        return [one.subject for one in session.exec(found)]


def test_a_member_answers_for_one_work_after_the_other_and_seals(
    scene: Scene, world: World, signed_in: SignedIn
) -> None:
    browser = signed_in(scene.expert)
    browser.get("/jury/deeds/1", status=303)
    assert browser.location.endswith(MINE)
    answer(browser, world, scene, [0, 1])
    page = browser.get(MINE)
    assert [row.get_text(strip=True) for row in page.select("main li .badge")].count("Yes") == 2

    browser.submit(f"form[action$='{MINE}']")
    page = browser.follow()
    assert "You sealed your answers on" in browser.words
    with world() as session:
        receipt = session.exec(select(Letter).where(Letter.user_id == scene.expert.id)).one()
        assert session.exec(select(ShortlistRow)).all() == []
        assert [one.value for one in session.exec(select(Glance).order_by("id"))].count(1) == 2
    assert receipt.subject == "Ваши ответы быстрого отбора закрыты"


def test_an_answer_can_be_changed_and_nothing_else_is_taken(scene: Scene, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(scene.expert)
    browser.get(MINE)
    first = browser.page.select_one("a.btn.lg")["href"]
    for value in ("1", "0"):
        browser.post(first, {"value": value})
    page = browser.get(first)
    assert [button.get_text(strip=True) for button in page.select("form.glance button[aria-current]")] == ["No"]
    browser.post(first, {"value": "x"})
    assert browser.location == first
    browser.post(first, {"value": "4"}, status=422)
    browser.post(MINE, status=409)


def test_nobody_learns_an_answer_before_everybody_has_judged(scene: Scene, world: World, signed_in: SignedIn,
                                                             now: datetime) -> None:  # fmt: skip
    """The chair and the organiser see who has answered; then which codes go on; then how they were answered for."""
    expert, chair, office = signed_in(scene.expert), signed_in(scene.chair), signed_in(scene.organiser)
    answer(expert, world, scene, [0, 1])
    expert.post(MINE)
    for browser in (chair, office):
        browser.get(OFFICE)
        assert "0 of 4" in browser.words
        assert not any(code in browser.words for code in scene.codes)
        browser.get(f"{OFFICE}.pdf", status=404)
    answer(chair, world, scene, [0, 1])
    chair.post(MINE)

    for browser in (chair, office):
        browser.get(OFFICE)
        assert [code in browser.words for code in scene.codes] == [True, True, False, False]
        assert not any(number in browser.words for number in scene.numbers)
    listed = text(office.client.get(f"{OFFICE}.pdf").content)
    assert [code in listed for code in scene.codes] == [True, True, False, False]
    assert "Шорт-лист" in listed
    assert letters(world, scene.expert)[-1] == "Шорт-лист составлен"
    office.get("/office/deeds/ranking", status=404)

    with world() as session:
        contest = session.get_one(Contest, scene.contest.id)
        nomination = nominations_of(session, contest)[0]
        for seat in session.exec(select(Seat)).all():
            works = {sheet.application_id: 8 for sheet in session.exec(
                select(Sheet).where(Sheet.seat_id == seat.id, Sheet.status == "open"))}  # fmt: skip
            assert len(works) == 2
            mark_all(session, contest, seat, works)
            sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=now)
    page = office.get(OFFICE)
    assert [row.select("td")[0].get_text(strip=True) for row in page.select("tbody tr")] == [
        "yes: 2 of 2", "yes: 2 of 2", "yes: 0 of 2", "yes: 0 of 2",
    ]  # fmt: skip
    office.get("/office/deeds/ranking")
    assert "are not ranked: 2" in office.words
    assert len(office.page.select("#ranking tbody tr")) == 2


def test_the_chair_closes_the_round_with_a_reason(scene: Scene, world: World, signed_in: SignedIn) -> None:
    chair, organiser, expert = signed_in(scene.chair), signed_in(scene.organiser), signed_in(scene.expert)
    answer(chair, world, scene, [2, 3])
    chair.post(MINE)
    organiser.get(f"{OFFICE}/1", status=403)
    chair.post(f"{OFFICE}/1", {"reason": ""}, status=422)
    chair.post(f"{OFFICE}/1", {"reason": "Сарапшы ауырып қалды"})
    chair.follow()
    assert "Сарапшы ауырып қалды" in chair.words
    assert [code in chair.words for code in scene.codes] == [False, False, True, True]
    assert letters(world, scene.expert) == ["Шорт-лист составлен"]
    chair.post(f"{OFFICE}/1", {"reason": "Сарапшы ауырып қалды"}, status=409)
    page = expert.get("/jury/deeds/1")
    assert [code in expert.words for code in scene.codes] == [False, False, True, True]
    assert page.select("main h1")


def test_a_conflict_is_declared_on_the_page_of_the_answer(scene: Scene, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(scene.expert)
    browser.get(MINE)
    first = browser.page.select_one("a.btn.lg")["href"]
    page = browser.get(first)
    code = page.select_one("h1").get_text(strip=True)
    browser.submit("details.conflict form", {"why": "Туысым"})
    page = browser.get(first)
    assert page.select("form.glance") == []
    assert code in browser.words
    browser.post(first, {"value": "1"}, status=409)


def test_the_round_is_chosen_before_the_announcement(world: World, signed_in: SignedIn) -> None:
    with world() as session:
        contest = make_contest(session, status=ContestStatus.DRAFT, slug="draft", kind=ContestKind.DRAWING)
        organiser = make_user(session)
        give_role(session, organiser, contest, RoleName.ORGANISER)
    browser = signed_in(organiser)
    browser.get("/office/draft/method")
    browser.submit("main form", {"shortlist": "stars", "shortlist_size": ""}, status=422)
    assert "at least one" in browser.words
    browser.get("/office/draft/method")
    browser.submit("main form", {"shortlist": "stars", "shortlist_size": "30"})
    with world() as session:
        found = session.get_one(Contest, contest.id)
        assert (found.shortlist, found.shortlist_size) == (ShortlistMode.STARS, 30)
    browser.get("/office/draft/method")
    browser.submit("main form", {"shortlist": "off", "shortlist_size": "30"})
    with world() as session:
        found = session.get_one(Contest, contest.id)
        assert (found.shortlist, found.shortlist_size) == (ShortlistMode.OFF, 0)


def test_without_such_a_round_its_pages_do_not_exist(world: World, signed_in: SignedIn, now: datetime) -> None:
    with world() as session:
        contest = make_contest(session, status=ContestStatus.JUDGING, nominations=1, slug="deeds")
        nomination = nominations_of(session, contest)[0]
        make_application(session, contest, make_user(session), nomination)
        seat = make_seat(session, contest, [nomination], Post.CHAIR)
        chair = session.get_one(User, seat.user_id)
        seats.deal(session, contest, by=None, now=now)
        sheet = session.exec(select(Sheet)).one()
    browser = signed_in(chair)
    for path in (MINE, OFFICE, f"{OFFICE}.pdf", f"{OFFICE}/1", f"/sheets/{sheet.id}/look"):
        browser.get(path, status=404)
    browser.get("/office/deeds/jury")
    assert "Quick round" not in browser.words
