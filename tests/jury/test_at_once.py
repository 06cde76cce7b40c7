"""People of the commission and of the office do things at the same moment, each in a transaction: on SQLite they stand
in a line, on PostgreSQL they meet."""

from collections import Counter
from collections.abc import Callable

from meeting import Act, House
from sqlmodel import Session, select
from world import three

from app.accounts.models import User
from app.contests.models import Contest, ShortlistMode
from app.db import transaction
from app.jury import paper, paper_rounds, queries, sealing, seats, sharing, sheets, shortlisting, unsealing
from app.jury.models import Closing, Mark, Post, Seal, Sheet, SheetStatus
from app.jury.paper_models import PaperEntry
from app.jury.seal_models import SheetVersion, Unsealing
from app.jury.shortlist_models import Shortlist, ShortlistRow


def test_of_two_last_seals_both_hold(build: Callable[..., House]) -> None:
    here = build()
    here.mark(0, 1, 2)
    here.alone(here.seal(0))

    assert here.together(here.seal(1), here.seal(2)) == ["done", "done"]
    with transaction(here.engine, reads_only=True) as session:
        assert queries.sealed_nominations(session, here.contest) == {here.nomination}


def test_one_expert_on_two_devices_seals_once(build: Callable[..., House]) -> None:
    here = build()
    here.mark(1)

    assert sorted(here.together(here.seal(1), here.seal(1))) == ["already-sealed", "done"]
    with transaction(here.engine, reads_only=True) as session:
        assert len(session.exec(select(Seal)).all()) == 1


def test_a_mark_is_under_the_seal_or_refused(build: Callable[..., House]) -> None:
    here = build()
    here.mark(1)

    def change(session: Session) -> None:
        contest, _, seat = here.get(session, 1)
        first = queries.sheets_of(session, seat.id)[0]
        found = queries.sheet(session, first.id or 0, lock=True)
        assert found is not None
        criterion = queries.criteria(session, contest.id)[0]
        session.refresh(found[0])
        sheets.mark(session, found[0], seat, contest, criterion, 10, by=seat.user_id, now=here.now)

    told = here.together(here.seal(1), change)
    assert told[0] == "done"
    assert told[1] in ("done", "sheet-closed")
    with transaction(here.engine, reads_only=True) as session:
        tens = [mark for mark in session.exec(select(Mark)).all() if mark.value == 10]
        assert len(tens) == (told[1] == "done")


def test_a_seal_and_the_chairs_closing_leave_no_half(build: Callable[..., House]) -> None:
    here = build()
    here.mark(0, 1, 2)

    def close(session: Session) -> None:
        contest, nomination, _ = here.get(session)
        sealing.close(session, nomination, contest, "x", by=here.users[0], now=here.now)

    told = here.together(here.seal(1), close)
    assert told[1] == "done"
    assert told[0] in ("done", "already-sealed", "judging-closed")
    with transaction(here.engine, reads_only=True) as session:
        own = {sheet.status for sheet in queries.sheets_of(session, here.seats[1])}
        assert own == ({SheetStatus.SEALED} if told[0] == "done" else {SheetStatus.VOID})
        assert len(session.exec(select(Closing)).all()) == 1


def test_one_sheet_is_asked_for_once_and_opened_once(build: Callable[..., House]) -> None:
    here = build()
    here.mark(1)
    here.alone(here.seal(1))

    def ask(by: int) -> Act:
        def act(session: Session) -> None:
            contest, _, seat = here.get(session, 1)
            code = session.exec(select(Sheet.id).where(Sheet.seat_id == seat.id).order_by(Sheet.id)).first()  # type: ignore[arg-type]
            sheet = session.exec(select(Sheet).where(Sheet.id == code).with_for_update()).one()
            unsealing.propose(session, contest, sheet, "x", by=by, now=here.now)

        return act

    assert sorted(here.together(ask(here.others[0]), ask(here.others[1]))) == ["done", "unsealing-waits"]

    def agree(by: int) -> Act:
        def act(session: Session) -> None:
            asked = session.exec(select(Unsealing)).one()
            unsealing.agree(session, session.get_one(Contest, here.contest), asked, by=by, now=here.now)

        return act

    told = sorted(here.together(agree(here.users[0]), agree(here.users[2])))
    assert told in (["done", "not-now"], ["done", "sheet-closed"])
    with transaction(here.engine, reads_only=True) as session:
        assert len(session.exec(select(SheetVersion)).all()) == 1


