"""An event of a contest: arranged, changed, its programme agreed, its guests invited and answered for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.ceremony import event_queries as queries
from app.ceremony.event_forms import EventForm
from app.ceremony.event_models import Coming, Event, EventStamp, Guest
from app.contests.models import Contest, ContestStatus, StampKind
from app.errors import RuleBroken


def arrange(session: Session, contest: Contest, said: EventForm, *, by: User, now: datetime) -> Event:
    """Raises RuleBroken ``event-not-now``."""
    _require_time(contest)
    event = Event(contest_id=contest.id or 0, made_at=now, made_by=by.id or 0, **_facts(said))
    session.add(event)
    session.flush()
    _note(session, "event.arranged", event, by=by, now=now, kind=event.kind)
    return event


def change(session: Session, contest: Contest, event: Event, said: EventForm, *, by: User, now: datetime) -> bool:
    """True where another time or place has to be told to those who were invited. A stamp stays only on the programme
    that it was given to. Raises RuleBroken ``event-not-now``."""
    _require_time(contest)
    before = {name: getattr(event, name) for name in _facts(said)}
    changed = [name for name, value in _facts(said).items() if value != before[name]]
    for name, value in _facts(said).items():
        setattr(event, name, value)
    session.add(event)
    if changed:
        for stamp in queries.stamps(session, event.id).values():
            session.delete(stamp)
        _note(session, "event.changed", event, by=by, now=now, changed=changed)
    session.flush()
    return bool({"starts_at", "place"} & set(changed))


def stamp(
    session: Session, contest: Contest, event: Event, kind: StampKind, facts: dict[str, Any], *, by: User, now: datetime
) -> EventStamp:
    """Who approved or agreed. Raises RuleBroken: ``event-not-now``, ``programme-missing``."""
    _require_time(contest)
    if not any(event.programme.values()):
        raise RuleBroken("programme-missing")
    found = queries.stamps(session, event.id).get(kind)
    found = found or EventStamp(event_id=event.id or 0, kind=kind, entered_by=by.id or 0, entered_at=now, **facts)
    for name, value in facts.items():
        setattr(found, name, value)
    session.add(found)
    session.flush()
    _note(session, "event.stamped", event, by=by, now=now, kind=kind, number=found.number)
    return found


def invite(
    session: Session, contest: Contest, event: Event, people: Iterable[User], *, by: User, now: datetime
) -> list[User]:
    """Those of `people` who were not invited before. Raises RuleBroken: ``event-not-now``, ``event-over``."""
    _require_time(contest)
    if event.starts_at <= now:
        raise RuleBroken("event-over")
    known = {one.user.id for one in queries.guests(session, event)}
    fresh = [one for one in people if one.id not in known]
    session.add_all(Guest(event_id=event.id or 0, user_id=one.id or 0, invited_at=now) for one in fresh)
    session.flush()
    if fresh:
        _note(session, "event.invited", event, by=by, now=now, people=len(fresh))
    return fresh


def answer(
    session: Session, event: Event, guest: Guest, coming: Coming, people: int, *, by: User, now: datetime,
    by_office: bool = False,
) -> None:  # fmt: skip
    """May be changed until the event begins; the office may enter it later too. Raises RuleBroken ``event-over``."""
    if event.starts_at <= now and not by_office:
        raise RuleBroken("event-over")
    guest.answer, guest.answered_at, guest.by_office = coming, now, by_office
    guest.people = people if coming is Coming.YES else 0
    session.add(guest)
    session.flush()
    _note(session, "event.answered", event, by=by, now=now, answer=coming, people=guest.people, by_office=by_office)


def _facts(said: EventForm) -> dict[str, Any]:
    return {"kind": said.kind, "starts_at": said.starts_at, "ends_at": said.ends_at, "place": said.place,
            "programme": said.programme}  # fmt: skip


def _require_time(contest: Contest) -> None:
    if contest.status in (ContestStatus.DRAFT, ContestStatus.ARCHIVED):
        raise RuleBroken("event-not-now")


def _note(session: Session, action: str, event: Event, *, by: User, now: datetime, **facts: Any) -> None:
    journal.write(
        session, action, of=("event", event.id), by=by.id, now=now, contest_id=event.contest_id, **facts
    )  # fmt: skip
