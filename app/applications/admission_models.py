"""What the admission of a contest keeps besides its applications: check list, second looks, extensions, conclusions."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.applications.models import RejectionReason
from app.db import Texts, choice, json


class CheckItem(SQLModel, table=True):
    """One line of a contest's own check list; a contest without any has the usual one of its kind."""

    __tablename__ = "check_item"
    __table_args__ = (UniqueConstraint("contest_id", "name"), UniqueConstraint("contest_id", "position"))

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    position: int
    name: str
    """As `Check.item` keeps it."""
    question: Texts = json()
    is_required: bool = True


class Check(SQLModel, table=True):
    """One line of the admission check list, as the secretary answered it."""

    __tablename__ = "admission_check"
    __table_args__ = (UniqueConstraint("application_id", "item"),)

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    item: str
    answer: str
    """"yes", "no" or "n/a"."""
    comment: str = ""
    checked_at: datetime
    checked_by: int = Field(foreign_key="user.id")


class Extension(SQLModel, table=True):
    """A later deadline for one person, or for one application of theirs; the latest one granted holds."""

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    """Without it everything of this person in the contest, what they have not begun yet too."""
    until: datetime
    reason: str
    granted_by: int = Field(foreign_key="user.id")
    granted_at: datetime


class Decided(StrEnum):
    ADMITTED = "admitted"
    REJECTED = "rejected"


class Verdict(StrEnum):
    AGREED = "agreed"
    SENT_BACK = "sent-back"
    DROPPED = "dropped"
    """Decided otherwise before anybody looked."""


class SecondLook(SQLModel, table=True):
    """A decision that another person has to look at. One of `is_proposal` has no effect until they agree."""

    __tablename__ = "second_look"
    __table_args__ = (
        CheckConstraint("(verdict IS NULL) = (looked_at IS NULL)", name="looked_with_a_verdict"),
        CheckConstraint("looked_by IS NULL OR verdict = 'dropped' OR looked_by <> decided_by", name="by_another"),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    version: int
    """Of the application that was decided on."""
    decided: Decided = choice(Decided)
    is_proposal: bool = False
    reason: RejectionReason | None = choice(RejectionReason, default=None, nullable=True)
    remark: str = ""
    decided_by: int = Field(foreign_key="user.id")
    decided_at: datetime
    verdict: Verdict | None = choice(Verdict, default=None, nullable=True)
    comment: str = ""
    looked_by: int | None = Field(default=None, foreign_key="user.id")
    looked_at: datetime | None = None


class Conclusion(SQLModel, table=True):
    """«Итоговое заключение»: what the check came to, as it stood when it was closed; never changed."""

    __table_args__ = (UniqueConstraint("contest_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    number: int
    facts: dict[str, Any] = json()
    """As `web/applications/conclusion_paper.py` reads them."""
    closed_at: datetime
    closed_by: int = Field(foreign_key="user.id")
