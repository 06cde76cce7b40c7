"""Sheets on paper: two readings, blind to each other; what stands was read so by two people; the scan seals."""

import json
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlmodel import Session, col, select
from world import make_application, make_contest, make_seat, make_user, nominations_of

from app import journal
from app.contests.models import Contest, ContestStatus, Nomination, ShortlistMode
from app.errors import RuleBroken
from app.jury import (
    paper,
    paper_rounds,
    paper_settling,
    queries,
    sealing,
    seats,
    sheets,
    shortlist_queries,
    shortlisting,
)
from app.jury.commission_models import Sharing
from app.jury.models import Seat, Sheet, SheetStatus
from app.jury.paper_models import PaperSettlement
from app.jury.paper_rounds import Marks
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


def found_differences(session: Session, pile: Pile) -> list[tuple[int, int, int | None, int | None]] | None:
    contest, nomination, seat, _ = pile
    here = paper_rounds.now_entered(session, nomination, contest)
    found = paper.differences(session, here, seat, nomination)
    return None if found is None else [(d.sheet_id, d.criterion, d.first, d.second) for d in found]


def settle(session: Session, pile: Pile, chosen: Marks, by: int, now: datetime) -> PaperSettlement:
    contest, nomination, seat, _ = pile
    return paper_settling.settle(session, seat, nomination, contest, chosen, by=by, now=now)


@dataclass
class Differing:
    """Two readers differ in one mark: 8 and 3."""

    pile: Pile
    first: int
    second: int
    third: int


@pytest.fixture
def differing(session: Session, pile: Pile, now: datetime) -> Differing:
    one, two = pile[3]
    people = [make_user(session).id or 0 for _ in range(3)]
    enter(session, pile, {one: {1: 7, 2: 8}, two: {1: 1, 2: 2}}, people[0], now)
    assert found_differences(session, pile) is None
    enter(session, pile, {one: {1: 7, 2: 3}, two: {1: 1, 2: 2}}, people[1], now)
    assert found_differences(session, pile) == [(one, 2, 8, 3)]
    assert on_sheets(session, pile) == {}
    return Differing(pile, *people)


def test_whoever_gives_in_to_the_other_reading_settles_alone(
    session: Session, differing: Differing, now: datetime
) -> None:
    pile, (one, two) = differing.pile, differing.pile[3]
    with refused("paper-unsettled"):
        settle(session, pile, {one: {1: 7}}, differing.first, now)
    with refused("mark-outside-scale"):
        settle(session, pile, {one: {2: 11}}, differing.first, now)
    settle(session, pile, {one: {2: 3}}, differing.first, now)
    assert on_sheets(session, pile) == {one: [7, 3], two: [1, 2]}


def test_a_work_that_has_gone_is_not_settled_and_one_that_comes_back_is(
    session: Session, differing: Differing, now: datetime
) -> None:
    contest, nomination, seat, (one, two) = differing.pile
    first = session.get_one(Sheet, one)
    sheets.recuse(session, first, seat, contest, "Туысым", by=seat.user_id, now=now)
    assert found_differences(session, differing.pile) == []
    with refused("paper-unsettled"):
        settle(session, differing.pile, {}, differing.first, now)
    sheets.come_back(session, first, seat, contest, by=seat.user_id, now=now)
    paper.start_over(session, seat, nomination, contest, by=differing.first, now=now)

    enter(session, differing.pile, {one: {1: 7, 2: 8}, two: {1: 1, 2: 2}}, differing.first, now)
    enter(session, differing.pile, {one: {1: 7, 2: 3}, two: {1: 1, 2: 9}}, differing.second, now)
    sheets.recuse(session, first, seat, contest, "Туысым", by=seat.user_id, now=now)
    settle(session, differing.pile, {two: {2: 2}}, differing.first, now)
    sheets.come_back(session, first, seat, contest, by=seat.user_id, now=now)
    with refused("paper-unsettled"):
        paper_settling.agree(session, seat, nomination, contest, by=differing.second, now=now)
    paper_settling.dispute(session, seat, nomination, contest, by=differing.second, now=now)
    settle(session, differing.pile, {one: {2: 8}, two: {2: 9}}, differing.third, now)
    assert on_sheets(session, differing.pile) == {one: [7, 8], two: [1, 9]}


def test_a_third_person_settles_for_one_of_the_readings(session: Session, differing: Differing, now: datetime) -> None:
    one, two = differing.pile[3]
    settle(session, differing.pile, {one: {2: 8}}, differing.third, now)
    assert on_sheets(session, differing.pile) == {one: [7, 8], two: [1, 2]}


