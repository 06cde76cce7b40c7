"""A signed paper from afar: the winner sends its pages, the office takes them as the winner's signature or sends them
back. Each verb works on the grant's locked row."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.applications import file_types
from app.errors import RuleBroken
from app.grants import contracts, copy_queries, opening, queries
from app.grants.contracts import Frozen, Scan
from app.grants.copy_models import Copied, CopyStatus, SignedCopy
from app.grants.days import require_past
from app.grants.models import Contract, ContractStatus, Grant, Side
from app.grants.report_models import Act


class Sheets(NamedTuple):
    """The pages as one PDF on the shelf; `size` in bytes."""

    sha256: str
    pages: int
    size: int


def require_open(session: Session, grant: Grant, paper: Copied) -> Contract | Act:
    """What the winner is to sign. Raises RuleBroken: ``copy-not-now`` where it was not sent, is signed, or ended;
    ``award-withdrawn``."""
    found, last = copy_queries.to_sign(session, grant.id, paper), copy_queries.last(session, grant.id, paper)
    contract = queries.contract(session, grant.id)
    has_ended = contract is not None and contract.status is ContractStatus.TERMINATED
    is_taken = last is not None and last.status is CopyStatus.TAKEN
    if found is None or found.pdf_sha256 is None or has_ended or (paper is Copied.ACT and is_taken):
        raise RuleBroken("copy-not-now")
    if paper is Copied.CONTRACT:
        opening.require_award(session, grant)
    return found


def send(
    session: Session, grant: Grant, paper: Copied, sheets: Sheets, *, signed_on: date, by: User, now: datetime
) -> SignedCopy:
    """The winner signed it. What was sent before, and not answered yet, gives way. Raises RuleBroken as `require_open`,
    ``copy-before-dated``, ``date-ahead``."""
    contracts.lock(session, grant)
    signed = require_open(session, grant, paper)
    _require_day(signed, signed_on, now)
    said: dict[str, Any] = {
        "of": signed.pdf_sha256, "signed_on": signed_on, "sent_at": now, "sha256": sheets.sha256,
        "pages": sheets.pages, "size": sheets.size,
    }  # fmt: skip
    copy = copy_queries.waiting(session, grant.id, paper) or SignedCopy(grant_id=grant.id or 0, paper=paper, **said)
    for name, value in said.items():
        setattr(copy, name, value)
    _note(session, "copy.sent", grant, copy, by, now, signed_on=signed_on, pages=sheets.pages, sha256=sheets.sha256)
    return copy


def take(
    session: Session, grant: Grant, paper: Copied, *, seen: str, signed_on: date, by: User, now: datetime
) -> SignedCopy:
    """It counts as the winner's signature; where the organiser's stands on it already, both have signed, and it is the
    scan. `seen`: SHA-256 of the pages that were looked at. Raises RuleBroken: ``copy-answered``, ``copy-changed``,
    ``copy-before-dated``, ``date-ahead``, and as `contracts.sign`."""
    copy, signed = _waiting(session, grant, paper, seen)
    _require_day(signed, signed_on, now)
    if paper is Copied.CONTRACT:
        _sign(session, grant, copy, signed_on, by, now)
    _answer(session, grant, copy, CopyStatus.TAKEN, by, now, signed_on=signed_on)
    return copy


def send_back(
    session: Session, grant: Grant, paper: Copied, remark: str, *, seen: str, by: User, now: datetime
) -> SignedCopy:
    """Something is wrong with it: `remark` says what. Raises RuleBroken ``copy-answered``, ``copy-changed``."""
    copy, _ = _waiting(session, grant, paper, seen)
    _answer(session, grant, copy, CopyStatus.RETURNED, by, now, remark=remark)
    return copy


def signs_for_both(session: Session, grant: Grant, paper: Copied) -> bool:
    """Whether the organiser has signed the contract already, so that the winner's signature brings it into force."""
    found = copy_queries.to_sign(session, grant.id, paper)
    return isinstance(found, Contract) and found.signed_first is Side.GRANTOR


def _require_day(signed: Contract | Act, signed_on: date, now: datetime) -> None:
    if signed_on < signed.dated:
        raise RuleBroken("copy-before-dated", dated=signed.dated)
    require_past(signed_on, now)


def _waiting(session: Session, grant: Grant, paper: Copied, seen: str) -> tuple[SignedCopy, Contract | Act]:
    contracts.lock(session, grant)
    copy, signed = copy_queries.waiting(session, grant.id, paper), copy_queries.to_sign(session, grant.id, paper)
    if copy is None or signed is None or not copy_queries.is_of(copy, signed):
        raise RuleBroken("copy-answered")
    if copy.sha256 != seen:
        raise RuleBroken("copy-changed")
    return copy, signed


def _sign(session: Session, grant: Grant, copy: SignedCopy, signed_on: date, by: User, now: datetime) -> None:
    files, contract = Frozen(copy.of), contracts.require(session, grant)
    if contract.first_signed_on is not None:
        signed_on = max(signed_on, contract.first_signed_on)  # by both: on the later of the two days
        contracts.sign(session, grant, files, Scan(copy.sha256, file_types.PDF), signed_on=signed_on, by=by, now=now)
    else:
        contracts.sign_first(session, grant, files, Side.GRANTEE, signed_on=signed_on, by=by, now=now)


def _answer(
    session: Session, grant: Grant, copy: SignedCopy, status: CopyStatus, by: User, now: datetime, **said: Any
) -> None:
    copy.status, copy.answered_by, copy.answered_at = status, by.id, now
    for name, value in said.items():
        setattr(copy, name, value)
    _note(session, f"copy.{status}", grant, copy, by, now, **said)


def _note(session: Session, action: str, grant: Grant, copy: SignedCopy, by: User, now: datetime, **facts: Any) -> None:
    session.add(copy)
    session.flush()
    journal.write(
        session, action, of=("signed_copy", copy.id), by=by.id, now=now, contest_id=grant.contest_id, grant=grant.id,
        paper=copy.paper.value, **facts,
    )  # fmt: skip
