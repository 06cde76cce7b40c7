"""Results are corrected after the protocol is signed: one organiser says what and why, another agrees. Everybody
reads the note; what stood before is kept."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from app import journal, numbers
from app.accounts.models import User
from app.awards import places, queries, quotas, rules, selection, two_people
from app.awards.board import Board, board
from app.awards.correction_models import Change, Correction, CorrectionStatus
from app.awards.models import Decision, DecisionStatus
from app.contests.models import Contest
from app.errors import RuleBroken

State = dict[str, Any]
WAITING, APPLIED, REFUSED = CorrectionStatus.WAITING, CorrectionStatus.APPLIED, CorrectionStatus.REFUSED


def is_possible(session: Session, contest: Contest) -> bool:
    """The protocol of the decision is signed: before that the commission simply chooses again."""
    decision = queries.decision(session, contest.id)
    return _is_fixed(session, decision)


def of_contest(session: Session, contest_id: int | None) -> list[Correction]:
    """The newest first."""
    statement = select(Correction).where(Correction.contest_id == contest_id)
    return list(session.exec(statement.order_by(col(Correction.number).desc())))


def applied(session: Session, contest_id: int | None) -> list[Correction]:
    """Those that everybody reads, the newest first."""
    return [one for one in of_contest(session, contest_id) if one.status is APPLIED]


def waiting(session: Session, contest_id: int | None) -> Correction | None:
    return next((one for one in of_contest(session, contest_id) if one.status is WAITING), None)


def propose(
    session: Session, contest: Contest, wanted: Collection[int], note: dict[str, str], *, by: User, now: datetime,
    was: Collection[int] | None = None,
) -> Correction:  # fmt: skip
    """These applications are to be awarded and no others; nothing changes yet. `was`: what stood there when it was
    chosen.

    Raises RuleBroken: ``not-signed-yet``, ``correction-waits``, ``changed-meanwhile``, ``correction-empty``,
    ``not-eligible``, ``limits-broken``, ``places-over``, ``budget-over``."""
    _begin(session, contest)
    if waiting(session, contest.id) is not None:
        raise RuleBroken("correction-waits")
    found = board(session, contest)
    if was is not None and set(was) != set(found.chosen):
        raise RuleBroken("changed-meanwhile")
    after = _after(session, found, frozenset(wanted))
    number = len(of_contest(session, contest.id)) + 1
    made = Correction(
        contest_id=contest.id or 0, number=number, note=note, before=_before(session, found), after=after,
        proposed_at=now, proposed_by=by.id or 0,
    )  # fmt: skip
    session.add(made)
    session.flush()
    _note(session, "correction.proposed", made, by=by, now=now, note=note, before=made.before, after=after)
    return made


def agree(session: Session, contest: Contest, correction_id: int, *, by: User, now: datetime) -> Correction | None:
    """The second person agrees, and it holds from now on: it takes the number of its own protocol, whose files
    `correction_papers.freeze` keeps. None for one that is not of this contest.

    Raises RuleBroken: ``not-now``, ``second-person``, ``day-alone``, ``changed-meanwhile`` and as `propose`."""
    _begin(session, contest)
    correction = _open(session, contest, correction_id)
    if correction is None:
        return None
    if correction.proposed_by == by.id:
        two_people.require_day(contest, correction.proposed_at, now)
    found = board(session, contest)
    wanted = frozenset(one["application"] for one in correction.after["awards"])
    if _before(session, found) != correction.before or _after(session, found, wanted) != correction.after:
        raise RuleBroken("changed-meanwhile")
    reserve = [one["application"] for one in correction.after["reserve"]]
    places.replace(session, found, wanted, reserve, correction.note["kk"], now)
    correction.paper_number = numbers.take(session, f"correction-{contest.edition}")
    _settle(session, correction, APPLIED, by=by, now=now)
    _note(session, "correction.applied", correction, by=by, now=now, number=correction.number,
          paper=correction.paper_number)  # fmt: skip
    return correction


def refuse(session: Session, contest: Contest, correction_id: int, *, by: User, now: datetime) -> Correction | None:
    """It comes to nothing; whoever asked for it may take it back so. Raises RuleBroken ``not-now``."""
    _begin(session, contest)
    correction = _open(session, contest, correction_id)
    if correction is None:
        return None
    _settle(session, correction, REFUSED, by=by, now=now)
    _note(session, "correction.refused", correction, by=by, now=now, number=correction.number)
    return correction


def changes(correction: Correction) -> list[Change]:
    """By nomination, only where something is different."""
    both = correction.before["awards"], correction.after["awards"]
    positions = sorted({one["nomination"] for side in both for one in side})
    found = [Change(position, *(_there(side, position) for side in both)) for position in positions]
    return [one for one in found if one.before != one.after]


def affected(correction: Correction) -> set[int]:
    """Applications of which something else is true now: award, place, sum, or reserve."""
    kept = [_outcomes(state) for state in (correction.before, correction.after)]
    return {one for one in kept[0].keys() | kept[1].keys() if kept[0].get(one) != kept[1].get(one)}


def lost(correction: Correction) -> list[int]:
    """Applications that are awarded no more."""
    after = {one["application"] for one in correction.after["awards"]}
    return [one["application"] for one in correction.before["awards"] if one["application"] not in after]


def outcome(state: State, application_id: int) -> tuple[int, int] | None:
    """Place and sum, nothing of both in the reserve; None without an award."""
    return _outcomes(state).get(application_id)


def _there(awards: Iterable[State], position: int) -> list[tuple[int, str]]:
    return sorted((one["place"], one["number"]) for one in awards if one["nomination"] == position)


def _outcomes(state: State) -> dict[int, tuple[int, int]]:
    """Application → place and sum; nothing of both for the reserve."""
    waits = {one["application"]: (0, 0) for one in state["reserve"]}
    return waits | {one["application"]: (one["place"], one["amount"]) for one in state["awards"]}


def _is_fixed(session: Session, decision: Decision | None) -> bool:
    if decision is None or decision.status is DecisionStatus.PROPOSED:
        return False
    protocol = queries.protocol(session, decision.contest_id)
    return protocol is not None and protocol.signed_at is not None


def _begin(session: Session, contest: Contest) -> None:
    session.flush()
    session.refresh(contest, with_for_update=True)
    if not _is_fixed(session, queries.decision(session, contest.id, lock=True)):
        raise RuleBroken("not-signed-yet")


def _open(session: Session, contest: Contest, correction_id: int) -> Correction | None:
    statement = select(Correction).where(Correction.id == correction_id, Correction.contest_id == contest.id)
    correction = session.exec(statement.with_for_update()).first()
    if correction is not None and correction.status is not WAITING:
        raise RuleBroken("not-now", state=correction.status.value)
    return correction


def _before(session: Session, found: Board) -> State:
    amounts = {one.application_id: one.amount for one in queries.awards(session, found.contest.id)}
    return _state(found, frozenset(found.chosen), found.reserve, amounts)


def _after(session: Session, found: Board, wanted: frozenset[int]) -> State:
    """What would stand there. Raises RuleBroken where the rules of the contest forbid it."""
    now_there = frozenset(found.chosen)
    if wanted == now_there:
        raise RuleBroken("correction-empty")
    able = {line.id for card in found.cards for line in card.lines if line.is_eligible}
    if not wanted <= able | now_there:
        raise RuleBroken("not-eligible")
    limits, pool = rules.quotas_of(found.contest), found.candidates
    known = wanted & pool.keys()
    broken = [one for one in quotas.conflicts(known, pool.values(), limits) if one.mode == "hard"]
    if broken:
        raise RuleBroken("limits-broken", count=len(broken))
    state = _state(found, wanted, selection.reserve(pool.values(), known, limits), _amounts(session, found, wanted))
    places.require_affordable(found.contest, len(wanted), sum(one["amount"] for one in state["awards"]))
    return state


def _amounts(session: Session, found: Board, wanted: frozenset[int]) -> dict[int, int]:
    """An award that stands, or stood once, keeps its sum."""
    contest = found.contest
    new = {one: rules.amount_of(contest, found.entrants[one].requested) for one in wanted}
    known = [*queries.taken_back(session, contest.id).values(), *queries.awards(session, contest.id)]
    return new | {one.application_id: one.amount for one in known}


def _state(found: Board, awarded: frozenset[int], reserve: Iterable[int], amounts: dict[int, int]) -> State:
    return {
        "awards": [
            _named(found, one) | {"place": found.place_of(one, awarded), "amount": amounts[one]}
            for one in sorted(awarded)
        ],
        "reserve": list(_waiting(found, reserve)),
    }


def _waiting(found: Board, reserve: Iterable[int]) -> Iterator[State]:
    for one in reserve:
        if one in found.entrants:
            yield _named(found, one)


def _named(found: Board, one: int) -> State:
    return {"application": one, "number": found.entrants[one].number, "nomination": found.card_of(one).position}


def _settle(session: Session, correction: Correction, status: CorrectionStatus, *, by: User, now: datetime) -> None:
    correction.status, correction.settled_at, correction.settled_by = status, now, by.id
    session.add(correction)
    session.flush()


def _note(session: Session, action: str, correction: Correction, *, by: User, now: datetime, **facts: Any) -> None:
    journal.write(
        session, action, of=("correction", correction.id), by=by.id, now=now, contest_id=correction.contest_id, **facts
    )
