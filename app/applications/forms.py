"""The small-grant form, step by step: what must be said and how. Rows are lists; amounts are whole tenge.

What only the contest knows (its nominations, its sum, the day's date) is asked afterwards, by `wrongs`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from app.applications.form_types import (
    Amount,
    BirthYear,
    Count,
    OfficialName,
    Sentence,
    Short,
    Story,
    Volunteers,
    at_least,
    at_most,
)
from app.applications.models import ApplicantKind, BudgetGroup
from app.contests.models import Contest, Nomination, Question
from app.fields import Bin, Day, Email, Fields, Line, Name, Phone, Prose, Tenge, Wrong, Yes
from app.places.models import Territory

ADULT = 18
MOST_MONEY = 100_000_000
"""Tenge of one budget line: far above any grant, far below what the database holds."""


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Category(StrEnum):
    """Of adults, as the donor's statistics count participants."""

    YOUTH = "youth"
    CIVIL_SERVANT = "civil-servant"
    PUBLIC_SECTOR = "public-sector"
    DISABILITY = "disability"
    OLDER = "older"
    UNEMPLOYED = "unemployed"
    NGO = "ngo"
    BUSINESS = "business"
    OTHER = "other"


class Applicant(Fields):
    """Who asks, whatever they are; `name` is the person, the group's leader or the organisation's contact."""

    kind: ApplicantKind
    name: Name
    name_ru: Name | None = None
    """As Russian papers print it, where it differs."""
    phone: Phone
    email: Email
    settlement: Short
    address: Short
    experience: Prose = ""


class Person(Applicant):
    born_on: Day
    workplace: Line = ""
    sex: Sex | None = None
    category: Category | None = None


class Member(Fields):
    name: Name
    born: BirthYear
    role: Short


class Group(Person):
    group_name: Short
    members: list[Member] = Field(default=[], min_length=1, max_length=30, validate_default=True)


class Organisation(Applicant):
    org_name_kk: OfficialName
    org_name_ru: OfficialName
    bin: Bin
    head: Name
    head_position: Short


class Result(Fields):
    """Something to count: 1 200 · m of shore."""

    what: Short
    number: Amount
    unit: Annotated[Line, at_least(1)]


class Project(Fields):
    nomination: int
    """Its position in the contest."""
    territory: str
    """Its code."""
    place: Short
    title: Annotated[Line, at_least(5), at_most(90)]
    problem: Story
    goal: Story
    target: Sentence
    results: list[Result] = Field(default=[], min_length=1, max_length=10, validate_default=True)
    volunteers: Volunteers
    partners: Prose = ""
    sustainability: Sentence
    risks: Sentence
    publicity: Sentence


class Deed(Fields):
    """One line of the plan of activities."""

    what: Short
    when: Short
    where: Short
    responsible: Short
    result: Short


class Plan(Fields):
    activities: list[Deed] = Field(default=[], min_length=1, max_length=30, validate_default=True)


class Cost(Fields):
    """One line of the budget: quantity × price = the grant's share + `own`."""

    group: BudgetGroup
    name: Short
    unit: Annotated[Line, at_least(1)]
    quantity: Count
    price: Annotated[Tenge, Field(ge=1, le=MOST_MONEY)]
    own: Tenge = 0
    reason: Annotated[Line, at_least(2)]

    @field_validator("own")
    @classmethod
    def fits(cls, own: int, known: ValidationInfo) -> int:
        """Also says when the line as a whole is more than any budget may hold."""
        amount = known.data.get("quantity", 0) * known.data.get("price", 0)
        if amount > MOST_MONEY:
            raise Wrong("line-over", most=MOST_MONEY)
        if {"quantity", "price"} <= known.data.keys() and own > amount:
            raise Wrong("own-over", amount=amount)
        return own

    @property
    def amount(self) -> int:
        return self.quantity * self.price

    @property
    def granted(self) -> int:
        return self.amount - self.own


class Budget(Fields):
    costs: list[Cost] = Field(default=[], min_length=1, max_length=50, validate_default=True)
    requested: Annotated[Tenge, Field(ge=1)]

    @field_validator("requested")
    @classmethod
    def adds_up(cls, requested: int, known: ValidationInfo) -> int:
        """To the tenge; asked only once every line is right."""
        if "costs" in known.data:
            granted = sum(cost.granted for cost in known.data["costs"])
            if granted != requested:
                slug = "budget-under" if granted < requested else "budget-over"
                raise Wrong(slug, lines=granted, difference=abs(granted - requested))
        return requested


class Declarations(Fields):
    truthful: Yes = Field(default=False, validate_default=True)
    no_double_funding: Yes = Field(default=False, validate_default=True)
    no_conflict: Yes = Field(default=False, validate_default=True)
    rules_accepted: Yes = Field(default=False, validate_default=True)
    personal_data: Yes = Field(default=False, validate_default=True)
    publish: bool = False


@dataclass(frozen=True)
class Frame:
    """What only the contest and the day can tell about a form."""

    contest: Contest
    nominations: Mapping[int, Nomination]
    territories: Mapping[str, Territory]
    today: date
    questions: Sequence[Question] = ()
    """Of the contest's own."""


def wrongs(fields: Fields, frame: Frame) -> dict[str, ValueError]:
    """Field name → what is wrong with it in this contest, for one valid step."""
    match fields:
        case Person(born_on=born_on) if _age(born_on, frame.today) < ADULT:
            return {"born_on": Wrong("under-age", years=ADULT)}
        case Project():
            found = {"nomination": fields.nomination in frame.nominations}
            found |= {"territory": fields.territory in frame.territories}
            return {name: ValueError("choice") for name, is_known in found.items() if not is_known}
        case Budget(requested=requested) if requested > frame.contest.grant_amount:
            limit = frame.contest.grant_amount
            return {"requested": Wrong("grant-over", limit=limit, over=requested - limit)}
    return {}


def _age(born_on: date, today: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
