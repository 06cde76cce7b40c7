"""The winner's answer: states × verbs, whom the reserve calls, what everybody sees afterwards."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from threading import Barrier

import pytest
from granted import Granted, keys_in, lead, make_granted, take_back
from sqlalchemy import Engine
from sqlmodel import Session, select, text
from world import make_application, make_user, nominations_of

from app import journal
from app.accounts.models import User
from app.applications.models import ApplicantKind, Application
from app.awards import queries as awards
from app.awards import results
from app.awards.models import Award, Reserve
from app.contests.models import QuotaMode
from app.db import transaction
from app.errors import RuleBroken
from app.grants import amendment_papers, answers, contract_queries, contracts, opening, queries
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.models import ContractStatus, Grant
from app.places.models import Territory

TODAY = date(2026, 5, 20)
LATER = datetime(2026, 6, 1, 7, tzinfo=UTC)


def waits(session: Session, granted: Granted, *, nomination: int = 0, territory: int | None = None,
          position: int = 1, applicant: User | None = None) -> Application:  # fmt: skip
    """One more application, on the reserve."""
    place = nominations_of(session, granted.contest)[nomination]
    made = make_application(
        session, granted.contest, applicant or make_user(session), place, applicant_kind=ApplicantKind.PERSON,
        territory_id=territory, title=f"Резерв {position}", requested=200_000,
    )  # fmt: skip
    session.add(Reserve(application_id=made.id or 0, position=position))
    session.flush()
    return made


def answer_of(session: Session, grant: Grant) -> WinnerAnswer:
    found = contract_queries.answer(session, grant.id)
    assert found is not None
    return found


def in_state(session: Session, state: str) -> Granted:
    granted = make_granted(session)
    by, now = granted.winner, datetime.now(UTC)
    if state == "accepted":
        answers.accept(session, granted.grant, by=by, now=now)
    if state == "refused":
        answers.refuse(session, granted.grant, "", by=by, now=now)
    if state == "withdrawn":
        take_back(session, granted.grant)
        answers.end(session, granted.grant, "Қате", by=granted.organiser, now=now)
    if state == "lapsed":
        answers.lapse(session, granted.grant, "Жауап жоқ", by=granted.organiser, now=LATER)
    return granted


@pytest.mark.parametrize(("state", "verb"), list(product(AnswerStatus, ("accept", "refuse", "extend", "lapse", "end"))))
def test_every_verb_in_every_state(session: Session, state: AnswerStatus, verb: str) -> None:
    granted = in_state(session, state.value)
    grant, by = granted.grant, granted.organiser
    verbs = {
        "accept": lambda: answers.accept(session, grant, by=by, now=LATER),
        "refuse": lambda: answers.refuse(session, grant, "", by=by, now=LATER),
        "extend": lambda: answers.extend(session, grant, date(2026, 6, 9), by=by, now=LATER),
        "lapse": lambda: answers.lapse(session, grant, "Жауап жоқ", by=by, now=LATER),
        "end": lambda: answers.end(session, grant, "Қате", by=by, now=LATER),
    }

    if (state, verb) in answers.MOVES:
        if verb == "end":
            take_back(session, grant)
        verbs[verb]()
        assert answer_of(session, grant).status is answers.MOVES[state, verb]
        return
    with pytest.raises(RuleBroken) as refused:
        verbs[verb]()
    assert refused.value.reason == "not-now"
    assert answer_of(session, grant).status is state


def test_the_answer_has_five_working_days(session: Session) -> None:
    granted = make_granted(session)  # Wednesday, 20 May 2026

    assert answer_of(session, granted.grant).until == date(2026, 5, 27)


def test_silence_is_no_refusal_before_its_day_is_over(session: Session, now: datetime) -> None:
    granted = make_granted(session)

    with pytest.raises(RuleBroken) as early:
        answers.lapse(session, granted.grant, "Жауап жоқ", by=granted.organiser, now=now)
    with pytest.raises(RuleBroken) as past:
        answers.extend(session, granted.grant, TODAY, by=granted.organiser, now=now)
    assert (early.value.reason, past.value.reason) == ("answer-not-due", "answer-day-past")
    assert answers.accept(session, granted.grant, by=granted.winner, now=LATER).status is AnswerStatus.ACCEPTED


def test_more_time_is_measured_by_the_day_that_another_has_given_meanwhile(session: Session, now: datetime) -> None:
    granted = make_granted(session)
    read_before = answer_of(session, granted.grant)
    assert read_before.until == date(2026, 5, 27)
    session.connection().execute(text("UPDATE grant_answer SET until = '2026-06-12'"))  # beside, in no object of ours

    with pytest.raises(RuleBroken) as earlier:
        answers.extend(session, granted.grant, date(2026, 6, 9), by=granted.organiser, now=now)
    assert (earlier.value.reason, earlier.value.facts) == ("answer-day-past", {"after": date(2026, 6, 12)})
    session.expire_all()
    assert read_before.until == date(2026, 6, 12)


def test_of_two_who_give_more_time_at_once_the_later_day_stays(engine: Engine, now: datetime) -> None:
    with transaction(engine) as session:
        granted = make_granted(session)
    together = Barrier(8)

    def attempt(number: int) -> None:
        together.wait()
        with suppress(RuleBroken), transaction(engine) as session:
            grant = session.get_one(Grant, granted.grant.id)
            _read_before = answer_of(session, grant)
            answers.extend(session, grant, date(2026, 6, 1 + number), by=granted.organiser, now=now)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(attempt, range(8)))
    with transaction(engine) as session:
        assert answer_of(session, session.get_one(Grant, granted.grant.id)).until == date(2026, 6, 8)


def test_a_refusal_calls_the_reserve_of_the_same_nomination(session: Session, now: datetime) -> None:
    granted = make_granted(session, 2, places=2)
    waits(session, granted, nomination=1, position=1)
    mine = waits(session, granted, nomination=0, position=2)

    answer = answers.refuse(session, granted.grant, "Көшіп кетемін", by=granted.winner, now=now)

    successor = session.get_one(Grant, answer.successor_id)
    assert (successor.application_id, successor.amount) == (mine.id, 200_000)
    assert answer_of(session, successor).status is AnswerStatus.WAITING
    assert [one.application.id for one in awards.winners(session, granted.contest.id)] == [
        mine.id, granted.grants[1].application_id,
    ]  # fmt: skip
    assert [row.grant.id for row in queries.rows(session, granted.contest.id)] == [granted.grants[1].id, successor.id]
    shown = [one.number for one in results.winners(session, granted.contest)]
    assert shown == [mine.number, session.get_one(Application, granted.grants[1].application_id).number]
    passed = session.exec(select(journal.Entry).where(journal.Entry.action == "award.passed-on")).all()
    assert len(passed) == 1


def test_nobody_is_called_whose_territory_has_its_grant(session: Session, now: datetime) -> None:
    granted = make_granted(session, 2, territory_mode=QuotaMode.HARD)
    territories = list(session.exec(select(Territory).order_by("id")))
    for place, grant in enumerate(granted.grants):
        award = session.get_one(Award, grant.award_id)
        award.territory_id, award.territory_slot = territories[place].id, 1
    waits(session, granted, territory=territories[1].id, position=1)
    free = waits(session, granted, territory=territories[5].id, position=2)
    session.flush()

    answer = answers.refuse(session, granted.grant, "", by=granted.winner, now=now)

    assert session.get_one(Grant, answer.successor_id).application_id == free.id


def test_nobody_is_called_who_has_won_already(session: Session, now: datetime) -> None:
    granted = make_granted(session, 2)
    waits(session, granted, applicant=granted.winners[1])

    answer = answers.refuse(session, granted.grant, "", by=granted.winner, now=now)

    assert answer.successor_id is None
    assert len(awards.winners(session, granted.contest.id)) == 1
    assert opening.open_grants(session, granted.contest, by=granted.organiser, now=now) == 0


def test_a_refusal_voids_the_draft_of_the_contract_and_keeps_its_number(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "sent")

    answers.refuse(session, granted.grant, "Көшіп кетемін", by=granted.winner, now=datetime.now(UTC))

    contract = queries.contract(session, granted.grant.id)
    assert contract is not None
    assert (contract.status, contract.number) == (ContractStatus.TERMINATED, "1/2026")


def test_a_contract_in_force_is_not_refused_but_terminated(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "signed")

    with pytest.raises(RuleBroken) as refused:
        answers.refuse(session, granted.grant, "", by=granted.winner, now=datetime.now(UTC))
    assert refused.value.reason == "contract-in-force"
    assert answer_of(session, granted.grant).status is AnswerStatus.ACCEPTED


def test_no_contract_without_the_winners_yes(session: Session, now: datetime) -> None:
    granted = make_granted(session)

    with pytest.raises(RuleBroken) as refused:
        contracts.create(session, granted.grant, dated=TODAY, by=granted.organiser, now=now)
    assert refused.value.reason == "grant-not-accepted"


def test_the_addendum_names_who_went_and_who_came(session: Session, now: datetime) -> None:
    granted = make_granted(session)
    called = waits(session, granted)
    answer = answers.refuse(session, granted.grant, "Көшіп кетемін", by=granted.winner, now=now + timedelta(hours=1))
    place = queries.get(session, granted.grant.id or 0)
    assert place is not None

    paper = amendment_papers.addendum(session, place, answer)

    assert (paper.given_up.application, paper.said_so, paper.reason) == (
        place.application.number, True, "Көшіп кетемін",
    )  # fmt: skip
    assert paper.called is not None
    assert (paper.called.application, paper.amount, paper.protocol.number) == (called.number, 200_000, "1")
