"""Where people live and learn: districts, cities, schools."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from app.db import Texts, choice, json


class TerritoryKind(StrEnum):
    DISTRICT = "district"
    CITY = "city"


class Territory(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    kind: TerritoryKind = choice(TerritoryKind)
    name: Texts = json()
    centre: str | None = None
    sort_key: str = ""


class School(SQLModel, table=True):
    """Rural or not of itself: towns lie inside districts and cities have rural okrugs."""

    id: int | None = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id", index=True)
    name: Texts = json()
    settlement: Texts = json()
    is_rural: bool
    rural_source: str = ""
    """Where that is known from: "teacher", "directory", or the words of whoever of the staff wrote it down."""
    rural_by: int | None = Field(default=None, foreign_key="user.id")
    rural_at: datetime | None = None
    is_checked: bool = True
    """False for a school that an applicant typed and the organiser has not looked at yet."""
    merged_into_id: int | None = Field(default=None, foreign_key="school.id", index=True)
    """Of a row that meant another school: that one (never merged itself). It stays, so that nothing points nowhere."""
    search_key: str = Field(default="", index=True)
    sort_key: str = ""