@pytest.mark.parametrize(("settler", "value"), [("first", 8), ("second", 3), ("first", 5), ("third", 5)])
def test_what_one_person_alone_has_read_waits_for_another_and_nothing_is_sealed_meanwhile(
    session: Session, differing: Differing, now: datetime, settler: str, value: int
) -> None:
    contest, nomination, seat, (one, two) = differing.pile
    by = getattr(differing, settler)
    assert settle(session, differing.pile, {one: {2: value}}, by, now).stood_at is None
    assert on_sheets(session, differing.pile) == {}
    with refused("paper-settled"):
        settle(session, differing.pile, {one: {2: value}}, differing.second, now)
    with refused("sheets-unfinished"):
        sealing.seal(session, seat, nomination, contest, by=by, now=now, scan=Scan("a" * 64, "application/pdf"))
    with refused("same-person"):
        paper_settling.agree(session, seat, nomination, contest, by=by, now=now)
    with refused("own-sheet"):
        paper_settling.agree(session, seat, nomination, contest, by=seat.user_id, now=now)

    other = next(who for who in (differing.first, differing.second) if who != by)
    paper_settling.agree(session, seat, nomination, contest, by=other, now=now)

    assert on_sheets(session, differing.pile) == {one: [7, value], two: [1, 2]}
    told = session.exec(select(journal.Entry).where(col(journal.Entry.action).like("paper.%"))).all()
    assert [entry.action for entry in told][-3:] == ["paper.settled", "paper.agreed", "paper.stands"]
    payload = json.loads(session.get_one(journal.Payload, told[-3].id).body)
    assert (payload["by_reader"], payload["waits"]) == (settler != "third", True)


def test_what_another_reads_otherwise_is_settled_anew(session: Session, differing: Differing, now: datetime) -> None:
    contest, nomination, seat, (one, _) = differing.pile
    with refused("paper-unsettled"):
        paper_settling.agree(session, seat, nomination, contest, by=differing.second, now=now)
    settle(session, differing.pile, {one: {2: 8}}, differing.first, now)
    paper_settling.dispute(session, seat, nomination, contest, by=differing.second, now=now)
    assert found_differences(session, differing.pile) == [(one, 2, 8, 3)]
    settle(session, differing.pile, {one: {2: 8}}, differing.second, now)
    assert on_sheets(session, differing.pile)[one] == [7, 8]


def step_back_from_all(session: Session, pile: Pile, now: datetime) -> None:
    contest, _, seat, _ = pile
    for sheet in queries.sheets_of(session, seat.id):
        sheets.recuse(session, sheet, seat, contest, "Туысым", by=seat.user_id, now=now)


def test_who_stepped_back_from_all_works_seals_by_a_scan_without_readings(
    session: Session, pile: Pile, now: datetime
) -> None:
    contest, nomination, seat, _ = pile
    assert paper_rounds.left_with_nothing(session, contest) == set()
    step_back_from_all(session, pile, now)
    assert paper_rounds.left_with_nothing(session, contest) == {(seat.id, nomination.id)}
    assert queries.sealed_nominations(session, contest.id) == set()
    with refused("paper-scan-missing"):
        sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=now)
    sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=now, scan=Scan("a" * 64, "application/pdf"))
    assert paper_rounds.left_with_nothing(session, contest) == set()
    assert queries.sealed_nominations(session, contest.id) == {nomination.id}


def test_nobody_is_waited_for_where_the_draw_gave_them_nothing(session: Session, pile: Pile, now: datetime) -> None:
    contest, _, seat, ids = pile
    session.add(Sharing(contest_id=contest.id or 0, sheets_per_work=1, seed="s", set_at=now, set_by=seat.user_id))
    for one in ids:
        session.get_one(Sheet, one).status = SheetStatus.VOID
    session.flush()
    assert paper_rounds.left_with_nothing(session, contest) == set()


# the quick round


@pytest.fixture
def quick(session: Session, now: datetime) -> Pile:
    """The same before its quick round, in which the member is alone: of two works one goes on."""
    contest = make_contest(session, status=ContestStatus.ANNOUNCED, nominations=1, shortlist=ShortlistMode.STARS,
                           shortlist_size=1)  # fmt: skip
    nomination = nominations_of(session, contest)[0]
    for _ in range(2):
        make_application(session, contest, make_user(session), nomination)
    seat = make_seat(session, contest, [nomination])
    seat.on_paper, contest.status = True, ContestStatus.JUDGING
    seats.deal(session, contest, by=None, now=now)
    return contest, nomination, seat, [one.id or 0 for one in queries.sheets_of(session, seat.id)]


