"""How a contract says that its money is paid and comes back: as the contest's terms stood when it was sent or signed,
whatever they become later."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session

from app.grants import terms
from app.grants.models import Contract, Grant


@dataclass(frozen=True)
class Agreed:
    parts: tuple[int, ...]
    """Tenge of each payment; empty: all at once."""
    payment_days: int
    return_days: int


def of(session: Session, grant: Grant, contract: Contract | None) -> Agreed:
    """What stands in the contract's files, or would stand in them if they were made now."""
    if contract is None or not contract.agreed:
        return _now(session, grant)
    said = contract.agreed
    return Agreed(tuple(said["parts"]), said["payment_days"], said["return_days"])


def entry(session: Session, grant: Grant) -> dict[str, Any]:
    """For the row of a contract whose files are made now."""
    return asdict(_now(session, grant))


def _now(session: Session, grant: Grant) -> Agreed:
    found = terms.of(session, grant.contest_id)
    parts = tuple(terms.split(grant.amount, found.parts)) if found.parts else ()
    return Agreed(parts, found.payment_days, found.return_days)
