import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from letters import link_in, outbox
from sqlmodel import Session, select
from world import give_role, make_application, make_contest, make_seat, make_user, mark_all, nominations_of

from app.accounts.models import User
from app.applications.models import Application, Attachment, Purpose, Rendition, RenditionKind, Status
from app.contests.models import Contest, ContestKind, ContestStatus, Nomination, RoleName
from app.jury import queries, sealing, seats
from app.jury.models import Bench, Post, Seat, Sheet, SheetStatus

World = Callable[[], AbstractContextManager[Session]]
SECRETS = ("Аягөз Құпия", "ayagoz-secret", "канарейка.jpg")
"""The author's name, address and file name: nothing that an expert gets may contain them."""


@dataclass
class Panel:
    contest: Contest
    experts: list[User]
    seats: list[Seat]
    works: list[Application]
    secretary: User
    stranger: User


@pytest.fixture
def panel(world: World, app: FastAPI, now: datetime) -> Panel:
    """One nomination of drawings with three works, two experts, a secretary; nothing is marked yet."""
    with world() as session:
        contest = make_contest(
            session, kind=ContestKind.DRAWING, status=ContestStatus.JUDGING, nominations=1, slug="drawings"
        )
        nominations = nominations_of(session, contest)
        author = make_user(session, SECRETS[0], email=f"{SECRETS[1]}@mail.example")
        works = [make_application(session, contest, author, nominations[0], title=f"Көл {i}") for i in range(3)]
        stored = app.state.house.shelf.put([b"picture"])
        for work in works:
            attachment = Attachment(
                application_id=work.id or 0, purpose=Purpose.PICTURE, name=SECRETS[2], sha256=stored.sha256,
                size=7, media_type="image/jpeg", uploaded_at=now, uploaded_by=author.id or 0,
            )  # fmt: skip
            session.add(attachment)
            session.flush()
            for kind in (RenditionKind.JUDGED, RenditionKind.THUMB):
                session.add(
                    Rendition(
                        attachment_id=attachment.id or 0, kind=kind, sha256=stored.sha256, size=7, width=4, height=3
                    )
                )
        panel = [make_seat(session, contest, nominations, post) for post in (Post.CHAIR, Post.MEMBER)]
        secretary = make_user(session, "Сара Хатшы")
        give_role(session, secretary, contest, RoleName.SECRETARY)
        seats.deal(session, contest, by=None, now=now)
        experts = [session.get_one(User, seat.user_id) for seat in panel]
        return Panel(contest, experts, panel, works, secretary, make_user(session, "Бөтен Адам"))


def first_sheet(world: World, seat: Seat) -> Sheet:
    with world() as session:
        return session.exec(select(Sheet).where(Sheet.seat_id == seat.id).order_by("id")).first()  # type: ignore[return-value]


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def expert(request: pytest.FixtureRequest, panel: Panel, signed_in: Callable[..., Browser]) -> Browser:
    return signed_in(panel.experts[1], htmx=request.param)


def test_an_expert_finds_the_nomination_and_its_works_by_code(expert: Browser, panel: Panel) -> None:
    expert.get("/jury")
    expert.get("/jury/drawings")
    page = expert.get("/jury/drawings/1")

    assert sorted(link.get_text(" ").split()[0] for link in page.select(".gal a")) == sorted(
        w.code for w in panel.works
    )
    assert "0 of 3" in expert.words


def test_nothing_that_an_expert_gets_names_the_author(expert: Browser, panel: Panel, world: World) -> None:
    sheet = first_sheet(world, panel.seats[1])
    seen = []
    for path in ("/jury", "/jury/drawings", "/jury/drawings/1", "/jury/drawings/1?q=Аягөз", f"/sheets/{sheet.id}"):
        expert.get(path)
        seen.append(expert.response.text + str(expert.response.headers))
    for image in expert.get(f"/sheets/{sheet.id}").select("main img"):
        expert.get(str(image["src"]))
        seen.append(expert.response.text + str(expert.response.headers))

    assert len(seen) == 6
    assert [secret for secret in SECRETS for text in seen if secret in text] == []


def test_a_mark_is_saved_as_it_is_chosen(expert: Browser, panel: Panel, world: World, clock: Any) -> None:
    sheet = first_sheet(world, panel.seats[1])
    expert.get(f"/sheets/{sheet.id}")

    expert.post(f"/sheets/{sheet.id}/marks", {"c1": "9"}, status=200 if expert.htmx else 303)

    if expert.htmx:
        assert "Saved at 12:00" in expert.words
    page = expert.get(f"/sheets/{sheet.id}")
    assert page.select_one("input[name=c1][checked]")["value"] == "9"  # type: ignore[index]
    assert page.select("input[name=c2][checked]") == []
    assert "54 of 100" in expert.words


