"""The office's front door and one contest at a glance: what is due, and the moves that take it on."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from sqlmodel import Session
from world import (
    give_role,
    make_application,
    make_contest,
    make_programme,
    make_seat,
    make_territories,
    make_user,
    nominations_of,
    three,
)

from app import checkpoints, journal
from app.accounts.models import User
from app.applications.models import Status
from app.checkpoints import Cause
from app.contests import presets, queries
from app.contests.models import Contest, ContestStatus, RoleName
from app.jury import queries as jury

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
OFFICE = (RoleName.ORGANISER, RoleName.SECRETARY, RoleName.CHAIR, RoleName.ACCOUNTANT)


def staffed(session: Session, contest: Contest, *names: RoleName) -> User:
    user = make_user(session)
    for name in names or (RoleName.ORGANISER,):
        give_role(session, user, contest, name)
    return user


def draft(session: Session, now: datetime) -> tuple[Contest, User]:
    contest = presets.make_contest(session, "clean-deeds", edition=2026, programme=make_programme(session), now=now)
    return contest, staffed(session, contest)


def status_of(world: World, slug: str) -> ContestStatus:
    with world() as session:
        contest = queries.by_slug(session, slug)
        assert contest is not None
        return contest.status


DATES = {"opens_at": "2026-05-21T09:00", "closes_at": "2026-06-11T18:00", "results_at": "2026-06-30T18:00"}


@pytest.mark.parametrize("htmx", [False, True])
def test_an_organiser_announces_the_contest_with_its_dates(
    world: World, signed_in: SignedIn, now: datetime, htmx: bool
) -> None:
    with world() as session:
        contest, user = draft(session, now)
    browser = signed_in(user, htmx=htmx)

    browser.get(f"/office/{contest.slug}")
    browser.submit("form[action$=announcement]", DATES | {"starts_on": "2026-07-01", "ends_on": "2026-09-30"})

    assert "The contest is announced" in browser.follow().get_text()
    with world() as session:
        made = queries.by_slug(session, contest.slug)
        assert made is not None
        assert made.status is ContestStatus.ANNOUNCED
        assert f"{made.closes_at:%Y-%m-%dT%H:%M%z}" == "2026-06-11T13:00+0000"
        assert made.starts_on is not None
        assert f"{made.starts_on:%Y-%m-%dT%H:%M%z}" == "2026-06-30T19:00+0000"
        noted = checkpoints.of_chain(session, journal.chain_of(made.id))
        assert [one.cause for one in noted] == [Cause.ANNOUNCED]


def test_what_the_form_offers_can_be_announced_as_it_stands(world: World, signed_in: SignedIn, now: datetime) -> None:
    with world() as session:
        contest, user = draft(session, now)
    browser = signed_in(user)

    browser.get(f"/office/{contest.slug}")
    browser.submit("form[action$=announcement]")

    assert status_of(world, contest.slug) is ContestStatus.ANNOUNCED


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"closes_at": ""}, {"closes_at": "Please fill in this field"}),
        ({"opens_at": "31.02.2026 09:00"}, {"opens_at": "Write a real date and time, for example 10.05.2026 18:00"}),
        ({"closes_at": "2026-05-21T09:00"}, {"closes_at": "Applications have to close after they open"}),
        ({"results_at": "2026-06-11T17:59"}, {"results_at": "The results come after applications have closed"}),
        ({"opens_at": "2026-05-01T09:00", "closes_at": "2026-05-20T12:00"},
         {"closes_at": "Applications cannot close in the past"}),
        ({"starts_on": "2026-07-02", "ends_on": "2026-07-01"}, {"ends_on": "The end comes after the start"}),
        ({"opens_at": "x" * 90_000}, {"opens_at": "Write a real date and time, for example 10.05.2026 18:00"}),
    ],
)  # fmt: skip
def test_wrong_dates_come_back_with_a_word_beside_them(
    world: World, signed_in: SignedIn, now: datetime, typed: dict[str, str], wrong: dict[str, str], htmx: bool
) -> None:
    with world() as session:
        contest, user = draft(session, now)
    browser = signed_in(user, htmx=htmx)

    browser.get(f"/office/{contest.slug}")
    page = browser.submit("form[action$=announcement]", DATES | typed, status=422)

    assert {name: page.select_one(f"#{name}-e").get_text(strip=True) for name in wrong} == wrong
    assert {name: page.select_one(f"#{name}")["value"] for name in typed} == typed
    assert status_of(world, contest.slug) is ContestStatus.DRAFT


@pytest.mark.parametrize("htmx", [False, True])
def test_judging_starts_when_nothing_waits_and_deals_the_sheets(
    world: World, signed_in: SignedIn, now: datetime, htmx: bool
) -> None:
    with world() as session:
        contest = make_contest(session, closes_at=now - timedelta(days=1))
        user, nominations = staffed(session, contest), nominations_of(session, contest)
        expert = make_seat(session, contest, nominations)
        make_application(session, contest, make_user(session), nominations[0])
        late = make_application(session, contest, make_user(session), nominations[1], Status.SUBMITTED)
    browser = signed_in(user, htmx=htmx)

    page = browser.get(f"/office/{contest.slug}")
    assert page.select_one("form[action$=judging]") is None
    assert page.select_one("button[aria-disabled=true]").get_text(strip=True) == "Start judging"
    browser.post(f"/office/{contest.slug}/judging", status=409)
    assert "Decide first on every application that waits for admission: 1." in browser.words
    with world() as session:
        late.status = Status.WITHDRAWN
        session.merge(late)

    browser.get(f"/office/{contest.slug}")
    browser.submit("form[action$=judging]")

    assert "Score sheets dealt: 1." in browser.follow().get_text()
    with world() as session:
        assert len(jury.sheets_of(session, expert.id)) == 1
    assert status_of(world, contest.slug) is ContestStatus.JUDGING


@pytest.mark.parametrize("htmx", [False, True])
def test_the_chair_opens_the_decision_once_everything_is_sealed(
    world: World, signed_in: SignedIn, now: datetime, htmx: bool
) -> None:
    with world() as session:
        contest = make_contest(session, status=ContestStatus.JUDGING)
        user, nominations = staffed(session, contest, RoleName.CHAIR), nominations_of(session, contest)
        application = make_application(session, contest, make_user(session), nominations[0])
    browser = signed_in(user, htmx=htmx)

    browser.get(f"/office/{contest.slug}")
    assert "1 nomination is not sealed yet" in browser.words
    browser.post(f"/office/{contest.slug}/deciding", status=409)
    with world() as session:
        application.status = Status.WITHDRAWN
        session.merge(application)
    browser.get(f"/office/{contest.slug}")
    browser.submit("form[action$=deciding]")

    assert status_of(world, contest.slug) is ContestStatus.DECIDING


def test_a_published_contest_goes_to_the_archive_once(world: World, signed_in: SignedIn) -> None:
    with world() as session:
        contest = make_contest(session, status=ContestStatus.PUBLISHED)
        user = staffed(session, contest)
    browser = signed_in(user)

    browser.get(f"/office/{contest.slug}")
    browser.submit("form[action$=archive]")
    browser.post(f"/office/{contest.slug}/archive", status=409)

    assert status_of(world, contest.slug) is ContestStatus.ARCHIVED


MOVES = ("announcement", "judging", "deciding", "archive", "settings", "dates", "rules")
REFUSED = (
    (RoleName.SECRETARY, 403),
    (RoleName.CHAIR, 403),
    (RoleName.ACCOUNTANT, 404),
    (RoleName.EXPERT, 404),
    (None, 404),
)
OTHERS = [
    (move, role, status) for move in MOVES for role, status in REFUSED if (move, role) != ("deciding", RoleName.CHAIR)
]
"""The chair opens the decision; everything else is the organiser's."""