def test_a_list_of_the_quick_round_is_entered_twice_and_sealed_by_its_scan(
    session: Session, quick: Pile, now: datetime
) -> None:
    contest, nomination, seat, (one, two) = quick
    first, second = make_user(session).id or 0, make_user(session).id or 0
    sheet = queries.sheets_of(session, seat.id)[0]
    with refused("judges-on-paper"):
        shortlisting.look(session, sheet, seat, nomination, contest, 4, by=seat.user_id, now=now)
    with refused("mark-outside-scale"):
        enter(session, quick, {one: {0: 0}}, first, now, is_finished=False)
    enter(session, quick, {one: {0: 5}, two: {0: 2}}, first, now)
    enter(session, quick, {one: {0: 4}, two: {0: 2}}, second, now)
    assert found_differences(session, quick) == [(one, 0, 5, 4)]
    assert shortlist_queries.own(session, seat.id, nomination.id) == {}
    settle(session, quick, {one: {0: 5}}, second, now)
    answers = shortlist_queries.own(session, seat.id, nomination.id)
    assert {key: found.value for key, found in answers.items()} == {one: 5, two: 2}
    with refused("paper-begun"):
        seats.correct(session, seat, seat.name, seat.occupation, on_paper=False, by=1, now=now)
    with refused("paper-scan-missing"):
        shortlisting.seal(session, seat, nomination, contest, by=seat.user_id, now=now)

    made = shortlisting.seal(session, seat, nomination, contest, by=first, now=now, scan=Scan("b" * 64, "image/png"))

    assert (made.scan_sha256, made.scan_type) == ("b" * 64, "image/png")
    assert [sheet.id for sheet, *_ in paper.pile(session, seat, nomination)] == [one]
    assert paper.entries(session, seat.id, nomination.id, is_quick=False) == []
    enter(session, quick, {one: {1: 6, 2: 6}}, first, now)
    enter(session, quick, {one: {1: 6, 2: 6}}, second, now)
    assert on_sheets(session, quick) == {one: [6, 6]}


def test_who_stepped_back_from_all_works_seals_the_quick_round_once(
    session: Session, quick: Pile, now: datetime
) -> None:
    contest, nomination, seat, _ = quick
    other = make_seat(session, contest, [nomination])
    seats.deal(session, contest, by=None, now=now)
    step_back_from_all(session, quick, now)
    assert paper_rounds.left_with_nothing(session, contest) == {(seat.id, nomination.id)}
    shortlisting.seal(session, seat, nomination, contest, by=1, now=now, scan=Scan("a" * 64, "application/pdf"))
    assert paper_rounds.left_with_nothing(session, contest) == set()
    assert shortlist_queries.shortlist(session, nomination.id) is None
    for sheet in queries.sheets_of(session, other.id):
        shortlisting.look(session, sheet, other, nomination, contest, 4, by=other.user_id, now=now)
    shortlisting.seal(session, other, nomination, contest, by=other.user_id, now=now)
    assert shortlist_queries.shortlist(session, nomination.id) is not None
    assert paper_rounds.left_with_nothing(session, contest) == {(seat.id, nomination.id)}  # and by all criteria


def test_an_unfinished_or_foreign_reading_is_kept_as_far_as_it_goes(
    session: Session, pile: Pile, now: datetime
) -> None:
    _contest, nomination, seat, (one, _) = pile
    by = make_user(session).id or 0
    enter(session, pile, {one: {1: 4, 9: 4}, 987654: {1: 1}}, by, now, is_finished=False)
    assert [paper.read(entry) for entry in paper.entries(session, seat.id, nomination.id, is_quick=False)] == [
        {one: {1: 4}}
    ]
    with refused("sheets-unfinished"):
        enter(session, pile, {one: {1: 4}}, by, now)


def test_readings_are_thrown_away_and_begun_again(session: Session, pile: Pile, now: datetime) -> None:
    contest, nomination, seat, ids = pile
    marks = {sheet: {1: 5, 2: 5} for sheet in ids}
    for _ in range(2):
        enter(session, pile, marks, make_user(session).id or 0, now)
    paper.start_over(session, seat, nomination, contest, by=make_user(session).id or 0, now=now)
    assert (on_sheets(session, pile), paper.entries(session, seat.id, nomination.id, is_quick=False)) == ({}, [])


def test_who_judges_on_paper_does_not_judge_on_the_screen(session: Session, pile: Pile, now: datetime) -> None:
    contest, _, seat, _ = pile
    sheet, criterion = queries.sheets_of(session, seat.id)[0], queries.criteria(session, contest.id)[0]
    with refused("judges-on-paper"):
        sheets.mark(session, sheet, seat, contest, criterion, 5, by=seat.user_id, now=now)
    seat.on_paper = False
    sheets.mark(session, sheet, seat, contest, criterion, 5, by=seat.user_id, now=now)
    with refused("paper-begun"):
        seats.correct(session, seat, seat.name, seat.occupation, on_paper=True, by=1, now=now)
