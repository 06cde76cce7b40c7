"""Money that comes back from a winner."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel


class MoneyReturn(SQLModel, table=True):
    """Unspent money, or what a terminated contract gives back. A note made by mistake is cancelled and stays to be
    seen; its order may be noted anew."""

    __tablename__ = "money_return"
    __table_args__ = (
        CheckConstraint("amount > 0", name="positive"),
        CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL) AND (cancelled_at IS NULL) = (cancel_reason = '')",
            name="cancelled_for_a_reason",
        ),
        Index("uq_money_return_order", "grant_id", "order_number", unique=True,
              sqlite_where=text("cancelled_at IS NULL"), postgresql_where=text("cancelled_at IS NULL")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", index=True)
    amount: int
    """Tenge."""
    order_number: str
    """Of the payment by which it came."""
    returned_on: date
    noted_by: int = Field(foreign_key="user.id")
    noted_at: datetime
    cancelled_at: datetime | None = None
    cancelled_by: int | None = Field(default=None, foreign_key="user.id")
    cancel_reason: str = ""