def test_save_and_next_goes_round_until_every_work_has_its_marks(
    panel: Panel, signed_in: Callable[..., Browser]
) -> None:
    expert = signed_in(panel.experts[1])
    page = expert.get("/jury/drawings/1")
    expert.get(str(page.select_one(".gal a")["href"]))  # type: ignore[index]
    for _ in range(3):
        expert.submit("#score", {"c1": "7", "c2": "8", "comment": "Жақсы"}, button="next=1")
        expert.follow()

    assert expert.response.url.path == "/jury/drawings/1"
    assert "3 of 3" in expert.words


def test_a_mark_outside_the_scale_comes_back_with_what_was_typed(expert: Browser, panel: Panel, world: World) -> None:
    sheet = first_sheet(world, panel.seats[1])

    expert.post(f"/sheets/{sheet.id}/marks", {"c1": "11", "comment": "Менің сөзім"}, status=422)

    assert "Choose one of the options" in expert.words
    assert expert.page.select_one("textarea[name=comment]").get_text().strip() == "Менің сөзім"  # type: ignore[union-attr]


def test_the_seal_asks_first_and_gives_a_receipt(expert: Browser, panel: Panel, world: World) -> None:
    with world() as session:
        mark_all(session, panel.contest, panel.seats[1], {work.id or 0: 6 for work in panel.works})
    expert.get("/jury/drawings/1/seal")

    expert.submit("main form")
    expert.follow()

    with world() as session:
        seal = queries.seal(session, panel.seats[1].id, nominations_of(session, panel.contest)[0].id)
    assert seal is not None
    assert seal.receipt in expert.words
    expert.post("/jury/drawings/1/seal", status=409)
    expert.get(f"/sheets/{first_sheet(world, panel.seats[1]).id}")
    assert expert.page.select("#score button[type=submit]") == []


def test_an_unfinished_nomination_cannot_be_sealed(expert: Browser, panel: Panel) -> None:
    expert.get("/jury/drawings/1/seal")
    assert expert.page.select("main form") == []

    expert.post("/jury/drawings/1/seal", status=409)

    assert "Works that still need marks: 3." in expert.words


def test_who_stepped_back_from_every_work_seals_all_the_same(expert: Browser, panel: Panel, world: World) -> None:
    with world() as session:
        for sheet in session.exec(select(Sheet).where(Sheet.seat_id == panel.seats[1].id)):
            sheet.status, sheet.conflict = SheetStatus.RECUSED, "Оқушым"
            session.add(sheet)
    page = expert.get("/jury/drawings")
    assert [link["href"] for link in page.select(".list .btn")] == ["/jury/drawings/1/seal"]

    expert.get("/jury/drawings/1/seal")
    expert.submit("main form")
    expert.follow()

    assert "Sealed" in expert.words


def test_a_nomination_without_works_is_not_sealed_with_the_others(expert: Browser, panel: Panel, world: World) -> None:
    with world() as session:
        contest = session.get_one(Contest, panel.contest.id)
        empty = Nomination(contest_id=contest.id or 0, position=2, title={"kk": "Бос", "ru": "Пустая", "en": "Empty"})
        session.add(empty)
        session.flush()
        session.add(Bench(seat_id=panel.seats[1].id or 0, nomination_id=empty.id or 0))
        mark_all(session, contest, panel.seats[1], {work.id or 0: 6 for work in panel.works})
    expert.get("/jury/drawings/seal")

    expert.submit("main form")
    expert.follow()

    assert "1 nomination is sealed." in expert.words
    assert len(expert.page.select("a[href$='/receipt.pdf']")) == 1


@pytest.mark.parametrize(("status", "words"), [
    (ContestStatus.ANNOUNCED, "Judging has not begun yet"), (ContestStatus.DECIDING, "Judging is closed"),
])  # fmt: skip
def test_an_expert_reads_whether_judging_is_still_to_come_or_over(
    expert: Browser, panel: Panel, world: World, status: ContestStatus, words: str
) -> None:
    with world() as session:
        session.get_one(Contest, panel.contest.id).status = status

    for path in ("/jury", "/jury/drawings"):
        expert.get(path)
        assert words in expert.words


