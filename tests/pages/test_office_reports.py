"""Reports at the desk: items marked one by one, later days, letters ahead, the act; each form plain and with htmx."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from browser import Browser
from fastapi import FastAPI
from granted import Granted, lead, make_granted
from letters import last_letter
from samples import pdf
from sqlmodel import Session, col, select

from app.accounts.models import Language, User
from app.grants import payments, postponing, queries
from app.grants.models import Grant, ReportStatus
from app.grants.reminders import PREFIX, moment
from app.mail import Letter
from app.web.grants.grant_reminding import remind

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]


class Case:
    def __init__(self, world: World, app: FastAPI) -> None:
        self.world, self.keys = world, app.state.house.keys
        with world() as session:
            self.granted: Granted = make_granted(session, slug="clean-deeds")
        self.id = self.granted.grant.id
        self.path = f"/office/clean-deeds/grants/{self.id}"

    def until(self, step: str) -> None:
        with self.world() as session:
            lead(session, self.granted, self.keys, step, session.get_one(Grant, self.id))

    def status(self) -> ReportStatus:
        with self.world() as session:
            return queries.report(session, self.id).status


@pytest.fixture
def case(world: World, app: FastAPI) -> Case:
    return Case(world, app)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def organiser(case: Case, signed_in: SignedIn, request: pytest.FixtureRequest) -> Browser:
    return signed_in(case.granted.organiser, htmx=request.param)


def test_a_report_is_not_returned_without_a_word(case: Case, organiser: Browser) -> None:
    case.until("submitted")

    page = organiser.post(f"{case.path}/report/return", {"remark": ""}, status=422)

    assert [link["href"] for link in page.select("#errors a")] == ["#remark"]
    assert case.status() is ReportStatus.SUBMITTED
    organiser.post(f"{case.path}/report/return", {"do.story": "return"}, status=422)


def test_the_letter_of_a_returned_report_speaks_the_winners_language(case: Case, organiser: Browser) -> None:
    case.until("submitted")
    with case.world() as session:
        session.get_one(User, case.granted.winner.id).language = Language.KK

    organiser.post(f"{case.path}/report/return", {"do.story": "return", "say.story": "Короче"})

    assert "Жетістік тарихы: Короче" in last_letter(case.world).text


def test_items_are_marked_in_the_forms_that_stand_beside_them(case: Case, organiser: Browser) -> None:
    case.until("submitted")
    page = organiser.get(case.path)
    marked = {str(one["name"]) for one in page.select('input[type=radio][form="check"]')}
    assert {"do.deeds-0", "do.results", "do.people", "do.story", "do.further"} < marked
    assert not [name for name in marked if name.startswith("do.expense")]

    organiser.post(f"{case.path}/report/check", {"do.story": "return", "say.story": "Короче", "do.people": "accept"})

    page = organiser.get(case.path)
    chosen = {str(one["name"]): str(one["value"]) for one in page.select("input[type=radio][checked]")}
    assert chosen == {"do.story": "return", "do.people": "accept"}
    organiser.post(f"{case.path}/report/content", {}, status=409)
    organiser.post(f"{case.path}/report/content", {"do.story": "accept"})
    assert case.status() is ReportStatus.CONTENT_ACCEPTED


def test_a_later_day_is_answered_at_the_desk(case: Case, organiser: Browser) -> None:
    case.until("paid")
    with case.world() as session:
        grant = session.get_one(Grant, case.id)
        report = queries.report(session, case.id)
        before = report.due_on
        postponing.ask(session, grant, until=before + timedelta(days=9), reason="Река", by=case.granted.winner,
                       now=datetime.now(UTC))  # fmt: skip
    organiser.get(f"/office/{case.granted.contest.slug}/grants")
    assert "asks for" in organiser.words
    organiser.get(case.path)
    page = organiser.submit('form[action$="/later/grant"]', {"words": "x" * 2001}, status=422)
    assert [link["href"] for link in page.select("#errors a")] == ["#words"]
    organiser.post(f"{case.path}/report/later/refusal", {"words": ""}, status=422)

    organiser.post(f"{case.path}/report/later/grant", {"words": "Согласны"})

    with case.world() as session:
        assert queries.report(session, case.id).due_on == before + timedelta(days=9)
    assert "Согласны" in last_letter(case.world).text
    organiser.post(f"{case.path}/report/later/grant", {}, status=409)


def test_the_act_comes_with_the_acceptance_and_is_signed(case: Case, organiser: Browser, signed_in: SignedIn) -> None:
    case.until("content")
    winner = signed_in(case.granted.winner)
    signed = {"signed_on": "2026-05-20"}
    organiser.get(f"/grants/{case.id}/act", status=404)
    organiser.post(
        f"{case.path}/act/scan", {"signed_on": "2026-05-20"}, files={"act_scan": ("a.pdf", pdf())}, status=404
    )
    organiser.post(f"{case.path}/report/money")

    found = organiser.client.get(f"/grants/{case.id}/act")
    assert found.content.startswith(b"%PDF-")
    assert organiser.client.get(f"/grants/{case.id}/act?word=true").content.startswith(b"PK")
    winner.get(f"/grants/{case.id}")
    assert "Print the act, sign it and hand it to the organiser." in winner.words
    assert "50 000 ₸ were not spent: please return them" in winner.words.replace("\u00a0", " ")
    organiser.get(case.path)
    page = organiser.submit(
        'form[action$="/act/scan"]', {"signed_on": "2026-05-21"}, 422, {"act_scan": ("a.pdf", pdf())}
    )
    assert [link["href"] for link in page.select("#errors a")] == ["#signed_on"]
    organiser.post(f"{case.path}/act/scan", signed, files={"act_scan": ("a.pdf", pdf())})
    assert organiser.client.get(f"/grants/{case.id}/act/scan").content == pdf()
    assert organiser.client.get(f"/grants/{case.id}/act").content == found.content
    winner.get(f"/grants/{case.id}")
    assert "Print the act" not in winner.words


def test_what_came_back_before_the_acceptance_is_not_asked_for_again(case: Case, organiser: Browser) -> None:
    case.until("content")
    with case.world() as session:
        grant = session.get_one(Grant, case.id)
        payments.note_return(session, grant, amount=30_000, order_number="7", returned_on=date(2026, 5, 20),
                             by=case.granted.accountant, now=datetime.now(UTC))  # fmt: skip
    organiser.post(f"{case.path}/report/money")

    told = last_letter(case.world).text.replace("\u00a0", " ")
    assert "20 000 ₸" in told
    assert "50 000 ₸" not in told
    organiser.get(case.path)
    assert "Returned already: 30 000 ₸." in organiser.words.replace("\u00a0", " ")


def test_letters_are_seen_before_they_go_and_go_once(
    case: Case, organiser: Browser, app: FastAPI, clock: Any, signed_in: SignedIn
) -> None:
    case.until("paid")
    slug = case.granted.contest.slug
    organiser.get(f"/office/{slug}/grants/letters")
    with case.world() as session:
        due = queries.report(session, case.id).due_on
    ahead = organiser.page.select("main details")
    assert len(ahead) == len([one for one in (14, 7, 1) if due - timedelta(days=one) > date(2026, 5, 20)]) + 4
    assert "is 1 day overdue" in organiser.words

    clock.set(moment(due, 1) + timedelta(minutes=1))
    assert [remind(app.state.house, datetime.now(UTC)) for _ in range(2)] == [2, 0]
    with case.world() as session:
        late = [one.user_id for one in session.exec(select(Letter).where(col(Letter.key).startswith(PREFIX))).all()]
    assert set(late) == {case.granted.winner.id, case.granted.secretary.id}
    organiser = signed_in(case.granted.organiser, htmx=organiser.htmx)
    organiser.get(f"/office/{slug}/grants")
    organiser.submit('form[action$="/grants/reminders"]')
    organiser.follow()
    assert "1 letter is on its way." in organiser.words
    organiser.post(f"/office/{slug}/grants/reminders")
    organiser.follow()
    assert "0 letters are on their way." in organiser.words
