"""What the organiser decides about a contest's letters: their words, when to remind, what was written to many."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import Texts, choice, json


class LetterKind(StrEnum):
    """Letters about applying whose words may be changed."""

    RECEIPT = "receipt"
    RETURNED = "returned"
    ADMITTED = "admitted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    MESSAGE = "message"
    REMIND_DRAFT = "remind-draft"
    REMIND_CONSENT = "remind-consent"
    REMIND_CURE = "remind-cure"
    RESULTS = "results"


class LetterText(SQLModel, table=True):
    """The organiser's words in place of ours; `{names}` in them are filled in when a letter is written."""

    __tablename__ = "letter_text"
    __table_args__ = (UniqueConstraint("contest_id", "kind", "language"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    kind: LetterKind = choice(LetterKind)
    language: str
    subject: str
    body: str
    changed_at: datetime
    changed_by: int = Field(foreign_key="user.id")


class ReminderKind(StrEnum):
    DRAFT = "draft"
    """Begun and not handed in: days before closing."""
    CONSENT = "consent"
    """Handed in without the consent to take part: days before closing."""
    CONSENT_LATE = "consent-late"
    """The same: days after closing, while it waits for admission."""
    CURE = "cure"
    """Returned and not corrected: days before the time for it ends."""


class Reminder(SQLModel, table=True):
    """When to remind of what; a kind without a row follows `reminders.USUAL`."""

    __table_args__ = (UniqueConstraint("contest_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    kind: ReminderKind = choice(ReminderKind)
    days: list[int] = json(default_factory=list)
    """The largest first; none: it is switched off."""


class Mailing(SQLModel, table=True):
    """A letter that the office wrote to a group; the letters themselves are in the outbox."""

    __table_args__ = (UniqueConstraint("contest_id", "nonce"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    nonce: str
    """Of the form: pressing twice sends once."""
    audience: str
    """Of `audiences.Audience`, with the nomination's position where one was chosen."""
    subject: Texts = json()
    body: Texts = json()
    recipients: int
    created_at: datetime
    created_by: int = Field(foreign_key="user.id")
