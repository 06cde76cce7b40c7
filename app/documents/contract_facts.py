"""What a small-grant agreement states. Identifiers and bank details are printed exactly as they arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .bilingual import Both, Text

OURS = Both("", "")
PartyKind = Literal["person", "group", "organisation"]


@dataclass(frozen=True)
class Party:
    """One side. A person signs for themselves, a leader for an initiative group (`group` is its name), and for an
    organisation its `head`, holding `head_position` by force of `basis` («Жарғы» / «Устав»), all in the nominative.
    `identifier` is the BIN of an organisation, else the IIN."""

    kind: PartyKind
    name: Text
    identifier: str
    address: Text
    account: str
    bank: Text
    bic: str
    kbe: str
    phone: str = ""
    email: str = ""
    head: Text = ""
    head_position: Text = ""
    basis: Text = ""
    document: Text = ""
    group: Text = ""


@dataclass(frozen=True)
class Reference:
    """A paper named by another one: «№ 4 от 27 мая 2026 года»."""

    number: str
    day: date


@dataclass(frozen=True)
class BudgetLine:
    """`price` and `amount` are whole tenge out of the grant, `own` is the grantee's contribution beside it."""

    item: Text
    unit: Text
    quantity: str
    price: int
    amount: int
    own: int = 0


@dataclass(frozen=True)
class PlanLine:
    activity: Text
    period: Text
    result: Text


@dataclass(frozen=True)
class Withheld:
    name: Text
    amount: int


@dataclass(frozen=True)
class Contract:
    """`contest`, `nomination` and `territory` are in the nominative. `funding` is the agreement that pays the grantor,
    `customer` its customer. Days: payment and correction are working days, report and return calendar days.
    `parts` are the sums of several payments; empty means one. `withheld` is what the accountant decided to keep back.
    `clauses` are the organiser's own, in the notation of `contract_clauses.py`; empty means ours.

    Raises ValueError if parts, budget or withholdings contradict `amount` (whole tenge)."""

    number: str
    day: date
    place: Both
    grantor: Party
    grantee: Party
    protocol: Reference
    contest: Both
    nomination: Text
    territory: Text
    project: Text
    amount: int
    starts: date
    ends: date
    budget: tuple[BudgetLine, ...]
    plan: tuple[PlanLine, ...]
    purpose: Text = ""
    funding: Reference | None = None
    customer: Text = ""
    parts: tuple[int, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    payment_days: int = 10
    report_days: int = 10
    correction_days: int = 5
    return_days: int = 10
    tolerance_percent: int = 10
    photos: int = 5
    videos: int = 1
    publications: int = 1
    clauses: Both = OURS

    def __post_init__(self) -> None:
        if self.parts and sum(self.parts) != self.amount:
            raise ValueError("the parts do not add up to the grant")
        if self.budget and sum(line.amount for line in self.budget) != self.amount:
            raise ValueError("the budget does not add up to the grant")
        if self.net < 0 or self.ends < self.starts:
            raise ValueError("more is withheld than granted, or the project ends before it starts")

    @property
    def net(self) -> int:
        return self.amount - sum(tax.amount for tax in self.withheld)
