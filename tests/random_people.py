"""Random people at a contest that is judged: who they are, and what they try, permitted or not.

Whatever is refused leaves nothing behind, as the request that it came with is rolled back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlmodel import Session, col, select
from world import declared, make_user, three

from app.accounts.models import User
from app.applications import lifecycle
from app.applications.models import Application
from app.contests.models import Contest, Nomination
from app.errors import RuleBroken
from app.files import Shelf
from app.jury import queries, sealing, seats, sheets, shortlisting, unsealing
from app.jury.models import Mark, Seat, Sheet, SheetStatus
from app.jury.shortlist_models import Glance

WORKS, NOMINATIONS, EXPERTS = 4, 2, 3
AT = st.integers(0, 99)
"""Picks one of however many there are."""


@dataclass
class Judging:
    """A contest with two nominations, two works in each, three experts who judge both; nothing is marked yet."""

    session: Session
    now: datetime
    contest: Contest
    nominations: list[Nomination]
    works: list[Application]
    staff: list[User]
    sealed: dict[int, str] = field(default_factory=dict)
    """Sheets under a seal, with the hash that they were sealed with."""
    answers: dict[int, tuple[str, list[tuple[str, int]]]] = field(default_factory=dict)
    """Seals of the quick round that hold: hash, answers by code."""
    read: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Finished readings of paper."""
    on_paper: dict[int, int] = field(default_factory=dict)
    """Marks of those who judge on paper."""
    recused: dict[int, dict[int, int]] = field(default_factory=dict)
    """Sheets with a conflict of interest, with what stands on them."""

    def all(self, model: Any) -> list[Any]:
        return list(self.session.exec(select(model).order_by(col(model.id))))


