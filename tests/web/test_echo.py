from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient
from world import make_contest, make_user

from app.accounts import sessions
from app.contests.models import Contest
from app.db import transaction
from app.main import create_app
from app.settings import Settings


@pytest.fixture
def echoing(config: Settings) -> Iterator[FastAPI]:
    app = create_app(config.model_copy(update={"echo_seconds": 5}))
    yield app
    app.state.house.engine.dispose()


def rename(app: FastAPI, title: str) -> None:
    with transaction(app.state.house.engine) as session:
        contest = session.get_one(Contest, 1)
        contest.title = dict.fromkeys(("kk", "ru", "en"), title)
        session.add(contest)


@pytest.fixture
def reader(echoing: FastAPI) -> Iterator[TestClient]:
    with transaction(echoing.state.house.engine) as session:
        make_contest(session, slug="deeds")
    rename(echoing, "Before")
    with TestClient(echoing, base_url="http://127.0.0.1:8000") as client:
        yield client


def test_a_public_page_is_repeated_until_it_is_old(reader: TestClient, echoing: FastAPI, clock) -> None:  # type: ignore[no-untyped-def]
    first = reader.get("/contests/deeds").text
    rename(echoing, "After")

    assert reader.get("/contests/deeds").text == first
    clock.set(clock.now + timedelta(seconds=6))
    assert "After" in reader.get("/contests/deeds").text


def test_every_language_is_repeated_by_itself(reader: TestClient) -> None:
    kazakh, russian = reader.get("/contests/deeds?lang=kk").text, reader.get("/contests/deeds?lang=ru").text

    assert 'lang="kk"' in kazakh
    assert 'lang="ru"' in russian
    reader.cookies.clear()
    reader.cookies.set("lang", "en")
    assert '<html lang="en">' in reader.get("/contests/deeds").text


def test_any_change_is_seen_at_once(reader: TestClient, echoing: FastAPI) -> None:
    reader.get("/contests/deeds")
    rename(echoing, "After")
    reader.post("/sign-out", headers={"Sec-Fetch-Site": "same-origin"})

    assert "After" in reader.get("/contests/deeds").text


def test_a_signed_in_reader_gets_a_page_of_their_own(reader: TestClient, echoing: FastAPI, now) -> None:  # type: ignore[no-untyped-def]
    with transaction(echoing.state.house.engine) as session:
        token = _sign_in(session, now)
    anonymous = reader.get("/contests/deeds").text
    reader.cookies.set("sid", token)

    assert "Айсұлу Жеке" in reader.get("/contests/deeds").text
    reader.cookies.delete("sid")
    assert reader.get("/contests/deeds").text == anonymous


def _sign_in(session: Session, now) -> str:  # type: ignore[no-untyped-def]
    user = make_user(session, "Айсұлу Жеке")
    return sessions.start(session, user, now=now, address="", agent="", how="password")
