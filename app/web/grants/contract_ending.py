"""The duty that ends contracts whose day has come, each in a transaction of its own."""

from datetime import datetime

from app.db import transaction
from app.grants import ending
from app.grants.models import Grant
from app.web.house import House


def end_due(house: House, now: datetime) -> int:
    """How many have ended now."""
    with transaction(house.engine, reads_only=True) as session:
        waiting = ending.due(session, now)
    ended = 0
    for grant_id in waiting:
        with transaction(house.engine) as session:
            ended += ending.end_due(session, session.get_one(Grant, grant_id), now)
    return ended
