"""What has to be said to decide, and about the meeting at which it was decided."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator

from app.awards.models import MeetingMode
from app.fields import Day, Fields, Line, Name, Prose, Remark

CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
NOTHING = "none"
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
Count = Annotated[int, Field(ge=0, le=99)]


def listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def ids_of(value: Any) -> Any:
    """«12,15» → [12, 15]."""
    return [part for part in value.split(",") if part] if isinstance(value, str) else value


def _clock(value: str) -> str:
    found = CLOCK.fullmatch(value)
    if found is None:
        raise ValueError("clock")
    return f"{int(found[1]):02d}:{found[2]}"


Clock = Annotated[Line, AfterValidator(_clock)]
"""Hours and minutes: «15:00»."""
Reason = Annotated[Prose, StringConstraints(max_length=2000)]


class ChoiceForm(Fields):
    """`choice`: application ids, or «none». `was`: the ids that stood there when the page was made."""

    choice: Annotated[list[Id | Literal["none"]], BeforeValidator(listed), Field(min_length=1)]
    reason: Reason = ""
    was: Annotated[list[Id], BeforeValidator(ids_of)] = Field(default=[])

    @property
    def wanted(self) -> list[int]:
        return [one for one in self.choice if isinstance(one, int)]


class TieRow(Fields):
    application: Id
    count: Count


class VoteForm(Fields):
    votes: Annotated[list[TieRow], Field(min_length=2, max_length=50)]
    casting: Id | None = None


class EmptyForm(Fields):
    """Positions of nominations in which nothing is awarded, for one reason."""

    empty: Annotated[list[Id], BeforeValidator(listed), Field(min_length=1)]
    why: Remark


class ConfirmForm(Fields):
    seen: Line


class ReopenForm(Fields):
    reason: Remark


class ScanForm(Fields):
    """Of a signed paper; the `reason` says why it takes another one's place."""

    reason: Reason = ""


class SeatRow(Fields):
    """How a member took part. Whoever was absent says why."""

    seat: Id
    how: Literal["in_person", "remote", "absent"]
    why: Line | None = Field(None, validate_default=True)
    dissent: Reason = ""

    @field_validator("why")
    @classmethod
    def _why_absent(cls, value: str | None, info: ValidationInfo) -> str | None:
        if not value and info.data.get("how") == "absent":
            raise ValueError("say")
        return value


class ItemVotes(Fields):
    """How it was voted in a nomination from which somebody had stepped back."""

    nomination: Id
    votes_for: Count = 0
    votes_against: Count = 0
    abstained: Count = 0


class ItemRow(Fields):
    """An item of the agenda besides the two that every meeting has."""

    title_kk: Line = Field("", validate_default=True)
    title_ru: Line = ""
    heard_kk: Reason = ""
    heard_ru: Reason = ""
    spoke_kk: Reason = ""
    spoke_ru: Reason = ""
    decided_kk: Reason = Field("", validate_default=True)
    decided_ru: Reason = ""
    votes_for: Count = 0
    votes_against: Count = 0
    abstained: Count = 0

    @field_validator("title_kk", "decided_kk")
    @classmethod
    def _is_said(cls, value: str) -> str:
        if not value:
            raise ValueError("say")
        return value

    @property
    def votes(self) -> list[int]:
        return [self.votes_for, self.votes_against, self.abstained]


class TaskRow(Fields):
    """Who does what until when."""

    what_kk: Reason = Field("", validate_default=True)
    what_ru: Reason = ""
    who: Line = Field("", validate_default=True)
    until: Day

    @field_validator("what_kk", "who")
    @classmethod
    def _is_said(cls, value: str) -> str:
        if not value:
            raise ValueError("say")
        return value


class ProtocolForm(Fields):
    held_on: Day
    starts: Clock
    ends: Clock
    place_kk: Name
    place_ru: Name
    mode: MeetingMode
    seats: Annotated[list[SeatRow], Field(min_length=1, max_length=50)]
    votes_for: Count
    votes_against: Count = 0
    abstained: Count = 0
    invited: Reason = ""
    on_ranking_kk: Prose = ""
    on_ranking_ru: Prose = ""
    on_winners_kk: Prose = ""
    on_winners_ru: Prose = ""
    item_votes: Annotated[list[ItemVotes], Field(max_length=100)] = Field(default=[])
    items: Annotated[list[ItemRow], Field(max_length=10)] = Field(default=[])
    tasks: Annotated[list[TaskRow], Field(max_length=20)] = Field(default=[])

    @field_validator("ends")
    @classmethod
    def _ends_after_it_starts(cls, value: str, info: ValidationInfo) -> str:
        if value <= info.data.get("starts", ""):
            raise ValueError("before-start")
        return value
