"""What a report still lacks: one list for the winner's page, the tracker and the door of the submission."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.grants.models import Evidence, EvidenceKind, Report
from app.grants.spending import Spending

NEEDED = {EvidenceKind.PHOTO: 5, EvidenceKind.VIDEO: 1, EvidenceKind.PUBLICATION: 1}
"""As the contract states them (`documents.contract_facts`)."""
SHORTEST = {"done": 50, "results": 1, "participants": 1, "story": 100}
"""Characters of each text."""
COUNTED = re.compile(r"[0-9][0-9 \u00a0]*([.,][0-9]+)?")


@dataclass(frozen=True)
class Problem:
    """`slug` has its sentence in `web/report_words.py`; `anchor` is the field or list that lacks something."""

    slug: str
    anchor: str
    have: int = 0
    need: int = 0
    name: str = ""


@dataclass(frozen=True)
class Checklist:
    counts: Counter[EvidenceKind]
    spending: Spending
    problems: list[Problem]

    @property
    def is_complete(self) -> bool:
        return not self.problems

    def have(self, kind: str) -> int:
        return self.counts[EvidenceKind(kind)]

    def need(self, kind: str) -> int:
        return NEEDED[EvidenceKind(kind)]


def checklist(report: Report, evidence: Sequence[Evidence], spending: Spending) -> Checklist:
    counts = Counter(EvidenceKind(item.kind) for item in evidence)
    return Checklist(counts, spending, [*_texts(report), *_evidence(counts), *_money(spending)])


def _texts(report: Report) -> list[Problem]:
    found = []
    for name, least in SHORTEST.items():
        now = len(getattr(report, name))
        if now < least:
            found.append(Problem("text-missing" if now == 0 else "text-short", name, now, least, name))
        elif name in ("results", "participants") and not COUNTED.match(getattr(report, name)):
            found.append(Problem("number-missing", name, name=name))
    return found


def _evidence(counts: Counter[EvidenceKind]) -> list[Problem]:
    return [
        Problem(f"{kind.value}-missing", f"{kind.value}s", counts[kind], need)
        for kind, need in NEEDED.items()
        if counts[kind] < need
    ]


def _money(spending: Spending) -> list[Problem]:
    if spending.spent == 0:
        return [Problem("expenses-missing", "expenses")]
    over = [Problem("line-over", "expenses", line.spent, line.most, line.name) for line in spending.lines if line.over]
    if spending.over:
        over.append(Problem("grant-over", "expenses", spending.spent, spending.granted))
    return over
