"""Consents over HTTP: the parents' page, signed sheets, papers to print, the office, what the public sees."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from browser import Browser
from fastapi import FastAPI
from pypdf import PdfReader
from samples import jpeg, pdf, sent
from sqlmodel import Session, select
from world import (
    give_role,
    make_application,
    make_author,
    make_contest,
    make_school,
    make_territories,
    make_user,
)

from app import db, numbers
from app.accounts.models import User
from app.applications import attachments, consent_links, lifecycle, queries
from app.applications.batch_models import Batch
from app.applications.models import Application, Attachment, ConsentKind, ConsentWay, Purpose, Status
from app.awards.models import Award
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName
from app.db import transaction

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
BOTH = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
TAKE, SHOW, PHOTO, AUTHOR = ConsentKind.TAKE_PART, ConsentKind.SHOW_NAME, ConsentKind.PHOTO, ConsentKind.AUTHOR
YES = {"name": "Сауле Сыдықова", "relation": "mother", "is_representative": "yes"}


class Case:
    contest: Contest
    teacher: User
    secretary: User
    batch: Batch
    works: list[Application]
    app: FastAPI
    world: World

    @property
    def work(self) -> Application:
        return self.works[0]

    @property
    def link(self) -> str:
        """The path of the first work's link as it is now."""
        with self.world() as session:
            work = session.get_one(Application, self.work.id)
            return "/consent/" + consent_links.token(self.app.state.house.keys.link_secret, work)

    @property
    def consents(self) -> str:
        return f"/applications/{self.work.id}/consents"

    @property
    def batch_consents(self) -> str:
        return f"/contests/{self.contest.slug}/batch/{self.batch.id}/consents"

    @property
    def office(self) -> str:
        return f"/office/{self.contest.slug}/applications/{self.work.id}/consents"

    def standing(self, work: Application | None = None) -> set[ConsentKind]:
        with self.world() as session:
            rows = queries.consents(session, (work or self.work).id).items()
            return {kind for kind, consent in rows if consent.withdrawn_at is None}

    def change(self, **values: Any) -> None:
        with self.world() as session:
            found = session.get_one(Application, self.work.id)
            for name, value in values.items():
                setattr(found, name, value)
            session.add(found)


@pytest.fixture
def case(world: World, app: FastAPI, now: Any) -> Case:
    case = Case()
    case.app, case.world = app, world
    with world() as session:
        case.contest = make_contest(session, kind=ContestKind.DRAWING, nominations=1, slug="drawings")
        school = make_school(session, make_territories(session, 1)[0], "Абай атындағы мектеп")
        case.teacher = make_user(session, "Айгүл Мұғалімова")
        case.secretary = make_user(session, "Хатшы Тестова")
        give_role(session, case.secretary, case.contest, RoleName.SECRETARY)
        case.batch = Batch(
            contest_id=case.contest.id or 0, teacher_id=case.teacher.id or 0, nonce="b", language="kk", created_at=now,
            saved_at=now,
        )  # fmt: skip
        session.add(case.batch)
        session.flush()
        nomination = contests.nominations(session, case.contest.id)[0]
        case.works = [
            make_application(session, case.contest, case.teacher, nomination, Status.SUBMITTED, title=title,
                             batch_id=case.batch.id, applicant_name=name)
            for title, name in (("Таза өзен", "Сыдықова Айым"), ("Көл", "Оспанов Дархан"))
        ]  # fmt: skip
        for work in case.works:
            make_author(session, work, school)
        shelf = app.state.house.shelf
        attachments.add(session, shelf, case.work, sent(jpeg()), Purpose.PICTURE, by=case.teacher, now=now)
    return case


def at(browser: Browser, path: str) -> Browser:
    browser.get(path)
    return browser


def opened(case: Case, browser: Browser, language: str = "en") -> Browser:
    browser.client.cookies.set("lang", language)
    return at(browser, case.link)


