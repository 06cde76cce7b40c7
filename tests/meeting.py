"""A contest with a commission whose people do things at the same moment, each in a transaction of their own; the
fixture is known to all tests."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from world import make_application, make_contest, make_seat, make_user, mark_all, nominations_of

from app import invariants
from app.contests.models import Contest, ContestStatus, Nomination
from app.db import transaction
from app.errors import RuleBroken
from app.files import Shelf
from app.jury import queries, sealing, seats, sharing, shortlisting
from app.jury.models import Post, Seat, SheetStatus

ROUNDS = 2
Act = Callable[[Session], object]


@dataclass
class House:
    """Ids of a contest with one nomination, four works, three seats (the first is the chair's) and two others."""

    engine: Engine
    contest: int
    nomination: int
    works: list[int]
    seats: list[int]
    users: list[int]
    others: list[int]
    now: datetime

    def together(self, *acts: Act) -> list[str]:
        """What each was told: «done» or the reason of a refusal."""
        start, told = threading.Barrier(len(acts)), [""] * len(acts)

        def run(number: int) -> None:
            start.wait()
            try:
                with transaction(self.engine) as session:
                    acts[number](session)
                told[number] = "done"
            except RuleBroken as broken:
                told[number] = broken.reason

        threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return told

    def alone(self, act: Act) -> None:
        with transaction(self.engine) as session:
            act(session)

    def get(self, session: Session, seat: int = 0) -> tuple[Contest, Nomination, Seat]:
        return (session.get_one(Contest, self.contest), session.get_one(Nomination, self.nomination),
                session.get_one(Seat, self.seats[seat]))  # fmt: skip

    def mark(self, *seats: int) -> None:
        def act(session: Session) -> None:
            for one in seats:
                contest, _, seat = self.get(session, one)
                open_ones = [sheet for sheet in queries.sheets_of(session, seat.id) if sheet.status is SheetStatus.OPEN]
                mark_all(session, contest, seat, {sheet.application_id: 5 + one for sheet in open_ones})

        self.alone(act)

    def seal(self, one: int) -> Act:
        def act(session: Session) -> None:
            contest, nomination, seat = self.get(session, one)
            sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=self.now)

        return act

    def look(self, one: int, values: list[int]) -> None:
        def act(session: Session) -> None:
            contest, nomination, seat = self.get(session, one)
            own = {sheet.application_id: sheet for sheet in queries.sheets_of(session, seat.id)}
            for work, value in zip(self.works, values, strict=True):
                shortlisting.look(session, own[work], seat, nomination, contest, value, by=seat.user_id, now=self.now)

        self.alone(act)

    def seal_round(self, one: int) -> Act:
        def act(session: Session) -> None:
            contest, nomination, seat = self.get(session, one)
            shortlisting.seal(session, seat, nomination, contest, by=seat.user_id, now=self.now)

        return act


@pytest.fixture(params=range(ROUNDS))
def build(engine: Engine, now: datetime, tmp_path: Path) -> Iterator[Callable[..., House]]:
    made: list[House] = []

    def build(*, draw: int = 0, on_paper: bool = False, **values: Any) -> House:
        with transaction(engine) as session:
            contest = make_contest(session, status=ContestStatus.ANNOUNCED, nominations=1,
                                   closes_at=now - timedelta(hours=1), **values)  # fmt: skip
            nomination = nominations_of(session, contest)[0]
            works = [make_application(session, contest, make_user(session), nomination) for _ in range(4)]
            panel = [make_seat(session, contest, [nomination], post) for post in (Post.CHAIR, Post.MEMBER, Post.MEMBER)]
            panel[2].on_paper = on_paper
            others = [make_user(session), make_user(session)]
            if draw:
                sharing.set_rule(session, contest, draw, "s", by=others[0].id or 0, now=now - timedelta(hours=2))
            contest.status = ContestStatus.JUDGING
            seats.deal(session, contest, by=None, now=now)
            made.append(House(engine, contest.id or 0, nomination.id or 0, [work.id or 0 for work in works],
                              [seat.id or 0 for seat in panel], [seat.user_id for seat in panel],
                              [one.id or 0 for one in others], now))  # fmt: skip
        return made[0]

    yield build
    with transaction(engine, reads_only=True) as session:
        assert invariants.broken(session, Shelf(tmp_path)) == []
