"""The commission takes the proposal or chooses itself; what it may, when, and what it leaves behind."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from faults import races
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from world import Judged, confirm, make_judged, make_seat

from app import journal
from app.applications.models import Status
from app.awards import decisions, places, queries
from app.awards.board import board
from app.awards.models import Award, Decision, DecisionStatus, NoAward, Reserve
from app.contests.models import ContestKind, ContestStatus, QuotaMode, RankingMethod
from app.errors import RuleBroken
from app.jury.models import Bench, Post, TieVote

# Nomination 1: territory 0 with 90, territory 1 with 80; nomination 2: territory 0 with 70, territory 2 with 60.
ROWS: list[Any] = [(1, 0, 9), (1, 1, 8), (2, 0, 7), (2, 2, 6)]


@pytest.fixture
def judged(session: Session) -> Judged:
    return make_judged(session, ROWS)


def awarded(session: Session, judged: Judged) -> list[int]:
    """Indexes of the awarded works."""
    ids = [work.id for work in judged.works]
    return sorted(ids.index(award.application_id) for award in queries.awards(session, judged.contest.id))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.reason


def ids(judged: Judged, *indexes: int) -> list[int]:
    return [judged.works[index].id or 0 for index in indexes]


def test_the_proposal_is_taken_with_its_reserve(session: Session, judged: Judged, now: datetime) -> None:
    decision = decisions.propose(session, judged.contest, by=judged.chair, now=now)

    assert decision.status is DecisionStatus.PROPOSED
    assert awarded(session, judged) == [0, 3]  # 90 + 60 beats 80 + 70
    awards = queries.awards(session, judged.contest.id)
    assert [(one.amount, one.place, one.is_own, one.nomination_slot, one.territory_slot) for one in awards] == [
        (200_000, 1, False, 1, 1),
        (200_000, 1, False, 1, 1),
    ]
    waits = [judged.works.index(session.get_one(type(judged.works[0]), one.application_id))
             for one in queries.reserve(session, judged.contest.id)]  # fmt: skip
    assert waits == [1]  # in nomination 2 the next one's territory is taken by nomination 1


def test_the_commission_chooses_otherwise_and_the_rest_follows(session: Session, judged: Judged, now: datetime) -> None:
    decisions.choose(session, judged.contest, 2, ids(judged, 2), reason="Нужнее району", by=judged.chair, now=now)

    assert awarded(session, judged) == [1, 2]
    own = session.exec(select(Award).where(col(Award.is_own))).one()
    assert (own.application_id, own.reason) == (judged.works[2].id, "Нужнее району")
    found = board(session, judged.contest)
    assert [(card.is_departure, card.moved, card.lacks_reason) for card in found.cards] == [
        (False, True, False),
        (True, True, False),
    ]


def test_choosing_what_comes_anyway_is_no_choice_of_its_own(session: Session, judged: Judged, now: datetime) -> None:
    act = {"by": judged.chair, "now": now}
    decisions.choose(session, judged.contest, 2, ids(judged, 2), **act)
    decisions.choose(session, judged.contest, 2, ids(judged, 3), **act)

    assert awarded(session, judged) == [0, 3]
    assert session.exec(select(Award).where(col(Award.is_own))).all() == []


def test_taking_the_proposal_again_drops_the_commissions_own_choices(
    session: Session, judged: Judged, now: datetime
) -> None:
    act = {"by": judged.chair, "now": now}
    decisions.choose(session, judged.contest, 2, ids(judged, 2), reason="Так", **act)
    decisions.choose(session, judged.contest, 1, [], reason="Слабые заявки", **act)
    assert awarded(session, judged) == [2]
    assert [row.reason for row in session.exec(select(NoAward))] == ["Слабые заявки"]

    decisions.propose(session, judged.contest, **act)

    assert awarded(session, judged) == [0, 3]
    assert session.exec(select(NoAward)).all() == []


def test_a_reason_can_be_added_later(session: Session, judged: Judged, now: datetime) -> None:
    act = {"by": judged.chair, "now": now}
    decisions.choose(session, judged.contest, 1, [], **act)
    assert refused(lambda: decisions.confirm(session, judged.contest, **act)) == "reasons-missing"

    decisions.choose(session, judged.contest, 1, [], reason="Слабые заявки", **act)

    assert confirm(session, judged, now).status is DecisionStatus.CONFIRMED


def test_the_confirmation_keeps_what_it_rests_on(session: Session, judged: Judged, now: datetime) -> None:
    decision = confirm(session, judged, now)

    numbers = [work.number for work in judged.works]
    assert (decision.confirmed_by, decision.confirmed_at) == (judged.chair.id, now)
    assert len(decision.basis.pop("sheets")) == 4 * 3
    assert decision.basis == {
        "shortlist": [],
        "tie_break": ["criterion:1", "earlier_final_submission", "commission_vote"], "tie_votes": {}, "threshold": 60,
        "min_sheets": 1, "method": "mean", "proposal": [numbers[0], numbers[3]], "awarded": [numbers[0], numbers[3]],
        "reserve": [numbers[1]],
    }  # fmt: skip
    entry = session.exec(select(journal.Entry).where(journal.Entry.action == "decision.confirmed")).one()
    assert entry.actor_id == judged.chair.id


def test_what_changed_since_it_was_read_is_not_confirmed(session: Session, judged: Judged, now: datetime) -> None:
    act = {"by": judged.chair, "now": now}
    seen = decisions.digest(board(session, judged.contest))
    judged.works[0].status = Status.DISQUALIFIED
    session.flush()

    assert refused(lambda: decisions.confirm(session, judged.contest, seen=seen, **act)) == "changed-meanwhile"
    confirm(session, judged, now)
    assert awarded(session, judged) == [1, 2]


def test_a_decision_is_reopened_with_a_reason(session: Session, judged: Judged, now: datetime) -> None:
    act = {"by": judged.chair, "now": now}
    confirm(session, judged, now)

    decision = decisions.reopen(session, judged.contest, "Пересчитали голоса", **act)

    assert (decision.status, decision.confirmed_at, decision.basis) == (DecisionStatus.PROPOSED, None, {})


def test_places_that_somebody_took_meanwhile_are_told(session: Session, judged: Judged, now: datetime) -> None:
    contest, was, act = judged.contest, ids(judged, 3), {"by": judged.chair, "now": now}
    decisions.choose(session, contest, 2, ids(judged, 2), was=was, **act)

    other = lambda: decisions.choose(session, contest, 2, [], was=was, **act)  # noqa: E731
    assert refused(other) == "place-taken"
    decisions.choose(session, contest, 2, ids(judged, 2), was=was, reason="то же самое", **act)  # pressed twice
    territory = lambda: decisions.choose(session, contest, 1, ids(judged, 0), was=ids(judged, 1), **act)  # noqa: E731
    assert refused(territory) == "place-taken"


def test_only_what_reached_the_threshold_is_chosen(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 9), (1, 1, 5), (2, 1, 5)])
    act = {"by": judged.chair, "now": now}

    assert refused(lambda: decisions.choose(session, judged.contest, 1, ids(judged, 1), **act)) == "not-eligible"
    assert refused(lambda: decisions.choose(session, judged.contest, 1, ids(judged, 2), **act)) == "not-eligible"
    assert refused(lambda: decisions.confirm(session, judged.contest, **act)) == "nominations-open"
    decisions.choose(session, judged.contest, 2, [], reason="Ниже порога", **act)
    confirm(session, judged, now)
    assert awarded(session, judged) == [0]


def test_a_second_award_of_one_applicant_is_shown_and_not_confirmed(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 9), (1, 3, 7), (2, 1, 8), (2, 2, 6)])
    judged.works[2].applicant_id = judged.works[0].applicant_id
    session.flush()
    act = {"by": judged.chair, "now": now}
    decisions.choose(session, judged.contest, 1, ids(judged, 0), reason="Лучшая", **act)
    decisions.choose(session, judged.contest, 2, ids(judged, 2), reason="Лучшая", **act)

    found = board(session, judged.contest)

    assert [(one.limit, one.applications) for one in found.conflicts] == [("applicant", ids(judged, 0, 2))]
    assert refused(lambda: decisions.confirm(session, judged.contest, **act)) == "limits-broken"


def test_the_sum_of_awards_stays_within_the_places(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 9), (2, 1, 8)], nomination_mode=QuotaMode.SOFT)
    act = {"by": judged.chair, "now": now}
    decisions.propose(session, judged.contest, **act)
    for award in queries.awards(session, judged.contest.id):
        award.amount = 200_001
    session.flush()

    assert refused(lambda: decisions.confirm(session, judged.contest, **act)) == "budget-over"
    judged.contest.places = 1
    session.flush()
    assert refused(lambda: places.require_within_budget(session, judged.contest)) == "places-over"


def test_a_smaller_request_gets_what_it_asked_for(session: Session, judged: Judged, now: datetime) -> None:
    judged.works[0].requested = 150_000
    session.flush()
    decisions.propose(session, judged.contest, by=judged.chair, now=now)
    assert sorted(one.amount for one in queries.awards(session, judged.contest.id)) == [150_000, 200_000]


def test_a_nomination_with_two_places_ranks_its_winners(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 8), (1, 1, 9), (1, 2, 7)], per_nomination=2, places=2)
    decisions.propose(session, judged.contest, by=judged.chair, now=now)

    rows = {one.application_id: (one.place, one.nomination_slot) for one in queries.awards(session, judged.contest.id)}
    assert sorted(rows) == sorted(ids(judged, 0, 1))
    assert rows[judged.works[1].id or 0][0] == 1
    assert {slot for _, slot in rows.values()} == {1, 2}


def test_those_who_stay_level_share_a_place_where_the_commission_does_not_vote(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 8), (1, 1, 8), (1, 2, 7)], kind=ContestKind.DRAWING, grant_amount=0,
                         per_nomination=3, places=None, tie_break=["criterion:1"])  # fmt: skip
    confirm(session, judged, now)
    assert [one.place for one in queries.awards(session, judged.contest.id)] == [1, 1, 3]


def test_the_threshold_is_held_against_the_marks_as_given_whatever_the_method(session: Session) -> None:
    """Standardised, the severe expert's scores rise: that does not lift the weakest work over the threshold."""
    rows: list[Any] = [(1, at, (mark, mark, mark - 4)) for at, mark in enumerate((10, 9, 8, 7, 6, 5))]
    judged = make_judged(session, rows, method=RankingMethod.STANDARDISED)
    lines = board(session, judged.contest).cards[0].lines
    means = [sum(line.ranked.per_seat.values()) / 3 for line in lines]
    assert [line.is_eligible for line in lines] == [mean >= 60 for mean in means] == [True] * 3 + [False] * 3


