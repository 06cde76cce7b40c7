"""What is given by hand: gifts, and the act by which a winner receives them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class Gift(SQLModel, table=True):
    """A thing that a winner receives; the handover act lists them."""

    __table_args__ = (CheckConstraint("quantity > 0 AND price >= 0", name="counted"),)

    id: int | None = Field(default=None, primary_key=True)
    award_id: int = Field(foreign_key="award.id", index=True)
    name_kk: str
    name_ru: str
    quantity: int = 1
    price: int = 0
    """Tenge for one."""


class Handover(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        CheckConstraint("(scan_sha256 IS NULL) = (scan_type = '')", name="scan_has_a_type"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    award_id: int = Field(foreign_key="award.id", unique=True)
    number: int
    made_at: datetime
    received_by: str = ""
    """The legal representative or the teacher for a minor."""
    relation: str = ""
    """A `Relation` to the minor; empty where the winner signs."""
    handed_over_on: date | None = None
    scan_sha256: str | None = None
    scan_type: str = ""
