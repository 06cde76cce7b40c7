"""The form of a winner's details: which one it is, and what is known already."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.applications.models import ApplicantKind
from app.grants import banks, details, queries, words
from app.grants.banks import Bank
from app.grants.details import PLAIN
from app.grants.queries import Place
from app.i18n import gettext, language
from app.identifiers import check_bic, check_iban
from app.keys import Keys
from app.web.forms import Form

KBE = {False: "19", True: "18"}
"""For an organisation that is one: non-profit; otherwise a resident person."""


def is_organisation(place: Place) -> bool:
    return place.application.applicant_kind is ApplicantKind.ORGANISATION


def bases() -> list[tuple[str, str]]:
    return [(basis.value, gettext(text)) for basis, text in words.BASIS.items()]


def known(session: Session, place: Place) -> dict[str, Any]:
    """Field → text. Identifier and account of stored details are never among them."""
    stored = queries.details(session, place.grant.id)
    if stored is not None:
        return {name: getattr(stored, name) or "" for name in PLAIN}
    return _from_application(place)


def _from_application(place: Place) -> dict[str, Any]:
    answers = place.application.answers
    body = is_organisation(place)
    copied = {
        "full_name": "org_name_kk" if body else "name", "full_name_ru": "org_name_ru" if body else "name_ru",
        "phone": "phone", "bin": "bin", "head_name": "head", "head_position": "head_position",
    }  # fmt: skip
    text = {name: str(answers.get(source, "")) for name, source in copied.items()}
    places = [str(answers.get(name, "")) for name in ("settlement", "address")]
    return text | {"address": ", ".join(part for part in places if part), "kbe": KBE[body]}


def typed_account(typed: Mapping[str, Any]) -> str:
    """As it is stored; empty while it is no whole account."""
    try:
        return check_iban(str(typed.get("iban", "")))
    except ValueError:
        return ""


def account(session: Session, keys: Keys, place: Place, typed: Mapping[str, Any]) -> str:
    """The one that is typed, else the one that is kept. It is read, and shown to nobody."""
    stored = queries.details(session, place.grant.id)
    if str(typed.get("iban", "")).strip() or stored is None:
        return typed_account(typed)
    return details.opened(keys, stored).account


def completed(typed: Mapping[str, Any], bank: Bank | None) -> dict[str, Any]:
    """What the account tells of its bank stands in the fields that were left blank."""
    told = {"bank": bank.name(language()), "bic": bank.bic} if bank else {}
    return dict(typed) | {name: text for name, text in told.items() if not str(typed.get(name, "")).strip()}


def contradicts(form: Form[Any], bank: Bank) -> bool:
    """Whether the BIC or the name is that of another bank than the account's."""
    if form.fields is None:
        return False
    called = {name: one for one in banks.BANKS.values() for name in (one.kk, one.ru)}
    return not bank.has(form.fields.bic) or called.get(form.fields.bank, bank) is not bank


def differs(bank: Bank, bic: str) -> bool:
    """The same of a BIC that is still being typed."""
    try:
        return not bank.has(check_bic(bic))
    except ValueError:
        return False
