"""The protocol of the meeting: written down after the confirmation, frozen by its signature, completed by the scan."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal, numbers
from app.accounts.models import User
from app.awards import queries
from app.awards.attendance import ABSENT, Attendance, attendance, by_item, present_ids, voting
from app.awards.forms import ItemRow, ProtocolForm, TaskRow
from app.awards.models import Award, CopyKind, Decision, DecisionStatus, Protocol, ProtocolCopy
from app.awards.queries import entrants
from app.contests.models import Contest
from app.errors import RuleBroken
from app.jury.models import Seat


def save(session: Session, contest: Contest, said: ProtocolForm, *, by: User, now: datetime) -> Protocol:
    """Write down the meeting; the first time the protocol takes its number, counted through the year.

    Raises RuleBroken: ``decision-unconfirmed``, ``protocol-signed``, ``votes-differ``, ``item-votes-differ``."""
    protocol = _begin(session, contest)
    seats = voting(session, contest)
    if protocol is None:
        number = numbers.take(session, f"protocol-{contest.edition}")
        protocol = Protocol(contest_id=contest.id or 0, number=number, held_on=said.held_on)
    protocol.held_on, protocol.starts, protocol.ends = said.held_on, said.starts, said.ends
    protocol.place = {"kk": said.place_kk, "ru": said.place_ru}
    protocol.mode = said.mode
    known = {seat.id for seat in seats}
    rows = [row for row in said.seats if row.seat in known]
    protocol.attendance = {str(row.seat): f"{ABSENT}: {row.why}" if row.how == ABSENT else row.how for row in rows}
    protocol.dissent = {str(row.seat): row.dissent for row in rows if row.dissent and row.how != ABSENT}
    protocol.votes_for, protocol.votes_against = said.votes_for, said.votes_against
    protocol.abstained = said.abstained
    _write_down(protocol, said)
    there = by_item(session, contest, seats, present_ids(protocol, seats))
    counted = {row.nomination: [row.votes_for, row.votes_against, row.abstained] for row in said.item_votes}
    asked = [one.nomination.id or 0 for one in there]
    protocol.item_votes = {str(one): counted[one] for one in asked if one in counted}
    _require_votes(session, contest, protocol, seats)
    session.add(protocol)
    session.flush()
    _note(session, "protocol.saved", protocol, by=by, now=now, number=protocol.number)
    return protocol


def _write_down(protocol: Protocol, said: ProtocolForm) -> None:
    protocol.invited = [line for line in said.invited.splitlines() if line.strip()]
    protocol.on_ranking = _two(said.on_ranking_kk, said.on_ranking_ru)
    protocol.on_winners = _two(said.on_winners_kk, said.on_winners_ru)
    protocol.items = [_item(row) for row in said.items]
    protocol.tasks = [_task(row) for row in said.tasks]


def _item(row: ItemRow) -> dict[str, Any]:
    return {
        "title": _two(row.title_kk, row.title_ru), "heard": _two(row.heard_kk, row.heard_ru),
        "spoke": _two(row.spoke_kk, row.spoke_ru), "decided": _two(row.decided_kk, row.decided_ru), "votes": row.votes,
    }  # fmt: skip


def _task(row: TaskRow) -> dict[str, Any]:
    return {"what": _two(row.what_kk, row.what_ru), "who": row.who, "until": row.until.isoformat()}


def _two(kk: str, ru: str) -> dict[str, str]:
    return {"kk": kk, "ru": ru}


def require_signable(session: Session, contest: Contest) -> Protocol:
    """The protocol, locked, if it may be signed now: everything but the file is there.

    Raises RuleBroken: ``decision-unconfirmed``, ``protocol-missing``, ``protocol-signed``, ``quorum-missing`` and
    ``item-quorum-missing`` with the numbers, ``votes-differ``, ``item-votes-differ``, ``votes-lost``,
    ``award-gone``."""
    protocol = _begin(session, contest)
    if protocol is None:
        raise RuleBroken("protocol-missing")
    seats = voting(session, contest)
    _require_quorum(attendance(protocol, seats), "quorum-missing")
    for one in by_item(session, contest, seats, present_ids(protocol, seats)):
        _require_quorum(one.there, "item-quorum-missing", nomination=one.nomination.title)
    _require_votes(session, contest, protocol, seats)
    votes = [[protocol.votes_for, protocol.votes_against], *protocol.item_votes.values()]
    if any(one[0] < one[1] for one in votes):
        raise RuleBroken("votes-lost")
    require_standing(session, queries.awards(session, contest.id), contest)
    return protocol


def sign(
    session: Session, contest: Contest, sha256: str, *, by: User, now: datetime,
    copies: Mapping[CopyKind, tuple[str, str]] | None = None,
) -> Protocol:  # fmt: skip
    """Freeze it: from now on it is the stored file of this hash. `copies`: hash and media type of what was made of it
    besides. Raises RuleBroken as `require_signable`."""
    protocol = require_signable(session, contest)
    protocol.signed_at, protocol.signed_by, protocol.pdf_sha256 = now, by.id, sha256
    session.add(protocol)
    for kind, (copied, media_type) in (copies or {}).items():
        _keep(session, protocol, kind, copied, media_type, by=by, now=now)
    session.flush()
    hashes = {kind.value: copied for kind, (copied, _) in (copies or {}).items()}
    _note(session, "protocol.signed", protocol, by=by, now=now, number=protocol.number, sha256=sha256, copies=hashes)
    return protocol


def require_scannable(session: Session, contest: Contest) -> Protocol:
    """The signed protocol, to which a scan may be attached. Raises RuleBroken: ``protocol-unsigned``."""
    protocol = queries.protocol(session, contest.id, lock=True)
    if protocol is None or protocol.signed_at is None:
        raise RuleBroken("protocol-unsigned")
    return protocol


def attach_scan(
    session: Session, contest: Contest, sha256: str, media_type: str, *, by: User, now: datetime, reason: str = ""
) -> Protocol:
    """The paper with its signatures. One that is there is kept as the old one, for a `reason`.

    Raises RuleBroken as `require_scannable`, and ``scan-there`` for another one without a reason."""
    protocol = require_scannable(session, contest)
    before = protocol.scan_sha256
    if before is not None:
        if not reason:
            raise RuleBroken("scan-there")
        _keep(session, protocol, CopyKind.OLD_SCAN, before, protocol.scan_type, by=by, now=now, reason=reason)
    protocol.scan_sha256, protocol.scan_type = sha256, media_type
    session.add(protocol)
    session.flush()
    facts = {"number": protocol.number, "sha256": sha256}
    if before is not None:
        facts |= {"instead_of": before, "reason": reason}
    verb = "protocol.scanned" if before is None else "protocol.scan-replaced"
    _note(session, verb, protocol, by=by, now=now, **facts)
    return protocol


def _keep(
    session: Session, protocol: Protocol, kind: CopyKind, sha256: str, media_type: str, *, by: User, now: datetime,
    reason: str = "",
) -> None:  # fmt: skip
    session.add(
        ProtocolCopy(
            protocol_id=protocol.id or 0, kind=kind, sha256=sha256, media_type=media_type, made_at=now,
            made_by=by.id or 0, reason=reason,
        )
    )  # fmt: skip


def require_standing(session: Session, awards: Sequence[Award], contest: Contest) -> None:
    """Nobody awarded has left the contest meanwhile."""
    admitted = entrants(session, contest.id)
    gone = sum(award.application_id not in admitted for award in awards)
    if gone:
        raise RuleBroken("award-gone", count=gone)


def _begin(session: Session, contest: Contest) -> Protocol | None:
    session.flush()
    session.refresh(contest, with_for_update=True)
    decision: Decision | None = queries.decision(session, contest.id, lock=True)
    if decision is None or decision.status is DecisionStatus.PROPOSED:
        raise RuleBroken("decision-unconfirmed")
    protocol = queries.protocol(session, contest.id, lock=True)
    if protocol is not None and protocol.signed_at is not None:
        raise RuleBroken("protocol-signed")
    return protocol


def _require_quorum(there: Attendance, reason: str, **facts: Any) -> None:
    if not there.is_quorum:
        raise RuleBroken(reason, present=there.present, required=there.required, members=there.members, **facts)


def _require_votes(session: Session, contest: Contest, protocol: Protocol, seats: Sequence[Seat]) -> None:
    there = attendance(protocol, seats)
    said = protocol.votes_for + protocol.votes_against + protocol.abstained
    if said != there.present:
        raise RuleBroken("votes-differ", said=said, present=there.present)
    for one in by_item(session, contest, seats, present_ids(protocol, seats)):
        counted = sum(protocol.item_votes.get(str(one.nomination.id), []))
        if counted != one.there.present:
            facts = {"said": counted, "present": one.there.present}
            raise RuleBroken("item-votes-differ", nomination=one.nomination.title, **facts)


def _note(session: Session, action: str, protocol: Protocol, *, by: User, now: datetime, **facts: Any) -> None:
    journal.write(
        session, action, of=("protocol", protocol.id), by=by.id, now=now, contest_id=protocol.contest_id, **facts
    )
