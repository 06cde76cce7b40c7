"""What is kept from the commission because it tells whose a work is: who saw a name, and what covers it since."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.db import json


class Exposure(SQLModel, table=True):
    """An expert can read a name in a work. It is out of their hands until the office has covered the name."""

    __table_args__ = (
        Index("uq_exposure_that_waits", "sheet_id", unique=True, sqlite_where=text("settled_at IS NULL"),
              postgresql_where=text("settled_at IS NULL")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="sheet.id", index=True)
    told_at: datetime
    place: str = ""
    """Where it stands, in the expert's words."""
    settled_at: datetime | None = None
    settled_by: int | None = Field(default=None, foreign_key="user.id")


class PictureMask(SQLModel, table=True):
    """The copy of a picture that the commission is shown in its place. The picture itself stays as it was."""

    __tablename__ = "picture_mask"

    id: int | None = Field(default=None, primary_key=True)
    rendition_id: int = Field(foreign_key="rendition.id", ondelete="CASCADE", unique=True)
    areas: list[list[int]] = json(default_factory=list)
    """Left, top, width and height of each rectangle in thousandths of the picture."""
    sha256: str
    size: int
    made_at: datetime
    made_by: int = Field(foreign_key="user.id")


class TextMask(SQLModel, table=True):
    """Words of an application that the commission reads as blocks."""

    __tablename__ = "text_mask"

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    words: list[Any] = json(default_factory=list)
    made_at: datetime
    made_by: int = Field(foreign_key="user.id")
