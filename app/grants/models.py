"""What follows an award of money: details, contract, payment, the winner's report."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.db import choice


class ContractStatus(StrEnum):
    DRAFTED = "drafted"
    SENT = "sent"
    SIGNED = "signed"
    AMENDED = "amended"
    TERMINATED = "terminated"


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
    )

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", unique=True)
    year: int
    serial: int
    number: str = Field(unique=True)
    """`7/2026`: gap-free within the year of `dated`."""
    status: ContractStatus = choice(ContractStatus, default=ContractStatus.DRAFTED)
    dated: date
    sent_at: datetime | None = None
    signed_on: date | None = None
    pdf_sha256: str | None = None
    """The paper as it was sent or signed: it stays so, whatever changes in the records."""
    scan_sha256: str | None = None
    scan_type: str = ""


class PaymentStatus(StrEnum):
    PLANNED = "planned"
    ORDERED = "ordered"
    PAID = "paid"
    RETURNED = "returned"


class Payment(SQLModel, table=True):
    __table_args__ = (
        CheckConstraint("amount > 0", name="positive"),
        CheckConstraint("status <> 'paid' OR (paid_on IS NOT NULL AND order_number <> '')", name="paid_by_an_order"),
        Index("uq_payment_order", "grant_id", "order_number", unique=True,
              sqlite_where=text("order_number <> ''"), postgresql_where=text("order_number <> ''")),
    )  # fmt: skip
    """One order pays a grant once."""

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", index=True)
    amount: int
    status: PaymentStatus = choice(PaymentStatus, default=PaymentStatus.PLANNED)
    order_number: str = ""
    paid_on: date | None = None
    noted_by: int = Field(foreign_key="user.id")
    noted_at: datetime


class ReportStatus(StrEnum):
    DUE = "due"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CONTENT_ACCEPTED = "content_accepted"
    ACCEPTED = "accepted"


class Report(SQLModel, table=True):
    """The winner's account of what was done. Text fields hold what was typed, also while unfinished."""

    id: int | None = Field(default=None, primary_key=True)
    grant_id: int = Field(foreign_key="grant_award.id", unique=True)
    status: ReportStatus = choice(ReportStatus, default=ReportStatus.DUE)
    due_on: date
    done: str = ""
    """What was done, against the plan."""
    results: str = ""
    """In the nomination's unit."""
    participants: str = ""
    story: str = ""
    remark: str = ""
    """Why it was returned last."""
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