def test_a_parent_sees_who_asks_for_what_and_for_whose_work(case: Case, browser: Browser) -> None:
    opened(case, browser)

    for words in ("Consent for Айым С.", "Eco Foundation Kokterek", "240540000016", "Таза өзен", "Clean Deeds",
                  "without the name", "At any time and without a reason", "identity number"):  # fmt: skip
        assert words in browser.words, words
    assert "Сыдықова" not in browser.words
    assert "Абай атындағы мектеп" not in browser.words
    headers = browser.response.headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["cache-control"] == "private, no-store"
    picture = browser.page.select_one("main img")
    assert picture is not None
    shown = browser.client.get(str(picture["src"]))
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert not [box for box in browser.page.select("main input[type=checkbox]") if box.has_attr("checked")]


@pytest.mark.parametrize(("language", "words"), [("kk", "Балам конкурсқа қатыссын"), ("ru", "Мой ребёнок участвует")])
def test_the_page_speaks_the_parents_language(case: Case, plain: Browser, language: str, words: str) -> None:
    assert words in opened(case, plain, language).words


def test_a_parent_answers_changes_and_takes_back(case: Case, browser: Browser, now: Any) -> None:
    link = case.link
    opened(case, browser)
    browser.post(link, YES | {"take_part": "yes", "show_name": "yes"})
    assert browser.location.split("#")[0] == link
    browser.follow()
    assert "Thank you" in browser.words
    assert case.standing() == {TAKE, SHOW}
    with case.world() as session:
        row = queries.consents(session, case.work.id)[TAKE]
        assert (row.way, row.given_by, row.relation, row.stated_by) == (ConsentWay.LINK, YES["name"], "mother", None)

    browser.post(link, YES | {"take_part": "yes", "photo": "yes"})
    assert case.standing() == {TAKE, PHOTO}
    browser.post(link, YES)
    assert case.standing() == set()
    browser.follow()
    assert "the child does not take part" in browser.words


def test_what_is_missing_is_said_and_nothing_is_kept(case: Case, browser: Browser) -> None:
    link = case.link
    opened(case, browser)
    browser.post(link, {"take_part": "yes"}, status=422)

    assert [a["href"] for a in browser.page.select("#errors a")] == ["#name", "#relation", "#is_representative"]
    assert browser.page.select_one("#take_part[checked]") is not None
    assert case.standing() == set()


@pytest.mark.parametrize(("age", "needed"), [(13, False), (14, True), (17, True)])
def test_an_author_of_fourteen_agrees_too(case: Case, plain: Browser, age: int, needed: bool) -> None:
    with case.world() as session:
        author = queries.author(session, case.work.id)
        assert author is not None
        author.age = age
    link = case.link
    opened(case, plain)
    assert (plain.page.select_one("#author") is not None) is needed

    plain.post(link, YES | {"take_part": "yes"}, status=422 if needed else 303)

    assert case.standing() == (set() if needed else {TAKE})
    if needed:
        plain.post(link, YES | {"take_part": "yes", "author": "yes"})
        assert case.standing() == {TAKE, AUTHOR}


def test_every_link_that_is_not_open_gets_the_same_page(case: Case, plain: Browser, signed_in: SignedIn) -> None:
    old = case.link
    at(signed_in(case.teacher), case.consents).post(case.consents + "/link", {})
    assert case.link != old
    plain.client.cookies.set("lang", "en")

    pages = [plain.client.get(path) for path in (old, "/consent/x", old.replace("-", "-a"), "/consent/999-aaaa")]
    pages += [plain.client.post(old, data=YES | {"take_part": "yes"})]

    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert "This link opens nothing" in pages[0].text
    assert case.standing() == set()
    assert plain.client.get(old + "/pictures/1").status_code == 404


def test_links_are_not_guessed_for_long(case: Case, plain: Browser) -> None:
    for _ in range(30):
        assert plain.client.get("/consent/1-a").status_code == 404

    assert plain.client.get("/consent/1-a").status_code == 429
    assert plain.client.get(case.link).status_code == 429


def test_one_work_takes_twenty_answers_an_hour(case: Case, plain: Browser, clock: Any) -> None:
    link = case.link
    for turn in range(20):
        plain.post(link, YES | ({"take_part": "yes"} if turn % 2 else {}))
    plain.post(link, YES, status=429)
    assert case.standing() == {TAKE}
    clock.advance(minutes=61)
    plain.post(link, YES)
    assert case.standing() == set()


