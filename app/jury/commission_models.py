"""The commission as a list on paper, and how works are shared among its members."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.contests.models import StampKind
from app.db import Texts, choice, json


class CommissionStamp(SQLModel, table=True):
    """Who approved the list of the commission, or which body agreed to it."""

    __tablename__ = "commission_stamp"
    __table_args__ = (UniqueConstraint("contest_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    kind: StampKind = choice(StampKind)
    authority: Texts = json(default_factory=dict)
    position: Texts = json()
    name: Texts = json()
    signed_on: date
    number: str
    entered_by: int = Field(foreign_key="user.id")
    entered_at: datetime


class Sharing(SQLModel, table=True):
    """How many members judge each work. Without a row all judge all."""

    __table_args__ = (CheckConstraint("sheets_per_work > 0", name="somebody_judges"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", unique=True)
    sheets_per_work: int
    seed: str
    """Public before anything is drawn with it."""
    set_at: datetime
    set_by: int = Field(foreign_key="user.id")
