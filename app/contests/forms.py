"""What an organiser says: dates and texts. Times are typed and read in Kazakhstan's time, UTC+5."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator
from pydantic_core.core_schema import ValidationInfo

from app import i18n
from app.contests.editing import TEXTS
from app.contests.models import Contest
from app.db import Texts
from app.fields import Day, Fields, Line, Prose, Remark


def _moment(value: Any) -> Any:
    """`2026-05-10T18:00` as browsers send it, `10.05.2026 18:00` as people write it."""
    if not isinstance(value, str):
        return value
    day, _, clock = value.strip().replace("T", " ").partition(" ")
    if day.count(".") == 2:
        day = "-".join(part.zfill(2) for part in reversed(day.split(".")))
    try:
        local = datetime.fromisoformat(f"{day}T{clock.strip().zfill(5)}").replace(tzinfo=i18n.ALMATY)
    except ValueError as wrong:
        raise ValueError("moment") from wrong
    if not 2000 <= local.year <= 2100:
        raise ValueError("moment")
    return local.astimezone(UTC)


Moment = Annotated[datetime, BeforeValidator(_moment)]
Title = Annotated[Line, Field(min_length=3)]
Told = Annotated[Prose, Field(min_length=3)]


class Announcement(Fields):
    opens_at: Moment
    closes_at: Moment
    results_at: Moment
    starts_on: Day | None = None
    ends_on: Day | None = None

    @field_validator("closes_at")
    @classmethod
    def _closes_later(cls, value: datetime, info: ValidationInfo) -> datetime:
        return _not_before(value, info, "opens_at", "before-opening", strictly=True)

    @field_validator("results_at")
    @classmethod
    def _results_later(cls, value: datetime, info: ValidationInfo) -> datetime:
        return _not_before(value, info, "closes_at", "before-closing")

    @field_validator("ends_on")
    @classmethod
    def _ends_later(cls, value: date | None, info: ValidationInfo) -> date | None:
        starts = info.data.get("starts_on")
        if value and starts and value < starts:
            raise ValueError("before-start")
        return value

    @property
    def dates(self) -> dict[str, Any]:
        """As the verbs of the lifecycle take them."""
        return {
            "opens_at": self.opens_at, "closes_at": self.closes_at, "results_at": self.results_at,
            "starts_on": _midnight(self.starts_on), "ends_on": _midnight(self.ends_on),
        }  # fmt: skip


class ChangedDates(Announcement):
    reason: Remark


class ContestTexts(Fields):
    """kk and ru are needed; who reads English sees kk where en is missing."""

    title_kk: Title
    title_ru: Title
    title_en: Line = ""
    summary_kk: Told
    summary_ru: Told
    summary_en: Prose = ""
    who_may_apply_kk: Told
    who_may_apply_ru: Told
    who_may_apply_en: Prose = ""
    how_judged_kk: Told
    how_judged_ru: Told
    how_judged_en: Prose = ""

    @property
    def texts(self) -> dict[str, Texts]:
        return {name: {code: getattr(self, f"{name}_{code}") for code in i18n.LANGUAGES} for name in TEXTS}


def typed_texts(contest: Contest) -> dict[str, str]:
    """The contest's texts as its form shows them."""
    return {f"{name}_{code}": getattr(contest, name).get(code, "") for name in TEXTS for code in i18n.LANGUAGES}


def typed_dates(contest: Contest) -> dict[str, str]:
    moments = {name: getattr(contest, name) for name in ("opens_at", "closes_at", "results_at")}
    days = {name: getattr(contest, name) for name in ("starts_on", "ends_on")}
    typed = {name: f"{i18n.local(at):%Y-%m-%dT%H:%M}" for name, at in moments.items() if at}
    return typed | {name: f"{i18n.local(at):%Y-%m-%d}" for name, at in days.items() if at}


def _not_before(value: datetime, info: ValidationInfo, earlier: str, slug: str, *, strictly: bool = False) -> datetime:
    limit = info.data.get(earlier)
    if limit is not None and (value < limit or (strictly and value == limit)):
        raise ValueError(slug)
    return value


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=i18n.ALMATY).astimezone(UTC) if day else None


def untouched(contest: Contest, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The dates that were sent back as they had been shown, to the second: a form knows only minutes."""
    return {name: getattr(contest, name) for name, text in typed_dates(contest).items() if typed.get(name) == text}


def offered_dates(contest: Contest, now: datetime) -> dict[str, str]:
    """What the announcement's form offers: the planned dates, unless they have passed."""
    is_ahead = contest.closes_at is not None and contest.closes_at > now
    return suggested_dates(now) | (typed_dates(contest) if is_ahead else {})


def suggested_dates(now: datetime) -> dict[str, str]:
    """From tomorrow morning, three weeks, until 18:00, results 19 days later."""
    opens = (i18n.local(now) + timedelta(days=1)).replace(hour=9, minute=0)
    closes = (opens + timedelta(days=21)).replace(hour=18)
    results = closes + timedelta(days=19)
    named = {"opens_at": opens, "closes_at": closes, "results_at": results}
    return {name: f"{at:%Y-%m-%dT%H:%M}" for name, at in named.items()}
