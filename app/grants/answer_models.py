"""Whether a winner takes the grant: asked with a date, answered by the winner, or settled by the office."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from app.db import choice


class AnswerStatus(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LAPSED = "lapsed"
    """No answer by the date: the office treats it as refused."""
    WITHDRAWN = "withdrawn"
    """A correction of the results took the award back, and the office ended the grant."""


class WinnerAnswer(SQLModel, table=True):
    __tablename__ = "grant_answer"
    __table_args__ = (
        CheckConstraint("(status = 'waiting') = (settled_at IS NULL)", name="settled_at_a_time"),
        CheckConstraint("status NOT IN ('lapsed', 'withdrawn') OR reason <> ''", name="ended_for_a_reason"),
    )

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", unique=True)
    status: AnswerStatus = choice(AnswerStatus, default=AnswerStatus.WAITING)
    until: date
    """The last day for the answer; the date never shifts itself."""
    asked_at: datetime
    """Asked anew where a correction gives the award back to who had lost it."""
    reason: str = ""
    """Why it was refused, or why the office treats silence so or ended it."""
    settled_at: datetime | None = None
    settled_by: int | None = Field(default=None, foreign_key="user.id")
    successor_id: int | None = Field(default=None, foreign_key="grant_award.id")
    """The grant of whoever was called from the reserve instead."""
