"""The quick round in the browser: its setting, a member's answers, the seal, what the office sees, papers, letters."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

import pytest
from browser import Browser
from documents.reading import text
from letters import outbox
from samples import drawing, encoded
from sqlmodel import Session, select
from world import give_role, make_application, make_contest, make_seat, make_user, mark_all, nominations_of

from app.accounts.models import User
from app.applications.models import Application
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName, ShortlistMode
from app.jury import sealing, seats
from app.jury.models import Post, Seat, Sheet
from app.jury.shortlist_models import Glance, GlanceSeal, ShortlistRow
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


def test_whom_the_quick_round_waits_for_is_asked_for_an_answer_and_not_for_marks(
    scene: Scene, world: World, signed_in: SignedIn
) -> None:
    office = signed_in(scene.organiser)
    office.get("/office/deeds/jury")
    office.submit("form[action$='/reminder']")

    told = [letter for letter in outbox(world) if letter.key.startswith("late-")]
    assert sorted(letter.user_id for letter in told) == sorted([scene.chair.id, scene.expert.id])
    assert {letter.subject for letter in told} == {"Работы ждут вашего ответа"}
    assert all("В быстром отборе ответьте по каждой работе и закройте эти номинации: 1." in one.text for one in told)
    assert not any("баллы" in one.text for one in told)


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


def test_a_receipt_comes_as_a_paper_and_answers_are_opened_by_two(
    scene: Scene, world: World, signed_in: SignedIn
) -> None:
    expert, chair, office = signed_in(scene.expert), signed_in(scene.chair), signed_in(scene.organiser)
    expert.get(f"{MINE}/receipt.pdf", status=404)
    answer(expert, world, scene, [0, 1])
    expert.get(MINE)
    expert.submit(f"form[action$='{MINE}']")
    page = expert.follow()
    with world() as session:
        seal = session.exec(select(GlanceSeal)).one()
    receipt = text(expert.client.get(str(page.select_one("a[href$='/receipt.pdf']")["href"])).content)
    printed = (seal.receipt, *scene.codes, "Yes", "No", seal.sha256[:16], seal.nonce[:16])
    assert all(one in receipt for one in printed)
    chair.get(f"{MINE}/receipt.pdf", status=404)

    office.get("/office/deeds/jury/unsealing")
    office.submit("form[action$='/unsealing/answers']", {"answers": str(seal.id), "answers_reason": ""}, status=422)
    office.submit("form[action$='/unsealing/answers']", {"answers": str(seal.id), "answers_reason": "Қате басты"})
    office.follow()
    assert "answers of the quick round" in office.words
    assert office.page.select_one("form[action$='/agreement']") is None
    chair.get("/office/deeds/jury/unsealing")
    chair.submit("form[action$='/agreement']")
    assert letters(world, scene.expert)[-1] == "Закрытые ответы быстрого отбора открыты снова"
    told = [one for one in outbox(world) if one.key.startswith("unsealed-")]
    ways = {one.user_id: MINE in one.text for one in told}  # only the member has something to do there
    assert ways == {scene.expert.id: True, scene.chair.id: False, scene.organiser.id: False}

    page = expert.get(MINE)
    assert page.select_one(f"form[action$='{MINE}']") is not None
    first = str(page.select_one("main li a")["href"])
    expert.post(first, {"value": "0"})
    expert.post(MINE)
    with world() as session:
        receipts = [one.receipt for one in session.exec(select(GlanceSeal).order_by("id"))]
        assert (receipts[0], len(set(receipts))) == (seal.receipt, 2)


def test_a_name_can_be_told_of_in_the_quick_round(scene: Scene, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(scene.expert)
    browser.get(MINE)
    first = browser.page.select_one("a.btn.lg")["href"]
    browser.get(first)
    browser.submit("form[action$='/exposure']", {"place": "Бұрышта"})
    page = browser.get(first)
    assert "The name is visible" in browser.words
    assert page.select("form.glance") == []


def test_a_list_on_paper_is_printed_entered_by_two_and_sealed_by_its_scan(
    scene: Scene, world: World, signed_in: SignedIn
) -> None:
    with world() as session:
        seat = session.get_one(Seat, scene.seats[1].id)
        seat.on_paper = True
        others = [make_user(session), make_user(session)]
        for one in others:
            give_role(session, one, scene.contest, RoleName.SECRETARY)
    expert = signed_in(scene.expert)
    expert.get(MINE)
    assert "You judge on paper" in expert.words
    office, first, second = (signed_in(one) for one in (scene.organiser, *others))
    printed = text(office.client.get("/office/deeds/jury/paper.pdf").content)
    assert all(one in printed for one in ("Лист быстрого отбора", "1 Иә / Да", *scene.codes))

    pile = f"/office/deeds/jury/paper/{seat.id}/1"

    def enter(browser: Browser, values: list[str], status: int = 303) -> None:
        names = [str(box["name"]) for box in browser.get(pile).select("input.num")]
        browser.submit(
            f"form[action$='{pile}']", dict(zip(names, values, strict=True)) | {"finish": "1"}, status=status
        )

    enter(first, ["1", "1", "0", "2"], status=422)
    assert "An answer is 1 for yes or 0 for no." in first.words
    lines = [box.find_parent("tr") or box.find_parent("li") for box in first.get(pile).select("input.num")]
    liked = next(code for code in scene.codes if code in lines[0].get_text())
    enter(first, ["1", "1", "0", "0"])
    enter(second, ["1", "0", "0", "0"])
    [box] = second.get(pile).select("form[action$='/settlement'] input.num")
    second.submit("form[action$='/settlement']", {str(box["name"]): "0"})
    second.get(pile)
    assert "Now the other reader or a third person has to agree." in second.words
    second.post(f"{pile}/settlement/agreement", status=409)
    first.get("/office/deeds/jury/paper")
    assert "Another person has to agree" in first.words
    first.get(pile)
    first.submit("form[action$='/settlement/refusal']")
    first.follow()
    first.submit("form[action$='/settlement']", {str(box["name"]): "0"})
    first.follow()
    picture = encoded(drawing(300, 200, seed=3))
    first.submit("form[action$='/scan']", files={"scan": ("қол.jpg", picture, "image/jpeg")})
    first.follow()
    assert "Sealed on" in first.words
    first.get(f"{pile}/quick-scan", status=404)
    assert letters(world, scene.expert) == ["Ваши ответы быстрого отбора закрыты"]
    with world() as session:
        given = {
            session.get_one(Application, one.application_id).code: one.value for one in session.exec(select(Glance))
        }
        assert given == {code: int(code == liked) for code in scene.codes}
