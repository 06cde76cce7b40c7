"""What a winner far away sends of a signed paper until the paper itself is there."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from app.db import choice


class Copied(StrEnum):
    """The papers that a winner signs."""

    CONTRACT = "contract"
    ACT = "act"


class CopyStatus(StrEnum):
    SENT = "sent"
    TAKEN = "taken"
    RETURNED = "returned"


class SignedCopy(SQLModel, table=True):
    """All pages of one paper as the winner signed them, in one PDF."""

    __tablename__ = "signed_copy"
    __table_args__ = (
        CheckConstraint("(status = 'sent') = (answered_at IS NULL)", name="answered_at_a_time"),
        CheckConstraint("status <> 'returned' OR remark <> ''", name="returned_with_a_remark"),
        CheckConstraint("pages > 0", name="pages"),
        Index("uq_signed_copy_sent", "grant_id", "paper", unique=True,
              sqlite_where=text("status = 'sent'"), postgresql_where=text("status = 'sent'")),
    )  # fmt: skip
    """One waits at a time."""

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", index=True)
    paper: Copied = choice(Copied)
    of: str
    """SHA-256 of the PDF that was to be signed: of another one, sent later, this is no copy."""
    signed_on: date
    """As the winner said, or as it was corrected when it was taken."""
    sha256: str
    pages: int
    size: int
    sent_at: datetime
    status: CopyStatus = choice(CopyStatus, default=CopyStatus.SENT)
    remark: str = ""
    """Of the office, to the winner."""
    answered_by: int | None = Field(default=None, foreign_key="user.id")
    answered_at: datetime | None = None
