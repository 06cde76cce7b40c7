"""The letter to those who give papers out, some days before a ceremony at which somebody would be left without one."""

from datetime import datetime, timedelta

from sqlmodel import Session

from app import mail
from app.awards import rules as awards
from app.ceremony import event_queries, readiness
from app.ceremony.event_models import Event
from app.ceremony.readiness import Readiness
from app.contests import roles, rules
from app.contests.models import Contest
from app.db import transaction
from app.i18n import gettext, moment, pick
from app.web.ceremony.readiness_words import sentences
from app.web.house import House
from app.web.letters import Draft, send

DAYS = (3, 1)
"""How many days before the ceremony, the last chance last."""


def remind(house: House, now: datetime) -> int:
    """One letter for each person and time, none where everything is ready; each event in a transaction of its own, and
    nobody waits when there is nothing to write."""
    with transaction(house.engine, reads_only=True) as session:
        near = event_queries.ceremonies(session, after=now, until=now + timedelta(days=max(DAYS)))
        waiting = [event.id for event, contest in near if _is_wanting(session, contest, event, now)]
    return sum(_remind(house, event_id, now) for event_id in waiting)


def _is_wanting(session: Session, contest: Contest, event: Event, now: datetime) -> bool:
    if not awards.is_out(contest) or mail.keys(session, contest.id, _key(event, now)):
        return False
    return not readiness.of(session, contest).is_complete or bool(readiness.unfetched(session, contest, event))


def _key(event: Event, now: datetime) -> str:
    """The same until the next of the days; another one when the event is moved."""
    left = next(days for days in sorted(DAYS) if event.starts_at - now <= timedelta(days=days))
    return f"wanting-{event.id}-{event.starts_at:%Y%m%d}-{left}-"


def _remind(house: House, event_id: int | None, now: datetime) -> int:
    with transaction(house.engine) as session:
        event = session.get_one(Event, event_id)
        contest = session.get_one(Contest, event.contest_id)
        found = readiness.of(session, contest), len(readiness.unfetched(session, contest, event))
        people = {
            user.id: user for role, user in roles.holders(session, contest.id)
            if rules.may_issue_papers(frozenset({role.name}))
        }  # fmt: skip
        return sum(
            send(
                house, session, to=user, key=f"{_key(event, now)}{user.id}", now=now, contest_id=contest.id,
                write=lambda: _draft(house, contest, event, *found),
            )
            for user in people.values()
        )  # fmt: skip


def _draft(house: House, contest: Contest, event: Event, ready: Readiness, unfetched: int) -> Draft:
    path = str(house.templates.globals["path_for"]("office.event", slug=contest.slug, event_id=event.id))  # type: ignore[operator]
    first = gettext("«%(contest)s»: the ceremony begins on %(moment)s. Somebody may go home without a paper:")
    paragraphs = [first % {"contest": pick(contest.title), "moment": moment(event.starts_at)}]
    paragraphs += [words for words in sentences(ready, unfetched).values() if words]
    return Draft(
        gettext("Before the ceremony: not everybody has a paper yet"), paragraphs,
        (gettext("To the event"), path),
    )  # fmt: skip
