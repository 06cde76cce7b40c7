"""A later deadline for one person or one application, for a reason that stands in the journal.

`Application.extended_until` is what the rules look at; the rows of `Extension` say why. Both are written here only.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from app import journal
from app.accounts.models import User
from app.applications import rules
from app.applications.admission_models import Extension
from app.applications.models import Application
from app.contests import phases
from app.contests.models import Contest, ContestStatus
from app.contests.phases import Phase
from app.errors import RuleBroken


def grant(
    session: Session, contest: Contest, user: User, until: datetime, reason: str, *, by: User, now: datetime,
    application: Application | None = None,
) -> Extension:  # fmt: skip
    """Let `user` (or only `application`) change and hand in until then, counted from now on; a new one replaces the
    last. Nobody's deadline moves before the contest's own. A moment that has passed ends an earlier extension.

    Raises RuleBroken: ``not-open-yet``, ``judging-has-begun``, ``extension-early``."""
    session.refresh(contest, with_for_update=True)
    if phases.phase(contest, now) in (Phase.DRAFT, Phase.ANNOUNCED):
        raise RuleBroken("not-open-yet", opens=contest.opens_at)
    if contest.status is not ContestStatus.ANNOUNCED:
        raise RuleBroken("judging-has-begun")
    if contest.closes_at is not None and until <= contest.closes_at:
        raise RuleBroken("extension-early", closes=contest.closes_at)
    made = Extension(contest_id=contest.id or 0, user_id=user.id or 0, until=until, reason=reason,
                     application_id=application.id if application else None, granted_by=by.id or 0,
                     granted_at=now)  # fmt: skip
    session.add(made)
    for one in [application] if application else _of(session, contest, user):
        one.extended_until = until
        session.add(one)
    session.flush()
    of = ("application", application.id) if application else ("user", user.id)
    journal.write(session, "extension.granted", of=of, by=by.id, now=now, contest_id=contest.id, until=until,
                  reason=reason, user=user.id)  # fmt: skip
    return made


def until(session: Session, contest_id: int | None, user_id: int | None) -> datetime | None:
    """Until when this person may begin and hand in things of this contest, if that was ever extended."""
    return session.exec(
        select(Extension.until)
        .where(Extension.contest_id == contest_id, Extension.user_id == user_id)
        .where(col(Extension.application_id).is_(None))
        .order_by(col(Extension.id).desc())
        .limit(1)
    ).first()


def last_moment(session: Session, contest: Contest, user_id: int | None) -> datetime | None:
    """Until when this person may begin and hand in things, as pages and letters name it."""
    return max(filter(None, (until(session, contest.id, user_id), contest.closes_at)), default=None)


def require_open(session: Session, contest: Contest, user: User, now: datetime) -> None:
    """Like `phases.require_open`, for this person."""
    if not rules.is_extended(until(session, contest.id, user.id), contest, now):
        phases.require_open(contest, now)


def is_open(session: Session, contest: Contest, user_id: int, now: datetime) -> bool:
    """Whether this person may begin something."""
    return rules.is_open(contest, now) or rules.is_extended(until(session, contest.id, user_id), contest, now)


def of_person(session: Session, user_id: int) -> dict[int, datetime]:
    """Contest → until when everything of this person may be handed in, where that was ever extended."""
    rows = session.exec(
        select(Extension.contest_id, Extension.until)
        .where(Extension.user_id == user_id, col(Extension.application_id).is_(None))
        .order_by(col(Extension.id))
    ).all()
    return dict(rows)


def listed(session: Session, contest_id: int | None) -> Sequence[tuple[Extension, User, Application | None]]:
    """All that were granted, the newest first."""
    return session.exec(
        select(Extension, User, Application)
        .join(User, col(User.id) == Extension.user_id)
        .outerjoin(Application, col(Application.id) == col(Extension.application_id))
        .where(Extension.contest_id == contest_id)
        .order_by(col(Extension.id).desc())
    ).all()


def require_none_running(session: Session, contest: Contest, now: datetime) -> None:
    """Judging waits for what was promised. Raises RuleBroken ``extension-runs``."""
    last = _latest_running(session, contest, now)
    if last is not None:
        raise RuleBroken("extension-runs", until=last)


def _latest_running(session: Session, contest: Contest, now: datetime) -> datetime | None:
    ends = [*session.exec(select(Application.extended_until).where(Application.contest_id == contest.id)).all()]
    newest: dict[int, datetime] = {}
    for one in session.exec(
        select(Extension)
        .where(Extension.contest_id == contest.id, col(Extension.application_id).is_(None))
        .order_by(col(Extension.id))
    ):
        newest[one.user_id] = one.until
    return max((end for end in [*ends, *newest.values()] if end is not None and now < end), default=None)


def _of(session: Session, contest: Contest, user: User) -> Sequence[Application]:
    return session.exec(
        select(Application)
        .where(Application.contest_id == contest.id, Application.applicant_id == user.id)
        .with_for_update()
    ).all()
