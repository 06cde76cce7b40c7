"""What is announced: a contest, its nominations and criteria, its rules, and who has which role in it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import Texts, choice, json


class ContestKind(StrEnum):
    SMALL_GRANT = "small_grant"
    DRAWING = "drawing"


class ContestStatus(StrEnum):
    """What people have decided; whether an announced contest is open or closed is the clock's (see `phases.phase`)."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    JUDGING = "judging"
    DECIDING = "deciding"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class QuotaMode(StrEnum):
    HARD = "hard"
    SOFT = "soft"
    OFF = "off"


class LookMode(StrEnum):
    """Whether another person looks at rejections, and when."""

    OFF = "off"
    AFTER = "after"
    """They are told at once."""
    BEFORE = "before"
    """They are told once the other person has agreed."""


class RankingMethod(StrEnum):
    """What an application's score is."""

    MEAN = "mean"
    """The plain mean of its sheets."""
    STANDARDISED = "standardised"
    """The mean once every expert's severity is left out."""


class ShortlistMode(StrEnum):
    """Whether many works are looked through quickly first, and what is answered for each."""

    OFF = "off"
    YES_NO = "yes_no"
    STARS = "stars"
    """One to five."""


LEAST_SCALED = 5
"""Sheets of one expert in a nomination, from which on their severity can be told and left out."""


