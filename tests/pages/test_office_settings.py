"""What an organiser writes: texts, dates with a reason."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from browser import Browser, filled
from sqlmodel import Session
from world import give_role, make_contest, make_programme, make_user

from app.contests import presets, queries
from app.contests.models import Contest, ContestStatus, RoleName

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
TEXTS, DATES = "form[action$=settings]", "form[action$=dates]"


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def organiser(request: pytest.FixtureRequest, world: World, signed_in: SignedIn, now: datetime) -> Browser:
    """Sits before the settings of the draft `clean-deeds-2026`, and of an open contest `open`."""
    with world() as session:
        programme, user = make_programme(session), make_user(session)
        draft = presets.make_contest(session, "clean-deeds", edition=2026, programme=programme, now=now)
        opened = make_contest(session, slug="open", programme_id=programme.id, results_at=now + timedelta(days=20))
        for contest in (draft, opened):
            give_role(session, user, contest, RoleName.ORGANISER)
    return signed_in(user, htmx=request.param)


def stored(world: World, slug: str) -> Contest:
    with world() as session:
        contest = queries.by_slug(session, slug)
        assert contest is not None
        return contest


def test_the_texts_are_saved_in_three_languages(organiser: Browser, world: World) -> None:
    organiser.get("/office/clean-deeds-2026/settings")
    organiser.submit(TEXTS, {"title_kk": "Жаңа атау", "title_en": "", "summary_ru": "Коротко\nо главном"})

    assert "Changes saved" in organiser.follow().get_text()
    contest = stored(world, "clean-deeds-2026")
    assert contest.title == {"kk": "Жаңа атау", "ru": "Марафон чистых дел", "en": ""}
    assert contest.summary["ru"] == "Коротко\nо главном"


@pytest.mark.parametrize("typed", ["", "  ", "x" * 201, "a\x00b"])
def test_wrong_texts_come_back_as_typed(organiser: Browser, world: World, typed: str) -> None:
    organiser.get("/office/clean-deeds-2026/settings")
    page = organiser.submit(TEXTS, {"title_ru": typed, "summary_kk": "Басқа мәтін"}, status=422)

    assert page.select_one("#title_ru-e") is not None
    assert page.select_one("#title_ru")["value"] == typed.replace("\0", "")
    assert page.select_one("#summary_kk").get_text().strip() == "Басқа мәтін"
    assert [form["action"] for form in page.select("form") if form.select_one("[aria-invalid]")] == [
        "/office/clean-deeds-2026/settings"
    ]
    assert stored(world, "clean-deeds-2026").title["ru"] == "Марафон чистых дел"


def test_a_later_deadline_needs_a_reason_and_shows_it(organiser: Browser, world: World, plain: Browser) -> None:
    organiser.get("/office/open/dates")
    page = organiser.submit(DATES, {"closes_at": "2026-06-03T18:00"}, status=422)
    assert page.select_one("#reason-e").get_text(strip=True) == "Please fill in this field"
    assert page.select_one("#closes_at")["value"] == "2026-06-03T18:00"

    organiser.get("/office/open/dates")
    organiser.submit(DATES, {"closes_at": "2026-06-03T18:00", "reason": "Паводок закрыл дороги"})

    assert f"{stored(world, 'open').closes_at:%d.%m %H:%M}" == "03.06 13:00"
    assert "Паводок закрыл дороги" in plain.get("/contests/open").main.get_text()


def test_a_deadline_in_the_past_is_refused_beside_its_field(organiser: Browser, world: World) -> None:
    before = stored(world, "open").closes_at

    organiser.get("/office/open/dates")
    page = organiser.submit(DATES, {"closes_at": "2026-05-20T11:59", "reason": "Раньше"}, status=422)

    assert page.select_one("#closes_at-e").get_text(strip=True) == "Applications cannot close in the past"
    assert stored(world, "open").closes_at == before


def test_dates_that_nobody_touched_keep_their_seconds(organiser: Browser, world: World, now: datetime) -> None:
    exact = now + timedelta(days=7, seconds=31)
    with world() as session:
        contest = queries.by_slug(session, "open")
        assert contest is not None
        contest.closes_at, contest.opens_at = exact, now - timedelta(days=7, microseconds=5)

    organiser.get("/office/open/dates")
    organiser.submit(DATES, {"results_at": "2026-06-20T18:00", "reason": "Зал занят"})

    assert stored(world, "open").closes_at == exact


def test_the_opening_of_an_open_contest_cannot_be_forged(organiser: Browser, world: World) -> None:
    form = filled(organiser.get("/office/open/dates").select_one(DATES))

    organiser.post("/office/open/dates", form | {"opens_at": "2026-05-25T09:00", "reason": "Позже"}, status=409)

    assert "Applications are open already" in organiser.words
    assert stored(world, "open").dates_note == ""


def test_a_finished_contest_shows_no_form_for_dates(world: World, signed_in: SignedIn) -> None:
    with world() as session:
        contest, user = make_contest(session, status=ContestStatus.PUBLISHED), make_user(session)
        give_role(session, user, contest, RoleName.ORGANISER)

    page = signed_in(user).get(f"/office/{contest.slug}/settings")

    assert [form["action"].rpartition("/")[2] for form in page.select("main form")] == ["settings"]
