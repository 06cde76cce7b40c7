"""What the organiser and the accountant set for the contracts of a contest, and what follows from it for a sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from app import journal
from app.accounts.models import User
from app.contests.models import Contest
from app.db import Texts
from app.errors import RuleBroken
from app.grants.contract_forms import RateForm, TermsForm
from app.grants.terms_models import From, GrantTerms, WithheldKind, WithheldRate

NAMES: dict[WithheldKind, Texts] = {
    WithheldKind.PENSION: {"kk": "Міндетті зейнетақы жарналары", "ru": "Обязательные пенсионные взносы"},
    WithheldKind.HEALTH: {
        "kk": "Міндетті әлеуметтік медициналық сақтандыру жарналары",
        "ru": "Взносы на обязательное социальное медицинское страхование",
    },
    WithheldKind.SOCIAL: {"kk": "Әлеуметтік аударымдар", "ru": "Социальные отчисления"},
    WithheldKind.INCOME_TAX: {"kk": "Жеке табыс салығы", "ru": "Индивидуальный подоходный налог"},
}
"""As the contract and the register say them."""
ORDER = list(WithheldKind)
"""In which they are computed: each may be taken off the sum before the next."""
SATURDAY = 5


@dataclass(frozen=True)
class Withheld:
    kind: WithheldKind
    name: Texts
    amount: int
    """Tenge."""

    @property
    def entry(self) -> dict[str, Any]:
        return {"kind": self.kind.value, "name": dict(self.name), "amount": self.amount}


def of(session: Session, contest_id: int | None) -> GrantTerms:
    """Those of the contest, or the defaults (a row that is not stored)."""
    found = session.exec(select(GrantTerms).where(GrantTerms.contest_id == contest_id)).first()
    return found or GrantTerms(contest_id=contest_id or 0, parts=[])


def save(session: Session, contest: Contest, said: TermsForm, *, by: User, now: datetime) -> bool:
    """False when nothing changed. What was sent or signed stays as it is."""
    session.refresh(contest, with_for_update=True)
    terms = of(session, contest.id)
    values = said.values
    before = {name: getattr(terms, name) for name in values}
    if before == values and terms.id:
        return False
    for name, value in values.items():
        setattr(terms, name, value)
    session.add(terms)
    session.flush()
    _note(session, "grant-terms.changed", contest, by=by, now=now, before=before, after=values)
    return True


def rates(session: Session, contest_id: int | None) -> Sequence[WithheldRate]:
    """All that were ever entered, the newest first."""
    statement = select(WithheldRate).where(WithheldRate.contest_id == contest_id)
    return session.exec(statement.order_by(col(WithheldRate.since).desc(), col(WithheldRate.id).desc())).all()


def add_rate(session: Session, contest: Contest, said: RateForm, *, by: User, now: datetime) -> WithheldRate:
    """In force from its day on. Raises RuleBroken ``rate-noted``: some it speaks of have one of that kind and day."""
    session.refresh(contest, with_for_update=True)
    same = [one for one in rates(session, contest.id) if (one.kind, one.since) == (said.kind, said.since)]
    if any(one.who is said.who or From.ALL in (one.who, said.who) for one in same):
        raise RuleBroken("rate-noted", since=said.since)
    rate = WithheldRate(
        contest_id=contest.id or 0, kind=said.kind, name=said.name, since=said.since, basis_points=said.basis_points,
        less=[kind.value for kind in said.less], deduction=said.deduction, who=said.who, entered_at=now,
        entered_by=by.id or 0,
    )  # fmt: skip
    session.add(rate)
    session.flush()
    _note(
        session, "grant-rate.added", contest, by=by, now=now, kind=said.kind.value, since=said.since,
        basis_points=said.basis_points, deduction=said.deduction, less=rate.less, who=said.who.value,
    )  # fmt: skip
    return rate


def in_force(found: Sequence[WithheldRate], day: date, *, is_organisation: bool) -> list[WithheldRate]:
    """The newest of each kind that holds for this winner on `day`, in the order in which they are computed; those that
    ended are left out. One set for people alone leaves that of organisations in force, and the other way round."""
    wanted = (From.ALL, From.ORGANISATIONS if is_organisation else From.PEOPLE)
    newest: dict[WithheldKind, WithheldRate] = {}
    for rate in sorted(found, key=lambda one: (one.since, one.id or 0)):
        if rate.since <= day and rate.who in wanted:
            newest[rate.kind] = rate
    return [newest[kind] for kind in ORDER if kind in newest and newest[kind].basis_points]


def withheld(found: Sequence[WithheldRate], gross: int) -> list[Withheld]:
    """What is kept back of `gross` tenge by rates in force, each rounded half up to whole tenge."""
    amounts: dict[str, int] = {}
    for rate in found:
        base = gross - sum(amounts.get(kind, 0) for kind in rate.less) - rate.deduction
        amounts[rate.kind.value] = max(0, base * rate.basis_points * 2 + 10_000) // 20_000 if base > 0 else 0
    return [
        Withheld(rate.kind, NAMES.get(rate.kind) or rate.name, amounts[rate.kind.value])
        for rate in found
        if amounts[rate.kind.value]
    ]


def kept_back(
    session: Session, contest_id: int | None, gross: int, day: date, *, is_organisation: bool
) -> list[Withheld]:
    """Of a payment ordered on `day`. Raises RuleBroken ``withheld-over`` if the rates take more than there is."""
    return kept_back_of(rates(session, contest_id), gross, day, is_organisation=is_organisation)


def kept_back_of(all_rates: Sequence[WithheldRate], gross: int, day: date, *, is_organisation: bool) -> list[Withheld]:
    """The same by rates that were read already."""
    found = withheld(in_force(all_rates, day, is_organisation=is_organisation), gross)
    if sum(one.amount for one in found) > gross:
        raise RuleBroken("withheld-over", gross=gross)
    return found


def split(gross: int, parts: Sequence[int]) -> list[int]:
    """Tenge of each payment; what does not divide goes into the last one."""
    if len(parts) < 2:
        return [gross]
    sums = [gross * part // 100 for part in parts[:-1]]
    return [*sums, gross - sum(sums)]


def working_day_after(day: date, count: int) -> date:
    """`count` working days after `day`, Saturdays and Sundays not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def _note(session: Session, action: str, contest: Contest, *, by: User, now: datetime, **facts: Any) -> None:
    journal.write(session, action, of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id, **facts)
