"""Files over HTTP: sent, refused with words, fetched by those who may, removed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from browser import Browser
from conftest import Clock
from fastapi import FastAPI
from samples import changed_pdf, jpeg, pdf, tattling_jpeg
from sqlmodel import Session, select
from world import give_role, make_application, make_contest, make_user, take_seat

from app.accounts.models import User
from app.applications.models import Application, Attachment, Purpose, Status
from app.contests import queries as contests
from app.contests.models import Contest, RoleName

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200


class Case:
    owner: User
    stranger: User
    secretary: User
    organiser: User
    chair: User
    expert: User
    accountant: User
    contest: Contest
    draft: Application


@pytest.fixture
def case(world: World) -> Case:
    case = Case()
    with world() as session:
        case.contest = make_contest(session)
        case.owner, case.stranger = make_user(session, "Owner"), make_user(session, "Stranger")
        for name in RoleName:
            user = make_user(session, name.value)
            give_role(session, user, case.contest, name)
            setattr(case, name.value, user)
        take_seat(session, case.contest, case.expert)
        nomination = contests.nominations(session, case.contest.id)[0]
        case.draft = make_application(session, case.contest, case.owner, nomination, Status.DRAFT)
    return case


def path(case: Case, rest: str = "") -> str:
    return f"/applications/{case.draft.id}/attachments{rest}"


def files(world: World) -> list[Attachment]:
    with world() as session:
        return list(session.exec(select(Attachment).order_by(Attachment.id)).all())  # type: ignore[arg-type]


def set_status(world: World, case: Case, status: Status, **values: Any) -> None:
    with world() as session:
        application = session.get_one(Application, case.draft.id)
        if status is not Status.DRAFT:
            application.number, application.submitted_at = "T-1", application.created_at
        application.status = status
        for name, value in values.items():
            setattr(application, name, value)


def send(browser: Browser, case: Case, data: bytes, name: str, status: int) -> None:
    browser.post(path(case), files={"file": (name, data)}, status=status)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_file_arrives_and_is_shown(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.owner, htmx=htmx)

    send(browser, case, pdf(2), "Қолдау хат.pdf", 200 if htmx else 303)

    stored = files(world)
    assert [(file.name, file.purpose, file.uploaded_by) for file in stored] == [
        ("Қолдау хат.pdf", Purpose.ANNEX, case.owner.id)
    ]
    if htmx:
        assert browser.page.select_one(f"#file-{stored[0].id} a").get_text() == "Қолдау хат.pdf"  # type: ignore[union-attr]
    else:
        assert browser.location == f"/applications/{case.draft.id}/edit?step=project#annex"
        assert "Қолдау хат.pdf" in browser.follow().select_one("#files-annex").get_text()  # type: ignore[union-attr]


REFUSED: list[tuple[str, bytes, str, int, str]] = [
    ("UP1", b"", "a.jpg", 422, "The file is empty"),
    ("UP2", jpeg() + b"\0" * 20_000_000, "a.jpg", 413, "larger than 20 MB"),
    ("UP5", b"MZ" + b"\0" * 400, "a.jpg", 415, "not a JPEG, PNG, WebP or PDF"),
    ("UP5 ending", jpeg(), "a.jpg.php", 415, "not a JPEG, PNG, WebP or PDF"),
    ("UP6", b"<svg onload=alert(1)>", "a.svg", 415, "not a JPEG, PNG, WebP or PDF"),
    ("UP8", changed_pdf("script"), "a.pdf", 422, "contains scripts"),
    ("UP8 locked", changed_pdf("locked"), "a.pdf", 422, "protected by a password"),
    ("UP10", HEIC, "IMG_1.HEIC", 415, "On an iPhone: Settings"),
    ("UP11", jpeg()[:-1500], "a.jpg", 422, "damaged or was not uploaded completely"),
]


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(("data", "name", "status", "words"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED])
def test_a_bad_file_is_refused_in_words_and_changes_nothing(
    case: Case, world: World, signed_in: SignedIn, htmx: bool, data: bytes, name: str, status: int, words: str
) -> None:
    browser = signed_in(case.owner, htmx=htmx)

    send(browser, case, data, name, status)

    assert words in browser.words
    assert files(world) == []


def test_no_file_is_told(case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(case.owner)

    browser.post(path(case), files={"file": ("", b"")}, status=422)

    assert "Choose a file first" in browser.words


def test_too_large_a_request_is_refused_by_its_length(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.owner)

    send(browser, case, b"\xff\xd8\xff" + b"\0" * 26_000_000, "a.jpg", 413)

    assert files(world) == []


def test_one_bad_file_among_good_ones_is_named(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.owner)
    sent = [("file", ("a.jpg", jpeg(1))), ("file", ("b.exe", b"MZ")), ("file", ("c.pdf", pdf()))]

    browser.post(path(case), files=sent, status=303)
    browser.follow()

    assert [file.name for file in files(world)] == ["a.jpg", "c.pdf"]
    assert "b.exe: This is not a JPEG, PNG, WebP or PDF file" in browser.words


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_the_same_file_twice_is_a_conflict(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.owner, htmx=htmx)
    send(browser, case, jpeg(), "a.jpg", 200 if htmx else 303)

    send(browser, case, jpeg(), "b.jpg", 409)

    assert "This file has been added already" in browser.words
    assert len(files(world)) == 1


def test_five_files_are_enough(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.owner)
    for seed in range(5):
        send(browser, case, jpeg(seed), f"{seed}.jpg", 303)

    send(browser, case, jpeg(5), "5.jpg", 409)

    assert "At most 5 files" in browser.words
    assert len(files(world)) == 5


def test_what_was_typed_around_the_file_is_saved(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.owner)
    browser.get(f"/applications/{case.draft.id}/edit?step=project")
    page = str(browser.page.select_one("#f input[name=page]")["value"])  # type: ignore[index]

    browser.post(
        path(case), {"step": "project", "page": page, "revision": "0", "title": "Таза жаға"},
        files={"file": ("a.jpg", jpeg())}, status=303,
    )  # fmt: skip

    with world() as session:
        assert session.get_one(Application, case.draft.id).answers["title"] == "Таза жаға"
    assert len(files(world)) == 1


def test_what_was_typed_is_shown_when_the_file_is_refused(case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(case.owner)

    browser.post(
        path(case), {"step": "project", "page": "p", "revision": "0", "title": "Таза жаға"},
        files={"file": ("a.exe", b"MZ")}, status=415,
    )  # fmt: skip

    assert "Таза жаға" in browser.words


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_file_is_removed(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.owner, htmx=htmx)
    send(browser, case, jpeg(), "a.jpg", 200 if htmx else 303)
    id_ = files(world)[0].id

    browser.post(path(case, f"/{id_}/removal"))

    assert [file.removed_at is None for file in files(world)] == [False]
    browser.get(path(case, f"/{id_}"), 404)
    browser.get(path(case, f"/{id_}/thumb"), 404)
    browser.post(path(case, f"/{id_}/removal"), status=404)


def test_the_original_leaves_only_as_a_download(case: Case, world: World, signed_in: SignedIn) -> None:
    data = tattling_jpeg()
    browser = signed_in(case.owner)
    send(browser, case, data, "Фото двора.jpg", 303)
    id_ = files(world)[0].id

    browser.get(path(case, f"/{id_}"))

    headers = browser.response.headers
    assert browser.response.content == data
    assert headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%D0%A4%D0%BE%D1%82%D0%BE%20%D0%B4%D0%B2%D0%BE%D1%80%D0%B0.jpg"
    )
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"


def test_the_thumbnail_tells_nothing_but_the_picture(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.owner)
    send(browser, case, tattling_jpeg(6), "CANARYname.jpg", 303)

    browser.get(path(case, f"/{files(world)[0].id}/thumb"))

    assert browser.response.headers["Content-Type"] == "image/jpeg"
    assert browser.response.headers["Content-Disposition"] == "inline"
    assert b"CANARY" not in browser.response.content
    assert "CANARY" not in str(browser.response.headers)


def test_a_file_that_was_changed_on_the_disk_is_not_given_out(
    case: Case, world: World, signed_in: SignedIn, app: FastAPI
) -> None:
    browser = signed_in(case.owner)
    send(browser, case, jpeg(), "a.jpg", 303)
    file = files(world)[0]
    stored = app.state.house.shelf.path(file.sha256)
    stored.write_bytes(b"x" + stored.read_bytes()[1:])

    browser.get(path(case, f"/{file.id}"), 503)

    assert "The file is unavailable for now" in browser.words


SEES = {
    "owner": (200, 200), "stranger": (404, 404), "secretary": (404, 200), "organiser": (404, 200),
    "chair": (404, 404), "expert": (404, 404), "accountant": (404, 404),
}  # fmt: skip
"""Who gets the original and its thumbnail of a draft, and of what was handed in."""


@pytest.mark.parametrize("who", SEES)
def test_who_may_fetch_a_file(case: Case, world: World, signed_in: SignedIn, who: str) -> None:
    send(signed_in(case.owner), case, pdf(), "a.pdf", 303)
    id_ = files(world)[0].id
    browser = signed_in(getattr(case, who))
    for status, expected in zip((Status.DRAFT, Status.SUBMITTED), SEES[who], strict=True):
        set_status(world, case, status)
        for rest in (f"/{id_}", f"/{id_}/thumb"):
            browser.get(path(case, rest), expected)


CHANGES = {"stranger": (404, 404), "secretary": (404, 403), "organiser": (404, 403), "chair": (404, 403),
           "expert": (404, 403), "accountant": (404, 404)}  # fmt: skip
"""What those get who try to add or remove a file of somebody else's draft, and of what was handed in."""


