"""One work in front of its expert: its pictures, what is told about the comment, a name that is seen and covered."""

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from browser import Browser
from fastapi import FastAPI
from PIL import Image
from samples import PLACES, drawing, encoded, pdf, sent, tattling_jpeg
from sqlmodel import Session, select
from world import (
    give_role,
    make_application,
    make_contest,
    make_seat,
    make_territories,
    make_user,
    mark_all,
    nominations_of,
)

from app.accounts.models import User
from app.applications import attachments
from app.applications.models import Application, Purpose, Rendition, RenditionKind, Version
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName
from app.jury import seats
from app.jury.models import Seat, Sheet
from app.mail import Letter

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]
AREA = {"areas-0-left": "0", "areas-0-top": "0", "areas-0-width": "25", "areas-0-height": "20,5"}


@dataclass
class Case:
    contest: Contest
    works: list[Application]
    seats: list[Seat]
    experts: list[User]
    secretary: User

    @property
    def judged(self) -> str:
        return f"/office/works/masking/{self.works[0].id}"


def make_case(
    world: World, app: FastAPI, now: datetime, kind: ContestKind = ContestKind.DRAWING, **values: Any
) -> Case:
    """Two works before two experts; the first has two pictures, or a paper of two pages of which one is released."""
    with world() as session:
        contest = make_contest(session, kind=kind, status=ContestStatus.JUDGING, nominations=1, slug="works", **values)
        nominations = nominations_of(session, contest)
        author = make_user(session, "Аягөз Құпия")
        works = [make_application(session, contest, author, nominations[0], title=f"Аягөз {i}") for i in range(2)]
        panel = [make_seat(session, contest, nominations) for _ in range(2)]
        secretary = make_user(session, "Сара Хатшы")
        give_role(session, secretary, contest, RoleName.SECRETARY)
        seats.deal(session, contest, by=None, now=now)
        experts = [session.get_one(User, seat.user_id) for seat in panel]
        if kind is ContestKind.DRAWING:
            files = [(Purpose.PICTURE, tattling_jpeg()), (Purpose.PICTURE, encoded(drawing(1200, 900, seed=3)))]
        else:
            files = [(Purpose.ANNEX, pdf(2)), (Purpose.ANNEX, tattling_jpeg())]
        for purpose, data in files:
            name = "Аягөз.pdf" if data.startswith(b"%PDF") else "Аягөз.jpg"
            attachments.add(session, app.state.house.shelf, works[0], sent(data, name), purpose, by=author, now=now)
        for page in session.exec(select(Rendition).where(Rendition.kind == RenditionKind.PAGE, Rendition.page == 1)):
            page.released_at = now
        return Case(contest, works, panel, experts, secretary)


