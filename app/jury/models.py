"""How it is judged: seats, sheets, marks, conflicts of interest, seals."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import Texts, choice, json


class Post(StrEnum):
    CHAIR = "chair"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARY = "secretary"


class Nature(StrEnum):
    """Of a conflict of interest."""

    RELATIVE = "relative"
    EMPLOYER = "employer"
    CO_MEMBER = "co_member"
    TEACHER = "teacher"
    FINANCIAL = "financial"
    OTHER = "other"


class Seat(SQLModel, table=True):
    """A person on a contest's commission. The secretary has a seat without a vote."""

    __table_args__ = (UniqueConstraint("contest_id", "user_id"), UniqueConstraint("contest_id", "position"))

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    position: int
    post: Post = choice(Post, default=Post.MEMBER)
    name: Texts = json()
    """kk and ru, as papers print it."""
    occupation: Texts = json()
    given_at: datetime | None = None
    left_at: datetime | None = None
    replaces_id: int | None = Field(default=None, foreign_key="seat.id")
    """Whose open sheets it took over."""
    on_paper: bool = False
    """This member marks on printed sheets, which the office enters twice."""
    declared_at: datetime | None = None
    """When the member declared their conflicts of interest: for all works that were dealt to it by then."""

    @property
    def votes(self) -> bool:
        return self.post is not Post.SECRETARY


class Bench(SQLModel, table=True):
    """The nominations that a seat judges."""

    __table_args__ = (UniqueConstraint("seat_id", "nomination_id"),)

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    nomination_id: int = Field(foreign_key="nomination.id", index=True)
    is_awaited: bool = False
    """Somebody has sealed the nomination while this seat judged it, too: no marks open there without its seal, even if
    the member leaves or has no sheets any more. Who takes the place takes this over; the chair may close instead."""


class SheetStatus(StrEnum):
    OPEN = "open"
    SEALED = "sealed"
    VOID = "void"
    RECUSED = "recused"


class Sheet(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("seat_id", "application_id"),
        CheckConstraint("(status = 'sealed') = (seal_id IS NOT NULL)", name="sealed_by_a_seal"),
        CheckConstraint("(status = 'recused') = (conflict IS NOT NULL)", name="recused_for_a_reason"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    dealt_at: datetime
    status: SheetStatus = choice(SheetStatus, default=SheetStatus.OPEN)
    comment: str = ""
    revision: int = 0
    saved_at: datetime | None = None
    conflict: str | None = None
    nature: Nature | None = choice(Nature, default=None, nullable=True)
    seal_id: int | None = Field(default=None, foreign_key="seal.id", index=True)
    sha256: str | None = None
    """Of its canonical content at the seal."""
    nonce: str = ""
    """Hashed with the content, so that nobody finds the marks by trying them."""


class Mark(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("sheet_id", "criterion_id"), CheckConstraint("value >= 0", name="not_negative"))

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="sheet.id", index=True)
    criterion_id: int = Field(foreign_key="criterion.id")
    value: int
    saved_at: datetime


class Seal(SQLModel, table=True):
    """Closes all of one expert's sheets in a nomination. Never changed: a seal that was opened again is followed by
    another one, of the next number, over the same sheets."""

    __table_args__ = (UniqueConstraint("seat_id", "nomination_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", index=True)
    nomination_id: int = Field(foreign_key="nomination.id", index=True)
    number: int = 1
    sealed_at: datetime
    sha256: str
    receipt: str = Field(unique=True)
    """Twelve characters, bound to the seat and to what was sealed."""
    scan_sha256: str | None = None
    """Of the signed paper sheets, where they were judged on paper."""
    scan_type: str = ""


class Closing(SQLModel, table=True):
    """The chair ended the judging of a nomination without waiting for every seat; unsealed sheets are void."""

    __tablename__ = "judging_closing"

    id: int | None = Field(default=None, primary_key=True)
    nomination_id: int = Field(foreign_key="nomination.id", unique=True)
    closed_at: datetime
    closed_by: int = Field(foreign_key="user.id")
    reason: str


class TieVote(SQLModel, table=True):
    """Votes of the commission for one application in a tie that no rule resolved."""

    __tablename__ = "tie_vote"

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    votes: int
    recorded_at: datetime
    recorded_by: int = Field(foreign_key="user.id")
    note: dict[str, Any] = json(default_factory=dict)
