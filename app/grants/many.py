"""All contracts of a contest at once: which can be made or sent now, and which cannot and why. Whoever makes or sends
them gives each a transaction of its own, so that what stops one stops no other."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from app import numbers
from app.accounts.models import User
from app.contests.models import Contest
from app.errors import RuleBroken
from app.grants import contracts, grounds, numbering, queries
from app.grants.grounds import Grounds
from app.grants.models import Contract, ContractStatus, Grant
from app.grants.queries import Row


class Candidate(NamedTuple):
    """A grant without a contract; `number`: what it would be given, nothing where `lacks` says why not."""

    row: Row
    number: str
    lacks: RuleBroken | None


def to_make(session: Session, contest: Contest, dated: date, now: datetime) -> list[Candidate]:
    """In the order in which they take their numbers."""
    serial, found = numbers.last(session, numbering.counter(dated)), []
    for row, rests in grounds.of_all(session, contest):
        number, lacks = _known(rests, dated, now)
        serial += not number and lacks is None
        found.append(Candidate(row, number or ("" if lacks else numbering.numbered(serial, dated)), lacks))
    return found


def to_send(session: Session, contest: Contest) -> Sequence[tuple[Row, Contract]]:
    """Made and not sent yet; not of those whose award was taken back."""
    rows = [row for row in queries.rows(session, contest.id) if row.award.taken_at is None]
    return [(row, row.contract) for row in rows if row.contract and row.contract.status is ContractStatus.DRAFTED]


def to_print(session: Session, contest: Contest) -> Sequence[tuple[Row, Contract]]:
    """All that there are, but those that have ended, in the order of their numbers."""
    rows = queries.rows(session, contest.id)
    found = [(row, row.contract) for row in rows if row.contract]
    return sorted(
        ((row, one) for row, one in found if one.status is not ContractStatus.TERMINATED),
        key=lambda pair: (pair[1].year, pair[1].serial),
    )


def make(session: Session, grant: Grant, dated: date, *, by: User, now: datetime) -> Contract:
    """As `contracts.create`, once it is seen what the contract will state. Raises RuleBroken as both."""
    contracts.lock(session, grant)
    grounds.stated(grounds.of(session, grant))
    return contracts.create(session, grant, dated=dated, by=by, now=now)


def _known(rests: Grounds, dated: date, now: datetime) -> tuple[str, RuleBroken | None]:
    """(the number of a void contract that it takes, why it cannot be made)"""
    try:
        void = grounds.require_creatable(rests, dated, now)
        grounds.stated(rests)
    except RuleBroken as broken:
        return "", broken
    return void.number if void else "", None
