"""A teacher's batch: pages and requests."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from samples import jpeg
from sqlmodel import select
from world import make_contest, make_school, make_territories, make_user

from app.applications.models import Application, Attachment, Status
from app.contests.models import ContestKind
from app.mail import Letter

ROW = {
    "author_last_kk": "Сыдықова", "author_first_kk": "Айым", "author_last_ru": "Сыдыкова", "author_first_ru": "Айым",
    "grade": "5", "age": "11", "nomination": "1", "work_kind": "drawing", "title": "Таза өзен",
}  # fmt: skip


@pytest.fixture
def teacher(world: Any, signed_in: Callable[..., Browser]) -> Browser:
    with world() as session:
        user = make_user(session, "Гүлнар Әбенова")
        make_school(session, make_territories(session)[0])
        make_contest(session, kind=ContestKind.DRAWING, slug="art", nominations=2)
    return signed_in(user)


def begin(browser: Browser) -> str:
    """A batch with its school and teacher said; its address."""
    browser.get("/contests/art/batch")
    browser.submit("main form[action$='/batch']")
    path = browser.location
    browser.follow()
    browser.submit(
        "#f", {"school": "1", "school_territory": "T00", "teacher_name": "Гүлнар Әбенова", "own_work": "yes"}
    )
    return path


def send(browser: Browser, path: str, *names: str, seed: int = 0, key: str = "") -> None:
    files = [("file", (name, jpeg(seed + place), "image/jpeg")) for place, name in enumerate(names)]
    browser.post(f"{path}/pictures", files=files, headers={"Upload-Key": key} if key else {})


def test_a_teacher_hands_in_what_is_ready_and_the_rest_stays(teacher: Browser, world: Any) -> None:
    path = begin(teacher)
    send(teacher, path, "a.jpg", "b.jpg")
    teacher.get(path)
    assert "0 works are ready" in teacher.words
    assert teacher.page.select_one("#hand-in")["disabled"] == ""  # type: ignore[index]
    ids = [row["id"] for row in teacher.page.select("#works > li")]
    assert len(ids) == 2
    number = str(ids[0]).removeprefix("work-")
    teacher.get(f"{path}?open={number}")
    teacher.submit(f"#f-{number}", ROW)
    teacher.get(path)
    assert "1 work is ready" in teacher.words
    teacher.submit("#hand-in-form", button="which=ready")
    teacher.follow()
    assert "1 work is accepted" in teacher.words
    assert "1 work is still a draft" in teacher.words
    with world() as session:
        works = session.exec(select(Application).order_by(Application.id)).all()
        assert [work.status for work in works] == [Status.SUBMITTED, Status.DRAFT]
        assert works[0].applicant_name == "Сыдықова Айым"
        assert [letter.subject for letter in session.exec(select(Letter))] == ["1 работа принята"]