def test_a_recused_work_is_hidden_until_the_expert_comes_back(expert: Browser, panel: Panel, world: World) -> None:
    sheet = first_sheet(world, panel.seats[1])
    picture = expert.get(f"/sheets/{sheet.id}").select_one("main img")["src"]  # type: ignore[index]

    expert.submit("form[action$='/recusal']", {"why": "Бұл менің оқушым"})
    expert.get(f"/sheets/{sheet.id}")

    assert "Көл" not in expert.words
    expert.get(str(picture), status=404)
    expert.get(f"/sheets/{sheet.id}")
    expert.submit("main form")
    expert.get(f"/sheets/{sheet.id}")
    expert.get(str(picture))


def test_a_recusal_needs_its_reason(expert: Browser, panel: Panel, world: World) -> None:
    sheet = first_sheet(world, panel.seats[1])

    expert.post(f"/sheets/{sheet.id}/recusal", {"why": " "}, status=422)

    assert "Please fill in this field" in expert.words


@pytest.mark.parametrize("who", ["secretary", "stranger", "other expert"])
def test_a_sheet_is_its_experts_alone(who: str, panel: Panel, world: World, signed_in: Callable[..., Browser]) -> None:
    sheet = first_sheet(world, panel.seats[1])
    person = {"secretary": panel.secretary, "stranger": panel.stranger, "other expert": panel.experts[0]}[who]
    browser = signed_in(person)

    browser.get(f"/sheets/{sheet.id}", status=404)
    browser.post(f"/sheets/{sheet.id}/marks", {"c1": "1"}, status=403 if who == "secretary" else 404)
    browser.post(f"/sheets/{sheet.id}/recusal", {"why": "x x x"}, status=403 if who == "secretary" else 404)

    with world() as session:
        assert queries.marks_of(session, [sheet.id]) == {}


def seal(session: Session, panel: Panel, at: int, now: datetime) -> None:
    contest, seat = session.get_one(Contest, panel.contest.id), session.get_one(Seat, panel.seats[at].id)
    nomination = nominations_of(session, contest)[0]
    sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=now)


def test_nobody_finds_a_ranking_before_every_expert_has_sealed(
    panel: Panel, world: World, signed_in: Callable[..., Browser], now: datetime
) -> None:
    secretary, chair = signed_in(panel.secretary), signed_in(panel.experts[0])
    with world() as session:
        for seat, value in zip(panel.seats, (9, 4), strict=True):
            mark_all(session, panel.contest, seat, {work.id or 0: value for work in panel.works})
        seal(session, panel, 0, now)
    for browser in (secretary, chair):
        browser.get("/office/drawings/ranking", status=404)
        browser.get("/office/drawings/jury")
        assert not re.search(r"\b(90|65|40)[.,]00\b", browser.words), (
            "what one of them gave, or the mean, is on the page"
        )

    with world() as session:
        seal(session, panel, 1, now)

    for browser in (secretary, chair):
        browser.get("/office/drawings/ranking")
        assert [row.select("td")[1].get_text() for row in browser.page.select("#ranking tbody tr")] == ["65.00"] * 3


def test_only_the_chair_closes_a_nomination_and_who_was_late_learns_it(
    panel: Panel, world: World, signed_in: Callable[..., Browser]
) -> None:
    secretary, chair = signed_in(panel.secretary), signed_in(panel.experts[0])
    secretary.get("/office/drawings/jury/1", status=403)
    secretary.post("/office/drawings/jury/1", {"reason": "Ауырып қалды"}, status=403)

    chair.get("/office/drawings/jury/1")
    chair.submit("main form", {"reason": ""}, status=422)
    chair.submit("main form", {"reason": "Сарапшы ауырып қалды"})
    chair.follow()

    assert "Nominations sealed: 1 of 1" in chair.words
    late = [letter for letter in outbox(world) if letter.user_id == panel.experts[1].id]
    assert ["Сарапшы ауырып қалды" in one.text for one in late] == [True]
    expert = signed_in(panel.experts[1])
    expert.get("/jury/drawings")
    assert "Ended by the chair" in expert.words
    page = expert.get("/jury/drawings/1")
    assert "The chair has ended the judging of this nomination" in expert.words
    assert page.select("main .btn.lg") == []
    page = expert.get(f"/sheets/{first_sheet(world, panel.seats[1]).id}")
    assert [badge.get_text(strip=True) for badge in page.select("#score .badge")] == ["Void"]


def test_judging_is_ended_where_something_waits_and_nowhere_else(
    panel: Panel, world: World, signed_in: Callable[..., Browser]
) -> None:
    with world() as session:
        session.add(Nomination(contest_id=panel.contest.id or 0, position=2, title={"kk": "Б", "ru": "Б", "en": "B"}))
    page = signed_in(panel.experts[0]).get("/office/drawings/jury")
    ends = [one["href"] for one in page.select('main a[href*="/office/drawings/jury/"]') if "Close" in one.get_text()]
    assert [one.rpartition("/jury/")[2] for one in ends] == ["1"]
    assert [row.select_one(".badge").get_text(strip=True) for row in page.select("main ul.card > li")] == [  # type: ignore[union-attr]
        "Being judged", "No works here",
    ]  # fmt: skip


