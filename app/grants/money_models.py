"""Money that comes back from a winner."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class MoneyReturn(SQLModel, table=True):
    """Unspent money, or what a terminated contract gives back."""

    __tablename__ = "money_return"
    __table_args__ = (CheckConstraint("amount > 0", name="positive"), UniqueConstraint("grant_id", "order_number"))

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", index=True)
    amount: int
    """Tenge."""
    order_number: str
    """Of the payment by which it came."""
    returned_on: date
    noted_by: int = Field(foreign_key="user.id")
    noted_at: datetime