class RandomPeople(RuleBasedStateMachine):
    begin: Callable[[], Judging]
    shelf: Shelf

    @initialize()
    def start(self) -> None:
        self.here = self.begin()

    def teardown(self) -> None:
        if hasattr(self, "here"):
            self.here.session.rollback()
            self.here.session.close()

    def attempt(self, act: Callable[[], Any], *, opens: bool = False) -> bool:
        """A request: all of it, or nothing if it is refused. Only what `opens` makes marks visible: the last seal, the
        chair's closing."""
        before = queries.sealed_nominations(self.here.session, self.here.contest.id)
        self.here.now += timedelta(seconds=1)
        part = self.here.session.begin_nested()
        try:
            act()
        except RuleBroken:
            part.rollback()
            self.here.session.expire_all()
            return False
        part.commit()
        assert opens or queries.sealed_nominations(self.here.session, self.here.contest.id) <= before
        return True

    def act(self, seat: Seat) -> dict[str, Any]:
        return {"by": seat.user_id, "now": self.here.now}

    def one_sheet(self, at: int) -> tuple[Sheet, Seat]:
        found = self.here.all(Sheet)
        sheet = found[at % len(found)]
        return sheet, self.here.session.get_one(Seat, sheet.seat_id)

    def one(self, model: Any, at: int) -> Any:
        found = self.here.all(model)
        return found[at % len(found)] if found else None

    def judged(self) -> list[Any]:
        """Everything by which somebody judged, and whether it is sealed."""
        session = self.here.session
        session.flush()
        return [
            [(one.id, one.status, one.sha256) for one in self.here.all(Sheet)],
            [(one.sheet_id, one.criterion_id, one.value) for one in self.here.all(Mark)],
            [(one.id, one.value, one.seal_id) for one in self.here.all(Glance)],
        ]

    @rule(at=AT, criterion=st.integers(0, 1), value=st.integers(-1, 11))
    def mark(self, at: int, criterion: int, value: int) -> None:
        sheet, seat = self.one_sheet(at)
        asked = queries.criteria(self.here.session, self.here.contest.id)[criterion]
        self.attempt(lambda: sheets.mark(self.here.session, sheet, seat, self.here.contest, asked, value,
                                         **self.act(seat)))  # fmt: skip

    @rule(at=AT, value=st.integers(0, 10))
    def mark_everything_open(self, at: int, value: int) -> None:
        seat = self.one(Seat, at)
        for sheet in queries.sheets_of(self.here.session, seat.id):
            for asked in queries.criteria(self.here.session, self.here.contest.id):
                self.attempt(lambda sheet=sheet, asked=asked: sheets.mark(  # type: ignore[misc]
                    self.here.session, sheet, seat, self.here.contest, asked, value, **self.act(seat)))  # fmt: skip

    @rule(at=AT, text=st.sampled_from(["", "жақсы", "слабо"]))
    def comment(self, at: int, text: str) -> None:
        sheet, seat = self.one_sheet(at)
        self.attempt(lambda: sheets.comment(self.here.session, sheet, seat, self.here.contest, text, **self.act(seat)))

    @rule(at=AT)
    def recuse(self, at: int) -> None:
        sheet, seat = self.one_sheet(at)
        self.attempt(lambda: sheets.recuse(self.here.session, sheet, seat, self.here.contest, "x", **self.act(seat)))

    @rule(at=AT)
    def come_back(self, at: int) -> None:
        sheet, seat = self.one_sheet(at)
        self.attempt(lambda: sheets.come_back(self.here.session, sheet, seat, self.here.contest, **self.act(seat)))

    @rule(at=AT, where=AT)
    def seal(self, at: int, where: int) -> None:
        seat, nomination = self.one(Seat, at), self.here.nominations[where % NOMINATIONS]
        self.attempt(lambda: sealing.seal(self.here.session, seat, nomination, self.here.contest, **self.act(seat)),
                     opens=True)  # fmt: skip

    @rule(at=AT)
    def seal_everything(self, at: int) -> None:
        seat = self.one(Seat, at)
        self.attempt(lambda: sealing.seal_all(self.here.session, seat, self.here.contest, self.here.nominations,
                                              **self.act(seat)), opens=True)  # fmt: skip

    @rule(where=AT)
    def close(self, where: int) -> None:
        nomination, chair = self.here.nominations[where % NOMINATIONS], self.here.all(Seat)[0]
        self.attempt(lambda: sealing.close(self.here.session, nomination, self.here.contest, "x", **self.act(chair)),
                     opens=True)  # fmt: skip

    @rule(at=AT, which=st.sets(st.integers(0, NOMINATIONS - 1)))
    def come_back_to_the_commission(self, at: int, which: set[int]) -> None:
        seat, session = self.one(Seat, at), self.here.session

        def act() -> None:
            seats.give(session, self.here.contest, session.get_one(User, seat.user_id), post=seat.post, name=seat.name,
                       occupation=seat.occupation, nominations=[self.here.nominations[one] for one in which],
                       **self.act(seat))  # fmt: skip
            seats.deal_late(session, self.here.contest, by=None, now=self.here.now)

        self.attempt(act)

    @rule(at=AT)
    def leave(self, at: int) -> None:
        seat = self.one(Seat, at)
        self.attempt(lambda: seats.leave(self.here.session, seat, "x", **self.act(seat)))

    @rule(at=AT)
    def come_to_the_commission_in_place_of(self, at: int) -> None:
        seat, user = self.one(Seat, at), make_user(self.here.session)
        self.attempt(lambda: declared(self.here.session, seats.replace(
            self.here.session, self.here.contest, seat, user, "x", name=three("A"), occupation=three("B"),
            **self.act(seat))))  # fmt: skip

    @rule(at=AT, who=AT)
    def ask_to_unseal(self, at: int, who: int) -> None:
        sheet, _ = self.one_sheet(at)
        by = self.here.staff[who % 2].id or 0
        self.attempt(lambda: unsealing.propose(self.here.session, self.here.contest, sheet, "x", by=by,
                                               now=self.here.now))  # fmt: skip

    @rule(at=AT, who=AT, is_agreed=st.booleans())
    def answer_about_unsealing(self, at: int, who: int, is_agreed: bool) -> None:
        found = [one for one in self.here.all(unsealing.Unsealing) if one.sheet_id is not None]
        if not found:
            return
        asked, by = found[at % len(found)], self.here.staff[who % 2].id or 0
        if not is_agreed:
            self.attempt(lambda: unsealing.refuse(self.here.session, asked, by=by, now=self.here.now))
        elif self.attempt(lambda: unsealing.agree(self.here.session, self.here.contest, asked, by=by,
                                                  now=self.here.now)):  # fmt: skip
            del self.here.sealed[asked.sheet_id]

    @rule(at=AT, value=st.integers(0, 10), who=st.tuples(AT, AT))
    def seal_and_open_again(self, at: int, value: int, who: tuple[int, int]) -> None:
        """Somebody judges everything; one sheet of it is asked for and agreed to by one person, or by two."""
        self.mark_everything_open(at, value)
        self.seal_everything(at)
        sealed = [one for one in self.here.all(Sheet) if one.status is SheetStatus.SEALED]
        if sealed:
            self.here.sealed = {one.id: one.sha256 for one in sealed} | self.here.sealed
            self.ask_to_unseal(self.here.all(Sheet).index(sealed[at % len(sealed)]), who[0])
            self.answer_about_unsealing(-1, who[1], is_agreed=True)

    @rule(at=AT)
    def disqualify(self, at: int) -> None:
        work = self.here.works[at % WORKS]
        self.attempt(lambda: lifecycle.disqualify(self.here.session, work, "x", by=self.here.staff[0],
                                                  now=self.here.now))  # fmt: skip

    @rule(at=AT)
    def withdraw(self, at: int) -> None:
        work = self.here.works[at % WORKS]
        owner = self.here.session.get_one(User, work.applicant_id)
        self.attempt(lambda: lifecycle.withdraw(self.here.session, work, by=owner, now=self.here.now))

    @rule(at=AT)
    def readmit(self, at: int) -> None:
        work, session = self.here.works[at % WORKS], self.here.session

        def act() -> None:
            left_out = seats.is_left_out(session, work)
            lifecycle.readmit(session, work, "x", is_left_out=left_out, by=self.here.staff[0], now=self.here.now)
            seats.deal_late(session, self.here.contest, by=None, now=self.here.now)

        self.attempt(act)


