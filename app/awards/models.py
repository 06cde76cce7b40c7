"""Who wins: the decision, its awards, the protocol."""

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
    agreed_at: datetime | None = None
    """When the first of two confirmed what `agreed_on` names; any change takes it back."""
    agreed_by: int | None = Field(default=None, foreign_key="user.id")
    agreed_on: str = ""
    confirmed_at: datetime | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="user.id")
    published_at: datetime | None = None
    publish_at: datetime | None = None
    """When it is to be published by itself."""
    publish_by: int | None = Field(default=None, foreign_key="user.id")
    basis: dict[str, Any] = json(default_factory=dict)
    """Hashes of the sheets that the ranking used, the order of tie-breaks, what the allocation proposed."""


class Award(SQLModel, table=True):
    """A place taken. The slots make a double award impossible: one row per slot of a nomination and of a territory."""

    __table_args__ = (
        UniqueConstraint("contest_id", "nomination_id", "nomination_slot"),
        UniqueConstraint("contest_id", "territory_id", "territory_slot"),
        CheckConstraint("amount >= 0", name="not_negative"),
        CheckConstraint("(taken_at IS NULL) = (nomination_slot IS NOT NULL)", name="taken_frees_its_slot"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    nomination_id: int = Field(foreign_key="nomination.id", index=True)
    nomination_slot: int | None = 1
    """None once it was taken back."""
    territory_id: int | None = Field(default=None, foreign_key="territory.id")
    territory_slot: int | None = None
    """None where the contest sets no quota per territory."""
    place: int = 1
    amount: int = 0
    """Tenge."""
    is_own: bool = False
    """Chosen by the commission itself; the others follow from the proposal."""
    reason: str = ""
    """Why the commission chose so, where it departed from the proposal."""
    taken_at: datetime | None = None
    """When a correction took it back: it fills no slot any more and counts nowhere; what followed from it stays."""


class NoAward(SQLModel, table=True):
    """A nomination in which the commission awards nothing, and why (to be said before it confirms)."""

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
    """Seat id → "in_person", "remote" or "absent", the latter followed by ": why"."""
    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0
    dissent: dict[str, str] = json(default_factory=dict)
    """Seat id → the member's dissenting opinion."""
    invited: list[str] = json(default_factory=list)
    on_ranking: dict[str, str] = json(default_factory=dict)
    """What was said on the results of the judging, by language."""
    on_winners: dict[str, str] = json(default_factory=dict)
    item_votes: dict[str, list[int]] = json(default_factory=dict)
    """Nomination id → for, against, abstained, where somebody had stepped back from it."""
    items: list[dict[str, Any]] = json(default_factory=list)
    """Further items of the agenda: {"title", "heard", "spoke", "decided": by language, "votes": [3]}."""
    tasks: list[dict[str, Any]] = json(default_factory=list)
    """{"what": by language, "who", "until": ISO}"""
    signed_at: datetime | None = None
    signed_by: int | None = Field(default=None, foreign_key="user.id")
    pdf_sha256: str | None = None
    """The file as it was signed."""
    scan_sha256: str | None = None
    scan_type: str = ""


class Appeal(SQLModel, table=True):
    """What an applicant objects to in the procedure, once for an application, and what was answered."""

    __table_args__ = (CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_in_words"),)

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    body: str
    lodged_at: datetime
    lodged_by: int = Field(foreign_key="user.id")
    is_upheld: bool = False
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="user.id")


class CopyKind(StrEnum):
    """What is frozen beside the protocol itself, what it was once completed by, and what corrects it."""

    EDITABLE = "editable"
    EXTRACT = "extract"
    EXTRACT_EDITABLE = "extract_editable"
    WINNERS = "winners"
    WINNERS_EDITABLE = "winners_editable"
    OLD_SCAN = "old_scan"
    CORRECTION = "correction"
    CORRECTION_EDITABLE = "correction_editable"
    CORRECTION_SCAN = "correction_scan"


class ProtocolCopy(SQLModel, table=True):
    """A file made with the signature, a scan that another one took the place of, or a file of a correction."""

    __tablename__ = "protocol_copy"
    __table_args__ = (
        CheckConstraint("kind <> 'old_scan' OR reason <> ''", name="replaced_for_a_reason"),
        CheckConstraint("(kind LIKE 'correction%') = (correction_id IS NOT NULL)", name="of_its_correction"),
    )

    id: int | None = Field(default=None, primary_key=True)
    protocol_id: int = Field(foreign_key="protocol.id", index=True)
    correction_id: int | None = Field(default=None, foreign_key="correction.id", index=True)
    kind: CopyKind = choice(CopyKind)
    sha256: str
    media_type: str
    made_at: datetime
    """Of an old scan: when it was replaced."""
    made_by: int = Field(foreign_key="user.id")
    reason: str = ""
    """Why an old scan was wrong; of a correction's second scan, why the one before it was."""
