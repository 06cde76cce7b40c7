"""The duty that reminds: letters to people who have something open, each once for its cause."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from app import mail
from app.applications import reminders
from app.applications.models import Application
from app.applications.reminders import Coming, Due
from app.contests.letter_models import LetterKind, ReminderKind
from app.contests.models import Contest
from app.db import transaction
from app.i18n import gettext, mark, moment, pick
from app.web import letter_kinds, letters
from app.web.applications.application_letters import about
from app.web.house import House

TITLES = {
    ReminderKind.DRAFT: mark("The draft is not handed in"),
    ReminderKind.CONSENT: mark("A consent is missing, before closing"),
    ReminderKind.CONSENT_LATE: mark("A consent is missing, after closing"),
    ReminderKind.CURE: mark("The time for corrections ends"),
}
LETTERS = {
    ReminderKind.DRAFT: LetterKind.REMIND_DRAFT,
    ReminderKind.CONSENT: LetterKind.REMIND_CONSENT,
    ReminderKind.CONSENT_LATE: LetterKind.REMIND_CONSENT,
    ReminderKind.CURE: LetterKind.REMIND_CURE,
}
SHOWN = 10
"""Of the reminders ahead."""


def remind(house: House, now: datetime) -> int:
    """Write what is due and take back what waits without being true any more; how many letters were written. Each
    contest in a transaction of its own, and nobody waits when there is nothing to write."""
    with transaction(house.engine, reads_only=True) as session:
        waiting = [contest.id for contest in reminders.contests(session) if _has_work(session, contest, now)]
    written = 0
    for contest_id in waiting:
        with transaction(house.engine) as session:
            contest = session.get_one(Contest, contest_id)
            mail.forget(session, reminders.stale(session, contest, now))
            written += sum(_write(house, session, contest, one, now) for one in reminders.due(session, contest, now))
    return written


def _has_work(session: Session, contest: Contest, now: datetime) -> bool:
    return bool(reminders.due(session, contest, now) or reminders.stale(session, contest, now))


def coming(session: Session, contest: Contest, now: datetime) -> Sequence[Coming]:
    return reminders.coming(session, contest, now)[:SHOWN] if contest in reminders.contests(session) else []


def _write(house: House, session: Session, contest: Contest, due: Due, now: datetime) -> bool:
    return letters.tell(
        house, session, contest, LETTERS[due.kind], to=due.user, key=due.key, path=_path(house, due), now=now,
        facts=lambda: _facts(contest, due, now),
    )  # fmt: skip


def _facts(contest: Contest, due: Due, now: datetime) -> dict[str, str]:
    first = due.applications[0]
    if due.kind is ReminderKind.CURE:
        return about(first, contest) | {"remark": first.remark, "until": moment(due.until)}
    days = round((due.until - now) / timedelta(days=1))
    works = ", ".join(f"«{_title(one)}»" for one in due.applications)
    return {"contest": pick(contest.title), "works": works, "closes": moment(due.until),
            "left": letter_kinds.days_left(max(1, days))}  # fmt: skip


def _title(application: Application) -> str:
    return application.title or str(application.answers.get("title") or "") or gettext("Untitled")


def _path(house: House, due: Due) -> str:
    """To the one application, or to the list of several."""
    path_for = house.templates.globals["path_for"]
    if len(due.applications) > 1:
        return str(path_for("applications.index"))  # type: ignore[operator]
    route = "applications.edit" if due.kind in (ReminderKind.DRAFT, ReminderKind.CURE) else "applications.show"
    return str(path_for(route, application_id=due.applications[0].id))  # type: ignore[operator]
