"""«Жіберуді тексеру парағы» / «Лист проверки допуска»: how each line of the check list was answered for one
application. Bilingual on one page, to be signed and filed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable

from . import paper
from .bilingual import Both, Text, together
from .paper import Heading, Sheet, line
from .words import moment

TITLE = Both("Жіберуді тексеру парағы", "Лист проверки допуска")
HEAD = ("№", "Талап / Требование", "Жауап / Ответ", "Ескертпе / Примечание", "Тексерген / Проверил(а)")
NUMBER = Both("Өтінім нөмірі", "Номер заявки")
WHO = Both("Өтінім беруші", "Заявитель")
WHAT = Both("Атауы", "Название")
NOMINATION = Both("Номинация", "Номинация")
RECEIVED = Both("Алынды", "Получена")
OUTCOME = Both("Қорытынды", "Итог")
ANSWERS = {
    "yes": Both("иә", "да"), "no": Both("жоқ", "нет"), "n/a": Both("қолданылмайды", "не применимо"), "": Both("—", "—"),
}  # fmt: skip
CHECKED_BY = Both("Тексерген хатшы", "Проверил(а) секретарь")
SIGNATURE = Both("қолы", "подпись")


@dataclass(frozen=True)
class Checked:
    """One line. `answer`: yes, no, n/a or nothing; `by` with the day, as it is printed."""

    requirement: Text
    answer: str
    comment: str
    by: str


@dataclass(frozen=True)
class CheckSheet:
    organisation: Both
    contest: Both
    number: str
    applicant: str
    title: str
    nomination: Text
    received: datetime
    checks: tuple[Checked, ...]
    outcome: Text
    remark: str
    secretary: str


def draw(sheet: CheckSheet) -> bytes:
    rows = [
        (str(place), together(one.requirement), together(ANSWERS[one.answer]), one.comment, one.by)
        for place, one in enumerate(sheet.checks, 1)
    ]
    title = together(TITLE)
    name = f"{title} · {sheet.number}"
    story: list[Flowable] = [
        paper.words(together(sheet.organisation), "centre"),
        Heading(title, 1, "title"),
        paper.words(together(sheet.contest), "centre"),
        paper.space(6),
        _fact(NUMBER, sheet.number), _fact(WHO, sheet.applicant), _fact(WHAT, sheet.title),
        _fact(NOMINATION, together(sheet.nomination)),
        _fact(RECEIVED, together(Both(moment(sheet.received, "kk"), moment(sheet.received, "ru")))),
        paper.space(6),
        paper.grid(HEAD, rows, (5, 40, 13, 22, 20)),
        paper.space(8),
        _fact(OUTCOME, together(sheet.outcome)),
        *paper.paragraphs(sheet.remark),
        paper.space(10),
        paper.kept([paper.signatures([(together(CHECKED_BY), sheet.secretary)], together(SIGNATURE))]),
    ]  # fmt: skip
    return paper.bound(Sheet(name, together(sheet.organisation), name), story)


def _fact(name: Both, value: str) -> Flowable:
    return line("<b>{name}:</b> {value}", "left", name=together(name), value=value)