def test_a_chair_who_is_an_organiser_is_told_why_there_is_nothing_to_fill_in(
    panel: Panel, world: World, signed_in: Callable[..., Browser]
) -> None:
    with world() as session:
        give_role(session, session.get_one(User, panel.experts[0].id), panel.contest, RoleName.ORGANISER)
    chair = signed_in(panel.experts[0])
    page = chair.get("/office/drawings/jury/1")
    assert "nobody opens marks alone" in chair.words
    assert page.select("main form") == []
    chair.post("/office/drawings/jury/1", {"reason": "Ауырып қалды"}, status=409)


def test_members_who_have_not_sealed_are_reminded_once_a_day(
    panel: Panel, world: World, clock: Any, now: datetime, signed_in: Callable[..., Browser]
) -> None:
    with world() as session:
        contest, seat = session.get_one(Contest, panel.contest.id), session.get_one(Seat, panel.seats[0].id)
        mark_all(session, contest, seat, {work.id or 0: 6 for work in panel.works})
        sealing.seal(session, seat, nominations_of(session, contest)[0], contest, by=seat.user_id, now=now)
    secretary = signed_in(panel.secretary)
    secretary.get("/office/drawings/jury")
    assert "Remind 1 member who has not sealed" in secretary.words

    secretary.submit("form[action$='/reminder']")
    secretary.follow()
    assert "1 reminder is on its way." in secretary.words
    secretary.submit("form[action$='/reminder']")
    secretary.follow()
    assert "They have a reminder of today already." in secretary.words
    clock.advance(days=1)
    secretary = signed_in(panel.secretary)
    secretary.get("/office/drawings/jury")
    secretary.submit("form[action$='/reminder']")

    told = [letter for letter in outbox(world) if letter.key.startswith("late-")]
    assert [letter.user_id for letter in told] == [panel.experts[1].id] * 2
    assert link_in(told[0]) == "/jury/drawings"


def test_a_seat_goes_to_whoever_has_the_role(panel: Panel, world: World, signed_in: Callable[..., Browser]) -> None:
    with world() as session:
        newcomer = make_user(session, "Жаңа Сарапшы", email="new@mail.example")
    secretary = signed_in(panel.secretary)
    person = {"email": "new@mail.example", "post": "member", "name_kk": "Жаңа Сарапшы", "name_ru": "Новый Эксперт",
              "occupation_kk": "суретші", "occupation_ru": "художник"}  # fmt: skip
    secretary.post("/office/drawings/jury", person, status=422)
    assert "Nobody with this address has the fitting role" in secretary.words
    with world() as session:
        give_role(session, newcomer, panel.contest, RoleName.EXPERT)

    secretary.post("/office/drawings/jury", person)

    expert = signed_in(newcomer)
    expert.get("/jury/drawings/1")
    assert "0 of 3" in expert.words


def test_a_member_who_left_sees_nothing_more(panel: Panel, world: World, signed_in: Callable[..., Browser]) -> None:
    expert, secretary = signed_in(panel.experts[1]), signed_in(panel.secretary)
    sheet = first_sheet(world, panel.seats[1])
    secretary.get(f"/office/drawings/jury/seats/{panel.seats[1].id}")

    secretary.submit("main form", {"reason": "Көшіп кетті"})

    for path in ("/jury/drawings", "/jury/drawings/1", f"/sheets/{sheet.id}"):
        expert.get(path, status=404)
    expert.post(f"/sheets/{sheet.id}/marks", {"c1": "1"}, status=404)


@pytest.mark.parametrize("path", ["/jury/drawings/1", "/office/drawings/jury"])
def test_a_list_asks_the_database_equally_often_whatever_its_length(
    path: str, panel: Panel, world: World, app: FastAPI, signed_in: Callable[..., Browser], now: datetime
) -> None:
    browser = signed_in(panel.experts[0])
    browser.get(path)
    with statements(app) as few:
        browser.get(path)
    with world() as session:
        contest = session.get_one(Contest, panel.contest.id)
        nomination = nominations_of(session, contest)[0]
        for _ in range(5):
            make_application(session, contest, make_user(session), nomination, Status.ADMITTED)
        make_seat(session, contest, [nomination])
        seats.deal(session, contest, by=None, now=now)

    with statements(app) as many:
        browser.get(path)

    assert len(many) == len(few)
