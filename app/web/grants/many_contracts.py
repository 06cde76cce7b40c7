"""All contracts of a contest at once: the page before it is done, and the doing, each contract in its own
transaction."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.accounts.models import User
from app.contests.models import Contest
from app.db import transaction
from app.errors import RuleBroken
from app.grants import contracts, many, queries
from app.grants.models import Contract
from app.grants.queries import Place, Row
from app.i18n import gettext, local, speaking
from app.web import refusals
from app.web.clerk import Clerk
from app.web.desk import Desk
from app.web.forms import Form
from app.web.grants import grant_letters, grant_papers
from app.web.house import House
from app.web.letters import Draft
from app.web.page import Page

log = logging.getLogger("baiqau.contracts")
NAMED = 5
"""Those left out that are named in a message; the page names them all."""


@dataclass
class Outcome:
    """How many were done, and (who, why) of the others."""

    done: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)

    @property
    def told(self) -> str:
        """Who was left out and why; nothing where nobody was."""
        named = "; ".join(f"{name} – {why}" for name, why in self.left[:NAMED])
        more = len(self.left) - NAMED
        return named + (gettext(" and %(num)d more") % {"num": more} if more > 0 else "")


@dataclass(frozen=True)
class Sending:
    """A contract with the letter that its winner gets, where they have an address."""

    row: Row
    contract: Contract
    to: User
    letter: Draft


def show(page: Page, desk: Desk, now: datetime, form: Form[Any] | None = None, status: int = 200) -> Response:
    """What would be made with the date that is typed, else today, and what would be sent."""
    today = local(now).date()
    dated = form.valid.dated if form is not None and not form.errors else today
    found = many.to_make(page.session, desk.contest, dated, now)
    return page(
        "office/grants/contracts.html", status=status, desk=desk, form=form, today=today.isoformat(),
        making=[one for one in found if one.lacks is None],
        lacking=[(one.row, refusals.sentence(one.lacks)) for one in found if one.lacks],
        sending=_sending(page, desk.contest),
        printing=len(many.to_print(page.session, desk.contest)),
    )  # fmt: skip


def make_all(house: House, contest: Contest, dated: date, *, by: User, now: datetime) -> Outcome:
    """Every contract that can be made, in the order in which the page showed them."""
    with transaction(house.engine, reads_only=True) as session:
        found = many.to_make(session, contest, dated, now)
    outcome = Outcome(left=[(_name(one.row), refusals.sentence(one.lacks)) for one in found if one.lacks])
    for one in found:
        if one.lacks is None:
            _do(house, one.row, outcome, lambda session, place: many.make(session, place.grant, dated, by=by, now=now))
    return outcome


def send_all(house: House, contest: Contest, *, by: User, now: datetime) -> Outcome:
    """Every contract that is made and was not sent, with its letter."""
    with transaction(house.engine, reads_only=True) as session:
        found = many.to_send(session, contest)
    outcome = Outcome()
    for row, _ in found:
        _do(house, row, outcome, lambda session, place: _send(house, session, place, by, now))
    return outcome


def _do(house: House, row: Row, outcome: Outcome, verb: Callable[[Session, Place], object]) -> None:
    try:
        with transaction(house.engine) as session:
            place = queries.get(session, row.grant.id or 0)
            assert place is not None
            verb(session, place)
    except RuleBroken as broken:
        outcome.left.append((_name(row), refusals.sentence(broken)))
    except Exception:
        log.exception("the contract of grant %s was left out", row.grant.id)
        outcome.left.append((_name(row), gettext("Something went wrong on our side; it is in the site's log.")))
    else:
        outcome.done += 1


def _send(house: House, session: Session, place: Place, by: User, now: datetime) -> None:
    contracts.require(session, place.grant)
    sent = contracts.send(session, place.grant, grant_papers.frozen(session, house, place), by=by, now=now)
    grant_letters.contract_sent(Clerk(house, session), place, sent, now=now)


def _sending(page: Page, contest: Contest) -> list[Sending]:
    winners, found = queries.winners(page.session, contest.id), []
    for row, contract in many.to_send(page.session, contest):
        place, winner = Place(row.grant, row.application, contest), winners[row.application.id or 0]
        with speaking(winner.language):
            found.append(Sending(row, contract, winner, grant_letters.with_contract(page, place, contract)))
    return found


def _name(row: Row) -> str:
    return row.application.applicant_name
