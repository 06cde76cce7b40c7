"""How the commission decides: it takes the proposal or chooses itself, votes on ties, confirms, or thinks again."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete

from app import journal
from app.accounts.models import User
from app.awards import places, queries, quotas, rules, selection, two_people, words
from app.awards.board import Board, Card, board, unsealed
from app.awards.models import Decision, DecisionStatus
from app.awards.selection import Will
from app.contests import lifecycle
from app.contests.models import Contest, ContestStatus
from app.contests.phases import phase
from app.contests.words import PHASES
from app.errors import NotYours, RuleBroken
from app.jury import queries as jury
from app.jury import ranking_queries, shortlist_queries
from app.jury.models import TieVote

PROPOSED, CONFIRMED, PUBLISHED = DecisionStatus.PROPOSED, DecisionStatus.CONFIRMED, DecisionStatus.PUBLISHED
CHANGES = frozenset({"propose", "choose", "vote", "reopen"})
"""Verbs after which two have to agree anew."""
MOVES: dict[tuple[DecisionStatus | None, str], DecisionStatus] = {
    (None, "propose"): PROPOSED,
    (None, "choose"): PROPOSED,
    (None, "vote"): PROPOSED,
    (None, "confirm"): CONFIRMED,  # the proposal as it is
    (PROPOSED, "propose"): PROPOSED,
    (PROPOSED, "choose"): PROPOSED,
    (PROPOSED, "vote"): PROPOSED,
    (PROPOSED, "confirm"): CONFIRMED,
    (PROPOSED, "agree"): PROPOSED,
    (CONFIRMED, "reopen"): PROPOSED,
    (CONFIRMED, "publish"): PUBLISHED,
}
"""(state, verb) → state; whatever is not here is refused with ``not-now``. None: nothing has been decided yet."""
DONE = {
    "agree": "decision.agreed", "propose": "decision.proposed", "choose": "decision.chosen", "vote": "decision.voted",
    "confirm": "decision.confirmed", "reopen": "decision.reopened", "publish": "decision.published",
}  # fmt: skip


def begin(session: Session, contest: Contest, *, by: User, now: datetime) -> None:
    """The commission meets: from now on no sheet is opened again. Counted once nobody can open one beside us.

    Raises RuleBroken: ``not-now``, ``judging-goes-on``."""
    session.flush()
    session.refresh(contest, with_for_update=True)
    lifecycle.start_deciding(session, contest, unsealed=unsealed(session, contest), by=by, now=now)


def propose(session: Session, contest: Contest, *, by: User, now: datetime) -> Decision:
    """Take the proposal as it is; what the commission chose otherwise is dropped.

    Every verb here raises RuleBroken: ``not-now``, ``judging-goes-on``, ``place-taken``."""
    decision = _begin(session, contest, "propose", by=by, now=now)
    return _settle(session, board(session, contest), decision, Will(), "propose", by=by, now=now)


def choose(
    session: Session, contest: Contest, position: int, wanted: Collection[int], *, by: User, now: datetime,
    reason: str = "", was: Collection[int] | None = None,
) -> Decision:  # fmt: skip
    """The commission's own choice in one nomination: these applications, or nothing. The other nominations follow as
    the limits allow. What the proposal would give anyway is not kept as a choice of its own, unless a reason is given.
    `was`: what stood there when it chose; if somebody has chosen otherwise meanwhile, the place is taken.

    Raises RuleBroken also: ``not-eligible``."""
    decision = _begin(session, contest, "choose", by=by, now=now)
    found = board(session, contest)
    card = found.card(position)
    if card is None:
        raise NotYours
    _require_as_seen(card, wanted, was)
    if not set(wanted) <= {line.id for line in card.lines if line.is_eligible}:
        raise RuleBroken("not-eligible")
    will = _changed(found, card, frozenset(wanted), reason)
    _require_room(found, will)
    facts: dict[str, Any] = {
        "nomination": position, "before": [line.entrant.number for line in card.chosen], "reason": reason,
        "awarded": [found.entrants[one].number for one in sorted(wanted)],
    }  # fmt: skip
    said = dict.fromkeys(will.kept & set(wanted), reason), {card.nomination.id or 0: reason}
    return _settle(session, found, decision, will, "choose", *said, by=by, now=now, **facts)


def leave_empty(
    session: Session, contest: Contest, positions: Collection[int], reason: str, *, by: User, now: datetime
) -> Decision:
    """Nothing is awarded in any of these nominations, for one reason: only where nothing is chosen anyway, so that
    nobody loses an award unseen.

    Raises RuleBroken also: ``not-empty``."""
    decision = _begin(session, contest, "choose", by=by, now=now)
    found = board(session, contest)
    cards = [card for card in found.cards if card.position in set(positions)]
    if len(cards) < len(set(positions)):
        raise NotYours
    if any(card.chosen for card in cards):
        raise RuleBroken("not-empty")
    ids = frozenset(card.nomination.id or 0 for card in cards)
    facts: dict[str, Any] = {"nominations": sorted(positions), "awarded": [], "reason": reason}
    will = Will(found.will.kept, found.will.closed | ids)
    return _settle(session, found, decision, will, "choose", {}, dict.fromkeys(ids, reason), by=by, now=now, **facts)


def vote(
    session: Session, contest: Contest, position: int, votes: Mapping[int, int], casting: int | None = None, *,
    by: User, now: datetime,
) -> Decision:  # fmt: skip
    """Enter the commission's vote on applications that no rule could part. Equal votes need the chair's casting vote,
    which counts as one more and is noted. Raises RuleBroken also: ``tie-gone``, ``votes-equal``, ``votes-many``."""
    decision = _begin(session, contest, "vote", by=by, now=now)
    found = board(session, contest)
    card = found.card(position)
    if card is None:
        raise NotYours
    if not rules.votes_on_ties(contest) or frozenset(votes) not in card.ties:
        raise RuleBroken("tie-gone")
    members = sum(seat.votes and seat.left_at is None for seat in jury.seats(session, contest.id))
    if sum(votes.values()) > members:
        raise RuleBroken("votes-many", members=members)
    best = [one for one, count in votes.items() if count == max(votes.values())]
    if len(best) > 1 and casting not in best:
        raise RuleBroken("votes-equal")
    _write_votes(session, votes, casting if len(best) > 1 else None, by=by, now=now)
    facts: dict[str, Any] = {
        "nomination": position, "votes": {found.entrants[one].number: count for one, count in votes.items()},
        "casting": len(best) > 1,
    }  # fmt: skip
    return _settle(session, found, decision, found.will, "vote", by=by, now=now, **facts)


def confirm(session: Session, contest: Contest, *, by: User, now: datetime, seen: str | None = None) -> Decision:
    """The first of two agrees, the second freezes what was chosen with what it rests on: the status tells which it
    was. Where one may do it alone, the same person does it again a day later. `seen`: the `digest` of the board that
    was read before.

    Raises RuleBroken also: ``changed-meanwhile``, and what `Board.blockers` names: ``ties-open``,
    ``reasons-missing``, ``nominations-open``, ``limits-broken``; ``places-over``, ``budget-over``;
    ``second-person``, ``day-alone``."""
    decision = _begin(session, contest, "confirm", by=by, now=now)
    found = board(session, contest)
    if seen is not None and seen != digest(found):
        raise RuleBroken("changed-meanwhile")
    for broken in found.blockers():
        raise broken
    places.take(session, found)
    places.require_within_budget(session, contest)
    awarded = [found.entrants[one].number for one in found.chosen]
    if decision.agreed_at is None or decision.agreed_on != digest(found):
        decision.agreed_at, decision.agreed_by, decision.agreed_on = now, by.id, digest(found)
        return _move(session, decision, "agree", by=by, now=now, awarded=awarded)
    _require_second(contest, decision, by=by, now=now)
    decision.confirmed_at, decision.confirmed_by = now, by.id
    decision.basis = _basis(session, found)
    facts = {"awarded": awarded, "basis": basis_hash(decision), "agreed_by": decision.agreed_by}
    return _move(session, decision, "confirm", by=by, now=now, **facts)


def _require_second(contest: Contest, decision: Decision, *, by: User, now: datetime) -> None:
    if decision.agreed_by != by.id or decision.agreed_at is None:
        return
    two_people.require_day(contest, decision.agreed_at, now)


def reopen(session: Session, contest: Contest, reason: str, *, by: User, now: datetime) -> Decision:
    """The commission thinks again, as long as nothing is signed. Raises RuleBroken also: ``protocol-signed``."""
    decision = _begin(session, contest, "reopen", by=by, now=now)
    protocol = queries.protocol(session, contest.id, lock=True)
    if protocol is not None and protocol.signed_at is not None:
        raise RuleBroken("protocol-signed")
    decision.confirmed_at, decision.confirmed_by, decision.basis = None, None, {}
    return _move(session, decision, "reopen", by=by, now=now, reason=reason)


def publish(session: Session, contest: Contest, *, by: User, now: datetime) -> Decision:
    """The decision's part of the publication; `publication.publish` asks for everything else."""
    decision = _begin(session, contest, "publish", by=by, now=now)
    decision.published_at = now
    return _move(session, decision, "publish", by=by, now=now)


