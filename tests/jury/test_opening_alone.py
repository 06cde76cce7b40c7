"""Marks open when all have sealed or the chair ends the judging. Whoever gives and takes seats, works and shares makes
nothing visible alone: each way in which one person could is tried here."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session
from world import (
    declared,
    give_role,
    make_application,
    make_contest,
    make_seat,
    make_user,
    mark_all,
    nominations_of,
    three,
)

from app.applications import lifecycle
from app.applications.models import Application
from app.contests import configuring
from app.contests.models import Contest, ContestStatus, Nomination, RoleName
from app.errors import RuleBroken
from app.jury import awaiting, distribution, queries, sealing, seats, sharing, sheets, unsealing
from app.jury.models import Post, Seat, SheetStatus
from app.jury.progress import progress_of
from app.jury.standings import standings


class Panel:
    """Three seats, the first is the chair's, judge two nominations of two works each; the last has sealed nothing, the
    others everything."""

    def __init__(self, session: Session, now: datetime, *, each: int = 0) -> None:
        self.session, self.now = session, now
        self.contest = make_contest(session, status=ContestStatus.ANNOUNCED, closes_at=now + timedelta(hours=1))
        self.nominations = nominations_of(session, self.contest)
        self.works = [make_application(session, self.contest, make_user(session), self.nominations[place % 2],
                                       code=f"K{place}") for place in range(4)]  # fmt: skip
        self.seats = [make_seat(session, self.contest, self.nominations, post)
                      for post in (Post.CHAIR, Post.MEMBER, Post.MEMBER)]  # fmt: skip
        self.organiser = make_user(session)
        give_role(session, self.organiser, self.contest, RoleName.ORGANISER)
        if each:
            sharing.set_rule(session, self.contest, each, "s", by=self.by, now=now)
        self.contest.status = ContestStatus.JUDGING
        seats.deal(session, self.contest, by=None, now=now)
        for seat in self.seats[:2]:
            self.seal(seat)
        assert self.shown == set()

    @property
    def by(self) -> int:
        return self.organiser.id or 0

    @property
    def last(self) -> Seat:
        return self.seats[2]

    @property
    def shown(self) -> set[int]:
        self.session.flush()
        assert standings(self.session, self.contest).by_nomination.keys() == self.opened
        return set(self.opened)

    @property
    def opened(self) -> frozenset[int]:
        return queries.sealed_nominations(self.session, self.contest.id)

    @property
    def all_ids(self) -> set[int]:
        return {one.id or 0 for one in self.nominations}

    def seal(self, seat: Seat) -> None:
        own = [one.application_id for one in queries.sheets_of(self.session, seat.id) if one.status is SheetStatus.OPEN]
        mark_all(self.session, self.contest, seat, dict.fromkeys(own, 7))
        for one in self.nominations:
            if one.id in queries.benches(self.session, seat.id):
                sealing.seal(self.session, seat, one, self.contest, by=seat.user_id, now=self.now)

    def leave(self, seat: Seat) -> None:
        seats.leave(self.session, seat, "Кетті", by=self.by, now=self.now)

    def come_back(self, *nominations: Nomination) -> None:
        user = self.session.get_one(type(self.organiser), self.last.user_id)
        seats.give(self.session, self.contest, user, post=Post.MEMBER, name=three("A"), occupation=three("B"),
                   nominations=nominations, by=self.by, now=self.now)  # fmt: skip

    def replace(self) -> Seat:
        user = make_user(self.session)
        give_role(self.session, user, self.contest, RoleName.EXPERT)
        new = seats.replace(self.session, self.contest, self.last, user, "Кетті", name=three("A"),
                            occupation=three("B"), by=self.by, now=self.now)  # fmt: skip
        return declared(self.session, new)


@pytest.fixture
def panel(session: Session, now: datetime) -> Panel:
    return Panel(session, now)


def refused(reason: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda broken: broken.reason == reason)


def recuse_all(panel: Panel) -> None:
    for sheet in queries.sheets_of(panel.session, panel.last.id):
        sheets.recuse(panel.session, sheet, panel.last, panel.contest, "Туысым", by=panel.last.user_id, now=panel.now)


def disqualify_all(panel: Panel) -> None:
    for work in panel.works:
        lifecycle.disqualify(panel.session, work, "x", by=panel.organiser, now=panel.now)


def withdraw_all(panel: Panel) -> None:
    for work in panel.works:
        owner = panel.session.get_one(type(panel.organiser), work.applicant_id)
        lifecycle.withdraw(panel.session, work, by=owner, now=panel.now)


def leave(panel: Panel) -> None:
    panel.leave(panel.last)


def leave_one_after_the_other(panel: Panel) -> None:
    for seat in (panel.last, panel.seats[0], panel.seats[1]):
        panel.leave(seat)


def come_back_to_nothing(panel: Panel) -> None:
    panel.leave(panel.last)
    panel.come_back()


def come_back_to_less(panel: Panel) -> None:
    panel.leave(panel.last)
    panel.come_back(panel.nominations[0])


def replace(panel: Panel) -> None:
    panel.replace()


def replace_and_leave(panel: Panel) -> None:
    panel.leave(panel.replace())


def leave_and_be_replaced(panel: Panel) -> None:
    panel.leave(panel.last)
    panel.replace()


def recuse_and_be_replaced(panel: Panel) -> None:
    recuse_all(panel)
    panel.replace()


WAYS: list[Callable[[Panel], None]] = [
    leave, leave_one_after_the_other, come_back_to_nothing, come_back_to_less, replace, replace_and_leave,
    leave_and_be_replaced, recuse_all, recuse_and_be_replaced, disqualify_all, withdraw_all,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_marks_stay_closed_whatever_is_done_to_the_last_who_has_not_sealed(
    panel: Panel, way: Callable[..., None]
) -> None:
    way(panel)

    assert panel.shown == set()
    assert distribution.of_seat(panel.session, panel.seats[0], panel.contest, panel.nominations[0].id) is None


@pytest.mark.parametrize("way", [*WAYS, lambda panel: None], ids=lambda way: way.__name__)
def test_where_works_are_drawn_they_stay_closed_when_they_are_drawn_again(
    session: Session, now: datetime, way: Callable[..., None]
) -> None:
    panel = Panel(session, now, each=2)
    assert queries.sheets_of(session, panel.last.id)
    way(panel)

    sharing.draw_again(session, panel.contest, by=panel.by, now=now)

    assert panel.shown == set()


def test_a_shared_work_that_is_taken_from_the_last_does_not_end_the_waiting(session: Session, now: datetime) -> None:
    """Each of three judges two of four works in a nomination; what the last has not begun goes to another one."""
    panel = Panel(session, now, each=2)
    for sheet in queries.sheets_of(session, panel.last.id):
        session.delete(sheet)
    session.flush()

    assert panel.shown == set()


def test_who_is_left_without_works_is_asked_for_the_seal_still(session: Session, now: datetime) -> None:
    panel = Panel(session, now, each=2)
    for sheet in queries.sheets_of(session, panel.last.id):
        session.delete(sheet)
    session.flush()
    left = progress_of(session, panel.contest.id, panel.last.id)
    assert [(one.sheets, one.is_ready) for one in left] == [(0, True), (0, True)]

    sealing.seal_all(session, panel.last, panel.contest, panel.nominations, by=panel.last.user_id, now=now)

    assert panel.shown == panel.all_ids
    assert not any(one.is_ready for one in progress_of(session, panel.contest.id))


def test_the_one_who_takes_the_place_seals_and_marks_open(panel: Panel) -> None:
    new = panel.replace()
    assert awaiting.of_seat(panel.session, new) == panel.all_ids
    panel.seal(new)
    assert panel.shown == panel.all_ids


def test_who_comes_back_judges_what_has_been_waiting_for_them(panel: Panel) -> None:
    panel.leave(panel.last)
    assert awaiting.missed(panel.session, panel.contest.id) == [(panel.last, one.id) for one in panel.nominations]
    panel.come_back(panel.nominations[0])
    assert queries.benches(panel.session, panel.last.id).keys() == panel.all_ids
    assert awaiting.missed(panel.session, panel.contest.id) == []
    panel.seal(panel.last)
    assert panel.shown == panel.all_ids


def test_the_chair_ends_the_waiting_with_a_reason_and_an_organiser_does_not(panel: Panel) -> None:
    panel.leave(panel.last)
    one, other = panel.nominations
    chair = panel.seats[0].user_id
    sealing.close(panel.session, one, panel.contest, "Мүше кетті", by=chair, now=panel.now)
    assert panel.shown == {one.id}

    give_role(panel.session, panel.session.get_one(type(panel.organiser), chair), panel.contest, RoleName.ORGANISER)
    with refused("organiser-closes"):
        sealing.close(panel.session, other, panel.contest, "Мүше кетті", by=chair, now=panel.now)
    assert panel.shown == {one.id}


def test_who_leaves_before_anybody_has_sealed_is_not_waited_for(session: Session, now: datetime) -> None:
    contest = make_contest(session, status=ContestStatus.JUDGING, nominations=1)
    nomination = nominations_of(session, contest)[0]
    work: Application = make_application(session, contest, make_user(session), nomination)
    first, second = (make_seat(session, contest, [nomination]) for _ in range(2))
    seats.deal(session, contest, by=None, now=now)
    seats.leave(session, second, "Кетті", by=first.user_id, now=now)

    mark_all(session, contest, first, {work.id or 0: 7})
    sealing.seal(session, first, nomination, contest, by=first.user_id, now=now)

    assert sealing.is_sealed(session, nomination)


def test_an_opened_sheet_hides_marks_until_it_is_sealed_and_its_expert_is_not_taken_away(panel: Panel) -> None:
    panel.seal(panel.last)
    assert panel.shown == panel.all_ids
    sheet = queries.sheets_of(panel.session, panel.last.id)[0]
    here = panel.session.get_one(Application, sheet.application_id).nomination_id
    asked = unsealing.propose(panel.session, panel.contest, sheet, "Қате", by=panel.by, now=panel.now)
    assert panel.shown == panel.all_ids
    unsealing.agree(panel.session, panel.contest, asked, by=panel.seats[0].user_id, now=panel.now)
    assert (panel.shown, asked.showed_marks) == (panel.all_ids - {here}, True)

    panel.leave(panel.last)
    assert panel.shown == panel.all_ids - {here}
    with refused("already-sealed"):  # whoever came now could have been told the marks
        panel.replace()


def test_the_least_number_of_sheets_is_fixed_before_judging(panel: Panel) -> None:
    contest: Contest = panel.contest
    with refused("settings-frozen"):
        configuring.change(panel.session, contest, {"min_sheets": 3}, by=panel.organiser, now=panel.now)
    assert panel.shown == set()
