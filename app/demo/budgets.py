"""Budgets of small grants: lines that a village shop could supply and whose grant share is exact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from app.demo.applicants import Language
from app.demo.content import read

GRANT = 200_000
_STEP = 50
_GIVEN_BY_THE_APPLICANT = ("fuel_transport", "services", "other")  # what neighbours lend or do themselves


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money in tenge; `own` is the applicant's share of `quantity` × `price`, `reason` where the price comes from."""

    group: str
    name: str
    unit: str
    quantity: int
    price: int
    own: int
    reason: str

    @property
    def amount(self) -> int:
        return self.quantity * self.price

    @property
    def granted(self) -> int:
        return self.amount - self.own


def budget(nomination_order: int, rng: Random, language: Language, grant: int = GRANT) -> tuple[BudgetLine, ...]:
    """Four to seven lines whose `granted` adds up to `grant`, which is a multiple of 50 tenge."""
    catalogue = read("budget")
    own = catalogue["nomination"][str(nomination_order)]
    entries = [
        *own["must"],
        *rng.sample(own["may"], rng.randint(1, 3)),
        *rng.sample(catalogue["common"], rng.randint(1, 2)),
    ]
    return _shared(_scaled([_line(entry, rng, language) for entry in entries], grant, rng), grant)


def _line(entry: str, rng: Random, language: Language) -> BudgetLine:
    group, name_kk, name_ru, unit_kk, unit_ru, prices, quantities = entry.split(" | ")
    (low, high), (few, many) = _range(prices), _range(quantities)
    name, unit = (name_kk, unit_kk) if language == "kk" else (name_ru, unit_ru)
    price = rng.randrange(-(-low // _STEP), high // _STEP + 1) * _STEP if high - low >= _STEP else low // 10 * 10
    return BudgetLine(
        group, name, unit, rng.randint(few, many), price, 0, rng.choice(read("phrases")[language]["prices"])
    )


def _range(text: str) -> tuple[int, int]:
    low, high = text.split("-")
    return int(low), int(high)


def _scaled(lines: list[BudgetLine], grant: int, rng: Random) -> list[BudgetLine]:
    """The same purchases in quantities whose total is not less than the grant, and not much more."""
    ratio = grant * rng.uniform(1.0, 1.15) / sum(line.amount for line in lines)
    lines = [replace(line, quantity=_rounded(line.quantity * ratio)) for line in lines]
    missing = grant - sum(line.amount for line in lines)
    if missing > 0:
        finest = min(range(len(lines)), key=lambda number: lines[number].price)
        line = lines[finest]
        lines[finest] = replace(line, quantity=line.quantity - (-missing // line.price))
    return lines


def _rounded(quantity: float) -> int:
    """People order a hundred bags, not ninety-seven."""
    return max(1, round(quantity / 10) * 10 if quantity >= 40 else round(quantity))


def _shared(lines: list[BudgetLine], grant: int) -> tuple[BudgetLine, ...]:
    """Puts what exceeds the grant on the applicant, first on what they can give in kind."""
    surplus = sum(line.amount for line in lines) - grant
    order = sorted(
        range(len(lines)),
        key=lambda number: (lines[number].group not in _GIVEN_BY_THE_APPLICANT, -lines[number].amount),
    )
    for number in order:
        share = min(surplus, lines[number].amount)
        lines[number] = replace(lines[number], own=share)
        surplus -= share
    return tuple(lines)
