"""The act that closes an accepted report: a number that leaves no gap, the papers as made, the signed scan."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal, numbers
from app.accounts.models import User
from app.documents import act, act_docx
from app.documents.act import Deed, Spent
from app.documents.contract import Reference
from app.errors import RuleBroken
from app.grants import agreement, contracts, report_queries, words
from app.grants.account import Account, How
from app.grants.contracts import Scan
from app.grants.days import require_past
from app.grants.models import Grant, ReportStatus
from app.grants.queries import Place
from app.grants.report_models import Act
from app.i18n import local
from app.keys import Keys

Keep = Callable[[bytes], str]
"""Puts bytes onto the shelf: their SHA-256."""


def make(session: Session, keys: Keys, place: Place, *, keep: Keep, by: User, now: datetime) -> Act:
    """Of the report that has just been accepted, with the next number of the year; a grant has one. The fonts have been
    prepared. Raises RuleBroken: ``not-now``, and as `agreement.facts` does."""
    grant = place.grant
    contracts.lock(session, grant)
    account = report_queries.account(session, place)
    if account.report.status is not ReportStatus.ACCEPTED:
        raise RuleBroken("not-now", state=words.REPORT[account.report.status])
    present = report_queries.act(session, grant.id)
    if present is not None:
        return present
    dated = local(now).date()
    serial = numbers.take(session, f"act-{dated.year}")
    number = f"{serial}/{dated.year}"
    paper = facts(session, keys, place, account, number, dated)
    made = Act(
        grant_id=grant.id or 0, year=dated.year, serial=serial, number=number, dated=dated,
        pdf_sha256=keep(act.draw(paper)), docx_sha256=keep(act_docx.draw(paper)), made_by=by.id or 0, made_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    _note(session, "act.made", made, grant, by, now, number=number, pdf=made.pdf_sha256)
    return made


def sign(session: Session, grant: Grant, made: Act, scan: Scan, *, signed_on: date, by: User, now: datetime) -> None:
    """Both have signed it. A better scan may take the place of one. Raises RuleBroken: ``signed-before-dated``,
    ``date-ahead``."""
    contracts.lock(session, grant)
    if signed_on < made.dated:
        raise RuleBroken("signed-before-dated", dated=made.dated)
    require_past(signed_on, now)
    made.signed_on, made.scan_sha256, made.scan_type = signed_on, scan.sha256, scan.media_type
    session.add(made)
    session.flush()
    _note(session, "act.signed", made, grant, by, now, signed_on=signed_on, scan=scan.sha256)


def facts(session: Session, keys: Keys, place: Place, account: Account, number: str, dated: date) -> act.Act:
    """The report as a paper between the sides of the contract."""
    contract = contracts.require_in_force(session, place.grant)
    agreed = agreement.facts(session, keys, place, contract)
    accepted = account.report.accepted_at
    return act.Act(
        number=number, day=dated, place=agreed.place, contract=Reference(contract.number, contract.dated),
        grantor=agreed.grantor, grantee=agreed.grantee, contest=agreed.contest, nomination=agreed.nomination,
        territory=agreed.territory, project=agreed.project, starts=agreed.starts,
        ends=contracts.ends_on(contract, place.contest) or agreed.ends,
        accepted=local(accepted).date() if accepted else dated,
        deeds=tuple(
            Deed(deed.planned.what, deed.planned.when, deed.fact, (deed.how or How.AS_PLANNED).value, deed.why)
            for deed in account.deeds
        ),
        results="; ".join(outcome.reached for outcome in account.outcomes), people=account.people.total,
        budget=tuple(Spent(line.name, line.granted, line.spent) for line in account.spending.lines),
        received=account.spending.paid, returned=account.spending.returned,
    )  # fmt: skip


def _note(session: Session, action: str, made: Act, grant: Grant, by: User, now: datetime, **facts: Any) -> None:
    journal.write(
        session, action, of=("act", made.id), by=by.id, now=now, contest_id=grant.contest_id, grant=grant.id, **facts
    )
