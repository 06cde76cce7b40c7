"""What the organiser sets for the contracts of a contest: days, parts, what is withheld, and the clauses."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import Texts, choice, json

ANSWER_DAYS, PAYMENT_DAYS = 5, 10


class GrantTerms(SQLModel, table=True):
    """A contest without a row follows the defaults."""

    __tablename__ = "grant_terms"
    __table_args__ = (CheckConstraint("answer_days > 0 AND payment_days > 0 AND return_days > 0", name="days"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", unique=True)
    answer_days: int = ANSWER_DAYS
    """Working days in which a winner accepts or refuses."""
    payment_days: int = PAYMENT_DAYS
    """Working days from the signatures to the payment."""
    return_days: int = 10
    """Calendar days in which unspent money comes back."""
    parts: list[int] = json(default_factory=list)
    """Per cent of each payment, together 100; empty: all at once."""
    asks_document: bool = False
    """The identity document is asked for with the other details."""


class WithheldKind(StrEnum):
    PENSION = "pension"
    HEALTH = "health"
    SOCIAL = "social"
    INCOME_TAX = "income_tax"
    OTHER = "other"


class From(StrEnum):
    """From whose grants it is withheld."""

    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    ALL = "all"


class WithheldRate(SQLModel, table=True):
    """A rate in force from a day on, until a later one of its kind. None at all: nothing is withheld."""

    __tablename__ = "withheld_rate"
    __table_args__ = (
        UniqueConstraint("contest_id", "kind", "since", "who"),
        CheckConstraint("basis_points BETWEEN 0 AND 10000 AND deduction >= 0", name="share"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    kind: WithheldKind = choice(WithheldKind)
    name: Texts = json(default_factory=dict)
    """Of another kind."""
    since: date
    basis_points: int
    """Of ten thousand: 1000 is 10 per cent; 0 ends it."""
    less: list[str] = json(default_factory=list)
    """Kinds that are taken off the sum before this one is computed."""
    deduction: int = 0
    """Tenge that are taken off besides."""
    who: From = choice(From, constraint="withheld_from", default=From.PEOPLE)
    entered_at: datetime
    entered_by: int = Field(foreign_key="user.id")


class ContractClauses(SQLModel, table=True):
    """One version of the contract's clauses in one language, in place of ours."""

    __tablename__ = "contract_clauses"
    __table_args__ = (UniqueConstraint("contest_id", "version", "language"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    version: int
    language: str
    body: str
    made_at: datetime
    made_by: int = Field(foreign_key="user.id")
