from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

import pytest
from sqlmodel import Session, select
from world import (
    make_application,
    make_contest,
    make_seat,
    make_user,
    mark_all,
    nominations_of,
    take_seat,
)

from app import journal
from app.accounts.models import User
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestStatus, Nomination
from app.errors import RuleBroken
from app.jury import queries, sealing, seats, sheets
from app.jury.models import Post, Seat, Sheet, SheetStatus
from app.jury.progress import progress_of
from app.jury.standings import last_known, standings


@dataclass
class Panel:
    contest: Contest
    nominations: list[Nomination]
    seats: list[Seat]
    works: list[Application]


@pytest.fixture
def panel(session: Session, now: datetime) -> Panel:
    """Two nominations, three seats that judge both, two works in the first and one in the second."""
    contest = make_contest(session, status=ContestStatus.JUDGING)
    nominations = nominations_of(session, contest)
    applicant = make_user(session, "Ержан Сынақ")
    works = [make_application(session, contest, applicant, nominations[index]) for index in (0, 0, 1)]
    panel = [make_seat(session, contest, nominations, post) for post in (Post.CHAIR, Post.MEMBER, Post.MEMBER)]
    seats.deal(session, contest, by=None, now=now)
    return Panel(contest, nominations, panel, works)


def sheet_of(session: Session, seat: Seat, work: Application) -> Sheet:
    return session.exec(select(Sheet).where(Sheet.seat_id == seat.id, Sheet.application_id == work.id)).one()


def refused(reason: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda broken: broken.reason == reason)


def test_every_voting_seat_gets_a_sheet_for_each_admitted_work_once(
    session: Session, panel: Panel, now: datetime
) -> None:
    make_application(
        session, panel.contest, make_user(session), panel.nominations[0], Status.REJECTED, rejection="late"
    )

    assert len(session.exec(select(Sheet)).all()) == 9
    assert seats.deal(session, panel.contest, by=None, now=now) == 0


def test_the_secretary_has_a_seat_and_no_sheet(session: Session, panel: Panel, now: datetime) -> None:
    secretary = make_seat(session, panel.contest, panel.nominations, Post.SECRETARY)

    assert seats.deal(session, panel.contest, by=None, now=now) == 0
    assert queries.seat_of(session, panel.contest.id, secretary.user_id) is None


def test_there_is_one_chair(session: Session, panel: Panel) -> None:
    with refused("chair-taken"):
        make_seat(session, panel.contest, panel.nominations, Post.CHAIR)


def test_marks_are_changed_until_the_seal_and_never_after(session: Session, panel: Panel, now: datetime) -> None:
    seat, work = panel.seats[1], panel.works[2]
    sheet, criterion = sheet_of(session, seat, work), queries.criteria(session, panel.contest.id)[0]
    act = {"by": seat.user_id, "now": now}
    mark_all(session, panel.contest, seat, {work.id or 0: 5})
    sheets.mark(session, sheet, seat, panel.contest, criterion, 9, **act)

    sealing.seal(session, seat, panel.nominations[1], panel.contest, **act)

    with refused("sheet-closed"):
        sheets.mark(session, sheet, seat, panel.contest, criterion, 1, **act)
    with refused("sheet-closed"):
        sheets.comment(session, sheet, seat, panel.contest, "x", **act)
    with refused("sheet-closed"):
        sheets.recuse(session, sheet, seat, panel.contest, "x", **act)
    with refused("already-sealed"):
        sealing.seal(session, seat, panel.nominations[1], panel.contest, **act)
    assert queries.marks_of(session, [sheet.id])[sheet.id or 0][criterion.id or 0] == 9


@pytest.mark.parametrize("value", [-1, 11])
def test_a_mark_outside_the_scale_is_refused(session: Session, panel: Panel, now: datetime, value: int) -> None:
    seat = panel.seats[0]
    criterion = queries.criteria(session, panel.contest.id)[0]
    with refused("mark-outside-scale"):
        sheets.mark(
            session, sheet_of(session, seat, panel.works[0]), seat, panel.contest, criterion, value,
            by=seat.user_id, now=now,
        )  # fmt: skip


