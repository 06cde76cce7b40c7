"""What happens to a report besides its being written: each item checked, its day put off, the act that closes it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.db import choice


class Verdict(SQLModel, table=True):
    """What was said of one item of a report. It holds while the item is as it was then: see `checking.Item.seal`."""

    __tablename__ = "report_verdict"
    __table_args__ = (
        UniqueConstraint("report_id", "item"),
        CheckConstraint("is_accepted OR remark <> ''", name="returned_with_a_remark"),
    )

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    item: str
    """`deeds-0`, `people`, `evidence-7`, `expense-12`."""
    is_accepted: bool
    remark: str = ""
    seal: str
    """Digest of what was looked at."""
    given_by: int = Field(foreign_key="user.id")
    given_at: datetime


class Answer(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Postponement(SQLModel, table=True):
    """A later day that the winner asked for. The report's day changes only when somebody grants it."""

    __tablename__ = "report_postponement"
    __table_args__ = (
        CheckConstraint("(answer = 'asked') = (answered_at IS NULL)", name="answered_at_a_time"),
        CheckConstraint("answer <> 'refused' OR words <> ''", name="refused_with_a_reason"),
        Index("uq_postponement_asked", "report_id", unique=True,
              sqlite_where=text("answer = 'asked'"), postgresql_where=text("answer = 'asked'")),
    )  # fmt: skip
    """One waits at a time."""

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    before: date
    """The day that held when it was asked."""
    until: date
    reason: str
    asked_at: datetime
    answer: Answer = choice(Answer, default=Answer.ASKED)
    words: str = ""
    """Of the office, to the winner."""
    answered_by: int | None = Field(default=None, foreign_key="user.id")
    answered_at: datetime | None = None


class Act(SQLModel, table=True):
    """The paper of an accepted report (D10), frozen as it was drawn then."""

    __tablename__ = "grant_act"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint("(scan_sha256 IS NULL) = (scan_type = '')", name="scan_has_a_type"),
        CheckConstraint("(scan_sha256 IS NULL) = (signed_on IS NULL)", name="signed_on_a_day"),
    )

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", unique=True)
    year: int
    serial: int
    number: str = Field(unique=True)
    """`4/2026`: gap-free within the year of `dated`."""
    dated: date
    pdf_sha256: str
    docx_sha256: str
    signed_on: date | None = None
    scan_sha256: str | None = None
    scan_type: str = ""
    made_by: int = Field(foreign_key="user.id")
    made_at: datetime
