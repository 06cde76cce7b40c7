"""The form of a winner's details: which one it is, and what is known already."""

from typing import Any

from sqlmodel import Session

from app.applications.models import ApplicantKind
from app.grants import queries, words
from app.grants.details import PLAIN
from app.grants.queries import Place
from app.i18n import gettext

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