@pytest.mark.parametrize(("move", "role", "status"), OTHERS)
def test_the_moves_and_settings_are_the_organisers(
    world: World, signed_in: SignedIn, move: str, role: RoleName | None, status: int
) -> None:
    with world() as session:
        contest, other = make_contest(session), make_contest(session)
        user = staffed(session, contest if role else other, role or RoleName.ORGANISER)

    signed_in(user).post(f"/office/{contest.slug}/{move}", status=status)

    assert status_of(world, contest.slug) is ContestStatus.ANNOUNCED


def test_nobody_is_let_into_the_office_unsigned(plain: Browser, world: World) -> None:
    with world() as session:
        contest = make_contest(session)

    for path in ("/office", f"/office/{contest.slug}", f"/office/{contest.slug}/settings"):
        plain.get(path, status=303)
        assert plain.location.startswith("/sign-in?next=")
    plain.post(f"/office/{contest.slug}/announcement", status=401)


def test_the_overview_counts_by_state_and_by_place(world: World, signed_in: SignedIn, now: datetime) -> None:
    with world() as session:
        contest, places = make_contest(session), make_territories(session, 3)
        user, nominations = staffed(session, contest), nominations_of(session, contest)
        states = [Status.DRAFT, Status.SUBMITTED, Status.SUBMITTED, Status.ADMITTED, Status.WITHDRAWN]
        for state in states:
            make_application(session, contest, make_user(session), nominations[0], state, territory_id=places[0].id)
        make_application(session, contest, make_user(session), nominations[1], Status.RETURNED,
                         territory_id=places[1].id, cure_until=now + timedelta(days=2))  # fmt: skip

    page = signed_in(user).get(f"/office/{contest.slug}")

    assert [(li.b.get_text(), li.span.get_text()) for li in page.select(".stat")] == [
        ("6", "begun"), ("5", "handed in"), ("2", "wait for admission"), ("1", "admitted"), ("1", "being corrected"),
    ]  # fmt: skip
    rows = [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select(".heat tbody tr")]
    assert rows == [["3", "·", "3"], ["·", "1", "1"], ["·", "·", "0"]]
    assert page.select_one(".heat td a")["href"] == (
        f"/office/{contest.slug}/applications?nomination=1&territory={places[0].code}"
    )
    todo = [li.b.get_text() for li in page.select("section[aria-labelledby=h-todo] li")]
    assert todo == [
        "2 applications wait for admission",
        "1 applicant corrects the application — the first until 22 May 2026, 12:00 (UTC+5)",
        "Districts and cities without an application: 1",
    ]


