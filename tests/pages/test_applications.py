"""Applying for a small grant as pages: begin, fill in step by step, hand in, change, take back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from browser import Browser, filled
from conftest import Clock
from fastapi import FastAPI
from sqlmodel import Session, select
from world import give_role, grant_answers, make_application, make_contest, make_territories, make_user

from app.accounts.models import Language, User
from app.applications.models import Application, RejectionReason, Status
from app.contests.models import Contest, ContestStatus, RoleName
from app.contests.queries import nominations
from app.mail import Letter

World = Callable[[], Any]
STEPS = ("applicant", "project", "plan", "budget", "check")
OF_STEP = {
    "applicant": ("kind", "name", "phone", "email", "settlement", "address", "born_on"),
    "project": ("nomination", "territory", "place", "title", "problem", "goal", "target", "results", "volunteers",
                "sustainability", "risks", "publicity"),
    "plan": ("activities",),
    "budget": ("costs", "requested"),
    "check": ("truthful", "no_double_funding", "no_conflict", "rules_accepted", "personal_data"),
}  # fmt: skip


def fields(step: str, **values: Any) -> dict[str, Any]:
    """What a complete application says on `step`, as its form sends it."""
    from app.applications.answers import as_text

    answers = grant_answers(**values)
    return as_text({name: answers[name] for name in OF_STEP[step]})


@pytest.fixture
def contest(world: World) -> Contest:
    with world() as session:
        make_territories(session)
        return make_contest(session)


@pytest.fixture
def applicant(world: World) -> User:
    with world() as session:
        return make_user(session, language=Language.EN)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def browser(request: pytest.FixtureRequest, applicant: User, signed_in: Callable[..., Browser]) -> Browser:
    return signed_in(applicant, htmx=request.param)


def begin(browser: Browser, contest: Contest) -> str:
    """A new draft; its address."""
    browser.get(f"/contests/{contest.slug}/applications/new")
    browser.submit("main form")
    return browser.location.removesuffix("/edit")


def fill(browser: Browser, address: str, steps: tuple[str, ...] = STEPS, **values: Any) -> None:
    for step in steps:
        browser.get(f"{address}/edit?step={step}")
        button = "go=save" if step == "check" else "go=next"
        browser.submit("#f", fields(step, **values), button=button)


def send(browser: Browser, address: str, status: int = 303) -> None:
    """Presses the button of the last step."""
    form = browser.get(f"{address}/edit?step=check").select_one("#f")
    assert form is not None
    browser.post(f"{address}/submission", filled(form) | fields("check"), status)


def stored(world: World, address: str) -> Application:
    with world() as session:
        return session.get_one(Application, int(address.rpartition("/")[2]))


def test_a_person_applies_step_by_step_and_gets_a_number_a_receipt_and_a_letter(
    browser: Browser, contest: Contest, world: World
) -> None:
    address = begin(browser, contest)
    fill(browser, address)
    send(browser, address)
    browser.follow()

    application = stored(world, address)
    assert (application.status, application.number) == (Status.SUBMITTED, f"{contest.number_prefix}-2026-0001")
    assert application.number in browser.words
    assert "20 May 2026, 12:00:00 (UTC+5)" in browser.words
    with world() as session:
        letters = session.exec(select(Letter).where(Letter.key == f"receipt-{application.id}-v1")).all()
        assert [letter.subject for letter in letters] == [f"Application {application.number} is accepted"]
