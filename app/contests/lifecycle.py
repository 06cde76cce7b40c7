"""The life of a contest, from a draft to the archive: who moves it on and what each move needs."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.contests import configuring, phases, readiness, rulebook, words
from app.contests.models import Contest, ContestStatus
from app.contests.phases import Phase
from app.contests.readiness import Gap
from app.errors import RuleBroken

MOVES: dict[tuple[ContestStatus, str], ContestStatus] = {
    (ContestStatus.DRAFT, "announce"): ContestStatus.ANNOUNCED,
    (ContestStatus.ANNOUNCED, "start_judging"): ContestStatus.JUDGING,
    (ContestStatus.JUDGING, "start_deciding"): ContestStatus.DECIDING,
    (ContestStatus.DECIDING, "publish"): ContestStatus.PUBLISHED,
    (ContestStatus.PUBLISHED, "archive"): ContestStatus.ARCHIVED,
}
"""(state, verb) → state; whatever is not here is refused with ``not-now``."""
DONE = {
    "announce": "contest.announced", "start_judging": "contest.judging-started",
    "start_deciding": "contest.deciding-started", "publish": "contest.published", "archive": "contest.archived",
}  # fmt: skip


def announce(session: Session, contest: Contest, *, opens_at: datetime, closes_at: datetime, results_at: datetime,
             by: User, now: datetime, starts_on: datetime | None = None,
             ends_on: datetime | None = None) -> Contest:  # fmt: skip
    """Make it public with its dates. The rules must be there in kk and ru and are frozen with the dates in them.

    Raises RuleBroken: ``not-now``, ``dates-out-of-order``, ``closes-in-past``, ``not-ready``, ``rules-missing``."""
    _require_move(session, contest, "announce", now)
    _require_order(opens_at, closes_at, results_at, starts_on, ends_on)
    if closes_at <= now:
        raise RuleBroken("closes-in-past")
    if missing := [gap for gap in readiness.gaps(session, contest) if gap is not Gap.RULES]:
        raise RuleBroken("not-ready", count=len(missing))
    contest.opens_at, contest.closes_at, contest.results_at = opens_at, closes_at, results_at
    contest.starts_on, contest.ends_on, contest.announced_at = starts_on, ends_on, now
    rulebook.freeze(session, contest, now)
    return _move(session, contest, "announce", by=by, now=now, **_dates(contest))


def plan_dates(session: Session, contest: Contest, *, opens_at: datetime, closes_at: datetime, results_at: datetime,
               by: User, now: datetime, starts_on: datetime | None = None,
               ends_on: datetime | None = None) -> Contest:  # fmt: skip
    """Note the dates that a draft will be announced with. Raises RuleBroken: ``settings-frozen``,
    ``dates-out-of-order``."""
    _require_order(opens_at, closes_at, results_at, starts_on, ends_on)
    planned = {"opens_at": opens_at, "closes_at": closes_at, "results_at": results_at}
    configuring.change(session, contest, planned | {"starts_on": starts_on, "ends_on": ends_on}, by=by, now=now)
    return contest


def change_dates(session: Session, contest: Contest, *, opens_at: datetime, closes_at: datetime, results_at: datetime,
                 reason: str, by: User, now: datetime, starts_on: datetime | None = None,
                 ends_on: datetime | None = None) -> Contest:  # fmt: skip
    """Move the dates of an announced contest; the reason stands on its page. What has passed stays as it was: the
    opening once it is open, the closing once judging has begun, nothing closes in the past.

    Raises RuleBroken: ``not-now``, ``dates-out-of-order``, ``already-open``, ``judging-began``, ``closes-in-past``."""
    session.refresh(contest, with_for_update=True)
    where = phases.phase(contest, now)
    if where in (Phase.DRAFT, Phase.PUBLISHED, Phase.ARCHIVED):
        raise RuleBroken("not-now", state=words.PHASES[where])
    _require_order(opens_at, closes_at, results_at, starts_on, ends_on)
    if opens_at != contest.opens_at and where is not Phase.ANNOUNCED:
        raise RuleBroken("already-open")
    if closes_at != contest.closes_at:
        _require_closing(where, closes_at, now)
    before = _dates(contest)
    contest.opens_at, contest.closes_at, contest.results_at = opens_at, closes_at, results_at
    contest.starts_on, contest.ends_on = starts_on, ends_on
    contest.dates_changed_at, contest.dates_note = now, reason
    session.add(contest)
    journal.write(session, "contest.dates-changed", of=("contest", contest.id), by=by.id, now=now,
                  contest_id=contest.id, before=before, after=_dates(contest), reason=reason)  # fmt: skip
    return contest


def start_judging(session: Session, contest: Contest, *, waiting: int, by: User, now: datetime) -> Contest:
    """Entry is over and the sheets may be dealt. `waiting`: applications that nobody has admitted, returned for good
    or rejected yet. Raises RuleBroken: ``not-now``, ``still-open``, ``admission-waits``."""
    _require_move(session, contest, "start_judging", now)
    if phases.phase(contest, now) is not Phase.CLOSED:
        raise RuleBroken("still-open", closes=contest.closes_at)
    if waiting:
        raise RuleBroken("admission-waits", count=waiting)
    return _move(session, contest, "start_judging", by=by, now=now)


def start_deciding(session: Session, contest: Contest, *, unsealed: int, by: User, now: datetime) -> Contest:
    """The commission may meet. `unsealed`: nominations whose judging is not over. Raises RuleBroken: ``not-now``,
    ``judging-goes-on``."""
    _require_move(session, contest, "start_deciding", now)
    if unsealed:
        raise RuleBroken("judging-goes-on", count=unsealed)
    return _move(session, contest, "start_deciding", by=by, now=now)


def publish(session: Session, contest: Contest, *, by: User, now: datetime) -> Contest:
    """Show the results to everybody. Whether the protocol is signed is asked by whoever calls: `awards`."""
    _require_move(session, contest, "publish", now)
    contest.published_at = now
    return _move(session, contest, "publish", by=by, now=now)


def archive(session: Session, contest: Contest, *, by: User, now: datetime) -> Contest:
    """Nothing more is expected of it; its pages stay."""
    _require_move(session, contest, "archive", now)
    return _move(session, contest, "archive", by=by, now=now)


def _require_move(session: Session, contest: Contest, verb: str, now: datetime) -> None:
    session.refresh(contest, with_for_update=True)
    if (contest.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=words.PHASES[phases.phase(contest, now)])


def _require_order(opens_at: datetime, closes_at: datetime, results_at: datetime, starts_on: datetime | None,
                   ends_on: datetime | None) -> None:  # fmt: skip
    if not opens_at < closes_at <= results_at or (starts_on and ends_on and starts_on > ends_on):
        raise RuleBroken("dates-out-of-order")


def _require_closing(where: Phase, closes_at: datetime, now: datetime) -> None:
    if where in (Phase.JUDGING, Phase.DECIDING):
        raise RuleBroken("judging-began")
    if closes_at < now:
        raise RuleBroken("closes-in-past")


def _dates(contest: Contest) -> dict[str, Any]:
    names = ("opens_at", "closes_at", "results_at", "starts_on", "ends_on")
    return {name: getattr(contest, name) for name in names}


def _move(session: Session, contest: Contest, verb: str, *, by: User, now: datetime, **facts: Any) -> Contest:
    contest.status = MOVES[contest.status, verb]
    session.add(contest)
    session.flush()
    journal.write(session, DONE[verb], of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id, **facts)
    return contest
