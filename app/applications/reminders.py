"""Who has to be reminded of what, and when: asked anew each time, so that nobody is reminded of what they have done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from app import journal, mail
from app.accounts.models import User
from app.applications.audiences import without_consent
from app.applications.models import Application, Status
from app.contests.letter_models import Reminder, ReminderKind
from app.contests.models import Contest, ContestKind, ContestStatus

USUAL: Mapping[ReminderKind, tuple[int, ...]] = {
    ReminderKind.DRAFT: (7, 3, 1),
    ReminderKind.CONSENT: (3, 1),
    ReminderKind.CONSENT_LATE: (1, 3, 5),
    ReminderKind.CURE: (1,),
}
"""Days before or after, while the organiser has not said otherwise."""
STATUSES = {
    ReminderKind.DRAFT: (Status.DRAFT,),
    ReminderKind.CONSENT: (Status.SUBMITTED, Status.RETURNED),
    ReminderKind.CONSENT_LATE: (Status.SUBMITTED, Status.RETURNED),
    ReminderKind.CURE: (Status.RETURNED,),
}
PREFIX = "remind-"
"""Of the keys of these letters."""
CONSENTS = (ReminderKind.CONSENT, ReminderKind.CONSENT_LATE)
Row = tuple[Application, User]


@dataclass(frozen=True)
class Due:
    """One letter: to `user`, about `applications`. `key` names the cause: person or application, deadline, day."""

    kind: ReminderKind
    key: str
    user: User
    until: datetime
    applications: list[Application]


@dataclass(frozen=True)
class Coming:
    """What will go at `at`, to how many people, if nothing changes until then."""

    kind: ReminderKind
    days: int
    at: datetime
    people: int


def kinds(contest: Contest) -> list[ReminderKind]:
    """A parent's consent is asked for children's works only."""
    adults = contest.kind is not ContestKind.DRAWING
    return [kind for kind in ReminderKind if not (adults and kind in CONSENTS)]


def plan(session: Session, contest: Contest) -> dict[ReminderKind, list[int]]:
    """Kind → days, none where it is switched off."""
    rows = session.exec(select(Reminder).where(Reminder.contest_id == contest.id)).all()
    own = {row.kind: row.days for row in rows}
    return {kind: list(own.get(kind, USUAL[kind])) for kind in kinds(contest)}


def set_plan(
    session: Session, contest: Contest, wanted: Mapping[ReminderKind, Sequence[int]], *, by: int, now: datetime
) -> None:
    session.refresh(contest, with_for_update=True)
    known = {row.kind: row for row in session.exec(select(Reminder).where(Reminder.contest_id == contest.id)).all()}
    for kind, days in wanted.items():
        row = known.get(kind) or Reminder(contest_id=contest.id or 0, kind=kind)
        row.days = sorted(set(days), reverse=True)
        session.add(row)
    journal.write(session, "reminders.changed", of=("contest", contest.id), by=by, now=now, contest_id=contest.id,
                  days={kind.value: sorted(set(days), reverse=True) for kind, days in wanted.items()})  # fmt: skip


def contests(session: Session) -> Sequence[Contest]:
    """Those in which somebody may have to be reminded."""
    return session.exec(select(Contest).where(Contest.status == ContestStatus.ANNOUNCED)).all()


def due(session: Session, contest: Contest, now: datetime) -> list[Due]:
    """What is to be written now and was not written yet, for people who have an address."""
    sent = mail.keys(session, contest.id, PREFIX)
    return [one for one in _true(session, contest, now) if one.key not in sent]


def stale(session: Session, contest: Contest, now: datetime) -> set[str]:
    """Keys of reminders that wait in the outbox while what they say has ceased to be true."""
    return mail.keys(session, contest.id, PREFIX, untried=True) - {one.key for one in _true(session, contest, now)}


def _true(session: Session, contest: Contest, now: datetime) -> list[Due]:
    found = [one for kind, days in plan(session, contest).items() for one in _due(session, contest, kind, days, now)]
    return [one for one in found if one.user.email]


def unreachable(session: Session, contest: Contest) -> list[Row]:
    """Applications with something open whose person has no address."""
    rows = {row[0].id: row for kind in kinds(contest) for row in _rows(session, contest, kind)}
    return [row for _, row in sorted(rows.items(), key=lambda item: item[0] or 0) if not row[1].email]


def coming(session: Session, contest: Contest, now: datetime) -> list[Coming]:
    """The reminders ahead in their order; those of the contest's own dates even where nobody would get one."""
    ahead: dict[tuple[datetime, ReminderKind, int], set[int | None]] = defaultdict(set)
    for kind, days in plan(session, contest).items():
        rows = [row for row in _rows(session, contest, kind) if row[1].email]
        for day in days:
            if contest.closes_at is not None and kind is not ReminderKind.CURE:
                ahead[_moment(contest.closes_at, kind, day), kind, day] = set()
            for application, user in rows:
                at = _moment(_deadline(application, contest, kind), kind, day)
                ahead[at, kind, day].add(application.id if kind is ReminderKind.CURE else user.id)
    return [Coming(kind, days, at, len(people)) for (at, kind, days), people in sorted(ahead.items()) if at > now]


def _due(session: Session, contest: Contest, kind: ReminderKind, days: Sequence[int], now: datetime) -> list[Due]:
    """A letter for each person and deadline, or for each correction; only the last of the moments that have passed."""
    if contest.closes_at is None or contest.status is not ContestStatus.ANNOUNCED:
        return []
    found: dict[str, Due] = {}
    for application, user in _rows(session, contest, kind):
        until = _deadline(application, contest, kind)
        passed = [(at, day) for day in days if (at := _moment(until, kind, day)) <= now]
        is_over = (now < until) is (kind is ReminderKind.CONSENT_LATE)
        if passed and not is_over and _since(application, kind) <= max(passed)[0]:
            about = application.id if kind is ReminderKind.CURE else f"{contest.id}-{user.id}"
            key = f"{PREFIX}{kind.value}-{about}-{until:%Y%m%d%H%M}-{max(passed)[1]}"
            found.setdefault(key, Due(kind, key, user, until, [])).applications.append(application)
    return list(found.values())


def _rows(session: Session, contest: Contest, kind: ReminderKind) -> Sequence[Row]:
    wanted = (
        select(Application, User)
        .join(User, col(User.id) == Application.applicant_id)
        .where(Application.contest_id == contest.id, col(Application.status).in_(STATUSES[kind]))
        .where(col(User.disabled_at).is_(None))
        .order_by(col(Application.id))
    )
    if kind in CONSENTS:
        wanted = wanted.where(*without_consent(contest))
    return session.exec(wanted).all()


def _deadline(application: Application, contest: Contest, kind: ReminderKind) -> datetime:
    """What the days are counted from: the end of a correction, an extension of one's own, or the closing."""
    own = {ReminderKind.CURE: application.cure_until, ReminderKind.DRAFT: application.extended_until}.get(kind)
    if kind is ReminderKind.CURE and own is not None:
        return own
    assert contest.closes_at is not None
    return max(own or contest.closes_at, contest.closes_at)


def _moment(until: datetime, kind: ReminderKind, days: int) -> datetime:
    return until + timedelta(days=days if kind is ReminderKind.CONSENT_LATE else -days)


def _since(application: Application, kind: ReminderKind) -> datetime:
    """From when it was so: whoever began after the moment of a reminder is not greeted with it."""
    if kind is ReminderKind.CURE:
        return application.decided_at or application.saved_at
    if kind is ReminderKind.DRAFT:
        return application.created_at
    return application.submitted_at or application.created_at
