"""Results and gallery: nobody before the publication, everybody after it, and no more than was agreed to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from sqlmodel import Session, select
from world import Judged, confirm, give_role, make_judged, make_school, make_user

from app.accounts.models import User
from app.applications.models import (
    Application,
    Attachment,
    Author,
    Consent,
    ConsentKind,
    Purpose,
    Rendition,
    RenditionKind,
    Status,
    WorkKind,
)
from app.awards import decisions
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def reader(plain: Browser) -> Browser:
    plain.client.cookies.set("lang", "en")
    return plain


@pytest.fixture
def drawings(world: World, app: FastAPI) -> Judged:
    """Thirty works in two nominations, the first two with the consent to be named; published."""
    stored = app.state.house.shelf.put([JPEG])
    with world() as session:
        rows: list[Any] = [(1 + at % 2, at % 3, 9 - at % 4) for at in range(30)]
        judged = make_judged(session, rows, experts=0, kind=ContestKind.DRAWING, grant_amount=0, min_sheets=1)
        school = make_school(session, judged.territories[0])
        for at, work in enumerate(judged.works):
            session.add(Author(application_id=work.id or 0, name_kk=f"Тегі{at} Аты{at}", name_ru=f"Фамилия{at} Имя{at}",
                               grade=3, school_id=school.id or 0, teacher_name="Тайный Учитель",
                               work_kind=WorkKind.DRAWING))  # fmt: skip
            file = Attachment(application_id=work.id or 0, purpose=Purpose.PICTURE, name="секрет.jpg", size=1,
                              sha256=stored.sha256, media_type="image/jpeg", uploaded_at=work.created_at,
                              uploaded_by=work.applicant_id)  # fmt: skip
            session.add(file)
            session.flush()
            for kind in (RenditionKind.JUDGED, RenditionKind.THUMB):
                session.add(Rendition(attachment_id=file.id or 0, kind=kind, sha256=stored.sha256, size=stored.size,
                                      width=320, height=240))  # fmt: skip
            kinds = [ConsentKind.TAKE_PART] + ([ConsentKind.SHOW_NAME] if at < 2 else [])
            session.add_all(Consent(application_id=work.id or 0, kind=kind, given_by="x", given_at=work.created_at)
                            for kind in kinds)  # fmt: skip
        session.flush()
        decisions.propose(session, judged.contest, by=judged.chair, now=judged.works[0].created_at)
        judged.contest.status = ContestStatus.PUBLISHED
        judged.contest.published_at = judged.works[0].created_at
    return judged


def picture_paths(browser: Browser) -> list[str]:
    return [str(tag["src"]) for tag in browser.page.select("main img")]


def test_nobody_but_those_who_decide_looks_before_the_publication(
    world: World, signed_in: SignedIn, plain: Browser, now: datetime
) -> None:
    with world() as session:
        judged = make_judged(session, [(1, 0, 9)])
        accountant = make_user(session)
        give_role(session, accountant, judged.contest, RoleName.ACCOUNTANT)
        expert = session.get_one(User, judged.seats[1].user_id)
        applicant = session.get_one(User, judged.works[0].applicant_id)
    address = f"/contests/{judged.contest.slug}/results"
    people = {"SEC": judged.secretary, "CHR": judged.chair, "ORG": judged.organiser, "ACC": accountant, "JUR": expert,
              "APP": applicant}  # fmt: skip

    def seen() -> dict[str, int]:
        found = {name: signed_in(user).client.get(address).status_code for name, user in people.items()}
        return found | {"ANON": plain.client.get(address).status_code}

    nobody = dict.fromkeys((*people, "ANON"), 404)
    assert seen() == nobody
    with world() as session:
        confirm(session, judged, now)
    assert seen() == nobody | {"SEC": 200, "CHR": 200, "ORG": 200}
    assert signed_in(judged.chair).client.get(address).headers["cache-control"] == "private, no-store"
    with world() as session:
        session.get_one(Contest, judged.contest.id).status = ContestStatus.PUBLISHED
    assert seen() == dict.fromkeys(nobody, 200)


def test_results_of_drawings_name_only_whom_they_may(reader: Browser, drawings: Judged) -> None:
    page = reader.get(f"/contests/{drawings.contest.slug}/results")

    assert "30 works were admitted, from 1 school. 30 works came from rural schools." in reader.words
    rows = [" ".join(item.get_text(" ").split()) for item in page.select("section li")]
    assert [row.split(", ", 1)[1] for row in rows] == ["grade 3, Аксу", "grade 3, Алаколь"]
    assert "Тегі0 Аты0" in rows[0]  # agreed; whoever reads English reads the Kazakh spelling
    assert "Тайный" not in reader.response.text
    assert reader.response.headers["cache-control"] == "no-cache"


def test_signed_in_people_and_messages_are_never_kept_by_a_cache(
    drawings: Judged, signed_in: SignedIn, reader: Browser
) -> None:
    address = f"/contests/{drawings.contest.slug}/results"
    assert signed_in(drawings.chair).client.get(address).headers["cache-control"] == "private, no-store"
    reader.client.cookies.set("flash", "something")
    assert reader.client.get(address).headers["cache-control"] == "private, no-store"


def test_the_gallery_filters_and_pages(reader: Browser, drawings: Judged) -> None:
    address = f"/contests/{drawings.contest.slug}/gallery"
    page = reader.get(address)
    assert len(page.select(".gal li")) == 24
    assert [chip.get_text() for chip in page.select(".chips a")] == ["All 30", "Nomination 1 15", "Nomination 2 15"]
    assert "Аты0 Т., grade 3, Аксу" in reader.words
    assert "Аты2" not in reader.response.text
    assert "секрет" not in reader.response.text
    assert len(reader.get(f"{address}?number=2").select(".gal li")) == 6
    assert len(reader.get(f"{address}?nomination=2").select(".gal li")) == 15
    assert len(reader.get(f"{address}?nomination=2&territory=T01").select(".gal li")) == 5
    for odd in ("?nomination=x&number=-4", "?number=99999", "?territory=%3Cscript%3E", "?nomination=9"):
        reader.get(address + odd)
        assert reader.response.status_code == 200


def test_an_empty_gallery_says_why(reader: Browser, drawings: Judged, world: World) -> None:
    address = f"/contests/{drawings.contest.slug}/gallery"

    def said() -> str:
        block = reader.get(address).select_one(".empty p")
        return block.get_text() if block else ""

    reader.get(f"{address}?nomination=1&territory=nowhere")
    assert "Choose another nomination or territory." in reader.words
    with world() as session:
        for file in session.exec(select(Attachment)).all():
            file.removed_at = drawings.works[0].created_at
    assert said() == "The works that may be shown came without pictures."
    with world() as session:
        for consent in session.exec(select(Consent)).all():
            consent.withdrawn_at = drawings.works[0].created_at
    assert said() == "No child's representative has agreed to the showing. Who won stands in the results."
    assert "Choose another nomination" not in reader.words
    assert reader.page.select(".chips, main form") == [], "there is nothing to choose from"
    with world() as session:
        for work in session.exec(select(Application)).all():
            work.status = Status.SUBMITTED
    assert said() == "No work was admitted to this contest."


def test_whoever_decided_is_told_that_the_gallery_is_not_out_yet(
    world: World, signed_in: SignedIn, now: datetime
) -> None:
    words = "until the results are published"
    with world() as session:
        judged = make_judged(session, [(1, 0, 9)], kind=ContestKind.DRAWING)
        confirm(session, judged, now)
    chair = signed_in(judged.chair)
    chair.get(f"/contests/{judged.contest.slug}/gallery")
    assert words in chair.words
    with world() as session:
        session.get_one(Contest, judged.contest.id).status = ContestStatus.PUBLISHED
    chair.get(f"/contests/{judged.contest.slug}/gallery")
    assert words not in chair.words


def test_pictures_are_public_once_published_and_may_be_kept_for_an_hour(reader: Browser, drawings: Judged) -> None:
    reader.get(f"/contests/{drawings.contest.slug}/gallery")
    paths = picture_paths(reader)
    assert len(paths) == 24

    response = reader.client.get(paths[0])

    assert (response.status_code, response.content) == (200, JPEG)
    assert {name: response.headers[name] for name in ("cache-control", "x-robots-tag", "content-disposition")} == {
        "cache-control": "private, max-age=3600", "x-robots-tag": "noindex", "content-disposition": "inline",
    }  # fmt: skip
    assert reader.client.get(paths[0].rsplit("/", 1)[0] + "/999999").status_code == 404
    assert reader.client.get(paths[0].rsplit("/", 1)[0] + "/99999999999999999999").status_code == 404


def test_pictures_are_for_nobody_before_the_publication(
    reader: Browser, drawings: Judged, world: World, signed_in: SignedIn
) -> None:
    reader.get(f"/contests/{drawings.contest.slug}/gallery")
    path = picture_paths(reader)[0]
    with world() as session:
        session.get_one(Contest, drawings.contest.id).status = ContestStatus.DECIDING
    assert reader.client.get(path).status_code == 404
    with world() as session:
        applicant = session.get_one(User, drawings.works[0].applicant_id)
    assert signed_in(applicant).client.get(path).status_code == 404


def test_a_contest_of_grants_has_no_gallery(world: World, reader: Browser) -> None:
    with world() as session:
        judged = make_judged(session, [(1, 0, 9)], status=ContestStatus.JUDGING)
        judged.contest.status = ContestStatus.PUBLISHED
    reader.get(f"/contests/{judged.contest.slug}/gallery", status=404)
    reader.get("/contests/no-such-contest/results", status=404)


def test_results_and_gallery_cost_as_many_statements_for_many_works(
    world: World, app: FastAPI, reader: Browser, drawings: Judged
) -> None:
    counts = []
    for path in ("gallery?nomination=1", "gallery?nomination=1&territory=T00"):
        with statements(app) as seen:
            reader.get(f"/contests/{drawings.contest.slug}/{path}")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    with world() as session:
        judged = make_judged(session, [(1, 0, 9)], territories=drawings.territories, kind=ContestKind.DRAWING)
        decisions.propose(session, judged.contest, by=judged.chair, now=drawings.works[0].created_at)
        judged.contest.status = ContestStatus.PUBLISHED
    found = []
    for contest in (judged.contest, drawings.contest):
        with statements(app) as seen:
            reader.get(f"/contests/{contest.slug}/results")
        found.append(len(seen))
    assert found[0] == found[1]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_results_speak_every_language(reader: Browser, drawings: Judged, language: str) -> None:
    page = reader.get(f"/contests/{drawings.contest.slug}/results?lang={language}")
    assert page.html["lang"] == language
    reader.get(f"/contests/{drawings.contest.slug}/gallery?lang={language}")
