"""The directory of schools in the office: found, added, set right, brought in as a list, merged."""

from collections.abc import Callable

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from sqlmodel import Session, select
from world import (
    give_role,
    make_application,
    make_author,
    make_contest,
    make_school,
    make_territories,
    make_user,
    nominations_of,
)

from app import db, numbers, spreadsheets
from app.accounts.models import User
from app.applications.models import Author, Status
from app.contests.models import ContestKind, RoleName
from app.db import transaction
from app.documents import sheets
from app.places.importing import COLUMNS
from app.places.models import School, Territory

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
HEADS = [words[0] for words in COLUMNS.values()]
NEW = {"name_kk": "Жаңа мектеп", "name_ru": "Новая школа", "settlement_kk": "Жаңаауыл", "settlement_ru": "Новое",
       "territory": "T00", "rural": "yes", "source": "Хат № 7"}  # fmt: skip
GOOD = ("", "Көктем мектебі", "Школа Коктем", "T01", "Көктем ауылы", "село Коктем", "иә", "тізім 2026")
BAD = ("", "Бос мектеп", "", "Атлантида", "Ауыл", "Село", "мүмкін", "")


class Case:
    keeper: User
    school: School
    twin: School


@pytest.fixture
def case(world: World) -> Case:
    case = Case()
    with world() as session:
        here, _ = make_territories(session, 2)
        case.school = make_school(session, here, "Абай мектебі")
        case.twin = make_school(session, here, "Абай мектебi", is_checked=False, rural_source="teacher")
        contest = make_contest(session, kind=ContestKind.DRAWING)
        case.keeper = make_user(session, "Хатшы Тестова")
        give_role(session, case.keeper, contest, RoleName.SECRETARY)
        work = make_application(session, contest, make_user(session), nominations_of(session, contest)[0])
        make_application(
            session, contest, make_user(session), nominations_of(session, contest)[0], Status.DRAFT,
            answers={"school": str(case.twin.id)},
        )  # fmt: skip
        make_author(session, work, case.twin)
    return case


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def browser(case: Case, signed_in: SignedIn, request: pytest.FixtureRequest) -> Browser:
    return signed_in(case.keeper, htmx=request.param)


def school(world: World, school_id: int | None) -> School:
    with world() as session:
        return session.get_one(School, school_id)


def sent(*rows: tuple[str, ...]) -> dict[str, tuple[str, bytes]]:
    return {"list": ("schools.xlsx", sheets.xlsx(sheets.Table("Мектептер", HEADS, rows)))}


def test_the_directory_is_reached_from_the_office(browser: Browser) -> None:
    browser.get("/office")
    assert browser.page.select_one("a[href='/office/schools']") is not None
    browser.get("/office/schools")
    assert "2 found" in browser.words
    assert [link["href"] for link in browser.page.select(".side a")] == [
        "/office",
        "/office/schools",
        "/office/territories",
    ]


def test_it_is_searched_and_filtered(case: Case, browser: Browser) -> None:
    browser.get("/office/schools?q=абай&checked=no&territory=T00")
    assert [row["id"] for row in browser.page.select("tbody tr")] == [f"school-{case.twin.id}"]
    browser.get("/office/schools?q=жоқ&page=zz&rural=maybe&territory=T99")
    assert "Nothing is found" in browser.words


def test_the_list_asks_as_little_for_fifty_as_for_two(
    case: Case, world: World, app: FastAPI, signed_in: SignedIn
) -> None:
    browser = signed_in(case.keeper)
    with statements(app) as few:
        browser.get("/office/schools")
    with world() as session:
        territory = session.exec(select(Territory)).first()
        assert territory is not None
        for place in range(48):
            make_school(session, territory, f"Мектеп {place}")
    with statements(app) as many:
        browser.get("/office/schools")
    assert len(many) == len(few)


def test_a_school_is_added_and_corrected(case: Case, browser: Browser, world: World) -> None:
    browser.get("/office/schools/new")
    browser.submit("main form", NEW)
    browser.follow()
    with world() as session:
        made = session.exec(select(School).where(School.rural_source == "Хат № 7")).one()
    assert (made.is_checked, made.is_rural, made.rural_by, made.settlement) == (
        True, True, case.keeper.id, {"kk": "Жаңаауыл", "ru": "Новое"},
    )  # fmt: skip

    browser.submit("#facts + form", {"name_ru": "Школа Новая", "rural": "no", "source": "Письмо № 8"})
    changed = school(world, made.id)
    assert (changed.name["ru"], changed.is_rural, changed.rural_source) == ("Школа Новая", False, "Письмо № 8")


def test_adding_it_again_leads_to_the_one_that_is_there(browser: Browser, world: World) -> None:
    for _ in range(2):
        browser.post("/office/schools/new", NEW)
    browser.follow()
    assert "This school is in the directory already." in browser.words
    with world() as session:
        assert len(session.exec(select(School).where(School.rural_source == "Хат № 7")).all()) == 1


