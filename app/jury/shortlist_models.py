"""The shortlist round: a quick look of every member at every work, before the best are judged by all criteria."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class GlanceSeal(SQLModel, table=True):
    """Closes what one member answered in a nomination's shortlist round. Never changed: one that two people opened
    again is followed by another one, of the next number."""

    __tablename__ = "glance_seal"
    __table_args__ = (UniqueConstraint("seat_id", "nomination_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    nomination_id: int = Field(foreign_key="nomination.id", index=True)
    number: int = 1
    sealed_at: datetime
    nonce: str
    """Hashed with the answers, so that nobody finds them by trying them."""
    sha256: str
    receipt: str = Field(unique=True)
    """Twelve characters, bound to the seat and to what was sealed."""
    scan_sha256: str | None = None
    """Of the signed paper list, where it was answered on paper."""
    scan_type: str = ""


class Glance(SQLModel, table=True):
    """One member's quick answer about one work: no or yes (0, 1), or one to five stars."""

    __table_args__ = (
        UniqueConstraint("seat_id", "application_id"),
        CheckConstraint("value BETWEEN 0 AND 5", name="on_the_scale"),
        CheckConstraint("counts = false OR seal_id IS NOT NULL", name="only_sealed_counts"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    value: int
    saved_at: datetime
    seal_id: int | None = Field(default=None, foreign_key="glance_seal.id", index=True)
    counts: bool = False
    """It was sealed, and its member had no conflict of interest, when the shortlist was made."""


class Shortlist(SQLModel, table=True):
    """The round of a nomination is over."""

    id: int | None = Field(default=None, primary_key=True)
    nomination_id: int = Field(foreign_key="nomination.id", unique=True)
    made_at: datetime
    size: int
    """How many were to go on."""
    is_needed: bool = True
    """False where there were no more works than that: nobody was asked."""
    closed_by: int | None = Field(default=None, foreign_key="user.id")
    """The chair, who did not wait for every member."""
    reason: str = ""
    """The chair's."""


class ShortlistRow(SQLModel, table=True):
    """How one work came out of the round."""

    __tablename__ = "shortlist_row"
    __table_args__ = (CheckConstraint("total >= 0 AND voters >= 0 AND total <= 5 * voters", name="of_its_voters"),)

    id: int | None = Field(default=None, primary_key=True)
    shortlist_id: int = Field(foreign_key="shortlist.id", index=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    total: int
    """Of the answers that count."""
    voters: int
    goes_on: bool
