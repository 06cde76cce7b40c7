"""What spares the winner of a grant typing, and the office counting, while a report is filled in and checked."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from browser import Browser
from fastapi import FastAPI
from granted import Granted, lead, make_granted, take
from samples import jpeg
from sqlmodel import Session

from app.grants import queries, report_queries
from app.grants.models import Grant
from app.i18n import speaking
from app.web.grants import report_words

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]
PEOPLE = {"page": "a", "autosave": "1", "women": "34", "men": "30", "age_from_14": "24", "age_from_18": "40"}


@pytest.fixture
def granted(world: World, app: FastAPI) -> Granted:
    with world() as session:
        found = make_granted(session)
        lead(session, found, app.state.house.keys, "paid")
    return found


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def winner(granted: Granted, signed_in: SignedIn, request: pytest.FixtureRequest) -> Browser:
    return signed_in(granted.winner, htmx=request.param)


def spend(winner: Browser, granted: Granted, world: World, paper: str, receipt: bytes, on: str = "2026-05-20") -> None:
    with world() as session:
        line = queries.granted_lines(session, granted.grant.application_id)[0].id
    said = {"budget_line_id": str(line), "supplier": "ЖК Үлгі", "paper": paper, "amount": "15 000",
            "spent_on": on}  # fmt: skip
    winner.get(f"/grants/{granted.grant.id}/expenses")
    winner.submit("#add form", said, files={"receipt": ("chek.jpg", receipt)})


def test_whom_one_bought_from_is_offered_for_the_next_receipt(
    granted: Granted, winner: Browser, world: World, clock: object
) -> None:
    for paper, seed in (("Чек А", 1), ("Чек Б", 2)):
        spend(winner, granted, world, paper, jpeg(seed))
    page = winner.get(f"/grants/{granted.grant.id}/expenses")
    offered = page.select(f"datalist#{page.select_one('#supplier')['list']} option")  # type: ignore[index]
    assert [one["value"] for one in offered] == ["ЖК Үлгі"]
    assert page.select_one("main section")["id"] == "add"  # type: ignore[index]


def test_one_receipt_that_stands_twice_is_named_to_both_sides(
    granted: Granted, winner: Browser, signed_in: SignedIn, world: World, clock: object
) -> None:
    for paper, seed in (("Чек А", 1), ("Чек Б", 1), ("Чек В", 2)):
        spend(winner, granted, world, paper, jpeg(seed))
    office = signed_in(granted.accountant)
    for page in (
        winner.get(f"/grants/{granted.grant.id}/expenses"),
        office.get(f"/office/{granted.contest.slug}/grants/{granted.grant.id}"),
    ):
        told = [row.select_one(".c-sun") for row in page.select('[id^="expense-"]')]
        assert ["" if one is None else one.get_text(strip=True) for one in told] == [
            "The same file as: Чек Б", "The same file as: Чек А", "",
        ]  # fmt: skip


def test_a_returned_expense_is_corrected_where_it_stands(
    granted: Granted, winner: Browser, signed_in: SignedIn, world: World, clock: object
) -> None:
    spend(winner, granted, world, "Чек А", jpeg(1))
    path = f"/grants/{granted.grant.id}/expenses"
    link = str(winner.get(path).select_one('[id^="expense-"] a.btn')["href"])  # type: ignore[index]
    page = winner.get(link)
    assert page.select_one("#amount")["value"] == "15 000"  # type: ignore[index]
    assert page.select_one("#supplier")["value"] == "ЖК Үлгі"  # type: ignore[index]
    receipt = str(page.select_one("#add a:has(img)")["href"])  # type: ignore[index]
    kept = winner.client.get(receipt).content

    page = winner.submit("#add form", {"amount": "много", "supplier": "ЖК Басқа"}, status=422)
    assert [one.get_text(strip=True) for one in page.select("#errors a")] == [
        "Sum: Write whole tenge in digits, for example 200 000"
    ]
    assert page.select_one("#supplier")["value"] == "ЖК Басқа"  # type: ignore[index]
    winner.submit("#add form", {"amount": "14 500"}, files={"receipt": ("анық.jpg", jpeg(9))})
    assert winner.location == f"{path}#expense-{link.split('/')[-2]}"
    row = winner.follow().select_one('[id^="expense-"]')

    assert row is not None
    assert "14 500" in row.get_text().replace("\xa0", " ")
    assert "ЖК Басқа" in row.get_text()
    assert winner.client.get(receipt).content != kept
    staff = signed_in(granted.secretary)
    staff.get(link, status=303)
    staff.post(link, {}, status=404)


def test_a_date_that_the_contract_does_not_cover_is_remarked_upon_to_both_sides(
    granted: Granted, winner: Browser, signed_in: SignedIn, world: World, clock: object
) -> None:
    spend(winner, granted, world, "Чек А", jpeg(1), on="2026-05-02")
    office = signed_in(granted.accountant)
    for page in (
        winner.get(f"/grants/{granted.grant.id}/expenses"),
        office.get(f"/office/{granted.contest.slug}/grants/{granted.grant.id}"),
    ):
        told = page.select_one('[id^="expense-"] .c-sun')
        assert told is not None
        assert told.get_text(strip=True).startswith("Spent before the")


def test_numbers_of_people_that_agree_are_said_to_agree(granted: Granted, winner: Browser) -> None:
    said = {}
    for women in ("34", "35"):
        page = winner.post(f"/grants/{granted.grant.id}/report", PEOPLE | {"women": women}, status=200)
        said[women] = page.select_one("#people-sum").get_text(strip=True)  # type: ignore[union-attr]
    assert said["34"].endswith("They agree.")
    assert said["35"].endswith("have to be equal.")


def test_categories_that_were_filled_in_are_open(granted: Granted, winner: Browser) -> None:
    """What is wrong with one of them is linked from the list of what is missing."""
    path = f"/grants/{granted.grant.id}/report"
    fold = winner.get(path).select_one("details:has(#unemployed)")
    assert fold is not None
    assert not fold.has_attr("open")
    winner.post(path, PEOPLE | {"unemployed": "100"}, status=200)
    fold = winner.get(path).select_one("details:has(#unemployed)")
    assert fold is not None
    assert fold.has_attr("open")


def test_a_photo_without_a_caption_is_named_by_its_place(granted: Granted, world: World, app: FastAPI) -> None:
    with world() as session, speaking("en"):
        take(session, granted, app.state.house.keys, "filled", session.get_one(Grant, granted.grant.id))
        place = queries.get(session, granted.grant.id or 0)
        assert place is not None
        account = report_queries.account(session, place)
        named = [report_words.item(f"evidence-{one.id}", account) for one in account.of_kind("photo")]
    assert named == [f"Photo · № {number}" for number in range(1, 6)]
