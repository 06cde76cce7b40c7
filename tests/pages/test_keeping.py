"""No word is lost: two windows, a sign-in that has ended, a draft that is there already, an answer that never came."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from browser import Browser
from samples import jpeg
from sqlmodel import Session, select
from world import grant_answers, make_application, make_contest, make_territories, make_user, nominations_of

from app.accounts import passwords, sessions
from app.accounts.models import SignIn, User
from app.applications import drafts
from app.applications.models import Application, Attachment, Status
from app.contests.models import Contest, ContestKind

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
BOTH = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
PASSWORD = "көк терек жапырағы"
DECLARED = ("truthful", "no_double_funding", "no_conflict", "rules_accepted", "personal_data")
HTMX = {"HX-Request": "true"}


class Case:
    owner: User
    contest: Contest
    draft: Application

    @property
    def edit(self) -> str:
        return f"/applications/{self.draft.id}/edit"


def made(world: World, kind: ContestKind) -> Case:
    case = Case()
    with world() as session:
        case.contest = make_contest(session, kind=kind)
        case.owner = make_user(session, "Айгүл Мұғалімова", email="owner@mail.example",
                               password_hash=passwords.hash_of(PASSWORD))  # fmt: skip
        nomination = nominations_of(session, case.contest)[0]
        case.draft = make_application(session, case.contest, case.owner, nomination, Status.DRAFT, title="")
    return case


@pytest.fixture
def grant(world: World) -> Case:
    return made(world, ContestKind.SMALL_GRANT)


@pytest.fixture
def work(world: World) -> Case:
    return made(world, ContestKind.DRAWING)


def answers(world: World, case: Case) -> dict[str, Any]:
    with world() as session:
        return session.get_one(Application, case.draft.id).answers


def texts(browser: Browser) -> list[tuple[str, list[str]]]:
    """Of the page of choices: each field with its two texts."""
    return [
        (box.legend.get_text(strip=True), [side.get_text(strip=True) for side in box.select(".said")])
        for box in browser.page.select("main fieldset")
    ]  # type: ignore[union-attr]


@BOTH
def test_two_windows_show_both_texts_field_by_field_and_the_person_chooses(
    grant: Case, world: World, signed_in: SignedIn, htmx: bool
) -> None:
    here, other = signed_in(grant.owner, htmx=htmx), signed_in(grant.owner)
    for browser in (here, other):
        browser.get(f"{grant.edit}?step=plan")
    other.submit("#f", {"activities-0-what": "Сенбілік", "activities-0-where": "Жаға"}, button="go=save")

    here.submit("#f", {"activities-0-what": "Субботник", "activities-0-when": "Май"}, button="go=next", status=409)

    assert texts(here) == [
        ("Activities, № 1, Activity", ["Субботник", "Сенбілік"]),
        ("Activities, № 1, When", ["Май", "—"]),
        ("Activities, № 1, Where", ["—", "Жаға"]),
    ]
    assert answers(world, grant)["activities"][0]["what"] == "Сенбілік"

    here.submit("main form", {"keep-activities-0-what": "stored", "keep-activities-0-when": "mine"}, status=409)
    assert "Choose for every field, then save." in here.words
    assert answers(world, grant)["activities"][0]["what"] == "Сенбілік"

    chosen = [field["value"] for field in here.page.select("main form input[type=radio][checked]")]
    assert chosen == ["stored", "mine"]
    here.submit("main form", {"keep-activities-0-where": "stored"})
    assert here.location == f"{grant.edit}?step=plan"
    row = answers(world, grant)["activities"][0]
    assert (row["what"], row["when"], row["where"]) == ("Сенбілік", "Май", "Жаға")


def test_a_field_that_the_form_does_not_ask_stands_as_it_was_called(grant: Case, signed_in: SignedIn) -> None:
    here, other = signed_in(grant.owner), signed_in(grant.owner)
    for browser in (here, other):
        browser.get(f"{grant.edit}?step=plan")
    other.submit("#f", {"activities-0-what": "Сенбілік"}, button="go=save")

    here.submit("#f", {"activities-0-what": "Сенбілік", "activities-0-zzz": "Май"}, button="go=save", status=409)

    assert texts(here) == [("Activities, № 1, zzz", ["Май", "—"])]


def test_the_form_of_a_work_shows_both_texts_too(work: Case, world: World, signed_in: SignedIn) -> None:
    here, other = signed_in(work.owner), signed_in(work.owner)
    for browser in (here, other):
        browser.get(work.edit)
    other.submit("#f", {"title": "Өзен", "nomination": "1"}, button="go=")

    here.submit("#f", {"title": "Көл", "nomination": "2", "own_work": "yes"}, button="go=next", status=409)

    with world() as session:
        titles = [one.title["en"] for one in nominations_of(session, work.contest)]
    assert [found for found in texts(here) if "alone" not in found[0]] == [
        ("Nomination", [titles[1], titles[0]]), ("Title of the work", ["Көл", "Өзен"]),
    ]  # fmt: skip
    here.submit("main form", button="keep-all=mine")
    assert (answers(world, work)["title"], answers(world, work)["nomination"]) == ("Көл", "2")


def test_a_third_change_while_choosing_is_shown_again(grant: Case, world: World, signed_in: SignedIn) -> None:
    here, other = signed_in(grant.owner), signed_in(grant.owner)
    for browser in (here, other):
        browser.get(f"{grant.edit}?step=project")
    other.submit("#f", {"title": "Бірінші"}, button="go=save")
    here.submit("#f", {"title": "Менің"}, button="go=save", status=409)
    other.get(f"{grant.edit}?step=project")
    other.submit("#f", {"title": "Екінші", "goal": "Мақсат"}, button="go=save")

    here.submit("main form", button="keep-all=mine", status=409)

    assert texts(here) == [("Project title", ["Менің", "Екінші"]), ("Goal: what will change", ["—", "Мақсат"])]
    assert answers(world, grant)["title"] == "Екінші"


def test_a_save_while_typing_is_told_of_the_other_window_and_stores_nothing(
    grant: Case, world: World, signed_in: SignedIn
) -> None:
    here, other = signed_in(grant.owner, htmx=True), signed_in(grant.owner)
    for browser in (here, other):
        browser.get(f"{grant.edit}?step=project")
    other.submit("#f", {"title": "Басқа"}, button="go=save")

    here.submit("#f", {"title": "Осы", "autosave": "1"}, status=409)

    assert here.response.headers["HX-Retarget"] == "#alerts"
    assert here.page.select_one('button[form="f"]').get_text() == "Compare both texts"  # type: ignore[union-attr]
    assert answers(world, grant)["title"] == "Басқа"


def end_sign_ins(world: World, clock: datetime) -> None:
    with world() as session:
        for sign_in in session.exec(select(SignIn)):
            sessions.end(session, sign_in, now=clock)


def test_signing_in_again_beside_the_page_opens_a_new_sign_in(
    grant: Case, world: World, signed_in: SignedIn, now: datetime
) -> None:
    browser = signed_in(grant.owner, htmx=True)
    browser.get(f"{grant.edit}?step=project")
    form = browser.page
    end_sign_ins(world, now)
    typed = {"title": "Таза жаға", "autosave": "1", "page": "p", "revision": "0"}

    browser.post(f"{grant.edit}?step=project", typed, 401)
    assert browser.response.headers["HX-Retarget"] == "#alerts"
    whose = {"whose": str(grant.owner.id)}
    browser.submit("form", {"email": "owner@mail.example", "password": "wrong password"} | whose, 422)
    assert "Wrong e-mail or password" in browser.words
    browser.submit("form", {"email": "owner@mail.example", "password": PASSWORD} | whose, 200)
    assert browser.response.headers["HX-Trigger-After-Swap"] == "signed-in"

    browser.post(f"{grant.edit}?step=project", typed, 200)
    assert answers(world, grant) == {"title": "Таза жаға"}
    assert form.body["data-user"] == str(grant.owner.id)  # type: ignore[index]


def test_nobody_else_signs_in_beside_another_persons_page(
    grant: Case, world: World, plain: Browser, now: datetime
) -> None:
    with world() as session:
        make_user(session, "Other", email="other@mail.example", password_hash=passwords.hash_of(PASSWORD))
    other = {"email": "other@mail.example", "password": PASSWORD, "whose": str(grant.owner.id)}

    plain.client.cookies.set("lang", "en")
    plain.post("/sign-in", other, 422, headers=HTMX)

    assert "This page belongs to another person" in plain.words
    with world() as session:
        assert session.exec(select(SignIn)).all() == []


@pytest.mark.parametrize("email", ["owner@mail.example", "other@mail.example"])
def test_without_scripts_the_typed_text_comes_back_to_its_owner_alone(
    grant: Case, world: World, signed_in: SignedIn, now: datetime, email: str
) -> None:
    with world() as session:
        make_user(session, "Other", email="other@mail.example", password_hash=passwords.hash_of(PASSWORD))
    browser = signed_in(grant.owner)
    browser.get(f"{grant.edit}?step=project")
    end_sign_ins(world, now)

    browser.submit("#f", {"title": "Таза «жаға»", "problem": "Бір\nекі"}, button="go=save", status=401)
    assert "What you typed is kept" in browser.words
    browser.submit("main form", {"email": email, "password": "wrong password"}, 422)
    is_owner = email.startswith("owner")
    browser.submit("main form", {"email": email, "password": PASSWORD}, 200 if is_owner else 303)

    assert ("Таза" in browser.response.text) is is_owner
    assert answers(world, grant) == {}
    if is_owner:
        browser.submit("main form")
        assert browser.location == f"{grant.edit}?step=project"
        assert answers(world, grant)["title"] == "Таза «жаға»"
        assert answers(world, grant)["problem"] == "Бір\nекі"


@BOTH
def test_a_second_grant_draft_is_a_step_of_its_own(grant: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(grant.owner, htmx=htmx)
    new = f"/contests/{grant.contest.slug}/applications/new"

    browser.post(new, {"nonce": "a"})
    assert browser.location == grant.edit
    browser.get(new)
    browser.submit("main details form")

    assert browser.location != grant.edit
    with world() as session:
        assert len(session.exec(select(Application)).all()) == 2


def test_the_limit_of_drafts_says_what_to_do(grant: Case, world: World, signed_in: SignedIn) -> None:
    with world() as session:
        session.get_one(Contest, grant.contest.id).most_drafts = 1
    browser = signed_in(grant.owner)

    browser.post(f"/contests/{grant.contest.slug}/applications/new", {"nonce": "b", "another": "yes"}, 409)

    assert "You have begun 1 drafts already. Go on with one of them" in browser.words
    with world() as session:
        assert len(session.exec(select(Application)).all()) == 1


def test_a_second_application_in_one_nomination_is_refused_by_the_name_of_the_first(
    grant: Case, world: World, signed_in: SignedIn
) -> None:
    with world() as session:
        contest = session.get_one(Contest, grant.contest.id)
        contest.one_per_nomination = True
        make_territories(session)
        first, second = nominations_of(session, contest)
        make_application(session, contest, grant.owner, first, title="Таза жаға", number="MCD-1")
        draft = session.get_one(Application, grant.draft.id)
        drafts.save(session, draft, grant_answers(nomination="1"), revision=0, by=grant.owner, now=datetime.now(UTC))
    browser = signed_in(grant.owner)

    ticks = {"step": "check"} | dict.fromkeys(DECLARED, "yes")
    browser.post(f"/applications/{grant.draft.id}/submission", ticks, status=409)
    assert "You have applied in this nomination already: № MCD-1 «Таза жаға»" in browser.words
    with world() as session:
        draft = session.get_one(Application, grant.draft.id)
        assert (draft.status, draft.number) == (Status.DRAFT, None)
        drafts.save(session, draft, {"nomination": str(second.position)}, revision=None, by=grant.owner,
                    now=datetime.now(UTC))  # fmt: skip
    browser.post(f"/applications/{grant.draft.id}/submission", ticks)


def test_a_file_whose_answer_was_lost_is_not_taken_twice(grant: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(grant.owner, htmx=True)
    url = f"/applications/{grant.draft.id}/attachments"

    for _ in range(2):
        browser.post(url, files={"file": ("a.jpg", jpeg())}, status=200, headers={"Upload-Key": "k1"})
        assert browser.page.select_one(".file a").get_text() == "a.jpg"  # type: ignore[union-attr]
    browser.post(url, files={"file": ("a.jpg", jpeg())}, status=409, headers={"Upload-Key": "k2"})

    with world() as session:
        assert len(session.exec(select(Attachment)).all()) == 1