def digest(found: Board) -> str:
    """Names what the board shows as chosen."""
    whole = [sorted(found.chosen), list(found.reserve), [[card.position, card.reason] for card in found.cards]]
    return hashlib.sha256(journal.canonical(whole).encode()).hexdigest()[:16]


def basis_hash(decision: Decision) -> str:
    """SHA-256 of what the decision rests on, as the protocol prints it."""
    return hashlib.sha256(journal.canonical(decision.basis).encode()).hexdigest()


def _begin(session: Session, contest: Contest, verb: str, *, by: User, now: datetime) -> Decision:
    """The contest's decision, locked for this transaction, if `verb` may be done to it now."""
    session.flush()
    session.refresh(contest, with_for_update=True)
    decision = queries.decision(session, contest.id, lock=True)
    state = decision.status if decision else None
    if contest.status is not ContestStatus.DECIDING:
        raise RuleBroken("not-now", state=PHASES[phase(contest, now)])
    if (state, verb) not in MOVES:
        raise RuleBroken("not-now", state=words.STATUS[state])
    if decision is None:
        decision = Decision(contest_id=contest.id or 0, proposed_at=now, proposed_by=by.id or 0)
        session.add(decision)
        session.flush()
    return decision


def _require_as_seen(card: Card, wanted: Collection[int], was: Collection[int] | None) -> None:
    now_there = {line.id for line in card.chosen}
    if was is not None and now_there not in (set(was), set(wanted)):
        raise RuleBroken("place-taken", place=card.nomination.title)