def test_two_works_of_one_pupil_count_as_one_applicant(session: Session, now: datetime) -> None:
    from world import make_school

    from app.applications.models import Author, WorkKind

    judged = make_judged(session, [(1, 0, 9), (1, 1, 7), (2, 0, 9), (2, 1, 8)], kind=ContestKind.DRAWING)
    school = make_school(session, judged.territories[0])
    for work, name in zip(judged.works, ["Серікова Аружан", "Ким Олег", "Серікова Аружан", "Ким Ольга"], strict=True):
        work.applicant_id = judged.works[0].applicant_id  # one teacher
        session.add(Author(application_id=work.id or 0, name_kk=name, name_ru=name, grade=3, school_id=school.id or 0,
                           teacher_name="Учитель", work_kind=WorkKind.DRAWING))  # fmt: skip
    session.flush()

    decisions.propose(session, judged.contest, by=judged.chair, now=now)

    assert awarded(session, judged) == [0, 3]  # 90 + 80, not 90 + 90
    assert [one.amount for one in queries.awards(session, judged.contest.id)] == [0, 0]


# ties


@pytest.fixture
def tied(session: Session) -> Judged:
    rows: list[Any] = [(1, 0, 8), (1, 1, 8), (1, 2, 7)]
    return make_judged(session, rows, tie_break=["criterion:1", "commission_vote"], territory_mode=QuotaMode.OFF)


