"""What is entered: an application to a small-grant contest or a pupil's work, its files, authors and consents."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import choice, json


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ADMITTED = "admitted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"


class ApplicantKind(StrEnum):
    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"


class WorkKind(StrEnum):
    DRAWING = "drawing"
    POSTER = "poster"
    AUTHORS_WORK = "authors_work"


class RejectionReason(StrEnum):
    LATE = "late"
    INELIGIBLE = "ineligible"
    TERRITORY = "territory"
    INCOMPLETE = "incomplete"
    OVER_LIMIT = "over-limit"
    OFF_TOPIC = "off-topic"
    FALSE_DATA = "false-data"
    DUPLICATE = "duplicate"
    NO_CONSENT = "no-consent"


class Application(SQLModel, table=True):
    """A draft keeps `answers` exactly as typed; what the columns and rows beside it hold was accepted at submission."""

    __table_args__ = (
        UniqueConstraint("applicant_id", "nonce"),
        UniqueConstraint("contest_id", "code"),
        CheckConstraint(
            "status = 'draft' OR (number IS NOT NULL AND submitted_at IS NOT NULL AND nomination_id IS NOT NULL)",
            name="submitted_has_number",
        ),
        CheckConstraint("(status = 'rejected') = (rejection IS NOT NULL)", name="rejected_for_a_reason"),
        CheckConstraint("(status = 'returned') = (cure_until IS NOT NULL)", name="returned_until"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    applicant_id: int = Field(foreign_key="user.id", index=True)
    batch_id: int | None = Field(default=None, foreign_key="batch.id", index=True)
    """Of a work that a teacher hands in together with others."""
    status: Status = choice(Status, default=Status.DRAFT, index=True)
    nonce: str
    """Of the form that made the draft: pressing twice makes one."""
    number: str | None = Field(default=None, unique=True)
    """`MCD-2026-0017`, from the first submission on."""
    code: str
    """Random: the only name under which the commission knows it."""
    language: str
    applicant_kind: ApplicantKind | None = choice(ApplicantKind, default=None, nullable=True)
    nomination_id: int | None = Field(default=None, foreign_key="nomination.id", index=True)
    territory_id: int | None = Field(default=None, foreign_key="territory.id", index=True)
    title: str = ""
    applicant_name: str = ""
    """As papers and lists show it: the person, the group's leader, the organisation, the pupil."""
    search_key: str = Field(default="", index=True)
    sort_key: str = ""
    """Of the applicant's name, by the Kazakh alphabet."""
    answers: dict[str, Any] = json(default_factory=dict)
    """As typed, field name → text or list of rows."""
    revision: int = 0
    """Counts saves; a form that was filled from an older one is told."""
    consent_link: int = 0
    """Counts the links for the representative; only the last one is open."""
    saves: dict[str, Any] = json(default_factory=dict)
    """Part of the form → [revision, page] of its last save, so that only another page's change counts as one."""
    version: int = 0
    """Counts submissions."""
    created_at: datetime
    saved_at: datetime
    submitted_at: datetime | None = None
    """First submission."""
    final_submitted_at: datetime | None = None
    """Last submission: what ties look at."""
    requested: int = 0
    """Tenge."""
    remark: str = ""
    """The secretary's words to the applicant when returned or rejected."""
    rejection: RejectionReason | None = choice(RejectionReason, default=None, nullable=True)
    cure_until: datetime | None = None
    paper_at: datetime | None = None
    """When it was there on paper, if it came so: what deadlines look at. The office enters it for its sender."""
    extended_until: datetime | None = None
    """A later deadline than the contest's, see `extensions.py`."""
    decided_at: datetime | None = None
    withdrawn_at: datetime | None = None


class Version(SQLModel, table=True):
    """What was submitted, each time, whole: never changed, hashed into the journal."""

    __tablename__ = "application_version"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    number: int
    submitted_at: datetime
    answers: dict[str, Any] = json()
    files: list[dict[str, Any]] = json(default_factory=list)
    sha256: str


class BudgetGroup(StrEnum):
    MATERIALS = "materials"
    INVENTORY = "inventory"
    FUEL_TRANSPORT = "fuel_transport"
    SEEDLINGS = "seedlings"
    PRINTING = "printing"
    SERVICES = "services"
    OTHER = "other"


