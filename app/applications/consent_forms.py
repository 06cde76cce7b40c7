"""What is said about consents outside the form of the work: a signed sheet, and a representative's own answer."""

from pydantic import Field, ValidationInfo, field_validator

from app.applications.drawing_forms import Relation
from app.applications.models import ConsentKind
from app.fields import Day, Fields, Name, Yes


class Ticks(Fields):
    take_part: bool = False
    show_name: bool = False
    photo: bool = False
    author: bool = False
    """Of a pupil of 14 or older: their own."""

    @property
    def given(self) -> dict[ConsentKind, bool]:
        return {
            ConsentKind.TAKE_PART: self.take_part, ConsentKind.SHOW_NAME: self.show_name,
            ConsentKind.PHOTO: self.photo, ConsentKind.AUTHOR: self.author,
        }  # fmt: skip


class Covered(Fields):
    """One child of a sheet; those that are not covered say nothing."""

    application: int
    is_covered: bool = False
    name: Name | None = Field(None, validate_default=True)
    relation: Relation | None = Field(None, validate_default=True)

    @field_validator("name", "relation")
    @classmethod
    def _said(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("is_covered"):
            raise ValueError("say")
        return value


class Signed(Fields):
    """By whom, and when."""

    children: list[Covered] = Field(default=[])
    signed_on: Day


class Sheet(Ticks, Signed):
    """What was signed on one sheet of paper, for one child or for many."""

    take_part: Yes = Field(False, validate_default=True)

    @property
    def covered(self) -> list[Covered]:
        return [child for child in self.children if child.is_covered]


class Reply(Ticks):
    """A representative's own answer; nothing ticked takes everything back."""

    name: Name
    relation: Relation
    is_representative: Yes = Field(False, validate_default=True)


class Demand(Ticks):
    """Which consents the representative takes back."""