def test_a_tie_that_no_rule_resolves_waits_for_the_vote(session: Session, tied: Judged, now: datetime) -> None:
    act = {"by": tied.chair, "now": now}
    card = board(session, tied.contest).cards[0]
    level = frozenset(ids(tied, 0, 1))
    assert (card.ties, card.open_ties) == ([level], [level])
    assert refused(lambda: decisions.confirm(session, tied.contest, **act)) == "ties-open"

    decisions.vote(session, tied.contest, 1, dict(zip(ids(tied, 0, 1), (1, 2), strict=True)), **act)

    card = board(session, tied.contest).cards[0]
    assert (card.ties, card.open_ties) == ([level], [])
    assert awarded(session, tied) == [1]
    assert confirm(session, tied, now).status is DecisionStatus.CONFIRMED
    entry = session.exec(select(journal.Entry).where(journal.Entry.action == "decision.voted")).one()
    payload = session.get_one(journal.Payload, entry.id).body
    first, second = tied.works[0].number, tied.works[1].number
    assert f'"votes":{{"{first}":1,"{second}":2}}' in payload


def test_a_vote_can_be_corrected_before_the_confirmation(session: Session, tied: Judged, now: datetime) -> None:
    act = {"by": tied.chair, "now": now}
    decisions.vote(session, tied.contest, 1, dict(zip(ids(tied, 0, 1), (1, 2), strict=True)), **act)
    decisions.vote(session, tied.contest, 1, dict(zip(ids(tied, 0, 1), (3, 0), strict=True)), **act)
    assert awarded(session, tied) == [0]


