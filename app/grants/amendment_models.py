"""What changes a signed contract: additional agreements, each of one kind, with a paper of its own."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import Texts, choice, json


class AmendmentKind(StrEnum):
    TIME = "time"
    BUDGET = "budget"
    CONTENT = "content"
    DETAILS = "details"
    TERMINATION = "termination"
    """The end of the contract: agreed by both, or noticed by us."""


class AmendmentStatus(StrEnum):
    DRAFTED = "drafted"
    SIGNED = "signed"
    DROPPED = "dropped"
    """Nobody signed it; its number stays taken."""


class Amendment(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("contract_id", "number"),
        CheckConstraint("(status = 'signed') = (signed_on IS NOT NULL)", name="signed_on_a_day"),
        CheckConstraint("(status = 'signed') = (pdf_sha256 IS NOT NULL)", name="signed_is_frozen"),
        CheckConstraint("(scan_sha256 IS NULL) = (scan_type = '')", name="scan_has_a_type"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contract_id: int = Field(foreign_key="contract.id", index=True)
    number: int
    """From 1 within the contract."""
    kind: AmendmentKind = choice(AmendmentKind)
    status: AmendmentStatus = choice(AmendmentStatus, default=AmendmentStatus.DRAFTED)
    dated: date
    reason: Texts = json()
    changes: dict[str, Any] = json()
    """By kind: {"before", "after"} days of the project's end with the report's day "due"; {"lines": [{"id", "name",
    "before", "after"}]} in tenge, without an id for a line that is new until both have signed; {"kk", "ru"} text;
    {"bank", "bic", "kbe", "tail", "before"} with the account sealed beside it; {"ended_on", "to_return",
    "is_notice"}."""
    account_sealed: str = ""
    signed_on: date | None = None
    pdf_sha256: str | None = None
    docx_sha256: str | None = None
    scan_sha256: str | None = None
    scan_type: str = ""
    made_at: datetime
    made_by: int = Field(foreign_key="user.id")
