"""All contracts of a contest at once: what is shown before, what is done, who is left out and why."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from browser import Browser, statements
from conftest import Clock
from fastapi import FastAPI
from granted import Granted, lead, make_granted, take
from letters import outbox
from pypdf import PdfReader
from sqlmodel import Session, col, select

from app import journal, numbers
from app.applications.models import BudgetLine
from app.grants import contracts
from app.grants.models import Contract, ContractStatus, Grant

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]
PATH = "/office/clean-deeds/grants/contracts"


class Case:
    """Four winners: two are ready, one has not answered, the budget of one adds up to another sum."""

    def __init__(self, world: World, app: FastAPI) -> None:
        self.world, self.app = world, app
        with world() as session:
            self.granted: Granted = make_granted(session, 4, slug="clean-deeds")
            for place in (0, 1, 3):
                lead(session, self.granted, app.state.house.keys, "details", self.granted.grants[place])
            line = session.exec(
                select(BudgetLine).where(BudgetLine.application_id == self.granted.grants[3].application_id)
            ).first()
            assert line is not None
            line.price += 1

    def do(self, step: str, place: int) -> None:
        with self.world() as session:
            grant = session.get_one(Grant, self.granted.grants[place].id)
            take(session, self.granted, self.app.state.house.keys, step, grant)

    def contracts(self) -> list[Contract]:
        with self.world() as session:
            return list(session.exec(select(Contract).order_by(col(Contract.serial))))


@pytest.fixture
def case(world: World, app: FastAPI) -> Case:
    return Case(world, app)


@pytest.fixture
def organiser(case: Case, signed_in: SignedIn) -> Browser:
    return signed_in(case.granted.organiser)


def test_the_page_says_before_which_numbers_are_given_and_what_is_missing(case: Case, organiser: Browser) -> None:
    organiser.get(PATH)

    rows = [row.get_text(" ", strip=True) for row in organiser.page.select("#make tbody tr")]
    assert [("№ 1/2026" in one, "№ 2/2026" in one) for one in rows] == [(True, False), (False, True)]
    assert "First the winner says that they take the grant." in organiser.words
    assert "The budget of the application adds up to 200 100 ₸, the grant is 200 000 ₸." in organiser.words
    assert case.contracts() == []


def test_all_that_can_be_made_are_made_and_the_others_named(case: Case, organiser: Browser) -> None:
    organiser.post(PATH, {"dated": "2026-05-20"})
    organiser.get(PATH)

    assert [one.number for one in case.contracts()] == ["1/2026", "2/2026"]
    assert [one.grant_id for one in case.contracts()] == [one.id for one in case.granted.grants[:2]]
    assert "2 contracts are made." in organiser.words
    assert "2 are left out: Победитель 3 – First the winner says that they take the grant.;" in organiser.words
    organiser.post(PATH, {"dated": "2026-05-20"})
    assert len(case.contracts()) == 2


def test_all_that_are_made_are_sent_each_with_the_letter_that_was_shown(case: Case, organiser: Browser) -> None:
    organiser.post(PATH, {"dated": "2026-05-20"})
    organiser.get(PATH)
    shown = [one.get_text(" ", strip=True) for one in organiser.page.select("#send details")]
    organiser.post(f"{PATH}/sending")
    organiser.get(PATH)

    assert "2 contracts are sent." in organiser.words
    assert [one.status for one in case.contracts()] == [ContractStatus.SENT] * 2
    sent = [one for one in outbox(case.world) if one.key.startswith("contract-")]
    assert [one.address for one in sent] == [one.email for one in case.granted.winners[:2]]
    assert all(letter.subject in text and letter.address in text for letter, text in zip(sent, shown, strict=True))
    assert not organiser.page.select("#send form")


def test_what_stops_one_stops_no_other_and_leaves_no_gap(
    case: Case, organiser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, done = case.granted.grants[0].id, contracts.create

    def stumble(session: Session, grant: object, **more: object) -> Contract:
        made = done(session, grant, **more)  # type: ignore[arg-type]
        if made.grant_id == first:
            raise ValueError("no such glyph")
        return made

    monkeypatch.setattr(contracts, "create", stumble)
    organiser.post(PATH, {"dated": "2026-05-20"})
    organiser.get(PATH)

    assert [(one.number, one.grant_id) for one in case.contracts()] == [("1/2026", case.granted.grants[1].id)]
    assert "Победитель 1 – Something went wrong on our side" in organiser.words
    with case.world() as session:
        assert numbers.last(session, "contract-2026") == 1
        made = session.exec(select(journal.Entry).where(journal.Entry.action == "contract.created")).all()
    assert len(made) == 1


def test_a_date_can_be_looked_at_before(case: Case, organiser: Browser) -> None:
    organiser.post(PATH, {"dated": "2026-05-21", "look": "1"}, status=200)
    assert "No contract can be made with this date." in organiser.words
    organiser.post(PATH, {"dated": "абв"}, status=422)

    assert case.contracts() == []


def test_all_are_printed_in_one_file_and_every_look_is_noted(case: Case, organiser: Browser) -> None:
    organiser.get(f"{PATH}.pdf", status=409)
    organiser.post(PATH, {"dated": "2026-05-20"})
    response = organiser.client.get(f"{PATH}.pdf")

    found = PdfReader(BytesIO(response.content))
    assert [str(one["/Title"]) for one in found.outline if isinstance(one, dict)] == ["№ 1/2026", "№ 2/2026"]
    text = "".join(page.extract_text() for page in found.pages)
    assert [f"№ {number}" in text for number in ("1/2026", "2/2026")] == [True, True]
    with case.world() as session:
        noted = session.exec(select(journal.Entry).where(journal.Entry.action == "contract.opened")).all()
    assert [(one.object_id, one.actor_id) for one in noted] == [
        (one.id, case.granted.organiser.id) for one in case.contracts()
    ]  # fmt: skip


def test_they_lie_in_the_order_of_their_numbers(case: Case, organiser: Browser) -> None:
    case.do("drafted", 1)
    organiser.post(PATH, {"dated": "2026-05-20"})

    found = PdfReader(BytesIO(organiser.client.get(f"{PATH}.pdf").content))
    assert [one.grant_id for one in case.contracts()] == [one.id for one in reversed(case.granted.grants[:2])]
    assert [str(one["/Title"]) for one in found.outline if isinstance(one, dict)] == ["№ 1/2026", "№ 2/2026"]


def test_each_year_counts_its_own_numbers_without_a_gap(case: Case, signed_in: SignedIn, clock: Clock) -> None:
    with case.world() as session:
        line = session.exec(
            select(BudgetLine).where(BudgetLine.application_id == case.granted.grants[3].application_id)
        ).first()
        assert line is not None
        line.price -= 1
    case.do("drafted", 1)
    clock.advance(days=240)
    organiser = signed_in(case.granted.organiser)
    organiser.get(PATH)
    assert ["№ 1/2027" in str(one) for one in organiser.page.select("#make tbody tr")] == [True, False]
    organiser.post(PATH, {"dated": "2027-01-10"})
    case.do("details", 2)
    organiser.post(PATH, {"dated": "2026-12-31"})

    assert sorted(one.number for one in case.contracts()) == ["1/2026", "1/2027", "2/2026", "2/2027"]


@pytest.mark.parametrize(
    ("path", "what", "steps"),
    [("contracts", "#make tbody tr, #send details", ("details", "drafted")),
     ("letters", "main ol > li", ("taken", "sent", "paid", "submitted"))],
)  # fmt: skip
def test_ten_grants_ask_no_more_than_two(
    world: World, app: FastAPI, signed_in: SignedIn, path: str, what: str, steps: tuple[str, ...]
) -> None:
    asked, shown = [], []
    for number in (2, 10):
        with world() as session:
            granted = make_granted(session, number, slug=f"with-{number}")
            for place, grant in enumerate(granted.grants):
                lead(session, granted, app.state.house.keys, steps[place % len(steps)], grant)
        browser = signed_in(granted.organiser)
        browser.get(f"/office/with-{number}/grants")
        with statements(app) as seen:
            browser.get(f"/office/with-{number}/grants/{path}")
        asked.append(len(seen))
        shown.append(len(browser.page.select(what)))

    assert shown[1] >= shown[0] + 8
    assert asked[0] == asked[1], seen


@pytest.mark.parametrize(
    ("path", "place"),
    [("", "Overview"), ("/grants", "Grants and reports"), ("/grants/contracts", "Grants and reports"),
     ("/grants/1", "Grants and reports"), ("/payments", "Grants and reports"), ("/terms", "Grants and reports"),
     ("/terms/clauses", "Grants and reports"), ("/corrections", "Publication"), ("/masking", "Judging"),
     ("/jury/unsealing", "Judging"), ("/jury/paper", "Judging"), ("/messages", "Letters"), ("/mail/new", "Letters")],
)  # fmt: skip
def test_the_navigation_says_where_one_is(organiser: Browser, path: str, place: str) -> None:
    page = organiser.get(f"/office/clean-deeds{path}")

    assert [link.get_text(strip=True) for link in page.select(".side [aria-current]")] == [place]
