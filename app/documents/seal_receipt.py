"""The receipt of a seal, in the language of its reader: the code, and what stood on each sheet with its hash, so that
anybody who has it can see later that the sheet used is the sheet sealed. And of the quick round: all answers, under one
hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable

from . import paper
from .bilingual import Reader
from .paper import Heading, Sheet, line
from .words import moment

Words = dict[str, str]
_QUICK: dict[Reader, Words] = {
    "kk": {
        "title": "Жылдам іріктеу жауаптарын бекітіп жабу туралы түбіртек", "head": "Код|Жауап", "nonce": "Тұз",
        "sha256": "Барлық жауаптың бақылау сомасы (SHA-256)",
        "note": "Түбіртек сізге және бекітіп жапқан жауаптарыңызға байланысты. Сақтап қойыңыз: қысқа тізім осы "
                "жауаптар бойынша жасалғанын кейін тексеруге болады. Жауаптар қайта ашылса, сізге хат келеді.",
    },
    "ru": {
        "title": "Расписка о закрытии ответов быстрого отбора", "head": "Код|Ответ", "nonce": "Соль",
        "sha256": "Контрольная сумма всех ответов (SHA-256)",
        "note": "Расписка связана с вами и с закрытыми ответами. Сохраните её: по ней можно проверить, что шорт-лист "
                "составлен по этим ответам. Если ответы откроют снова, вы получите письмо.",
    },
    "en": {
        "title": "Receipt of sealed answers of the quick round", "head": "Code|Answer", "nonce": "Nonce",
        "sha256": "Checksum of all answers (SHA-256)",
        "note": "The receipt is bound to you and to the answers that you sealed. Keep it: it shows that the shortlist "
                "rests on these answers. If they are opened again, you get a letter.",
    },
}  # fmt: skip
_WORDS: dict[Reader, Words] = {
    "kk": {
        "title": "Бағалау парақтарын бекітіп жабу туралы түбіртек", "expert": "Сарапшы", "contest": "Конкурс",
        "nomination": "Номинация", "sealed": "Бекітіп жабылған уақыты",
        "sha256": "Барлық парақтың бақылау сомасы (SHA-256)",
        "head": "Код|Балдар|Парақтың бақылау сомасы (SHA-256)|Тұз",
        "order": "Балдар өлшемшарттар ретімен: {criteria}.",
        "note": "Түбіртек сізге және бекітіп жапқан балдарыңызға байланысты. Сақтап қойыңыз: рейтинг осы парақтар "
                "бойынша есептелгенін кейін тексеруге болады. Парақ қайта ашылса, сізге хат келеді.",
        "page": "бет",
    },
    "ru": {
        "title": "Расписка о закрытии оценочных листов", "expert": "Эксперт", "contest": "Конкурс",
        "nomination": "Номинация", "sealed": "Закрыто", "sha256": "Контрольная сумма всех листов (SHA-256)",
        "head": "Код|Баллы|Контрольная сумма листа (SHA-256)|Соль",
        "order": "Баллы в порядке критериев: {criteria}.",
        "note": "Расписка связана с вами и с закрытыми баллами. Сохраните её: по ней можно проверить, что рейтинг "
                "посчитан по этим листам. Если лист откроют снова, вы получите письмо.",
        "page": "стр.",
    },
    "en": {
        "title": "Receipt of sealed score sheets", "expert": "Expert", "contest": "Contest",
        "nomination": "Nomination", "sealed": "Sealed at", "sha256": "Checksum of all sheets (SHA-256)",
        "head": "Code|Marks|Checksum of the sheet (SHA-256)|Nonce",
        "order": "Marks in the order of the criteria: {criteria}.",
        "note": "The receipt is bound to you and to the marks that you sealed. Keep it: it shows that the ranking "
                "rests on these sheets. If a sheet is opened again, you get a letter.",
        "page": "page",
    },
}  # fmt: skip


@dataclass(frozen=True)
class SealedSheet:
    code: str
    marks: tuple[int, ...]
    sha256: str
    nonce: str


@dataclass(frozen=True)
class SealReceipt:
    """All texts in the reader's `language`; `sealed_at` is aware."""

    language: Reader
    receipt: str
    expert: str
    contest: str
    nomination: str
    organisation: str
    sealed_at: datetime
    sha256: str
    criteria: tuple[str, ...]
    sheets: tuple[SealedSheet, ...]


@dataclass(frozen=True)
class AnswersReceipt:
    """Of the quick round: (code, answer) of each work, all under one hash."""

    language: Reader
    receipt: str
    expert: str
    contest: str
    nomination: str
    organisation: str
    sealed_at: datetime
    sha256: str
    nonce: str
    answers: tuple[tuple[str, str], ...]


def draw(receipt: SealReceipt) -> bytes:
    words = _WORDS[receipt.language]
    criteria = "; ".join(f"{place}. {title}" for place, title in enumerate(receipt.criteria, 1))
    rows = [(one.code, ", ".join(map(str, one.marks)), one.sha256, one.nonce) for one in receipt.sheets]
    table: list[Flowable] = [
        line("{text}", "small", text=words["order"].format(criteria=criteria)),
        paper.grid(words["head"].split("|"), rows, (14, 20, 42, 24)),
    ]
    return _bound(receipt, words, table)


def draw_answers(receipt: AnswersReceipt) -> bytes:
    words = _WORDS[receipt.language] | _QUICK[receipt.language]
    nonce = line("{label}: {value}", "small", label=words["nonce"], value=receipt.nonce)
    return _bound(receipt, words, [nonce, paper.grid(words["head"].split("|"), receipt.answers, (40, 60))])


def _bound(receipt: SealReceipt | AnswersReceipt, words: Words, table: list[Flowable]) -> bytes:
    facts = (
        ("expert", receipt.expert), ("contest", receipt.contest), ("nomination", receipt.nomination),
        ("sealed", moment(receipt.sealed_at, receipt.language)), ("sha256", receipt.sha256),
    )  # fmt: skip
    story: list[Flowable] = [
        paper.words(receipt.organisation, "centre"),
        paper.space(6),
        Heading(words["title"], 1, "title"),
        line("<b>{code}</b>", "title", code=receipt.receipt),
        paper.space(8),
        *(line("{label}: <b>{value}</b>", "left", label=words[key], value=value) for key, value in facts if value),
        paper.space(8),
        *table,
        paper.space(8),
        line("{note}", "small", note=words["note"]),
    ]
    title = f"{words['title']} {receipt.receipt}"
    return paper.bound(Sheet(title, receipt.organisation, receipt.receipt, receipt.language, words["page"]), story)
