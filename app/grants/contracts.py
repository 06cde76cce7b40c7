"""The life of a contract: a number that leaves no gap, sent, signed. Each verb works on the grant's locked row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal, numbers
from app.accounts.models import User
from app.contests.models import Contest
from app.errors import RuleBroken
from app.grants import agreed, grounds, numbering, opening, queries, words
from app.grants.amendment_models import Amendment
from app.grants.answer_models import WinnerAnswer
from app.grants.copy_models import SignedCopy
from app.grants.days import require_past
from app.grants.models import (
    Contract,
    ContractStatus,
    Details,
    Evidence,
    Expense,
    Grant,
    Payment,
    Report,
    ReportStatus,
    Side,
)
from app.grants.money_models import MoneyReturn
from app.grants.report_models import Act, Postponement
from app.i18n import local, mark

DRAFTED, SENT, SIGNED_BY_ONE = ContractStatus.DRAFTED, ContractStatus.SENT, ContractStatus.SIGNED_BY_ONE
SIGNED, AMENDED, TERMINATED = ContractStatus.SIGNED, ContractStatus.AMENDED, ContractStatus.TERMINATED
MOVES: dict[tuple[ContractStatus, str], ContractStatus] = {
    (DRAFTED, "send"): SENT,
    (SENT, "revise"): DRAFTED,  # the winner's details changed
    (SENT, "recall"): DRAFTED,
    (SIGNED_BY_ONE, "recall"): DRAFTED,
    (DRAFTED, "sign_first"): SIGNED_BY_ONE,  # at the table
    (SENT, "sign_first"): SIGNED_BY_ONE,
    (DRAFTED, "sign"): SIGNED,  # at the table
    (SENT, "sign"): SIGNED,
    (SIGNED_BY_ONE, "sign"): SIGNED,
    (SIGNED, "amend"): AMENDED,
    (AMENDED, "amend"): AMENDED,
    (DRAFTED, "void"): TERMINATED,  # it never came into force; its number stays
    (SENT, "void"): TERMINATED,
    (SIGNED_BY_ONE, "void"): TERMINATED,
    (SIGNED, "terminate"): TERMINATED,
    (AMENDED, "terminate"): TERMINATED,
}
"""(state, verb) → state; whatever is not here is refused with ``not-now``."""
DONE = {
    "send": "contract.sent", "sign_first": "contract.signed-by-one", "sign": "contract.signed",
    "revise": "contract.revised", "recall": "contract.recalled", "amend": "contract.amended",
    "void": "contract.voided", "terminate": "contract.terminated",
}  # fmt: skip
NOT_SENT: dict[str, Any] = {
    "sent_at": None, "pdf_sha256": None, "docx_sha256": None, "clauses": 0, "agreed": {}, "signed_first": None,
    "first_signed_on": None,
}  # fmt: skip
IN_FORCE = frozenset({SIGNED, AMENDED})
OF_A_GRANT = (
    Act, Amendment, Contract, Details, Evidence, Expense, MoneyReturn, Payment, Postponement, Report, SignedCopy,
    WinnerAnswer,
)  # fmt: skip
"""Rows that change under the lock of their grant."""
NONE_YET = mark("Contract not made yet")


@dataclass(frozen=True)
class Frozen:
    """The contract's files and the version of the clauses in them, 0 for ours."""

    pdf_sha256: str
    docx_sha256: str | None = None
    clauses: int = 0

    @property
    def change(self) -> dict[str, Any]:
        return {"pdf_sha256": self.pdf_sha256, "docx_sha256": self.docx_sha256, "clauses": self.clauses}


@dataclass(frozen=True)
class Scan:
    """The signed paper, as it lies on the shelf."""

    sha256: str
    media_type: str


