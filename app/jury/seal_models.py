"""What was sealed and is opened again, a sheet or a member's answers of the quick round: who asked, who agreed, and
what had been sealed."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.db import json

_WAITS = text("settled_at IS NULL")


class Unsealing(SQLModel, table=True):
    """One person asks to open a sealed sheet, or a member's sealed answers of the quick round; another agrees or
    refuses."""

    __table_args__ = (
        CheckConstraint("settled_by IS NULL OR settled_by <> proposed_by", name="two_people"),
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled_by_somebody"),
        CheckConstraint("(sheet_id IS NULL) <> (glance_seal_id IS NULL)", name="of_one_thing"),
        Index("uq_unsealing_that_waits", "sheet_id", unique=True, sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index("uq_answers_unsealing_that_waits", "glance_seal_id", unique=True, sqlite_where=_WAITS,
              postgresql_where=_WAITS),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    sheet_id: int | None = Field(default=None, foreign_key="sheet.id", index=True)
    glance_seal_id: int | None = Field(default=None, foreign_key="glance_seal.id", index=True)
    reason: str
    proposed_by: int = Field(foreign_key="user.id")
    proposed_at: datetime
    settled_by: int | None = Field(default=None, foreign_key="user.id")
    settled_at: datetime | None = None
    is_agreed: bool = False
    showed_marks: bool = False
    """All had sealed when it was agreed to: the marks of the nomination could be seen until then."""


class OpenedSeal(SQLModel, table=True):
    """A sheet was taken out of a seal; it does not hold any more."""

    __tablename__ = "opened_seal"

    id: int | None = Field(default=None, primary_key=True)
    seal_id: int = Field(foreign_key="seal.id", unique=True)
    unsealing_id: int = Field(foreign_key="unsealing.id")
    """The first sheet that was opened."""
    opened_at: datetime


class SheetVersion(SQLModel, table=True):
    """A sheet, or a member's answers of the quick round, as sealed before it was opened again; never changed."""

    __tablename__ = "sheet_version"
    __table_args__ = (
        UniqueConstraint("sheet_id", "number"),
        UniqueConstraint("glance_seal_id", "number"),
        CheckConstraint("(sheet_id IS NULL) <> (glance_seal_id IS NULL)", name="of_one_thing"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int | None = Field(default=None, foreign_key="sheet.id", index=True)
    glance_seal_id: int | None = Field(default=None, foreign_key="glance_seal.id", index=True)
    number: int
    unsealing_id: int = Field(foreign_key="unsealing.id", unique=True)
    content: list[Any] = json()
    """What was hashed: seat, code, marks by criterion with its weight, comment, nonce; of answers seat, nomination,
    answers by code, nonce, time."""
    sha256: str
    sealed_at: datetime
    seal_sha256: str
    receipt: str
    """The seal that it was part of, of answers the seal itself."""
