"""The deadline: to the millisecond, for two hundred at once, under any server's time zone. The rows DL1 to DL5."""

import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Clock
from sqlalchemy import Engine
from sqlmodel import Session, select
from world import grant_answers, make_application, make_contest, make_territories, make_user, nominations_of

from abuse.house import Site, unchanged
from app import i18n
from app.accounts.models import User
from app.applications import lifecycle
from app.applications.models import Application, Status
from app.contests import lifecycle as contests
from app.contests.models import Contest
from app.db import transaction
from app.errors import RuleBroken
from app.journal import Entry
from app.mail import Letter

MS = timedelta(milliseconds=1)
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("after", "status"), [(-MS, 303), (0 * MS, 409), (MS, 409)], ids=["T-1ms", "T", "T+1ms"])
def test_dl1_until_six_means_before_six(site: Site, clock: Clock, after: timedelta, status: int) -> None:
    closes = site.grants.closes_at
    assert closes is not None
    clock.set(closes + after)
    browser = site.browser()

    if status == 303:
        browser.post(f"/applications/{site.grant.id}/submission")
        assert site.fresh(site.grant).submitted_at == clock.now
        return
    with unchanged(site.app):
        browser.post(f"/applications/{site.grant.id}/submission", status=409)

    with i18n.speaking("ru"):
        assert f"Приём закрыт: {i18n.moment(closes)}. Черновик сохранён" in browser.words
    assert "(UTC+5)" in browser.words


