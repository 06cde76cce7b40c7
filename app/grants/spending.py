"""The report's arithmetic, in tenge: what was spent on each line of the contract's budget, and on all of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.grants.contract_queries import AgreedLine
from app.grants.models import Expense

TOLERANCE = 10
"""Per cent by which a line may be exceeded at the cost of others without changing the contract."""


@dataclass(frozen=True)
class LineSpent:
    line_id: int
    name: str
    granted: int
    spent: int

    @property
    def most(self) -> int:
        return self.granted + self.granted * TOLERANCE // 100

    @property
    def over(self) -> int:
        """By how much more was spent than the tolerance allows."""
        return max(0, self.spent - self.most)


@dataclass(frozen=True)
class Spending:
    lines: list[LineSpent]
    granted: int
    """The grant."""
    paid: int
    returned: int = 0
    """Of what was paid, what has come back already."""

    @property
    def spent(self) -> int:
        return sum(line.spent for line in self.lines)

    @property
    def over(self) -> int:
        return max(0, self.spent - self.granted)

    @property
    def unspent(self) -> int:
        return max(0, self.granted - self.spent)

    @property
    def to_return(self) -> int:
        """Of what was paid, what was not spent and has not come back yet."""
        return max(0, self.paid - self.spent - self.returned)


def spending(lines: Sequence[AgreedLine], expenses: Sequence[Expense], *, granted: int, paid: int,
             returned: int = 0) -> Spending:  # fmt: skip
    """`lines` are those to which the grant contributes; every expense stands on one of them."""
    sums: Counter[int] = Counter()
    for expense in expenses:
        sums[expense.budget_line_id] += expense.amount
    return Spending(
        [LineSpent(line.id, line.name, line.granted, sums[line.id]) for line in lines], granted, paid,
        returned,
    )  # fmt: skip
