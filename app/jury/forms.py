"""What an expert and the office may say about judging."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from app.fields import Email, Fields, Name, Prose, Remark
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


class SeatForm(Fields):
    """A new member of the commission. Without nominations: all of them."""

    email: Email
    post: Post
    name_kk: Name
    name_ru: Name
    occupation_kk: Name
    occupation_ru: Name
    nominations: Annotated[list[int], BeforeValidator(_listed)] = Field(default=[])


class LeavingForm(Fields):
    reason: Remark
