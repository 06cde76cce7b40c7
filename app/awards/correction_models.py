"""What was corrected after it had been decided: two people, a note for everybody, the state before and after."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.db import choice, json


class CorrectionStatus(StrEnum):
    WAITING = "waiting"
    APPLIED = "applied"
    REFUSED = "refused"


class Correction(SQLModel, table=True):
    """`before` and `after`: {"awards": [{"application", "number", "nomination", "place", "amount"}], "reserve":
    [{"application", "number", "nomination"}]}, with positions of nominations and tenge."""

    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        Index("uq_correction_that_waits", "contest_id", unique=True, sqlite_where=text("status = 'waiting'"),
              postgresql_where=text("status = 'waiting'")),
        CheckConstraint("(status = 'waiting') = (settled_at IS NULL)", name="settled_once"),
        CheckConstraint("(status = 'applied') = (paper_number IS NOT NULL)", name="applied_on_paper"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    number: int
    status: CorrectionStatus = choice(CorrectionStatus, default=CorrectionStatus.WAITING)
    note: dict[str, str] = json()
    """What everybody reads on the page of results, by language."""
    before: dict[str, Any] = json()
    after: dict[str, Any] = json()
    proposed_at: datetime
    proposed_by: int = Field(foreign_key="user.id")
    settled_at: datetime | None = None
    settled_by: int | None = Field(default=None, foreign_key="user.id")
    paper_number: int | None = None
    """Of its own protocol, counted through the year; the file is a `ProtocolCopy`."""


@dataclass(frozen=True)
class Change:
    """What one nomination had and has: (place, number of the application)."""

    nomination: int
    before: list[tuple[int, str]]
    after: list[tuple[int, str]]
