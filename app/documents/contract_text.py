"""What the small-grant agreement says, piece by piece, whichever file it goes to: the Kazakh text, the Russian text,
each with details and signatures, then the annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import contract_annexes
from .bilingual import OFFICIAL, Both, Official, Text, said, together
from .contract_clauses import OURS, fill, sections
from .contract_facts import Contract, Party, Reference
from .parts import Part, SideLine, Sides, Turn, Words
from .text import NBSP, ended, inside, quoted
from .words import kk_date, long_date, tenge

TITLE = Both("Шағын грант беру туралы № {number} ШАРТ", "ДОГОВОР № {number} о предоставлении малого гранта")
FILE_TITLE = Both("№ {number} шарт", "Договор № {number}")
ROLES = (Both("Грант беруші", "Грантодатель"), Both("Грант алушы", "Грантополучатель"))
_PREAMBLE = Both(
    "{grantor} (бұдан әрі – «Грант беруші»), бір тараптан, және {grantee} (бұдан әрі – «Грант алушы»), екінші "
    "тараптан, бұдан әрі бірлесіп «Тараптар» деп аталатындар, {basis} негізінде төмендегілер туралы осы Шартты "
    "жасасты:",
    "{grantor} (далее – «Грантодатель»), с одной стороны, и {grantee} (далее – «Грантополучатель»), с другой стороны, "
    "далее совместно именуемые «Стороны», на основании {basis} заключили настоящий Договор о нижеследующем:",
)
_PROTOCOL = Both(
    "сараптама комиссиясы отырысының {day} № {number} хаттамасы",
    "протокола № {number} заседания экспертной комиссии от {day}",
)
_FUNDING = Both(
    "мемлекеттік грант беру туралы {day} № {number} шарт",
    "договора о предоставлении государственного гранта № {number} от {day}",
)
_AND = Both(" және ", " и ")
_HEAD = Both(
    "басшысы: {position} {head}, өкілеттігінің негізі: {basis}",
    "руководитель: {position} {head}, основание полномочий: {basis}",
)
_GROUP = Both("бастамашыл топ атынан", "от имени инициативной группы")
_GROUP_WORDS = re.compile(r"\s*\b(?:инициативн\w+\s+групп\w+|бастамашыл?\s+то[пб]\w*)\b[\s:,–—-]*", re.IGNORECASE)
"""They stand before the group's name already, in whichever language its people wrote them."""
_DOCUMENT = Both("жеке басын куәландыратын құжат: {document}", "документ, удостоверяющий личность: {document}")
_IDENTIFIER = {"organisation": Both("БСН", "БИН"), "person": Both("ЖСН", "ИИН"), "group": Both("ЖСН", "ИИН")}
_DETAILS = Both("Тараптардың деректемелері мен қолдары", "Реквизиты и подписи Сторон")
_LABELS = (
    ("address", Both("Мекенжайы", "Адрес")),
    ("account", Both("ЖСК (IBAN)", "ИИК (IBAN)")),
    ("bank", Both("Банк", "Банк")),
    ("bic", Both("БСК", "БИК")),
    ("kbe", Both("Кбе", "КБе")),
    ("phone", Both("Телефон", "Телефон")),
    ("email", Both("Электрондық пошта", "Электронная почта")),
)
_SIGNATURE = Both("қолы", "подпись")
_SEAL = Both("М.О.", "М.П.")
_LINE = "____________________"
_GAP: SideLine = ("gap", "")


def name(contract: Contract) -> str:
    """Of the file."""
    return together(FILE_TITLE).format(number=contract.number)


def parts(contract: Contract) -> Iterator[Part]:
    for language in OFFICIAL:
        if language != OFFICIAL[0]:
            yield Turn()
        yield Words("title", fill(TITLE.of(language), {"number": contract.number}))
        yield Words("ends", contract.place.of(language), long_date(contract.day, language))
        yield Words("paragraph", _preamble(contract, language))
        yield from clauses(contract, language)
        yield Words("heading", _DETAILS.of(language))
        yield sides(contract.grantor, contract.grantee, language)
    yield from contract_annexes.annexes(contract)


def clauses(contract: Contract, language: Official) -> Iterator[Words]:
    """The numbered sections and clauses that this contract has."""
    facts, values = _facts(contract), values_of(contract, language)
    for i, section in enumerate(sections(contract.clauses.of(language) or OURS.of(language)), 1):
        yield Words("heading", f"{i}. {section.title}")
        holding = [clause for clause in section.clauses if not clause.fact or clause.fact in facts]
        for j, clause in enumerate(holding, 1):
            yield Words("paragraph", f"{i}.{j}. {fill(clause.text, values)}")


def sides(grantor: Party, grantee: Party, language: Official) -> Sides:
    """Details and places to sign; what neither party has is left out."""
    columns = [_details(party, role, language) for party, role in zip((grantor, grantee), ROLES, strict=True)]
    rows = [(left, right) for left, right in zip(*columns, strict=True) if left[1] or right[1] or left == right == _GAP]
    return Sides(tuple(rows))


