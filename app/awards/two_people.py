"""Two people decide; in a tiny team one may do it alone, a day later."""

from datetime import datetime, timedelta

from app.contests.models import Contest
from app.errors import RuleBroken

ALONE_AFTER = timedelta(hours=24)


def require_day(contest: Contest, since: datetime, now: datetime) -> None:
    """Whoever was the first of two at `since` wants to be the second. Raises RuleBroken: ``second-person``, and
    ``day-alone`` where one may do it alone."""
    if not contest.confirms_alone:
        raise RuleBroken("second-person")
    if now < since + ALONE_AFTER:
        raise RuleBroken("day-alone", until=since + ALONE_AFTER)
