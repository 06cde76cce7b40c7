"""What the winner tells, part by part: the answers as typed, read against the plan of the application."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.applications.models import Activity
from app.grants.models import Evidence, EvidenceKind, Expense, Report
from app.grants.spending import LineSpent, Spending

ROWS = frozenset({"deeds", "outcomes"})
"""One row for each activity of the plan, and for each result that the application promised, in their order."""
SEXES = ("women", "men")
AGES = ("age_under_14", "age_from_14", "age_from_18", "age_from_36", "age_from_50")
"""Children are under 18, youth is 14 to 35: both are sums of these."""
CATEGORIES = ("civil_servants", "public_sector", "disability", "unemployed", "ngo", "business", "others")
PEOPLE = (*SEXES, *AGES, *CATEGORIES, "volunteers")
PROSE = ("partners", "problems", "sustainability", "story")
NAMES = ROWS | {*PEOPLE, *PROSE}
NUMBER = re.compile(r"[0-9][0-9 \u00a0\u202f]*([.,][0-9]+)?")
END = re.compile(r"""[.!?…]+["»”)]*(?=\s+["«„(–—-]*\s?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9]|\s*$)""")
SHORT = re.compile(r"(^|[\s(«])[a-zа-яёәғқңөұүһі]{1,2}$")
"""What stands before the full stop of «с. Балпык» or «ж. басы»: no sentence ends there."""


class How(StrEnum):
    """What became of an activity."""

    AS_PLANNED = "as_planned"
    OTHERWISE = "otherwise"
    NOT_DONE = "not_done"


@dataclass(frozen=True)
class Deed:
    """An activity of the plan, with what the winner tells of it."""

    planned: Activity
    how: How | None
    fact: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """A result that was promised; `fact` as typed."""

    what: str
    promised: str
    unit: str
    fact: str

    @property
    def number(self) -> Decimal | None:
        return number(self.fact)

    @property
    def reached(self) -> str:
        """«Banks cleaned: 1 250 m»."""
        return f"{self.what}: {self.fact} {self.unit}".strip()


@dataclass(frozen=True)
class People:
    """Who took part. Categories overlap; sexes and ages do not."""

    women: int
    men: int
    ages: tuple[int, ...]
    categories: Mapping[str, int]
    volunteers: int

    @property
    def total(self) -> int:
        return self.women + self.men

    def count(self, name: str) -> int:
        """Of one of `PEOPLE`."""
        named = {"women": self.women, "men": self.men, "volunteers": self.volunteers}
        return (named | dict(zip(AGES, self.ages, strict=True)) | dict(self.categories))[name]

    @property
    def children(self) -> int:
        return sum(self.ages[:2])

    @property
    def youth(self) -> int:
        return sum(self.ages[1:3])


@dataclass(frozen=True)
class Account:
    """A report with its proofs, as it stands."""

    report: Report
    activities: Sequence[Activity]
    promises: Sequence[Mapping[str, Any]]
    """The application's rows of measurable results: what, number, unit."""
    evidence: Sequence[Evidence]
    expenses: Sequence[Expense]
    spending: Spending

    def text(self, name: str) -> str:
        return str(self.report.answers.get(name, "")).strip()

    @property
    def deeds(self) -> list[Deed]:
        rows = self._rows("deeds", len(self.activities))
        return [
            Deed(planned, _how(row), str(row.get("fact", "")).strip(), str(row.get("why", "")).strip())
            for planned, row in zip(self.activities, rows, strict=True)
        ]

    @property
    def outcomes(self) -> list[Outcome]:
        rows = self._rows("outcomes", len(self.promises))
        return [
            Outcome(
                str(one.get("what", "")), str(one.get("number", "")), str(one.get("unit", "")),
                str(row.get("fact", "")).strip(),
            )
            for one, row in zip(self.promises, rows, strict=True)
        ]  # fmt: skip

    @property
    def people(self) -> People:
        return people(self.report.answers)

    @property
    def sentences(self) -> int:
        return sentences(self.text("story"))

    def of_kind(self, kind: str) -> list[Evidence]:
        return [item for item in self.evidence if item.kind == EvidenceKind(kind)]

    def line(self, expense: Expense) -> LineSpent | None:
        return next((line for line in self.spending.lines if line.line_id == expense.budget_line_id), None)

    def _rows(self, name: str, length: int) -> list[Mapping[str, str]]:
        typed = list(self.report.answers.get(name, []))[:length]
        return [*typed, *({} for _ in range(length - len(typed)))]


def people(answers: Mapping[str, Any]) -> People:
    """What cannot be read counts as nobody; the checklist says so."""
    found = {name: whole(str(answers.get(name, ""))) or 0 for name in PEOPLE}
    return People(
        found["women"], found["men"], tuple(found[name] for name in AGES), {name: found[name] for name in CATEGORIES},
        found["volunteers"],
    )  # fmt: skip


def number(typed: str) -> Decimal | None:
    """«1 250,5» → 1250.5; None for what is no number."""
    text = typed.strip()
    if not NUMBER.fullmatch(text) or len(text) > 20:
        return None
    return Decimal(re.sub(r"\s", "", text).replace(",", "."))


def whole(typed: str) -> int | None:
    found = number(typed)
    return int(found) if found is not None and found == found.to_integral_value() and found < 10**6 else None


def sentences(text: str) -> int:
    """How many sentences a text has; the last one counts without its full stop too."""
    counted, begins = 0, 0
    for found in END.finditer(text):
        before = text[begins : found.start()]
        if found.group().startswith(".") and SHORT.search(before) and found.end() < len(text.rstrip()):
            continue
        counted, begins = counted + 1, found.end()
    return counted + bool(text[begins:].strip())


def _how(row: Mapping[str, str]) -> How | None:
    typed = str(row.get("how", ""))
    return How(typed) if typed in list(How) else None
