"""What a report still lacks: one list for the winner's page, the tracker and the door of the submission."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.grants.account import AGES, CATEGORIES, PEOPLE, PROSE, SEXES, Account, Deed, How, whole
from app.grants.models import EvidenceKind
from app.grants.spending import Spending

NEEDED = {EvidenceKind.PHOTO: 5, EvidenceKind.VIDEO: 1, EvidenceKind.PUBLICATION: 1}
"""As the contract states them (`documents.contract_facts`)."""
SHORTEST = 10
"""Characters in which one says what was done, or why not."""
LONGEST = 5000
SENTENCES = (5, 8)
"""Of the success story, as the customer's form asks."""


@dataclass(frozen=True)
class Problem:
    """`slug` has its sentence in `web/grants/report_words.py`; `anchor` is the field or list that lacks something."""

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


def checklist(account: Account) -> Checklist:
    counts = Counter(EvidenceKind(item.kind) for item in account.evidence)
    problems = [
        *_deeds(account), *_results(account), *_people(account), *_words(account), *_evidence(account, counts),
        *_money(account.spending),
    ]  # fmt: skip
    return Checklist(counts, account.spending, problems)


def _deeds(account: Account) -> Iterator[Problem]:
    for place, deed in enumerate(account.deeds):
        yield from _deed(deed, f"deeds-{place}")


def _deed(deed: Deed, row: str) -> Iterator[Problem]:
    name = deed.planned.what
    if deed.how is None:
        yield Problem("deed-missing", f"{row}-how", name=name)
    if deed.how is not How.NOT_DONE and len(deed.fact) < SHORTEST:
        yield Problem("fact-missing", f"{row}-fact", len(deed.fact), SHORTEST, name)
    if deed.how in (How.OTHERWISE, How.NOT_DONE) and len(deed.why) < SHORTEST:
        yield Problem("why-missing", f"{row}-why", len(deed.why), SHORTEST, name)
    if max(len(deed.fact), len(deed.why)) > LONGEST:
        yield Problem("text-long", f"{row}-fact", max(len(deed.fact), len(deed.why)), LONGEST, name)


def _results(account: Account) -> Iterator[Problem]:
    for place, outcome in enumerate(account.outcomes):
        if outcome.number is None:
            yield Problem("outcome-missing", f"outcomes-{place}-fact", name=outcome.what)


def _people(account: Account) -> Iterator[Problem]:
    unread = [name for name in PEOPLE if account.text(name) and whole(account.text(name)) is None]
    yield from (Problem("not-a-number", name, name=name) for name in unread)
    yield from (Problem("text-missing", name, name=name) for name in SEXES if not account.text(name))
    if unread or not all(account.text(name) for name in SEXES):
        return
    found = account.people
    if not found.total:
        yield Problem("nobody-came", "women")
    if sum(found.ages) != found.total:
        yield Problem("ages-differ", AGES[0], sum(found.ages), found.total)
    for name in CATEGORIES:
        if found.categories[name] > found.total:
            yield Problem("category-over", name, found.categories[name], found.total, name)


def _words(account: Account) -> Iterator[Problem]:
    least, most = SENTENCES
    number = account.sentences
    if not number:
        yield Problem("text-missing", "story", name="story")
    elif not least <= number <= most:
        yield Problem("story-short" if number < least else "story-long", "story", number, least)
    for name in PROSE:
        if len(account.text(name)) > LONGEST:
            yield Problem("text-long", name, len(account.text(name)), LONGEST, name)


def _evidence(account: Account, counts: Counter[EvidenceKind]) -> Iterator[Problem]:
    for kind, need in NEEDED.items():
        if counts[kind] < need:
            yield Problem(f"{kind.value}-missing", f"{kind.value}s", counts[kind], need)
    for post in account.of_kind("publication"):
        if post.sha256 is None:
            yield Problem("page-missing", f"evidence-{post.id}", name=post.caption)


def _money(spending: Spending) -> Iterator[Problem]:
    if spending.spent == 0:
        yield Problem("expenses-missing", "expenses")
        return
    for line in spending.lines:
        if line.over:
            yield Problem("line-over", "expenses", line.spent, line.most, line.name)
    if spending.over:
        yield Problem("grant-over", "expenses", spending.spent, spending.granted)
