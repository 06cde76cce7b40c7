"""«Шығыстар сметасы» / «Смета» (D3): the budget of an application, line by line, its totals in digits and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import parts_pdf
from .bilingual import OFFICIAL, Both, Text, together
from .contract_annexes import BUDGET, IN_WORDS, SIGNATURE, TOTAL
from .paper import Sheet
from .parts import Grid, Part, Signers, Words
from .words import grouped, tenge

HEAD = Both(
    "№|Шығыстар бабы|Атауы|Өлшем бірлігі|Саны|Бағасы, теңге|Сомасы, теңге|Грант есебінен|Өз үлесі|Негіздеме, баға көзі",
    "№|Статья расходов|Наименование|Ед. изм.|Кол-во|Цена, тенге|Сумма, тенге|За счёт гранта|Собственный вклад|"
    "Обоснование, источник цены",
)
OF = Both("«{project}» жобасы, № {number} өтінім, {contest}", "Проект «{project}», заявка № {number}, {contest}")
BY = Both("Өтінім беруші: {name}", "Заявитель: {name}")
LIMIT = Both("Гранттың шекті мөлшері: {sum}.", "Предельный размер гранта: {sum}.")
WHOLE = Both("Жобаның толық құны: {sum}.", "Полная стоимость проекта: {sum}.")
APPLICANT = Both("Өтінім беруші", "Заявитель")


@dataclass(frozen=True)
class EstimateLine:
    """Whole tenge."""

    group: Both
    item: Text
    unit: Text
    quantity: int
    price: int
    own: int
    reason: Text

    @property
    def amount(self) -> int:
        return self.quantity * self.price


@dataclass(frozen=True)
class Estimate:
    """`limit`: whole tenge that the contest gives at most, if it says so."""

    number: str
    organisation: Both
    contest: Both
    project: Text
    applicant: Text
    lines: tuple[EstimateLine, ...]
    limit: int | None

    @property
    def whole(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def own(self) -> int:
        return sum(line.own for line in self.lines)


def draw(estimate: Estimate) -> bytes:
    title = f"{together(BUDGET)} № {estimate.number}"
    return parts_pdf.bound(Sheet(title, together(estimate.organisation), title), _parts(estimate), wide=True)


def _parts(estimate: Estimate) -> Iterator[Part]:
    yield Words("title", together(BUDGET))
    facts = {"project": together(estimate.project), "number": estimate.number}
    yield from (
        Words("left", OF.of(language).format(**facts, contest=estimate.contest.of(language))) for language in OFFICIAL
    )
    yield Words("left", together(BY).format(name=together(estimate.applicant)))
    heads = tuple(
        together(Both(*pair)) for pair in zip(HEAD.kk.split("|"), HEAD.ru.split("|"), strict=True)
    )  # fmt: skip
    grant = estimate.whole - estimate.own
    foot = ("", together(TOTAL), "", "", "", "", grouped(estimate.whole), grouped(grant), grouped(estimate.own), "")
    rows = tuple(_row(place, line) for place, line in enumerate(estimate.lines, 1))
    yield Grid(heads, rows, (4, 12, 18, 8, 7, 9, 10, 10, 9, 13), foot, right=(4, 5, 6, 7, 8))
    sums = [(WHOLE, estimate.whole), (IN_WORDS, grant), *([(LIMIT, estimate.limit)] if estimate.limit else [])]
    for phrase, amount in sums:
        yield from (Words("left", phrase.of(language).format(sum=tenge(amount, language))) for language in OFFICIAL)
    yield Signers(((together(APPLICANT), together(estimate.applicant)),), together(SIGNATURE))


def _row(place: int, line: EstimateLine) -> tuple[str, ...]:
    return (
        str(place), together(line.group), together(line.item), together(line.unit), grouped(line.quantity),
        grouped(line.price), grouped(line.amount), grouped(line.amount - line.own), grouped(line.own),
        together(line.reason),
    )  # fmt: skip
