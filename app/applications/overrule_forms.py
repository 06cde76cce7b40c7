"""What the organiser says when a decision or a deadline is overruled, and about the check list."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_core.core_schema import ValidationInfo

from app.applications.checklist import Item
from app.contests.forms import Moment
from app.contests.models import LookMode
from app.fields import Email, Fields, Line, Remark


class Extended(Fields):
    extended_until: Moment
    extension_reason: Remark
    scope: Annotated[str, Field(pattern="^(application|person)$")] = "application"

    @property
    def is_whole(self) -> bool:
        return self.scope == "person"


class ExtendedPerson(Fields):
    email: Email
    extended_until: Moment
    extension_reason: Remark


class Overruled(Fields):
    reason: Remark


class Looked(Fields):
    look_comment: Annotated[Line, Field(max_length=200)] = ""


class SentBack(Fields):
    look_comment: Remark


class ListLine(Fields):
    name: Line = ""
    place: Annotated[int, Field(ge=1, le=99)] | None = None
    question_kk: Line = ""
    question_ru: Annotated[Line, Field(validate_default=True)] = ""
    question_en: Line = ""
    is_required: bool = False

    @field_validator("question_ru")
    @classmethod
    def _both(cls, value: str, info: ValidationInfo) -> str:
        if bool(value) != bool(info.data.get("question_kk")):
            raise ValueError("both-languages")
        return value

    @property
    def item(self) -> Item:
        words = {"kk": self.question_kk, "ru": self.question_ru, "en": self.question_en}
        return Item(self.name, "", self.is_required, words)


class CheckList(Fields):
    items: list[ListLine] = Field(default=[])

    @property
    def lines(self) -> list[Item]:
        """In the order of their places, those without one behind; a line without words is gone."""
        kept = [line for line in self.items if line.question_kk]
        return [line.item for line in sorted(kept, key=lambda line: line.place or 100)]


class Looks(Fields):
    second_look: LookMode
    sample_percent: Annotated[int, Field(ge=0, le=100)] = 0


def is_late_enough(until: datetime, closes_at: datetime | None) -> bool:
    """An extension ends after the contest's own closing."""
    return closes_at is not None and until > closes_at
