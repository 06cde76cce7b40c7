"""What the office says about something that came on paper."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from app.accounts.models import Language
from app.applications.intake_models import Way
from app.contests.forms import Moment
from app.fields import Email, Fields, Line, Name, Phone

MOST = 480
"""Stickers that are printed at once: twenty sheets."""


class Stickers(Fields):
    count: Annotated[int, Field(ge=1, le=MOST)]


class Registration(Fields):
    """Of a sender who was entered before, `sender` is the id; else their name is said."""

    received_at: Moment
    taken_by: Name
    way: Way
    brought_by: Line = ""
    note: Line = ""
    sender: int | None = None
    name: Name | None = Field(None, validate_default=True)
    phone: Phone | None = None
    language: Language = Language.KK

    @field_validator("name")
    @classmethod
    def _somebody(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("sender") is None:
            raise ValueError("say")
        return value


class Address(Fields):
    email: Email
