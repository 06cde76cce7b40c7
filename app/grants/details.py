"""Who the winner is in law and where the money goes. Identifiers rest encrypted, each bound to its grant and field; the
last four characters stand beside them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.errors import NotYours, RuleBroken
from app.grants import answers, contracts, queries
from app.grants.forms import DetailsForm, OrganisationDetails
from app.grants.models import ContractStatus, Details, Grant
from app.keys import Keys

TAIL = 4
FROZEN = frozenset(
    {ContractStatus.SIGNED_BY_ONE, ContractStatus.SIGNED, ContractStatus.AMENDED, ContractStatus.TERMINATED}
)
PLAIN = ("full_name", "full_name_ru", "address", "phone", "bank", "bic", "kbe", "head_name", "head_position", "basis")


@dataclass(frozen=True)
class Secrets:
    """In full: for the contract, and for those who asked to see them."""

    identifier: str
    account: str
    document: str = ""


def save(session: Session, keys: Keys, grant: Grant, said: DetailsForm, *, by: User, now: datetime) -> Details:
    """Store or change the details; a contract that was sent with other ones has to be sent again. Whoever asks has
    seen to it that a first save brings identifier and account (ValueError). Raises RuleBroken: ``details-frozen``,
    ``grant-not-accepted``."""
    contracts.lock(session, grant)
    require_open(session, grant)
    answers.require_accepted(session, grant)
    found = queries.details(session, grant.id)
    if found is None and not (said.identifier and said.iban):
        raise ValueError("the first details name everything")
    details = found or _blank(grant, said, now)
    before = details.model_dump(exclude={"id", "saved_at"})
    for name in PLAIN:
        value = getattr(said, name, None)
        setattr(details, name, value if name == "basis" else value or "")
    _seal(keys, grant, details, said)
    details.saved_at = now
    session.add(details)
    session.flush()
    after = details.model_dump(exclude={"id", "saved_at"})
    changed = sorted(name for name, value in after.items() if found is None or value != before[name])
    if changed:
        _note(session, "grant.details-saved", grant, by=by, now=now, changed=changed)
        contracts.revise(session, grant, by=by, now=now)
    return details


def require_open(session: Session, grant: Grant) -> None:
    """They may still change. Raises RuleBroken ``details-frozen``."""
    contract = queries.contract(session, grant.id)
    if contract is not None and not contract.is_void and contract.status in FROZEN:
        raise RuleBroken("details-frozen", number=contract.number)


def reveal(session: Session, keys: Keys, grant: Grant, *, by: User, now: datetime) -> Secrets:
    """Identifier and account in full; who saw them stays in the journal. Raises NotYours where there are none."""
    details = queries.details(session, grant.id)
    if details is None:
        raise NotYours
    _note(session, "grant.details-revealed", grant, by=by, now=now)
    return opened(keys, details)


def opened(keys: Keys, details: Details) -> Secrets:
    return Secrets(
        keys.decrypt(details.identifier_sealed, context=_context(details.grant_id, "identifier")),
        keys.decrypt(details.account_sealed, context=_context(details.grant_id, "account")),
        keys.decrypt(details.document_sealed, context=_context(details.grant_id, "document"))
        if details.document_sealed
        else "",
    )


def change_account(session: Session, keys: Keys, grant: Grant, account: str, **bank: str) -> None:
    """By a signed additional agreement; `bank`: "bank", "bic", "kbe". The journal has the agreement."""
    details = queries.details(session, grant.id)
    if details is None:
        raise RuleBroken("details-missing")
    details.account_sealed = keys.encrypt(account, context=_context(grant.id, "account"))
    details.account_tail = account[-TAIL:]
    for name, value in bank.items():
        setattr(details, name, value)
    session.add(details)
    session.flush()


def _blank(grant: Grant, said: DetailsForm, now: datetime) -> Details:
    return Details(
        grant_id=grant.id or 0, full_name="", is_organisation=isinstance(said, OrganisationDetails),
        identifier_sealed="", identifier_tail="", account_sealed="", account_tail="", bank="", bic="", kbe="",
        address="", phone="", saved_at=now,
    )  # fmt: skip


def _seal(keys: Keys, grant: Grant, details: Details, said: DetailsForm) -> None:
    """What was typed again as it stands is no change."""
    known = opened(keys, details) if details.identifier_sealed else Secrets("", "")
    if said.identifier and said.identifier != known.identifier:
        details.identifier_sealed = keys.encrypt(said.identifier, context=_context(grant.id, "identifier"))
        details.identifier_tail = said.identifier[-TAIL:]
    if said.iban and said.iban != known.account:
        details.account_sealed = keys.encrypt(said.iban, context=_context(grant.id, "account"))
        details.account_tail = said.iban[-TAIL:]
    document = getattr(said, "document", None)
    if document and document != known.document:
        details.document_sealed = keys.encrypt(document, context=_context(grant.id, "document"))
        details.document_tail = document[-TAIL:]


def _context(grant_id: int | None, what: str) -> str:
    return f"grant-{grant_id}-{what}"


def _note(session: Session, action: str, grant: Grant, *, by: User, now: datetime, **facts: Any) -> None:
    journal.write(session, action, of=("grant", grant.id), by=by.id, now=now, contest_id=grant.contest_id, **facts)
