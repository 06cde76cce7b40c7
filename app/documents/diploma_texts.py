"""What certificates, diplomas and letters of thanks say. No ending is ever glued to a name, title or place: they stand
in the nominative on lines of their own or before «номинациясы бойынша»."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from .bilingual import Both, Official, Text, said
from .text import NBSP, quoted
from .words import tenge

Kind = Literal[
    "certificate_winner",
    "certificate_participant",
    "diploma_winner",
    "diploma_1",
    "diploma_2",
    "diploma_3",
    "letter_of_thanks",
    "thanks_expert",
    "thanks_helper",
    "thanks_partner",
    "merit",
]
ContestKind = Literal["small_grant", "drawing"]
Orientation = Literal["landscape", "portrait"]


@dataclass(frozen=True)
class Signatory:
    """`image`: a picture of the signature, PNG or JPEG."""

    name: Text
    position: Text
    image: bytes | None = None


@dataclass(frozen=True)
class Diploma:
    """One paper. `recipient` and all titles are in the nominative; `contest` is printed as given on its own line;
    `amount` is whole tenge; `check_url` goes into the QR code (up to about 310 characters scan well from paper).
    `heading`, `verb` and `reason` replace what follows from `kind`; `logo` is a picture, PNG or JPEG."""

    kind: Kind
    recipient: str
    organisation: Both
    contest: Both
    number: str
    day: date
    place: Both
    check_url: str
    signatories: tuple[Signatory, ...]
    contest_kind: ContestKind = "drawing"
    nomination: Text | None = None
    reason: Both | None = None
    heading: Both | None = None
    verb: Both | None = None
    school: Text | None = None
    grade: str | None = None
    settlement: Text | None = None
    work: Text | None = None
    teacher: Text | None = None
    amount: int | None = None
    orientation: Orientation = "landscape"
    has_seal_place: bool = True
    logo: bytes | None = None


HEADINGS: dict[Kind, Both] = {
    "certificate_winner": Both("СЕРТИФИКАТ", "СЕРТИФИКАТ"),
    "certificate_participant": Both("СЕРТИФИКАТ", "СЕРТИФИКАТ"),
    "diploma_winner": Both("ДИПЛОМ", "ДИПЛОМ"),
    "diploma_1": Both("I ДӘРЕЖЕЛІ ДИПЛОМ", "ДИПЛОМ I СТЕПЕНИ"),
    "diploma_2": Both("II ДӘРЕЖЕЛІ ДИПЛОМ", "ДИПЛОМ II СТЕПЕНИ"),
    "diploma_3": Both("III ДӘРЕЖЕЛІ ДИПЛОМ", "ДИПЛОМ III СТЕПЕНИ"),
    "letter_of_thanks": Both("АЛҒЫС ХАТ", "БЛАГОДАРСТВЕННОЕ ПИСЬМО"),
    "thanks_expert": Both("АЛҒЫС ХАТ", "БЛАГОДАРСТВЕННОЕ ПИСЬМО"),
    "thanks_helper": Both("АЛҒЫС ХАТ", "БЛАГОДАРСТВЕННОЕ ПИСЬМО"),
    "thanks_partner": Both("АЛҒЫС ХАТ", "БЛАГОДАРСТВЕННОЕ ПИСЬМО"),
    "merit": Both("МАҚТАУ ҚАҒАЗЫ", "ГРАМОТА"),
}
AWARDED = Both("марапатталады", "награждается")
THANKED = Both("алғыс хатпен марапатталады", "награждается благодарственным письмом")

_PLACES: dict[Kind, str] = {"diploma_1": "I", "diploma_2": "II", "diploma_3": "III"}
_WON = Both("{nomination} номинациясы бойынша жеңімпаз атанғаны үшін", "за победу в номинации {nomination}")
_PLACED = Both(
    "{nomination} номинациясы бойынша {place}\u00a0орын үшін", "за {place}\u00a0место в номинации {nomination}"
)
_MERIT = Both(
    "{nomination} номинациясы бойынша жоғары нәтиже көрсеткені үшін", "за высокий результат в номинации {nomination}"
)
_WON_ALL = Both("жеңімпаз атанғаны үшін", "за победу в конкурсе")
_PLACED_ALL = Both("{place}\u00a0орын үшін", "за {place}\u00a0место")
_MERIT_ALL = Both("жоғары нәтиже көрсеткені үшін", "за высокий результат")
_REASONS: dict[Kind, tuple[Both, Both]] = {
    "diploma_1": (_PLACED, _PLACED_ALL),
    "diploma_2": (_PLACED, _PLACED_ALL),
    "diploma_3": (_PLACED, _PLACED_ALL),
    "merit": (_MERIT, _MERIT_ALL),
}
_TOOK_PART: dict[ContestKind, Both] = {
    "small_grant": Both("конкурсқа белсенді қатысқаны үшін", "за активное участие в конкурсе"),
    "drawing": Both("байқауға белсенді қатысқаны үшін", "за активное участие в конкурсе"),
}
_TAUGHT: dict[ContestKind, Both] = {
    "small_grant": Both("конкурсқа қатысушыларды дайындағаны үшін", "за подготовку участников конкурса"),
    "drawing": Both("байқауға қатысушыларды дайындағаны үшін", "за подготовку участников конкурса"),
}
_JUDGED: dict[ContestKind, Both] = {
    "small_grant": Both(
        "конкурстың сараптама комиссиясындағы әділ де кәсіби жұмысы үшін",
        "за объективную и профессиональную работу в экспертной комиссии конкурса",
    ),
    "drawing": Both(
        "байқаудың сараптама комиссиясындағы әділ де кәсіби жұмысы үшін",
        "за объективную и профессиональную работу в экспертной комиссии конкурса",
    ),
}
_SUPPORTED: dict[ContestKind, Both] = {
    "small_grant": Both("конкурсты өткізуге қолдау көрсеткені үшін", "за поддержку в проведении конкурса"),
    "drawing": Both("байқауды өткізуге қолдау көрсеткені үшін", "за поддержку в проведении конкурса"),
}
_HELPED: dict[ContestKind, Both] = {
    "small_grant": Both("конкурсты өткізуге қосқан үлесі үшін", "за вклад в проведение конкурса"),
    "drawing": Both("байқауды өткізуге қосқан үлесі үшін", "за вклад в проведение конкурса"),
}
_OF_KIND: dict[Kind, dict[ContestKind, Both]] = {
    "certificate_participant": _TOOK_PART,
    "letter_of_thanks": _TAUGHT,
    "thanks_expert": _JUDGED,
    "thanks_helper": _HELPED,
    "thanks_partner": _SUPPORTED,
}

_WORK: dict[ContestKind, Both] = {
    "small_grant": Both("Жоба: {title}", "Проект: {title}"),
    "drawing": Both("Жұмысы: {title}", "Работа: {title}"),
}
_TEACHER = Both("Жетекшісі: {name}", "Руководитель: {name}")
_AMOUNT = Both("Грант: {sum}", "Грант: {sum}")
CHECK = Both("Түпнұсқалығын тексеру", "Проверить подлинность")
SEAL = Both("М.О.", "М.П.")


class Wording(NamedTuple):
    """What stands above and below a name; `reason` may hold `{nomination}` (with its quotation marks) and `{place}`."""

    heading: Both
    verb: Both
    reason: Both


def usual(kind: Kind, contest_kind: ContestKind, *, in_nomination: bool = True) -> Wording:
    """What papers of this kind say unless somebody wants it otherwise."""
    verb = THANKED if kind == "letter_of_thanks" or kind.startswith("thanks_") else AWARDED
    if kind in _OF_KIND:
        return Wording(HEADINGS[kind], verb, _OF_KIND[kind][contest_kind])
    return Wording(HEADINGS[kind], verb, _REASONS.get(kind, (_WON, _WON_ALL))[0 if in_nomination else 1])


def heading(diploma: Diploma) -> Both:
    return diploma.heading or HEADINGS[diploma.kind]


def verb(diploma: Diploma) -> Both:
    return diploma.verb or usual(diploma.kind, diploma.contest_kind).verb


def column(diploma: Diploma, language: Official) -> list[tuple[str, str]]:
    """(face, text) in one language: who, for what, in which contest, how much, with which work, led by whom."""
    kind = diploma.contest_kind
    lines = [
        ("Diploma-Italic", who(diploma.school, diploma.grade, diploma.settlement, language)),
        ("Diploma", diploma.reason.of(language) if diploma.reason else _reason(diploma, language)),
        ("Diploma-Bold", diploma.contest.of(language)),
    ]
    if diploma.amount is not None:
        lines.append(("Diploma", _AMOUNT.of(language).format(sum=tenge(diploma.amount, language))))
    if diploma.work:
        lines.append(("Diploma", work_line(kind, diploma.work, language)))
    if diploma.teacher:
        lines.append(("Diploma", teacher_line(diploma.teacher, language)))
    return [(face, text) for face, text in lines if text]


def who(school: Text | None, year: str | None, settlement: Text | None, language: Official) -> str:
    """Where a pupil learns: «Қарашыған орта мектебі, 3-сынып, Қарашыған ауылы»."""
    parts = (
        said(school, language) if school else "",
        grade(year, language) if year else "",
        said(settlement, language) if settlement else "",
    )
    return ", ".join(part for part in parts if part)


def work_line(kind: ContestKind, title: Text, language: Official) -> str:
    return _WORK[kind].of(language).format(title=quoted(said(title, language)))


def teacher_line(name: Text, language: Official) -> str:
    return _TEACHER.of(language).format(name=said(name, language))


def grade(value: str, language: Official) -> str:
    """«5-сынып», «5 класс»; a class with a letter takes no hyphen: «5 „А“ сынып»."""
    if language == "ru":
        return f"{value}{NBSP}класс"
    return f"{value}-сынып" if value.isdigit() else f"{value}{NBSP}сынып"


def place(kind: Kind) -> str:
    """«II», or nothing for what is no degree."""
    return _PLACES.get(kind, "")


def _reason(diploma: Diploma, language: Official) -> str:
    """Why the paper is given, from its kind: ««…» номинациясы бойынша I орын үшін»."""
    phrase = usual(diploma.kind, diploma.contest_kind, in_nomination=bool(diploma.nomination)).reason
    name = quoted(said(diploma.nomination, language)) if diploma.nomination else ""
    return phrase.of(language).format(nomination=name, place=place(diploma.kind))