@pytest.mark.parametrize("status", [one for one in ContestStatus if one is not ContestStatus.JUDGING])
def test_nothing_is_marked_outside_judging(
    session: Session, panel: Panel, now: datetime, status: ContestStatus
) -> None:
    seat, panel.contest.status = panel.seats[0], status
    sheet, criterion = sheet_of(session, seat, panel.works[0]), queries.criteria(session, panel.contest.id)[0]
    act = {"by": seat.user_id, "now": now}

    with refused("judging-closed"):
        sheets.mark(session, sheet, seat, panel.contest, criterion, 5, **act)
    with refused("judging-closed"):
        sealing.seal(session, seat, panel.nominations[0], panel.contest, **act)
    with refused("judging-closed"):
        sealing.close(session, panel.nominations[0], panel.contest, "x", **act)


def test_a_seal_needs_every_mark_and_says_how_many_are_missing(session: Session, panel: Panel, now: datetime) -> None:
    seat = panel.seats[0]
    mark_all(session, panel.contest, seat, {panel.works[0].id or 0: 7})

    with pytest.raises(RuleBroken) as broken:
        sealing.seal(session, seat, panel.nominations[0], panel.contest, by=seat.user_id, now=now)

    assert (broken.value.reason, broken.value.facts) == ("sheets-unfinished", {"count": 1})


def test_a_recused_sheet_neither_blocks_the_seal_nor_counts(session: Session, panel: Panel, now: datetime) -> None:
    first, second = panel.works[0].id or 0, panel.works[1].id or 0
    for seat, marks in zip(panel.seats, ({first: 10, second: 4}, {first: 8, second: 4}, {second: 4}), strict=True):
        mark_all(session, panel.contest, seat, marks)
    away = panel.seats[2]
    sheets.recuse(
        session, sheet_of(session, away, panel.works[0]), away, panel.contest, "own pupil", by=away.user_id, now=now
    )
    for seat in panel.seats:
        sealing.seal(session, seat, panel.nominations[0], panel.contest, by=seat.user_id, now=now)

    ranked = standings(session, panel.contest).by_nomination[panel.nominations[0].id or 0]

    assert [(one.entry.application_id, one.score, one.sheets) for one in ranked] == [
        (first, Fraction(90), 2),
        (second, Fraction(40), 3),
    ]


def test_a_recusal_is_taken_back_until_the_seal(session: Session, panel: Panel, now: datetime) -> None:
    seat, work = panel.seats[0], panel.works[2]
    sheet, act = sheet_of(session, seat, work), {"by": seat.user_id, "now": now}
    sheets.recuse(session, sheet, seat, panel.contest, "own pupil", **act)
    sheets.come_back(session, sheet, seat, panel.contest, **act)
    assert sheet.status is SheetStatus.OPEN

    sheets.recuse(session, sheet, seat, panel.contest, "own pupil", **act)
    sealing.seal(session, seat, panel.nominations[1], panel.contest, **act)
    with refused("sheet-closed"):
        sheets.come_back(session, sheet, seat, panel.contest, **act)


def test_a_ranking_exists_only_once_every_seat_has_sealed(session: Session, panel: Panel, now: datetime) -> None:
    work, nomination = panel.works[2], panel.nominations[1]
    for seat in panel.seats:
        assert standings(session, panel.contest).by_nomination == {}
        mark_all(session, panel.contest, seat, {work.id or 0: 8})
        sealing.seal(session, seat, nomination, panel.contest, by=seat.user_id, now=now)

    found = standings(session, panel.contest)

    assert found.sealed == {nomination.id}
    assert [one.score for one in found.by_nomination[nomination.id or 0]] == [Fraction(80)]


def test_a_remembered_ranking_lasts_until_something_happens(session: Session, panel: Panel, now: datetime) -> None:
    work, nomination = panel.works[2], panel.nominations[1]
    for seat in panel.seats:
        assert last_known(session, panel.contest).by_nomination == {}
        mark_all(session, panel.contest, seat, {work.id or 0: 8})
        sealing.seal(session, seat, nomination, panel.contest, by=seat.user_id, now=now)

    found = last_known(session, panel.contest)

    assert found == standings(session, panel.contest)
    assert last_known(session, panel.contest) is found


def test_the_chair_closes_judging_and_voids_what_was_not_sealed(session: Session, panel: Panel, now: datetime) -> None:
    nomination, chair = panel.nominations[1], panel.seats[0]
    for seat, value in zip(panel.seats, (6, 8, 1), strict=True):
        mark_all(session, panel.contest, seat, {panel.works[2].id or 0: value})
    for seat in panel.seats[:2]:
        sealing.seal(session, seat, nomination, panel.contest, by=seat.user_id, now=now)

    sealing.close(session, nomination, panel.contest, "the third member is ill", by=chair.user_id, now=now)

    assert sheet_of(session, panel.seats[2], panel.works[2]).status is SheetStatus.VOID
    ranked = standings(session, panel.contest).by_nomination[nomination.id or 0]
    assert [(one.score, one.sheets) for one in ranked] == [(Fraction(70), 2)]
    with refused("already-sealed"):
        sealing.close(session, nomination, panel.contest, "again", by=chair.user_id, now=now)


