"""Entering a pupil's work: the form saves, finds schools, says what is missing, and hands in."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from browser import Browser
from fastapi import FastAPI
from samples import jpeg, new_school, sent, work_answers
from sqlmodel import Session, select
from world import make_application, make_contest, make_school, make_territories, make_user

from app.accounts.models import User
from app.applications import attachments
from app.applications.models import Application, Attachment, Author, Purpose, Status
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind
from app.places.models import School

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
BOTH = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])


class Case:
    teacher: User
    contest: Contest
    school: School
    draft: Application

    @property
    def edit(self) -> str:
        return f"/applications/{self.draft.id}/edit"

    @property
    def answers(self) -> dict[str, str]:
        return work_answers(school=str(self.school.id))


@pytest.fixture
def case(world: World) -> Case:
    case = Case()
    with world() as session:
        here, there = make_territories(session, 2)
        case.school = make_school(session, here, "Абай атындағы мектеп")
        make_school(session, there, "Алтынсарин атындағы мектеп")
        case.contest = make_contest(session, kind=ContestKind.DRAWING, nominations=2, slug="drawings")
        case.teacher = make_user(session, "Айгүл Мұғалімова")
        nomination = contests.nominations(session, case.contest.id)[0]
        case.draft = make_application(session, case.contest, case.teacher, nomination, Status.DRAFT, title="")
    return case


def add_picture(world: World, app: FastAPI, case: Case) -> None:
    with world() as session:
        draft, by = session.get_one(Application, case.draft.id), session.get_one(User, case.teacher.id)
        now = datetime.now(UTC)
        attachments.add(session, app.state.house.shelf, draft, sent(jpeg()), Purpose.PICTURE, by=by, now=now)


def stored(world: World, case: Case) -> Application:
    with world() as session:
        return session.get_one(Application, case.draft.id)


def frame(browser: Browser) -> dict[str, str]:
    """The hidden fields with which a page says which draft it stands on."""
    found = {name: browser.page.select_one(f"#f input[name={name}]") for name in ("page", "revision")}
    return {name: str(field["value"]) for name, field in found.items() if field}


@BOTH
def test_a_work_goes_from_the_form_to_its_receipt(
    case: Case, world: World, app: FastAPI, signed_in: SignedIn, htmx: bool
) -> None:
    add_picture(world, app, case)
    browser = signed_in(case.teacher, htmx=htmx)
    browser.get(case.edit)

    browser.post(case.edit, case.answers | frame(browser) | {"go": "next"})
    assert browser.location == f"/applications/{case.draft.id}/preview"
    browser.follow()
    for words in ("Сыдықова", "Абай атындағы мектеп", "+7 701 555 44 33", "Таза өзен", "Mother", "18 May 2026"):
        assert words in browser.words
    browser.submit("form[action$=submission]")

    assert browser.location == f"/applications/{case.draft.id}/receipt"
    done = stored(world, case)
    assert (done.status, done.title, done.version) == (Status.SUBMITTED, "Таза өзен", 1)
    with world() as session:
        assert session.exec(select(Author)).one().school_id == case.school.id


def test_typing_saves_and_brings_the_next_revision(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.teacher, htmx=True)
    browser.get(case.edit)

    browser.post(case.edit, {"title": "Таз", "autosave": "1"} | frame(browser), status=200)

    assert stored(world, case).answers == {"title": "Таз"}
    assert "Saved at 12:00" in browser.words
    assert browser.page.select_one("#revision")["value"] == "1"  # type: ignore[index]


@BOTH
def test_what_is_missing_is_named_and_what_was_typed_stays(
    case: Case, world: World, signed_in: SignedIn, htmx: bool
) -> None:
    browser = signed_in(case.teacher, htmx=htmx)
    browser.get(case.edit)
    typed = case.answers | {"grade": "", "author_last_kk": "С1", "consent_take_part": ""} | frame(browser)

    browser.post(case.edit, typed | {"go": "next"}, status=422)

    links = [a["href"] for a in browser.page.select("#errors a")]
    assert links == ["#author_last_kk", "#grade", "#consent_take_part"]
    assert browser.page.select_one("#author_last_kk")["value"] == "С1"  # type: ignore[index]
    assert stored(world, case).answers["title"] == "Таза өзен"


def test_a_picture_is_asked_for_once_the_fields_are_right(case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(case.teacher)
    browser.get(case.edit)

    browser.post(case.edit, case.answers | frame(browser) | {"go": "next"}, status=422)

    assert "Add a picture of the work" in browser.words
    assert browser.page.select_one("#errors a")["href"] == "#picture"  # type: ignore[index]
    assert browser.page.select_one("#picture") is not None


def test_nothing_and_a_megabyte_and_markup_are_answered_in_words(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.teacher)
    browser.get(case.edit)

    browser.post(case.edit, frame(browser) | {"go": "next"}, status=422)
    assert len(browser.page.select("#errors a")) == 12
    long = case.answers | {"title": "x" * 1_000_000, "technique": "<script>alert(1)</script>"}
    browser.post(case.edit, long | frame(browser) | {"go": "next"}, status=422)

    assert [a["href"] for a in browser.page.select("#errors a")] == ["#title"]
    assert not browser.page.select("script:not([src])")
    assert stored(world, case).answers["technique"] == "<script>alert(1)</script>"


@BOTH
def test_schools_of_a_district_are_offered(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.teacher, htmx=htmx)
    browser.get(case.edit)
    typed = {"school_territory": "T00", "title": "Таз"} | frame(browser)

    browser.post(f"/applications/{case.draft.id}/schools", typed, status=200 if htmx else 303)
    if not htmx:
        assert browser.location == f"{case.edit}#school-list"
        browser.follow()
        assert browser.page.select_one("#title")["value"] == "Таз"  # type: ignore[index]

    offered = [option.get_text() for option in browser.page.select("#school option")]
    assert offered == ["Choose", "Абай атындағы мектеп, Аул"]
    assert stored(world, case).answers == ({} if htmx else {"school_territory": "T00", "title": "Таз"})


@BOTH
def test_a_school_is_found_by_a_word_of_its_name(case: Case, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.teacher, htmx=htmx)
    browser.get(case.edit)

    browser.post(
        f"/applications/{case.draft.id}/schools", {"school_q": "алтынсарин"} | frame(browser),
        status=200 if htmx else 303,
    )  # fmt: skip
    if not htmx:
        browser.follow()

    found = browser.page.select("#school-list input[type=radio]")
    assert len(found) == 1
    assert found[0].parent.get_text() == "Алтынсарин атындағы мектеп, Аул"  # type: ignore[union-attr]


def test_a_school_that_is_not_listed_is_described(case: Case, world: World, app: FastAPI, signed_in: SignedIn) -> None:
    add_picture(world, app, case)
    browser = signed_in(case.teacher)
    browser.get(case.edit)

    browser.post(case.edit, new_school() | frame(browser) | {"go": "next"})
    browser.follow()
    assert "Жаңа мектеп" in browser.words
    browser.submit("form[action$=submission]")

    with world() as session:
        school = session.exec(select(School).where(School.is_checked == False)).one()  # noqa: E712
    assert (school.name["ru"], school.is_rural) == ("Новая школа", True)


@BOTH
def test_the_next_work_of_a_teacher_knows_the_school(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    with world() as session:
        session.get_one(Application, case.draft.id).answers = case.answers
    browser = signed_in(case.teacher, htmx=htmx)
    browser.get("/contests/drawings/applications/new")

    browser.submit("form[action$=new]")
    browser.follow()

    chosen = browser.page.select_one("#school option[selected]")
    assert chosen is not None
    assert chosen["value"] == str(case.school.id)
    assert browser.page.select_one("#teacher_name")["value"] == "Гүлнар Әбенова"  # type: ignore[index]
    assert browser.page.select_one("#title")["value"] == ""  # type: ignore[index]


def test_a_picture_taken_with_the_form_keeps_what_was_typed(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.teacher)
    browser.get(case.edit)
    url = browser.page.select_one("#picture noscript button")["formaction"]  # type: ignore[index]

    browser.post(str(url), case.answers | frame(browser), files={"file": ("Айым 5А.jpg", jpeg())}, status=303)
    browser.follow()

    assert browser.page.select_one("#files-picture .file a").get_text() == "Айым 5А.jpg"  # type: ignore[union-attr]
    assert browser.page.select_one("#title")["value"] == "Таза өзен"  # type: ignore[index]
    with world() as session:
        assert [file.purpose for file in session.exec(select(Attachment)).all()] == [Purpose.PICTURE]


def test_a_returned_work_shows_the_remark_and_goes_in_again(
    case: Case, world: World, app: FastAPI, signed_in: SignedIn
) -> None:
    add_picture(world, app, case)
    browser = signed_in(case.teacher)
    browser.get(case.edit)
    browser.post(case.edit, case.answers | frame(browser) | {"go": "next"})
    browser.follow()
    browser.submit("form[action$=submission]")
    with world() as session:
        work = session.get_one(Application, case.draft.id)
        work.status, work.remark = Status.RETURNED, "Сурет кесілген"
        work.cure_until = datetime.now(UTC) + timedelta(days=3)

    browser.get(case.edit)
    assert "Сурет кесілген" in browser.words
    browser.post(case.edit, case.answers | {"title": "Таза көл"} | frame(browser) | {"go": "next"})
    browser.follow()
    browser.submit("form[action$=submission]")

    again = stored(world, case)
    assert (again.status, again.version, again.title) == (Status.SUBMITTED, 2, "Таза көл")
