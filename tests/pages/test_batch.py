"""A teacher's batch: its pages, with and without JavaScript."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from browser import Browser, filled, statements
from fastapi import FastAPI
from samples import jpeg
from sqlmodel import Session, col, select
from world import give_role, make_contest, make_school, make_territories, make_user

from app import db, numbers, spreadsheets
from app.accounts.models import User
from app.applications.models import Application, Attachment, Status
from app.contests import queries as contests
from app.contests.models import ContestKind, RoleName
from app.db import transaction
from app.documents import sheets
from app.mail import Letter

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
COMMON = {"school": "1", "school_territory": "T00", "teacher_name": "Гүлнар Әбенова", "own_work": "yes"}
ROW = {
    "author_last_kk": "Сыдықова", "author_first_kk": "Айым", "author_last_ru": "Сыдыкова", "author_first_ru": "Айым",
    "grade": "5", "age": "11", "nomination": "1", "work_kind": "drawing", "title": "Таза өзен",
}  # fmt: skip


@pytest.fixture
def person(world: World) -> User:
    with world() as session:
        user = make_user(session, "Гүлнар Әбенова", email="teacher@mail.example")
        make_school(session, make_territories(session)[0], "Қарашыған мектебі")
        make_contest(session, kind=ContestKind.DRAWING, slug="art", nominations=2)
    return user


@pytest.fixture
def teacher(person: User, signed_in: SignedIn) -> Browser:
    return signed_in(person)


def begin(browser: Browser) -> str:
    """A batch with its school and teacher said; its address."""
    browser.get("/contests/art/batch")
    browser.submit("main form[action$='/batch']")
    path = browser.location
    browser.follow()
    browser.submit("#f", COMMON)
    return path


def send(browser: Browser, path: str, *names: str, first: int = 0) -> None:
    """Pictures as a form without JavaScript sends them, all different."""
    files = [("file", (name, jpeg(first + place), "image/jpeg")) for place, name in enumerate(names)]
    browser.post(f"{path}/pictures", files=files)


def ids(browser: Browser, path: str) -> list[str]:
    browser.get(path)
    return [str(row["id"]).removeprefix("work-") for row in browser.page.select("#works > li")]


def fill(browser: Browser, path: str, number: str, **answers: str) -> None:
    browser.get(f"{path}?open={number}")
    browser.submit(f"#f-{number}", ROW | answers)


def works(world: World) -> list[Application]:
    with world() as session:
        return list(session.exec(select(Application).order_by(col(Application.id))).all())


def test_a_teacher_hands_in_what_is_ready_and_the_rest_stays(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg", "b.jpg")
    first, _ = ids(teacher, path)
    assert "0 works are ready" in teacher.words
    assert teacher.page.select_one("#hand-in[disabled]") is not None
    fill(teacher, path, first)
    teacher.get(path)
    assert "1 work is ready" in teacher.words
    teacher.submit("#hand-in-form", button="which=ready")
    teacher.follow()
    assert "1 work is accepted" in teacher.words
    assert "1 work is still a draft and does not take part yet." in teacher.words
    assert "1 child has no consent to take part. Consents of the parents" in teacher.words
    assert "Сыдыкова Айым" in teacher.words or "Сыдықова Айым" in teacher.words
    sent, draft = works(world)
    assert (sent.status, sent.applicant_name, draft.status) == (Status.SUBMITTED, "Сыдықова Айым", Status.DRAFT)
    with world() as session:
        (letter,) = session.exec(select(Letter)).all()
    assert sent.number is not None
    assert sent.number in letter.text
    pdf = teacher.client.get(f"{path}/receipt.pdf")
    assert (pdf.status_code, pdf.headers["content-type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_one_letter_tells_of_all_works_and_pressing_again_writes_none(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg", "b.jpg")
    for number in ids(teacher, path):
        fill(teacher, path, number)
    teacher.get(path)
    teacher.submit("#hand-in-form", button="which=ready")
    teacher.get(path)
    teacher.post(f"{path}/submission", {"which": "ready"}, status=409)
    assert "No work is ready to be handed in yet" in teacher.words
    with world() as session:
        (letter,) = session.exec(select(Letter)).all()
    assert [work.number in letter.text for work in works(world)] == [True, True]  # type: ignore[operator]


def test_only_the_ticked_works_go(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg", "b.jpg")
    numbers = ids(teacher, path)
    for number in numbers:
        fill(teacher, path, number)
    teacher.get(path)
    teacher.submit("#hand-in-form", {"work": numbers[1]}, button="which=ticked")
    assert [work.status for work in works(world)] == [Status.DRAFT, Status.SUBMITTED]


def test_a_row_that_is_saved_leads_to_the_next_that_lacks_something(teacher: Browser) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg", "b.jpg", "c.jpg")
    first, second, _ = ids(teacher, path)
    teacher.get(f"{path}?open={first}")
    teacher.submit(f"#f-{first}", ROW, button="go=next")
    assert teacher.location.endswith(f"{path}?open={second}#work-{second}")
    teacher.follow()
    assert teacher.page.select_one(f"#f-{second}") is not None


def test_a_row_says_what_it_lacks_and_what_is_wrong(teacher: Browser) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg")
    (number,) = ids(teacher, path)
    assert "Missing: pupil, grade, nomination, title" in teacher.words
    fill(teacher, path, number, grade="", author_last_ru="", title="", age="99")
    teacher.get(path)
    assert "Missing: name in Russian, grade, title" in teacher.words
    assert teacher.page.select_one(f"#lacks-{number} .err + .err") is not None


def test_what_is_typed_in_a_row_is_saved_while_typing(person: User, signed_in: SignedIn, world: World) -> None:
    typing = signed_in(person, htmx=True)
    path = begin(typing)
    typing.htmx = False
    send(typing, path, "a.jpg")
    (number,) = ids(typing, path)
    typing.htmx = True
    row = typing.get(f"{path}?open={number}", headers={"HX-Request": "true"})
    assert [tag["id"] for tag in row.select("li")] == [f"work-{number}"]
    typing.submit(f"#f-{number}", {"title": "Біздің өзен", "autosave": "1"}, status=200)
    assert typing.response.headers["HX-Trigger"] == "works"
    assert typing.page.select_one(f"#lacks-{number}[hx-swap-oob]") is not None
    assert works(world)[0].answers["title"] == "Біздің өзен"
    assert works(world)[0].answers["teacher_name"] == "Гүлнар Әбенова"


def test_another_window_that_changed_the_row_is_shown(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg")
    (number,) = ids(teacher, path)
    old = teacher.get(f"{path}?open={number}").select_one(f"#revision-{number}")
    assert old is not None
    fill(teacher, path, number, title="Бірінші")
    late = ROW | {"page": "other", "revision": str(old["value"]), "title": "Екінші"}
    teacher.post(f"{path}/works/{number}", late, status=409)
    assert "Бірінші" in teacher.words
    assert "Екінші" in teacher.words
    assert works(world)[0].answers["title"] == "Бірінші"


def test_two_windows_with_the_same_row_open_do_not_overwrite_each_other(
    person: User, signed_in: SignedIn, world: World
) -> None:
    typing = signed_in(person, htmx=True)
    path = begin(typing)
    typing.htmx = False
    send(typing, path, "a.jpg")
    (number,) = ids(typing, path)
    typing.htmx = True
    opened = [typing.get(f"{path}?open={number}").select(f"#f-{number}")[0] for _ in range(2)]
    first, second = (filled(form) | {"autosave": "1"} for form in opened)
    typing.post(f"{path}/works/{number}", first | {"title": "Бірінші"}, status=200)
    told = typing.post(f"{path}/works/{number}", second | {"title": "Екінші"}, status=409)
    assert [button["form"] for button in told.select("button")] == [f"f-{number}"]  # not school and teacher
    typing.htmx = False
    typing.post(f"{path}/works/{number}", {**second, "title": "Екінші", "autosave": []}, status=409)
    typing.submit("form:has(fieldset)", {"keep-title": "stored"})
    assert typing.location == f"{path}#work-{number}"
    assert works(world)[0].answers["title"] == "Бірінші"
    typing.htmx = True
    typing.post(f"{path}/works/{number}", first | {"title": "Бірінші де"}, status=200)  # its own earlier save is none
    assert works(world)[0].answers["title"] == "Бірінші де"


def test_a_scan_of_a_consent_that_follows_is_no_change_to_hand_in_again(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg")
    (number,) = ids(teacher, path)
    fill(teacher, path, number)
    teacher.get(path)
    teacher.submit("#hand-in-form", button="which=ready")
    sheet = {
        "children-0-application": number, "children-0-is_covered": "yes", "children-0-name": "Сыдықова Гүл",
        "children-0-relation": "mother", "signed_on": "2026-05-01", "take_part": "yes",
    }  # fmt: skip
    teacher.post(f"{path}/consents", sheet, files=[("file", ("sheet.jpg", jpeg(9), "image/jpeg"))])
    teacher.get(path)
    assert "changes not handed in" not in teacher.words
    assert "0 works are ready" in teacher.words


def test_a_picture_sent_again_after_a_cut_line_makes_no_second_work(
    person: User, signed_in: SignedIn, world: World
) -> None:
    sending = signed_in(person)
    path = begin(sending)
    sending.htmx = True
    for _ in range(2):
        files = [("file", ("a.jpg", jpeg(), "image/jpeg"))]
        page = sending.post(f"{path}/pictures", files=files, headers={"Upload-Key": "k1"}, status=200)
        assert [row["id"] for row in page.select("li")] == ["work-1"]
    assert len(works(world)) == 1
    with world() as session:
        assert len(session.exec(select(Attachment)).all()) == 1


def test_a_bad_picture_is_named_and_the_others_stay(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    files = [("file", ("good.jpg", jpeg(), "image/jpeg")), ("file", ("bad.jpg", b"\xff\xd8\xff no", "image/jpeg"))]
    teacher.post(f"{path}/pictures", files=files)
    teacher.follow()
    assert "1 picture is in." in teacher.words
    assert "bad.jpg: The file is damaged or was not uploaded completely." in teacher.words
    assert len(works(world)) == 1


def packed(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def test_a_zip_makes_a_work_of_each_picture_and_sent_again_no_more(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    data = packed(("../2.jpg", jpeg(2)), ("works/3.jpg", jpeg(3)), ("notes.txt", b"not a picture"))
    for _ in range(2):
        teacher.post(f"{path}/archive", files=[("file", ("works.zip", data, "application/zip"))])
        teacher.follow()
        assert "2 pictures are in." in teacher.words
        assert "notes.txt: This is not a JPEG, PNG, WebP or PDF file" in teacher.words
    assert len(works(world)) == 2
    with world() as session:
        assert [file.name for file in session.exec(select(Attachment).order_by(col(Attachment.id)))] == [
            "2.jpg",
            "3.jpg",
        ]


def test_a_zip_of_something_else_changes_nothing(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    data = packed(("1.jpg", jpeg()), ("more.zip", packed(("2.jpg", jpeg()))))
    teacher.post(f"{path}/archive", files=[("file", ("works.zip", data, "application/zip"))], status=422)
    assert "The ZIP holds something else than pictures" in teacher.words
    assert works(world) == []


def test_a_list_of_pupils_fills_the_rows_and_says_what_became_of_each_line(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    send(teacher, path, "IMG_1.jpg", "IMG_2.jpg")
    heads = ["№", "Имя файла", "Фамилия на казахском", "Имя на казахском", "Класс", "Жұмыстың атауы", "Үйірме"]
    rows = [
        ["1", "IMG_2.jpg", "Төлеуова", "Аружан", "3", "Өзен", "иә"],
        ["2", "", "Оразбек", "Мирас", "бес", "", ""],
        ["3", "IMG_9.jpg", "Қалиев", "Нұр", "4", "", ""],
    ]
    data = sheets.xlsx(sheets.Table("Тізім", heads, rows))
    teacher.post(f"{path}/pupils", files=[("file", ("list.xlsx", data, "application/octet-stream"))], status=200)
    assert "3 lines; what became of each:" in teacher.words
    assert "Found by the name of the file" in teacher.words
    assert "Found by order: check that the picture is this pupil's" in teacher.words
    assert "No picture yet: the row waits for it" in teacher.words
    assert "Grade: «бес» was not understood. Choose it in the row." in teacher.words
    assert "These columns were not read: Үйірме. Name them as in the empty list" in teacher.words
    assert [work.answers.get("title", "") for work in works(world)] == ["", "Өзен", ""]
    names = [(work.answers["author_last_kk"], work.answers.get("grade", "")) for work in works(world)]
    assert names == [("Оразбек", ""), ("Төлеуова", "3"), ("Қалиев", "4")]


def test_nobody_waits_while_a_list_of_pupils_is_read(
    teacher: Browser, app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, path = spreadsheets.read, begin(teacher)

    def reading(content: bytes) -> list[spreadsheets.Line]:
        with transaction(app.state.house.engine) as another:
            numbers.take(another, "another")
        return read(content)

    monkeypatch.setattr(spreadsheets, "read", reading)
    monkeypatch.setattr(db, "PATIENCE", 0.05)
    data = sheets.xlsx(sheets.Table("Тізім", ["Имя файла", "Класс"], [["a.jpg", "5"]]))
    teacher.post(f"{path}/pupils", files=[("file", ("list.xlsx", data, "application/octet-stream"))], status=200)

    assert [work.answers["grade"] for work in works(world)] == ["5"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_empty_list_is_one_that_we_read(teacher: Browser, language: str) -> None:
    path = begin(teacher)
    response = teacher.client.get(f"/contests/art/batch/pupils.xlsx?lang={language}")
    assert response.status_code == 200
    teacher.get(f"{path}?lang=en")
    files = [("file", ("list.xlsx", response.content, "application/octet-stream"))]
    teacher.post(f"{path}/pupils", files=files, status=422)  # it has headings and no line
    assert "The list has no line yet" in teacher.words


def test_the_blanks_of_all_rows_are_filled_at_once(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg", "b.jpg")
    first, _ = ids(teacher, path)
    fill(teacher, path, first, grade="7", work_kind="poster")
    teacher.get(path)
    assert teacher.page.select_one("#fill-grade option[selected]") is None  # a school's pupils are of many
    assert teacher.page.select_one("#fill-work_kind option[selected][value='poster']") is not None
    teacher.submit("#filling form", {"grade": "3", "nomination": "2"})
    teacher.follow()
    assert "3 fields are filled in." in teacher.words
    assert [(work.answers["grade"], work.answers["nomination"]) for work in works(world)] == [("7", "1"), ("3", "2")]


def test_with_the_first_pictures_comes_what_only_a_page_with_works_has(person: User, signed_in: SignedIn) -> None:
    browser, piece = signed_in(person), {"HX-Request": "true"}
    path = begin(browser)
    browser.htmx = False
    send(browser, path, "IMG_1.jpg")
    counted = browser.get(f"{path}?only=&first=1", headers=piece)
    assert [one.text for one in counted.select("#chips a")] == ["All 1", "To fill in 1"]
    assert [str(one["id"]) for one in counted.select("[hx-swap-oob]")] == [
        "chips", "filling", "to-consents", "no-works",
    ]  # fmt: skip
    again = browser.get(f"{path}?only=todo", headers=piece)
    assert [one.text for one in again.select("#chips [aria-current]")] == ["To fill in 1"]
    assert again.select("#filling") == []  # somebody may be typing into it


def test_school_and_teacher_are_named_as_soon_as_they_are_saved(person: User, signed_in: SignedIn) -> None:
    browser = signed_in(person, htmx=True)
    path = begin(browser)
    said = browser.post(path, COMMON | {"autosave": "1"}, status=200).select_one("#common-lacks")
    assert said is not None
    assert said.text == "Қарашыған мектебі · Гүлнар Әбенова"


def test_the_same_picture_twice_is_hinted_with_a_link(teacher: Browser) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg")
    teacher.htmx = True
    files = [("file", ("copy.jpg", jpeg(), "image/jpeg"))]
    teacher.post(f"{path}/pictures", files=files, headers={"Upload-Key": "another"}, status=200)
    teacher.htmx = False
    first, second = ids(teacher, path)
    hint = teacher.page.select_one(f"#lacks-{second} a[href='#work-{first}']")
    assert hint is not None
    assert "The same picture:" in teacher.words


def test_my_applications_show_one_card_for_the_batch(teacher: Browser) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg", "b.jpg", "c.jpg")
    fill(teacher, path, ids(teacher, path)[0])
    teacher.get(path)
    teacher.submit("#hand-in-form", button="which=ready")
    teacher.get("/applications")
    assert len(teacher.page.select("article")) == 1
    assert "3 works : 1 handed in, 2 drafts" in teacher.words
    assert "Қарашыған мектебі" in teacher.words


def test_a_removed_work_leads_back_to_the_batch(teacher: Browser, world: World) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg")
    (number,) = ids(teacher, path)
    teacher.get(f"/applications/{number}/deletion")
    teacher.submit("main form[action$='/deletion']")
    assert teacher.location == f"{path}#works-title"
    assert works(world) == []


def test_after_the_deadline_the_batch_is_only_read(teacher: Browser, world: World, now: datetime) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg")
    (number,) = ids(teacher, path)
    with world() as session:
        contest = contests.by_slug(session, "art")
        assert contest is not None
        contest.closes_at = now - timedelta(hours=1)
    teacher.get(path)
    assert "Works are no longer taken." in teacher.words
    assert teacher.page.select("#pictures, #hand-in, #f") == []
    teacher.post(f"{path}/works/{number}", ROW, status=409)
    teacher.post(f"{path}/pictures", files=[("file", ("b.jpg", jpeg(7), "image/jpeg"))], status=409)
    assert [work.answers.get("title") for work in works(world)] == [None]


def test_the_way_to_a_batch_is_found(teacher: Browser) -> None:
    for page in ("/contests/art", "/contests/art/applications/new"):
        teacher.get(page)
        assert teacher.page.select_one("main a[href='/contests/art/batch']") is not None


def test_nobody_else_sees_it(teacher: Browser, world: World, signed_in: SignedIn) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg")
    with world() as session:
        other = make_user(session, "Басқа Мұғалім")
    stranger = signed_in(other)
    for place in ("", "/receipt", "/receipt.pdf"):
        stranger.get(path + place, status=404)
    stranger.post(f"{path}/works/1", ROW, status=404)
    stranger.post(f"{path}/pictures", files=[("file", ("b.jpg", jpeg(7), "image/jpeg"))], status=404)
    assert [work.answers.get("title") for work in works(world)] == [None]


def test_the_office_finds_the_other_works_of_the_batch(teacher: Browser, world: World, signed_in: SignedIn) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg", "b.jpg")
    for number in ids(teacher, path):
        fill(teacher, path, number)
    teacher.get(path)
    teacher.submit("#hand-in-form", button="which=ready")
    with world() as session:
        clerk = make_user(session, "Хатшы Тестова")
        contest = contests.by_slug(session, "art")
        assert contest is not None
        give_role(session, clerk, contest, RoleName.SECRETARY)
    office = signed_in(clerk)
    first, second = works(world)
    office.get(f"/office/art/applications/{first.id}")
    assert office.page.select_one(f"details a[href='/office/art/applications/{second.id}']") is not None


def test_a_page_of_many_works_asks_as_little_as_one_of_two(teacher: Browser, app: FastAPI, world: World) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg", "b.jpg")
    with statements(app) as few:
        teacher.get(path)
    send(teacher, path, *[f"{name}.jpg" for name in range(12)], first=10)
    with statements(app) as many:
        teacher.get(path)
    assert len(works(world)) == 14
    assert len(many) == len(few)
