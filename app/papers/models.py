"""Every paper that is issued: what it prints, who signed for it, whether it still holds; how papers look and what they
say in a contest; who is thanked beside those who entered; what was printed, by whom and why."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.db import Texts, choice, json


class PaperKind(StrEnum):
    CERTIFICATE_WINNER = "certificate_winner"
    CERTIFICATE_PARTICIPANT = "certificate_participant"
    DIPLOMA = "diploma"
    MERIT = "merit"
    """«Мақтау қағазы / Грамота», for places behind the third."""
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
        UniqueConstraint("contest_id", "kind", "recipient_key", "issue"),
        Index(
            "uq_certificate_that_holds", "contest_id", "recipient_key", "kind", unique=True, sqlite_where=_HOLDS,
            postgresql_where=_HOLDS,
        ),
        CheckConstraint("(application_id IS NULL) <> (addressee_id IS NULL)", name="for_one"),
        CheckConstraint("(status IN ('replaced', 'revoked')) = (reason IS NOT NULL)", name="void_for_a_reason"),
        CheckConstraint("(reason IS NULL) = (void_at IS NULL)", name="void_since"),
        CheckConstraint("status <> 'handed_over' OR handed_over_on IS NOT NULL", name="handed_over_on_a_day"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    """Whose entry it is for; a teacher's letter hangs on the first work that won."""
    addressee_id: int | None = Field(default=None, foreign_key="addressee.id", index=True)
    recipient_key: str
    """Who gets it, so that nobody has two of a kind: `application-7`, `teacher-3-…`, `seat-5`, `person-…`."""
    search_key: str = ""
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


class AddresseeRole(StrEnum):
    TEACHER = "teacher"
    PARTNER = "partner"
    EXPERT = "expert"
    HELPER = "helper"


class Addressee(SQLModel, table=True):
    """Somebody who is thanked and has entered nothing."""

    __table_args__ = (UniqueConstraint("contest_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    role: AddresseeRole = choice(AddresseeRole)
    name: str
    organisation: Texts = json()
    """Where they come from; may be empty."""
    key: str
    """The `recipient_key` of their papers."""
    added_at: datetime
    added_by: int | None = Field(default=None, foreign_key="user.id")


class Orientation(StrEnum):
    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


class PaperDesign(SQLModel, table=True):
    """How the papers of a contest look and what they say, from one day on. A change is a new version; what was issued
    keeps what it was issued with."""

    __tablename__ = "paper_design"
    __table_args__ = (UniqueConstraint("contest_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    version: int
    orientation: Orientation = choice(Orientation, default=Orientation.LANDSCAPE)
    has_seal_place: bool = True
    signatories: list[dict[str, Texts]] = json(default_factory=list)
    """At most two of `name` and `position`; none: the head of the organisation and the commission's chair."""
    texts: dict[str, dict[str, Texts]] = json(default_factory=dict)
    """Kind of text → `heading`, `verb`, `reason`, where they are not the usual ones."""
    logo_sha256: str | None = None
    first_sha256: str | None = None
    """Picture of the first signature."""
    second_sha256: str | None = None
    made_at: datetime
    made_by: int | None = Field(default=None, foreign_key="user.id")


class PrintReason(StrEnum):
    FIRST = "first"
    SPOILED = "spoiled"
    LOST = "lost"
    COPY = "copy"
    """For the files, the school, a speech."""


class RunStatus(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class PrintRun(SQLModel, table=True):
    """Many papers made into one file. Which ones is settled when it is asked for; drawing goes on after the request
    and begins anew if its process dies."""

    __tablename__ = "print_run"

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    asked_at: datetime
    asked_by: int | None = Field(default=None, foreign_key="user.id")
    title: str
    total: int
    done: int = 0
    status: RunStatus = choice(RunStatus, default=RunStatus.WAITING)
    failure: str = ""
    """The reason of the refusal that ended it."""
    file_sha256: str | None = None
    finished_at: datetime | None = None


class Printing(SQLModel, table=True):
    """One paper put to print. Rows are only ever added."""

    __tablename__ = "printing"

    id: int | None = Field(default=None, primary_key=True)
    certificate_id: int = Field(foreign_key="certificate.id", index=True)
    run_id: int | None = Field(default=None, foreign_key="print_run.id", index=True)
    place: int = 0
    """In the file of its run, from 1."""
    printed_at: datetime
    printed_by: int | None = Field(default=None, foreign_key="user.id")
    reason: PrintReason = choice(PrintReason, default=PrintReason.FIRST)
