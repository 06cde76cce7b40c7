"""The office is warned by letter before a ceremony at which somebody would be left without a paper."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from ceremony import Ceremony, drawings
from fastapi import FastAPI
from letters import outbox
from sqlmodel import Session, select

from app.ceremony import receipts
from app.ceremony.event_models import Event, EventKind, Way
from app.contests.models import Contest, ContestStatus
from app.papers import issuing, names, runs
from app.papers.models import Certificate
from app.web import ticking
from app.web.ceremony import ready_letters

World = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def ceremony(world: World, now: datetime) -> Ceremony:
    """In ten days."""
    with world() as session:
        found = drawings(session)
        session.add(
            Event(contest_id=found.contest.id or 0, kind=EventKind.CEREMONY, starts_at=now + timedelta(days=10),
                  place={"kk": "Текелі", "ru": "Текели"}, made_at=now, made_by=found.owner.id or 0)
        )  # fmt: skip
        return found


def test_it_is_among_the_duties() -> None:
    assert ready_letters.remind in [duty.run for duty in ticking.DUTIES]


def test_it_goes_three_days_and_one_day_before_to_those_who_give_papers_out(
    ceremony: Ceremony, app: FastAPI, world: World, now: datetime
) -> None:
    begins = now + timedelta(days=10)
    before = (
        timedelta(days=8),
        timedelta(days=3),
        timedelta(days=2),
        timedelta(days=1),
        timedelta(hours=2),
        timedelta(),
    )
    sent = [ready_letters.remind(app.state.house, begins - left) for left in before]

    assert sent == [0, 2, 0, 2, 0, 0]
    staff = {ceremony.staff[name].id for name in ("organiser", "secretary")}
    assert {one.user_id for one in outbox(world)} == staff
    text = outbox(world)[0].text
    assert "Ещё не оформлено 5 документов." in text
    assert "4 имени не подтверждены." in text
    assert f"{ceremony.path}/events/" in text


def test_nobody_is_written_to_where_everything_is_ready(
    ceremony: Ceremony, app: FastAPI, world: World, now: datetime
) -> None:
    with world() as session:
        by, contest = session.merge(ceremony.staff["secretary"]), session.merge(ceremony.contest)
        names.confirm(session, contest, names.lines(session, contest), by=by, now=now)
        made = issuing.issue_all(session, app.state.house.keys, contest, by=by, now=now)
        runs.log(session, made, None, by=by, now=now)
    tomorrow = now + timedelta(days=9, hours=1)
    with world() as session:
        for paper in session.exec(select(Certificate)).all():
            receipts.settle(session, paper, Way.SCHOOL, "", by=session.merge(by), now=now)
    assert ready_letters.remind(app.state.house, tomorrow) == 0

    with world() as session:
        session.get_one(Contest, ceremony.contest.id).status = ContestStatus.DECIDING
        session.exec(select(Event)).one().starts_at = tomorrow + timedelta(hours=1)
    assert ready_letters.remind(app.state.house, tomorrow) == 0, "before the publication no paper is due"