@pytest.fixture
def case(world: World, app: FastAPI, now: datetime) -> Case:
    return make_case(world, app, now)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def htmx(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def address(world: World, case: Case, seat: int = 0, work: int = 0) -> str:
    with world() as session:
        wanted = select(Sheet.id).where(Sheet.seat_id == case.seats[seat].id)
        return f"/sheets/{session.exec(wanted.where(Sheet.application_id == case.works[work].id)).one()}"


def shown(browser: Browser) -> str:
    return str(browser.page.select_one("[data-frame] img")["src"])  # type: ignore[index]


def fetched(browser: Browser, path: str, status: int = 200) -> Image.Image:
    browser.get(path, status=status)
    return Image.open(io.BytesIO(browser.response.content))


def test_no_address_of_a_picture_counts_pictures_or_works(world: World, case: Case, signed_in: SignedIn) -> None:
    """Numbers of ours rise with what comes in: they would tell who came first, and what came together."""
    expert, here = signed_in(case.experts[0]), address(world, case)
    with world() as session:
        called = {one.sha256[:16] for one in session.exec(select(Rendition))}
    found = set()
    for page in (
        here,
        f"/jury/{case.contest.slug}/1",
        f"/jury/{case.contest.slug}/conflicts",
        address(world, case, work=1),
    ):
        expert.get(page)
        found |= set(re.findall(r"/pictures/([^\"?&' ]+)", expert.response.text))
    assert len(found) == 3  # both pictures, and the small one of the first
    assert found <= called


def test_every_picture_of_a_work_is_seen_turned_and_in_full(world: World, case: Case, signed_in: SignedIn) -> None:
    expert, here = signed_in(case.experts[0]), address(world, case)
    expert.get(here)
    assert [link.get_text() for link in expert.page.select("[data-picture]")] == ["1", "2"]
    assert fetched(expert, shown(expert.get(here) and expert)).size == (640, 480)

    expert.get(f"{here}?picture=2&turn=1")
    image = expert.page.select_one("[data-frame] img")
    assert image is not None
    assert (image["width"], image["height"]) == ("900", "1200")
    assert fetched(expert, str(image["src"])).size == (900, 1200)
    for odd in ("picture=99&turn=-1", "picture=a&turn=7", "picture=0"):
        fetched(expert, shown(expert.get(f"{here}?{odd}") and expert))


def test_a_bad_line_gets_small_pictures_and_reads_how_heavy_the_full_one_is(
    world: World, case: Case, signed_in: SignedIn
) -> None:
    expert, here = signed_in(case.experts[0]), f"{address(world, case)}?picture=2"
    expert.get(here)
    assert "size=light" not in shown(expert)

    expert.get(here, headers={"Save-Data": "on"})
    light = shown(expert)
    assert re.search(r"In full, \d+ KB", expert.words, re.IGNORECASE)
    full = str(expert.page.select_one("a[href*='full=yes']")["href"])  # type: ignore[index]
    assert fetched(expert, light).size == (800, 600)
    expert.get(full, headers={"Save-Data": "on"})
    assert fetched(expert, shown(expert)).size == (1200, 900)


def test_the_choice_of_small_pictures_is_kept_for_the_person(
    world: World, case: Case, signed_in: SignedIn, htmx: bool
) -> None:
    expert, here = signed_in(case.experts[0], htmx=htmx), address(world, case)
    expert.get(here)
    expert.submit(".bar form")

    elsewhere = signed_in(case.experts[0], htmx=htmx)
    assert "size=light" in shown(elsewhere.get(here) and elsewhere)
    elsewhere.submit(".bar form")
    assert "size=light" not in shown(elsewhere.get(here, headers={"Save-Data": "on"}) and elsewhere)


def test_a_picture_that_is_there_already_is_not_sent_again(world: World, case: Case, signed_in: SignedIn) -> None:
    expert = signed_in(case.experts[0])
    path = shown(expert.get(address(world, case)) and expert)
    expert.get(path)
    tag = expert.response.headers["ETag"]
    assert expert.response.headers["Cache-Control"] == "private, no-cache"

    expert.get(path, status=304, headers={"If-None-Match": tag})

    assert expert.response.content == b""


@pytest.mark.parametrize(("shows", "said"), [(True, "the applicant reads it"), (False, "For the commission only")])
def test_experts_are_told_who_reads_their_comments(
    world: World, app: FastAPI, now: datetime, signed_in: SignedIn, shows: bool, said: str
) -> None:
    case = make_case(world, app, now, shows_comments=shows)
    expert = signed_in(case.experts[0])

    expert.get(address(world, case))
    assert said in expert.words
    expert.get("/jury/works")
    assert ("applicants read the comments" in expert.words) is shows


def test_a_name_that_is_seen_takes_the_work_away_until_it_is_covered(
    world: World, case: Case, signed_in: SignedIn, htmx: bool
) -> None:
    expert, other, office = (signed_in(one, htmx=htmx) for one in (*case.experts, case.secretary))
    here = address(world, case)
    with world() as session:
        mark_all(session, case.contest, case.seats[0], {case.works[0].id or 0: 7})
    path = shown(expert.get(here) and expert)

    expert.submit("form[action$='/exposure']", {"place": "төменгі бұрыш"})
    expert.follow()
    assert "out of your list until" in expert.words
    assert "Аягөз 0" not in expert.words
    expert.get(path, status=404)
    expert.get(here)
    assert "You could read a name in this work" in expert.words
    expert.post(f"{here}/marks", {"c1": "1"}, status=409)
    before = fetched(other, shown(other.get(address(world, case, seat=1)) and other))

    office.get("/office/works")
    assert "In 1 work an expert can read a name" in office.words
    office.get("/office/works/masking")
    assert "төменгі бұрыш" in office.words
    office.get(case.judged)
    with world() as session:
        letters = session.exec(select(Letter).where(Letter.user_id == case.secretary.id)).all()
        assert [case.works[0].code in one.text and case.experts[0].name not in one.text for one in letters] == [True]
    office.submit("[data-cover]", AREA)
    office.get(case.judged)
    office.submit("form[action$='/words']", {"words": "Аягөз\r\n"})
    office.get(case.judged)
    assert "█████ 0" in office.words
    office.submit("form[action$='/settlement']")

    expert.get(here)
    assert [field["value"] for field in expert.page.select("input[name=c1][checked]")] == ["7"]
    for browser, seat in ((expert, 0), (other, 1)):
        browser.get(address(world, case, seat=seat))
        assert "Аягөз" not in browser.response.text
        assert shown(browser) != path
        after = fetched(browser, shown(browser))
        assert before.getpixel((10, 10)) != after.getpixel((10, 10)) == (128, 128, 128)
    expert.get(path, status=404)
    with world() as session:
        (letter,) = session.exec(select(Letter).where(Letter.user_id == case.experts[0].id)).all()
        assert here in letter.text


def test_the_gallery_and_the_office_keep_the_work_as_it_came(world: World, case: Case, signed_in: SignedIn) -> None:
    office = signed_in(case.secretary)
    with world() as session:
        rendition = session.exec(select(Rendition).where(Rendition.kind == RenditionKind.JUDGED)).first()
        assert rendition is not None
    office.get(case.judged)
    office.submit("[data-cover]", AREA)

    as_it_came = fetched(office, f"/office/works/applications/{case.works[0].id}/pages/{rendition.id}")
    assert as_it_came.getpixel((10, 10)) != (128, 128, 128)
    covered = fetched(office, f"{case.judged}/pictures/{rendition.id}")
    assert covered.getpixel((10, 10)) == (128, 128, 128)
    assert not covered.getexif()
    bare = fetched(office, f"{case.judged}/pictures/{rendition.id}?bare=yes")
    assert bare.getpixel((10, 10)) == as_it_came.getpixel((10, 10))


@pytest.mark.parametrize("wrong", [AREA | {"areas-0-left": "101"}, AREA | {"areas-0-top": "x"}, {"areas-0-left": "5"}])
def test_a_rectangle_that_is_none_comes_back_as_it_was_typed(
    world: World, case: Case, signed_in: SignedIn, wrong: dict[str, str]
) -> None:
    office = signed_in(case.secretary)
    office.get(case.judged)

    office.submit("[data-cover]", wrong, status=422)

    kept = {name: office.page.select_one(f"input[name='{name}']") for name in wrong}
    assert {name: field and field["value"] for name, field in kept.items()} == wrong


def test_a_word_to_cover_is_a_word(world: World, case: Case, signed_in: SignedIn) -> None:
    office = signed_in(case.secretary)
    office.get(case.judged)

    office.submit("form[action$='/words']", {"words": "а"}, status=422)

    assert "at least two letters" in office.words
    assert office.page.select_one("#words").get_text().strip() == "а"  # type: ignore[union-attr]


def test_the_table_for_the_commission_covers_the_same_words(world: World, case: Case, signed_in: SignedIn) -> None:
    office, expert = signed_in(case.secretary), signed_in(case.experts[0])
    office.get(case.judged)
    office.submit("form[action$='/words']", {"words": "Аягөз"})

    office.get("/office/works/works.csv")
    assert "█████ 0" in office.response.text
    assert "Аягөз 0" not in office.response.text
    for path in ("/jury/works/1", "/jury/works/conflicts"):
        expert.get(path)
        assert "Аягөз 0" not in expert.words


def test_a_grant_is_read_with_budget_and_pages_and_without_whose_it_is(
    world: World, app: FastAPI, now: datetime, signed_in: SignedIn
) -> None:
    case = make_case(world, app, now, ContestKind.SMALL_GRANT)
    with world() as session:
        make_territories(session)
        said = {"problem": "Аягөздің ауылында қоқыс көп", "name": "Аягөз Құпия", "phone": "87010000001"}
        session.add(Version(application_id=case.works[0].id or 0, number=1, answers=said, sha256="0" * 64,
                            submitted_at=now))  # fmt: skip
    expert, office, here = signed_in(case.experts[0]), signed_in(case.secretary), address(world, case)
    office.get(case.judged)
    office.submit("form[action$='/words']", {"words": "Аягөздің\nАягөз"})

    expert.get(here)
    pages = [str(image["src"]) for image in expert.page.select(".reading img")]
    seen = [expert.response.content]
    assert "█████ ауылында қоқыс көп" in expert.words
    for path in pages:
        expert.get(path)
        seen.append(expert.response.content + str(expert.response.headers).encode())

    assert len(pages) == 2
    secrets = [*PLACES, "Аягөз", "Құпия", "87010000001", "pdf"]
    assert [one for one in secrets for data in seen if one.encode() in data] == []
    assert [one for one in seen[1:] if not one.startswith(b"\xff\xd8")] == []


def test_the_link_to_how_one_judged_stands_where_the_nomination_is_sealed(
    world: World, case: Case, signed_in: SignedIn
) -> None:
    expert = signed_in(case.experts[0])
    expert.get("/jury/works")
    assert expert.page.select("a[href$='#distribution']") == []
    for at in range(2):
        with world() as session:
            mark_all(session, case.contest, case.seats[at], {work.id or 0: 5 + at for work in case.works})
        browser = signed_in(case.experts[at])
        browser.get("/jury/works/1/seal")
        browser.submit("main form")

    expert.get("/jury/works")
    link = expert.page.select_one("a[href$='#distribution']")
    assert link is not None
    assert expert.get(str(link["href"])).select_one("#distribution") is not None
