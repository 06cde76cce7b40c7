"""Who runs the contests and who pays for them."""

from datetime import date

from sqlmodel import Field, SQLModel

from app.db import Texts, json


class Organisation(SQLModel, table=True):
    """The NGO that runs this installation."""

    id: int | None = Field(default=None, primary_key=True)
    name: Texts = json()
    short_name: Texts = json()
    bin: str = ""
    address: Texts = json()
    city: Texts = json()
    head_name: Texts = json()
    head_position: Texts = json()
    basis: Texts = json()
    """On what the head acts, in the nominative: «Устав» / «Жарғы»."""
    bank: str = ""
    iban: str = ""
    bic: str = ""
    kbe: str = ""
    phone: str = ""
    email: str = ""


class Programme(SQLModel, table=True):
    """The state-grant project that pays."""

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    title: Texts = json()
    customer: Texts = json()
    contract_number: str = ""
    contract_date: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    amount: int = 0
    """Tenge."""
