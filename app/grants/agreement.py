"""What the contract of a grant will state: the application, the decision and the winner's details as one paper."""

from collections.abc import Sequence

from sqlmodel import Session

from app.applications import queries as applications
from app.applications.models import ApplicantKind, Application, BudgetLine
from app.awards.models import Protocol
from app.contests.models import Contest, Nomination
from app.db import Texts
from app.documents import contract as papers
from app.documents import contract_docx
from app.documents.bilingual import Both, Text
from app.documents.contract import Party, PlanLine, Reference
from app.documents.contract_facts import PartyKind
from app.grants import agreed, clauses, grounds, queries
from app.grants import details as secrets
from app.grants.models import Basis, Contract, Details
from app.grants.queries import Place
from app.i18n import pick
from app.identifiers import group_iban, show_phone
from app.keys import Keys
from app.programmes import queries as programmes
from app.programmes.models import Organisation, Programme

BASIS = {
    Basis.CHARTER: Both("Жарғы", "Устав"),
    Basis.REGULATION: Both("Ереже", "Положение"),
    Basis.POWER_OF_ATTORNEY: Both("сенімхат", "доверенность"),
}
KINDS: dict[ApplicantKind | None, PartyKind] = {
    ApplicantKind.PERSON: "person", ApplicantKind.GROUP: "group", ApplicantKind.ORGANISATION: "organisation",
}  # fmt: skip


def facts(session: Session, keys: Keys, place: Place, contract: Contract | None) -> papers.Contract:
    """Without a contract, as it would be (number «—», of today's protocol): to see whether it can be made.

    Raises RuleBroken as `grounds.stated`."""
    grant, application, contest = place
    rests = grounds.of(session, grant)
    details, protocol, starts, ends, withheld = grounds.stated(rests, contract.dated if contract else None)
    programme = programmes.programme(session, contest.programme_id)
    grantor = session.get_one(Organisation, programme.organisation_id)
    said, day = agreed.of(session, grant, contract), contract.dated if contract else protocol.held_on
    return papers.Contract(
        number=contract.number if contract else "—", day=day, parts=said.parts,
        place=_both(grantor.city), grantor=_grantor(grantor), grantee=_grantee(keys, application, details),
        protocol=_protocol(protocol), contest=_both(contest.title), project=application.title, amount=grant.amount,
        starts=starts, ends=ends, budget=_budget(rests.lines), report_days=contest.report_days,
        plan=tuple(
            PlanLine(deed.what, deed.when, deed.result) for deed in applications.activities(session, application.id)
        ),
        nomination=_title(session, application), territory=_territory(session, application),
        payment_days=said.payment_days, return_days=said.return_days, clauses=_clauses(session, contest, contract),
        withheld=tuple(papers.Withheld(_both(one.name), one.amount) for one in withheld),
        customer=_both(programme.customer), purpose=str(application.answers.get("goal", "")),
        funding=_funding(programme),
    )  # fmt: skip


def _clauses(session: Session, contest: Contest, contract: Contract | None) -> Both:
    """The newest, until a contract was sent or signed with others."""
    is_frozen = contract is not None and contract.pdf_sha256 is not None
    version = contract.clauses if contract and is_frozen else clauses.newest(session, contest.id)
    return clauses.text(session, contest.id, version)


def draw(session: Session, keys: Keys, place: Place, contract: Contract) -> bytes:
    """The PDF as the records stand; the fonts have been prepared. Raises RuleBroken as `facts`."""
    return papers.draw(facts(session, keys, place, contract))


def write(session: Session, keys: Keys, place: Place, contract: Contract) -> bytes:
    """The same for Word."""
    return contract_docx.draw(facts(session, keys, place, contract))


def parties(session: Session, keys: Keys, place: Place, details: Details) -> tuple[Party, Party]:
    """Who grants and who is granted."""
    programme = programmes.programme(session, place.contest.programme_id)
    grantor = session.get_one(Organisation, programme.organisation_id)
    return _grantor(grantor), _grantee(keys, place.application, details)


def _budget(lines: Sequence[BudgetLine]) -> tuple[papers.BudgetLine, ...]:
    return tuple(_line(line) for line in lines)


def _line(line: BudgetLine) -> papers.BudgetLine:
    return papers.BudgetLine(line.name, line.unit, str(line.quantity), line.price, line.granted, line.own)


def _grantor(organisation: Organisation) -> Party:
    return Party(
        kind="organisation", name=_both(organisation.name), identifier=organisation.bin,
        address=_both(organisation.address), account=group_iban(organisation.iban), bank=organisation.bank,
        bic=organisation.bic, kbe=organisation.kbe, phone=show_phone(organisation.phone), email=organisation.email,
        head=_both(organisation.head_name), head_position=_both(organisation.head_position),
        basis=_both(organisation.basis),
    )  # fmt: skip


def _grantee(keys: Keys, application: Application, details: Details) -> Party:
    known = secrets.opened(keys, details)
    kind: PartyKind = "organisation" if details.is_organisation else KINDS.get(application.applicant_kind, "person")
    return Party(
        kind=kind, name=_named(details), identifier=known.identifier, address=details.address,
        account=group_iban(known.account), bank=details.bank, bic=details.bic, kbe=details.kbe,
        phone=show_phone(details.phone), email=str(application.answers.get("email", "")), head=details.head_name,
        head_position=details.head_position, document=known.document,
        basis=BASIS[details.basis] if details.basis else "",
        group=str(application.answers.get("group_name", "")) if kind == "group" else "",
    )  # fmt: skip


def _named(details: Details) -> Text:
    return Both(details.full_name, details.full_name_ru) if details.full_name_ru else details.full_name


def _protocol(protocol: Protocol) -> Reference:
    return Reference(str(protocol.number), protocol.held_on)


def _funding(programme: Programme) -> Reference | None:
    if not programme.contract_number or programme.contract_date is None:
        return None
    return Reference(programme.contract_number, programme.contract_date)


def _title(session: Session, application: Application) -> Both:
    return _both(session.get_one(Nomination, application.nomination_id).title)


def _territory(session: Session, application: Application) -> Text:
    territory = queries.territory(session, application.territory_id)
    return _both(territory.name) if territory else "—"


def _both(texts: Texts) -> Both:
    return Both(pick(texts, "kk"), pick(texts, "ru"))
