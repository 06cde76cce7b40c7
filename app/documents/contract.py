"""«Шағын грант беру туралы шарт» / «Договор о предоставлении малого гранта»: the Kazakh text, the Russian text, each
with details and signatures, then three annexes in both languages."""

from __future__ import annotations

from reportlab.platypus import Flowable, Table, TableStyle

from . import paper
from .bilingual import OFFICIAL, Both, Official, Text, said, together
from .contract_annexes import annexes
from .contract_clauses import sections
from .contract_facts import BudgetLine, Contract, Party, PlanLine, Reference, Withheld
from .paper import Heading, Sheet, line
from .text import NBSP, quoted
from .words import kk_date, long_date, tenge

__all__ = ["BudgetLine", "Contract", "Party", "PlanLine", "Reference", "Withheld", "draw"]

TITLE = Both("Шағын грант беру туралы № {number} ШАРТ", "ДОГОВОР № {number} о предоставлении малого гранта")
FILE_TITLE = Both("№ {number} шарт", "Договор № {number}")
_GRANTOR = Both("Грант беруші", "Грантодатель")
_GRANTEE = Both("Грант алушы", "Грантополучатель")
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
_GROUP = Both("бастамашыл топ атынан: {group}", "от имени инициативной группы: {group}")
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


def draw(contract: Contract) -> bytes:
    title = together(FILE_TITLE).format(number=contract.number)
    sheet = Sheet(title, together(contract.grantor.name), title)
    story: list[Flowable] = []
    for language in OFFICIAL:
        if story:
            story += paper.new_page()
        story += _text(contract, language)
    return paper.bound(sheet, [*story, *annexes(contract)])


def _text(contract: Contract, language: Official) -> list[Flowable]:
    return [
        Heading(TITLE.of(language).format(number=contract.number), 1, "title"),
        paper.space(6),
        paper.ends(contract.place.of(language), long_date(contract.day, language)),
        paper.space(4),
        _preamble(contract, language),
        *_clauses(contract, language),
        *_signing(contract, language),
    ]


def _preamble(contract: Contract, language: Official) -> Flowable:
    papers = [(_FUNDING, contract.funding)] if contract.funding else []
    basis = _AND.of(language).join(
        phrase.of(language).format(number=reference.number, day=_of(reference, language))
        for phrase, reference in [*papers, (_PROTOCOL, contract.protocol)]
        if reference
    )
    grantor, grantee = _introduced(contract.grantor, language), _introduced(contract.grantee, language)
    return line(_PREAMBLE.of(language), grantor=grantor, grantee=grantee, basis=basis)


def _of(reference: Reference, language: Official) -> str:
    return kk_date(reference.day, "of") if language == "kk" else long_date(reference.day, language)


def _introduced(party: Party, language: Official) -> str:
    parts = [said(party.name, language), f"{_IDENTIFIER[party.kind].of(language)}{NBSP}{party.identifier}"]
    if party.head:
        parts.append(
            _HEAD.of(language).format(
                position=said(party.head_position, language),
                head=said(party.head, language), basis=said(party.basis, language),
            )
        )  # fmt: skip
    if party.document:
        parts.append(said(party.document, language))
    if party.group:
        parts.append(_GROUP.of(language).format(group=said(party.group, language)))
    return ", ".join(part for part in parts if part)


def _clauses(contract: Contract, language: Official) -> list[Flowable]:
    facts, values = _facts(contract), _values(contract, language)
    flowables: list[Flowable] = []
    for i, section in enumerate(sections(language), 1):
        flowables += paper.section(f"{i}. {section.title}")
        holding = [clause for clause in section.clauses if not clause.fact or clause.fact in facts]
        flowables += [line(f"{i}.{j}. {clause.text}", **values) for j, clause in enumerate(holding, 1)]
    return flowables


def _facts(contract: Contract) -> set[str]:
    """The conditions of clauses that this contract fulfils."""
    facts = {"in_parts" if contract.parts else "at_once", "taxed" if contract.withheld else "untaxed"}
    return facts | {name for name in ("purpose", "customer") if getattr(contract, name)}


def _values(contract: Contract, language: Official) -> dict[str, object]:
    kk = language == "kk"
    parts = "; ".join(f"{i}) {tenge(part, language)}" for i, part in enumerate(contract.parts, 1))
    withheld = "; ".join(f"{said(tax.name, language)} – {tenge(tax.amount, language)}" for tax in contract.withheld)
    return {
        "project": quoted(said(contract.project, language)),
        "purpose": said(contract.purpose, language),
        "contest": contract.contest.of(language),
        "nomination": said(contract.nomination, language),
        "territory": said(contract.territory, language),
        "customer": said(contract.customer, language),
        "amount": tenge(contract.amount, language),
        "net": tenge(contract.net, language),
        "parts": parts,
        "withheld": withheld,
        "starts": kk_date(contract.starts, "from") if kk else long_date(contract.starts, language),
        "ends": kk_date(contract.ends, "until") if kk else long_date(contract.ends, language),
        "payment_days": contract.payment_days if kk else _days(contract.payment_days, "рабоч"),
        "correction_days": contract.correction_days if kk else _days(contract.correction_days, "рабоч"),
        "report_days": contract.report_days if kk else _days(contract.report_days, "календарн"),
        "return_days": contract.return_days if kk else _days(contract.return_days, "календарн"),
        "tolerance": contract.tolerance_percent,
        "photos": contract.photos,
        "videos": contract.videos,
        "publications": contract.publications,
    }


def _days(n: int, kind: str) -> str:
    """Genitive, as after «в течение»: «10 рабочих дней», «21 календарного дня»."""
    if n % 10 == 1 and n % 100 != 11:
        return f"{n}{NBSP}{kind}{'его' if kind == 'рабоч' else 'ого'} дня"
    return f"{n}{NBSP}{kind}{'их' if kind == 'рабоч' else 'ых'} дней"


def _signing(contract: Contract, language: Official) -> list[Flowable]:
    """Both parties side by side, row by row, so that their lines to sign on are level and long details split."""
    sides = (
        _details(contract.grantor, _GRANTOR.of(language), language),
        _details(contract.grantee, _GRANTEE.of(language), language),
    )
    rows = [[cell or paper.space(1) for cell in pair] for pair in zip(*sides, strict=True) if any(pair)]
    table = Table(rows, colWidths=[paper.WIDTH / 2] * 2)
    rules: list[paper.Rule] = [
        paper.FACE,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("NOSPLIT", (0, -4), (-1, -1)),
    ]
    table.setStyle(TableStyle(rules))
    return [paper.room(260), *paper.section(_DETAILS.of(language)), table]


def _details(party: Party, role: str, language: Official) -> list[Flowable | None]:
    """The same slots for every party; None where it has nothing to say."""

    def row(label: Both, value: Text) -> Flowable | None:
        shown = said(value, language)
        return line("{label}: {value}", "detail", label=label.of(language), value=shown) if shown else None

    signer = said(party.head or party.name, language)
    return [
        line("<b>{role}</b>", "left", role=role),
        line("<b>{name}</b>", "detail", name=said(party.name, language)),
        row(_IDENTIFIER[party.kind], party.identifier),
        *(row(label, getattr(party, field)) for field, label in _LABELS),
        paper.space(10),
        line("{position}", "detail", position=said(party.head_position, language)) if party.head_position else None,
        paper.space(10),
        line("____________________ {signer}", "detail", signer=signer),
        line("({mark})", "small", mark=_SIGNATURE.of(language)),
        line(_SEAL.of(language), "small") if party.kind == "organisation" else None,
    ]