def test_the_token_is_in_no_line_of_the_log(case: Case, plain: Browser, caplog: pytest.LogCaptureFixture) -> None:
    link = case.link
    with caplog.at_level("DEBUG", logger="baiqau"):
        opened(case, plain)
        plain.post(link, YES | {"take_part": "yes"})

    ours = [record for record in caplog.records if record.name.startswith("baiqau")]  # the test's own client logs too
    said = " ".join(str(record.__dict__) for record in ours)
    assert "/consent/{token}" in said
    assert link.rpartition("/")[2] not in said


def test_a_link_to_a_draft_without_a_name_asks_for_patience(case: Case, plain: Browser) -> None:
    with case.world() as session:
        nomination = contests.nominations(session, case.contest.id)[0]
        contest, teacher = session.get_one(Contest, case.contest.id), session.get_one(User, case.teacher.id)
        draft = make_application(session, contest, teacher, nomination, Status.DRAFT, title="")
        path = "/consent/" + consent_links.token(case.app.state.house.keys.link_secret, draft)
    plain.client.cookies.set("lang", "en")

    plain.get(path)

    assert "has not filled in the child's name yet" in plain.words
    assert plain.page.select_one("main form") is None


def test_the_teacher_copies_a_message_in_both_languages(case: Case, signed_in: SignedIn) -> None:
    browser = at(signed_in(case.teacher), case.consents)

    messages = {str(area["lang"]): area.text for area in browser.page.select("textarea[readonly]")}
    assert set(messages) == {"kk", "ru"}
    for text in messages.values():
        assert "Айым" in text
        assert text.endswith("http://127.0.0.1:8000" + case.link)
    assert "Сәлеметсіз бе!" in messages["kk"]
    assert "Здравствуйте!" in messages["ru"]
    assert "1 child has no consent" in browser.words


def sheet(case: Case, *works: int, **changed: str) -> dict[str, str]:
    said = {"signed_on": "2026-05-19", "take_part": "yes", "show_name": "yes"}
    for at in works:
        row = f"children-{at}"
        said |= {f"{row}-application": str(case.works[at].id), f"{row}-is_covered": "yes",
                 f"{row}-name": f"Ата-ана {at}", f"{row}-relation": "mother"}  # fmt: skip
    return said | changed


def post_sheet(browser: Browser, path: str, data: dict[str, str], file: tuple[str, bytes] | None, status: int) -> str:
    """The words of the answer; followed where it leads on."""
    files = {"file": (*file, "application/octet-stream")} if file else None
    answer = browser.client.post(path, data=data, files=files)
    assert answer.status_code == status, answer.text[:500]
    return answer.text


