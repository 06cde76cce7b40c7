"""Score sheets that came back on paper: what two people read there, each without the other's."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import json


class PaperEntry(SQLModel, table=True):
    """One person's reading of a member's paper sheets in a nomination."""

    __tablename__ = "paper_entry"
    __table_args__ = (
        UniqueConstraint("seat_id", "nomination_id", "number"),
        UniqueConstraint("seat_id", "nomination_id", "entered_by"),
        CheckConstraint("number IN (1, 2)", name="two_entries"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    nomination_id: int = Field(foreign_key="nomination.id", index=True)
    number: int
    entered_by: int = Field(foreign_key="user.id")
    saved_at: datetime
    finished_at: datetime | None = None
    marks: dict[str, Any] = json(default_factory=dict)
    """Sheet id → criterion position → mark, keys as text."""
