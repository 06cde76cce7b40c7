"""The commission: who may vote, replacements, shares of the works, declarations."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select
from world import (
    give_role,
    make_application,
    make_contest,
    make_seat,
    make_user,
    mark_all,
    nominations_of,
    take_seat,
    three,
)

from app.accounts.models import User
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestStatus, Nomination, RoleName, StampKind
from app.errors import RuleBroken
from app.jury import commission, conflicts, queries, sealing, seats, sharing, sheets
from app.jury.models import Nature, Post, Seat, Sheet, SheetStatus
from app.jury.progress import progress_of


@dataclass
class Panel:
    contest: Contest
    nominations: list[Nomination]
    seats: list[Seat]
    works: list[Application]


def make_panel(session: Session, now: datetime, *, works: int = 9, experts: int = 4, each: int = 0) -> Panel:
    """`each`: members for each work; 0 is all."""
    contest = make_contest(session, status=ContestStatus.ANNOUNCED)
    nominations = nominations_of(session, contest)
    applicant = make_user(session, "Ержан Сынақ")
    made = [make_application(session, contest, applicant, nominations[place % 2]) for place in range(works)]
    panel = [make_seat(session, contest, nominations) for _ in range(experts)]
    if each:
        sharing.set_rule(session, contest, each, "20-05-2026", by=applicant.id or 0, now=now)
    contest.status = ContestStatus.JUDGING
    session.flush()
    seats.deal(session, contest, by=None, now=now)
    return Panel(contest, nominations, panel, made)


def refused(reason: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda broken: broken.reason == reason)


def dealt(session: Session, seat: Seat) -> set[int]:
    return {one.application_id for one in queries.sheets_of(session, seat.id) if one.status is SheetStatus.OPEN}


def newcomer(session: Session, contest: Contest, role: RoleName = RoleName.EXPERT) -> User:
    user = make_user(session, "Жаңа Мүше")
    give_role(session, user, contest, role)
    return user


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.ADMITTED, Status.REJECTED])
def test_whoever_has_entered_the_contest_gets_no_vote(session: Session, status: Status) -> None:
    contest = make_contest(session)
    user = make_user(session)
    reason = {"rejection": "late"} if status is Status.REJECTED else {}
    make_application(session, contest, user, nominations_of(session, contest)[0], status, **reason)
    with refused("applicant-votes"):
        make_seat(session, contest, [], user=user)
    assert make_seat(session, contest, [], Post.SECRETARY, user=make_user(session)).votes is False


def test_a_draft_or_a_withdrawn_work_takes_nobodys_vote(session: Session) -> None:
    contest = make_contest(session)
    user = make_user(session)
    for status in (Status.DRAFT, Status.WITHDRAWN):
        make_application(session, contest, user, nominations_of(session, contest)[0], status)
    assert make_seat(session, contest, [], user=user).votes


def test_the_secretary_who_reads_names_gets_no_vote_and_an_organiser_is_named(session: Session) -> None:
    contest = make_contest(session)
    secretary, organiser = newcomer(session, contest, RoleName.SECRETARY), make_user(session, "Екі Міндет")
    with refused("secretary-votes"):
        take_seat(session, contest, secretary)
    give_role(session, organiser, contest, RoleName.ORGANISER)
    take_seat(session, contest, organiser)
    assert [one.name for one in commission.seeing_voters(session, contest.id)] == ["Екі Міндет"]


def test_there_is_one_deputy(session: Session) -> None:
    contest = make_contest(session)
    make_seat(session, contest, [], Post.DEPUTY)
    with refused("deputy-taken"):
        make_seat(session, contest, [], Post.DEPUTY)


def test_a_new_member_takes_open_sheets_over_blank_and_sealed_ones_stay(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=4)
    old, by = panel.seats[0], panel.seats[0].user_id
    mark_all(session, panel.contest, old, {one.id or 0: 7 for one in panel.works})
    sealing.seal(session, old, panel.nominations[0], panel.contest, by=by, now=now)

    user = newcomer(session, panel.contest)
    new = seats.replace(session, panel.contest, old, user, "Ауырды", name=three("Жаңа"), occupation=three("Суретші"),
                        by=by, now=now)  # fmt: skip

    mine = queries.sheets_of(session, new.id)
    assert {one.application_id for one in mine} == {panel.works[1].id, panel.works[3].id}
    assert queries.marks_of(session, [one.id for one in mine]) == {}
    kept = {one.application_id: one.status for one in queries.sheets_of(session, old.id)}
    assert kept == {panel.works[0].id: SheetStatus.SEALED, panel.works[2].id: SheetStatus.SEALED,
                    panel.works[1].id: SheetStatus.VOID, panel.works[3].id: SheetStatus.VOID}  # fmt: skip
    assert (new.replaces_id, old.left_at, new.post) == (old.id, now, old.post)
    assert seats.deal(session, panel.contest, by=by, now=now) == 0


def test_who_was_replaced_and_comes_back_judges_their_own_sheets_again(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=4)
    old, by = panel.seats[0], panel.seats[0].user_id
    mark_all(session, panel.contest, old, {panel.works[0].id or 0: 7})
    seats.replace(session, panel.contest, old, newcomer(session, panel.contest), "Ауырды", name=three("Жаңа"),
                  occupation=three("Суретші"), by=by, now=now)  # fmt: skip
    assert {one.status for one in queries.sheets_of(session, old.id)} == {SheetStatus.VOID}

    back = take_seat(session, panel.contest, session.get_one(User, by), nominations=panel.nominations)
    assert back.id == old.id
    assert {one.status for one in queries.sheets_of(session, old.id)} == {SheetStatus.OPEN}
    mark_all(session, panel.contest, back, {one.id or 0: 5 for one in panel.works})
    mine = progress_of(session, panel.contest.id, back.id)
    assert [one.is_ready for one in mine] == [True] * len(panel.nominations)
    for one in panel.nominations:
        sealing.seal(session, back, one, panel.contest, by=by, now=now)


def test_the_last_who_has_not_sealed_is_replaced_and_nobody_sees_marks(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=4, experts=2)
    old, other = panel.seats
    mark_all(session, panel.contest, other, {one.id or 0: 7 for one in panel.works})
    for one in panel.nominations:
        sealing.seal(session, other, one, panel.contest, by=other.user_id, now=now)

    new = seats.replace(session, panel.contest, old, newcomer(session, panel.contest), "Ауырды", name=three("Жаңа"),
                        occupation=three("Суретші"), by=other.user_id, now=now)  # fmt: skip

    assert dealt(session, new) == {one.id for one in panel.works}
    assert queries.sealed_nominations(session, panel.contest.id) == set()


def test_a_place_that_was_left_shows_no_marks_and_can_be_taken_later(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=4, experts=2)
    old, other = panel.seats
    mark_all(session, panel.contest, other, {one.id or 0: 7 for one in panel.works})
    for one in panel.nominations:
        sealing.seal(session, other, one, panel.contest, by=other.user_id, now=now)
    seats.leave(session, old, "Кетті", by=other.user_id, now=now)
    assert queries.sealed_nominations(session, panel.contest.id) == set()

    new = seats.replace(session, panel.contest, old, newcomer(session, panel.contest), "Кетті", name=three("Жаңа"),
                        occupation=three("Суретші"), by=other.user_id, now=now)  # fmt: skip
    assert dealt(session, new) == {one.id for one in panel.works}


def test_nothing_is_dealt_nor_taken_back_where_the_chair_has_closed(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=8, experts=4, each=2)
    seat, closed = panel.seats[0], panel.nominations[0]
    here = {one.id for one in panel.works if one.nomination_id == closed.id}
    away = next(one for one in queries.sheets_of(session, seat.id) if one.application_id in here)
    sheets.recuse(session, away, seat, panel.contest, "Туысым", by=seat.user_id, now=now)
    sealing.close(session, closed, panel.contest, "Уақыт бітті", by=seat.user_id, now=now)

    with refused("sheet-closed"):
        sheets.come_back(session, away, seat, panel.contest, by=seat.user_id, now=now)
    sharing.draw_again(session, panel.contest, by=seat.user_id, now=now)

    assert not here & {work for one in panel.seats for work in dealt(session, one)}
    assert sharing.short_works(session, panel.contest) == []


def test_works_are_shared_evenly_and_a_conflict_finds_another_judge(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=10, experts=4, each=2)
    counts = [len(dealt(session, one)) for one in panel.seats]
    assert sorted(counts) == [5, 5, 5, 5]

    seat = panel.seats[0]
    sheet = next(one for one in queries.sheets_of(session, seat.id))
    sheets.recuse(session, sheet, seat, panel.contest, "Туысым", by=seat.user_id, now=now)

    judges = [one for one in panel.seats if sheet.application_id in dealt(session, one)]
    assert len(judges) == 2
    assert seat not in judges


def test_only_what_nobody_has_begun_is_drawn_again(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=12, experts=3, each=1)
    first = panel.seats[0]
    judged = sorted(dealt(session, first))[0]
    mark_all(session, panel.contest, first, {judged: 8})
    new = make_seat(session, panel.contest, panel.nominations)

    sharing.draw_again(session, panel.contest, by=first.user_id, now=now)

    assert [len(dealt(session, one)) for one in [*panel.seats, new]] == [3, 3, 3, 3]
    assert judged in dealt(session, first)


def test_the_share_is_set_while_works_may_come_in(session: Session, now: datetime) -> None:
    waiting = make_contest(session, status=ContestStatus.ANNOUNCED, closes_at=now)
    with refused("sharing-frozen"):  # who reads the works could try seeds until the draw pleases
        sharing.set_rule(session, waiting, 2, "x", by=1, now=now)
    panel = make_panel(session, now)
    with refused("sharing-frozen"):
        sharing.set_rule(session, panel.contest, 2, "x", by=1, now=now)
    with refused("all-judge-all"):
        sharing.draw_again(session, panel.contest, by=1, now=now)


def test_a_seat_without_works_is_not_waited_for_where_works_are_drawn(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=2, experts=3, each=1)
    busy = [one for one in panel.seats if dealt(session, one)]
    assert len(busy) == 2
    for seat in busy:
        mark_all(session, panel.contest, seat, dict.fromkeys(dealt(session, seat), 5))
        work = session.get_one(Application, dealt(session, seat).pop())
        nomination = next(one for one in panel.nominations if one.id == work.nomination_id)
        assert nomination.id not in queries.sealed_nominations(session, panel.contest.id)
        sealing.seal(session, seat, nomination, panel.contest, by=seat.user_id, now=now)
        assert nomination.id in queries.sealed_nominations(session, panel.contest.id)


def test_conflicts_are_declared_for_all_works_at_once(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=3)
    seat = panel.seats[0]
    lines = conflicts.lines(session, seat)
    found = {lines[0].sheet_id: (Nature.RELATIVE, "Жиенім"), 987654: (Nature.OTHER, "бөтен")}

    seat.declared_at, act = None, {"by": seat.user_id, "now": now}
    with refused("conflicts-undeclared"):
        mark_all(session, panel.contest, seat, {panel.works[0].id or 0: 5})
    assert conflicts.undeclared(session, seat) == len(lines)
    last = max(one.sheet_id for one in lines)
    with refused("conflicts-outdated"):
        conflicts.declare(session, seat, panel.contest, found, up_to=last - 1, **act)
    assert conflicts.declare(session, seat, panel.contest, found, up_to=last, **act) == 1
    assert conflicts.undeclared(session, seat) == 0

    after = {one.sheet_id: one for one in conflicts.lines(session, seat)}
    assert after[lines[0].sheet_id].status is SheetStatus.RECUSED
    assert (after[lines[0].sheet_id].nature, after[lines[0].sheet_id].title) == (Nature.RELATIVE, "")
    assert (seat.declared_at, after[lines[1].sheet_id].status) == (now, SheetStatus.OPEN)


def test_a_work_that_has_gone_is_not_waited_for_in_the_declaration(session: Session, now: datetime) -> None:
    panel = make_panel(session, now, works=3)
    seat = panel.seats[0]
    seat.declared_at = None
    gone = session.get_one(Application, queries.sheets_of(session, seat.id)[-1].application_id)
    gone.status = Status.DISQUALIFIED
    session.flush()
    lines = conflicts.lines(session, seat)
    assert conflicts.undeclared(session, seat) == len(lines) == 2

    up_to = max(one.sheet_id for one in lines)
    conflicts.declare(session, seat, panel.contest, {}, up_to=up_to, by=seat.user_id, now=now)

    assert conflicts.undeclared(session, seat) == 0


def test_the_list_says_that_it_changed_after_it_was_approved(session: Session, now: datetime) -> None:
    contest = make_contest(session)
    seat = make_seat(session, contest, [])
    texts = {"authority": {}, "position": three("Директор"), "name": three("Дина")}
    commission.note_stamp(session, contest, StampKind.APPROVAL, **texts, signed_on=date(2026, 5, 4), number="12",
                          by=seat.user_id, now=now)  # fmt: skip
    assert not commission.has_changed(session, contest.id)
    seats.leave(session, seat, "Көшті", by=seat.user_id, now=now + timedelta(hours=1))
    assert commission.has_changed(session, contest.id)
    assert session.exec(select(Sheet)).all() == []
