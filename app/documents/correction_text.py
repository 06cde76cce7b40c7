"""«Түзету хаттамасы» / «Протокол об исправлении»: what stood in the results of a contest, what stands there now, why,
and who confirmed it, whichever file it goes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from .bilingual import OFFICIAL, Both, Official
from .parts import Grid, Part, Signers, Turn, Words
from .protocol_text import place
from .protocol_texts import DECIDED, JOURNAL, SEAL, SIGNATURE, Kind
from .text import quoted
from .words import grouped, kk_date, long_date, moment, tenge

TITLE = Both("№ {number} ТҮЗЕТУ ХАТТАМАСЫ", "ПРОТОКОЛ ОБ ИСПРАВЛЕНИИ № {number}")
FILE = Both("№ {number} түзету хаттамасы", "Протокол об исправлении № {number}")
ABOUT: dict[Kind, Both] = {
    "small_grant": Both(
        "сараптама комиссиясы отырысының {day} № {original} хаттамасымен бекітілген конкурс қорытындыларын түзету "
        "туралы",
        "об исправлении результатов конкурса, утверждённых протоколом № {original} заседания экспертной комиссии "
        "от {day}",
    ),
    "drawing": Both(
        "сараптама комиссиясы отырысының {day} № {original} хаттамасымен бекітілген байқау қорытындыларын түзету "
        "туралы",
        "об исправлении результатов конкурса, утверждённых протоколом № {original} заседания экспертной комиссии "
        "от {day}",
    ),
}
HASH = Both(
    "№ {original} хаттама файлының бақылау сомасы (SHA-256): {sha256}",
    "Контрольная сумма файла протокола № {original} (SHA-256): {sha256}",
)
EARLIER = Both(
    "Бұған дейінгі түзету хаттамалары: {numbers}.", "Составленные ранее протоколы об исправлении: {numbers}."
)
REASON = Both("Түзетудің себебі", "Причина исправления")
CHANGES = Both("Түзетулер", "Исправления")
NOMINATION = Both("{nomination} номинациясы", "Номинация {nomination}")
HEAD: dict[Kind, Both] = {
    "small_grant": Both(
        "№|Өтінім нөмірі|Өтінім беруші|Түзетуге дейін|Түзетуден кейін",
        "№|Номер заявки|Заявитель|До исправления|После исправления",
    ),
    "drawing": Both(
        "№|Жұмыс нөмірі|Автор|Түзетуге дейін|Түзетуден кейін",
        "№|Номер работы|Автор|До исправления|После исправления",
    ),
}
WINNER = Both("жеңімпаз", "победитель")
GRANT = Both("жеңімпаз, {sum} теңге", "победитель, {sum} тенге")
RESERVE = Both("резервте", "в резерве")
NOTHING = Both("марапат берілмеген", "без награды")
RESOLVED: dict[Kind, Both] = {
    "small_grant": Both(
        "Көрсетілген түзетулер конкурс қорытындыларына енгізілсін. Қалған бөлігінде № {original} хаттама өзгеріссіз "
        "қалады.",
        "Внести в результаты конкурса указанные исправления. В остальной части протокол № {original} остаётся без "
        "изменений.",
    ),
    "drawing": Both(
        "Көрсетілген түзетулер байқау қорытындыларына енгізілсін. Қалған бөлігінде № {original} хаттама өзгеріссіз "
        "қалады.",
        "Внести в результаты конкурса указанные исправления. В остальной части протокол № {original} остаётся без "
        "изменений.",
    ),
}
TOTAL = Both("Түзетуден кейінгі гранттардың жалпы сомасы: {sum}.", "Общая сумма грантов после исправления: {sum}.")
CONFIRMED = Both("Түзетуді растағандар", "Исправление подтвердили")
HANDS = Both("Тегі, аты, әкесінің аты|Әрекеті|Уақыты", "Фамилия, имя, отчество|Действие|Время")
PROPOSED = Both("түзетуді ұсынды", "предложение исправления")
AGREED = Both("түзетуді бекітті", "утверждение исправления")
ALONE = Both(
    "Конкурстың баптауы бойынша бір адам бір тәуліктен кейін өзі растады.",
    "По настройке конкурса один человек подтвердил исправление сам, через сутки.",
)
SIGNS = Both("Ұйымдастырушы", "Организатор")


@dataclass(frozen=True)
class Outcome:
    """With an award: `place` where there are places, `amount` in tenge where there is a grant."""

    is_awarded: bool = False
    waits: bool = False
    place: int = 0
    amount: int = 0


@dataclass(frozen=True)
class Line:
    number: str
    who: str
    before: Outcome
    after: Outcome


@dataclass(frozen=True)
class Group:
    nomination: Both
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Original:
    """The protocol that is corrected."""

    number: str
    day: date
    sha256: str


@dataclass(frozen=True)
class Hand:
    """`at` is aware."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Correction:
    """`earlier`: numbers of the protocols that corrected the same one before. `total`: of all grants now, in tenge."""

    number: str
    kind: Kind
    contest: Both
    organisation: Both
    place: Both
    day: date
    original: Original
    reason: Both
    groups: tuple[Group, ...]
    total: int
    proposed: Hand
    agreed: Hand
    journal: str
    earlier: tuple[str, ...] = ()
    is_alone: bool = False