def test_dl1_what_counts_is_when_the_request_came_in(site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A submission that came in before closing is taken however long it waited for its turn."""
    closes = site.grants.closes_at
    assert closes is not None
    clock.set(closes - MS)
    browser = site.browser()
    submit = lifecycle.submit

    def late(*given: object, **named: object) -> Application:
        clock.set(closes + timedelta(seconds=20))
        return submit(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(lifecycle, "submit", late)
    browser.post(f"/applications/{site.grant.id}/submission")

    assert site.fresh(site.grant).submitted_at == closes - MS


def test_dl3_two_hundred_at_once_around_closing_are_told_apart(engine: Engine, now: datetime) -> None:
    """A number and a letter for each that came in before closing, none for the others; numbers without a gap."""
    with transaction(engine) as session:
        contest = make_contest(session, closes_at=now)
        make_territories(session)
        nomination = nominations_of(session, contest)[0]
        made = []
        for _ in range(200):
            user = make_user(session)
            draft = make_application(session, contest, user, nomination, Status.DRAFT, answers=grant_answers())
            made.append((draft.id or 0, user.id or 0))
    moments = {id_: now + (index - 100) * MS for index, (id_, _) in enumerate(made)}
    answers: dict[int, str] = {}

    def hand_in(turn: int) -> None:
        for id_, user_id in made[turn::8]:
            try:
                with transaction(engine) as session:
                    _submit(session, id_, user_id, moments[id_])
                answers[id_] = "receipt"
            except RuleBroken as broken:
                answers[id_] = broken.reason

    threads = [threading.Thread(target=hand_in, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(answers.values()) == {"receipt": 100, "deadline-passed": 100}
    assert all((answers[id_] == "receipt") == (moment < now) for id_, moment in moments.items())
    with transaction(engine, reads_only=True) as session:
        sent = session.exec(select(Application).where(Application.status == Status.SUBMITTED)).all()
        entries = session.exec(select(Entry).where(Entry.action == "application.submitted")).all()
        assert (len(sent), len(entries)) == (100, 100)
        assert {one.submitted_at for one in sent} == {moment for moment in moments.values() if moment < now}
        assert sorted(int((one.number or "").rpartition("-")[2]) for one in sent) == list(range(1, 101))


def _submit(session: Session, application_id: int, user_id: int, at: datetime) -> None:
    application = session.get_one(Application, application_id)
    lifecycle.submit(session, application, by=session.get_one(User, user_id), now=at)


def test_dl3_receipts_rows_and_letters_are_as_many(site: Site, clock: Clock) -> None:
    closes = site.grants.closes_at
    assert closes is not None
    statuses = []
    for index in range(10):
        with site.world() as session:
            user = make_user(session)
            one = make_application(session, site.grants, user, nominations_of(session, site.grants)[0], Status.DRAFT,
                                   answers=grant_answers())  # fmt: skip
        clock.set(closes + (index - 5) * MS)
        browser = site.browser(user)
        statuses.append(browser.client.post(f"/applications/{one.id}/submission").status_code)

    numbers = [one.number for one in site.rows(Application) if one.number]
    assert statuses == [303] * 5 + [409] * 5
    assert len(numbers) == len(site.rows(Letter)) == 5
    assert numbers == sorted(numbers), "in the order in which they came"


def test_dl4_a_longer_deadline_is_in_force_at_once_and_noted(site: Site, clock: Clock) -> None:
    closes = site.grants.closes_at
    assert closes is not None
    clock.set(closes + timedelta(hours=1))
    browser = site.browser()
    browser.post(f"/applications/{site.grant.id}/submission", status=409)

    with site.world() as session:
        move(session, site, closes + timedelta(days=1), clock.now)
    browser.post(f"/applications/{site.grant.id}/submission")

    assert site.fresh(site.grant).number is not None
    noted = [entry for entry in site.rows(Entry) if entry.action == "contest.dates-changed"]
    assert [(entry.object_kind, entry.object_id) for entry in noted] == [("contest", site.grants.id)]
    browser.get(f"/contests/{site.grants.slug}")
    assert "Не было связи" in browser.words


def test_dl4_a_shorter_deadline_is_in_force_at_once_but_never_in_the_past(site: Site, clock: Clock) -> None:
    browser, now = site.browser(), clock.now
    with site.world() as session, pytest.raises(RuleBroken) as refused:
        move(session, site, now - MS, now)
    assert refused.value.reason == "closes-in-past"
    with site.world() as session:
        move(session, site, now + timedelta(minutes=1), now)

    clock.set(now + timedelta(minutes=1))
    browser.post(f"/applications/{site.grant.id}/submission", status=409)

    assert "Приём закрыт" in browser.words


def move(session: Session, site: Site, closes_at: datetime, now: datetime) -> None:
    contest = session.get_one(Contest, site.grants.id)
    assert contest.opens_at is not None
    contests.change_dates(
        session, contest, opens_at=contest.opens_at, closes_at=closes_at, results_at=closes_at + timedelta(days=60),
        reason="Не было связи", by=session.get_one(User, site.secretary.id), now=now,
    )  # fmt: skip


ZONES = ("UTC", "Asia/Almaty", "America/New_York", "Asia/Qyzylorda", "Pacific/Auckland")
SAID = """
from datetime import UTC, datetime
from pathlib import Path
from app import i18n
i18n.load(Path("app/locale"))
with i18n.speaking("ru"):
    print(i18n.moment(datetime(2027, 3, 15, 13, 0, tzinfo=UTC)))
"""


@pytest.mark.parametrize("zone", ZONES)
def test_dl5_a_server_anywhere_says_the_same_time(zone: str) -> None:
    elsewhere = os.environ | {"TZ": zone, "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", SAID], env=elsewhere, cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "15 марта 2027, 18:00 (UTC+5)"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2024, 2, 29, 17, 30, tzinfo=UTC), "29 февраля 2024, 23:30 (UTC+6)"),
        (datetime(2024, 2, 29, 18, 30, tzinfo=UTC), "29 февраля 2024, 23:30 (UTC+5)"),
        (datetime(2027, 3, 15, 13, 0, tzinfo=UTC), "15 марта 2027, 18:00 (UTC+5)"),
    ],
)
def test_dl5_the_hour_that_came_twice_is_told_apart(at: datetime, said: str) -> None:
    with i18n.speaking("ru"):
        assert i18n.moment(at) == said


def test_dl5_an_interpreter_that_still_thinks_utc_plus_six_does_not_serve(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from datetime import timezone

    from app import cli

    monkeypatch.setenv("BAIQAU_DATA", str(tmp_path / "data"))
    cli.settings.cache_clear()
    monkeypatch.setattr(i18n, "ALMATY", timezone(timedelta(hours=6)))
    try:
        assert cli.main(["init"]) == 1
    finally:
        cli.settings.cache_clear()

    assert "time zone" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