def test_what_is_missing_is_said_beside_the_fields(case: Case, browser: Browser, world: World) -> None:
    browser.post("/office/schools/new", NEW | {"source": "", "territory": "T99"}, status=422)
    assert [link["href"] for link in browser.page.select("#errors a")] == ["#territory", "#source"]
    browser.get(f"/office/schools/{case.twin.id}")
    browser.submit("#facts + form", {"rural": "no"}, status=422)
    assert [link["href"] for link in browser.page.select("#errors a")] == ["#source"]
    assert school(world, case.twin.id).is_rural is True


def test_what_a_teacher_typed_is_marked_as_checked(case: Case, browser: Browser, world: World) -> None:
    browser.get(f"/office/schools/{case.twin.id}")
    browser.submit(f"form[action$='/{case.twin.id}/check']")
    assert school(world, case.twin.id).is_checked is True
    assert browser.location == "/office/schools?checked=no"


def test_doubles_are_merged_into_the_one_that_was_chosen(case: Case, browser: Browser, world: World) -> None:
    browser.get("/office/schools/twins")
    pair = sorted((case.school.id or 0, case.twin.id or 0))
    path = f"/office/schools/{pair[0]}/merge/{pair[1]}"
    assert browser.page.select_one(f"a[href='{path}']") is not None
    browser.get(path)
    browser.submit("main form", status=422)
    browser.submit("main form", {"kept": str(case.school.id)})
    browser.follow()

    assert "works 1, drafts 1, batches 0." in browser.words
    assert school(world, case.twin.id).merged_into_id == case.school.id
    with world() as session:
        assert session.exec(select(Author.school_id)).all() == [case.school.id]
    browser.get(f"/office/schools/{case.twin.id}")
    assert browser.page.select_one(f"main a[href='/office/schools/{case.school.id}']") is not None
    browser.post(path, {"kept": str(case.twin.id)}, status=409)


def test_a_list_is_looked_at_before_it_comes_in(case: Case, browser: Browser, world: World) -> None:
    browser.get("/office/schools/import")
    browser.post("/office/schools/import", files=sent(GOOD, BAD), status=200)
    assert [figure.get_text() for figure in browser.page.select(".stat b")] == ["1", "0", "0", "1"]
    assert "no such district or city («Атлантида»)" in browser.words
    with world() as session:
        assert len(session.exec(select(School)).all()) == 2

    browser.submit("form[action$='/confirmation']")
    browser.follow()
    assert "Added: 1. Changed: 0. Left as they were: 0. Left out as wrong: 1." in browser.words
    with world() as session:
        assert len(session.exec(select(School)).all()) == 3

    browser.post("/office/schools/import", files=sent(GOOD), status=200)
    assert browser.page.select_one("form[action$='/confirmation']") is None


def test_nobody_waits_while_a_list_is_read(
    case: Case, browser: Browser, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, engine = spreadsheets.read, app.state.house.engine

    def reading(content: bytes) -> list[spreadsheets.Line]:
        with transaction(engine) as another:
            numbers.take(another, "another")
        return read(content)

    monkeypatch.setattr(spreadsheets, "read", reading)
    monkeypatch.setattr(db, "PATIENCE", 0.05)
    browser.post("/office/schools/import", files=sent(GOOD), status=200)
    browser.submit("form[action$='/confirmation']")
    browser.follow()

    assert "Added: 1." in browser.words


def test_the_directory_goes_out_and_comes_back_unchanged(case: Case, browser: Browser) -> None:
    browser.client.get("/office?lang=ru")
    exported = browser.client.get("/office/schools.xlsx").content
    assert [line.cells[0] for line in spreadsheets.read(exported)] == [
        HEADS[0],
        *sorted((str(case.school.id), str(case.twin.id))),
    ]
    template = browser.client.get("/office/schools/template.xlsx").content
    browser.post("/office/schools/import", files={"list": ("x.xlsx", template)}, status=200)
    assert [figure.get_text() for figure in browser.page.select(".stat b")] == ["1", "0", "0", "0"]


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"PK\x03\x04"])
def test_a_file_that_is_no_list_is_refused_with_a_reason(browser: Browser, content: bytes) -> None:
    status = 422 if content[:2] == b"PK" else 415
    browser.post("/office/schools/import", files={"list": ("x.xlsx", content)}, status=status)
    assert "XLSX" in browser.words


def test_nothing_comes_in_without_its_preview(browser: Browser, world: World) -> None:
    for token in ("", "forged", "ImFiYyI.forged"):
        browser.post("/office/schools/import/confirmation", {"token": token}, status=422)
    with world() as session:
        assert len(session.exec(select(School)).all()) == 2


def test_a_district_gets_its_names_right(browser: Browser, world: World) -> None:
    browser.get("/office/territories")
    browser.get("/office/territories/T00")
    browser.submit("main form", {"name_kk": "Ақсу ауданы", "name_ru": "", "centre": "Жансүгіров"}, status=422)
    browser.submit("main form", {"name_kk": "Ақсу ауданы", "name_ru": "Аксуский район", "centre": "Жансүгіров"})
    with world() as session:
        territory = session.exec(select(Territory).where(Territory.code == "T00")).one()
        assert (territory.name["kk"], territory.name["ru"], territory.centre) == (
            "Ақсу ауданы",
            "Аксуский район",
            "Жансүгіров",
        )
