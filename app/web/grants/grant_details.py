"""The form of a winner's details: which one it is, what is known already, and which bank its account names."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.alphabet import clean_line
from app.applications.models import ApplicantKind
from app.fields import Fields
from app.grants import banks, details, queries, words
from app.grants.banks import Bank
from app.grants.details import PLAIN
from app.grants.queries import Place
from app.i18n import gettext, language
from app.identifiers import check_bic, check_iban
from app.keys import Keys
from app.web.forms import Form, bind

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


def bound(model: type[Fields], typed: Mapping[str, Any], account: str) -> Form[Any]:
    """A form that names a bank beside an account, each by the other; `account`: as it is stored."""
    named = banks.of(account)
    form: Form[Any] = bind(model, _completed(typed, named))
    _ask_of_bank(form, named)
    return form


def _completed(typed: Mapping[str, Any], bank: Bank | None) -> dict[str, Any]:
    """What the account tells of its bank stands in the fields that were left blank."""
    told = {"bank": bank.name(language()), "bic": bank.bic} if bank else {}
    return dict(typed) | {name: text for name, text in told.items() if not str(typed.get(name, "")).strip()}


def _ask_of_bank(form: Form[Any], bank: Bank | None) -> None:
    """Account and BIC of two banks are asked about once; whoever says that both are right is believed, of this bank."""
    if bank is None or "bic" in form.errors or not _contradicts(form, bank):
        return
    form.text["sure_of"] = bank.bic
    if form.text.get("sure") != bank.bic:
        form.text["sure"] = ""
        form.errors["bic"] = gettext("By its account the bank is %(bank)s, with the BIC %(bic)s") % {
            "bank": bank.name(language()), "bic": bank.bic,
        }  # fmt: skip


def _contradicts(form: Form[Any], bank: Bank) -> bool:
    """Whether the BIC or the name is that of another bank than the account's; whatever else the form lacks."""
    bic, name = (str(form.text.get(field, "")) for field in ("bic", "bank"))
    called = {known: one for one in banks.BANKS.values() for known in (one.kk, one.ru)}
    return differs(bank, bic) or called.get(clean_line(name), bank) is not bank


def differs(bank: Bank, bic: str) -> bool:
    """Whether it is another bank's BIC; one that is still being typed is nobody's."""
    try:
        return not bank.has(check_bic(bic))
    except ValueError:
        return False
