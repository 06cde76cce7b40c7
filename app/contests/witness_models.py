"""Addresses outside the house that get every checkpoint of a contest's journal: the donor's, a partner's."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.accounts.models import Language
from app.db import choice


class Witness(SQLModel, table=True):
    __tablename__ = "journal_witness"
    __table_args__ = (UniqueConstraint("contest_id", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    address: str
    language: Language = choice(Language, default=Language.KK)
    named_at: datetime
    named_by: int = Field(foreign_key="user.id")
