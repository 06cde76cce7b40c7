"""A teacher's batch: what the works of one school have in common. Each of its works is an application of its own."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import json


class Batch(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("teacher_id", "nonce"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    teacher_id: int = Field(foreign_key="user.id", index=True)
    """Who hands the works in: the applicant of each."""
    nonce: str
    """Of the form that made it: pressing twice makes one."""
    language: str
    answers: dict[str, Any] = json(default_factory=dict)
    """School and teacher as typed; every work of the batch carries a copy."""
    revision: int = 0
    """Counts saves of `answers`."""
    page: str = ""
    """Random name of the page that saved them last."""
    created_at: datetime
    saved_at: datetime