def test_equal_votes_need_the_chairs_casting_vote(session: Session, tied: Judged, now: datetime) -> None:
    act = {"by": tied.chair, "now": now}
    equal = dict.fromkeys(ids(tied, 0, 1), 1)
    assert refused(lambda: decisions.vote(session, tied.contest, 1, equal, **act)) == "votes-equal"

    decisions.vote(session, tied.contest, 1, equal, tied.works[1].id, **act)

    assert awarded(session, tied) == [1]
    kept = {one.application_id: (one.votes, one.note) for one in session.exec(select(TieVote))}
    assert kept == {tied.works[0].id: (1, {}), tied.works[1].id: (2, {"casting": True})}


def test_votes_fit_the_tie_and_the_commission(session: Session, tied: Judged, now: datetime) -> None:
    act = {"by": tied.chair, "now": now}
    others = dict(zip(ids(tied, 0, 2), (1, 2), strict=True))
    many = dict(zip(ids(tied, 0, 1), (1, 3), strict=True))

    assert refused(lambda: decisions.vote(session, tied.contest, 1, others, **act)) == "tie-gone"
    assert refused(lambda: decisions.vote(session, tied.contest, 1, many, **act)) == "votes-many"
    tied.contest.tie_break = ["criterion:1"]
    session.flush()
    few = dict(zip(ids(tied, 0, 1), (1, 2), strict=True))
    assert refused(lambda: decisions.vote(session, tied.contest, 1, few, **act)) == "tie-gone"


def test_without_a_vote_the_commission_chooses_with_a_reason(session: Session, tied: Judged, now: datetime) -> None:
    act = {"by": tied.chair, "now": now}
    decisions.choose(session, tied.contest, 1, ids(tied, 0), reason="Больше жителей", **act)
    assert board(session, tied.contest).cards[0].open_ties == []
    assert confirm(session, tied, now).status is DecisionStatus.CONFIRMED


def test_a_tie_that_no_award_depends_on_waits_for_nobody(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 9), (1, 1, 8), (1, 2, 8)], tie_break=["criterion:1", "commission_vote"])
    card = board(session, judged.contest).cards[0]
    assert (card.ties, card.open_ties) == ([frozenset(ids(judged, 1, 2))], [])


def test_a_tie_is_no_question_where_the_other_ones_place_is_taken(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 8), (1, 1, 8), (2, 1, 9)], tie_break=["commission_vote"])
    assert board(session, judged.contest).cards[0].open_ties == []


# states × actions

VERBS = ["propose", "choose", "vote", "confirm", "reopen", "publish"]
NEXT = {
    (None, "propose"): "proposed", (None, "choose"): "proposed", (None, "vote"): "proposed",
    (None, "confirm"): "confirmed", ("proposed", "propose"): "proposed", ("proposed", "choose"): "proposed",
    ("proposed", "vote"): "proposed", ("proposed", "confirm"): "confirmed", ("confirmed", "reopen"): "proposed",
    ("confirmed", "publish"): "published",
}  # fmt: skip