def create(session: Session, grant: Grant, *, dated: date, by: User, now: datetime) -> Contract:
    """Give the contract its number of the year in which it is dated, or the one that a void contract of this grant
    had. What it will state is asked before, by `grounds.stated`. Raises RuleBroken as `grounds.require_creatable`."""
    lock(session, grant)
    contract = grounds.require_creatable(grounds.of(session, grant), dated, now)
    if contract is None:
        serial = numbers.take(session, numbering.counter(dated))
        number = numbering.numbered(serial, dated)
        contract = Contract(grant_id=grant.id or 0, year=dated.year, serial=serial, number=number, dated=dated)
    contract.status, contract.dated, contract.ended_on, contract.end_reason = DRAFTED, dated, None, ""
    session.add(contract)
    session.flush()
    _settle_due_day(session, grant, now)
    _note(session, "contract.created", contract, grant, by=by, now=now, number=contract.number, dated=dated)
    return contract


def send(session: Session, grant: Grant, files: Frozen, *, by: User, now: datetime) -> Contract:
    """It went to the winner as the stored files. Raises RuleBroken ``not-now``, ``award-withdrawn``."""
    opening.require_award(session, grant)
    change = {"sent_at": now, **_made(session, grant, files)}
    return _move(session, grant, "send", change, by=by, now=now, pdf=files.pdf_sha256)


def sign_first(
    session: Session, grant: Grant, files: Frozen, side: Side, *, signed_on: date, by: User, now: datetime
) -> Contract:
    """One has signed; the details are frozen from now on. `files` count where it was never sent. Raises as `sign`."""
    contract = _signable(session, grant, "sign_first", signed_on, now)
    change = {"signed_first": side, "first_signed_on": signed_on} | (
        {} if contract.pdf_sha256 else _made(session, grant, files)
    )
    return _move(session, grant, "sign_first", change, by=by, now=now, side=side.value, signed_on=signed_on)


def sign(
    session: Session, grant: Grant, files: Frozen, scan: Scan, *, signed_on: date, by: User, now: datetime
) -> Contract:
    """Both have signed; the details are frozen. `files` count where it was never sent. Raises RuleBroken: ``not-now``,
    ``signed-before-dated``, ``date-ahead``, ``award-withdrawn``."""
    contract = _signable(session, grant, "sign", signed_on, now)
    change = {
        "signed_on": signed_on, "scan_sha256": scan.sha256, "scan_type": scan.media_type,
        **({} if contract.pdf_sha256 else _made(session, grant, files)),
    }  # fmt: skip
    return _move(session, grant, "sign", change, by=by, now=now, signed_on=signed_on, scan=scan.sha256)


def require_signable(session: Session, grant: Grant) -> Contract:
    """By both, now. Raises RuleBroken ``not-now``, ``award-withdrawn``."""
    contract = require(session, grant)
    require_move(contract, "sign")
    opening.require_award(session, grant)
    return contract


def revise(session: Session, grant: Grant, *, by: User, now: datetime) -> None:
    """What was sent no longer holds: it is a draft again. Nothing happens to one that was not sent yet."""
    contract = queries.contract(session, grant.id)
    if contract is not None and contract.status is SENT:
        _move(session, grant, "revise", NOT_SENT, by=by, now=now)


def recall(session: Session, grant: Grant, reason: str, *, by: User, now: datetime) -> Contract:
    """Something in it is wrong: a draft again, with its number, whoever of the two has signed. Raises RuleBroken
    ``not-now``."""
    return _move(session, grant, "recall", NOT_SENT, by=by, now=now, reason=reason)


def give_up(session: Session, grant: Grant, reason: str, *, by: User, now: datetime) -> None:
    """Nothing comes of the grant: what was drawn up is void, and its files with their numbers are let go. Raises
    RuleBroken ``contract-in-force``."""
    contract = queries.contract(session, grant.id)
    if contract is None or contract.is_void:
        return
    if contract.signed_on is not None:
        raise RuleBroken("contract-in-force", number=contract.number)
    change = NOT_SENT | {"ended_on": local(now).date(), "end_reason": reason or "—"}
    _move(session, grant, "void", change, by=by, now=now, reason=reason)


