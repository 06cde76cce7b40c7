"""When the money of a grant may be spent: from the signatures on and while the project runs, as the contract states it
(«реализуется с … по …»), and not after the report is due. A date outside is remarked upon, never refused."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.contests.models import Contest
from app.grants import contracts
from app.grants.models import Contract
from app.i18n import local


class Outside(StrEnum):
    UNSIGNED = "unsigned"
    """Before both had signed."""
    EARLY = "early"
    """Before the first day of the project."""
    AFTER = "after"
    """After its last day."""
    LATE = "late"
    """After the day of the report."""


@dataclass(frozen=True)
class Remark:
    why: Outside
    day: date
    """The limit that was passed."""


@dataclass(frozen=True)
class Period:
    signed: date | None
    starts: date | None
    ends: date | None
    """As last agreed."""
    due: date

    @property
    def first(self) -> date | None:
        return max((day for day in (self.signed, self.starts) if day), default=None)

    @property
    def last(self) -> date:
        return min(self.ends or self.due, self.due)

    def remark(self, day: date) -> Remark | None:
        """What is odd about money spent that day; the weightier limit where two are passed."""
        if self.signed and day < self.signed:
            return Remark(Outside.UNSIGNED, self.signed)
        if self.starts and day < self.starts:
            return Remark(Outside.EARLY, self.starts)
        if day > self.due:
            return Remark(Outside.LATE, self.due)
        if self.ends and day > self.ends:
            return Remark(Outside.AFTER, self.ends)
        return None


def of(contract: Contract | None, contest: Contest, due: date) -> Period:
    """`due`: the day of the report."""
    starts = local(contest.starts_on).date() if contest.starts_on else None
    return Period(contract.signed_on if contract else None, starts, contracts.ends_on(contract, contest), due)
