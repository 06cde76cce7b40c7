"""Names as papers will print them, proved before printing."""

from datetime import datetime

from sqlmodel import Field, SQLModel

CORRECTED = ("recipient", "work", "teacher")
"""What may be corrected for the papers of one application."""


class NameProof(SQLModel, table=True):
    """What those who know said about the names of one application. What was handed in stays as it is: a correction
    changes only what papers print."""

    __tablename__ = "name_proof"

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    recipient: str = ""
    """As corrected; empty: as in the application. The same with `work` and `teacher`."""
    work: str = ""
    teacher: str = ""
    asked_at: datetime | None = None
    reminders: int = 0
    """How many were written by themselves since then."""
    confirmed_at: datetime | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="user.id")
    by_office: bool = False
    """The office wrote down what it was told, in `remark` by whom and how."""
    remark: str = ""
