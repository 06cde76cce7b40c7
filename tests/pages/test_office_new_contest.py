"""A contest from nothing by the interface alone: made, written, announced, entered; and the next edition of one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from browser import Browser
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient
from world import give_role, make_contest, make_programme, make_territories, make_user

from app.accounts.models import User
from app.contests import presets, queries, roles
from app.contests.models import Contest, ContestKind, ContestStatus, QuestionKind, RoleName

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
TOLD = {
    f"{name}_{code}": f"{name} {code} толық айтылған"
    for name in ("summary", "who_may_apply", "how_judged") for code in ("kk", "ru")
}  # fmt: skip
NOMINATION = {
    "title_kk": "Таза жаға", "title_ru": "Чистый берег", "description_kk": "Жағаны тазалау", "description_ru": "Уборка",
    "award_condition_kk": "Ең жоғары балл", "award_condition_ru": "Высший балл",
}  # fmt: skip
CRITERIA = {
    "criteria-0-title_kk": "Идея", "criteria-0-title_ru": "Идея", "criteria-0-weight": "6,5",
    "criteria-1-title_kk": "Смета", "criteria-1-title_ru": "Смета", "criteria-1-weight": "3.5", "scale_max": "10",
}  # fmt: skip
SETTINGS = "form[action$=settings]"


@pytest.fixture
def organiser(world: World, signed_in: SignedIn) -> Browser:
    """Organises an earlier contest, `before`."""
    with world() as session:
        make_territories(session)
        user, before = make_user(session), make_contest(session, slug="before", edition=2025, number_prefix="OLD")
        give_role(session, user, before, RoleName.ORGANISER)
    return signed_in(user)


def stored(world: World, slug: str) -> Contest:
    with world() as session:
        contest = queries.by_slug(session, slug)
        assert contest is not None
        return contest


def missing(browser: Browser, slug: str) -> list[str]:
    page = browser.get(f"/office/{slug}")
    return [item.get_text(strip=True) for item in page.select("main .list ul li")]


def begin(browser: Browser, kind: str, **typed: str) -> str:
    """Make a draft; its address."""
    browser.get("/office")
    browser.get("/office/contests/new")
    browser.submit("form.card", {"begin": kind, "title_kk": "Таза қала", "title_ru": "Чистый город"} | typed)
    return browser.location.rpartition("/")[2]


def write(browser: Browser, slug: str, kind: str) -> None:
    """Everything that a contest needs, each on its own page, found from the list of what is missing."""
    browser.get(f"/office/{slug}/settings")
    browser.submit(SETTINGS, TOLD)
    browser.get(f"/office/{slug}/nominations/new")
    browser.submit("form[action$=new]", NOMINATION)
    browser.get(f"/office/{slug}/criteria")
    browser.submit("form[action$=criteria]", CRITERIA)
    browser.get(f"/office/{slug}/awards")
    browser.submit(
        "form[action$=awards]", {"grant_amount": "150 000", "places": "4"} if kind == "small_grant" else {"prizes": "3"}
    )


@pytest.mark.parametrize("kind", list(ContestKind))
def test_a_contest_of_either_kind_is_made_and_announced_by_the_interface_alone(
    organiser: Browser, world: World, kind: ContestKind
) -> None:
    slug = begin(organiser, kind.value)
    assert slug == "taza-qala-2026" or slug == "taza-kala-2026"
    sums = ["The sum of one grant", "How many grants there are"] if kind is ContestKind.SMALL_GRANT else []
    assert missing(organiser, slug) == [
        "Texts of the contest page in Kazakh and Russian", "At least one nomination",
        "Criteria whose weights make ten", *sums, "Contest rules in Kazakh and Russian",
    ]  # fmt: skip

    write(organiser, slug, kind.value)

    assert missing(organiser, slug) == ["Contest rules in Kazakh and Russian"]
