"""The receipt of a submitted application, in the language of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable

from . import paper
from .bilingual import Reader
from .paper import Heading, Sheet, line
from .words import moment

_SHORT_HASH = 16


@dataclass(frozen=True)
class ReceivedFile:
    """`sha256` is the hexadecimal digest; `size` is bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Receipt:
    """All texts are in the reader's `language` already; `received` is an aware time of the server."""

    language: Reader
    number: str
    title: str
    applicant: str
    contest: str
    nomination: str
    organisation: str
    received: datetime
    files: tuple[ReceivedFile, ...] = ()


Words = dict[str, str]
_KK: Words = {
    "title": "Өтінімнің қабылданғаны туралы растама",
    "number": "Нөмірі", "received": "Қабылданған уақыты", "contest": "Конкурс", "nomination": "Номинация",
    "work": "Атауы", "applicant": "Өтінім беруші", "files": "Қоса берілген файлдар",
    "head": "№|Файл|Көлемі|Бақылау сомасы (SHA-256)", "none": "Файлдар қоса берілмеген.",
    "note": "Уақыт сервер бойынша көрсетілген. Нөмірді сақтап қойыңыз: сол бойынша өтінімнің жай-күйін білуге болады.",
    "page": "бет", "kb": "КБ",
}  # fmt: skip
_RU: Words = {
    "title": "Подтверждение о приёме заявки",
    "number": "Номер", "received": "Время приёма", "contest": "Конкурс", "nomination": "Номинация",
    "work": "Название", "applicant": "Заявитель", "files": "Приложенные файлы",
    "head": "№|Файл|Размер|Контрольная сумма (SHA-256)", "none": "Файлы не приложены.",
    "note": "Время указано по серверу. Сохраните номер: по нему можно узнать состояние заявки.",
    "page": "стр.", "kb": "КБ",
}  # fmt: skip
_EN: Words = {
    "title": "Receipt of an application",
    "number": "Number", "received": "Received", "contest": "Contest", "nomination": "Nomination",
    "work": "Title", "applicant": "Applicant", "files": "Attached files",
    "head": "№|File|Size|Checksum (SHA-256)", "none": "No files were attached.",
    "note": "The time is the server's. Keep the number: it tells you where the application stands.",
    "page": "page", "kb": "KB",
}  # fmt: skip
_WORDS: dict[Reader, Words] = {"kk": _KK, "ru": _RU, "en": _EN}


def draw(receipt: Receipt) -> bytes:
    """Raises ValueError if the time has no zone."""
    words = _WORDS[receipt.language]
    facts = (
        ("number", receipt.number),
        ("received", moment(receipt.received, receipt.language)),
        ("contest", receipt.contest),
        ("nomination", receipt.nomination),
        ("work", receipt.title),
        ("applicant", receipt.applicant),
    )
    story: list[Flowable] = [
        paper.words(receipt.organisation, "centre"),
        paper.space(6),
        Heading(words["title"], 1, "title"),
        paper.space(10),
        *(line("{label}: <b>{value}</b>", "left", label=words[key], value=value) for key, value in facts if value),
        *_files(receipt, words),
        paper.space(8),
        line("{note}", "small", note=words["note"]),
    ]
    title = f"{words['title']} {receipt.number}"
    return paper.bound(Sheet(title, receipt.organisation, receipt.number, receipt.language, words["page"]), story)


def _files(receipt: Receipt, words: Words) -> list[Flowable]:
    if not receipt.files:
        return [paper.space(6), line("{none}", "left", none=words["none"])]
    rows = [
        (str(i), file.name, _size(file.size, words["kb"]), file.sha256[:_SHORT_HASH])
        for i, file in enumerate(receipt.files, 1)
    ]
    return [*paper.section(words["files"]), paper.grid(words["head"].split("|"), rows, (6, 52, 14, 28))]


def _size(size: int, unit: str) -> str:
    return f"{max(1, round(size / 1024))}\u00a0{unit}"
