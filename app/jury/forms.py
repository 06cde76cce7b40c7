"""What an expert and the office may say about judging."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from app import alphabet
from app.fields import Email, Fields, Line, Name, Prose, Remark
from app.jury.models import Post


def _percent(value: Any) -> Any:
    return value.replace(",", ".").replace("%", "").strip() if isinstance(value, str) else value


def _long_enough(word: str) -> str:
    """One letter stands in every word."""
    if len(word) < 2 or len(word) > 200 or alphabet.has_forbidden(word):
        raise ValueError("word-to-cover")
    return word


Percent = Annotated[float, BeforeValidator(_percent), Field(ge=0, le=100)]


class MarksForm(Fields):
    """Marks by criterion position (`c1` … ) and the comment; whatever is sent is saved."""

    comment: Prose = ""


class RecusalForm(Fields):
    why: Remark


class ExposureForm(Fields):
    """Where a name can be read in a work; may stay empty."""

    place: Line = ""


class CoveredArea(Fields):
    """A rectangle of a picture in per cent of its sides, tenths allowed."""

    left: Percent
    top: Percent
    width: Percent
    height: Percent

    @property
    def thousandths(self) -> tuple[int, int, int, int]:
        """Cut off at the edges of the picture."""
        left, top = (min(1000, round(10 * one)) for one in (self.left, self.top))
        return left, top, min(1000 - left, round(10 * self.width)), min(1000 - top, round(10 * self.height))


class CoveredAreas(Fields):
    areas: Annotated[list[CoveredArea], Field(max_length=20)] = Field(default=[])


def _words(value: Any) -> Any:
    """Each line is one."""
    if not isinstance(value, str):
        return value
    lines = [alphabet.clean_line(line) for line in value.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))


class CoveredWords(Fields):
    """Names as they stand in the text, each in a line of its own."""

    words: Annotated[
        list[Annotated[str, AfterValidator(_long_enough)]], BeforeValidator(_words), Field(max_length=50)
    ] = Field(default=[])


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


class AnswersForm(Fields):
    """`answers`: the seal of a member's quick round."""

    answers: int
    answers_reason: Remark


class UnsealingForm(Fields):
    seat: int
    code: Annotated[Line, Field(min_length=1)]
    reason: Remark
