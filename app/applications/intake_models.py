"""What came on paper: a numbered sticker, and when it was put on what, brought by whom."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import choice


class Way(StrEnum):
    HAND = "hand"
    POST = "post"


class Intake(SQLModel, table=True):
    """One sticker. Printed first, later put on a work or an application and registered with it."""

    __table_args__ = (
        UniqueConstraint("contest_id", "serial"),
        CheckConstraint("(application_id IS NULL) = (received_at IS NULL)", name="received_with_its_application"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    serial: int
    """Counts the stickers of the contest without a gap, from 1."""
    code: str = Field(unique=True)
    """Random, in the address behind the QR code."""
    printed_at: datetime
    printed_by: int = Field(foreign_key="user.id")
    application_id: int | None = Field(default=None, foreign_key="application.id", unique=True)
    received_at: datetime | None = None
    """When it was there, as whoever took it says."""
    registered_at: datetime | None = None
    registered_by: int | None = Field(default=None, foreign_key="user.id")
    taken_by: str = ""
    """Who of the office took it."""
    brought_by: str = ""
    way: Way | None = choice(Way, default=None, nullable=True)
    note: str = ""
    search_key: str = ""
    """Of who brought it, from whom and what the note says."""
