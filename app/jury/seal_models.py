"""A sealed sheet that is opened again: who asked, who agreed, and the sheet as it had been sealed."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.db import json

_WAITS = text("settled_at IS NULL")


class Unsealing(SQLModel, table=True):
    """One person asks to open a sealed sheet, another agrees or refuses."""

    __table_args__ = (
        CheckConstraint("settled_by IS NULL OR settled_by <> proposed_by", name="two_people"),
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled_by_somebody"),
        Index("uq_unsealing_that_waits", "sheet_id", unique=True, sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    sheet_id: int = Field(foreign_key="sheet.id", index=True)
    reason: str
    proposed_by: int = Field(foreign_key="user.id")
    proposed_at: datetime
    settled_by: int | None = Field(default=None, foreign_key="user.id")
    settled_at: datetime | None = None
    is_agreed: bool = False


class SheetVersion(SQLModel, table=True):
    """A sheet as it was sealed before it was opened again; never changed."""

    __tablename__ = "sheet_version"
    __table_args__ = (UniqueConstraint("sheet_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="sheet.id", index=True)
    number: int
    unsealing_id: int = Field(foreign_key="unsealing.id", unique=True)
    content: list[Any] = json()
    """What was hashed: seat, code, marks by criterion with its weight, comment, nonce."""
    sha256: str
    sealed_at: datetime
    seal_sha256: str
    receipt: str
    """The seal that it was part of."""
