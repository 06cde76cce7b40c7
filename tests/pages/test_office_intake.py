"""Paper in the office: stickers are printed, scanned with a phone, photographed and filled in, by hand and by code."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from letters import outbox
from samples import jpeg, work_answers
from sqlmodel import Session, select
from world import give_role, make_contest, make_school, make_territories, make_user

from app.accounts.models import User
from app.applications import intake
from app.applications.intake_models import Intake
from app.applications.models import Application, Attachment, Author, Status
from app.contests.models import Contest, ContestKind, Nomination, RoleName

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
SAID = {"received_at": "2026-05-19T15:30", "taken_by": "Хатшы Сара", "way": "hand", "brought_by": "Көрші",
        "name": "Ахметова Гүл", "phone": "8 701 000 00 05", "language": "kk"}  # fmt: skip


class Case:
    contest: Contest
    people: dict[str, User]
    answers: dict[str, str]

    @property
    def home(self) -> str:
        return f"/office/{self.contest.slug}/intake"


@pytest.fixture
def case(world: World) -> Case:
    case = Case()
    with world() as session:
        here, _ = make_territories(session, 2)
        case.contest = make_contest(session, kind=ContestKind.DRAWING, slug="drawings")
        case.answers = work_answers(school=str(make_school(session, here).id))
        case.people = {name: make_user(session, f"Staff {name}") for name in RoleName}
        case.people["stranger"] = make_user(session)
        for name in RoleName:
            give_role(session, case.people[name], case.contest, name)
    return case


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def browser(case: Case, signed_in: SignedIn, request: pytest.FixtureRequest) -> Browser:
    return signed_in(case.people["secretary"], htmx=request.param)


def sticker(world: World, serial: int = 1) -> Intake:
    with world() as session:
        return session.exec(select(Intake).where(Intake.serial == serial)).one()


def work(world: World) -> Application:
    with world() as session:
        return session.exec(select(Application)).one()


def printed(browser: Browser, case: Case, world: World, count: int = 2) -> str:
    """The path of the first of so many fresh stickers."""
    browser.get(case.home)
    browser.submit("form[action$='/stickers']", {"count": str(count)})
    browser.follow()
    return f"{case.home}/{sticker(world).code}"


def registered(browser: Browser, case: Case, world: World) -> str:
    path = printed(browser, case, world)
    browser.get(path)
    browser.submit("main form", SAID)
    browser.follow()
    return path


def test_a_sheet_of_stickers_is_made_and_printed(case: Case, browser: Browser, world: World) -> None:
    printed(browser, case, world, 25)
    link = browser.page.select_one("a[href*='stickers.pdf']")
    assert link is not None
    response = browser.client.get(str(link["href"]))
    assert (response.headers["content-type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Nothing has come on paper yet" in browser.words
    browser.get(case.home + "?state=free")
    assert len(browser.page.select("tbody tr")) == 25


@pytest.mark.parametrize("count", ["0", "481", "x", ""])
def test_it_is_said_how_many_can_be_made(case: Case, browser: Browser, count: str) -> None:
    browser.get(case.home)
    browser.submit("form[action$='/stickers']", {"count": count}, status=422)
    assert browser.page.select_one("#errors a[href='#count']") is not None


def test_a_work_goes_from_its_sticker_to_its_receipt(case: Case, browser: Browser, world: World, app: FastAPI) -> None:
    path = registered(browser, case, world)
    draft = work(world)
    assert browser.page.select_one("input[type=file][capture]") is not None
    browser.client.post(
        f"/applications/{draft.id}/attachments?purpose=picture", data={"sticker": sticker(world).code},
        files={"file": ("photo.jpg", jpeg())}, headers={"Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    browser.get(path)
    assert "photo.jpg" in browser.words

    edit = f"/applications/{draft.id}/edit"
    browser.get(edit)
    hidden = {name: str(browser.page.select_one(f"#f input[name={name}]")["value"]) for name in ("page", "revision")}  # type: ignore[index]
    browser.post(edit, case.answers | hidden | {"go": "next"})
    browser.follow()
    browser.post(f"/applications/{draft.id}/submission")
    browser.follow()

    done = work(world)
    assert done.number is not None
    assert done.number in browser.words
    assert done.submitted_at == sticker(world).received_at
    with world() as session:
        assert session.exec(select(Author)).one().application_id == done.id
        assert session.exec(select(Attachment)).one().uploaded_by == case.people["secretary"].id
    assert outbox(world) == []
    browser.get(case.home + "?state=done")
    assert done.number in browser.words
    browser.get(f"/office/{case.contest.slug}/applications")
    assert done.number in browser.words


def test_a_photo_without_scripts_leads_back_to_the_sticker(case: Case, signed_in: SignedIn, world: World) -> None:
    browser = signed_in(case.people["secretary"])
    path = registered(browser, case, world)
    browser.post(
        f"/applications/{work(world).id}/attachments?purpose=picture", {"sticker": sticker(world).code},
        files={"file": ("photo.jpg", jpeg())},
    )  # fmt: skip
    assert browser.location == f"{path}#picture"


def test_what_is_missing_at_the_registration_is_said(case: Case, browser: Browser, world: World) -> None:
    path = printed(browser, case, world)
    browser.get(path)
    browser.submit("main form", SAID | {"name": "", "received_at": "кеше", "taken_by": ""}, status=422)
    found = [link["href"] for link in browser.page.select("#errors a")]
    assert found == ["#received_at", "#taken_by", "#name"]
    assert 'value="кеше"' in browser.response.text
    assert sticker(world).application_id is None


def test_too_late_on_paper_is_too_late(case: Case, browser: Browser, world: World) -> None:
    path = printed(browser, case, world)
    with world() as session:
        contest = session.get_one(Contest, case.contest.id)
        contest.closes_at = contest.opens_at.replace(month=5, day=15) if contest.opens_at else None
    browser.post(path, SAID, status=409)
    browser.post(path, SAID | {"received_at": "2026-05-14T09:00"})
    assert work(world).status is Status.DRAFT


def test_the_next_work_of_the_same_teacher_needs_only_a_choice(case: Case, browser: Browser, world: World) -> None:
    registered(browser, case, world)
    sender = work(world).applicant_id
    second = f"{case.home}/{sticker(world, 2).code}"
    browser.get(second)
    assert "Ахметова Гүл · +7 701 000 00 05" in browser.words
    browser.submit("main form", {"sender": "999999"}, status=422)
    browser.submit("main form", {"sender": str(case.people["stranger"].id)}, status=422)
    browser.submit("main form", {"sender": str(sender)})
    with world() as session:
        assert [one.applicant_id for one in session.exec(select(Application))] == [sender, sender]
        assert len(session.exec(select(User).where(User.email == "")).all()) == 1


def test_the_office_of_another_contest_learns_nobodys_name(
    case: Case, browser: Browser, world: World, signed_in: SignedIn
) -> None:
    registered(browser, case, world)
    sender = work(world).applicant_id
    with world() as session:
        other, stranger = make_contest(session, kind=ContestKind.DRAWING, slug="elsewhere"), make_user(session)
        give_role(session, stranger, other, RoleName.SECRETARY)
        now = datetime.now(UTC)
        [free] = intake.print_stickers(session, other, 1, by=stranger.id or 0, now=now)
        path = f"/office/elsewhere/intake/{free.code}"
    elsewhere = signed_in(stranger)
    elsewhere.get(path)
    assert "Ахметова" not in elsewhere.words
    elsewhere.post(path, SAID | {"name": "", "sender": str(sender)}, status=422)


def test_the_registration_is_corrected(case: Case, browser: Browser, world: World) -> None:
    path = registered(browser, case, world)
    browser.get(path)
    browser.submit("details form", {"note": "рамасы сынған"})
    assert sticker(world).note == "рамасы сынған"


def test_with_an_address_they_are_invited_and_come_in(
    case: Case, browser: Browser, world: World, app: FastAPI, signed_in: SignedIn
) -> None:
    path = registered(browser, case, world)
    browser.get(path)
    browser.submit("form[action$='/address']", {"email": "not an address"}, status=422)
    assert browser.page.select_one("#errors a[href='#email']") is not None
    browser.get(path)
    browser.submit("form[action$='/address']", {"email": "gul@mail.example"})
    [letter] = outbox(world)
    assert (letter.address, letter.language, letter.is_private) == ("gul@mail.example", "kk", True)
    found = re.search(r"/password/[^\s\"]+", letter.text)
    assert found is not None
    own = signed_in(case.people["stranger"])
    own.client.cookies.clear()
    own.get(found[0])
    own.submit("main form", {"password": "жаңа ұзақ құпиясөз 7"})
    with world() as session:
        sender = session.exec(select(User).where(User.email == "gul@mail.example")).one()
    assert sender.confirmed_at is not None
    theirs = signed_in(sender)
    theirs.get("/applications")
    assert f"/applications/{work(world).id}" in theirs.response.text


@pytest.mark.parametrize(
    ("who", "status"), [("organiser", 200), ("chair", 403), ("accountant", 404), ("expert", 404), ("stranger", 404)]
)
def test_a_scanned_sticker_opens_for_the_office_alone(
    case: Case, world: World, signed_in: SignedIn, who: str, status: int
) -> None:
    path = registered(signed_in(case.people["secretary"]), case, world)
    signed_in(case.people[who]).get(path, status)
    signed_in(case.people[who]).get(path.lower().replace("/drawings", "/drawings"), status)


def test_who_is_not_signed_in_is_asked_to(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.people["secretary"])
    path = printed(browser, case, world)
    browser.client.cookies.clear()
    response = browser.client.get(path, follow_redirects=False)
    assert (response.status_code, response.headers["location"].split("?")[0]) == (303, "/sign-in")


def test_an_unknown_code_is_on_no_page(case: Case, browser: Browser) -> None:
    browser.get(f"{case.home}/ZZZZZZZZZZ", 404)


def test_the_journal_is_printed(case: Case, browser: Browser, world: World) -> None:
    registered(browser, case, world)
    response = browser.client.get(f"{case.home}/journal.pdf")
    assert (response.status_code, response.content[:5]) == (200, b"%PDF-")


def test_the_journal_asks_as_little_for_fifty_as_for_two(
    case: Case, world: World, app: FastAPI, signed_in: SignedIn
) -> None:
    browser = signed_in(case.people["secretary"])
    printed(browser, case, world)
    with statements(app) as few:
        browser.get(case.home + "?state=free")
    printed(browser, case, world, 48)
    with statements(app) as many:
        browser.get(case.home + "?state=free")
    assert len(many) == len(few)


def test_the_office_sees_that_no_letter_reaches_the_sender_and_is_nobodys_applicant(
    case: Case, world: World, signed_in: SignedIn
) -> None:
    browser = signed_in(case.people["secretary"])
    path = registered(browser, case, world)
    with world() as session:
        draft = session.exec(select(Application)).one()
        nomination = session.exec(select(Nomination).where(Nomination.contest_id == draft.contest_id)).first()
        draft.status, draft.number, draft.submitted_at = Status.SUBMITTED, "T-1", draft.paper_at
        draft.final_submitted_at, draft.nomination_id = draft.paper_at, nomination.id if nomination else None
        session.add(draft)
    browser.get(f"/office/{case.contest.slug}/applications/{draft.id}")
    assert "no letter reaches its sender" in browser.words
    response = browser.client.get(f"/applications/{draft.id}", follow_redirects=False)
    assert response.headers["location"] == path
    browser.get(f"/applications/{draft.id}/messages", 404)


def test_a_draft_that_is_deleted_frees_its_sticker(case: Case, browser: Browser, world: World) -> None:
    registered(browser, case, world)
    browser.post(f"/applications/{work(world).id}/deletion")
    assert (sticker(world).application_id, sticker(world).received_at) == (None, None)
