"""What must be said about a pupil's work."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator, model_validator

from app.applications.models import WorkKind
from app.fields import Day, Fields, Line, Name, Phone, Yes

_NAME_SIGNS = " -.'’ʼ"
CONSENTS = (
    "representative_name", "representative_relation", "consent_on", "consent_take_part", "consent_show_name",
    "consent_photo",
)  # fmt: skip
"""What a work may be handed in without; all that is needed of them once one is said."""
NOTHING_SAID = (None, None, None, False, False, False)


class Relation(StrEnum):
    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"


def _letters(value: str) -> str:
    if not all(sign.isalpha() or sign in _NAME_SIGNS for sign in value) or not value[0].isalpha():
        raise ValueError("person-name")
    return value


PersonName = Annotated[Line, StringConstraints(min_length=2, max_length=60), AfterValidator(_letters)]
Title = Annotated[Line, StringConstraints(min_length=2, max_length=120)]


class DrawingForm(Fields):
    """One pupil's work, in the order of the page: a date of birth or an age, a school of the directory or a new one."""

    nomination: int
    """Its position in the contest."""
    work_kind: WorkKind
    title: Title
    technique: Line = ""
    own_work: Yes = Field(False, validate_default=True)
    author_last_kk: PersonName
    author_first_kk: PersonName
    author_last_ru: PersonName
    author_first_ru: PersonName
    born_on: Day | None = None
    age: Annotated[int, Field(ge=5, le=19)] | None = Field(None, validate_default=True)
    grade: Annotated[int, Field(ge=0, le=11)]
    sex: Literal["female", "male"] | None = None
    school_q: Line = ""
    """What was looked for; says nothing about the work."""
    school_is_new: bool = False
    school_territory: Line | None = Field(None, validate_default=True)
    """Its code."""
    school: int | None = Field(None, validate_default=True)
    school_name_kk: Name | None = Field(None, validate_default=True)
    school_name_ru: Name | None = Field(None, validate_default=True)
    school_settlement: Name | None = Field(None, validate_default=True)
    school_rural: Literal["yes", "no"] | None = Field(None, validate_default=True)
    teacher_name: Name
    teacher_phone: Phone | None = None
    has_consents: bool = False
    """Something of the representative's consents was said; then who gave them, when and the first are needed."""
    representative_name: Name | None = Field(None, validate_default=True)
    representative_relation: Relation | None = Field(None, validate_default=True)
    consent_on: Day | None = Field(None, validate_default=True)
    consent_take_part: bool = Field(False, validate_default=True)
    consent_show_name: bool = False
    consent_photo: bool = False

    @model_validator(mode="before")
    @classmethod
    def _consents_begun(cls, said: Any) -> Any:
        return {**said, "has_consents": any(said.get(name) for name in CONSENTS)}

    @field_validator("age")
    @classmethod
    def _age_or_birth(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is None and "born_on" in info.data and info.data["born_on"] is None:
            raise ValueError("birth-or-age")
        return value

    @field_validator("school")
    @classmethod
    def _school_chosen(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is None and not info.data.get("school_is_new"):
            raise ValueError("school-choice")
        return value

    @field_validator("school_territory", "school_name_kk", "school_name_ru", "school_settlement", "school_rural")
    @classmethod
    def _new_school_described(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("school_is_new"):
            raise ValueError("say")
        return value

    @field_validator("representative_name", "representative_relation", "consent_on")
    @classmethod
    def _giver_said(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None and info.data.get("has_consents"):
            raise ValueError("say")
        return value

    @field_validator("consent_take_part")
    @classmethod
    def _first_of_all(cls, value: bool, info: ValidationInfo) -> bool:
        if not value and info.data.get("has_consents"):
            raise ValueError("tick")
        return value

    @property
    def consents_said(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in CONSENTS)

    @property
    def name_kk(self) -> str:
        return f"{self.author_last_kk} {self.author_first_kk}"

    @property
    def name_ru(self) -> str:
        return f"{self.author_last_ru} {self.author_first_ru}"

    def age_on(self, day: date) -> int | None:
        """Full years on that day, by the date of birth if that was given."""
        if self.born_on is None:
            return self.age
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))