def name(correction: Correction) -> str:
    """Of the file."""
    return " / ".join(FILE.of(language).format(number=correction.number) for language in OFFICIAL)


def parts(correction: Correction) -> Iterator[Part]:
    """In Kazakh, then in Russian on a page of its own."""
    yield from _of(correction, "kk")
    yield Turn()
    yield from _of(correction, "ru")


def _of(correction: Correction, language: Official) -> Iterator[Part]:
    yield from _opening(correction, language)
    yield Words("left", f"{REASON.of(language)}:", is_bold=True)
    for text in correction.reason.of(language).splitlines():
        yield Words("paragraph", text)
    yield Words("heading", CHANGES.of(language))
    for group in correction.groups:
        yield Words("over", NOMINATION.of(language).format(nomination=quoted(group.nomination.of(language))))
        yield _grid(correction.kind, group, language)
    yield Words("left", f"{DECIDED.of(language)}:", is_bold=True)
    resolved = RESOLVED[correction.kind].of(language)
    yield Words("paragraph", resolved.format(original=correction.original.number))
    if correction.total:
        yield Words("paragraph", TOTAL.of(language).format(sum=tenge(correction.total, language)))
    yield from _confirmed(correction, language)


def _opening(correction: Correction, language: Official) -> Iterator[Part]:
    original = correction.original
    day = kk_date(original.day, "of") if language == "kk" else long_date(original.day, "ru")
    yield Words("centre", correction.organisation.of(language))
    yield Words("title", TITLE.of(language).format(number=correction.number))
    yield Words("centre", ABOUT[correction.kind].of(language).format(day=day, original=original.number))
    yield Words("centre", correction.contest.of(language))
    yield Words("ends", correction.place.of(language), long_date(correction.day, language))
    yield Words("small", HASH.of(language).format(original=original.number, sha256=original.sha256))
    if correction.earlier:
        numbers = ", ".join(f"№ {one}" for one in correction.earlier)
        yield Words("small", EARLIER.of(language).format(numbers=numbers))


def _grid(kind: Kind, group: Group, language: Official) -> Part:
    rows = tuple(
        (str(at), one.number, one.who, _outcome(one.before, language), _outcome(one.after, language))
        for at, one in enumerate(group.lines, 1)
    )
    return Grid(tuple(HEAD[kind].of(language).split("|")), rows, (5, 19, 32, 22, 22))


def _outcome(one: Outcome, language: Official) -> str:
    if not one.is_awarded:
        return (RESERVE if one.waits else NOTHING).of(language)
    if one.place:
        return place(one.place, language)
    return GRANT.of(language).format(sum=grouped(one.amount)) if one.amount else WINNER.of(language)


def _confirmed(correction: Correction, language: Official) -> Iterator[Part]:
    hands = ((correction.proposed, PROPOSED), (correction.agreed, AGREED))
    rows = tuple((one.name, did.of(language), moment(one.at, language)) for one, did in hands)
    yield Words("left", f"{CONFIRMED.of(language)}:", is_bold=True)
    yield Grid(tuple(HANDS.of(language).split("|")), rows, (44, 28, 28))
    if correction.is_alone:
        yield Words("small", ALONE.of(language))
    yield Words("small", JOURNAL.of(language).format(hash=correction.journal))
    names = dict.fromkeys(one.name for one, _ in hands)
    yield Signers(tuple((SIGNS.of(language), one) for one in names), SIGNATURE.of(language), SEAL.of(language))
