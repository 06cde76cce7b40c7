"""Every paper that is issued: what it prints, who signed for it, whether it still holds."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.db import choice, json


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


class PaperReason(StrEnum):
    """Why a paper holds no more; the public check says it."""

    NAME_WRONG = "name-wrong"
    TEXT_WRONG = "text-wrong"
    LOST = "lost"
    BY_MISTAKE = "by-mistake"
    AWARD_WITHDRAWN = "award-withdrawn"


_HOLDS = text("status IN ('issued', 'handed_over')")


class Certificate(SQLModel, table=True):
    """Any issued paper with a number. What it prints is kept as printed and signed."""

    __table_args__ = (
        UniqueConstraint("contest_id", "kind", "application_id", "issue"),
        Index(
            "uq_certificate_that_holds", "application_id", "kind", unique=True, sqlite_where=_HOLDS,
            postgresql_where=_HOLDS,
        ),
        CheckConstraint("(status IN ('replaced', 'revoked')) = (reason IS NOT NULL)", name="void_for_a_reason"),
        CheckConstraint("(reason IS NULL) = (void_at IS NULL)", name="void_since"),
        CheckConstraint("status <> 'handed_over' OR handed_over_on IS NOT NULL", name="handed_over_on_a_day"),
    )  # fmt: skip

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
    reason: PaperReason | None = choice(PaperReason, default=None, nullable=True)
    """Why it was replaced or revoked."""
    remark: str = ""
    """More on that, for the office alone."""
    void_at: datetime | None = None
    handed_over_on: date | None = None
    handed_over_to: str = ""
    issued_at: datetime
    issued_by: int | None = Field(default=None, foreign_key="user.id")
