"""What an applicant and the office write to each other about an application. No page of the commission reads it."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Message(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("author_id", "nonce"),)

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    author_id: int = Field(foreign_key="user.id")
    is_from_office: bool
    nonce: str
    """Of the form: pressing twice says it once."""
    body: str
    created_at: datetime
    read_at: datetime | None = None
    """By the other side."""


class MessageFile(SQLModel, table=True):
    """Kept apart from the files that are handed in: it is no part of what is submitted, checked or judged."""

    __tablename__ = "message_file"

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    name: str
    sha256: str = Field(index=True)
    size: int
    media_type: str
