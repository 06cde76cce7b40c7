"""Sheets on paper: two readings, blind to each other; differences settled; the scan seals."""

from datetime import datetime

import pytest
from sqlmodel import Session
from world import make_application, make_contest, make_seat, make_user, nominations_of

from app.contests.models import Contest, ContestStatus, Nomination
from app.errors import RuleBroken
from app.jury import paper, queries, sealing, seats, sheets
from app.jury.models import Seat, SheetStatus
from app.jury.sealing import Scan

Pile = tuple[Contest, Nomination, Seat, list[int]]


@pytest.fixture
def pile(session: Session, now: datetime) -> Pile:
    """A member who judges two works on paper; ids of the sheets."""
    contest = make_contest(session, status=ContestStatus.JUDGING, nominations=1)
    nomination = nominations_of(session, contest)[0]
    for _ in range(2):
        make_application(session, contest, make_user(session), nomination)
    seat = make_seat(session, contest, [nomination])
    seat.on_paper = True
    seats.deal(session, contest, by=None, now=now)
    return contest, nomination, seat, [one.id or 0 for one in queries.sheets_of(session, seat.id)]


def refused(reason: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda broken: broken.reason == reason)


def enter(session: Session, pile: Pile, marks: dict[int, dict[int, int]], by: int, now: datetime,
          *, is_finished: bool = True) -> None:  # fmt: skip
    contest, nomination, seat, _ = pile
    paper.save(session, seat, nomination, contest, marks, is_finished=is_finished, by=by, now=now)


def on_sheets(session: Session, pile: Pile) -> dict[int, list[int]]:
    contest, _, _, ids = pile
    criteria = queries.criteria(session, contest.id)
    marks = queries.marks_of(session, ids)
    return {sheet: [marks[sheet][one.id or 0] for one in criteria] for sheet in ids if sheet in marks}


def test_two_equal_readings_stand_on_the_sheets_and_the_scan_seals_them(
    session: Session, pile: Pile, now: datetime
) -> None:
    contest, nomination, seat, (one, two) = pile
    marks = {one: {1: 7, 2: 8}, two: {1: 0, 2: 10}}
    first, second = make_user(session).id or 0, make_user(session).id or 0
    enter(session, pile, marks, first, now)
    assert on_sheets(session, pile) == {}
    enter(session, pile, marks, second, now)
    assert on_sheets(session, pile) == {one: [7, 8], two: [0, 10]}
    with refused("paper-scan-missing"):
        sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=now)
    made = sealing.seal(session, seat, nomination, contest, by=first, now=now, scan=Scan("a" * 64, "application/pdf"))
    assert (made.scan_sha256, made.scan_type) == ("a" * 64, "application/pdf")
    assert {sheet.status for sheet in queries.sheets_of(session, seat.id)} == {SheetStatus.SEALED}


def test_one_person_does_not_read_twice_and_a_third_not_at_all(session: Session, pile: Pile, now: datetime) -> None:
    marks = {sheet: {1: 5, 2: 5} for sheet in pile[3]}
    first, second, third = (make_user(session).id or 0 for _ in range(3))
    enter(session, pile, marks, first, now)
    with refused("paper-entered"):
        enter(session, pile, marks, first, now)
    enter(session, pile, marks, second, now, is_finished=False)
    with refused("paper-entered"):
        enter(session, pile, marks, third, now)


def test_the_member_does_not_enter_their_own_sheets(session: Session, pile: Pile, now: datetime) -> None:
    with refused("own-sheet"):
        enter(session, pile, {}, pile[2].user_id, now, is_finished=False)


def test_readings_that_differ_are_settled_mark_by_mark(session: Session, pile: Pile, now: datetime) -> None:
    contest, nomination, seat, (one, two) = pile
    first, second = make_user(session).id or 0, make_user(session).id or 0
    enter(session, pile, {one: {1: 7, 2: 8}, two: {1: 1, 2: 2}}, first, now)
    assert paper.differences(session, seat, nomination) is None
    enter(session, pile, {one: {1: 7, 2: 3}, two: {1: 1, 2: 2}}, second, now)

    found = paper.differences(session, seat, nomination)
    assert found is not None
    assert [(d.sheet_id, d.criterion, d.first, d.second) for d in found] == [(one, 2, 8, 3)]
    assert on_sheets(session, pile) == {}
    with refused("paper-unsettled"):
        paper.settle(session, seat, nomination, contest, {one: {1: 7}}, by=first, now=now)
    with refused("mark-outside-scale"):
        paper.settle(session, seat, nomination, contest, {one: {2: 11}}, by=first, now=now)
    paper.settle(session, seat, nomination, contest, {one: {2: 3}}, by=first, now=now)
    assert on_sheets(session, pile) == {one: [7, 3], two: [1, 2]}


def test_an_unfinished_or_foreign_reading_is_kept_as_far_as_it_goes(
    session: Session, pile: Pile, now: datetime
) -> None:
    _contest, nomination, seat, (one, _) = pile
    by = make_user(session).id or 0
    enter(session, pile, {one: {1: 4, 9: 4}, 987654: {1: 1}}, by, now, is_finished=False)
    assert [paper.read(entry) for entry in paper.entries(session, seat.id, nomination.id)] == [{one: {1: 4}}]
    with refused("sheets-unfinished"):
        enter(session, pile, {one: {1: 4}}, by, now)


def test_readings_are_thrown_away_and_begun_again(session: Session, pile: Pile, now: datetime) -> None:
    contest, nomination, seat, ids = pile
    marks = {sheet: {1: 5, 2: 5} for sheet in ids}
    for _ in range(2):
        enter(session, pile, marks, make_user(session).id or 0, now)
    paper.start_over(session, seat, nomination, contest, by=make_user(session).id or 0, now=now)
    assert (on_sheets(session, pile), paper.entries(session, seat.id, nomination.id)) == ({}, [])


def test_who_judges_on_paper_does_not_judge_on_the_screen(session: Session, pile: Pile, now: datetime) -> None:
    contest, _, seat, _ = pile
    sheet, criterion = queries.sheets_of(session, seat.id)[0], queries.criteria(session, contest.id)[0]
    with refused("judges-on-paper"):
        sheets.mark(session, sheet, seat, contest, criterion, 5, by=seat.user_id, now=now)
    seat.on_paper = False
    sheets.mark(session, sheet, seat, contest, criterion, 5, by=seat.user_id, now=now)
    with refused("paper-begun"):
        seats.correct(session, seat, seat.name, seat.occupation, on_paper=True, by=1, now=now)