class BudgetLine(SQLModel, table=True):
    """Accepted at submission; amounts in tenge, quantity × price = grant share + own share."""

    __tablename__ = "budget_line"
    __table_args__ = (
        UniqueConstraint("application_id", "position"),
        CheckConstraint("quantity > 0 AND price >= 0 AND own >= 0 AND own <= quantity * price", name="adds_up"),
    )

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    position: int
    group: BudgetGroup = choice(BudgetGroup, sa_column_kwargs={"name": "line_group"})
    name: str
    unit: str
    quantity: int
    price: int
    own: int = 0
    reason: str = ""
    added_later: bool = False
    """By an agreement that changed the contract: the application did not have it."""

    @property
    def amount(self) -> int:
        return self.quantity * self.price

    @property
    def granted(self) -> int:
        return self.amount - self.own


class Activity(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("application_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    position: int
    what: str
    when: str = Field(sa_column_kwargs={"name": "held_when"})
    where: str = Field(default="", sa_column_kwargs={"name": "held_where"})
    responsible: str = ""
    result: str = ""


class Author(SQLModel, table=True):
    """The pupil of one work, as the diploma will name them. No identifier is ever asked of a child."""

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", unique=True)
    name_kk: str
    name_ru: str
    born_on: date | None = None
    age: int | None = None
    grade: int
    sex: str = ""
    """"male", "female" or not given; for the report only."""
    school_id: int = Field(foreign_key="school.id", index=True)
    teacher_name: str
    teacher_phone: str = ""
    work_kind: WorkKind = choice(WorkKind)
    technique: str = ""


class ConsentKind(StrEnum):
    TAKE_PART = "take-part"
    SHOW_NAME = "show-name"
    PHOTO = "photo"
    PERSONAL_DATA = "personal-data"
    """An adult applicant's own."""
    PUBLISH = "publish"
    AUTHOR = "author"
    """Of a pupil of 14 or older: their own, beside the representative's."""


class ConsentWay(StrEnum):
    OWN = "own"
    """Said by an adult applicant about themselves."""
    PAPER = "paper"
    """Whoever hands in, or the office, states what was signed on paper."""
    LINK = "link"
    """The representative answered on the page behind their link."""
    DEMAND = "demand"
    """Taken back: the representative asked the organiser, the office wrote it down."""


class Consent(SQLModel, table=True):
    """Given by a legal representative (or by the adult applicant), kind by kind; withdrawing keeps the row."""

    __table_args__ = (UniqueConstraint("application_id", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    kind: ConsentKind = choice(ConsentKind)
    given_by: str
    relation: str = ""
    way: ConsentWay = choice(ConsentWay, default=ConsentWay.PAPER)
    child: str = ""
    """Search key of the name for which it was said: another child needs another consent."""
    stated_by: int | None = Field(default=None, foreign_key="user.id")
    """The account in which it was said, if there was one."""
    given_at: datetime
    withdrawn_at: datetime | None = None


class Purpose(StrEnum):
    PICTURE = "picture"
    """The judged picture of a work."""
    ANNEX = "annex"
    """A support letter, a quote, a charter, photos of the site."""
    CONSENT = "consent"


class Attachment(SQLModel, table=True):
    """A file that somebody handed in, kept as it arrived, and what may be shown of it."""

    __table_args__ = (UniqueConstraint("application_id", "upload_key"),)

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    purpose: Purpose = choice(Purpose)
    name: str
    """For people only: cleaned, at most 120 characters; never a path."""
    sha256: str = Field(index=True)
    size: int
    media_type: str
    width: int = 0
    height: int = 0
    fingerprint: str = ""
    """64-bit difference hash of a picture, 16 hex digits."""
    upload_key: str | None = None
    """Of the attempt that brought it: sent again after a lost answer, it is the same file."""
    position: int = 0
    """Files of one purpose stand in this order, then in that of their arrival; the first picture is the main one."""
    uploaded_at: datetime
    uploaded_by: int = Field(foreign_key="user.id")
    removed_at: datetime | None = None


class RenditionKind(StrEnum):
    JUDGED = "judged"
    """Re-encoded, at most 1600 px, no metadata."""
    THUMB = "thumb"
    PAGE = "page"
    """One page of a document as a picture; experts see it once the secretary has released it."""


class Rendition(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("attachment_id", "kind", "page"),)

    id: int | None = Field(default=None, primary_key=True)
    attachment_id: int = Field(foreign_key="attachment.id", index=True)
    kind: RenditionKind = choice(RenditionKind)
    page: int = 0
    sha256: str
    size: int
    width: int
    height: int
    released_at: datetime | None = None
