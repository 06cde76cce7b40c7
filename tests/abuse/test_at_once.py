"""The same thing twice, and a database that is busy: the rows CO1 and CO9."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from world import make_contest

from abuse.house import Site, rows
from app.applications.models import Application, Status
from app.contests.models import Contest
from app.journal import Entry
from app.mail import Letter


def at_once(times: int, ask: Any) -> list[Any]:
    """What `ask(turn)` answers to each of so many threads that set off together."""
    answers: list[Any] = [None] * times
    together = threading.Barrier(times)

    def go(turn: int) -> None:
        together.wait()
        answers[turn] = ask(turn)

    threads = [threading.Thread(target=go, args=(turn,)) for turn in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_co1_twenty_presses_of_one_button_make_one_draft(site: Site) -> None:
    browser, path = site.browser(site.other), f"/contests/{site.grants.slug}/applications/new"
    before = len(site.rows(Application))

    answers = at_once(20, lambda _: browser.client.post(path, data={"nonce": "the-same-form"}))

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(site.rows(Application)) == before + 1


def test_co1_twenty_submissions_show_one_number(site: Site) -> None:
    browser, path = site.browser(), f"/applications/{site.grant.id}/submission"

    answers = at_once(20, lambda _: browser.client.post(path))

    assert {answer.status_code for answer in answers} == {303}
    assert {answer.headers["Location"] for answer in answers} == {f"/applications/{site.grant.id}/receipt"}
    sent = site.fresh(site.grant)
    assert (sent.status, sent.version) == (Status.SUBMITTED, 1)
    assert len(site.rows(Letter)) == 1
    assert len([entry for entry in site.rows(Entry) if entry.action == "application.submitted"]) == 1


def test_co1_the_same_form_with_other_data_is_a_conflict(site: Site) -> None:
    browser = site.browser(site.other)
    with site.world() as session:
        other: Contest = make_contest(session)
    browser.post(f"/contests/{site.grants.slug}/applications/new", {"nonce": "the-same-form"})
    before = rows(site.app)

    browser.post(f"/contests/{other.slug}/applications/new", {"nonce": "the-same-form"}, status=409)

    assert "Тем временем это изменили" in browser.words
    assert rows(site.app) == before


@contextmanager
def impatient(site: Site, milliseconds: int) -> Iterator[sqlite3.Connection]:
    """The site waits only so long for the database, which somebody else has begun to write to."""
    engine = site.app.state.house.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the database")

    def shorten(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={milliseconds}")

    engine.dispose()
    event.listen(engine, "connect", shorten)
    with closing(sqlite3.connect(engine.url.database, isolation_level=None, check_same_thread=False)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        yield writer
    event.remove(engine, "connect", shorten)
    engine.dispose()


def test_co9_a_writer_that_does_not_let_go_is_told_in_words_and_takes_nothing_away(site: Site) -> None:
    browser = site.browser()
    form = {"page": "p", "title": "Таза жаға"}

    with impatient(site, 20) as writer:
        browser.post(f"/applications/{site.grant.id}/edit?step=project", form, status=503)
        assert browser.response.headers["Retry-After"] == "5"
        assert "Сервер занят. Повторите через несколько секунд; введённое сохранено ниже" in browser.words
        assert "Таза жаға" in browser.words
        browser.get("/applications")  # reading goes on
        writer.execute("ROLLBACK")

    browser.post(f"/applications/{site.grant.id}/edit?step=project", form)
    assert site.fresh(site.grant).answers["title"] == "Таза жаға"


def test_co9_a_writer_that_lets_go_in_time_is_waited_for(site: Site) -> None:
    browser = site.browser()

    with impatient(site, 10_000) as writer:
        waiting = threading.Event()
        answers: list[int] = []

        def save() -> None:
            waiting.set()
            form = {"page": "p", "title": "Таза жаға"}
            answers.append(
                browser.client.post(f"/applications/{site.grant.id}/edit?step=project", data=form).status_code
            )

        thread = threading.Thread(target=save)
        thread.start()
        waiting.wait()
        writer.execute("ROLLBACK")
        thread.join()

    assert answers == [303]
    assert site.fresh(site.grant).answers["title"] == "Таза жаға"
