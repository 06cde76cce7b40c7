"""A ceremony or an exhibition: when and where, what happens there, who comes, how absent people get their papers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.contests.models import StampKind
from app.db import Texts, choice, json


class EventKind(StrEnum):
    CEREMONY = "ceremony"
    EXHIBITION = "exhibition"


class Event(SQLModel, table=True):
    __table_args__ = (CheckConstraint("ends_at IS NULL OR starts_at < ends_at", name="begins_before_its_end"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    kind: EventKind = choice(EventKind)
    starts_at: datetime
    ends_at: datetime | None = None
    place: Texts = json()
    """Hall, street and town, in kk and ru."""
    programme: Texts = json(default_factory=dict)
    """Lines such as «10:00 Қонақтарды тіркеу», in kk and ru."""
    made_at: datetime
    made_by: int = Field(foreign_key="user.id")


class EventStamp(SQLModel, table=True):
    """Who approved or agreed to the programme, as the paper shows it."""

    __tablename__ = "event_stamp"
    __table_args__ = (UniqueConstraint("event_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    kind: StampKind = choice(StampKind)
    authority: Texts = json(default_factory=dict)
    position: Texts = json()
    name: Texts = json()
    signed_on: date
    number: str
    entered_by: int = Field(foreign_key="user.id")
    entered_at: datetime


class Coming(StrEnum):
    YES = "yes"
    NO = "no"


class Guest(SQLModel, table=True):
    """Somebody who was invited, for all their works together."""

    __table_args__ = (
        UniqueConstraint("event_id", "user_id"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at_a_time"),
        CheckConstraint("people >= 0 AND (answer = 'yes') = (people > 0)", name="comes_with_people"),
    )

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    invited_at: datetime
    answer: Coming | None = choice(Coming, default=None, nullable=True)
    people: int = 0
    """How many come, they themselves among them."""
    answered_at: datetime | None = None
    by_office: bool = False
    """The office entered it, by phone or from paper."""


class Way(StrEnum):
    """How a paper reaches somebody who was not there."""

    SCHOOL = "school"
    POST = "post"
    OFFICE = "office"
    VISIT = "visit"


class LaterPaper(SQLModel, table=True):
    """A paper that was not taken at the ceremony: how its owner gets it."""

    __tablename__ = "later_paper"

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    certificate_id: int = Field(foreign_key="certificate.id", unique=True)
    way: Way = choice(Way)
    note: str = ""
    """Address, by whom, when."""
    settled_at: datetime
    settled_by: int = Field(foreign_key="user.id")
