"""What comes round by itself: one process at a time, one failure stops nobody, nothing needed is cleared away."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Clock
from fastapi import FastAPI
from sqlmodel import Session, select
from world import make_application, make_contest, make_user, nominations_of

from app import leases
from app.accounts import links, sessions, throttle
from app.accounts.models import Attempt, LinkPurpose, OneTimeLink, SignIn
from app.applications.models import Attachment, Purpose, Status
from app.files import Shelf
from app.web import janitor, ticking
from app.web.house import House
from app.web.ticking import Duty, Ticker, tick

World = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def house(app: FastAPI) -> House:
    house: House = app.state.house
    return house


def counting(calls: list[str], name: str, **values: timedelta) -> Duty:
    def run(_: House, __: datetime) -> int:
        calls.append(name)
        return len(calls)

    return Duty(name, run, **values)


def failing(_: House, __: datetime) -> int:
    raise RuntimeError("no luck")


def test_one_duty_that_breaks_off_does_not_stop_the_others(
    house: House, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[str] = []

    done = tick(house, now, [counting(calls, "one"), Duty("bad", failing), counting(calls, "two")])

    assert done == {"one": 1, "bad": None, "two": 2}
    assert "the duty «bad» broke off" in caplog.text
    assert tick(house, now, [Duty("bad", failing)]) == {"bad": None}


def test_two_processes_do_not_do_the_same_duty_at_once(house: House, now: datetime) -> None:
    calls: list[str] = []
    inner: list[dict[str, int | None]] = []

    def nested(house: House, now: datetime) -> int:
        inner.append(tick(house, now, [counting(calls, "long"), counting(calls, "other")]))
        return 1

    assert tick(house, now, [Duty("long", nested)]) == {"long": 1}
    assert (inner, calls) == ([{"other": 1}], ["other"])


def test_a_duty_whose_process_died_is_taken_over(house: House, world: World, clock: Clock) -> None:
    calls: list[str] = []
    with world() as session:
        assert leases.take(session, "long", now=clock.now, term=ticking.TERM)

    assert tick(house, clock.now, [counting(calls, "long")]) == {}
    clock.set(clock.now + ticking.TERM)
    assert tick(house, clock.now, [counting(calls, "long")]) == {"long": 1}


def test_the_thread_lets_a_duty_rest(house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(
        ticking, "DUTIES", [counting(calls, "often"), counting(calls, "seldom", every=timedelta(hours=6))]
    )
    ticker = Ticker(house)
    for hours in (0, 1, 5):
        clock.advance(hours=hours)
        ticker.round(clock.now)

    assert calls == ["often", "seldom", "often", "often", "seldom"]


def aged(path: Path, at: datetime) -> Path:
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def stored(shelf: Shelf, data: bytes, at: datetime) -> str:
    sha256 = shelf.put([data]).sha256
    aged(shelf.path(sha256), at)
    return sha256


def test_half_written_files_go_after_an_hour(house: House, now: datetime) -> None:
    house.shelf.incoming.mkdir(parents=True)
    old, fresh = (house.shelf.incoming / name for name in ("a" * 32, "b" * 32))
    for path, minutes in ((old, 61), (fresh, 59)):
        path.write_bytes(b"half")
        aged(path, now - timedelta(minutes=minutes))

    assert janitor.sweep_files(house, now) == 1
    assert list(house.shelf.incoming.iterdir()) == [fresh]


def test_a_file_without_a_row_goes_after_a_day_and_no_other(house: House, world: World, now: datetime) -> None:
    long_ago = now - timedelta(days=2)
    named, orphan = stored(house.shelf, b"named", long_ago), stored(house.shelf, b"orphan", long_ago)
    fresh = stored(house.shelf, b"fresh", now - timedelta(hours=23))
    with world() as session:
        contest, owner = make_contest(session), make_user(session)
        draft = make_application(session, contest, owner, nominations_of(session, contest)[0], Status.DRAFT)
        session.add(
            Attachment(application_id=draft.id or 0, purpose=Purpose.ANNEX, name="a.pdf", sha256=named, size=5,
                       media_type="application/pdf", uploaded_at=long_ago, uploaded_by=owner.id or 0, removed_at=now)
        )  # fmt: skip

    assert (janitor.sweep_files(house, now), janitor.sweep_files(house, now)) == (1, 0)
    assert [house.shelf.path(sha256).exists() for sha256 in (named, orphan, fresh)] == [True, False, True]


def test_a_file_that_is_stored_again_while_the_janitor_looks_stays(house: House, now: datetime) -> None:
    sha256 = stored(house.shelf, b"twice", now - timedelta(days=2))
    before = now - janitor.UNNAMED
    assert house.shelf.untouched_since(before) == [sha256]

    house.shelf.put([b"twice"])
    aged(house.shelf.path(sha256), now)

    assert house.shelf.take_away(sha256, before) is False
    assert house.shelf.read(sha256) == b"twice"


def test_what_a_janitor_that_died_had_moved_aside_comes_back(house: House, now: datetime) -> None:
    sha256 = stored(house.shelf, b"aside", now)
    house.shelf.path(sha256).replace(house.shelf.incoming / sha256)

    assert janitor.sweep_files(house, now) == 0
    assert house.shelf.read(sha256) == b"aside"


def test_spent_rows_about_people_go(house: House, world: World, clock: Clock) -> None:
    with world() as session:
        user = make_user(session)
        links.make(session, user, LinkPurpose.CONFIRM, now=clock.now)
        sessions.start(session, user, now=clock.now, address="10.0.0.1", agent="A", how="password")
        throttle.note(session, throttle.SIGN_IN, "a@b", now=clock.now)
    assert janitor.sweep_rows(house, clock.now) == 0

    clock.advance(days=8)
    with world() as session:
        links.make(session, user, LinkPurpose.CONFIRM, now=clock.now)
        sessions.start(session, user, now=clock.now, address="10.0.0.1", agent="B", how="password")

    assert janitor.sweep_rows(house, clock.now) == 2
    clock.advance(days=7)
    assert janitor.sweep_rows(house, clock.now) == 1
    with world() as session:
        assert [one.agent for one in session.exec(select(SignIn)).all()] == ["B"]
        assert len(session.exec(select(OneTimeLink)).all()) == 1
        assert session.exec(select(Attempt)).all() == []


def test_the_command_does_every_duty_once(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from app import cli

    monkeypatch.setenv("BAIQAU_DATA", str(house.settings.data))
    monkeypatch.setenv("BAIQAU_DATABASE_URL", house.settings.database_url)
    cli.settings.cache_clear()
    house.shelf.incoming.mkdir(parents=True)
    (house.shelf.incoming / ("c" * 32)).write_bytes(b"half")
    aged(house.shelf.incoming / ("c" * 32), datetime(2026, 1, 1, tzinfo=UTC))
    try:
        assert cli.main(["tick"]) == 0
    finally:
        cli.settings.cache_clear()

    assert "files: 1" in capsys.readouterr().out
