"""Applying for a small grant as pages: begin, fill in step by step, hand in, change, take back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from browser import Browser, filled
from conftest import Clock
from fastapi import FastAPI
from pypdf import PdfReader
from sqlalchemy import event
from sqlmodel import col, select
from world import give_role, grant_answers, make_application, make_contest, make_territories, make_user, take_seat

from app.accounts.models import Language, User
from app.applications import drafts, lifecycle
from app.applications.answers import as_text
from app.applications.models import Application, Status
from app.awards.models import Award, Decision, DecisionStatus
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


def ready(world: World, contest: Contest, by: User, **values: Any) -> str:
    """A complete draft that was not sent; its address."""
    now = datetime.now(UTC)
    with world() as session:
        draft = drafts.start(session, contest, by=by, nonce="ready", language="ru", now=now)
        drafts.save(session, draft, grant_answers(**values), revision=0, by=by, now=now)
    return f"/applications/{draft.id}"


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


def test_a_new_draft_begins_with_what_the_account_knows(browser: Browser, contest: Contest, applicant: User) -> None:
    address = begin(browser, contest)
    browser.get(f"{address}/edit")

    form = browser.page.select_one("#f")
    assert form is not None
    assert {name: filled(form)[name] for name in ("kind", "name", "email")} == {
        "kind": "person", "name": applicant.name, "email": applicant.email
    }  # fmt: skip


def test_whoever_returns_is_offered_the_draft_that_is_there(browser: Browser, contest: Contest) -> None:
    address = begin(browser, contest)
    browser.get(f"{address}/edit?step=project")
    browser.submit("#f", {"title": "Чистый берег"}, button="go=save")

    browser.get(f"/contests/{contest.slug}/applications/new")

    assert "Чистый берег , saved 20 May 2026" in browser.words
    assert browser.page.select_one(f'main a[href="{address}/edit"]') is not None
    browser.get(f"/contests/{contest.slug}")
    assert browser.page.select_one(f'main a.btn[href="{address}/edit"]').get_text() == "Continue your draft"  # type: ignore[union-attr]


def test_next_stays_on_the_step_and_says_what_is_wrong_with_the_text_as_typed(
    browser: Browser, contest: Contest, world: World
) -> None:
    address = begin(browser, contest)
    browser.get(f"{address}/edit?step=project")

    browser.submit("#f", {"title": "<b>Т</b>", "goal": "Мало"}, button="go=next", status=422)

    page = browser.page
    assert page.select_one("#title")["value"] == "<b>Т</b>"  # type: ignore[index]
    assert page.select_one('#errors a[href="#goal"]').get_text() == (  # type: ignore[union-attr]
        "Goal: what will change: A little short: 4 characters of 100"
    )
    assert page.title.get_text().startswith("11 places to correct")  # type: ignore[union-attr]
    assert stored(world, address).answers["goal"] == "Мало"


@pytest.mark.parametrize("step", STEPS)
def test_every_step_saves_nothing_markup_and_a_megabyte_without_a_murmur(
    browser: Browser, contest: Contest, world: World, step: str
) -> None:
    address = begin(browser, contest)
    name = {"plan": "activities-0-what", "budget": "costs-0-name", "check": "publish"}.get(step, "place")
    name = "name" if step == "applicant" else name

    form = filled(browser.get(f"{address}/edit?step={step}").select_one("#f"))  # type: ignore[arg-type]
    for text in ("", "<script>alert(1)</script>\u0000", "я" * 500_000):
        browser.post(f"{address}/edit?step={step}", form | {name: text, "go": "save"})
        kept = as_text(stored(world, address).answers)
        assert kept.get(name, "") == text.replace("\u0000", "")

    browser.get(f"{address}/edit?step={step}")


def test_autosave_answers_with_the_time_and_the_next_revision_only(
    browser: Browser, contest: Contest, world: World
) -> None:
    address = begin(browser, contest)
    browser.get(f"{address}/edit?step=budget")

    browser.submit("#f", {"autosave": "1", "requested": "сто", "costs-0-price": "5 000", "costs-0-quantity": "2"}, 200)

    page = browser.page
    assert page.select_one("#saved").get_text(" ", strip=True).startswith("Saved at 12:00")  # type: ignore[union-attr]
    assert page.select_one("#revision")["value"] == "1"  # type: ignore[index]
    assert "10 000 ₸" in page.select_one("#totals").get_text().replace("\u00a0", " ")  # type: ignore[union-attr]
    assert page.select_one("#f") is None
    assert stored(world, address).answers["requested"] == "сто"


def test_rows_are_added_and_removed_by_buttons_of_the_form(browser: Browser, contest: Contest, world: World) -> None:
    address = begin(browser, contest)
    browser.get(f"{address}/edit?step=plan")

    browser.submit("#f", {"activities-0-what": "Первое"}, button="add_row=activities")
    assert browser.location.endswith("step=plan#activities-1-what")
    browser.follow()
    browser.submit("#f", {"activities-1-what": "Второе"}, button="remove_row=activities-0")
    browser.follow()

    assert [row["what"] for row in stored(world, address).answers["activities"]] == ["Второе"]


def test_the_last_step_lists_what_is_missing_and_leads_there(browser: Browser, contest: Contest, world: World) -> None:
    address = begin(browser, contest)
    fill(browser, address, ("applicant", "plan", "check"))
    browser.get(f"{address}/edit?step=project")
    browser.submit("#f", fields("project") | {"goal": "Мало"}, button="go=save")

    send(browser, address, status=422)

    links = [link["href"] for link in browser.page.select("section.note.bad a")]
    assert links == [
        f"{address}/edit?step=project&judge=true#goal", f"{address}/edit?step=budget&judge=true#costs",
        f"{address}/edit?step=budget&judge=true#requested",
    ]  # fmt: skip
    browser.get(links[0])
    assert browser.page.select_one("#goal-e") is not None
    assert stored(world, address).status is Status.DRAFT


def test_the_declarations_are_asked_when_it_is_sent(
    browser: Browser, contest: Contest, world: World, applicant: User
) -> None:
    address = ready(world, contest, applicant, **dict.fromkeys(OF_STEP["check"], ""))
    form = browser.get(f"{address}/edit?step=check").select_one("#f")
    assert form is not None

    browser.post(f"{address}/submission", filled(form) | {"truthful": "yes"}, 422)

    assert len(browser.page.select(".field .err")) == 4
    assert stored(world, address).answers["truthful"] == "yes"


@pytest.mark.parametrize(("milliseconds", "status"), [(-1, 303), (0, 409), (1, 409)])
def test_the_deadline_is_when_the_request_arrives(
    browser: Browser, contest: Contest, world: World, clock: Clock, milliseconds: int, status: int, applicant: User
) -> None:
    with world() as session:
        closes = datetime.now(UTC) + timedelta(hours=1)
        session.get_one(Contest, contest.id).closes_at = closes
    address = ready(world, contest, applicant)
    form = browser.get(f"{address}/edit?step=check").select_one("#f")
    assert form is not None
    clock.set(closes + timedelta(milliseconds=milliseconds))

    browser.post(f"{address}/submission", filled(form), status)

    application = stored(world, address)
    assert application.status is (Status.SUBMITTED if status == 303 else Status.DRAFT)
    if status == 409:
        assert "Applications closed on 20 May 2026, 13:00 (UTC+5). Your draft is kept." in browser.words
        assert application.answers["title"] == "Чистый берег"


def test_pressing_send_twice_is_one_application_and_one_letter(
    browser: Browser, contest: Contest, world: World, applicant: User
) -> None:
    address = ready(world, contest, applicant)

    send(browser, address)
    send(browser, address)

    assert stored(world, address).version == 1
    with world() as session:
        assert len(session.exec(select(Letter)).all()) == 1


def test_changes_after_sending_wait_until_they_are_sent_again(
    browser: Browser, contest: Contest, world: World, applicant: User
) -> None:
    address = ready(world, contest, applicant)
    send(browser, address)

    browser.get(f"{address}/edit?step=project")
    browser.submit("#f", {"title": "Чистый берег и сад"}, button="go=save")
    browser.get(address)
    assert "You have changes that are not sent yet" in browser.words
    assert stored(world, address).title == "Чистый берег"
    send(browser, address)
    browser.get(address)

    application = stored(world, address)
    assert "You have changes that are not sent yet" not in browser.words
    assert (application.title, application.version) == ("Чистый берег и сад", 2)
    assert application.number == f"{contest.number_prefix}-2026-0001"


def test_an_unconfirmed_address_is_told_so_and_keeps_its_ticks(
    contest: Contest, world: World, signed_in: Callable[..., Browser]
) -> None:
    with world() as session:
        newcomer = make_user(session, confirmed_at=None)
    browser = signed_in(newcomer)
    address = ready(world, contest, newcomer)

    send(browser, address, status=409)

    assert "Your e-mail address is not confirmed yet." in browser.words
    assert stored(world, address).answers["truthful"] == "yes"
    assert stored(world, address).number is None


def test_a_returned_application_shows_the_remark_in_full_and_is_sent_again(
    browser: Browser, contest: Contest, applicant: User, world: World
) -> None:
    remark = "Цена <перчаток> завышена.\nПриложите прайс."
    with world() as session:
        secretary = make_user(session)
        give_role(session, secretary, contest, RoleName.SECRETARY)
        application = drafts.start(session, contest, by=applicant, nonce="n", language="ru", now=datetime.now(UTC))
        now = datetime.now(UTC)
        drafts.save(session, application, grant_answers(), revision=0, by=applicant, now=now)
        lifecycle.submit(session, application, by=applicant, now=now)
        lifecycle.return_for_correction(session, application, remark, now + timedelta(days=3), by=secretary, now=now)
    address = f"/applications/{application.id}"

    browser.get("/applications")
    assert "Your answer is needed by 23 May 2026, 12:00 (UTC+5)." in browser.words
    assert browser.page.select_one(".said").get_text() == remark  # type: ignore[union-attr]
    send(browser, address)

    assert stored(world, address).status is Status.SUBMITTED
    browser.get(address)
    assert remark.split()[0] not in browser.page.select_one("main").get_text()  # type: ignore[union-attr]


def test_withdrawing_asks_first_writes_a_letter_and_can_be_taken_back(
    browser: Browser, contest: Contest, applicant: User, world: World
) -> None:
    with world() as session:
        nomination = nominations(session, contest.id)[0]
        application = make_application(session, contest, applicant, nomination, Status.SUBMITTED)
    address = f"/applications/{application.id}"

    browser.get(f"{address}/withdrawal")
    browser.submit("main form")
    browser.follow()
    assert "You have withdrawn this application. Nobody will consider it." in browser.words
    browser.post(f"{address}/withdrawal", status=409)
    browser.get(f"{address}/edit", 409)

    assert stored(world, address).status is Status.WITHDRAWN
    with world() as session:
        assert [letter.subject for letter in session.exec(select(Letter)).all()] == [
            f"Application {application.number} is withdrawn"
        ]

    browser.get(address)
    browser.submit(f'form[action="{address}/restoration"]')
    browser.follow()
    assert "The application takes part again." in browser.words
    again = stored(world, address)
    assert (again.status, again.number, again.withdrawn_at) == (Status.SUBMITTED, application.number, None)
    browser.post(f"{address}/restoration", status=409)
    with world() as session:
        last = session.exec(select(Letter).order_by(col(Letter.id).desc())).first()
        assert last is not None
        assert last.subject == f"Application {application.number} takes part again"


@pytest.mark.parametrize("stage", [ContestStatus.DECIDING, ContestStatus.PUBLISHED])
def test_nothing_is_withdrawn_once_the_commission_decides(
    browser: Browser, contest: Contest, applicant: User, world: World, stage: ContestStatus
) -> None:
    with world() as session:
        nomination = nominations(session, contest.id)[0]
        application = make_application(session, contest, applicant, nomination, Status.ADMITTED)
        session.get_one(Contest, contest.id).status = stage

    browser.get(f"/applications/{application.id}")
    assert "Withdraw the application" not in browser.words
    browser.get(f"/applications/{application.id}/withdrawal", 409)
    browser.post(f"/applications/{application.id}/withdrawal", status=409)

    assert stored(world, f"/applications/{application.id}").status is Status.ADMITTED


def test_a_draft_is_deleted_after_a_question(browser: Browser, contest: Contest, world: World) -> None:
    address = begin(browser, contest)

    browser.get(f"{address}/deletion")
    browser.submit("main form")
    browser.follow()

    assert "You have no applications yet" in browser.words
    browser.get(address, 404)


@pytest.mark.parametrize("place", ["", "/edit", "/preview", "/receipt", "/receipt.pdf", "/withdrawal", "/deletion"])
def test_another_persons_application_does_not_exist(
    contest: Contest, applicant: User, world: World, signed_in: Callable[..., Browser], place: str
) -> None:
    with world() as session:
        stranger = make_user(session)
        nomination = nominations(session, contest.id)[0]
        sent = make_application(session, contest, applicant, nomination, Status.SUBMITTED)
        draft = make_application(session, contest, applicant, nomination, Status.DRAFT)
    browser = signed_in(stranger)

    for application in (sent, draft):
        browser.get(f"/applications/{application.id}{place}", 404)
        if place in ("/edit", "/withdrawal", "/deletion"):
            browser.post(f"/applications/{application.id}{place}", status=404)
        browser.post(f"/applications/{application.id}/submission", status=404)
    browser.get(f"/applications/999999{place}", 404)


@pytest.mark.parametrize("role", [RoleName.ORGANISER, RoleName.SECRETARY, RoleName.CHAIR, RoleName.EXPERT])
def test_the_contests_people_may_not_change_what_was_sent_and_know_no_drafts(
    contest: Contest, applicant: User, world: World, signed_in: Callable[..., Browser], role: RoleName
) -> None:
    with world() as session:
        somebody = make_user(session)
        give_role(session, somebody, contest, role)
        if role is RoleName.EXPERT:
            take_seat(session, contest, somebody)
        nomination = nominations(session, contest.id)[0]
        sent = make_application(session, contest, applicant, nomination, Status.SUBMITTED)
        draft = make_application(session, contest, applicant, nomination, Status.DRAFT)
    browser = signed_in(somebody)

    for action in ("edit", "submission", "withdrawal", "deletion"):
        browser.post(f"/applications/{sent.id}/{action}", status=403)
        browser.post(f"/applications/{draft.id}/{action}", status=404)
    browser.get(f"/applications/{sent.id}", 404)
    browser.get(f"/contests/{contest.slug}/applications/new", 403)
    browser.post(f"/contests/{contest.slug}/applications/new", status=403)


def test_whoever_is_not_signed_in_is_asked_to(plain: Browser, contest: Contest) -> None:
    plain.get(f"/contests/{contest.slug}/applications/new", 303)

    assert plain.location.startswith("/sign-in?next=%2Fcontests%2F")
    plain.post(f"/contests/{contest.slug}/applications/new", status=401)
    plain.post("/applications/1/submission", status=401)


def test_results_stay_under_review_until_they_are_published(
    browser: Browser, contest: Contest, applicant: User, world: World
) -> None:
    with world() as session:
        first, second = nominations(session, contest.id)
        won = make_application(session, contest, applicant, first, Status.ADMITTED)
        lost = make_application(session, contest, applicant, second, Status.ADMITTED)
        session.get_one(Contest, contest.id).status = ContestStatus.DECIDING
        decision = Decision(contest_id=contest.id or 0, proposed_at=datetime.now(UTC), proposed_by=applicant.id or 0,
                            status=DecisionStatus.CONFIRMED)  # fmt: skip
        session.add(decision)
        session.add(Award(contest_id=contest.id or 0, application_id=won.id or 0, nomination_id=first.id or 0))

    first_words, second_words = [
        browser.get(f"/applications/{one.id}").select_one("section.card").get_text()  # type: ignore[union-attr]
        for one in (won, lost)
    ]
    assert first_words == second_words
    assert "The commission reviews the applications." in first_words


def test_the_receipt_is_also_a_pdf(browser: Browser, contest: Contest, world: World, applicant: User) -> None:
    address = ready(world, contest, applicant)
    send(browser, address)

    response = browser.client.get(f"{address}/receipt.pdf")

    number = stored(world, address).number
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith(f'attachment; filename="{number}.pdf"')
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    assert number in text
    assert "Чистый берег" in text


def test_the_preview_shows_everything_that_was_said(
    browser: Browser, contest: Contest, world: World, applicant: User
) -> None:
    address = ready(world, contest, applicant)

    browser.get(f"{address}/preview")

    person = ("Тестова Асель Маратовна", "+7 701 000 00 01")
    project = ("Аксу", "Nomination 1", "Перчатки и мешки", "Субботник")
    for words in (*person, *project, "Everything in this application is true."):
        assert words in browser.words


def test_the_list_asks_the_database_equally_often_however_long_it_is(
    browser: Browser, contest: Contest, applicant: User, world: World, app: FastAPI
) -> None:
    counts = []
    for number in (2, 8):
        with world() as session:
            nomination = nominations(session, contest.id)[0]
            for status in (Status.ADMITTED, Status.DRAFT) * (number // 2):
                make_application(session, contest, applicant, nomination, status)
        counts.append(statements_of(app, lambda: browser.get("/applications")))

    assert counts[0] == counts[1]


def statements_of(app: FastAPI, action: Callable[[], object]) -> int:
    statements: list[str] = []

    def note(*about: Any) -> None:
        statements.append(about[2])

    event.listen(app.state.house.engine, "before_cursor_execute", note)
    action()
    event.remove(app.state.house.engine, "before_cursor_execute", note)
    return len(statements)