def _changed(found: Board, card: Card, wanted: frozenset[int], reason: str) -> Will:
    """The commission's will with this nomination's part replaced."""
    here = {line.id for line in card.lines}
    others = Will(found.will.kept - here, found.will.closed - {card.nomination.id or 0})
    if not wanted:
        return Will(others.kept, others.closed | {card.nomination.id or 0})
    anyway = selection.select(list(found.candidates.values()), rules.quotas_of(found.contest), others).chosen.chosen
    if wanted == here & set(anyway) and not reason:
        return others
    return Will(others.kept | wanted, others.closed)


def _require_room(found: Board, will: Will) -> None:
    """What the commission chose itself has to fit where the contest knows no exception. A second award of one
    applicant is only shown: it has to be settled before the confirmation."""
    limits = rules.quotas_of(found.contest)
    for one in quotas.conflicts(will.kept & found.candidates.keys(), found.candidates.values(), limits):
        if one.mode == "hard" and one.limit == "territory":
            raise RuleBroken("place-taken", place=found.territories[one.key or 0].name)
        if one.mode == "hard" and one.limit == "nomination":
            raise RuleBroken("place-taken", place=found.card_of(one.applications[0]).nomination.title)
        if one.limit == "places":
            raise RuleBroken("places-over", places=one.allowed)


def _settle(
    session: Session, found: Board, decision: Decision, will: Will, verb: str,
    reasons: Mapping[int, str] | None = None, closing: Mapping[int, str] | None = None, *, by: User, now: datetime,
    **facts: Any,
) -> Decision:  # fmt: skip
    """Write down the commission's will, then what follows from it for everything else."""
    places.keep(session, found, will, reasons or {}, closing or {})
    places.take(session, board(session, found.contest))
    return _move(session, decision, verb, by=by, now=now, **facts)


def _write_votes(session: Session, votes: Mapping[int, int], casting: int | None, *, by: User, now: datetime) -> None:
    session.exec(delete(TieVote).where(col(TieVote.application_id).in_(votes)))
    for one, count in votes.items():
        note = {"casting": True} if one == casting else {}
        session.add(
            TieVote(
                application_id=one, votes=count + (one == casting), recorded_at=now, recorded_by=by.id or 0, note=note
            )
        )
    session.flush()


def _basis(session: Session, found: Board) -> dict[str, Any]:
    contest = found.contest
    votes = ranking_queries.tie_votes(session, contest.id)
    return {
        "sheets": ranking_queries.sheet_hashes(session, contest.id), "tie_break": contest.tie_break,
        "tie_votes": {found.entrants[one].number: count for one, count in votes.items() if one in found.entrants},
        "shortlist": shortlist_queries.hashes(session, contest.id),
        "method": contest.method.value, "threshold": contest.threshold, "min_sheets": contest.min_sheets,
        "proposal": sorted(found.entrants[one].number for one in found.selection.proposal.chosen),
        "awarded": sorted(found.entrants[one].number for one in found.chosen),
        "reserve": [found.entrants[one].number for one in found.reserve],
    }  # fmt: skip


def _move(session: Session, decision: Decision, verb: str, *, by: User, now: datetime, **facts: Any) -> Decision:
    decision.status = MOVES[decision.status, verb]
    if verb in CHANGES:
        decision.agreed_at, decision.agreed_by, decision.agreed_on = None, None, ""
    session.add(decision)
    session.flush()
    journal.write(
        session, DONE[verb], of=("decision", decision.id), by=by.id, now=now, contest_id=decision.contest_id, **facts
    )
    return decision
