"""What an expert and the office may say about judging."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from app.fields import Email, Fields, Line, Name, Prose, Remark
from app.jury.models import Post


class MarksForm(Fields):
    """Marks by criterion position (`c1` … ) and the comment; whatever is sent is saved."""

    comment: Prose = ""


class RecusalForm(Fields):
    why: Remark


class ClosingForm(Fields):
    reason: Remark


def _listed(value: Any) -> Any:
    """One ticked box arrives as a text."""
    return [value] if isinstance(value, str) else value


class Person(Fields):
    """A member as papers name them."""

    name_kk: Name
    name_ru: Name
    occupation_kk: Name
    occupation_ru: Name

    @property
    def name(self) -> dict[str, str]:
        return {"kk": self.name_kk, "ru": self.name_ru}

    @property
    def occupation(self) -> dict[str, str]:
        return {"kk": self.occupation_kk, "ru": self.occupation_ru}


class SeatForm(Person):
    """A new member of the commission. Without nominations: all of them."""

    email: Email
    post: Post
    nominations: Annotated[list[int], BeforeValidator(_listed)] = Field(default=[])


class LeavingForm(Fields):
    reason: Remark


class DetailsForm(Person):
    on_paper: bool = False


class ReplacementForm(Person):
    email: Email
    reason: Remark


class SharingForm(Fields):
    """0 sheets for a work: all judge all."""

    sheets_per_work: Annotated[int, Field(ge=0, le=99)]
    seed: Line = ""


class UnsealingForm(Fields):
    seat: int
    code: Annotated[Line, Field(min_length=1)]
    reason: Remark
