"""The proof of names: a teacher's page with one button, the office's list, letters and reminders."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from browser import Browser, statements
from ceremony import Ceremony, drawings
from fastapi import FastAPI
from openpyxl import load_workbook
from sqlmodel import Session, select

from app.accounts.models import User
from app.mail import Letter
from app.papers import issuing
from app.papers.models import Certificate, CertificateStatus
from app.web.papers import name_letters

World = Callable[[], AbstractContextManager[Session]]
Opener = Callable[..., Browser]


@pytest.fixture
def ceremony(world: World) -> Ceremony:
    with world() as session:
        return drawings(session)


@pytest.fixture
def here(ceremony: Ceremony) -> str:
    return f"/contests/{ceremony.contest.slug}/proof"


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def teacher(request: pytest.FixtureRequest, ceremony: Ceremony, signed_in: Opener) -> Browser:
    return signed_in(ceremony.owner, htmx=request.param)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def secretary(request: pytest.FixtureRequest, ceremony: Ceremony, signed_in: Opener) -> Browser:
    return signed_in(ceremony.staff["secretary"], htmx=request.param)


def letters(world: World) -> list[Letter]:
    with world() as session:
        return list(session.exec(select(Letter).where(Letter.key.startswith("names-"))).all())  # type: ignore[attr-defined]


def asked(secretary: Browser, ceremony: Ceremony) -> None:
    secretary.get(f"{ceremony.path}/proof")
    secretary.submit('form[action$="/letters"]')
    secretary.follow()


def test_a_teacher_says_all_right_to_everything_with_one_button(
    secretary: Browser, ceremony: Ceremony, here: str, signed_in: Opener, world: World
) -> None:
    asked(secretary, ceremony)
    assert "1 letter is on its way." in secretary.words
    [letter] = letters(world)
    assert (letter.user_id, here in letter.text) == (ceremony.owner.id, True)

    teacher = signed_in(ceremony.owner)
    teacher.get("/applications")
    assert teacher.page.select_one(f'a[href="{here}"]') is not None
    teacher.get(here)
    assert len(teacher.page.select(".sample-name")) == 4
    assert "Төлеуова Аружан Серікқызы" in teacher.words
    assert "4-сынып" in teacher.words
    assert "4 класс" in teacher.words.replace("\xa0", " ")
    teacher.submit(f'form[action="{here}"]')
    teacher.follow()
    assert "Everything is confirmed. Thank you!" in teacher.words
    teacher.get("/applications")
    assert teacher.page.select_one(f'a[href="{here}"]') is None


def test_one_name_is_corrected_and_the_difference_shows(teacher: Browser, ceremony: Ceremony, here: str) -> None:
    one = f"{here}/{ceremony.works[0].id}"
    teacher.get(one)
    assert "corrected for all 4 works" in teacher.words
    teacher.submit(f'form[action="{one}"]', {"recipient": "Төлеуова Аружан Серіккызы"})
    teacher.follow()

    card = teacher.page.select_one(f"#name-{ceremony.works[0].id}")
    assert card is not None
    assert [tag.get_text() for tag in card.select("mark")] == ["к", "қ"]
    assert "In the application: Төлеуова Аружан Серікқызы" in card.get_text()
    assert "two alphabets" not in teacher.words

    teacher.get(one)
    teacher.submit(f'form[action="{one}"]', {"recipient": "Төлеуова Аружан Сер\u0069кқызы"})
    teacher.follow()
    assert teacher.words.count("letters of two alphabets stand in one word.") == 1


@pytest.mark.parametrize("wrong", [{"recipient": ""}, {"work": ""}, {"teacher": ""}, {"recipient": "x" * 151}])
def test_a_name_that_is_none_stays_in_the_form(
    teacher: Browser, ceremony: Ceremony, here: str, wrong: dict[str, str]
) -> None:
    one = f"{here}/{ceremony.works[0].id}"
    teacher.get(one)
    teacher.submit(f'form[action="{one}"]', wrong, status=422)
    assert teacher.page.select_one("#errors") is not None


def test_all_right_counts_only_for_what_stood_on_the_page(
    teacher: Browser, ceremony: Ceremony, here: str, signed_in: Opener
) -> None:
    office = signed_in(ceremony.staff["secretary"])
    teacher.get(here)
    seen = teacher.page.select_one("input[name=seen]")["value"]  # type: ignore[index]
    place = f"{ceremony.path}/proof/{ceremony.works[1].id}"
    office.post(place, {"recipient": "Ахметов Дамир Асанұлы", "work": "Көл", "teacher": "Әбілова Сәуле",
                        "remark": "Телефонмен айтты"})  # fmt: skip
    teacher.post(here, {"seen": seen})
    teacher.follow()

    assert "A name has changed meanwhile" in teacher.words
    assert "Everything is confirmed" not in teacher.words


def test_the_office_enters_what_people_without_e_mail_said(
    secretary: Browser, ceremony: Ceremony, world: World
) -> None:
    with world() as session:
        owner = session.get_one(User, ceremony.owner.id)
        owner.email, owner.email_key = "", "paper-1"
    asked(secretary, ceremony)
    assert "1 person has no e-mail" in secretary.words
    assert letters(world) == []
    secretary.get(f"{ceremony.path}/proof?show=nobody")
    assert len(secretary.page.select(".sample")) == 4
    place = f"{ceremony.path}/proof/{ceremony.works[0].id}"
    secretary.get(place)
    secretary.submit(f'form[action="{place}"]', {"remark": ""}, status=422)
    secretary.submit(f'form[action="{place}"]', {"remark": "Мұғалім телефонмен растады"})
    secretary.follow()
    assert "written down by the office" in secretary.words
    secretary.get(f"{ceremony.path}/proof?show=confirmed")
    assert len(secretary.page.select(".sample")) == 1


def test_a_correction_after_the_printing_becomes_a_replacement(
    teacher: Browser, ceremony: Ceremony, here: str, world: World, app: FastAPI, now: datetime, signed_in: Opener
) -> None:
    with world() as session:
        by = session.merge(ceremony.staff["secretary"])
        issuing.issue_all(session, app.state.house.keys, session.merge(ceremony.contest), by=by, now=now)
    one = f"{here}/{ceremony.works[0].id}"
    teacher.get(one)
    assert "The paper was printed already." in teacher.words
    teacher.submit(f'form[action="{one}"]', {"recipient": "Төлеуова Аруана Серікқызы"})

    office = signed_in(ceremony.staff["secretary"])
    office.get(f"{ceremony.path}/proof?show=reprint")
    office.submit('form[action$="/reprint"]')
    office.follow()
    assert "Printed anew under" in office.words
    with world() as session:
        papers = session.exec(select(Certificate).where(Certificate.application_id == ceremony.works[0].id)).all()
        found = {paper.status: paper.printed["recipient"] for paper in papers if paper.kind == "diploma"}
    assert found == {
        CertificateStatus.REPLACED: "Төлеуова Аружан Серікқызы", CertificateStatus.ISSUED: "Төлеуова Аруана Серікқызы",
    }  # fmt: skip
    office.post(f"{ceremony.path}/proof/{ceremony.works[0].id}/reprint")
    office.follow()
    assert "The papers say so already." in office.words


def test_reminders_go_after_three_and_seven_days_and_no_more(
    secretary: Browser, ceremony: Ceremony, here: str, app: FastAPI, world: World, now: datetime
) -> None:
    asked(secretary, ceremony)
    sent = []
    for days in (1, 3, 3, 4, 7, 8, 30):
        sent.append(name_letters.remind(app.state.house, now + timedelta(days=days, minutes=1)))

    assert sent == [0, 1, 0, 0, 1, 0, 0]
    assert len(letters(world)) == 3


def test_whoever_confirmed_is_not_reminded(
    secretary: Browser, ceremony: Ceremony, here: str, app: FastAPI, now: datetime, signed_in: Opener
) -> None:
    asked(secretary, ceremony)
    teacher = signed_in(ceremony.owner)
    teacher.get(here)
    teacher.submit(f'form[action="{here}"]')
    assert name_letters.remind(app.state.house, now + timedelta(days=9)) == 0


def test_the_list_for_phoning_holds_who_has_not_answered(secretary: Browser, ceremony: Ceremony) -> None:
    secretary.get(f"{ceremony.path}/proof/waiting.xlsx")
    rows = list(load_workbook(BytesIO(secretary.response.content)).active.values)  # type: ignore[union-attr]
    assert len(rows) == 6
    assert rows[2][1] == "Төлеуова Аружан Серікқызы"


@pytest.mark.parametrize(("who", "status"), [
    ("secretary", 200), ("organiser", 200), ("chair", 403), ("accountant", 404), ("expert", 404), ("elsewhere", 404),
    ("owner", 404),
])  # fmt: skip
def test_who_sees_the_names_of_all(ceremony: Ceremony, signed_in: Opener, who: str, status: int) -> None:
    browser = signed_in(ceremony.owner if who == "owner" else ceremony.staff[who])
    for path in ("", "/waiting.xlsx", f"/{ceremony.works[0].id}"):
        browser.get(f"{ceremony.path}/proof{path}", status=status)


def test_nobody_sees_the_names_of_others(ceremony: Ceremony, here: str, signed_in: Opener, plain: Browser) -> None:
    stranger: Any = signed_in(ceremony.staff["stranger"])
    stranger.get(here, status=404)
    stranger.get(f"{here}/{ceremony.works[0].id}", status=404)
    stranger.post(here, {"seen": ""}, status=404)
    plain.get(here, status=303)


def test_the_lists_ask_the_database_little(ceremony: Ceremony, here: str, signed_in: Opener, app: FastAPI) -> None:
    counts = []
    for browser, path in ((signed_in(ceremony.owner), here),
                          (signed_in(ceremony.staff["secretary"]), f"{ceremony.path}/proof")):  # fmt: skip
        browser.get(path)
        with statements(app) as seen:
            browser.get(path)
        counts.append(len(seen))
    assert max(counts) <= 10
