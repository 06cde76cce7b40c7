"""The duty that reminds winners of their answer, and tells both sides when its day is over."""

from datetime import datetime, timedelta

from app.db import transaction
from app.grants import answers, contract_queries
from app.grants.contract_queries import Waiting
from app.grants.queries import Place
from app.i18n import local
from app.web import contract_letters
from app.web.clerk import Clerk
from app.web.house import House

BEFORE = timedelta(days=2)
"""When the winner is reminded of the last day."""


def remind(house: House, now: datetime) -> int:
    """How many letters were written; each once for its day."""
    with transaction(house.engine, reads_only=True) as session:
        waiting = [one.grant.id for one in contract_queries.waiting(session) if _is_due(one, now)]
    if not waiting:
        return 0
    with transaction(house.engine) as session:
        clerk = Clerk(house, session)
        found = [one for one in contract_queries.waiting(session) if _is_due(one, now)]
        return sum(_write(clerk, one, now) for one in found)


def _is_due(one: Waiting, now: datetime) -> bool:
    return local(now).date() >= one.answer.until - BEFORE


def _write(clerk: Clerk, one: Waiting, now: datetime) -> int:
    place = Place(one.grant, one.application, one.contest)
    if answers.is_late(one.answer, local(now).date()):
        return contract_letters.overdue(clerk, place, one.answer, now=now)
    return int(contract_letters.remind(clerk, place, one.answer, now=now))
