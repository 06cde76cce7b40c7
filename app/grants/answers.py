"""The winner takes the grant or not. Whoever does not is followed by the reserve; the date never shifts itself. What
was asked of whoever does not get the money is erased at once."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.awards import succession
from app.contests.models import Contest
from app.errors import RuleBroken
from app.grants import contract_queries, contract_words, contracts, erasing, opening, queries
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.models import Grant
from app.i18n import local

WAITING, ACCEPTED = AnswerStatus.WAITING, AnswerStatus.ACCEPTED
MOVES: dict[tuple[AnswerStatus, str], AnswerStatus] = {
    (WAITING, "accept"): ACCEPTED,
    (WAITING, "refuse"): AnswerStatus.REFUSED,
    (ACCEPTED, "refuse"): AnswerStatus.REFUSED,  # until both have signed
    (WAITING, "extend"): WAITING,
    (WAITING, "lapse"): AnswerStatus.LAPSED,  # once the date is over
    (WAITING, "end"): AnswerStatus.WITHDRAWN,  # a correction took the award back
    (ACCEPTED, "end"): AnswerStatus.WITHDRAWN,  # until both have signed
}
"""(state, verb) → state; whatever is not here is refused with ``not-now``."""
DONE = {"accept": "grant.accepted", "refuse": "grant.refused", "extend": "grant.answer-extended",
        "lapse": "grant.lapsed", "end": "grant.ended"}  # fmt: skip


def is_late(answer: WinnerAnswer, today: date) -> bool:
    """By the clock: nothing of it is stored, and an answer still counts until the office decides."""
    return answer.status is WAITING and answer.until < today


def accept(session: Session, grant: Grant, *, by: User, now: datetime) -> WinnerAnswer:
    """Raises RuleBroken: ``not-now``, ``award-withdrawn``."""
    contracts.lock(session, grant)
    _require(require(session, grant), "accept")
    opening.require_award(session, grant)
    return _move(session, grant, "accept", by=by, now=now)


def refuse(session: Session, grant: Grant, reason: str, *, by: User, now: datetime) -> WinnerAnswer:
    """Not possible once both have signed. Raises RuleBroken: ``not-now``, ``contract-in-force``."""
    contracts.lock(session, grant)
    answer = require(session, grant)
    _require(answer, "refuse")
    return _given_up(session, grant, "refuse", reason, by=by, now=now)


def extend(session: Session, grant: Grant, until: date, *, by: User, now: datetime) -> WinnerAnswer:
    """A later last day. Raises RuleBroken: ``not-now``, ``answer-day-past``."""
    contracts.lock(session, grant)
    answer = require(session, grant)
    _require(answer, "extend")
    if until < local(now).date() or until <= answer.until:
        raise RuleBroken("answer-day-past", after=max(answer.until, local(now).date()))
    return _move(session, grant, "extend", by=by, now=now, until=until, before=answer.until)


def lapse(session: Session, grant: Grant, reason: str, *, by: User, now: datetime) -> WinnerAnswer:
    """Silence past the date is a refusal. Raises RuleBroken: ``not-now``, ``answer-not-due``."""
    contracts.lock(session, grant)
    answer = require(session, grant)
    _require(answer, "lapse")
    if not is_late(answer, local(now).date()):
        raise RuleBroken("answer-not-due", until=answer.until)
    return _given_up(session, grant, "lapse", reason, by=by, now=now)


def end(session: Session, grant: Grant, reason: str, *, by: User, now: datetime) -> WinnerAnswer:
    """A correction of the results took the award back, and no contract was signed by both: nothing comes of the grant.
    Raises RuleBroken: ``not-now``, ``award-stands``, ``contract-in-force``."""
    contracts.lock(session, grant)
    _require(require(session, grant), "end")
    if opening.award(session, grant).taken_at is None:
        raise RuleBroken("award-stands")
    _clear(session, grant, reason, by=by, now=now)
    return _move(session, grant, "end", by=by, now=now, reason=reason)


def require(session: Session, grant: Grant) -> WinnerAnswer:
    """Raises RuleBroken ``not-now`` of a grant that nobody was asked about."""
    answer = contract_queries.answer(session, grant.id)
    if answer is None:
        raise RuleBroken("not-now", state=contract_words.NOT_ASKED)
    return answer


def is_accepted(session: Session, grant: Grant) -> bool:
    answer = contract_queries.answer(session, grant.id)
    return answer is not None and answer.status is ACCEPTED


def require_accepted(session: Session, grant: Grant) -> None:
    """Raises RuleBroken ``grant-not-accepted``."""
    if not is_accepted(session, grant):
        raise RuleBroken("grant-not-accepted")


def _given_up(session: Session, grant: Grant, verb: str, reason: str, *, by: User, now: datetime) -> WinnerAnswer:
    """Its place goes on to the reserve, unless a correction has taken it already."""
    contest = session.get_one(Contest, grant.contest_id)
    award = opening.award(session, grant)
    _clear(session, grant, reason, by=by, now=now)
    fresh = succession.pass_on(session, contest, award, by=by, now=now) if award.taken_at is None else None
    opening.open_grants(session, contest, by=by, now=now)
    successor = queries.grant_of(session, fresh.application_id) if fresh else None
    return _move(session, grant, verb, by=by, now=now, reason=reason, successor=successor.id if successor else None)


def _clear(session: Session, grant: Grant, reason: str, *, by: User, now: datetime) -> None:
    contracts.give_up(session, grant, reason, by=by, now=now)
    erasing.erase_details(session, grant, by=by, now=now)
    erasing.erase_copies(session, grant)


def _move(session: Session, grant: Grant, verb: str, *, by: User, now: datetime, **facts: Any) -> WinnerAnswer:
    contracts.lock(session, grant)
    answer = require(session, grant)
    session.refresh(answer)
    _require(answer, verb)
    answer.status = MOVES[answer.status, verb]
    answer.until = facts.get("until", answer.until)
    answer.reason, answer.successor_id = facts.get("reason", answer.reason), facts.get("successor")
    if answer.status is not WAITING:
        answer.settled_at, answer.settled_by = now, by.id
    session.add(answer)
    session.flush()
    journal.write(session, DONE[verb], of=("grant", grant.id), by=by.id, now=now, contest_id=grant.contest_id, **facts)
    return answer


def _require(answer: WinnerAnswer, verb: str) -> None:
    if (answer.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=contract_words.ANSWER[answer.status])
