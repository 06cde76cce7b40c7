"""What an expert and the office may say about judging."""

from pydantic import Field

from app.fields import Email, Fields, Name, Prose, Remark
from app.jury.models import Post


class MarksForm(Fields):
    """Marks by criterion position (`c1` … ) and the comment; whatever is sent is saved."""

    comment: Prose = ""


class RecusalForm(Fields):
    why: Remark


class ClosingForm(Fields):
    reason: Remark


class SeatForm(Fields):
    """A new member of the commission. Without nominations: all of them."""

    email: Email
    post: Post
    name_kk: Name
    name_ru: Name
    occupation_kk: Name
    occupation_ru: Name
    nominations: list[int] = Field(default=[])


class LeavingForm(Fields):
    reason: Remark