@pytest.mark.parametrize("who", CHANGES)
def test_nobody_changes_the_files_of_another(case: Case, world: World, signed_in: SignedIn, who: str) -> None:
    send(signed_in(case.owner), case, jpeg(), "a.jpg", 303)
    before = files(world)
    browser = signed_in(getattr(case, who))
    for status, expected in zip((Status.DRAFT, Status.SUBMITTED), CHANGES[who], strict=True):
        set_status(world, case, status)
        send(browser, case, pdf(), "b.pdf", expected)
        browser.post(path(case, f"/{before[0].id}/removal"), status=expected)
    assert [(file.id, file.removed_at) for file in files(world)] == [(before[0].id, None)]


def test_signed_out_people_are_sent_to_sign_in(case: Case, world: World, plain: Browser) -> None:
    plain.post(path(case), files={"file": ("a.jpg", jpeg())}, status=401)
    plain.get(path(case, "/1"), 303)

    assert files(world) == []


def test_a_file_of_another_application_is_not_found_here(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.owner)
    send(browser, case, jpeg(), "a.jpg", 303)
    id_ = files(world)[0].id
    with world() as session:
        nomination = contests.nominations(session, case.contest.id)[0]
        other = make_application(session, case.contest, case.owner, nomination, Status.DRAFT)

    browser.get(f"/applications/{other.id}/attachments/{id_}", 404)
    browser.post(f"/applications/{other.id}/attachments/{id_}/removal", status=404)
    assert files(world)[0].removed_at is None


@pytest.mark.parametrize(("minutes", "status"), [(4, 303), (5, 409)])
def test_an_upload_may_arrive_a_little_late(
    case: Case, world: World, signed_in: SignedIn, clock: Clock, minutes: int, status: int
) -> None:
    assert case.contest.closes_at is not None
    clock.set(case.contest.closes_at + timedelta(minutes=minutes))
    browser = signed_in(case.owner)

    send(browser, case, jpeg(), "a.jpg", status)

    assert len(files(world)) == (status == 303)


def test_a_purpose_that_the_contest_does_not_know_is_not_found(case: Case, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(case.owner)

    browser.post(path(case, "?purpose=picture"), files={"file": ("a.jpg", jpeg())}, status=404)

    assert files(world) == []
