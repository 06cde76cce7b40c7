"""The commission in the browser: invitation, stamps, replacement, conflicts, paper, seals, unsealing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

import pytest
from browser import Browser
from conftest import Clock
from documents.reading import text
from samples import tattling_jpeg
from sqlmodel import Session, select
from world import give_role, make_application, make_contest, make_seat, make_user, mark_all, nominations_of

from app.accounts.models import User
from app.checkpoints import Checkpoint
from app.contests.models import Contest, ContestStatus, RoleName
from app.jury import paper_rounds, queries, sealing, seats, sheets
from app.jury.models import Seat, SheetStatus
from app.mail import Letter

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]
PLACE = "/office/deeds/jury"
PERSON = {"name_kk": "Жаңа Мүше", "name_ru": "Новый Член", "occupation_kk": "Суретші", "occupation_ru": "Художник"}


@dataclass
class Scene:
    contest: Contest
    seats: list[Seat]
    experts: list[User]
    organiser: User
    second: User
    secretary: User
    codes: list[str]


@pytest.fixture
def scene(world: World, now: datetime) -> Scene:
    """One nomination, two works, two experts; an organiser, another one, a secretary."""
    with world() as session:
        contest = make_contest(session, status=ContestStatus.JUDGING, nominations=1, slug="deeds")
        nomination = nominations_of(session, contest)[0]
        works = [make_application(session, contest, make_user(session), nomination) for _ in range(2)]
        panel = [make_seat(session, contest, [nomination]) for _ in range(2)]
        staff = []
        for role in (RoleName.ORGANISER, RoleName.ORGANISER, RoleName.SECRETARY):
            staff.append(make_user(session))
            give_role(session, staff[-1], contest, role)
        seats.deal(session, contest, by=None, now=now)
        experts = [session.get_one(User, seat.user_id) for seat in panel]
        return Scene(contest, panel, experts, *staff, [one.code for one in works])


def letters(world: World, user: User) -> list[str]:
    with world() as session:
        return [one.subject for one in session.exec(select(Letter).where(Letter.user_id == user.id).order_by("id"))]


def test_the_invitation_is_seen_in_the_persons_language_before_it_goes_out(
    scene: Scene, world: World, signed_in: SignedIn
) -> None:
    with world() as session:
        guest = make_user(session, "Жаңа Мүше", email="guest@mail.example", language="kk")
        give_role(session, guest, session.get_one(Contest, scene.contest.id), RoleName.EXPERT)
    browser = signed_in(scene.organiser)
    form = PERSON | {"email": "guest@mail.example", "post": "deputy"}
    page = browser.post(f"{PLACE}/letter", form, status=200)
    assert page.select_one("section[lang=kk] h2").get_text() == "Сізді сараптама комиссиясына шақырамыз"
    assert letters(world, guest) == []
    browser.post(PLACE, form)
    assert letters(world, guest) == ["Сізді сараптама комиссиясына шақырамыз"]
    with world() as session:
        assert [one.post for one in queries.seats(session, scene.contest.id)] == ["member", "member", "deputy"]


def test_the_list_of_the_commission_is_stamped_and_printed(scene: Scene, signed_in: SignedIn) -> None:
    browser = signed_in(scene.secretary)
    stamp = {"position_kk": "Директор", "position_ru": "Директор", "name_kk": "Дина", "name_ru": "Дина Образцова",
             "number": "12-к", "signed_on": "2026-05-04"}  # fmt: skip
    browser.post(f"{PLACE}/stamps/approval", stamp)
    made = text(browser.client.get(f"{PLACE}/commission.pdf").content)
    assert "Приказ № 12-к" in made.replace("\u00a0", " ")
    assert "Дина Образцова" in made


@pytest.fixture
def undeclared(scene: Scene, world: World) -> list[int]:
    """The first expert has declared nothing yet: the numbers of their sheets."""
    with world() as session:
        session.get_one(Seat, scene.seats[0].id).declared_at = None
        return [one.id or 0 for one in queries.sheets_of(session, scene.seats[0].id)]


def test_an_expert_declares_conflicts_for_all_works_at_once(
    scene: Scene, undeclared: list[int], world: World, signed_in: SignedIn
) -> None:
    browser, (first, last) = signed_in(scene.experts[0]), undeclared
    place, seen = "/jury/deeds/conflicts", {"up_to": str(last)}
    browser.get("/jury/deeds")
    assert "First: conflicts of interest" in browser.words
    said = {f"x-{first}": "yes", f"n-{first}": "relative", f"w-{first}": "Жиенім"}
    browser.post(place, seen, status=422)
    browser.post(place, said | seen | {"none": "yes"}, status=422)
    assert "You have ticked works and said that there is no conflict." in browser.words
    assert f'name="x-{first}" value="yes" checked' in browser.response.text
    browser.post(place, said | {"up_to": str(first)}, status=409)
    assert "New works have come to you meanwhile." in browser.words
    browser.post(place, said | seen)
    with world() as session:
        known = {one.id: (one.status, one.conflict) for one in queries.sheets_of(session, scene.seats[0].id)}
        assert known == {first: (SheetStatus.RECUSED, "Жиенім"), last: (SheetStatus.OPEN, None)}
    browser.get("/jury/deeds")
    assert "First: conflicts of interest" not in browser.words


@pytest.mark.parametrize("chosen", [["yes", "yes"], "no", ""])
def test_what_is_not_ticked_is_no_conflict(
    scene: Scene, undeclared: list[int], world: World, signed_in: SignedIn, chosen: str | list[str]
) -> None:
    said = {f"x-{undeclared[0]}": chosen, f"n-{undeclared[0]}": "relative", "none": "yes", "up_to": str(undeclared[1])}
    signed_in(scene.experts[0]).post("/jury/deeds/conflicts", said)
    with world() as session:
        assert {one.status for one in queries.sheets_of(session, scene.seats[0].id)} == {SheetStatus.OPEN}


def test_a_work_opens_after_the_declaration_and_one_gets_where_one_was_going(
    scene: Scene, undeclared: list[int], world: World, signed_in: SignedIn, clock: Clock
) -> None:
    browser, (first, last) = signed_in(scene.experts[0]), undeclared
    browser.get(f"/sheets/{first}?turn=1", status=303)
    asked = f"/jury/deeds/conflicts?next=%2Fsheets%2F{first}%3Fturn%3D1"
    assert browser.response.headers["location"] == asked
    browser.post(f"/sheets/{first}/marks", {"c1": "5"}, status=409)
    assert "First say for which works you have a conflict of interest" in browser.words
    browser.get(asked)
    assert all(code in browser.words for code in scene.codes)

    said = {"none": "yes", "up_to": str(last), "next": f"/sheets/{first}?turn=1"}
    browser.post("/jury/deeds/conflicts", said)
    assert browser.response.headers["location"] == f"/sheets/{first}?turn=1"
    browser.get(f"/sheets/{first}?turn=1")

    clock.advance(minutes=5)
    with world() as session:
        contest = session.get_one(Contest, scene.contest.id)
        late = make_application(session, contest, make_user(session), nominations_of(session, contest)[0])
        seats.deal(session, contest, by=None, now=clock.now)
        new = next(one.id for one in queries.sheets_of(session, scene.seats[0].id) if one.application_id == late.id)
    browser.get(f"/sheets/{first}")
    browser.get(f"/sheets/{new}", status=303)
    browser.get("/jury/deeds/conflicts")
    assert "New works have come to you since you declared" in browser.words


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/office/deeds", ""])
def test_the_declaration_leads_nobody_elsewhere(
    scene: Scene, undeclared: list[int], signed_in: SignedIn, target: str
) -> None:
    said = {"none": "yes", "up_to": str(undeclared[1]), "next": target}
    browser = signed_in(scene.experts[0])
    browser.post("/jury/deeds/conflicts", said)
    assert browser.response.headers["location"] == "/jury/deeds"


def test_everything_is_sealed_at_once_with_a_receipt_by_letter(
    scene: Scene, world: World, signed_in: SignedIn, now: datetime
) -> None:
    browser = signed_in(scene.experts[0])
    browser.post("/jury/deeds/seal", {}, status=409)
    with world() as session:
        contest, seat = session.get_one(Contest, scene.contest.id), session.get_one(Seat, scene.seats[0].id)
        mark_all(session, contest, seat, {one.application_id: 7 for one in queries.sheets_of(session, seat.id)})
    browser.get("/jury/deeds/seal")
    browser.post("/jury/deeds/seal", {})
    assert len(letters(world, scene.experts[0])) == 1
    with world() as session:
        seal = queries.seal(session, scene.seats[0].id, nominations_of(session, scene.contest)[0].id)
        assert seal is not None
    assert seal.receipt in text(browser.client.get("/jury/deeds/1/receipt.pdf").content)


def test_two_readers_enter_paper_sheets_and_the_first_reading_is_hidden(
    scene: Scene, world: World, signed_in: SignedIn
) -> None:
    seat, first, second = scene.seats[0].id, signed_in(scene.secretary), signed_in(scene.organiser)
    first.post(f"{PLACE}/seats/{seat}/details", PERSON | {"on_paper": "yes"})
    first.get(f"{PLACE}/paper.pdf")
    with world() as session:
        one, two = (sheet.id for sheet in queries.sheets_of(session, seat))
    pile = f"{PLACE}/paper/{seat}/1"
    marks = {f"m-{one}-1": "9", f"m-{one}-2": "9", f"m-{two}-1": "9", f"m-{two}-2": "9"}
    first.post(pile, marks | {"finish": "1"})

    page = second.get(pile)
    assert {box["value"] for box in page.select("input.num")} == {""}
    second.post(pile, marks | {f"m-{two}-2": "3", "finish": "1"})
    page = second.get(pile)
    assert [cell.get_text() for cell in page.select("tbody td.num")] == ["9", "3"]
    second.post(f"{pile}/settlement", {f"m-{two}-2": "9"})
    second.get(pile)
    with world() as session:
        found = session.get_one(Seat, seat)
        nomination = nominations_of(session, scene.contest)[0]
        here = paper_rounds.now_entered(session, nomination, session.get_one(Contest, scene.contest.id))
        assert paper_rounds.has_stood(session, here, found, nomination)
    second.get(f"{pile}/scan", status=404)
    second.post(f"{pile}/scan", {}, files={"scan": ("sheets.jpg", tattling_jpeg(), "image/jpeg")})
    with world() as session:
        assert {one.status for one in queries.sheets_of(session, seat)} == {SheetStatus.SEALED}
    second.get(f"{pile}/scan", status=404)


def test_the_office_seals_for_a_member_on_paper_who_stepped_back_from_every_work(
    scene: Scene, world: World, signed_in: SignedIn, now: datetime
) -> None:
    office, seat = signed_in(scene.secretary), scene.seats[0].id
    office.post(f"{PLACE}/seats/{seat}/details", PERSON | {"on_paper": "yes"})
    office.get(f"{PLACE}/paper/{seat}/1")
    assert office.page.select_one("form[action$='/scan']") is None
    with world() as session:
        contest, found = session.get_one(Contest, scene.contest.id), session.get_one(Seat, seat)
        for sheet in queries.sheets_of(session, seat):
            sheets.recuse(session, sheet, found, contest, "Туысым", by=found.user_id, now=now)
    office.get(f"{PLACE}/paper")
    assert "Waits for the signed scan" in office.words

    page = office.get(f"{PLACE}/paper/{seat}/1")
    (declaration,) = [str(link["href"]) for link in page.select("form a")]
    assert scene.codes[0] in text(office.client.get(declaration).content)
    office.submit("form[action$='/scan']", files={"scan": ("signed.jpg", tattling_jpeg(), "image/jpeg")})

    office.follow()
    assert "Sealed on" in office.words
    with world() as session:
        sealed = queries.seal(session, seat, nominations_of(session, scene.contest)[0].id)
        assert sealed is not None
        assert sealed.scan_type == "image/jpeg"


def test_one_person_asks_and_another_opens_a_sealed_sheet(
    scene: Scene, world: World, signed_in: SignedIn, now: datetime
) -> None:
    with world() as session:
        contest, nomination = session.get_one(Contest, scene.contest.id), nominations_of(session, scene.contest)[0]
        for seat in (session.get_one(Seat, one.id) for one in scene.seats):
            mark_all(session, contest, seat, {one.application_id: 7 for one in queries.sheets_of(session, seat.id)})
            sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=now)
    first, second = signed_in(scene.organiser), signed_in(scene.second)
    asked = {"seat": str(scene.seats[0].id), "code": scene.codes[0], "reason": "Қате қойылған"}
    first.post(f"{PLACE}/unsealing", asked | {"code": "NOPE"}, status=422)
    first.post(f"{PLACE}/unsealing", asked)
    first.post(f"{PLACE}/unsealing/1/agreement", {}, status=409)
    second.get(f"{PLACE}/unsealing")
    second.post(f"{PLACE}/unsealing/1/agreement", {})
    second.get("/office/deeds/ranking?nomination=1", status=404)
    assert letters(world, scene.experts[0])[-1] == "Ваш закрытый лист снова открыт"
    for user in (*scene.experts[1:], scene.organiser, scene.second, scene.secretary):
        assert letters(world, user)[-1] == "Закрытый лист открыт снова"


def test_an_organiser_who_takes_the_last_unsealed_member_off_opens_nothing(
    scene: Scene, world: World, signed_in: SignedIn, now: datetime
) -> None:
    with world() as session:
        seat, contest = session.get_one(Seat, scene.seats[1].id), session.get_one(Contest, scene.contest.id)
        mark_all(session, contest, seat, {one.application_id: 5 for one in queries.sheets_of(session, seat.id)})
        sealing.seal(session, seat, nominations_of(session, contest)[0], contest, by=seat.user_id, now=now)
    organiser, place = signed_in(scene.organiser), f"{PLACE}/seats/{scene.seats[0].id}"
    organiser.get(place)
    assert "they stay closed after the leaving, too: 1. Nomination 1 " in organiser.words
    organiser.post(place, {"reason": " "}, status=422)
    assert "they stay closed after the leaving, too: 1. Nomination 1 " in organiser.words

    organiser.post(place, {"reason": "Кетті"})

    organiser.get(PLACE)
    assert "Marks wait for members who have left" in organiser.words
    for path in ("ranking", "ranking?nomination=1"):
        organiser.get(f"/office/deeds/{path}", status=404)
    with world() as session:
        assert session.exec(select(Checkpoint)).all() == []


def test_nobody_who_votes_becomes_the_secretary(scene: Scene, signed_in: SignedIn) -> None:
    browser = signed_in(scene.organiser)
    said = {"email": scene.experts[0].email, "name": "Кто-то", "language": "ru", "role": "secretary"}
    browser.post("/office/deeds/people", said, status=409)


def test_a_replaced_member_leaves_open_sheets_to_the_new_one(scene: Scene, world: World, signed_in: SignedIn) -> None:
    with world() as session:
        guest = make_user(session, "Жаңа Мүше", email="guest@mail.example")
        give_role(session, guest, session.get_one(Contest, scene.contest.id), RoleName.EXPERT)
    form = PERSON | {"email": "guest@mail.example", "reason": "Ауырды"}
    signed_in(scene.organiser).post(f"{PLACE}/seats/{scene.seats[0].id}/replacement", form)
    with world() as session:
        new = queries.seat_of(session, scene.contest.id, guest.id or 0)
        assert new is not None
        assert len(queries.sheets_of(session, new.id)) == 2
    signed_in(guest).get("/jury/deeds/1")
