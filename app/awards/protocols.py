"""The protocol of the meeting: written down after the confirmation, frozen by its signature, completed by the scan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal, numbers
from app.accounts.models import User
from app.awards import queries, rules
from app.awards.forms import ProtocolForm
from app.awards.models import Award, Decision, DecisionStatus, Protocol
from app.awards.queries import entrants
from app.contests.models import Contest
from app.errors import RuleBroken
from app.jury import queries as jury
from app.jury.models import Seat

ABSENT = "absent"


@dataclass(frozen=True)
class Attendance:
    """Who of the whole voting list was there. The secretary has no vote and counts neither here nor there."""

    members: int
    present: int

    @property
    def required(self) -> int:
        return rules.quorum(self.members)

    @property
    def is_quorum(self) -> bool:
        return self.present >= self.required > 0


def voting(session: Session, contest: Contest) -> list[Seat]:
    """The voting list: everybody on the commission but the secretary and those who have left."""
    return [seat for seat in jury.seats(session, contest.id) if seat.votes and seat.left_at is None]


def attendance(protocol: Protocol, seats: Sequence[Seat]) -> Attendance:
    return Attendance(len(seats), sum(is_present(protocol, seat) for seat in seats))


def is_present(protocol: Protocol, seat: Seat) -> bool:
    return not protocol.attendance.get(str(seat.id), ABSENT).startswith(ABSENT)


def save(session: Session, contest: Contest, said: ProtocolForm, *, by: User, now: datetime) -> Protocol:
    """Write down the meeting; the first time the protocol takes its number, counted through the year.

    Raises RuleBroken: ``decision-unconfirmed``, ``protocol-signed``, ``votes-differ``."""
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
    _require_votes(protocol, attendance(protocol, seats))
    session.add(protocol)
    session.flush()
    _note(session, "protocol.saved", protocol, by=by, now=now, number=protocol.number)
    return protocol


def require_signable(session: Session, contest: Contest) -> Protocol:
    """The protocol, locked, if it may be signed now: everything but the file is there.

    Raises RuleBroken: ``decision-unconfirmed``, ``protocol-missing``, ``protocol-signed``, ``quorum-missing`` with the
    numbers, ``votes-differ``, ``votes-lost``, ``award-gone``."""
    protocol = _begin(session, contest)
    if protocol is None:
        raise RuleBroken("protocol-missing")
    there = attendance(protocol, voting(session, contest))
    if not there.is_quorum:
        raise RuleBroken("quorum-missing", present=there.present, required=there.required, members=there.members)
    _require_votes(protocol, there)
    if protocol.votes_for < protocol.votes_against:
        raise RuleBroken("votes-lost")
    require_standing(session, queries.awards(session, contest.id), contest)
    return protocol


def sign(session: Session, contest: Contest, sha256: str, *, by: User, now: datetime) -> Protocol:
    """Freeze it: from now on it is the stored file of this hash. Raises RuleBroken as `require_signable`."""
    protocol = require_signable(session, contest)
    protocol.signed_at, protocol.signed_by, protocol.pdf_sha256 = now, by.id, sha256
    session.add(protocol)
    session.flush()
    _note(session, "protocol.signed", protocol, by=by, now=now, number=protocol.number, sha256=sha256)
    return protocol


def require_unscanned(session: Session, contest: Contest) -> Protocol:
    """The signed protocol that waits for its scan. Raises RuleBroken: ``protocol-unsigned``, ``scan-there``."""
    protocol = queries.protocol(session, contest.id, lock=True)
    if protocol is None or protocol.signed_at is None:
        raise RuleBroken("protocol-unsigned")
    if protocol.scan_sha256 is not None:
        raise RuleBroken("scan-there")
    return protocol


def attach_scan(
    session: Session, contest: Contest, sha256: str, media_type: str, *, by: User, now: datetime
) -> Protocol:
    """The paper with its signatures, once. Raises RuleBroken as `require_unscanned`."""
    protocol = require_unscanned(session, contest)
    protocol.scan_sha256, protocol.scan_type = sha256, media_type
    session.add(protocol)
    session.flush()
    _note(session, "protocol.scanned", protocol, by=by, now=now, number=protocol.number, sha256=sha256)
    return protocol


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


def _require_votes(protocol: Protocol, there: Attendance) -> None:
    said = protocol.votes_for + protocol.votes_against + protocol.abstained
    if said != there.present:
        raise RuleBroken("votes-differ", said=said, present=there.present)


def _note(session: Session, action: str, protocol: Protocol, *, by: User, now: datetime, **facts: Any) -> None:
    journal.write(
        session, action, of=("protocol", protocol.id), by=by.id, now=now, contest_id=protocol.contest_id, **facts
    )
