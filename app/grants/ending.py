"""The end of a contract before its time. Its paper names the day from which on the contract ends: until then it holds,
and on that day it ends by itself."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.accounts.models import User
from app.errors import RuleBroken
from app.grants import contract_queries, contracts, payments, queries
from app.grants.amendment_models import Amendment
from app.grants.contract_forms import TerminationForm
from app.grants.models import Contract, Grant, PaymentStatus
from app.i18n import local

AHEAD = timedelta(days=365)
"""No end is set further ahead."""


def changes(session: Session, grant: Grant, contract: Contract, said: TerminationForm, now: datetime) -> dict[str, Any]:
    """What `Amendment.changes` holds. Raises RuleBroken as `require`."""
    require(session, grant, contract, said.ended_on, said.to_return, now)
    return {"ended_on": said.ended_on.isoformat(), "to_return": said.to_return, "is_notice": said.how == "notice"}


def require(session: Session, grant: Grant, contract: Contract, ended_on: date, to_return: int, now: datetime) -> None:
    """Raises RuleBroken: ``ended-before-signing``, ``end-far``, ``return-over``."""
    latest = local(now).date() + AHEAD
    if ended_on > latest:
        raise RuleBroken("end-far", latest=latest)
    contracts.require_ending(session, grant, contract, ended_on, to_return)


def day(paper: Amendment) -> date:
    """From which on the contract has ended."""
    return date.fromisoformat(paper.changes["ended_on"])


def take_effect(session: Session, grant: Grant, paper: Amendment, *, by: User, now: datetime) -> None:
    """Of a signed paper: at once where its day has come, else on that day."""
    if day(paper) <= local(now).date():
        _end(session, grant, paper, paper.changes["to_return"], by=by, now=now)


def due(session: Session, now: datetime) -> list[int]:
    """The grants whose contract ends now."""
    today = local(now).date()
    return [grant_id for grant_id, paper in contract_queries.endings(session).items() if day(paper) <= today]


def end_due(session: Session, grant: Grant, now: datetime) -> bool:
    """Its day has come: True when it has ended now. Money that the bank gave back meanwhile is not asked of the
    winner."""
    contracts.lock(session, grant)
    paper = contract_queries.endings(session, grant_id=grant.id).get(grant.id or 0)
    if paper is None or day(paper) > local(now).date():
        return False
    to_return = min(paper.changes["to_return"], queries.paid(session, grant.id))
    _end(session, grant, paper, to_return, by=None, now=now)
    return True


def _end(session: Session, grant: Grant, paper: Amendment, to_return: int, *, by: User | None, now: datetime) -> None:
    """No more money leaves for it: what was planned is dropped, what the bank has stays."""
    reason = " / ".join(dict.fromkeys(paper.reason.values()))
    contracts.terminate(session, grant, reason, ended_on=day(paper), to_return=to_return, by=by, now=now)
    for one in queries.payments(session, grant.id):
        if one.status is PaymentStatus.PLANNED:
            payments.drop(session, grant, one, by=by, now=now)