class Contest(SQLModel, table=True):
    __table_args__ = (
        UniqueConstraint("number_prefix", "edition"),
        CheckConstraint("opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at", name="opens_before_closing"),
        CheckConstraint("status = 'draft' OR (opens_at IS NOT NULL AND closes_at IS NOT NULL)", name="dates_announced"),
        CheckConstraint("(shortlist = 'off') = (shortlist_size = 0)", name="shortlist_of_some"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    slug: str = Field(unique=True)
    """`clean-deeds-2026`: the address."""
    kind: ContestKind = choice(ContestKind)
    status: ContestStatus = choice(ContestStatus, default=ContestStatus.DRAFT)
    edition: int
    """The year."""
    number_prefix: str
    """`MCD`: application numbers are `MCD-2026-0017`."""
    title: Texts = json()
    summary: Texts = json()
    who_may_apply: Texts = json()
    how_judged: Texts = json()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    """«до 18:00» means received before this instant."""
    grace_minutes: int = 5
    """How long after closing an upload that had started may finish."""
    results_at: datetime | None = None
    starts_on: datetime | None = None
    """From when and until when the winners carry out their projects."""
    ends_on: datetime | None = None
    report_days: int = 10
    cure_days: int = 3
    """Working days to correct a returned application."""
    second_look: LookMode = choice(LookMode, default=LookMode.OFF)
    sample_percent: int = 0
    """Of a hundred admissions, how many are looked at again."""
    grant_amount: int = 0
    """Tenge for each award; 0 where no money is given."""
    places: int = 0
    """Awards in all."""
    per_nomination: int = 1
    nomination_mode: QuotaMode = choice(QuotaMode, constraint="nomination_mode", default=QuotaMode.HARD)
    per_territory: int = 1
    territory_mode: QuotaMode = choice(QuotaMode, constraint="territory_mode", default=QuotaMode.OFF)
    awards_per_applicant: int = 1
    scale_max: int = 10
    scale_anchors: list[dict[str, Any]] = json(default_factory=list)
    """[{"range": [1, 3], "kk": …, "ru": …, "en": …}, …]"""
    method: RankingMethod = choice(RankingMethod, constraint="ranking_method", default=RankingMethod.MEAN)
    """Chosen before the announcement, long before a mark can be seen, and frozen with the rest."""
    shortlist: ShortlistMode = choice(ShortlistMode, constraint="shortlist_mode", default=ShortlistMode.OFF)
    """A round before the full judging, chosen and frozen as the method is."""
    shortlist_size: int = 0
    """How many of each nomination go on from it; those level with the last one too."""
    threshold: int = 60
    """Of 100."""
    min_sheets: int = 3
    spread_flag: int = 40
    shows_comments: bool = False
    """After the publication applicants read what the experts wrote about their application, without names."""
    confirms_alone: bool = False
    """A team too small for two to confirm the decision: whoever confirmed first may do it again a day later, all staff
    being told at once."""
    appeal_days: int = 5
    """Working days after the publication in which an applicant may appeal; 0: nobody may."""
    tie_break: list[str] = json(default_factory=list)
    """`criterion:2`, `earlier_final_submission`, `commission_vote`, in order of application."""
    most_submitted: int = 0
    """How many applications or works one applicant may hand in; 0 is no limit."""
    one_per_nomination: bool = False
    """An applicant hands in one in each nomination at most."""
    most_drafts: int = 0
    """How many drafts one applicant may have begun at a time; 0 is no limit."""
    most_files: int = 5
    """Attachments of one application."""
    most_pictures: int = 5
    """Pictures of one work."""
    planned: int = 0
    """Applications or works that the programme promises; 0 where it promises none."""
    planned_rural: int = 0
    """Of them from rural schools or places."""
    announced_at: datetime | None = None
    published_at: datetime | None = None
    dates_changed_at: datetime | None = None
    dates_note: str = ""
    """Why the announced dates were moved, for everybody to read."""


class Nomination(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("contest_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    position: int
    title: Texts = json()
    description: Texts = json(default_factory=dict)
    award_condition: Texts = json(default_factory=dict)
    result_unit: Texts = json(default_factory=dict)
    """What its results are measured in."""


class Criterion(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("contest_id", "position"), CheckConstraint("weight_tenths > 0", name="weighs"))

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    position: int
    weight_tenths: int
    """25 is a weight of 2.5."""
    title: Texts = json()


class QuestionKind(StrEnum):
    SHORT = "short"
    LONG = "long"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"


class Question(SQLModel, table=True):
    """What this contest asks besides its form; answers stand in an application under `name`."""

    __table_args__ = (UniqueConstraint("contest_id", "position"), CheckConstraint("most >= 0", name="limit"))

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    position: int
    kind: QuestionKind = choice(QuestionKind)
    title: Texts = json()
    hint: Texts = json(default_factory=dict)
    options: list[Texts] = json(default_factory=list)
    """Of a choice; an answer is the position of one, from 1."""
    is_required: bool = False
    most: int = 0
    """Characters of a text; 0 is what its kind allows."""
    is_shown: bool = False
    """The commission reads the answer."""

    @property
    def name(self) -> str:
        return f"own-{self.id}"


class RulesText(SQLModel, table=True):
    """One version of the contest's rules in one language; frozen at the announcement."""

    __tablename__ = "rules_text"
    __table_args__ = (UniqueConstraint("contest_id", "version", "language"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    version: int
    language: str
    body: str
    note: str = ""
    """What a version made after the announcement changes and why, for everybody to read."""
    created_at: datetime
    frozen_at: datetime | None = None


class StampKind(StrEnum):
    APPROVAL = "approval"
    """«УТВЕРЖДАЮ»: the head of the organisation, by an order."""
    AGREEMENT = "agreement"
    """«СОГЛАСОВАНО»: another body, by a letter."""


class RulesStamp(SQLModel, table=True):
    """Who approved or agreed to one version of the rules, as the paper shows it."""

    __tablename__ = "rules_stamp"
    __table_args__ = (UniqueConstraint("contest_id", "version", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    version: int
    kind: StampKind = choice(StampKind)
    authority: Texts = json(default_factory=dict)
    """Which body agreed."""
    position: Texts = json()
    name: Texts = json()
    signed_on: date
    number: str
    """Of the order or the letter."""
    entered_by: int = Field(foreign_key="user.id")
    entered_at: datetime


class RoleName(StrEnum):
    ORGANISER = "organiser"
    SECRETARY = "secretary"
    CHAIR = "chair"
    EXPERT = "expert"
    ACCOUNTANT = "accountant"


class Role(SQLModel, table=True):
    """What a person may do in one contest. Removed rows leave their trace in the journal."""

    __table_args__ = (UniqueConstraint("contest_id", "user_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id", index=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    name: RoleName = choice(RoleName)
    granted_at: datetime
    granted_by: int | None = Field(default=None, foreign_key="user.id")