class RandomQuickRound(RandomPeople):
    """The same people in a contest with a quick round: one of two works goes on."""

    @rule(at=AT, value=st.integers(0, 6))
    def look(self, at: int, value: int) -> None:
        sheet, seat = self.one_sheet(at)
        work = self.here.session.get_one(Application, sheet.application_id)
        nomination = next(one for one in self.here.nominations if one.id == work.nomination_id)
        self.attempt(lambda: shortlisting.look(self.here.session, sheet, seat, nomination, self.here.contest, value,
                                               **self.act(seat)))  # fmt: skip

    @rule(at=AT, where=AT, value=st.integers(1, 5))
    def answer_for_everything_and_seal(self, at: int, where: int, value: int) -> None:
        seat, nomination = self.one(Seat, at), self.here.nominations[where % NOMINATIONS]
        here = {work.id for work in self.here.works if work.nomination_id == nomination.id}
        mine = [one for one in queries.sheets_of(self.here.session, seat.id) if one.application_id in here]
        for number, sheet in enumerate(mine):
            self.attempt(lambda sheet=sheet, number=number: shortlisting.look(  # type: ignore[misc]
                self.here.session, sheet, seat, nomination, self.here.contest, 1 + (value + number) % 5,
                **self.act(seat)))  # fmt: skip
        self.attempt(lambda: shortlisting.seal(self.here.session, seat, nomination, self.here.contest,
                                               **self.act(seat)))  # fmt: skip

    @rule(where=AT)
    def close_the_round(self, where: int) -> None:
        nomination, chair = self.here.nominations[where % NOMINATIONS], self.here.all(Seat)[0]
        self.attempt(lambda: shortlisting.close(self.here.session, nomination, self.here.contest, "x",
                                                **self.act(chair)))  # fmt: skip
