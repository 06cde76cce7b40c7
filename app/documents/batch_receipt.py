"""The receipt of a teacher's batch: one sheet for all works that were handed in, in the language of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from . import paper
from .bilingual import Reader
from .paper import Heading, Sheet, line
from .words import moment


@dataclass(frozen=True)
class ReceivedWork:
    """`received` is an aware time of the server; `sha256` is the hexadecimal digest of what was handed in."""

    number: str
    pupil: str
    title: str
    nomination: str
    received: datetime
    sha256: str


@dataclass(frozen=True)
class BatchReceipt:
    """All texts are in the reader's `language` already."""

    language: Reader
    contest: str
    school: str
    teacher: str
    organisation: str
    works: tuple[ReceivedWork, ...]


Words = dict[str, str]
_KK: Words = {
    "title": "Жұмыстардың қабылданғаны туралы растама",
    "contest": "Конкурс", "school": "Мектебі", "teacher": "Мұғалімі", "count": "Қабылданған жұмыс саны",
    "head": "№|Нөмірі|Оқушы|Атауы, номинациясы|Қабылданған уақыты|Бақылау сомасы",
    "note": "Уақыт сервер бойынша көрсетілген. Нөмірлерді сақтап қойыңыз: солар бойынша жұмыстардың жай-күйін білуге "
            "болады.",
    "page": "бет",
}  # fmt: skip
_RU: Words = {
    "title": "Подтверждение о приёме работ",
    "contest": "Конкурс", "school": "Школа", "teacher": "Учитель", "count": "Принято работ",
    "head": "№|Номер|Ученик|Название, номинация|Время приёма|Контрольная сумма",
    "note": "Время указано по серверу. Сохраните номера: по ним можно узнать состояние работ.",
    "page": "стр.",
}  # fmt: skip
_EN: Words = {
    "title": "Receipt of works",
    "contest": "Contest", "school": "School", "teacher": "Teacher", "count": "Works received",
    "head": "№|Number|Pupil|Title, nomination|Received|Checksum",
    "note": "The time is the server's. Keep the numbers: they tell you where the works stand.",
    "page": "page",
}  # fmt: skip
_WORDS: dict[Reader, Words] = {"kk": _KK, "ru": _RU, "en": _EN}
_SHORT_HASH = 16


def draw(receipt: BatchReceipt) -> bytes:
    """Raises ValueError if a time has no zone."""
    words = _WORDS[receipt.language]
    facts = (
        ("contest", receipt.contest), ("school", receipt.school), ("teacher", receipt.teacher),
        ("count", str(len(receipt.works))),
    )  # fmt: skip
    story = [
        paper.words(receipt.organisation, "centre"),
        paper.space(6),
        Heading(words["title"], 1, "title"),
        paper.space(10),
        *(line("{label}: <b>{value}</b>", "left", label=words[key], value=value) for key, value in facts if value),
        paper.space(8),
        paper.grid(words["head"].split("|"), _rows(receipt), (5, 17, 23, 27, 15, 13)),
        paper.space(8),
        line("{note}", "small", note=words["note"]),
    ]
    sheet = Sheet(words["title"], receipt.organisation, receipt.contest, receipt.language, words["page"])
    return paper.bound(sheet, story)


def _rows(receipt: BatchReceipt) -> list[tuple[str, ...]]:
    return [
        (str(place), work.number, work.pupil, f"{work.title}. {work.nomination}",
         moment(work.received, receipt.language), work.sha256[:_SHORT_HASH])
        for place, work in enumerate(receipt.works, 1)
    ]  # fmt: skip
