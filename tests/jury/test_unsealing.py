"""A sealed sheet is opened by two people; nobody learns a mark by it; the old version stays."""

import hashlib
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select
from world import make_application, make_contest, make_seat, make_user, mark_all, nominations_of

from app import i18n, invariants, journal
from app.applications.models import Application
from app.awards import method, minutes
from app.contests.models import Contest, ContestStatus, Nomination
from app.errors import RuleBroken
from app.jury import queries, sealing, sheets, unsealing
from app.jury import seats as commission
from app.jury.models import Seal, Seat, Sheet, SheetStatus
from app.jury.standings import standings
from app.web.house import APP

Sealed = tuple[Contest, Nomination, list[Seat], Sheet]


@pytest.fixture
def sealed(session: Session, now: datetime) -> Sealed:
    """Two seats, two works, everything marked and sealed; the first sheet of the first seat."""
    contest = make_contest(session, status=ContestStatus.JUDGING, nominations=1)
    nomination = nominations_of(session, contest)[0]
    works = [make_application(session, contest, make_user(session), nomination) for _ in range(2)]
    seats = [make_seat(session, contest, [nomination]) for _ in range(2)]
    commission.deal(session, contest, by=None, now=now)
    for seat in seats:
        mark_all(session, contest, seat, {one.id or 0: 6 for one in works})
        sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=now)
    return contest, nomination, seats, queries.sheets_of(session, seats[0].id)[0]


def refused(reason: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda broken: broken.reason == reason)


def test_two_people_open_a_sheet_and_its_old_version_stays_with_its_hash(
    session: Session, sealed: Sealed, now: datetime
) -> None:
    contest, nomination, seats, sheet = sealed
    before, receipt = sheet.sha256, session.exec(select(Seal).where(Seal.seat_id == seats[0].id)).one().receipt
    asker, other = make_user(session).id or 0, make_user(session).id or 0
    asked = unsealing.propose(session, contest, sheet, "Қате", by=asker, now=now)
    with refused("same-person"):
        unsealing.agree(session, contest, asked, by=asker, now=now)
    assert sheet.status is SheetStatus.SEALED

    unsealing.agree(session, contest, asked, by=other, now=now)

    assert (sheet.status, sheet.sha256, sheet.seal_id) == (SheetStatus.OPEN, None, None)
    assert standings(session, contest).by_nomination == {}
    kept = unsealing.versions(session, sheet.id)
    assert [(one.number, one.sha256, one.receipt) for one in kept] == [(1, before, receipt)]
    assert hashlib.sha256(journal.canonical(kept[0].content).encode()).hexdigest() == before

    criterion = queries.criteria(session, contest.id)[0]
    sheets.mark(session, sheet, seats[0], contest, criterion, 9, by=seats[0].user_id, now=now)
    later = now + timedelta(hours=1)
    made = sealing.seal(session, seats[0], nomination, contest, by=seats[0].user_id, now=later)
    assert (made.receipt == receipt, sheet.sha256 == before, made.sealed_at) == (False, False, later)
    assert {one.seal_id for one in queries.sheets_of(session, seats[0].id)} == {made.id}
    assert set(standings(session, contest).by_nomination) == {nomination.id}
    assert list(invariants._changed_sheets(session)) == []


