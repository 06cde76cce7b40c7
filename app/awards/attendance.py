"""Who was at the meeting: quorum of the whole voting list, and of each nomination without those who stepped back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.awards import queries, rules
from app.awards.models import Protocol
from app.contests import queries as contests
from app.contests.models import Contest, Nomination
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


@dataclass(frozen=True)
class ItemAttendance:
    """Of one nomination from which `recused` members had stepped back, in one of its applications at least."""

    nomination: Nomination
    recused: int
    there: Attendance


def voting(session: Session, contest: Contest) -> list[Seat]:
    """The voting list: everybody on the commission but the secretary and those who have left."""
    return [seat for seat in jury.seats(session, contest.id) if seat.votes and seat.left_at is None]


def is_present(protocol: Protocol, seat: Seat) -> bool:
    return not protocol.attendance.get(str(seat.id), ABSENT).startswith(ABSENT)


def attendance(protocol: Protocol, seats: Sequence[Seat]) -> Attendance:
    return Attendance(len(seats), sum(is_present(protocol, seat) for seat in seats))


def by_item(session: Session, contest: Contest, seats: Sequence[Seat], present: set[int]) -> list[ItemAttendance]:
    """The nominations on which not everybody may vote, in order; `present`: ids of the seats that were there."""
    away: dict[int, set[int]] = {}
    for one in queries.recusals(session, contest.id):
        away.setdefault(one.nomination_id, set()).add(one.seat_id)
    found = []
    for nomination in contests.nominations(session, contest.id):
        voters = {seat.id or 0 for seat in seats} - away.get(nomination.id or 0, set())
        if len(voters) < len(seats):
            there = Attendance(len(voters), len(voters & present))
            found.append(ItemAttendance(nomination, len(seats) - len(voters), there))
    return found


def present_ids(protocol: Protocol, seats: Sequence[Seat]) -> set[int]:
    return {seat.id or 0 for seat in seats if is_present(protocol, seat)}
