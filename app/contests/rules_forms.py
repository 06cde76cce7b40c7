"""What an organiser says about the rules: the texts, why they change, who approved them."""

from datetime import date
from typing import Annotated, Any, Protocol

from pydantic import BeforeValidator, StringConstraints

from app import alphabet
from app.contests.rulebook import LANGUAGES
from app.db import Texts
from app.fields import Day, Fields, Line, Name, Remark
from app.programmes.models import Organisation


def _body(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if alphabet.has_forbidden(value):
        raise ValueError("forbidden-character")
    return alphabet.clean_text(value)


RulesBody = Annotated[str, BeforeValidator(_body), StringConstraints(min_length=200, max_length=60_000)]


class RulesTexts(Fields):
    body_kk: RulesBody
    body_ru: RulesBody

    @property
    def bodies(self) -> dict[str, str]:
        return {"kk": self.body_kk, "ru": self.body_ru}


class ChangedRules(RulesTexts):
    note_kk: Remark
    note_ru: Remark

    @property
    def notes(self) -> dict[str, str]:
        return {"kk": self.note_kk, "ru": self.note_ru}


class Stamped(Fields):
    authority_kk: Line = ""
    authority_ru: Line = ""
    position_kk: Name
    position_ru: Name
    name_kk: Name
    name_ru: Name
    signed_on: Day
    number: Annotated[Line, StringConstraints(min_length=1, max_length=40)]

    @property
    def facts(self) -> dict[str, Any]:
        """As `editing.stamp_rules` takes them."""
        texts = {
            name: {code: getattr(self, f"{name}_{code}") for code in LANGUAGES}
            for name in ("authority", "position", "name")
        }
        return {**texts, "signed_on": self.signed_on, "number": self.number}


class Stamp(Protocol):
    """What the stamps of the rules and of the commission's list have in common."""

    authority: Texts
    position: Texts
    name: Texts
    signed_on: date
    number: str


def typed_stamp(stamp: Stamp | None, organisation: Organisation | None) -> dict[str, str]:
    """The stamp as its form shows it. A new one names the head of `organisation`, where there is one to name."""
    if stamp is not None:
        known = {"authority": stamp.authority, "position": stamp.position, "name": stamp.name}
    elif organisation is not None:
        known = {"position": organisation.head_position, "name": organisation.head_name}
    else:
        known = {}
    typed = {f"{name}_{code}": texts.get(code, "") for name, texts in known.items() for code in LANGUAGES}
    return typed | ({"signed_on": stamp.signed_on.isoformat(), "number": stamp.number} if stamp else {})
