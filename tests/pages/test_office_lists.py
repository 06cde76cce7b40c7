"""The office's list: its filters and columns, and the files that are made of it."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from browser import Browser, statements
from fastapi import FastAPI
from sqlmodel import Session, col, select
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

from app.accounts.models import User
from app.applications.models import ApplicantKind, Status
from app.contests import queries as contests
from app.contests.models import ContestKind, RoleName
from app.journal import Entry, Payload
from app.places.models import School

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
GRANTS, WORKS = "/office/grants/applications", "/office/works/applications"


@pytest.fixture
def people(world: World) -> dict[str, User]:
    """Three applications for grants, two works and a draft of each."""
    with world() as session:
        here, there = make_territories(session, 2)
        made = {
            slug: make_contest(session, kind=kind, slug=slug, nominations=2)
            for slug, kind in (("grants", ContestKind.SMALL_GRANT), ("works", ContestKind.DRAWING))
        }
        found = {name: make_user(session, name) for name in ("organiser", "secretary", "chair", "expert")}
        for name, user in found.items():
            for contest in made.values():
                give_role(session, user, contest, RoleName(name))
        grants, works = made["grants"], made["works"]
        first, second = nominations_of(session, grants)
        for name, place, nomination, kind, sum_ in [
            ("=HYPERLINK(1)", here, first, ApplicantKind.PERSON, 150_000),
            ("Әсел", there, second, ApplicantKind.GROUP, 200_000),
            ("Ямал", there, first, ApplicantKind.PERSON, 90_000),
        ]:  # fmt: skip
            make_application(
                session, grants, make_user(session, f"Иесі {name}"), nomination, Status.SUBMITTED, title=f"Жоба {name}",
                applicant_name=name, applicant_kind=kind, requested=sum_, territory_id=place.id, sort_key=name[0],
            )  # fmt: skip
        for name, is_rural in (("Дана", True), ("Ерлан", False)):
            work = make_application(
                session, works, make_user(session, "Мұғалім"), nominations_of(session, works)[0], Status.ADMITTED,
                title=f"Сурет {name.lower()[0]}", applicant_name=name, territory_id=here.id,
            )  # fmt: skip
            school = make_school(session, here, is_rural=is_rural)
            make_author(session, work, school, name_kk=name, name_ru=f"{name} по-русски", technique="гуашь")
        for contest in made.values():
            make_application(
                session, contest, make_user(session, "Draft"), nominations_of(session, contest)[0], Status.DRAFT,
                title="Жоба-нобай",
            )  # fmt: skip
    return found


def titles(browser: Browser) -> list[str]:
    return [str(row.select("td")[0].get_text(" ", strip=True)) for row in browser.page.select("tr[id^=application-]")]


@pytest.mark.parametrize(
    ("query", "names"),
    [("kind=group", ["Әсел"]), ("sort=sum", ["Әсел", "=HYPERLINK(1)", "Ямал"]), ("kind=nonsense&sort=oldest", None),
     ("sort=sum&kind=person", ["=HYPERLINK(1)", "Ямал"]), ("nomination=1&sort=sum&kind=person&territory=T01", ["Ямал"]),
     ("day=2026-05-19&sort=sum", ["Әсел", "=HYPERLINK(1)", "Ямал"]), ("day=2026-05-18", []), ("language=kk", []),
     ("consent=missing&sort=sum", ["Әсел", "=HYPERLINK(1)", "Ямал"])],
)  # fmt: skip
def test_the_list_is_narrowed_by_what_was_asked(
    people: dict[str, User], signed_in: SignedIn, query: str, names: list[str] | None
) -> None:
    browser = signed_in(people["secretary"])
    browser.get(f"{GRANTS}?{query}")
    shown = [text.split(" Жоба")[0] for text in titles(browser)]
    assert shown == names if names is not None else len(shown) == 3


def test_works_are_narrowed_by_rural_schools(people: dict[str, User], signed_in: SignedIn) -> None:
    browser = signed_in(people["secretary"])
    assert (browser.get(f"{WORKS}?rural=yes") and titles(browser)) == ["Дана Сурет д"]
    assert (browser.get(f"{WORKS}?rural=no") and titles(browser)) == ["Ерлан Сурет е"]


def test_columns_are_added_and_kept_from_page_to_page(people: dict[str, User], signed_in: SignedIn) -> None:
    browser = signed_in(people["secretary"])
    browser.get(f"{GRANTS}?columns=requested&columns=kind&columns=grade&sort=sum")
    heads = [head.get_text(strip=True) for head in browser.page.select("thead th")]
    assert heads[-2:] == ["Kind of applicant", "Sum asked for, ₸"]
    cells = [[cell.get_text(strip=True) for cell in row.select("td")[-2:]] for row in browser.page.select("tbody tr")]
    assert cells == [["Initiative group", "200000"], ["Individual", "150000"], ["Individual", "90000"]]
    assert "columns=requested&columns=kind" in str(browser.page.select_one(".chips a")["href"])  # type: ignore[index]


def rows_of(browser: Browser, url: str, form: str, whole: str = "yes") -> list[list[Any]]:
    browser.post(url, {"format": form, "whole": whole}, status=200)
    if form == "csv":
        return list(csv.reader(io.StringIO(browser.response.content.decode("utf-8-sig")), delimiter=";"))
    sheet = openpyxl.load_workbook(io.BytesIO(browser.response.content)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_file_has_what_the_filters_let_through_and_no_formulas(
    people: dict[str, User], signed_in: SignedIn, world: World
) -> None:
    browser = signed_in(people["secretary"])
    rows = rows_of(browser, f"{GRANTS}/export?kind=person&sort=sum", "xlsx")
    assert rows[2][0] == "Only: Individual"
    heads, *found = rows[3:]
    assert [dict(zip(heads, row, strict=True))["Applicant"] for row in found] == ["=HYPERLINK(1)", "Ямал"]
    assert {"E-mail", "Phone", "Sum asked for, ₸", "Code for the commission"} <= set(heads)
    assert browser.response.headers["content-disposition"].startswith('attachment; filename="grants.xlsx"')

    table = rows_of(browser, f"{GRANTS}/export?kind=person&sort=sum&columns=phone", "csv", whole="")
    assert table[0] == ["Number", "State", "Sent", "Nomination", "Applicant", "Title", "District or city", "Phone"]
    assert [row[4] for row in table[1:]] == ["'=HYPERLINK(1)", "Ямал"]
    with world() as session:
        entries = session.exec(
            select(Entry.actor_id, Payload.body)
            .join(Payload, col(Payload.entry_id) == col(Entry.id))
            .where(Entry.action == "applications.exported")
        ).all()
    noted = [(actor_id, json.loads(body)["rows"]) for actor_id, body in entries]
    assert noted == [(people["secretary"].id, 2)] * 2


def test_the_commissions_file_knows_nobody(people: dict[str, User], signed_in: SignedIn) -> None:
    browser = signed_in(people["chair"])
    browser.get("/office/works/works.csv")
    text = browser.response.content.decode("utf-8-sig")
    heads, *rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert heads == ["Code for the commission", "Nomination", "Title", "Kind of work", "Technique", "Grade"]
    assert sorted(row[2] for row in rows) == ["Сурет д", "Сурет е"]
    assert not any(word in text for word in ("Дана", "Ерлан", "Мұғалім", "SDC-", "мектеп"))
    browser.get("/office/works/works.pdf", status=404)
    browser.post(f"{WORKS}/export", {"format": "xlsx"}, status=404)
    signed_in(people["expert"]).get("/office/works/works.csv", status=404)


def test_files_and_lists_ask_as_much_for_many_as_for_few(
    people: dict[str, User], app: FastAPI, world: World, signed_in: SignedIn
) -> None:
    browser, asked = signed_in(people["organiser"]), []
    for _ in range(3):
        with statements(app) as seen:
            browser.get(f"{WORKS}?columns=phone&columns=teacher")
            rows_of(browser, f"{WORKS}/export", "csv")
            browser.get("/office/works")
        asked.append(len(seen))
        with world() as session:
            works, school = contests.by_slug(session, "works"), session.exec(select(School)).first()
            assert works is not None
            assert school is not None
            for _ in range(5):
                owner = make_user(session, "Another")
                work = make_application(session, works, owner, nominations_of(session, works)[0], Status.SUBMITTED)
                make_author(session, work, school)
    assert asked[1] == asked[2]


def test_the_overview_shows_days_places_and_the_plan(
    people: dict[str, User], signed_in: SignedIn, world: World
) -> None:
    with world() as session:
        contest = contests.by_slug(session, "grants")
        assert contest is not None
        contest.planned = 2
    browser = signed_in(people["organiser"])
    browser.get("/office/grants")
    assert "the plan of 2 is met" in browser.words
    assert "Applications by day" in browser.words
    table = browser.page.select_one("section[aria-labelledby=h-places] table")
    assert table is not None
    assert [cell.get_text(strip=True) for cell in table.select("tfoot td")] == ["2", "1", "0", "3", "0", ""]
    assert [title.get_text() for title in browser.page.select("svg.chart rect title")] == ["19.05.2026: 3"]
    browser.get("/office/grants", headers={"HX-Request": "true"})
    assert browser.page.select_one("#figures") is not None
    assert browser.page.select_one("h1") is None
