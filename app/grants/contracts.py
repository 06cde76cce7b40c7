"""The life of a contract: a number that leaves no gap, sent, signed. Each verb works on the grant's locked row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal, numbers
from app.accounts.models import User
from app.contests.models import Contest
from app.errors import RuleBroken
from app.grants import opening, queries, words
from app.grants.models import Contract, ContractStatus, Grant, ReportStatus
from app.i18n import local, mark

MOVES: dict[tuple[ContractStatus, str], ContractStatus] = {
    (ContractStatus.DRAFTED, "send"): ContractStatus.SENT,
    (ContractStatus.DRAFTED, "sign"): ContractStatus.SIGNED,  # signed at the table
    (ContractStatus.SENT, "sign"): ContractStatus.SIGNED,
    (ContractStatus.SENT, "revise"): ContractStatus.DRAFTED,  # the winner's details changed
}
"""(state, verb) → state; whatever is not here is refused with ``not-now``."""
DONE = {"send": "contract.sent", "sign": "contract.signed", "revise": "contract.revised"}
IN_FORCE = frozenset({ContractStatus.SIGNED, ContractStatus.AMENDED})
NONE_YET = mark("Contract not made yet")


@dataclass(frozen=True)
class Scan:
    """The signed paper, as it lies on the shelf."""

    sha256: str
    media_type: str


def create(session: Session, grant: Grant, *, dated: date, by: User, now: datetime) -> Contract:
    """Give the contract its number of the year in which it is dated. What it will state is asked before, by
    `agreement.facts`. Raises RuleBroken: ``contract-exists``, ``details-missing``, ``protocol-unsigned``,
    ``contract-before-protocol``, ``date-ahead``."""
    lock(session, grant)
    _require_creatable(session, grant, dated, now)
    serial = numbers.take(session, f"contract-{dated.year}")
    contract = Contract(
        grant_id=grant.id or 0, year=dated.year, serial=serial, number=f"{serial}/{dated.year}", dated=dated
    )
    session.add(contract)
    session.flush()
    _settle_due_day(session, grant, now)
    _note(session, "contract.created", contract, grant, by=by, now=now, number=contract.number, dated=dated)
    return contract


def send(session: Session, grant: Grant, pdf_sha256: str, *, by: User, now: datetime) -> Contract:
    """It went to the winner as the stored PDF. Raises RuleBroken ``not-now``."""
    change = {"sent_at": now, "pdf_sha256": pdf_sha256}
    return _move(session, grant, "send", change, by=by, now=now, pdf=pdf_sha256)


def sign(
    session: Session, grant: Grant, pdf_sha256: str, scan: Scan, *, signed_on: date, by: User, now: datetime
) -> Contract:
    """Both have signed the PDF; the details are frozen. `pdf_sha256` counts where it was never sent. Raises RuleBroken:
    ``not-now``, ``signed-before-dated``, ``date-ahead``."""
    contract = require(session, grant)
    _require_move(contract, "sign")
    if signed_on < contract.dated:
        raise RuleBroken("signed-before-dated", dated=contract.dated)
    _require_past(signed_on, now)
    change = {
        "signed_on": signed_on, "pdf_sha256": contract.pdf_sha256 or pdf_sha256, "scan_sha256": scan.sha256,
        "scan_type": scan.media_type,
    }  # fmt: skip
    return _move(session, grant, "sign", change, by=by, now=now, signed_on=signed_on, scan=scan.sha256)


def revise(session: Session, grant: Grant, *, by: User, now: datetime) -> None:
    """What was sent no longer holds: it is a draft again. Nothing happens to one that was not sent yet."""
    contract = queries.contract(session, grant.id)
    if contract is not None and contract.status is ContractStatus.SENT:
        _move(session, grant, "revise", {"sent_at": None, "pdf_sha256": None}, by=by, now=now)


def require_in_force(session: Session, grant: Grant) -> Contract:
    """Raises RuleBroken ``contract-unsigned``: no payment and no report before the signatures (ST5)."""
    contract = queries.contract(session, grant.id)
    if contract is None or contract.status not in IN_FORCE:
        raise RuleBroken("contract-unsigned")
    return contract


def require(session: Session, grant: Grant) -> Contract:
    """The contract on its locked grant. Raises RuleBroken ``not-now`` where none was made."""
    lock(session, grant)
    contract = queries.contract(session, grant.id)
    if contract is None:
        raise RuleBroken("not-now", state=NONE_YET)
    return contract


def lock(session: Session, grant: Grant) -> None:
    """From here on this grant is ours to change: whoever else wants to waits."""
    session.flush()
    session.refresh(grant, with_for_update=True)


def _require_creatable(session: Session, grant: Grant, dated: date, now: datetime) -> None:
    present = queries.contract(session, grant.id)
    if present is not None:
        raise RuleBroken("contract-exists", number=present.number)
    if queries.details(session, grant.id) is None:
        raise RuleBroken("details-missing")
    protocol = queries.protocol(session, grant.contest_id)
    if protocol is None:
        raise RuleBroken("protocol-unsigned")
    if dated < protocol.held_on:
        raise RuleBroken("contract-before-protocol", held=protocol.held_on)
    _require_past(dated, now)


def _require_past(day: date, now: datetime) -> None:
    if day > local(now).date():
        raise RuleBroken("date-ahead", today=local(now).date())


def _settle_due_day(session: Session, grant: Grant, now: datetime) -> None:
    """The contract states the period of the project, so the report is due by it, whatever was known at first."""
    report = queries.report(session, grant.id)
    contest = session.get_one(Contest, grant.contest_id)
    if report.status is ReportStatus.DUE and contest.ends_on is not None:
        report.due_on = opening.due_on(contest, now)
        session.add(report)


def _require_move(contract: Contract, verb: str) -> None:
    if (contract.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=words.CONTRACT[contract.status])


def _move(
    session: Session, grant: Grant, verb: str, change: dict[str, Any], *, by: User, now: datetime, **facts: Any
) -> Contract:
    contract = require(session, grant)
    _require_move(contract, verb)
    contract.status = MOVES[contract.status, verb]
    for name, value in change.items():
        setattr(contract, name, value)
    session.add(contract)
    session.flush()
    _note(session, DONE[verb], contract, grant, by=by, now=now, **facts)
    return contract


def _note(
    session: Session, action: str, contract: Contract, grant: Grant, *, by: User, now: datetime, **facts: Any
) -> None:
    journal.write(
        session, action, of=("contract", contract.id), by=by.id, now=now, contest_id=grant.contest_id,
        grant=grant.id, **facts,
    )  # fmt: skip
