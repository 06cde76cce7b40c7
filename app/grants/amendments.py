"""Additional agreements to a contract in force, and those that end it: drawn up with a number, then signed or dropped.
What they change holds from the signature on."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.contests.models import Contest
from app.errors import RuleBroken
from app.grants import budgets, contract_queries, contract_words, contracts, details, ending, queries
from app.grants.amendment_models import Amendment, AmendmentKind, AmendmentStatus
from app.grants.contract_forms import (
    AccountForm,
    AmendmentForm,
    BudgetForm,
    ContentForm,
    TerminationForm,
    TimeForm,
)
from app.grants.contracts import Frozen, Scan
from app.grants.days import require_past
from app.grants.models import Contract, Grant, ReportStatus
from app.i18n import local
from app.keys import Keys

MOVES: dict[tuple[AmendmentStatus, str], AmendmentStatus] = {
    (AmendmentStatus.DRAFTED, "sign"): AmendmentStatus.SIGNED,
    (AmendmentStatus.DRAFTED, "drop"): AmendmentStatus.DROPPED,
}
"""(state, verb) → state; whatever is not here is refused with ``not-now``."""
TAIL = 4


def draw_up(session: Session, keys: Keys, grant: Grant, said: AmendmentForm, *, by: User, now: datetime) -> Amendment:
    """Raises RuleBroken: ``contract-unsigned``, ``date-ahead``, ``amendment-before-contract``, ``amendment-open``, and
    by kind ``amendment-same``, ``project-dates-missing``, ``ends-before``, ``budget-differs``, ``line-spent``,
    ``ended-before-signing``, ``end-far``, ``return-over``."""
    contracts.lock(session, grant)
    contract = contracts.require_in_force(session, grant)
    present = contract_queries.amendments(session, contract.id)
    _require_day(contract, said.dated, now)
    if any(one.kind is said.kind and one.status is AmendmentStatus.DRAFTED for one in present):
        raise RuleBroken("amendment-open")
    changes = _changes(session, grant, contract, said, now)
    amendment = Amendment(
        contract_id=contract.id or 0, number=len(present) + 1, kind=said.kind, dated=said.dated, reason=said.reason,
        changes=changes, made_at=now, made_by=by.id or 0,
    )  # fmt: skip
    session.add(amendment)
    session.flush()
    if isinstance(said, AccountForm):
        amendment.account_sealed = keys.encrypt(said.iban, context=_context(amendment))
    session.flush()
    facts = {} if isinstance(said, AccountForm) else {"changes": changes}
    _note(session, "amendment.drawn-up", amendment, grant, by=by, now=now, **facts)
    return amendment


def sign(
    session: Session, keys: Keys, grant: Grant, amendment: Amendment, files: Frozen, scan: Scan, *, signed_on: date,
    by: User, now: datetime,
) -> Amendment:  # fmt: skip
    """Both have signed: it holds. Raises RuleBroken: ``not-now``, ``signed-before-dated``, ``date-ahead``,
    ``line-spent``, ``return-over``; nothing is changed then."""
    contracts.lock(session, grant)
    require_signable(session, grant, amendment, now)
    if signed_on < amendment.dated:
        raise RuleBroken("signed-before-dated", dated=amendment.dated)
    require_past(signed_on, now)
    amendment.status, amendment.signed_on = AmendmentStatus.SIGNED, signed_on
    amendment.pdf_sha256, amendment.docx_sha256 = files.pdf_sha256, files.docx_sha256
    amendment.scan_sha256, amendment.scan_type = scan.sha256, scan.media_type
    session.add(amendment)
    session.flush()
    if amendment.kind is AmendmentKind.TERMINATION:
        ending.take_effect(session, grant, amendment, by=by, now=now)
    else:
        contracts.amend(session, grant, amendment.number, _in_row(amendment), by=by, now=now)
        _take_effect(session, keys, grant, amendment)
    _note(session, "amendment.signed", amendment, grant, by=by, now=now, signed_on=signed_on, scan=scan.sha256)
    return amendment


def require_signable(session: Session, grant: Grant, amendment: Amendment, now: datetime) -> None:
    """Whatever may have changed since it was drawn up, before anybody looks at a scan. Raises RuleBroken: ``not-now``,
    ``line-spent``, ``return-over``."""
    _require(amendment, "sign")
    contract = contracts.require(session, grant)
    if amendment.kind is AmendmentKind.BUDGET:
        budgets.require_unspent(session, grant, amendment.changes["lines"])
    if amendment.kind is AmendmentKind.TERMINATION:
        contracts.require_move(contract, "terminate")
        ending.require(session, grant, contract, ending.day(amendment), amendment.changes["to_return"], now)
    else:
        contracts.require_move(contract, "amend")


def drop(session: Session, grant: Grant, amendment: Amendment, *, by: User, now: datetime) -> Amendment:
    """Nobody signs it; its number stays. Raises RuleBroken ``not-now``."""
    contracts.lock(session, grant)
    _require(amendment, "drop")
    amendment.status = AmendmentStatus.DROPPED
    session.add(amendment)
    session.flush()
    _note(session, "amendment.dropped", amendment, grant, by=by, now=now)
    return amendment


def account(keys: Keys, amendment: Amendment) -> str:
    """The new account in full."""
    return keys.decrypt(amendment.account_sealed, context=_context(amendment))


def report_due(contest: Contest, ends_on: date) -> date:
    """The last day of the report of a project that ends then."""
    return ends_on + timedelta(days=contest.report_days)


def due(amendment: Amendment) -> date | None:
    """The day of the report by an agreement on time."""
    return date.fromisoformat(amendment.changes["due"]) if amendment.kind is AmendmentKind.TIME else None


def _changes(session: Session, grant: Grant, contract: Contract, said: AmendmentForm, now: datetime) -> dict[str, Any]:
    if isinstance(said, TimeForm):
        return _time(session, grant, contract, said)
    if isinstance(said, BudgetForm):
        return budgets.changed(session, grant, said)
    if isinstance(said, AccountForm):
        known = queries.details(session, grant.id)
        return {"bank": said.bank, "bic": said.bic, "kbe": said.kbe, "tail": said.iban[-TAIL:],
                "before": known.account_tail if known else ""}  # fmt: skip
    if isinstance(said, TerminationForm):
        return ending.changes(session, grant, contract, said, now)
    assert isinstance(said, ContentForm)
    return {"kk": said.text_kk, "ru": said.text_ru}


def _time(session: Session, grant: Grant, contract: Contract, said: TimeForm) -> dict[str, Any]:
    contest = session.get_one(Contest, grant.contest_id)
    before = contracts.ends_on(contract, contest)
    if before is None or contest.starts_on is None:
        raise RuleBroken("project-dates-missing")
    if said.ends_on == before:
        raise RuleBroken("amendment-same")
    if said.ends_on < local(contest.starts_on).date():
        raise RuleBroken("ends-before", starts=local(contest.starts_on).date())
    due = _due(session, grant, contest, before, report_due(contest, said.ends_on))
    return {"before": before.isoformat(), "after": said.ends_on.isoformat(), "due": due.isoformat()}


def _due(session: Session, grant: Grant, contest: Contest, before: date, wanted: date) -> date:
    """A later day that was granted to the winner is not taken away by a change of the project's time."""
    present = queries.report(session, grant.id).due_on
    return max(wanted, present) if present > report_due(contest, before) else wanted


