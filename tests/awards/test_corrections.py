"""Results are corrected by two people with a note; what stood before is kept, and what follows is pointed out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select
from world import Judged, confirm, give_role, make_judged, make_user

from app import journal
from app.accounts.models import User
from app.applications import lifecycle
from app.applications.models import Status
from app.awards import correction_papers, corrections, decisions, leaving, protocols, publication, queries, results
from app.awards.correction_models import Correction, CorrectionStatus
from app.awards.forms import ProtocolForm
from app.awards.models import Award, DecisionStatus
from app.contests.models import ContestKind, RoleName
from app.documents.correction_text import Outcome
from app.errors import RuleBroken
from app.files import Shelf
from app.grants import opening
from app.grants.models import Grant
from app.invariants import broken

# Nomination 1: 90, 80, 50 (below the threshold); nomination 2: 70; nomination 3: nothing good enough.
ROWS: list[Any] = [(1, 0, 9), (1, 1, 8), (1, 2, 5), (2, 3, 7), (3, 4, 5)]
NOTE = {"kk": "Балл қате саналды.", "ru": "Балл был посчитан неверно."}


@pytest.fixture
def judged(session: Session) -> Judged:
    return make_judged(session, ROWS)


@pytest.fixture
def second(session: Session, judged: Judged) -> User:
    user = make_user(session, "Вторая Организаторша")
    give_role(session, user, judged.contest, RoleName.ORGANISER)
    return user


def sign(session: Session, judged: Judged, now: datetime) -> None:
    seats = [{"seat": seat.id, "how": "in_person"} for seat in judged.seats]
    form = ProtocolForm.model_validate({
        "held_on": "20.05.2026", "starts": "15:00", "ends": "16:00", "place_kk": "Алматы", "place_ru": "Алматы",
        "mode": "in_person", "seats": seats, "votes_for": len(seats),
    })  # fmt: skip
    protocols.save(session, judged.contest, form, by=judged.secretary, now=now)
    protocols.sign(session, judged.contest, "a" * 64, by=judged.chair, now=now)


def decided(session: Session, judged: Judged, now: datetime) -> None:
    decisions.leave_empty(session, judged.contest, [3], "Ниже порога", by=judged.chair, now=now)
    confirm(session, judged, now)


def out(session: Session, judged: Judged, now: datetime) -> None:
    decided(session, judged, now)
    sign(session, judged, now)
    publication.publish(session, judged.contest, by=judged.organiser, now=now)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as broken_rule:
        act()
    return broken_rule.value.reason


def ids(judged: Judged, *indexes: int) -> list[int]:
    return [judged.works[index].id or 0 for index in indexes]


def awarded(session: Session, judged: Judged) -> list[int]:
    every = [work.id for work in judged.works]
    return sorted(every.index(one.application_id) for one in queries.awards(session, judged.contest.id))


def propose(session: Session, judged: Judged, now: datetime, *indexes: int, **more: Any) -> Correction:
    options = {"by": judged.organiser, "now": now} | more
    return corrections.propose(session, judged.contest, ids(judged, *indexes), NOTE, **options)


def test_two_organisers_correct_published_results(
    session: Session, judged: Judged, second: User, now: datetime
) -> None:
    out(session, judged, now)
    made = propose(session, judged, now, 1, 3)

    assert (made.status, awarded(session, judged)) == (CorrectionStatus.WAITING, [0, 3])
    assert refused(lambda: propose(session, judged, now, 0)) == "correction-waits"

    def act(by: User, at: datetime) -> Correction | None:
        return corrections.agree(session, judged.contest, made.id or 0, by=by, now=at)

    assert refused(lambda: act(judged.organiser, now + timedelta(days=3))) == "second-person"
    act(second, now)

    assert awarded(session, judged) == [1, 3]
    assert [work.number for work in judged.works][1] == results.winners(session, judged.contest)[0].number
    assert [queries.outcome_of(session, one) for one in ids(judged, 0, 1)] == ["reserve", "awarded"]
    assert [(one.note, one.settled_by) for one in corrections.applied(session, judged.contest.id)] == [
        (NOTE, second.id)
    ]
    numbers = [work.number for work in judged.works]
    found = [(one.nomination, one.before, one.after) for one in corrections.changes(made)]
    assert found == [(1, [(1, numbers[0])], [(1, numbers[1])])]
    assert corrections.affected(made) == set(ids(judged, 0, 1))
    assert refused(lambda: act(second, now)) == "not-now"
    actions = session.exec(select(journal.Entry.action).where(journal.Entry.object_kind == "correction")).all()
    assert actions == ["correction.proposed", "correction.applied"]


def test_what_was_before_is_kept_and_can_come_again(
    session: Session, judged: Judged, second: User, now: datetime
) -> None:
    out(session, judged, now)
    first = {one.application_id: one.id for one in queries.awards(session, judged.contest.id)}
    for wanted in ((1, 3), (0, 3), (3,), (0, 3)):
        made = propose(session, judged, now, *wanted)
        corrections.agree(session, judged.contest, made.id or 0, by=second, now=now)
        assert awarded(session, judged) == list(wanted)

    assert first[ids(judged, 0)[0]] in [one.id for one in queries.awards(session, judged.contest.id)]
    rows = corrections.of_contest(session, judged.contest.id)
    assert [one.number for one in rows] == [4, 3, 2, 1]
    assert [len(one.before["awards"]) for one in rows] == [1, 2, 2, 2]
    slots = [(one.nomination_id, one.nomination_slot) for one in session.exec(select(Award))]
    assert len(set(slots)) == len(slots)


def test_its_own_protocol_is_numbered_without_gaps_and_says_what_stood_and_what_stands(
    session: Session, judged: Judged, second: User, now: datetime
) -> None:
    out(session, judged, now)
    dropped = propose(session, judged, now, 3)
    corrections.refuse(session, judged.contest, dropped.id or 0, by=second, now=now)
    made = []
    for wanted in ((1, 3), (0, 3)):
        made.append(propose(session, judged, now, *wanted))
        corrections.agree(session, judged.contest, made[-1].id or 0, by=second, now=now)
    assert [one.paper_number for one in (dropped, *made)] == [None, 1, 2]

    facts = correction_papers.facts(session, judged.contest, made[1])
    assert (facts.number, facts.earlier, facts.original.sha256) == ("2", ("1",), " ".join(["a" * 16] * 4))
    assert (facts.proposed.name, facts.agreed.name) == (judged.organiser.name, second.name)
    amount = judged.contest.grant_amount
    won, waits = Outcome(is_awarded=True, amount=amount), Outcome(waits=True)
    numbers = [work.number for work in judged.works]
    [group] = facts.groups
    assert {one.number: (one.before, one.after) for one in group.lines} == {
        numbers[0]: (waits, won), numbers[1]: (won, waits),
    }  # fmt: skip
    assert facts.total == 2 * amount


def test_a_grant_that_hangs_on_the_award_stays_and_a_new_one_opens(
    session: Session, judged: Judged, second: User, now: datetime
) -> None:
    out(session, judged, now)
    opening.open_grants(session, judged.contest, by=judged.organiser, now=now)
    made = propose(session, judged, now, 1, 3)
    corrections.agree(session, judged.contest, made.id or 0, by=second, now=now)

    opening.open_grants(session, judged.contest, by=judged.organiser, now=now)

    kept = sorted(one.application_id for one in session.exec(select(Grant)))
    assert kept == sorted(ids(judged, 0, 1, 3))


def test_a_correction_can_take_everything_and_gives_its_reason(
    session: Session, judged: Judged, second: User, now: datetime
) -> None:
    out(session, judged, now)
    made = propose(session, judged, now)
    corrections.agree(session, judged.contest, made.id or 0, by=second, now=now)

    assert awarded(session, judged) == []
    said = queries.not_awarded(session, judged.contest.id)
    assert [said[one.id or 0].reason for one in judged.nominations] == [NOTE["kk"], NOTE["kk"], "Ниже порога"]


def test_the_rules_of_the_contest_hold_for_corrections_too(session: Session, judged: Judged, now: datetime) -> None:
    assert refused(lambda: propose(session, judged, now, 1)) == "not-signed-yet"
    decided(session, judged, now)
    assert refused(lambda: propose(session, judged, now, 1)) == "not-signed-yet"
    sign(session, judged, now)

    assert refused(lambda: propose(session, judged, now, 0, 3)) == "correction-empty"
    assert refused(lambda: propose(session, judged, now, 0, 2, 3)) == "not-eligible"
    assert refused(lambda: propose(session, judged, now, 0, 1, 3)) == "limits-broken"
    stale = lambda: propose(session, judged, now, 1, 3, was=ids(judged, 0))  # noqa: E731
    assert refused(stale) == "changed-meanwhile"
    judged.contest.grant_amount = 50_000
    session.flush()
    assert refused(lambda: propose(session, judged, now, 1, 3)) == "budget-over"


def test_what_waits_holds_the_publication_up_until_it_is_settled(
    session: Session, judged: Judged, second: User, now: datetime
) -> None:
    decided(session, judged, now)
    sign(session, judged, now)
    made = propose(session, judged, now, 1, 3)

    def publish() -> Any:
        return publication.publish(session, judged.contest, by=judged.organiser, now=now)

    assert refused(publish) == "correction-waits"

    corrections.refuse(session, judged.contest, made.id or 0, by=second, now=now)

    assert publish().status is DecisionStatus.PUBLISHED
    assert awarded(session, judged) == [0, 3]
    assert corrections.applied(session, judged.contest.id) == []


def test_alone_it_takes_a_day_where_the_team_is_tiny(session: Session, judged: Judged, now: datetime) -> None:
    judged.contest.confirms_alone = True
    out(session, judged, now)
    made = propose(session, judged, now, 1, 3)

    def act(at: datetime) -> Correction | None:
        return corrections.agree(session, judged.contest, made.id or 0, by=judged.organiser, now=at)

    assert refused(lambda: act(now + timedelta(hours=23))) == "day-alone"
    act(now + timedelta(hours=24))
    assert awarded(session, judged) == [1, 3]


def test_places_move_up_when_the_first_is_taken_away(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 9), (1, 1, 8), (1, 2, 7)], kind=ContestKind.DRAWING, grant_amount=0,
                         per_nomination=3, places=None)  # fmt: skip
    second = make_user(session)
    confirm(session, judged, now)
    sign(session, judged, now)
    publication.publish(session, judged.contest, by=judged.organiser, now=now)
    made = propose(session, judged, now, 1, 2)
    corrections.agree(session, judged.contest, made.id or 0, by=second, now=now)

    numbers = [work.number for work in judged.works]
    shown = [(one.place, one.number) for one in results.winners(session, judged.contest)]
    assert shown == [(1, numbers[1]), (2, numbers[2])]
    assert corrections.affected(made) == set(ids(judged, 0, 1, 2))


def test_the_check_finds_awards_that_differ_from_the_last_correction(
    session: Session, judged: Judged, second: User, now: datetime, tmp_path: Path
) -> None:
    shelf = Shelf(tmp_path)
    out(session, judged, now)
    made = propose(session, judged, now, 1, 3)
    corrections.agree(session, judged.contest, made.id or 0, by=second, now=now)

    def about() -> list[str]:
        return [line for line in broken(session, shelf) if "correction" in line or "takes no part" in line]

    assert about() == []

    queries.awards(session, judged.contest.id)[0].amount += 1
    judged.works[1].status = Status.DISQUALIFIED
    session.flush()

    assert about() == [
        f"application {judged.works[1].number} is awarded and takes no part",
        f"contest {judged.contest.id} awards something else than its correction 1 says",
    ]


# out of the contest while it is decided


def leave(session: Session, judged: Judged, index: int, now: datetime) -> Any:
    work = judged.works[index]
    return leaving.disqualify(session, work, judged.contest, "Көшірме", by=judged.organiser, now=now)


def test_whoever_leaves_while_the_commission_chooses_loses_the_place(
    session: Session, judged: Judged, now: datetime
) -> None:
    decisions.leave_empty(session, judged.contest, [3], "Ниже порога", by=judged.chair, now=now)
    decisions.choose(session, judged.contest, 1, ids(judged, 0), reason="Лучшая", by=judged.chair, now=now)
    decisions.confirm(session, judged.contest, by=judged.organiser, now=now)

    leave(session, judged, 0, now)

    decision = queries.decision(session, judged.contest.id)
    assert decision is not None
    assert (decision.status, decision.agreed_at) == (DecisionStatus.PROPOSED, None)
    confirm(session, judged, now)
    assert awarded(session, judged) == [1, 3]


def test_an_award_that_is_confirmed_is_taken_away_before_its_work_leaves(
    session: Session, judged: Judged, second: User, now: datetime
) -> None:
    decided(session, judged, now)
    assert refused(lambda: leave(session, judged, 0, now)) == "award-confirmed"
    sign(session, judged, now)
    assert refused(lambda: leave(session, judged, 0, now)) == "award-signed"
    made = propose(session, judged, now, 1, 3)
    corrections.agree(session, judged.contest, made.id or 0, by=second, now=now)

    assert leave(session, judged, 0, now).status is Status.DISQUALIFIED
    assert [one.application_id for one in queries.reserve(session, judged.contest.id)] == []
    assert publication.publish(session, judged.contest, by=judged.organiser, now=now).published_at == now


def test_nobody_comes_back_once_the_decision_is_confirmed(session: Session, judged: Judged, now: datetime) -> None:
    lifecycle.disqualify(session, judged.works[1], "Көшірме", by=judged.organiser, now=now)
    decided(session, judged, now)

    def act() -> Any:
        return leaving.readmit(session, judged.works[1], judged.contest, "Қате", by=judged.organiser, now=now)

    assert refused(act) == "decision-begun"
    decisions.reopen(session, judged.contest, "Қайта қарау", by=judged.chair, now=now)
    assert act().status is Status.ADMITTED
