"""The duty that reminds of what grants wait for: each letter once for its cause."""

from datetime import datetime

from sqlmodel import Session

from app import mail
from app.contests.models import Contest
from app.db import transaction
from app.grants import reminders, report_queries
from app.grants.queries import Place
from app.grants.reminders import PREFIX, TO, Reminder
from app.web.clerk import Clerk
from app.web.grants import reminder_letters
from app.web.house import House


def remind(house: House, now: datetime) -> int:
    """Write what is due and take back what waits without being true any more; how many letters were written."""
    with transaction(house.engine, reads_only=True) as session:
        waiting = [one.id for one in report_queries.contests(session) if _has_work(session, one, now)]
    written = 0
    for contest_id in waiting:
        with transaction(house.engine) as session:
            contest = session.get_one(Contest, contest_id)
            mail.forget(session, reminders.stale(session, contest, now))
            clerk = Clerk(house, session)
            for one in _unsent(session, contest, now):
                written += reminder_letters.remind(clerk, place(one, contest), one, now=now)
    return written


def place(one: Reminder, contest: Contest) -> Place:
    return Place(one.row.grant, one.row.application, contest)


def _has_work(session: Session, contest: Contest, now: datetime) -> bool:
    return bool(_unsent(session, contest, now) or reminders.stale(session, contest, now))


def _unsent(session: Session, contest: Contest, now: datetime) -> list[Reminder]:
    sent = {key.rpartition(TO)[0] for key in mail.keys(session, contest.id, PREFIX)}
    return [one for one in reminders.due(session, contest, now) if one.key not in sent]