def _preamble(contract: Contract, language: Official) -> str:
    named = [(_FUNDING, contract.funding)] if contract.funding else []
    basis = _AND.of(language).join(
        fill(phrase.of(language), {"number": reference.number, "day": of_day(reference, language)})
        for phrase, reference in [*named, (_PROTOCOL, contract.protocol)]
        if reference
    )
    grantor, grantee = introduced(contract.grantor, language), introduced(contract.grantee, language)
    return fill(_PREAMBLE.of(language), {"grantor": grantor, "grantee": grantee, "basis": basis})


def of_day(reference: Reference, language: Official) -> str:
    """The day of a paper as its number is said: «2026 жылғы 27 мамырдағы № 4», «№ 4 от 27 мая 2026 года»."""
    return kk_date(reference.day, "of") if language == "kk" else long_date(reference.day, language)


def introduced(party: Party, language: Official) -> str:
    found = [said(party.name, language), f"{_IDENTIFIER[party.kind].of(language)}{NBSP}{party.identifier}"]
    if party.head:
        head = {
            "position": inside(said(party.head_position, language)), "head": said(party.head, language),
            "basis": said(party.basis, language),
        }  # fmt: skip
        found.append(fill(_HEAD.of(language), head))
    if party.document:
        found.append(fill(_DOCUMENT.of(language), {"document": said(party.document, language)}))
    if party.group:
        named = _GROUP_WORDS.sub(" ", said(party.group, language)).replace("« ", "«").strip()
        found.append(f"{_GROUP.of(language)}: {named}" if named else _GROUP.of(language))
    return ", ".join(one for one in found if one)


def _facts(contract: Contract) -> set[str]:
    """The conditions of clauses that this contract fulfils."""
    facts = {"in_parts" if contract.parts else "at_once", "taxed" if contract.withheld else "untaxed"}
    return facts | {name for name in ("purpose", "customer") if getattr(contract, name)}


def values_of(contract: Contract, language: Official) -> dict[str, str]:
    """What stands in a clause for the names of `contract_clauses.PLACEHOLDERS`."""
    kk = language == "kk"
    payments = "; ".join(f"{i}) {tenge(part, language)}" for i, part in enumerate(contract.parts, 1))
    withheld = "; ".join(f"{said(tax.name, language)} – {tenge(tax.amount, language)}" for tax in contract.withheld)
    return {
        "project": quoted(said(contract.project, language)),
        "purpose": ended(said(contract.purpose, language)),
        "contest": contract.contest.of(language),
        "nomination": said(contract.nomination, language),
        "territory": said(contract.territory, language),
        "customer": said(contract.customer, language),
        "amount": tenge(contract.amount, language),
        "net": tenge(contract.net, language),
        "parts": payments,
        "withheld": withheld,
        "starts": kk_date(contract.starts, "from") if kk else long_date(contract.starts, language),
        "ends": kk_date(contract.ends, "until") if kk else long_date(contract.ends, language),
        "payment_days": str(contract.payment_days) if kk else _days(contract.payment_days, "рабоч"),
        "correction_days": str(contract.correction_days) if kk else _days(contract.correction_days, "рабоч"),
        "report_days": str(contract.report_days) if kk else _days(contract.report_days, "календарн"),
        "return_days": str(contract.return_days) if kk else _days(contract.return_days, "календарн"),
        "tolerance": str(contract.tolerance_percent),
        "photos": str(contract.photos),
        "videos": str(contract.videos),
        "publications": str(contract.publications),
    }


def _days(n: int, kind: str) -> str:
    """Genitive, as after «в течение»: «10 рабочих дней», «21 календарного дня»."""
    if n % 10 == 1 and n % 100 != 11:
        return f"{n}{NBSP}{kind}{'его' if kind == 'рабоч' else 'ого'} дня"
    return f"{n}{NBSP}{kind}{'их' if kind == 'рабоч' else 'ых'} дней"


def _details(party: Party, role: Both, language: Official) -> list[SideLine]:
    """The same slots for every party; an empty text where it has nothing to say."""

    def row(label: Both, value: Text) -> SideLine:
        shown = said(value, language)
        return "detail", f"{label.of(language)}: {shown}" if shown else ""

    return [
        ("role", role.of(language)),
        ("name", said(party.name, language)),
        row(_IDENTIFIER[party.kind], party.identifier),
        *(row(label, getattr(party, field)) for field, label in _LABELS),
        _GAP,
        ("detail", said(party.head_position, language)),
        _GAP,
        ("detail", _LINE),
        ("small", f"({_SIGNATURE.of(language)})"),
        ("detail", said(party.head or party.name, language)),
        ("small", _SEAL.of(language) if party.kind == "organisation" else ""),
    ]