def test_the_accountant_sees_no_figures_of_the_applications(world: World, signed_in: SignedIn) -> None:
    with world() as session:
        contest = make_contest(session)
        user = staffed(session, contest, RoleName.ACCOUNTANT)
        make_application(session, contest, make_user(session), nominations_of(session, contest)[0])

    page = signed_in(user).get(f"/office/{contest.slug}")

    assert (page.select(".stat"), page.select(".heat")) == ([], [])


def test_the_front_door_shows_my_contests_and_what_they_need(world: World, signed_in: SignedIn, now: datetime) -> None:
    with world() as session:
        user = make_user(session)
        for title, values in {
            "Waiting": {}, "Draft": {"status": ContestStatus.DRAFT},
            "Closed": {"closes_at": now - timedelta(days=1)}, "Deciding": {"status": ContestStatus.DECIDING},
        }.items():  # fmt: skip
            contest = make_contest(session, title=three(title), **values)
            give_role(session, user, contest, RoleName.SECRETARY)
            if title == "Waiting":
                nomination = nominations_of(session, contest)[0]
                make_application(session, contest, make_user(session), nomination, Status.SUBMITTED)
        make_contest(session, title=three("Somebody else's"))

    page = signed_in(user).get("/office")

    cards = {card.h2.get_text(): card.select_one(".c-sun b") for card in page.select("li.card")}
    assert {title: mark.get_text() if mark else "" for title, mark in cards.items()} == {
        "Waiting": "1 application waits for admission", "Draft": "Not announced yet", "Closed": "Judging can begin",
        "Deciding": "The commission has to decide",
    }  # fmt: skip


def test_an_office_without_contests_says_so(world: World, signed_in: SignedIn) -> None:
    with world() as session:
        user = make_user(session)

    assert "No contest is in your hands yet" in signed_in(user).get("/office").main.get_text()


def test_the_office_asks_the_same_number_of_questions_for_one_contest_and_three(
    app: FastAPI, world: World, signed_in: SignedIn
) -> None:
    with world() as session:
        user, contests = make_user(session), [make_contest(session, nominations=number) for number in (1, 6, 12)]
        give_role(session, user, contests[0], RoleName.ORGANISER)
    browser = signed_in(user)
    counts = []
    for contest in contests:
        with world() as session:
            if contest is not contests[0]:
                give_role(session, user, contest, RoleName.ORGANISER)
            for nomination in nominations_of(session, contest):
                make_application(session, contest, make_user(session), nomination)
        with statements(app) as seen:
            browser.get("/office")
            browser.get(f"/office/{contest.slug}")
        counts.append(len(seen))

    assert len(set(counts)) == 1, counts