def test_a_member_who_left_unsealed_is_waited_for_until_the_chair_ends_the_judging(
    session: Session, panel: Panel, now: datetime
) -> None:
    nomination = panel.nominations[1]
    for seat in panel.seats[:2]:
        mark_all(session, panel.contest, seat, {panel.works[2].id or 0: 8})
        sealing.seal(session, seat, nomination, panel.contest, by=seat.user_id, now=now)
    assert not sealing.is_sealed(session, nomination)

    seats.leave(session, panel.seats[2], "moved away", by=panel.seats[0].user_id, now=now)
    assert not sealing.is_sealed(session, nomination)
    sealing.close(session, nomination, panel.contest, "moved away", by=panel.seats[0].user_id, now=now)

    assert sealing.is_sealed(session, nomination)


def test_the_receipt_is_bound_to_the_person_and_to_the_marks(session: Session, panel: Panel, now: datetime) -> None:
    nomination = panel.nominations[1]
    receipts = []
    for seat in panel.seats[:2]:
        mark_all(session, panel.contest, seat, {panel.works[2].id or 0: 8})
        receipts.append(sealing.seal(session, seat, nomination, panel.contest, by=seat.user_id, now=now).receipt)

    sheet = sheet_of(session, panel.seats[0], panel.works[2])
    marks = queries.marks_of(session, [sheet.id])[sheet.id or 0]
    criteria = queries.criteria(session, panel.contest.id)

    assert len(set(receipts)) == 2
    assert {len(receipt) for receipt in receipts} == {12}
    assert sealing.content_hash(sheet, panel.works[2].code, criteria, marks) == sheet.sha256
    changed = marks | {criteria[0].id or 0: 9}
    assert sealing.content_hash(sheet, panel.works[2].code, criteria, changed) != sheet.sha256


def test_progress_counts_and_tells_no_marks(session: Session, panel: Panel, now: datetime) -> None:
    seat = panel.seats[0]
    mark_all(session, panel.contest, seat, {panel.works[0].id or 0: 5})
    sheets.recuse(
        session, sheet_of(session, seat, panel.works[1]), seat, panel.contest, "cousin", by=seat.user_id, now=now
    )

    mine = progress_of(session, panel.contest.id, seat.id)

    assert [(one.sheets, one.done, one.recused, one.is_sealed) for one in mine] == [(2, 1, 1, False), (1, 0, 0, False)]
    assert len(progress_of(session, panel.contest.id)) == 6


def test_every_saved_mark_is_in_the_journal_with_what_it_was(session: Session, panel: Panel, now: datetime) -> None:
    seat = panel.seats[0]
    sheet, criterion = sheet_of(session, seat, panel.works[0]), queries.criteria(session, panel.contest.id)[1]
    for value in (3, 3, 7):
        sheets.mark(session, sheet, seat, panel.contest, criterion, value, by=seat.user_id, now=now)

    bodies = session.exec(
        select(journal.Payload.body).where(
            journal.Payload.entry_id == journal.Entry.id, journal.Entry.action == "mark.saved"
        )
    ).all()

    assert bodies == ['{"criterion":2,"new":3,"old":null}', '{"criterion":2,"new":7,"old":3}']


def test_who_has_left_comes_back_to_the_same_seat(session: Session, panel: Panel, now: datetime) -> None:
    seat = panel.seats[2]
    user = session.get_one(User, seat.user_id)
    seats.leave(session, seat, "by mistake", by=user.id or 0, now=now)

    back = take_seat(session, panel.contest, user, nominations=panel.nominations[:1])

    judged = list(queries.benches(session, back.id))
    assert (back.id, back.left_at, judged) == (seat.id, None, [panel.nominations[0].id])


def test_nobody_joins_a_nomination_once_its_marks_can_be_seen(session: Session, panel: Panel, now: datetime) -> None:
    first, second = panel.nominations
    sealing.close(session, first, panel.contest, "no time", by=panel.seats[0].user_id, now=now)

    with refused("already-sealed"):
        make_seat(session, panel.contest, [first])
    assert make_seat(session, panel.contest, [second]).votes