def test_a_seal_is_not_renewed_over_a_sheet_that_is_being_opened(build: Callable[..., House]) -> None:
    here = build()
    here.mark(1)
    here.alone(here.seal(1))

    def ask(number: int) -> Act:
        def act(session: Session) -> None:
            contest, _, seat = here.get(session, 1)
            sheet = queries.sheets_of(session, seat.id)[number]
            unsealing.propose(session, contest, sheet, "x", by=here.others[0], now=here.now)

        return act

    def agree(number: int) -> Act:
        def act(session: Session) -> None:
            asked = session.exec(select(Unsealing).order_by(Unsealing.id)).all()[number]  # type: ignore[arg-type]
            unsealing.agree(session, session.get_one(Contest, here.contest), asked, by=here.users[0], now=here.now)

        return act

    for act in (ask(0), ask(1), agree(0)):
        here.alone(act)
    told = here.together(agree(1), here.seal(1))
    with transaction(here.engine, reads_only=True) as session:
        is_open = [sheet.id for sheet in queries.sheets_of(session, here.seats[1]) if sheet.status is SheetStatus.OPEN]
        seal = queries.seal(session, here.seats[1], here.nomination)
    assert told[0] == "done"
    assert (seal is None) == bool(is_open)


def test_one_place_is_taken_by_one_person(build: Callable[..., House]) -> None:
    here = build()

    def replace(by: int) -> Act:
        def act(session: Session) -> None:
            contest, _, old = here.get(session, 1)
            user = session.get_one(User, here.others[by])
            seats.replace(session, contest, old, user, "x", name=three("A"), occupation=three("B"), by=here.users[0],
                          now=here.now)  # fmt: skip

        return act

    assert sorted(here.together(replace(0), replace(1))) == ["already-replaced", "done"]
    with transaction(here.engine, reads_only=True) as session:
        present = [seat for seat in queries.seats(session, here.contest) if seat.left_at is None]
        assert len(present) == 3
        new = present[-1]
        assert len(queries.sheets_of(session, new.id)) == 4


def test_a_member_seals_while_somebody_takes_their_place(build: Callable[..., House]) -> None:
    """Either the seal holds and the new member judges nothing here, or the sheets went over blank."""
    here = build()
    here.mark(1)

    def replace(session: Session) -> None:
        contest, _, old = here.get(session, 1)
        user = session.get_one(User, here.others[0])
        seats.replace(session, contest, old, user, "x", name=three("A"), occupation=three("B"), by=here.users[0],
                      now=here.now)  # fmt: skip

    told = here.together(here.seal(1), replace)
    assert told[1] == "done"
    with transaction(here.engine, reads_only=True) as session:
        old = {sheet.status for sheet in queries.sheets_of(session, here.seats[1])}
        new = queries.sheets_of(session, queries.seats(session, here.contest)[-1].id)
        if told[0] == "done":
            assert (old, new) == ({SheetStatus.SEALED}, [])
        else:
            assert told[0] == "judging-closed"
            assert (old, len(new)) == ({SheetStatus.VOID}, 4)


def test_two_new_members_at_once_get_two_places(build: Callable[..., House]) -> None:
    here = build()

    def give(by: int, post: Post) -> Act:
        def act(session: Session) -> None:
            contest, nomination, _ = here.get(session)
            user = session.get_one(User, here.others[by])
            seats.give(session, contest, user, post=post, name=three("A"), occupation=three("B"),
                       nominations=[nomination], by=here.users[0], now=here.now)  # fmt: skip
            seats.deal(session, contest, by=here.users[0], now=here.now)

        return act

    assert here.together(give(0, Post.MEMBER), give(1, Post.MEMBER)) == ["done", "done"]
    with transaction(here.engine, reads_only=True) as session:
        assert [seat.position for seat in queries.seats(session, here.contest)] == [1, 2, 3, 4, 5]
        assert len(session.exec(select(Sheet)).all()) == 20


def test_one_deputy_is_chosen_by_two_at_once(build: Callable[..., House]) -> None:
    here = build()

    def give(by: int) -> Act:
        def act(session: Session) -> None:
            contest, nomination, _ = here.get(session)
            user = session.get_one(User, here.others[by])
            seats.give(session, contest, user, post=Post.DEPUTY, name=three("A"), occupation=three("B"),
                       nominations=[nomination], by=here.users[0], now=here.now)  # fmt: skip

        return act

    assert sorted(here.together(give(0), give(1))) == ["deputy-taken", "done"]


