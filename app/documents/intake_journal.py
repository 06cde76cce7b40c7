"""The journal in which what came on paper is registered, in the language of its reader, to be printed and signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from . import paper
from .bilingual import Reader
from .paper import Heading, Sheet, line
from .words import long_date

Words = dict[str, str]
_WORDS: dict[Reader, Words] = {
    "kk": {
        "title": "Қағаз түрінде келгендерді тіркеу журналы",
        "head": "№|Келген уақыты|Кім қабылдады|Кімнен|Кім әкелді, қалай|Өтінім нөмірі және атауы|Ескертпе",
        "printed": "Басып шығарылған күні", "total": "Барлығы", "mark": "қолы", "page": "бет",
    },
    "ru": {
        "title": "Журнал регистрации поступившего на бумаге",
        "head": "№|Поступило|Кто принял|От кого|Кто принёс, как|Номер и название заявки|Примечание",
        "printed": "Напечатано", "total": "Всего", "mark": "подпись", "page": "стр.",
    },
    "en": {
        "title": "Journal of what came on paper",
        "head": "№|Received|Taken by|From|Brought by, how|Number and title|Note",
        "printed": "Printed on", "total": "In all", "mark": "signature", "page": "page",
    },
}  # fmt: skip
_SHARES = (5, 12, 15, 17, 17, 21, 13)


@dataclass(frozen=True)
class Line:
    """One registered paper; `received` is a moment in words."""

    serial: int
    received: str
    taken_by: str
    sender: str
    brought: str
    work: str
    note: str


@dataclass(frozen=True)
class Journal:
    language: Reader
    contest: str
    organisation: str
    printed_on: date
    lines: Sequence[Line]
    signer: tuple[str, str]
    """Position and name of who answers for it; empty texts leave the line blank."""


def draw(journal: Journal) -> bytes:
    words = _WORDS[journal.language]
    printed = long_date(journal.printed_on, journal.language)
    facts = f"{words['printed']}: {printed}. {words['total']}: {len(journal.lines)}."
    story: list[Flowable] = [
        Heading(words["title"], 1, "title"),
        line("{contest}", "centre", contest=journal.contest),
        line("{facts}", "small", facts=facts),
        paper.space(6),
        _table(words["head"].split("|"), journal.lines),
        paper.space(14),
        paper.kept([paper.signatures([journal.signer], words["mark"], width=paper.WIDE)]),
    ]
    sheet = Sheet(words["title"], journal.organisation, journal.contest, journal.language, words["page"])
    return paper.bound(sheet, story, wide=True)


def _table(head: Sequence[str], lines: Sequence[Line]) -> Flowable:
    cells: list[list[Flowable]] = [[paper.words(text, "cell-bold") for text in head]]
    for one in lines:
        texts = (str(one.serial), one.received, one.taken_by, one.sender, one.brought, one.work, one.note)
        cells.append([paper.words(text, "cell") for text in texts])
    return paper.ruled(cells, [paper.WIDE * share / sum(_SHARES) for share in _SHARES])
