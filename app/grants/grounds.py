"""What a contract rests on, and whether it can be made: asked of one grant, or of all of a contest at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from app.applications import queries as applications
from app.applications.models import BudgetLine
from app.awards.models import Award, Protocol
from app.contests.models import Contest
from app.errors import RuleBroken
from app.grants import contract_queries, opening, queries, terms
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.days import require_past
from app.grants.models import Contract, Details, Grant
from app.grants.queries import Row
from app.grants.terms import Withheld
from app.grants.terms_models import WithheldRate
from app.i18n import local


@dataclass(frozen=True)
class Grounds:
    """As the records stand; `contract`: that there is, void or not."""

    grant: Grant
    contest: Contest
    award: Award
    contract: Contract | None
    answer: WinnerAnswer | None
    details: Details | None
    protocol: Protocol | None
    lines: Sequence[BudgetLine]
    rates: Sequence[WithheldRate]


class Stated(NamedTuple):
    """What the paper states, once nothing of it is missing."""

    details: Details
    protocol: Protocol
    starts: date
    ends: date
    withheld: Sequence[Withheld]


def of(session: Session, grant: Grant) -> Grounds:
    return Grounds(
        grant, session.get_one(Contest, grant.contest_id), opening.award(session, grant),
        queries.contract(session, grant.id), contract_queries.answer(session, grant.id),
        queries.details(session, grant.id), queries.protocol(session, grant.contest_id),
        applications.budget(session, grant.application_id), terms.rates(session, grant.contest_id),
    )  # fmt: skip


def of_all(session: Session, contest: Contest) -> list[tuple[Row, Grounds]]:
    """Of the grants that have no contract: five statements, whatever their number."""
    rows = [row for row in queries.rows(session, contest.id) if row.contract is None]
    void, protocol = contract_queries.void(session, contest.id), queries.protocol(session, contest.id)
    lines = applications.budgets(session, [row.application.id or 0 for row in rows])
    rates = terms.rates(session, contest.id)
    return [
        (row, Grounds(row.grant, contest, row.award, void.get(row.grant.id or 0), row.answer, row.details, protocol,
                      lines.get(row.application.id or 0, []), rates))
        for row in rows
    ]  # fmt: skip


def require_creatable(found: Grounds, dated: date, now: datetime) -> Contract | None:
    """The void contract whose number it takes, if there is one. Raises RuleBroken: ``contract-exists``,
    ``contract-other-year``, ``details-missing``, ``protocol-unsigned``, ``contract-before-protocol``, ``date-ahead``,
    ``grant-not-accepted``, ``award-withdrawn``."""
    present = found.contract
    if present is not None and not present.is_void:
        raise RuleBroken("contract-exists", number=present.number)
    if present is not None and present.year != dated.year:
        raise RuleBroken("contract-other-year", number=present.number, year=str(present.year))
    if found.award.taken_at is not None:
        raise RuleBroken("award-withdrawn")
    if found.answer is None or found.answer.status is not AnswerStatus.ACCEPTED:
        raise RuleBroken("grant-not-accepted")
    if found.details is None:
        raise RuleBroken("details-missing")
    if found.protocol is None:
        raise RuleBroken("protocol-unsigned")
    if dated < found.protocol.held_on:
        raise RuleBroken("contract-before-protocol", held=found.protocol.held_on)
    require_past(dated, now)
    return present


def stated(found: Grounds, dated: date | None = None) -> Stated:
    """`dated`: the contract's day; without one it would be of the protocol's. Raises RuleBroken: ``details-missing``,
    ``protocol-unsigned``, ``project-dates-missing``, ``budget-differs``, ``withheld-over``."""
    details, protocol, amount = found.details, found.protocol, found.grant.amount
    if details is None:
        raise RuleBroken("details-missing")
    if protocol is None:
        raise RuleBroken("protocol-unsigned")
    starts, ends = found.contest.starts_on, found.contest.ends_on
    if starts is None or ends is None:
        raise RuleBroken("project-dates-missing")
    total = sum(line.granted for line in found.lines)
    if total != amount:
        raise RuleBroken("budget-differs", budget=total, amount=amount)
    day = dated or protocol.held_on
    kept = terms.kept_back_of(found.rates, amount, day, is_organisation=details.is_organisation)
    return Stated(details, protocol, local(starts).date(), local(ends).date(), kept)