def terminate(
    session: Session, grant: Grant, reason: str, *, ended_on: date, to_return: int, by: User | None, now: datetime
) -> Contract:
    """It ends before its time; `to_return` tenge come back; nobody's doing where its day has come. Raises RuleBroken
    ``not-now``, ``date-ahead`` and as `require_ending`."""
    contract = require(session, grant)
    require_move(contract, "terminate")
    require_past(ended_on, now)
    require_ending(session, grant, contract, ended_on, to_return)
    change = {"ended_on": ended_on, "end_reason": reason, "to_return": to_return}
    facts = {"reason": reason, "ended_on": ended_on, "to_return": to_return}
    return _move(session, grant, "terminate", change, by=by, now=now, **facts)


def require_ending(session: Session, grant: Grant, contract: Contract, ended_on: date, to_return: int) -> None:
    """Raises RuleBroken: ``ended-before-signing``, ``return-over``."""
    if contract.signed_on and ended_on < contract.signed_on:
        raise RuleBroken("ended-before-signing", signed=contract.signed_on)
    most = queries.paid(session, grant.id)
    if to_return > most:
        raise RuleBroken("return-over", left=most)


def amend(session: Session, grant: Grant, number: int, change: dict[str, Any], *, by: User, now: datetime) -> Contract:
    """An additional agreement was signed; `change` is what it changes in the contract's row. Raises RuleBroken
    ``not-now``."""
    return _move(session, grant, "amend", change, by=by, now=now, amendment=number)


def ends_on(contract: Contract | None, contest: Contest) -> date | None:
    """The last day of the project, as last agreed."""
    if contract is not None and contract.ends_on is not None:
        return contract.ends_on
    return local(contest.ends_on).date() if contest.ends_on else None


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
    """From here on this grant is ours to change: whoever else wants to waits. What was read of it before, while
    somebody else may have been at it, is read anew."""
    session.flush()
    session.refresh(grant, with_for_update=True)
    for one in list(session.identity_map.values()):
        if isinstance(one, OF_A_GRANT):
            session.expire(one)


def _signable(session: Session, grant: Grant, verb: str, signed_on: date, now: datetime) -> Contract:
    contract = require(session, grant)
    require_move(contract, verb)
    opening.require_award(session, grant)
    if signed_on < (contract.first_signed_on or contract.dated):
        raise RuleBroken("signed-before-dated", dated=contract.first_signed_on or contract.dated)
    require_past(signed_on, now)
    return contract


def _made(session: Session, grant: Grant, files: Frozen) -> dict[str, Any]:
    return {**files.change, "agreed": agreed.entry(session, grant)}


def _settle_due_day(session: Session, grant: Grant, now: datetime) -> None:
    """The contract states the period of the project, so the report is due by it, whatever was known at first."""
    report = queries.report(session, grant.id)
    contest = session.get_one(Contest, grant.contest_id)
    if report.status is ReportStatus.DUE and contest.ends_on is not None:
        report.due_on = opening.due_on(contest, now)
        session.add(report)


def require_move(contract: Contract, verb: str) -> None:
    if (contract.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=words.CONTRACT[contract.status])


def _move(
    session: Session, grant: Grant, verb: str, change: dict[str, Any], *, by: User | None, now: datetime, **facts: Any
) -> Contract:
    contract = require(session, grant)
    require_move(contract, verb)
    contract.status = MOVES[contract.status, verb]
    for name, value in change.items():
        setattr(contract, name, value)
    session.add(contract)
    session.flush()
    _note(session, DONE[verb], contract, grant, by=by, now=now, **facts)
    return contract


def _note(
    session: Session, action: str, contract: Contract, grant: Grant, *, by: User | None, now: datetime, **facts: Any
) -> None:
    journal.write(
        session, action, of=("contract", contract.id), by=by.id if by else None, now=now, contest_id=grant.contest_id,
        grant=grant.id, **facts,
    )  # fmt: skip
