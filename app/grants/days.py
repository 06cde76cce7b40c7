"""Rules about days that the papers and payments of a grant share."""

from datetime import date, datetime

from app.errors import RuleBroken
from app.i18n import local


def require_past(day: date, now: datetime) -> None:
    """What is noted has happened. Raises RuleBroken ``date-ahead``."""
    if day > local(now).date():
        raise RuleBroken("date-ahead", today=local(now).date())
