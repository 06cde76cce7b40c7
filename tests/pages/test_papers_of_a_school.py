"""All papers of a teacher's works in one file."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from browser import Browser
from ceremony import Ceremony, drawings
from fastapi import FastAPI
from pypdf import PdfReader
from sqlmodel import Session, select
from world import make_user

from app.applications.batch_models import Batch
from app.applications.models import Application, Author
from app.papers import issuing
from app.papers import queries as paper_queries
from app.papers.models import Certificate

World = Callable[[], Session]
SignedIn = Callable[..., Browser]


@pytest.fixture
def ceremony(world: World) -> Ceremony:
    with world() as session:
        return drawings(session)


@pytest.fixture
def issued(ceremony: Ceremony, world: World, app: FastAPI, now: datetime) -> list[Certificate]:
    with world() as session:
        by = ceremony.staff["secretary"]
        return issuing.issue_all(session, app.state.house.keys, ceremony.contest, by=by, now=now)


IN_ORDER = ("Ахметов", "Әбенова", "Ысқақова", "Іңкәрбек", "Яковлева")
"""By the Kazakh alphabet; code points would put the first letters of the second and the fourth last."""


def test_they_come_by_class_and_by_the_kazakh_alphabet(
    ceremony: Ceremony, issued: list[Certificate], world: World
) -> None:
    with world() as session:
        for author in session.exec(select(Author)):
            author.grade = 3 if author.application_id == issued[0].application_id else 7
        for paper, name in zip(session.exec(select(Certificate)).all(), reversed(IN_ORDER), strict=True):
            paper.printed = paper.printed | {"recipient": name}

    with world() as session:
        listed = paper_queries.of_person(session, ceremony.owner.id or 0, ceremony.contest.id)
        grades = {author.application_id: author.grade for author in session.exec(select(Author))}
    found = [(grades[paper.application_id], paper.printed["recipient"]) for paper in listed]
    assert {name for _, name in found} == set(IN_ORDER)
    assert found == sorted(found, key=lambda one: (one[0], IN_ORDER.index(one[1])))
    assert {grade for grade, _ in found} == {3, 7}


def test_the_owner_finds_them_in_one_file(ceremony: Ceremony, issued: list[Certificate], signed_in: SignedIn) -> None:
    owner = signed_in(ceremony.owner)
    page = owner.get("/applications")
    link = page.select_one("a[href$='/papers.pdf']")
    assert link is not None
    assert f"{len(issued)} papers in one PDF" in owner.words

    owner.get(str(link["href"]))

    assert owner.response.headers["content-type"] == "application/pdf"
    reader = PdfReader(BytesIO(owner.response.content))
    assert len(reader.pages) == len(issued)


def test_a_batch_has_a_file_of_its_own(
    ceremony: Ceremony, issued: list[Certificate], signed_in: SignedIn, world: World, now: datetime
) -> None:
    with world() as session:
        batch = Batch(contest_id=ceremony.contest.id or 0, teacher_id=ceremony.owner.id or 0, nonce="b", language="kk",
                      created_at=now, saved_at=now)  # fmt: skip
        session.add(batch)
        session.flush()
        work = session.get_one(Application, issued[0].application_id)
        work.batch_id, batch_id = batch.id, batch.id
        of_it = sum(paper.application_id == work.id for paper in issued)
    owner = signed_in(ceremony.owner)

    owner.get(f"/contests/{ceremony.contest.slug}/papers.pdf?batch={batch_id}")

    assert len(PdfReader(BytesIO(owner.response.content)).pages) == of_it < len(issued)
    page = owner.get("/applications")
    assert page.select_one(f"a[href$='papers.pdf?batch={batch_id}']") is not None
    owner.get(f"/contests/{ceremony.contest.slug}/papers.pdf?batch=999", status=404)


def test_nobody_else_has_any(ceremony: Ceremony, issued: list[Certificate], signed_in: SignedIn, world: World) -> None:
    with world() as session:
        stranger = make_user(session)
    for person in (stranger, ceremony.staff["secretary"]):
        signed_in(person).get(f"/contests/{ceremony.contest.slug}/papers.pdf", status=404)
    signed_in(ceremony.owner).get("/contests/no-such/papers.pdf", status=404)