def test_the_protocol_tells_which_sheets_were_opened_and_whether_marks_had_been_seen(
    session: Session, sealed: Sealed, now: datetime
) -> None:
    contest, nomination, seats, sheet = sealed
    code = session.get_one(Application, sheet.application_id).code
    asker, other = make_user(session).id or 0, make_user(session).id or 0
    for _ in range(2):  # the second time not all had sealed any more
        sheet = next(one for one in queries.sheets_of(session, seats[0].id) if one.status is SheetStatus.SEALED)
        asked = unsealing.propose(session, contest, sheet, "Қате басылған.", by=asker, now=now)
        unsealing.agree(session, contest, asked, by=other, now=now)
        assert queries.sealed_nominations(session, contest.id) == set()

    found = minutes.opened_sheets(session, contest)
    assert [(one.nomination, one.showed_marks) for one in found] == [(nomination.position, True), (1, False)]
    criteria = queries.criteria(session, contest.id)
    i18n.load(APP / "locale")
    told = method.described(contest, criteria, {}, "", found)
    seen = "До этого закрыли все: оценки номинации до того момента были видны."
    assert f"по работе {code} (номинация 1) был открыт снова: эксперт" in told.ru
    assert f"Причина: Қате басылған. {seen} С этого момента до следующего закрытия оценки были скрыты" in told.ru
    assert told.ru.count("До этого закрыли не все") == 1
    assert told.kk.count("Оған дейін бәрі бекітіп жапқан еді") == 1
    assert "открыт снова" not in method.described(contest, criteria, {}, "").ru


def test_nobody_agrees_to_open_their_own_sheet(session: Session, sealed: Sealed, now: datetime) -> None:
    contest, _, seats, sheet = sealed
    asked = unsealing.propose(session, contest, sheet, "Қате", by=make_user(session).id or 0, now=now)
    with refused("own-sheet"):
        unsealing.agree(session, contest, asked, by=seats[0].user_id, now=now)


def test_one_request_at_a_time_and_a_refused_one_leaves_the_seal(
    session: Session, sealed: Sealed, now: datetime
) -> None:
    contest, _, _, sheet = sealed
    asker, other = make_user(session).id or 0, make_user(session).id or 0
    asked = unsealing.propose(session, contest, sheet, "Қате", by=asker, now=now)
    with refused("unsealing-waits"):
        unsealing.propose(session, contest, sheet, "Тағы", by=other, now=now)
    unsealing.refuse(session, asked, by=other, now=now)
    with refused("not-now"):
        unsealing.agree(session, contest, asked, by=other, now=now)
    assert sheet.status is SheetStatus.SEALED
    unsealing.propose(session, contest, sheet, "Тағы", by=other, now=now)


def test_after_judging_no_sheet_is_opened(session: Session, sealed: Sealed, now: datetime) -> None:
    contest, _, _, sheet = sealed
    asked = unsealing.propose(session, contest, sheet, "Қате", by=make_user(session).id or 0, now=now)
    contest.status = ContestStatus.DECIDING
    with refused("judging-closed"):
        unsealing.agree(session, contest, asked, by=make_user(session).id or 0, now=now)


def test_everything_is_sealed_at_once_or_nothing(session: Session, now: datetime) -> None:
    contest = make_contest(session, status=ContestStatus.JUDGING)
    nominations = nominations_of(session, contest)
    works = [make_application(session, contest, make_user(session), one) for one in nominations]
    seat = make_seat(session, contest, nominations)
    commission.deal(session, contest, by=None, now=now)
    mark_all(session, contest, seat, {works[0].id or 0: 5})
    act = {"by": seat.user_id, "now": now}
    with pytest.raises(RuleBroken, match="sheets-unfinished"), session.begin_nested():
        sealing.seal_all(session, seat, contest, nominations, **act)
    assert queries.seals(session, contest.id) == {}

    mark_all(session, contest, seat, {works[1].id or 0: 5})
    made = sealing.seal_all(session, seat, contest, nominations, **act)
    assert len({seal.receipt for _, seal in made}) == 2
    with refused("already-sealed"):
        sealing.seal_all(session, seat, contest, nominations, **act)


def test_the_same_marks_do_not_give_the_same_hash(session: Session, sealed: Sealed) -> None:
    """Or whoever reads a hash in the journal could try which marks give it."""
    seats = sealed[2]
    hashes = [one.sha256 for seat in seats for one in queries.sheets_of(session, seat.id)]
    nonces = [one.nonce for seat in seats for one in queries.sheets_of(session, seat.id)]
    assert len(set(hashes)) == len(set(nonces)) == 4
    assert {len(one) for one in nonces} == {32}
