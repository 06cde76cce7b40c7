"""«Қорытынды тұжырым» / «Итоговое заключение»: what the check of a contest's applications came to, whichever file it
goes to. The form follows what operators of state grants publish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from .bilingual import OFFICIAL, Both, Official, Text, said
from .parts import Grid, Part, Signers, Turn, Words
from .words import long_date, moment

Kind = Literal["small_grant", "drawing"]
NUMBERED = Both("№ {number} қорытынды тұжырым", "Итоговое заключение № {number}")
UNNUMBERED = Both("Қорытынды тұжырым (жоба)", "Итоговое заключение (проект)")
ABOUT: dict[Kind, Both] = {
    "small_grant": Both(
        "конкурс талаптарына сәйкестігі тұрғысынан өтінімдерді қарау нәтижелері бойынша",
        "по результатам рассмотрения заявок на соответствие требованиям конкурса",
    ),
    "drawing": Both(
        "байқау талаптарына сәйкестігі тұрғысынан жұмыстарды қарау нәтижелері бойынша",
        "по результатам рассмотрения работ на соответствие требованиям конкурса",
    ),
}
CLOSED: dict[Kind, Both] = {
    "small_grant": Both("Өтінімдерді қабылдау аяқталды: {at}.", "Приём заявок завершён: {at}."),
    "drawing": Both("Жұмыстарды қабылдау аяқталды: {at}.", "Приём работ завершён: {at}."),
}
ENDED = Both("Тексеру аяқталған күн: {day}.", "Дата завершения проверки: {day}.")
NOT_ENDED = Both("Тексеру аяқталған жоқ, қаралмағаны: {left}.", "Проверка не завершена, не рассмотрено: {left}.")
RECEIVED: dict[Kind, Both] = {
    "small_grant": Both(
        "Түскен өтінімдер – {received}, жіберілді – {admitted}, қабылданбады – {rejected}, "
        "кері қайтарып алынды – {withdrawn}.",
        "Поступило заявок – {received}, допущено – {admitted}, отклонено – {rejected}, отозвано – {withdrawn}.",
    ),
    "drawing": Both(
        "Түскен жұмыстар – {received}, жіберілді – {admitted}, қабылданбады – {rejected}, "
        "кері қайтарып алынды – {withdrawn}.",
        "Поступило работ – {received}, допущено – {admitted}, отклонено – {rejected}, отозвано – {withdrawn}.",
    ),
}
BY_LANGUAGE = Both("Тілі бойынша: {counts}.", "По языкам: {counts}.")
BY_KIND: dict[Kind, Both] = {
    "small_grant": Both("Өтінім берушілер бойынша: {counts}.", "По видам заявителей: {counts}."),
    "drawing": Both("Мектептер бойынша: {counts}.", "По школам: {counts}."),
}
FOUND = Both("Қорытынды", "Вывод")
CONCLUDED: dict[Kind, Both] = {
    "small_grant": Both(
        "Төменде көрсетілген өтінімдер ({admitted}) конкурс талаптарына сәйкес келеді және сараптама комиссиясының "
        "қарауына жіберіледі; {rejected} өтінім көрсетілген себептермен қабылданбады.",
        "Указанные ниже заявки ({admitted}) соответствуют требованиям конкурса и передаются на рассмотрение "
        "экспертной комиссии; отклонено по указанным причинам заявок: {rejected}.",
    ),
    "drawing": Both(
        "Төменде көрсетілген жұмыстар ({admitted}) байқау талаптарына сәйкес келеді және қазылар алқасының "
        "қарауына жіберіледі; {rejected} жұмыс көрсетілген себептермен қабылданбады.",
        "Указанные ниже работы ({admitted}) соответствуют требованиям конкурса и передаются на рассмотрение жюри; "
        "отклонено по указанным причинам работ: {rejected}.",
    ),
}
ADMITTED = Both("Жіберілгендер", "Допущены")
REJECTED = Both("Қабылданбағандар", "Отклонены")
NONE = Both("жоқ", "нет")
HEADS: dict[Kind, Both] = {
    "small_grant": Both("№|Нөмірі|Өтінім беруші|Номинация|Аумағы", "№|Номер|Заявитель|Номинация|Территория"),
    "drawing": Both("№|Нөмірі|Автор|Номинация|Мектеп", "№|Номер|Автор|Номинация|Школа"),
}
REASON = Both("Себебі", "Причина")
HEAD_SIGNS = Both("Ұйым басшысы", "Руководитель организации")
SECRETARY_SIGNS = Both("Комиссия хатшысы", "Секретарь комиссии")
SIGNATURE = Both("қолы", "подпись")
SEAL = Both("М.О.", "М.П.")


@dataclass(frozen=True)
class Count:
    what: Text
    number: int


@dataclass(frozen=True)
class Line:
    """`place`: the territory, or the school of a work. `reason` only of what was rejected."""

    number: str
    who: str
    nomination: Text
    place: Text
    reason: Text = ""


@dataclass(frozen=True)
class Conclusion:
    """`number` is empty until it is closed; `ended_on` while `left` wait to be decided."""

    number: str
    kind: Kind
    contest: Both
    organisation: Both
    place: Both
    day: date
    closed_at: datetime
    ended_on: date | None
    left: int
    received: int
    withdrawn: int
    by_language: tuple[Count, ...]
    by_kind: tuple[Count, ...]
    admitted: tuple[Line, ...]
    rejected: tuple[Line, ...]
    head: Text
    secretary: str


def title(conclusion: Conclusion, language: Official) -> str:
    found = NUMBERED if conclusion.number else UNNUMBERED
    return found.of(language).format(number=conclusion.number)


def name(conclusion: Conclusion) -> str:
    """Of the file."""
    return " / ".join(title(conclusion, language) for language in OFFICIAL)


def parts(conclusion: Conclusion) -> Iterator[Part]:
    """In Kazakh, then in Russian on a page of its own."""
    yield from _of(conclusion, "kk")
    yield Turn()
    yield from _of(conclusion, "ru")


def _of(conclusion: Conclusion, language: Official) -> Iterator[Part]:
    yield Words("title", title(conclusion, language))
    yield Words("centre", ABOUT[conclusion.kind].of(language))
    yield Words("centre", conclusion.contest.of(language))
    yield Words("centre", conclusion.organisation.of(language))
    yield Words("ends", conclusion.place.of(language), long_date(conclusion.day, language))
    yield from _counted(conclusion, language)
    yield Words("over", ADMITTED.of(language))
    yield _grid(conclusion, conclusion.admitted, language)
    yield Words("over", REJECTED.of(language))
    yield _grid(conclusion, conclusion.rejected, language, with_reason=True)
    signers = (
        (HEAD_SIGNS.of(language), said(conclusion.head, language)), (SECRETARY_SIGNS.of(language), conclusion.secretary)
    )  # fmt: skip
    yield Signers(signers, SIGNATURE.of(language), SEAL.of(language))


def _counted(conclusion: Conclusion, language: Official) -> Iterator[Part]:
    kind = conclusion.kind
    figures = {
        "received": conclusion.received, "admitted": len(conclusion.admitted), "rejected": len(conclusion.rejected),
        "withdrawn": conclusion.withdrawn,
    }  # fmt: skip
    yield Words("paragraph", CLOSED[kind].of(language).format(at=moment(conclusion.closed_at, language)))
    if conclusion.ended_on:
        yield Words("paragraph", ENDED.of(language).format(day=long_date(conclusion.ended_on, language)))
    else:
        yield Words("paragraph", NOT_ENDED.of(language).format(left=conclusion.left))
    yield Words("paragraph", RECEIVED[kind].of(language).format(**figures))
    for phrase, counts in ((BY_LANGUAGE, conclusion.by_language), (BY_KIND[kind], conclusion.by_kind)):
        if counts:
            listed = ", ".join(f"{said(one.what, language)} – {one.number}" for one in counts)
            yield Words("paragraph", phrase.of(language).format(counts=listed))
    yield Words("heading", FOUND.of(language))
    yield Words("paragraph", CONCLUDED[kind].of(language).format(**figures))


def _grid(conclusion: Conclusion, lines: tuple[Line, ...], language: Official, *, with_reason: bool = False) -> Part:
    if not lines:
        return Words("paragraph", NONE.of(language))
    head = tuple(HEADS[conclusion.kind].of(language).split("|"))
    rows = [
        (str(place), one.number, one.who, said(one.nomination, language), said(one.place, language))
        for place, one in enumerate(lines, 1)
    ]
    if not with_reason:
        return Grid(head, tuple(rows), (5, 17, 30, 28, 20))
    reasons = [said(one.reason, language) for one in lines]
    whole = tuple((*row, reason) for row, reason in zip(rows, reasons, strict=True))
    return Grid((*head, REASON.of(language)), whole, (5, 16, 22, 21, 15, 21))