def act(session: Session, judged: Judged, verb: str, now: datetime) -> Decision:
    if verb == "confirm":
        return confirm(session, judged, now)
    votes = dict(zip(ids(judged, 0, 1), (1, 2), strict=True))
    extra: dict[str, tuple[Any, ...]] = {
        "choose": (
            1,
            ids(judged, 1),
        ),
        "vote": (1, votes),
        "reopen": ("Ещё раз",),
    }
    made: Decision = getattr(decisions, verb)(
        session, judged.contest, *extra.get(verb, ()), by=judged.chair, now=now,
        **({"reason": "Так"} if verb == "choose" else {}),
    )  # fmt: skip
    return made


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", [None, *DecisionStatus])
def test_only_the_moves_of_the_table_are_made(
    session: Session, tied: Judged, now: datetime, state: DecisionStatus | None, verb: str
) -> None:
    if state is not None:
        decisions.choose(session, tied.contest, 1, ids(tied, 0), reason="Так", by=tied.chair, now=now)
        decision = queries.decision(session, tied.contest.id)
        assert decision is not None
        decision.status = state
        session.flush()
    elif verb == "confirm":  # from nothing: there must be nothing to ask
        act(session, tied, "vote", now)
        for row in session.exec(select(Award)).all() + session.exec(select(Reserve)).all():
            session.delete(row)
        session.flush()
        session.delete(queries.decision(session, tied.contest.id))
        session.flush()

    if (state, verb) in NEXT:
        assert act(session, tied, verb, now).status == NEXT[state, verb]
        last = session.exec(select(journal.Entry.action).order_by(col(journal.Entry.id).desc())).first()
        assert last == decisions.DONE[verb]
        return
    written = len(session.exec(select(journal.Entry)).all())
    assert refused(lambda: act(session, tied, verb, now)) == "not-now"
    found = queries.decision(session, tied.contest.id)
    assert (found.status if found else None) == state
    assert len(session.exec(select(journal.Entry)).all()) == written


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", [one for one in ContestStatus if one is not ContestStatus.DECIDING])
def test_nothing_is_decided_while_the_contest_is_elsewhere(
    session: Session, tied: Judged, now: datetime, status: ContestStatus, verb: str
) -> None:
    tied.contest.status = status
    session.flush()
    assert refused(lambda: act(session, tied, verb, now)) == "not-now"


def test_nothing_is_decided_before_every_nomination_is_sealed(session: Session, judged: Judged, now: datetime) -> None:
    late = make_seat(session, judged.contest, [], Post.MEMBER)
    session.add(Bench(seat_id=late.id or 0, nomination_id=judged.nominations[0].id or 0))  # has not sealed anything
    session.flush()
    with pytest.raises(RuleBroken) as broken:
        board(session, judged.contest)
    assert (broken.value.reason, broken.value.facts) == ("judging-goes-on", {"count": 1})


# two at once

ROUNDS = 60


def test_two_organisers_never_take_one_place_twice(engine: Engine, now: datetime) -> None:
    """Each round two of them want one nomination, or one territory, at the same moment; `make faults` runs 500."""
    answers, found = races.compete(engine, ROUNDS, now)

    assert answers == {"chosen": ROUNDS, "place-taken": ROUNDS}
    assert (found.acknowledged, found.lost, found.doubled) == (ROUNDS, [], [])


def test_the_database_itself_refuses_a_double_award(session: Session, judged: Judged, now: datetime) -> None:
    """Even if somebody wrote past the lock, the slot is refused and told as a taken place."""
    decisions.propose(session, judged.contest, by=judged.chair, now=now)
    found = board(session, judged.contest)
    unseen: list[Award] = []  # as if the award of nomination 1 had been written a moment ago by another

    act = lambda: places._insert(session, found, ids(judged, 1), unseen, None)  # noqa: E731
    assert refused(act) == "place-taken"
    assert awarded(session, judged) == [0, 3]


def test_two_people_confirm_and_any_change_takes_the_first_one_back(
    session: Session, judged: Judged, now: datetime
) -> None:
    first, second = ({"by": one, "now": now} for one in (judged.organiser, judged.chair))
    assert decisions.confirm(session, judged.contest, **first).status is DecisionStatus.PROPOSED
    assert refused(lambda: decisions.confirm(session, judged.contest, **first)) == "second-person"
    decisions.propose(session, judged.contest, **second)
    assert decisions.confirm(session, judged.contest, **second).status is DecisionStatus.PROPOSED
    made = decisions.confirm(session, judged.contest, **first)
    assert (made.status, made.agreed_by, made.confirmed_by) == (
        DecisionStatus.CONFIRMED, judged.chair.id, judged.organiser.id,
    )  # fmt: skip


def test_a_tiny_team_waits_a_day(session: Session, judged: Judged, now: datetime) -> None:
    judged.contest.confirms_alone = True
    decisions.confirm(session, judged.contest, by=judged.chair, now=now)
    early = now + timedelta(hours=23)
    assert refused(lambda: decisions.confirm(session, judged.contest, by=judged.chair, now=early)) == "day-alone"
    made = decisions.confirm(session, judged.contest, by=judged.chair, now=now + timedelta(hours=24))
    assert made.status is DecisionStatus.CONFIRMED
