"""Who wins: the decision, its awards, the protocol, and every paper that is issued."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import choice, json


class DecisionStatus(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"


class Decision(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", unique=True)
    status: DecisionStatus = choice(DecisionStatus, default=DecisionStatus.PROPOSED)
    proposed_at: datetime
    proposed_by: int = Field(foreign_key="user.id")
    confirmed_at: datetime | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="user.id")
    published_at: datetime | None = None
    basis: dict[str, Any] = json(default_factory=dict)
    """Hashes of the sheets that the ranking used, the order of tie-breaks, what the allocation proposed."""


class Award(SQLModel, table=True):
    """A place taken. The slots make a double award impossible: one row per slot of a nomination and of a territory."""

    __table_args__ = (
        UniqueConstraint("contest_id", "nomination_id", "nomination_slot"),
        UniqueConstraint("contest_id", "territory_id", "territory_slot"),
        CheckConstraint("amount >= 0", name="not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    nomination_id: int = Field(foreign_key="nomination.id", index=True)
    nomination_slot: int = 1
    territory_id: int | None = Field(default=None, foreign_key="territory.id")
    territory_slot: int | None = None
    """None where the contest sets no quota per territory."""
    place: int = 1
    amount: int = 0
    """Tenge."""
    reason: str = ""
    """Why the commission chose so, where it departed from the proposal."""


class NoAward(SQLModel, table=True):
    """A nomination in which nothing is awarded, and why."""

    __tablename__ = "no_award"

    id: int | None = Field(default=None, primary_key=True)
    nomination_id: int = Field(foreign_key="nomination.id", unique=True)
    reason: str


class Reserve(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    position: int


class MeetingMode(StrEnum):
    IN_PERSON = "in_person"
    REMOTE = "remote"
    MIXED = "mixed"


class Protocol(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        CheckConstraint("(signed_at IS NULL) = (pdf_sha256 IS NULL)", name="signed_is_frozen"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", unique=True)
    number: int
    held_on: date
    starts: str = ""
    ends: str = ""
    place: dict[str, str] = json(default_factory=dict)
    mode: MeetingMode = choice(MeetingMode, default=MeetingMode.IN_PERSON)
    attendance: dict[str, str] = json(default_factory=dict)
    """Seat id → "in_person", "remote" or "absent: why"."""
    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0
    dissent: str = ""
    signed_at: datetime | None = None
    signed_by: int | None = Field(default=None, foreign_key="user.id")
    pdf_sha256: str | None = None
    """The file as it was signed."""
    scan_sha256: str | None = None
    scan_type: str = ""


class PaperKind(StrEnum):
    CERTIFICATE_WINNER = "certificate_winner"
    CERTIFICATE_PARTICIPANT = "certificate_participant"
    DIPLOMA = "diploma"
    THANKS = "letter_of_thanks"


class CertificateStatus(StrEnum):
    ISSUED = "issued"
    HANDED_OVER = "handed_over"
    REPLACED = "replaced"
    REVOKED = "revoked"


class Certificate(SQLModel, table=True):
    """Any issued paper with a number. What it prints is kept as printed and signed."""

    __table_args__ = (UniqueConstraint("contest_id", "kind", "application_id", "issue"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    kind: PaperKind = choice(PaperKind)
    issue: int = 1
    """2 replaces 1."""
    number: str = Field(unique=True)
    """`SDC-2026-D-0007-k3fq`: with a random end, so that numbers cannot be counted through."""
    printed: dict[str, Any] = json()
    signature: str
    """Ed25519 over the canonical JSON of `printed`, base64url."""
    status: CertificateStatus = choice(CertificateStatus, default=CertificateStatus.ISSUED)
    status_reason: str = ""
    issued_at: datetime
    issued_by: int | None = Field(default=None, foreign_key="user.id")


class Gift(SQLModel, table=True):
    """A thing that a winner receives; the handover act lists them."""

    id: int | None = Field(default=None, primary_key=True)
    award_id: int = Field(foreign_key="award.id", index=True)
    name_kk: str
    name_ru: str
    quantity: int = 1
    price: int = 0


class Handover(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("contest_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    award_id: int = Field(foreign_key="award.id", unique=True)
    number: int
    made_at: datetime
    received_by: str = ""
    """The legal representative or the teacher for a minor."""
    relation: str = ""
    handed_over_on: date | None = None
    scan_sha256: str | None = None
    scan_type: str = ""
