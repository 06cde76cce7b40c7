"""What follows an award of money: details, contract, payment, the winner's report."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.db import choice, json


class ContractStatus(StrEnum):
    DRAFTED = "drafted"
    SENT = "sent"
    SIGNED_BY_ONE = "signed_by_one"
    SIGNED = "signed"
    AMENDED = "amended"
    TERMINATED = "terminated"


class Side(StrEnum):
    """A party of the contract."""

    GRANTOR = "grantor"
    GRANTEE = "grantee"


class Grant(SQLModel, table=True):
    """One award of money, from the decision to the accepted report."""

    __tablename__ = "grant_award"
    __table_args__ = (CheckConstraint("amount > 0", name="money"),)

    id: int | None = Field(default=None, primary_key=True)
    award_id: int = Field(foreign_key="award.id", unique=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    amount: int
    """Tenge."""
    created_at: datetime


class Basis(StrEnum):
    """On what the head of an organisation acts."""

    CHARTER = "charter"
    REGULATION = "regulation"
    POWER_OF_ATTORNEY = "power_of_attorney"


class Details(SQLModel, table=True):
    """Who the winner is in law and where the money goes; asked of winners only. Identifiers and accounts are stored
    encrypted, with their last four characters beside them; frozen once the contract is signed."""

    __tablename__ = "grant_details"

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", unique=True)
    full_name: str
    """The person, or the organisation's full name."""
    full_name_ru: str = ""
    """As Russian papers print it, where it differs."""
    is_organisation: bool
    identifier_sealed: str
    """IIN or BIN."""
    identifier_tail: str
    account_sealed: str
    """IBAN."""
    account_tail: str
    document_sealed: str = ""
    """The identity document, where the contest asks for it."""
    document_tail: str = ""
    bank: str
    bic: str
    kbe: str
    address: str
    phone: str
    head_name: str = ""
    head_position: str = ""
    basis: Basis | None = choice(Basis, default=None, nullable=True)
    saved_at: datetime


class Contract(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint("status NOT IN ('signed', 'amended') OR signed_on IS NOT NULL", name="signed_on_a_day"),
        CheckConstraint("status IN ('drafted', 'terminated') OR pdf_sha256 IS NOT NULL", name="sent_is_frozen"),
        CheckConstraint("(scan_sha256 IS NULL) = (scan_type = '')", name="scan_has_a_type"),
        CheckConstraint("(signed_first IS NULL) = (first_signed_on IS NULL)", name="first_signed_on_a_day"),
        CheckConstraint("(status = 'terminated') = (ended_on IS NOT NULL AND end_reason <> '')", name="ended_so"),
        CheckConstraint("to_return >= 0", name="returns"),
    )

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", unique=True)
    year: int
    serial: int
    number: str = Field(unique=True)
    """`7/2026`: gap-free within the year of `dated`."""
    status: ContractStatus = choice(ContractStatus, default=ContractStatus.DRAFTED)
    dated: date
    ends_on: date | None = None
    """Of the project, as last agreed; None: as the contest says."""
    clauses: int = 0
    """Version of the clauses that was sent; 0: ours."""
    agreed: dict[str, Any] = json(default_factory=dict)
    """What the files say of payments, as `grants.agreed` stores it; empty while there are none."""
    sent_at: datetime | None = None
    signed_first: Side | None = choice(Side, default=None, nullable=True)
    """Who signed while the other had not."""
    first_signed_on: date | None = None
    signed_on: date | None = None
    """By both."""
    pdf_sha256: str | None = None
    """The paper as it was sent or signed: it stays so, whatever changes in the records."""
    docx_sha256: str | None = None
    """The same for Word."""
    scan_sha256: str | None = None
    scan_type: str = ""
    ended_on: date | None = None
    end_reason: str = ""
    """Why it was terminated."""
    to_return: int = 0
    """Tenge that the winner gives back after the termination."""

    @property
    def is_void(self) -> bool:
        """It ended before both had signed. Its number is kept for whoever is awarded anew."""
        return self.status is ContractStatus.TERMINATED and self.signed_on is None


class PaymentStatus(StrEnum):
    PLANNED = "planned"
    ORDERED = "ordered"
    PAID = "paid"
    RETURNED = "returned"


class Payment(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("amount > 0", name="positive"),
        CheckConstraint("net >= 0 AND net <= amount", name="net_within_gross"),
        CheckConstraint("status NOT IN ('ordered', 'paid') OR order_number <> ''", name="ordered_by_an_order"),
        CheckConstraint("status <> 'paid' OR (paid_on IS NOT NULL AND order_number <> '')", name="paid_by_an_order"),
        Index("uq_payment_order", "grant_id", "order_number", unique=True,
              sqlite_where=text("order_number <> ''"), postgresql_where=text("order_number <> ''")),
    )  # fmt: skip
    """One order pays a grant once."""

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", index=True)
    amount: int
    """Gross: what the contract states, tenge."""
    withheld: list[dict[str, Any]] = json(default_factory=list)
    """[{"kind", "name" by language, "amount"}], by the rates of the day of the order."""
    net: int = 0
    """What leaves to the winner's account."""
    status: PaymentStatus = choice(PaymentStatus, default=PaymentStatus.PLANNED)
    order_number: str = ""
    ordered_on: date | None = None
    paid_on: date | None = None
    """When it left, as the bank's statement says."""
    returned_on: date | None = None
    """When the bank gave it back."""
    noted_by: int = Field(foreign_key="user.id")
    noted_at: datetime


class ReportStatus(StrEnum):
    DUE = "due"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CONTENT_ACCEPTED = "content_accepted"
    ACCEPTED = "accepted"


class Report(SQLModel, table=True):
    """The winner's account of what was done, also while unfinished."""

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", unique=True)
    status: ReportStatus = choice(ReportStatus, default=ReportStatus.DUE)
    due_on: date
    answers: dict[str, Any] = json(default_factory=dict)
    """What was typed, as `applications.answers` stores it; read by `grants.account`."""
    revision: int = 0
    saves: dict[str, Any] = json(default_factory=dict)
    """Part of the form → the revision that it was last changed in and the page that did it."""
    remark: str = ""
    """Why it was returned last, in general."""
    returned_at: datetime | None = None
    """Last."""
    saved_at: datetime | None = None
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    accepted_by: int | None = Field(default=None, foreign_key="user.id")


class EvidenceKind(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    PUBLICATION = "publication"


class Evidence(SQLModel, table=True):
    __table_args__ = (CheckConstraint("(url <> '') OR (sha256 IS NOT NULL)", name="link_or_file"),)

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    kind: EvidenceKind = choice(EvidenceKind)
    caption: str = ""
    """Of a photo or video; the title of a publication."""
    url: str = ""
    dated: date | None = None
    """When it was published."""
    sha256: str | None = None
    clean_sha256: str | None = None
    """A photo for the page: re-encoded, without place or camera."""
    thumb_sha256: str | None = None
    media_type: str = ""
    size: int = 0
    added_at: datetime


class Expense(SQLModel, table=True):
    """Money spent on one line of the contract's budget, with the paper that proves it."""

    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    budget_line_id: int = Field(foreign_key="budget_line.id", index=True)
    supplier: str
    paper: str
    """Kind and number of the receipt."""
    spent_on: date
    amount: int
    sha256: str | None = None
    thumb_sha256: str | None = None
    media_type: str = ""
    size: int = 0
    added_at: datetime
