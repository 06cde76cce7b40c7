"""Where a contest stands: what people decided, and between announcement and judging what the clock says."""

from datetime import datetime
from enum import StrEnum

from app.contests.models import Contest, ContestStatus
from app.errors import RuleBroken


class Phase(StrEnum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    JUDGING = "judging"
    DECIDING = "deciding"
    PUBLISHED = "published"
    ARCHIVED = "archived"


def phase(contest: Contest, now: datetime) -> Phase:
    if contest.status is not ContestStatus.ANNOUNCED:
        return Phase(contest.status.value)
    assert contest.opens_at is not None
    assert contest.closes_at is not None
    if now < contest.opens_at:
        return Phase.ANNOUNCED
    return Phase.OPEN if now < contest.closes_at else Phase.CLOSED


def require_open(contest: Contest, now: datetime) -> None:
    """Something may be handed in now: at or after opening, before closing. Raises RuleBroken."""
    where = phase(contest, now)
    if where is Phase.ANNOUNCED:
        raise RuleBroken("not-open-yet", opens=contest.opens_at)
    if where is not Phase.OPEN:
        raise RuleBroken("deadline-passed", closed=contest.closes_at)


def time_left(until: datetime, now: datetime) -> tuple[int, int, int]:
    """Days, hours and minutes until then; zeros once it has passed. Seconds are cut off: never promise more."""
    minutes = max(0, int((until - now).total_seconds())) // 60
    return minutes // 1440, minutes // 60 % 24, minutes % 60
