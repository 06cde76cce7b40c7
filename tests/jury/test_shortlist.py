"""The shortlist round: quick answers of every member, sealed; the best go on to all criteria."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select
from tampering import unguard
from world import declared, make_application, make_contest, make_seat, make_user, mark_all, nominations_of, three

from app import invariants, journal
from app.applications import lifecycle
from app.applications.models import Application, Status
from app.awards import shortlist_papers
from app.contests.models import Contest, ContestStatus, Nomination, ShortlistMode
from app.errors import RuleBroken
from app.files import Shelf
from app.jury import (
    masking,
    queries,
    reminding,
    sealing,
    seats,
    sharing,
    sheets,
    shortlist_checks,
    shortlisting,
    unsealing,
)
from app.jury import shortlist_queries as asked
from app.jury.choosing import going_on
from app.jury.models import Post, Seat, Sheet, SheetStatus
from app.jury.progress import progress_of
from app.jury.seal_models import SheetVersion
from app.jury.shortlist_models import Glance, GlanceSeal, ShortlistRow
from app.jury.standings import standings


@dataclass
class Round:
    """Three members, one nomination with five works of which two go on."""

    session: Session
    contest: Contest
    nomination: Nomination
    works: list[Application]
    seats: list[Seat]
    now: datetime

    def sheet(self, seat: Seat, work: Application) -> Sheet:
        found = select(Sheet).where(Sheet.seat_id == seat.id, Sheet.application_id == work.id)
        return self.session.exec(found).one()

    def look(self, seat: Seat, answers: Mapping[int, int]) -> None:
        """`answers`: index of the work → what is answered."""
        for index, value in answers.items():
            shortlisting.look(self.session, self.sheet(seat, self.works[index]), seat, self.nomination, self.contest,
                              value, by=seat.user_id, now=self.now)  # fmt: skip

    def seal(self, seat: Seat) -> GlanceSeal:
        return shortlisting.seal(self.session, seat, self.nomination, self.contest, by=seat.user_id, now=self.now)

    def answer(self, seat: Seat, answers: list[int]) -> None:
        self.look(seat, dict(enumerate(answers)))
        self.seal(seat)

    @property
    def chosen(self) -> list[int]:
        """Indexes of the works that go on."""
        rows = self.session.exec(select(ShortlistRow).where(ShortlistRow.goes_on)).all()
        ids = {row.application_id for row in rows}
        return [index for index, work in enumerate(self.works) if work.id in ids]


@pytest.fixture
def begin(session: Session, now: datetime) -> Callable[..., Round]:
    def begin(mode: ShortlistMode = ShortlistMode.YES_NO, *, works: int = 5, size: int = 2, draw: int = 0) -> Round:
        contest = make_contest(session, status=ContestStatus.ANNOUNCED, nominations=1, shortlist=mode,
                               shortlist_size=size, closes_at=now - timedelta(hours=1))  # fmt: skip
        nomination = nominations_of(session, contest)[0]
        entered = [make_application(session, contest, make_user(session), nomination) for _ in range(works)]
        if draw:
            before = now - timedelta(hours=2)
            sharing.set_rule(session, contest, draw, "seed", by=make_user(session).id or 0, now=before)
        panel = [make_seat(session, contest, [nomination], post) for post in (Post.CHAIR, Post.MEMBER, Post.MEMBER)]
        contest.status = ContestStatus.JUDGING
        seats.deal(session, contest, by=None, now=now)
        return Round(session, contest, nomination, entered, panel, now)

    return begin


def reason(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.reason


def test_the_best_by_the_mean_of_the_answers_go_on(begin: Callable[..., Round]) -> None:
    here = begin()
    for seat, answers in zip(here.seats, ([1, 1, 0, 0, 0], [1, 0, 1, 0, 0], [1, 1, 0, 1, 0]), strict=True):
        here.answer(seat, answers)

    rows = {row.application_id: (row.total, row.voters, row.goes_on) for row in here.session.exec(select(ShortlistRow))}
    assert [rows[work.id or 0] for work in here.works] == [
        (3, 3, True), (2, 3, True), (1, 3, False), (1, 3, False), (0, 3, False),
    ]  # fmt: skip


def test_who_has_sealed_the_round_is_not_late_before_the_others_have(begin: Callable[..., Round]) -> None:
    here = begin()

    def late() -> list[int | None]:
        progress = progress_of(here.session, here.contest.id)
        return list(reminding.late(here.session, here.contest, here.seats, progress))

    assert late() == [seat.id for seat in here.seats]
    here.answer(here.seats[0], [1, 1, 0, 0, 0])
    assert late() == [seat.id for seat in here.seats[1:]]
    for seat in here.seats[1:]:
        here.answer(seat, [1, 1, 0, 0, 0])
    assert late() == [seat.id for seat in here.seats]


def test_all_that_are_level_at_the_border_go_on(begin: Callable[..., Round]) -> None:
    here = begin(ShortlistMode.STARS)
    for seat, answers in zip(here.seats, ([5, 3, 4, 3, 1], [5, 4, 3, 2, 1], [5, 3, 3, 2, 1]), strict=True):
        here.answer(seat, answers)

    assert here.chosen == [0, 1, 2]


def test_nothing_is_known_and_nothing_is_marked_before_every_member_has_sealed(begin: Callable[..., Round]) -> None:
    here = begin()
    criterion = queries.criteria(here.session, here.contest.id)[0]
    for seat in here.seats[:2]:
        here.answer(seat, [1, 1, 0, 0, 0])

    sheet, seat = here.sheet(here.seats[0], here.works[0]), here.seats[0]
    assert here.session.exec(select(ShortlistRow)).all() == []
    assert asked.rows(here.session, here.contest.id, [here.nomination.id or 0]) == []
    assert reason(lambda: sheets.mark(here.session, sheet, seat, here.contest, criterion, 5, by=seat.user_id,
                                      now=here.now)) == "shortlist-first"  # fmt: skip
    assert reason(lambda: sealing.seal(here.session, seat, here.nomination, here.contest, by=seat.user_id,
                                       now=here.now)) == "shortlist-first"  # fmt: skip
    assert reason(lambda: sealing.close(here.session, here.nomination, here.contest, "x", by=seat.user_id,
                                        now=here.now)) == "shortlist-first"  # fmt: skip

    here.answer(here.seats[2], [1, 1, 0, 0, 0])
    sheets.mark(here.session, sheet, seat, here.contest, criterion, 5, by=seat.user_id, now=here.now)


def test_an_answer_is_changed_until_it_is_sealed_and_never_after(begin: Callable[..., Round]) -> None:
    here = begin()
    seat = here.seats[0]
    here.look(seat, {0: 1})
    here.look(seat, {0: 0, 1: 1, 2: 1, 3: 1})
    assert reason(lambda: here.seal(seat)) == "glances-unfinished"
    here.look(seat, {4: 0})
    sealed = here.seal(seat)

    assert len(sealed.receipt) == 12
    assert asked.under_seal(here.session, sealed.id) == sorted(
        zip((work.code for work in here.works), (0, 1, 1, 1, 0), strict=True)
    )
    assert reason(lambda: here.look(seat, {0: 1})) == "already-sealed"
    assert reason(lambda: here.seal(seat)) == "already-sealed"
    assert reason(lambda: here.look(here.seats[1], {0: 2})) == "mark-outside-scale"


def test_stars_are_one_to_five(begin: Callable[..., Round]) -> None:
    here = begin(ShortlistMode.STARS)

    for value in (0, 6):
        assert reason(lambda value=value: here.look(here.seats[0], {0: value})) == "mark-outside-scale"  # type: ignore[misc]


def test_a_conflict_of_interest_counts_in_the_round_and_afterwards(begin: Callable[..., Round]) -> None:
    here = begin()
    first, kept = here.seats[0], here.sheet(here.seats[0], here.works[0])
    here.look(first, {0: 1, 1: 1, 2: 0, 3: 0, 4: 0})
    sheets.recuse(here.session, kept, first, here.contest, "x", by=first.user_id, now=here.now)
    assert reason(lambda: here.look(first, {0: 0})) == "sheet-closed"
    here.seal(first)
    for seat in here.seats[1:]:
        here.answer(seat, [0, 1, 1, 0, 0])

    row = here.session.exec(select(ShortlistRow).where(ShortlistRow.application_id == here.works[0].id)).one()
    assert (row.total, row.voters, row.goes_on) == (0, 2, False)
    assert here.chosen == [1, 2]
    assert kept.status is SheetStatus.RECUSED


def test_nobody_comes_back_to_a_work_that_was_left_out(begin: Callable[..., Round]) -> None:
    here = begin()
    first, *others = here.seats
    away = here.sheet(first, here.works[4])
    sheets.recuse(here.session, away, first, here.contest, "Туысым", by=first.user_id, now=here.now)
    here.look(first, {0: 1, 1: 1, 2: 0, 3: 0})
    here.seal(first)
    for seat in others:
        here.answer(seat, [1, 1, 0, 0, 0])

    assert here.chosen == [0, 1]
    assert not sheets.may_come_back(here.session, away, first, here.contest)
    assert reason(lambda: sheets.come_back(here.session, away, first, here.contest, by=first.user_id,
                                           now=here.now)) == "sheet-closed"  # fmt: skip


def test_covered_words_stay_covered_in_the_shortlist_until_the_seal(begin: Callable[..., Round]) -> None:
    here = begin()
    here.works[0].title = "Аягөздің алмасы"
    masking.cover_words(here.session, here.works[0], ["Аягөз"], by=here.seats[0].user_id, now=here.now)
    for seat in here.seats:
        here.answer(seat, [1, 1, 0, 0, 0])
    nomination = here.nomination.id or 0

    blind, named = (shortlist_papers.groups(here.session, here.contest, one)[0] for one in ([], [nomination]))
    assert "Аягөз" not in "".join(line.title for line in blind.lines)
    assert "Аягөздің алмасы" in [line.title for line in named.lines]


def test_a_recusal_after_the_own_seal_takes_the_answer_away(begin: Callable[..., Round]) -> None:
    here = begin()
    here.answer(here.seats[0], [1, 1, 0, 0, 0])
    sheets.recuse(here.session, here.sheet(here.seats[0], here.works[0]), here.seats[0], here.contest, "x",
                  by=here.seats[0].user_id, now=here.now)  # fmt: skip
    for seat in here.seats[1:]:
        here.answer(seat, [0, 1, 1, 0, 0])

    row = here.session.exec(select(ShortlistRow).where(ShortlistRow.application_id == here.works[0].id)).one()
    assert (row.total, row.voters) == (0, 2)


def test_a_work_for_which_nobody_could_answer_goes_on_beside_the_others(begin: Callable[..., Round]) -> None:
    here = begin()
    for seat in here.seats:
        sheets.recuse(here.session, here.sheet(seat, here.works[4]), seat, here.contest, "x", by=seat.user_id,
                      now=here.now)  # fmt: skip
        here.look(seat, {0: 1, 1: 1, 2: 0, 3: 0})
        here.seal(seat)

    assert here.chosen == [0, 1, 4]


def test_only_what_went_on_is_judged_ranked_and_waited_for(begin: Callable[..., Round], tmp_path: Path) -> None:
    here = begin()
    for seat in here.seats:
        here.answer(seat, [1, 1, 0, 0, 0])
    assert {one.sheets for one in progress_of(here.session, here.contest.id)} == {2}
    for seat in here.seats:
        mark_all(here.session, here.contest, seat, {work.id or 0: 7 for work in here.works[:2]})
        sealing.seal(here.session, seat, here.nomination, here.contest, by=seat.user_id, now=here.now)

    found = standings(here.session, here.contest).by_nomination[here.nomination.id or 0]
    assert [row.entry.application_id for row in found] == [work.id for work in here.works[:2]]
    statuses = {sheet.status for work in here.works[2:] for seat in here.seats for sheet in [here.sheet(seat, work)]}
    assert statuses == {SheetStatus.VOID}
    assert invariants.broken(here.session, Shelf(tmp_path)) == []


def test_where_works_are_drawn_all_look_at_all_and_the_shortlist_is_drawn(begin: Callable[..., Round]) -> None:
    here = begin(works=8, size=6, draw=2)
    assert len(here.session.exec(select(Sheet)).all()) == 24
    for seat in here.seats:
        here.answer(seat, [1] * 6 + [0] * 2)

    there = here.session.exec(select(Sheet).where(Sheet.status == SheetStatus.OPEN)).all()
    assert sorted(sheet.application_id for sheet in there) == sorted([work.id for work in here.works[:6]] * 2)
    assert [sum(sheet.seat_id == seat.id for sheet in there) for seat in here.seats] == [4, 4, 4]


def test_few_works_are_judged_at_once(begin: Callable[..., Round]) -> None:
    here = begin(works=2)

    assert asked.waiting(here.session, here.contest) == frozenset()
    assert asked.rows(here.session, here.contest.id, [here.nomination.id or 0]) == []
    mark_all(here.session, here.contest, here.seats[0], {work.id or 0: 7 for work in here.works})


def test_the_chair_closes_the_round_and_what_is_not_sealed_does_not_count(begin: Callable[..., Round]) -> None:
    here = begin()
    chair = here.seats[0]
    here.answer(chair, [0, 0, 1, 1, 0])
    here.look(here.seats[1], dict.fromkeys(range(5), 1))

    made = shortlisting.close(here.session, here.nomination, here.contest, "Сарапшы ауырып қалды", by=chair.user_id,
                              now=here.now)  # fmt: skip

    assert (made.closed_by, made.reason, made.size) == (chair.user_id, "Сарапшы ауырып қалды", 2)
    assert here.chosen == [2, 3]
    assert [one.counts for one in here.session.exec(select(Glance).where(Glance.seat_id == here.seats[1].id))] == [
        False
    ] * 5
    assert reason(lambda: shortlisting.close(here.session, here.nomination, here.contest, "x", by=chair.user_id,
                                             now=here.now)) == "shortlist-over"  # fmt: skip
    assert reason(lambda: here.look(here.seats[1], {0: 0})) == "shortlist-over"


def test_whoever_leaves_is_not_waited_for_and_what_they_sealed_counts(begin: Callable[..., Round]) -> None:
    here = begin()
    here.answer(here.seats[0], [1, 0, 1, 0, 0])
    here.answer(here.seats[1], [1, 0, 0, 0, 1])
    seats.leave(here.session, here.seats[0], "x", by=here.seats[0].user_id, now=here.now)
    assert here.session.exec(select(ShortlistRow)).all() == []
    seats.leave(here.session, here.seats[2], "x", by=here.seats[0].user_id, now=here.now)

    assert here.chosen == [0, 2, 4]


def test_a_place_on_the_commission_answers_once(begin: Callable[..., Round]) -> None:
    here = begin()
    here.answer(here.seats[0], [1, 1, 0, 0, 0])
    new = [
        declared(here.session, seats.replace(
            here.session, here.contest, old, make_user(here.session), "x", name=three("A"), occupation=three("B"),
            by=here.seats[0].user_id, now=here.now,
        ))
        for old in here.seats[:2]
    ]  # fmt: skip
    assert here.session.exec(select(ShortlistRow)).all() == []

    assert reason(lambda: here.look(new[0], {0: 1})) == "already-sealed"
    here.answer(new[1], [0, 1, 1, 0, 0])
    here.answer(here.seats[2], [0, 1, 1, 0, 0])
    assert here.chosen == [1, 2]


def test_a_work_that_missed_the_round_cannot_come_in_any_more(begin: Callable[..., Round]) -> None:
    here = begin(works=6)
    staff, gone = make_user(here.session), here.works[5]
    lifecycle.disqualify(here.session, gone, "x", by=staff, now=here.now)
    assert not seats.is_left_out(here.session, gone)
    here.answer(here.seats[0], [1, 1, 0, 0, 0])
    assert seats.is_left_out(here.session, gone)
    here.answer(here.seats[1], [1, 1, 0, 0, 0])
    here.answer(here.seats[2], [1, 1, 0, 0, 0])

    assert seats.is_left_out(here.session, gone)
    lifecycle.disqualify(here.session, here.works[0], "x", by=staff, now=here.now)
    assert not seats.is_left_out(here.session, here.works[0])
    assert gone.status is Status.DISQUALIFIED


def test_changed_answers_and_a_changed_outcome_are_found(begin: Callable[..., Round], tmp_path: Path) -> None:
    here, shelf = begin(), Shelf(tmp_path)
    for seat in here.seats:
        here.answer(seat, [1, 1, 0, 0, 0])
    assert invariants.broken(here.session, shelf) == []

    last = here.works[4]
    glance = here.session.exec(
        select(Glance).where(Glance.application_id == last.id, Glance.seat_id == here.seats[0].id)
    ).one()
    glance.value = 1
    here.session.add(glance)
    here.session.flush()

    assert invariants.broken(here.session, shelf) == [
        f"answers under seal {glance.seal_id} of a shortlist round differ from what was sealed",
        f"application {last.id} came out of the shortlist round otherwise than it was answered",
    ]
    glance.value = 0
    unguard(here.session, "shortlist_row")
    row = here.session.exec(select(ShortlistRow).where(ShortlistRow.application_id == last.id)).one()
    row.goes_on, here.sheet(here.seats[1], here.works[3]).status = True, SheetStatus.OPEN
    here.session.flush()
    assert invariants.broken(here.session, shelf) == [
        f"application {last.id} came out of the shortlist round otherwise than it was answered",
        f"sheet {here.sheet(here.seats[1], here.works[3]).id} is of a work that the shortlist left out",
    ]


def test_the_journal_tells_the_round(begin: Callable[..., Round]) -> None:
    here = begin()
    for seat in here.seats:
        here.answer(seat, [1, 1, 0, 0, 0])

    actions = [one.action for one in here.session.exec(select(journal.Entry).order_by(journal.Entry.seq))]  # type: ignore[arg-type]
    assert actions[-1] == "shortlist.made"
    assert actions.count("glances.sealed") == 3
    assert actions.count("glance.saved") == 15


ANSWERS = st.dictionaries(st.integers(0, 30), st.lists(st.integers(0, 5), max_size=4), max_size=12)


@given(ANSWERS, st.integers(1, 8))
def test_whoever_goes_on_is_at_least_as_good_as_whoever_does_not(answers: dict[int, list[int]], size: int) -> None:
    chosen = going_on(answers, size)
    mean = {one: sum(given) / len(given) for one, given in answers.items() if given}

    assert {one for one, given in answers.items() if not given} <= chosen
    best = [mean[one] for one in chosen if one in mean]
    others = [mean[one] for one in mean.keys() - chosen]
    assert len(best) >= min(size, len(mean))
    assert not others or min(best) > max(others)
    assert sum(value > min(best) for value in best) < size if best else not mean


# opened again


def test_two_people_open_sealed_answers_and_what_was_sealed_stays(begin: Callable[..., Round]) -> None:
    here = begin()
    seat, asker, other = here.seats[1], make_user(here.session).id or 0, make_user(here.session).id or 0
    here.answer(here.seats[0], [1, 1, 0, 0, 0])
    here.answer(seat, [1, 1, 0, 0, 0])
    first = asked.seal(here.session, seat.id, here.nomination.id)
    assert first is not None
    act = {"by": asker, "now": here.now}
    found = unsealing.propose_answers(here.session, here.contest, first, "Қате", **act)
    again = lambda: unsealing.propose_answers(here.session, here.contest, first, "Тағы", **act)  # noqa: E731
    assert reason(again) == "unsealing-waits"

    def agree(by: int) -> None:
        unsealing.agree_on_answers(here.session, here.contest, found, by=by, now=here.now)

    assert reason(lambda: agree(asker)) == "same-person"
    assert reason(lambda: agree(seat.user_id)) == "own-sheet"
    agree(other)

    kept = here.session.exec(select(SheetVersion).where(SheetVersion.glance_seal_id == first.id)).one()
    assert hashlib.sha256(journal.canonical(kept.content).encode()).hexdigest() == first.sha256 == kept.sha256
    assert asked.seal(here.session, seat.id, here.nomination.id) is None
    assert reason(again) == "not-now"
    here.look(seat, {0: 0})
    second = here.seal(seat)
    assert (second.number, second.receipt == first.receipt) == (2, False)
    assert asked.hashes(here.session, here.contest.id) == sorted(
        one.sha256 for one in (second, asked.seal(here.session, here.seats[0].id, here.nomination.id)) if one
    )
    assert list(shortlist_checks.broken(here.session)) == []
    here.answer(here.seats[2], [1, 1, 0, 0, 0])
    rows = {row.application_id: row.total for row in here.session.exec(select(ShortlistRow))}
    assert rows[here.works[0].id or 0] == 2


def test_answers_are_not_opened_once_the_list_is_made(begin: Callable[..., Round]) -> None:
    here = begin()
    for seat in here.seats[:2]:
        here.answer(seat, [1, 1, 0, 0, 0])
    seal = asked.seal(here.session, here.seats[0].id, here.nomination.id)
    assert seal is not None
    by = make_user(here.session).id or 0
    found = unsealing.propose_answers(here.session, here.contest, seal, "Қате", by=by, now=here.now)
    here.answer(here.seats[2], [1, 1, 0, 0, 0])
    other = make_user(here.session).id or 0
    assert reason(lambda: unsealing.agree_on_answers(here.session, here.contest, found, by=other,
                                                     now=here.now)) == "shortlist-over"  # fmt: skip
    unsealing.refuse(here.session, found, by=other, now=here.now)
    assert asked.seal(here.session, here.seats[0].id, here.nomination.id) == seal


def test_the_list_waits_until_opened_answers_are_sealed_again(begin: Callable[..., Round]) -> None:
    here = begin()
    for seat in here.seats[:2]:
        here.answer(seat, [1, 1, 0, 0, 0])
    seal = asked.seal(here.session, here.seats[0].id, here.nomination.id)
    assert seal is not None
    people = [make_user(here.session).id or 0 for _ in range(2)]
    found = unsealing.propose_answers(here.session, here.contest, seal, "Қате", by=people[0], now=here.now)
    unsealing.agree_on_answers(here.session, here.contest, found, by=people[1], now=here.now)
    here.answer(here.seats[2], [0, 0, 0, 1, 1])
    assert here.chosen == []
    here.seal(here.seats[0])
    assert here.chosen == [0, 1]
