"""Sheets that came back on paper, of the full judging or of the quick round before it: what two people read there, each
without the other's, and what was settled where they differ."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import json


class PaperEntry(SQLModel, table=True):
    """One person's reading of a member's paper sheets in a nomination, in one of its rounds."""

    __tablename__ = "paper_entry"
    __table_args__ = (
        UniqueConstraint("seat_id", "nomination_id", "is_quick", "number"),
        UniqueConstraint("seat_id", "nomination_id", "is_quick", "entered_by"),
        CheckConstraint("number IN (1, 2)", name="two_entries"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    nomination_id: int = Field(foreign_key="nomination.id", index=True)
    is_quick: bool = False
    """Of the quick round."""
    number: int
    entered_by: int = Field(foreign_key="user.id")
    saved_at: datetime
    finished_at: datetime | None = None
    marks: dict[str, Any] = json(default_factory=dict)
    """Sheet id → criterion position → mark, keys as text; the answer of the quick round stands under 0."""


class PaperSettlement(SQLModel, table=True):
    """What one person found on the paper where the readings differ. Without `stood_at` somebody else still has to find
    the same there."""

    __tablename__ = "paper_settlement"
    __table_args__ = (
        UniqueConstraint("seat_id", "nomination_id", "is_quick"),
        CheckConstraint("agreed_by IS NULL OR agreed_by <> settled_by", name="two_people"),
        CheckConstraint("agreed_by IS NULL OR stood_at IS NOT NULL", name="agreed_stands"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    nomination_id: int = Field(foreign_key="nomination.id", index=True)
    is_quick: bool = False
    marks: dict[str, Any] = json(default_factory=dict)
    """Of the differences only, as in an entry."""
    settled_by: int = Field(foreign_key="user.id")
    settled_at: datetime
    agreed_by: int | None = Field(default=None, foreign_key="user.id")
    """Nobody, where every value had been read so by somebody else already."""
    stood_at: datetime | None = None