@pytest.mark.parametrize("place", ["consents", "batch_consents", "office"])
def test_nobody_waits_while_a_sheet_is_looked_through(
    case: Case, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    prepare, engine = attachments.prepare, case.app.state.house.engine

    def prepared(*given: Any) -> attachments.Prepared:
        with transaction(engine) as another:
            numbers.take(another, "another")
        return prepare(*given)

    monkeypatch.setattr(attachments, "prepare", prepared)
    monkeypatch.setattr(db, "PATIENCE", 0.05)
    browser = signed_in(case.secretary if place == "office" else case.teacher)

    post_sheet(browser, getattr(case, place), sheet(case, 0), ("consent.jpg", jpeg(5)), 303)

    assert case.standing() == {TAKE, SHOW}


def test_a_signed_sheet_of_one_child(case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(case.teacher)
    text = post_sheet(browser, case.consents, sheet(case, 0), None, 422)
    assert "Choose the scan or photo of the signed sheet" in text
    text = post_sheet(browser, case.consents, sheet(case, 0), ("consent.txt", b"text"), 422)
    assert "Ата-ана 0" in text
    assert case.standing() == set()

    post_sheet(browser, case.consents, sheet(case, 0), ("consent.jpg", jpeg(5)), 303)

    assert case.standing() == {TAKE, SHOW}
    browser.get(case.consents)
    assert "entered by Айгүл Мұғалімова" in browser.words
    assert "consent.jpg" in browser.words


def test_one_sheet_covers_the_children_who_are_ticked(case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(case.teacher)
    data = sheet(case, 0, 1)
    post_sheet(browser, case.batch_consents, data, ("list.pdf", pdf()), 303)

    assert [case.standing(work) for work in case.works] == [{TAKE, SHOW}] * 2
    with case.world() as session:
        scans = session.exec(select(Attachment).where(Attachment.purpose == Purpose.CONSENT)).all()
        assert [scan.application_id for scan in scans] == [work.id for work in case.works]
        assert len({scan.sha256 for scan in scans}) == 1
    only = sheet(case, 0, 1) | {"children-1-is_covered": "", "show_name": "", "photo": "yes"}
    post_sheet(browser, case.batch_consents, only, None, 303)
    assert [case.standing(work) for work in case.works] == [{TAKE, PHOTO}, {TAKE, SHOW}]


def test_a_sheet_says_what_it_lacks(case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(case.teacher)
    data = sheet(case, 0, 1) | {"children-1-name": "", "take_part": ""}

    text = post_sheet(browser, case.batch_consents, data, ("list.pdf", pdf()), 422)

    assert re.findall(r'href="#(children[^"]+|take_part)"', text) == ["children-1-name", "take_part"]
    (ticket,) = re.findall(r'name="file_waiting" value="([^"]+)"', text)
    post_sheet(browser, case.batch_consents, sheet(case, 0, 1) | {"file_waiting": ticket}, None, 303)
    assert [case.standing(work) for work in case.works] == [{TAKE, SHOW}, {TAKE, SHOW}]
    nobody = {"signed_on": "2026-05-21", "take_part": "yes"}
    text = post_sheet(browser, case.batch_consents, nobody, None, 422)
    assert "Tick the children whom the sheet covers" in text
    assert "still ahead" in text


def test_nobody_states_consents_of_anothers_works(case: Case, signed_in: SignedIn, world: World) -> None:
    with world() as session:
        stranger = make_user(session)
    browser = signed_in(stranger)
    for path in (case.consents, case.batch_consents, case.consents + "/form.pdf", case.batch_consents + "/list.pdf",
                 case.batch_consents + "/forms.pdf"):  # fmt: skip
        assert browser.client.get(path).status_code == 404
    for path in (case.consents, case.batch_consents, case.consents + "/link"):
        assert browser.client.post(path, data=sheet(case, 0)).status_code == 404
    assert case.standing() == set()


def test_after_admission_a_sheet_comes_too_late_and_the_link_does_not(
    case: Case, signed_in: SignedIn, plain: Browser
) -> None:
    case.change(status=Status.ADMITTED)
    browser = signed_in(case.teacher)

    post_sheet(browser, case.consents, sheet(case, 0), ("consent.jpg", jpeg(5)), 409)
    post_sheet(browser, case.batch_consents, sheet(case, 0), ("consent.jpg", jpeg(5)), 409)
    post_sheet(signed_in(case.secretary), case.office, sheet(case, 0), ("consent.jpg", jpeg(5)), 409)
    assert case.standing() == set()
    assert at(browser, case.consents).page.select_one("#sheet") is None

    plain.post(case.link, YES | {"take_part": "yes"})
    assert case.standing() == {TAKE}


def texts(browser: Browser, path: str) -> list[str]:
    answer = browser.client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(answer.content)).pages]


def test_forms_are_printed_for_those_who_have_not_agreed(case: Case, signed_in: SignedIn, plain: Browser) -> None:
    browser = signed_in(case.teacher)
    pages = texts(browser, case.batch_consents + "/forms.pdf")
    assert len(pages) == 2
    assert "Сыдықова Айым" in pages[0]
    assert "Оспанов Дархан" in pages[1]
    assert all("БСН 240540000016" in page and "БИН 240540000016" in page for page in pages)

    plain.post(case.link, YES | {"take_part": "yes"})

    pages = texts(browser, case.batch_consents + "/forms.pdf")
    assert len(pages) == 1
    assert "Оспанов Дархан" in pages[0]
    assert "Сыдықова Айым" in texts(browser, case.consents + "/form.pdf")[0]
    listed = " ".join(texts(browser, case.batch_consents + "/list.pdf"))
    assert "Оспанов Дархан" in listed
    assert "Сыдықова Айым" not in listed


def test_the_secretary_adds_a_sheet_and_notes_what_is_taken_back(case: Case, signed_in: SignedIn, world: World) -> None:
    browser = signed_in(case.secretary)
    browser.get(case.office.removesuffix("/consents"))
    assert browser.page.select_one(f"a[href='{case.office}']") is not None
    post_sheet(browser, case.office, sheet(case, 0), ("consent.jpg", jpeg(5)), 303)
    with world() as session:
        work, by = session.get_one(Application, case.work.id), session.get_one(User, case.secretary.id)
        lifecycle.admit(session, work, by=by, now=work.created_at + timedelta(days=2))
    browser.get(case.office)
    assert "entered by Хатшы Тестова" in browser.words

    browser.post(case.office + "/withdrawal", {"take_part": "yes"})

    assert case.standing() == {SHOW}
    with world() as session:
        assert session.get_one(Application, case.work.id).status is Status.SUBMITTED
    browser.get(f"/office/{case.contest.slug}")
    assert "Consent is missing: 2" in browser.words


def test_the_list_of_applications_says_whose_consent_is_missing(
    case: Case, signed_in: SignedIn, plain: Browser
) -> None:
    browser = signed_in(case.teacher)
    case.change(batch_id=None)
    browser.get("/applications")
    assert "The parents' consent is missing" in browser.words
    assert browser.page.select_one(f"a[href='{case.consents}']") is not None
    assert "1 child has no consent" in browser.words, "of the batch"

    plain.post(case.link, YES | {"take_part": "yes"})

    assert "The parents' consent is missing" not in at(browser, "/applications").words


def test_what_a_parent_takes_back_is_gone_with_the_next_request(
    case: Case, plain: Browser, world: World, app: FastAPI, now: Any
) -> None:
    plain.client.cookies.set("lang", "en")
    link, gallery, results = case.link, "/contests/drawings/gallery", "/contests/drawings/results"
    plain.post(link, YES | {"take_part": "yes", "show_name": "yes"})
    with world() as session:
        work, contest = session.get_one(Application, case.work.id), session.get_one(Contest, case.contest.id)
        work.status, contest.status, contest.published_at = Status.ADMITTED, ContestStatus.PUBLISHED, now
        session.add(
            Award(contest_id=contest.id or 0, application_id=work.id or 0, nomination_id=work.nomination_id or 0)
        )
    reader = Browser(plain.client, htmx=False)
    picture = str(at(reader, gallery).page.select_one("a.work")["href"])  # type: ignore[index]
    assert "Айым С." in reader.words
    assert "Сыдықова Айым" in at(reader, results).words

    reader.post(link, YES | {"take_part": "yes"})
    assert "Айым" not in at(reader, gallery).words
    assert "Таза өзен" in reader.words
    assert "Сыдықова" not in at(reader, results).words

    reader.post(link, YES)
    assert "Таза өзен" not in at(reader, gallery).words
    assert "Таза өзен" not in at(reader, results).words
    assert reader.client.get(picture).status_code == 404


@BOTH
def test_pictures_of_a_work_are_chosen_ordered_and_shown(
    case: Case, signed_in: SignedIn, world: World, htmx: bool
) -> None:
    with world() as session:
        work, by = session.get_one(Application, case.work.id), session.get_one(User, case.teacher.id)
        work.status, work.batch_id = Status.DRAFT, None
        second = attachments.add(session, case.app.state.house.shelf, work, sent(jpeg(2)), Purpose.PICTURE, by=by,
                                 now=work.created_at)  # fmt: skip
    browser = signed_in(case.teacher, htmx=htmx)
    browser.get(f"/applications/{case.work.id}/edit")
    rows = browser.page.select("#files-picture li.file")
    assert ["main picture" in row.text for row in rows] == [True, False]

    browser.post(f"/applications/{case.work.id}/attachments/{second.id}/main", {})
    browser.follow()

    rows = browser.page.select("#files-picture li.file")
    assert rows[0]["id"] == f"file-{second.id}"
    assert ["main picture" in row.text for row in rows] == [True, False]