def test_two_draws_and_a_conflict_of_interest_leave_two_judges_for_every_work(build: Callable[..., House]) -> None:
    here = build(draw=2)

    def draw(session: Session) -> None:
        contest, _, _ = here.get(session)
        sharing.draw_again(session, contest, by=here.others[0], now=here.now)

    def recuse(session: Session) -> None:
        contest, _, seat = here.get(session, 1)
        own = queries.sheets_of(session, seat.id)[0]
        found = queries.sheet(session, own.id or 0, lock=True)
        if found is not None:
            session.refresh(found[0])
            sheets.recuse(session, found[0], seat, contest, "x", by=seat.user_id, now=here.now)

    assert here.together(draw, draw, recuse) == ["done"] * 3
    with transaction(here.engine, reads_only=True) as session:
        counted = Counter(
            sheet.application_id
            for sheet in session.exec(select(Sheet)).all()
            if sheet.status in (SheetStatus.OPEN, SheetStatus.SEALED)
        )
        assert counted == dict.fromkeys(here.works, 2)


def test_paper_is_read_by_two_and_stands_once(build: Callable[..., House]) -> None:
    """Two people enter one pile at the same moment, each without the other; a third is too late."""
    here = build(on_paper=True)

    def enter(by: int, *, is_finished: bool) -> Act:
        def act(session: Session) -> None:
            contest, nomination, seat = here.get(session, 2)
            read = {sheet.id or 0: {one.position: 7 for one in queries.criteria(session, contest.id)}
                    for sheet in queries.sheets_of(session, seat.id)}  # fmt: skip
            paper.save(session, seat, nomination, contest, read, is_finished=is_finished, by=by, now=here.now)

        return act

    third = here.users[0]
    begun = here.together(*(enter(one, is_finished=False) for one in (*here.others, third)))
    assert sorted(begun) == ["done", "done", "paper-entered"]
    with transaction(here.engine, reads_only=True) as session:
        readers = [one.entered_by for one in session.exec(select(PaperEntry).order_by(PaperEntry.number)).all()]  # type: ignore[arg-type]
        assert len(set(readers)) == 2
    assert here.together(*(enter(one, is_finished=True) for one in readers)) == ["done", "done"]
    with transaction(here.engine, reads_only=True) as session:
        contest, nomination, seat = here.get(session, 2)
        assert len(session.exec(select(Mark)).all()) == 4 * len(queries.criteria(session, contest.id))
        entered = paper_rounds.now_entered(session, nomination, contest)
        assert paper.differences(session, entered, seat, nomination) == []


def test_of_two_last_seals_of_a_quick_round_one_makes_the_shortlist(build: Callable[..., House]) -> None:
    here = build(shortlist=ShortlistMode.YES_NO, shortlist_size=2)
    for one in range(3):
        here.look(one, [1, 1, 0, 0])
    here.alone(here.seal_round(0))

    assert here.together(here.seal_round(1), here.seal_round(2)) == ["done", "done"]
    with transaction(here.engine, reads_only=True) as session:
        assert len(session.exec(select(Shortlist)).all()) == 1
        rows = session.exec(select(ShortlistRow)).all()
        assert sorted(row.application_id for row in rows if row.goes_on) == here.works[:2]


def test_the_chair_closes_a_quick_round_while_the_last_member_seals(build: Callable[..., House]) -> None:
    here = build(shortlist=ShortlistMode.YES_NO, shortlist_size=1)
    here.look(0, [1, 0, 0, 0])
    here.look(1, [0, 1, 1, 1])
    here.look(2, [0, 1, 0, 0])
    here.alone(here.seal_round(0))
    here.alone(here.seal_round(1))

    def close(session: Session) -> None:
        contest, nomination, _ = here.get(session)
        shortlisting.close(session, nomination, contest, "x", by=here.users[0], now=here.now)

    told = here.together(here.seal_round(2), close)
    assert told in (["done", "shortlist-over"], ["shortlist-over", "done"])
    with transaction(here.engine, reads_only=True) as session:
        rows = session.exec(select(ShortlistRow)).all()
        assert {row.voters for row in rows} == {3 if told[0] == "done" else 2}
