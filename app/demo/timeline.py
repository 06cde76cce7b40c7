"""When things happened in the demonstration world, counted from its first start."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.i18n import ALMATY


@dataclass(frozen=True)
class Dates:
    """The dates of one edition."""

    opens_at: datetime
    closes_at: datetime
    results_at: datetime
    starts_on: datetime | None = None
    ends_on: datetime | None = None


def at(now: datetime, days: float, hour: int, minute: int = 0) -> datetime:
    """That hour in Almaty, so many days from `now`."""
    day = now.astimezone(ALMATY) + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def open_now(now: datetime) -> Dates:
    return Dates(at(now, -14, 9), at(now, 7, 18), at(now, 28, 18), at(now, 50, 9), at(now, 130, 18))


def being_judged(now: datetime) -> Dates:
    return Dates(at(now, -50, 9), at(now, -15, 18), at(now, 10, 18))


def open_for_works(now: datetime) -> Dates:
    return Dates(at(now, -6, 9), at(now, 15, 18), at(now, 45, 18))


def last_year_grants(now: datetime) -> Dates:
    """Decided a year ago; the projects have just ended, so reports are coming in."""
    return Dates(at(now, -390, 9), at(now, -369, 18), at(now, -340, 18), at(now, -315, 9), at(now, -12, 18))


@dataclass(frozen=True)
class Course:
    """What the winners did between the results and the first day of their projects."""

    accepted: datetime
    drawn_up: datetime
    signed: datetime
    paid: datetime


def last_year_contracts(now: datetime) -> Course:
    return Course(at(now, -330, 10), at(now, -328, 10), at(now, -325, 12), at(now, -322, 15))


def state_contract(now: datetime) -> datetime:
    """Before anything was announced under it."""
    return at(now, -425, 12)


def last_year_drawings(now: datetime) -> Dates:
    return Dates(at(now, -420, 9), at(now, -385, 18), at(now, -350, 18))
