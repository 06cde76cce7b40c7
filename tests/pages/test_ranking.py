"""The office's ranking page, and an expert's own marks beside the others."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from browser import Browser, statements
from bs4 import BeautifulSoup
from fastapi import FastAPI
from sqlmodel import Session
from world import (
    Judged,
    make_application,
    make_contest,
    make_judged,
    make_seat,
    make_user,
    mark_all,
    nominations_of,
)

from app.accounts.models import User
from app.contests.models import ContestStatus, RankingMethod
from app.jury import sealing, seats

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]
MARKS = [(1, 0, (9, 7, 8)), (1, 1, (10, 5, 8)), (1, 2, (8, 8, 8)), (1, 3, (7, 3, 5)), (1, 4, (6, 2, 4))]
"""80, 76.67, 80, 50, 40. The second expert is strict; the first and the third work are level."""


def judged(world: World, method: RankingMethod = RankingMethod.MEAN) -> Judged:
    with world() as session:
        made = make_judged(session, MARKS, slug="ranked", method=method)
        later = made.works[0].final_submitted_at
        assert later is not None
        made.works[0].final_submitted_at = later + timedelta(minutes=1)
        session.add(made.works[0])
        return made


def rows(page: BeautifulSoup, id_: str) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in page.select(f"#{id_} tr")
    ]


def text_of(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def numbers(made: Judged, page: BeautifulSoup) -> list[int]:
    """Which of the works stands in each row, from 0."""
    titles = [work.title for work in made.works]
    return [next(at for at, title in enumerate(titles) if title in row[1]) for row in rows(page, "ranking")[1:]]


def test_the_mean_orders_and_the_standardised_score_stands_beside_it(world: World, signed_in: SignedIn) -> None:
    made = judged(world)
    page = signed_in(made.organiser).get("/office/ranked/ranking")
    table = rows(page, "ranking")

    assert table[0][2:5] == ["Average score", "Standardised for comparison", "How sure"]
    assert numbers(made, page) == [2, 0, 1, 3, 4]
    assert [row[2] for row in table[1:]] == ["80.00", "80.00", "76.67", "50.00", "40.00"]
    assert [row[3] for row in table[1:]] == [
        "80.99 place 3", "82.97 place 1", "81.72 place 2", "46.84 place 4", "34.14 place 5",
    ]  # fmt: skip


def test_the_standardised_score_orders_where_the_organiser_chose_it(world: World, signed_in: SignedIn) -> None:
    made = judged(world, RankingMethod.STANDARDISED)
    page = signed_in(made.organiser).get("/office/ranked/ranking")
    table = rows(page, "ranking")

    assert table[0][2:5] == ["Standardised", "Mean for comparison", "How sure"]
    assert numbers(made, page) == [0, 1, 2, 3, 4]
    assert [row[2] for row in table[1:]] == ["82.97", "81.72", "80.99", "46.84", "34.14"]
    assert [row[3] for row in table[1:4]] == ["80.00 place 2", "76.67 place 3", "80.00 place 1"]
    assert "What counts: standardised mean." in text_of(page)


def test_the_page_says_why_one_of_two_level_works_stands_first(world: World, signed_in: SignedIn) -> None:
    made = judged(world)
    page = signed_in(made.organiser).get("/office/ranked/ranking")

    first, second = made.works[2].number, made.works[0].number
    assert f"{first} before {second}: earlier last submission: " in rows(page, "ranking")[1][1]
    assert "before" not in rows(page, "ranking")[2][1]


def test_the_page_tells_agreement_strictness_sureness_and_what_to_discuss(world: World, signed_in: SignedIn) -> None:
    made = judged(world)
    page = signed_in(made.organiser).get("/office/ranked/ranking")

    assert "Agreement of the experts: 0.42 of 1" in text_of(page)
    assert "The experts agree little: discuss the leading works before deciding." in text_of(page)
    assert [row[2:] for row in rows(page, "experts")[1:]] == [
        ["80.00", "14.14", "more generous by 22.00"],
        ["50.00", "22.80", "stricter by 23.00"],
        ["66.00", "17.44", "more generous by 1.00"],
    ]
    assert [row[5] for row in rows(page, "ranking")[1:4]] == ["0.00", "20.00", "50.00 discuss"]
    assert "first in " in rows(page, "ranking")[1][4]
    assert rows(page, "ranking")[5][4] == "places 4–5"


def test_the_same_sheets_give_the_same_page(world: World, signed_in: SignedIn) -> None:
    made = judged(world)
    pages = [signed_in(made.organiser).get("/office/ranked/ranking") for _ in range(2)]
    assert rows(pages[0], "ranking") == rows(pages[1], "ranking")


def test_the_page_asks_the_database_as_often_for_many_works_as_for_few(
    world: World, app: FastAPI, signed_in: SignedIn
) -> None:
    made = judged(world)
    with world() as session:
        greater = make_judged(session, MARKS * 4, slug="greater", territories=made.territories)
    asked = []
    for staff, slug in ((made.organiser, "ranked"), (greater.organiser, "greater")):
        browser = signed_in(staff)
        with statements(app) as seen:
            browser.get(f"/office/{slug}/ranking")
        asked.append(len(seen))
    assert asked[0] == asked[1]


def expert_of(world: World, made: Judged, signed_in: SignedIn, seat: int) -> Browser:
    with world() as session:
        user = session.get_one(User, made.seats[seat].user_id)
    return signed_in(user)


def test_an_expert_sees_their_own_marks_beside_the_others_once_all_have_sealed(
    world: World, signed_in: SignedIn
) -> None:
    page = expert_of(world, judged(world), signed_in, 1).get("/jury/ranked/1")

    assert "On average you gave 50.00 points of 100." in text_of(page)
    assert "beside the other experts: stricter by 23.00." in text_of(page)
    assert [tuple(row) for row in rows(page, "distribution")[1:]] == [
        ("90–100", "0 %", "20 %"), ("80–89", "20 %", "40 %"), ("70–79", "20 %", "10 %"), ("60–69", "0 %", "10 %"),
        ("50–59", "20 %", "10 %"), ("40–49", "0 %", "10 %"), ("30–39", "20 %", "0 %"), ("20–29", "20 %", "0 %"),
    ]  # fmt: skip


def test_a_single_colleague_is_not_given_away(world: World, signed_in: SignedIn) -> None:
    with world() as session:
        made = make_judged(session, [(1, 0, (9, 7)), (1, 1, (5, 5))], slug="pair", experts=1)
    page = expert_of(world, made, signed_in, 1).get("/jury/pair/1")

    assert "The others are not shown" in text_of(page)
    assert "beside the other experts" not in text_of(page)
    assert rows(page, "distribution")[0] == ["Points of a sheet", "My sheets"]


def test_nothing_of_the_others_shows_before_all_have_sealed(world: World, signed_in: SignedIn, now: datetime) -> None:
    with world() as session:
        contest = make_contest(session, status=ContestStatus.JUDGING, nominations=1, slug="open")
        nominations = nominations_of(session, contest)
        works = [make_application(session, contest, make_user(session), nominations[0]) for _ in range(2)]
        panel = [make_seat(session, contest, nominations) for _ in range(3)]
        seats.deal(session, contest, by=None, now=now)
        for seat in panel[:2]:
            mark_all(session, contest, seat, {work.id or 0: 7 for work in works})
            sealing.seal(session, seat, nominations[0], contest, by=seat.user_id, now=now)
        experts = [session.get_one(User, seat.user_id) for seat in panel]

    for one in experts:
        assert signed_in(one).get("/jury/open/1").select_one("#distribution") is None