def _in_row(amendment: Amendment) -> dict[str, Any]:
    if amendment.kind is AmendmentKind.TIME:
        return {"ends_on": date.fromisoformat(amendment.changes["after"])}
    return {}


def _take_effect(session: Session, keys: Keys, grant: Grant, amendment: Amendment) -> None:
    changes = amendment.changes
    if amendment.kind is AmendmentKind.DETAILS:
        bank = {name: changes[name] for name in ("bank", "bic", "kbe")}
        details.change_account(session, keys, grant, account(keys, amendment), **bank)
    if amendment.kind is AmendmentKind.TIME:
        report = queries.report(session, grant.id)
        contest = session.get_one(Contest, grant.contest_id)
        if report.status in (ReportStatus.DUE, ReportStatus.RETURNED):
            before, due = date.fromisoformat(changes["before"]), date.fromisoformat(changes["due"])
            report.due_on = _due(session, grant, contest, before, due)
            session.add(report)
    if amendment.kind is AmendmentKind.BUDGET:
        amendment.changes = budgets.take_effect(session, grant, changes)
        session.add(amendment)


def _require_day(contract: Contract, dated: date, now: datetime) -> None:
    require_past(dated, now)
    if contract.signed_on and dated < contract.signed_on:
        raise RuleBroken("amendment-before-contract", signed=contract.signed_on)


def _require(amendment: Amendment, verb: str) -> None:
    if (amendment.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=contract_words.AMENDMENT[amendment.status])


def _context(amendment: Amendment) -> str:
    return f"amendment-{amendment.id}-account"


def _note(
    session: Session, action: str, amendment: Amendment, grant: Grant, *, by: User, now: datetime, **facts: Any
) -> None:
    journal.write(
        session, action, of=("amendment", amendment.id), by=by.id, now=now, contest_id=grant.contest_id,
        grant=grant.id, number=amendment.number, kind=amendment.kind.value, **facts,
    )  # fmt: skip
