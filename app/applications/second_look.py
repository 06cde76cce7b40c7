"""The second look: rejections, and a sample of admissions, are looked at by another person than who decided."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from app import journal
from app.accounts.models import User
from app.applications import lifecycle
from app.applications.admission_models import Decided, SecondLook, Verdict
from app.applications.models import Application, RejectionReason, Status
from app.contests.models import Contest, LookMode
from app.errors import RuleBroken

UNDECIDED = (Status.SUBMITTED, Status.RETURNED)


def reject(
    session: Session, application: Application, contest: Contest, reason: RejectionReason, remark: str, *, by: User,
    now: datetime,
) -> bool:  # fmt: skip
    """Reject it, or, where the contest wants a second look before a rejection is told, propose that. True when it is
    rejected now. Raises RuleBroken as `lifecycle.reject` does."""
    if contest.second_look is LookMode.BEFORE:
        lifecycle.require_decidable(session, application, "reject")
        _ask(session, application, Decided.REJECTED, by=by, now=now, reason=reason, remark=remark, is_proposal=True)
        journal.write(session, "rejection.proposed", of=("application", application.id), by=by.id, now=now,
                      contest_id=contest.id, reason=reason.value, remark=remark)  # fmt: skip
        return False
    lifecycle.reject(session, application, reason, remark, by=by, now=now)
    drop(session, application, now)
    if contest.second_look is LookMode.AFTER:
        _ask(session, application, Decided.REJECTED, by=by, now=now, reason=reason, remark=remark)
    return True


def sample(session: Session, application: Application, contest: Contest, *, by: User, now: datetime) -> bool:
    """After an admission: whether it is one of those that are looked at again. Which ones follows from their random
    codes, so nobody can choose."""
    drop(session, application, now)
    if contest.second_look is LookMode.OFF or not is_sampled(application.code, contest.sample_percent):
        return False
    _ask(session, application, Decided.ADMITTED, by=by, now=now)
    return True


def is_sampled(code: str, percent: int) -> bool:
    return int(hashlib.sha256(code.encode()).hexdigest(), 16) % 100 < percent


def agree(session: Session, look: SecondLook, application: Application, *, comment: str, by: User,
          now: datetime) -> bool:  # fmt: skip
    """The decision stands; a proposed rejection takes effect now. True when it does. Raises RuleBroken:
    ``look-over``, ``own-decision``."""
    _close(session, look, application, Verdict.AGREED, comment, by=by, now=now)
    if look.is_proposal and look.reason is not None:
        lifecycle.reject(session, application, look.reason, look.remark, by=by, now=now)
    return look.is_proposal


def send_back(session: Session, look: SecondLook, application: Application, *, comment: str, by: User,
              now: datetime) -> None:  # fmt: skip
    """It is to be decided again. Raises RuleBroken: ``look-over``, ``own-decision``, or as `lifecycle.reconsider`."""
    _close(session, look, application, Verdict.SENT_BACK, comment, by=by, now=now)
    if not look.is_proposal:
        lifecycle.reconsider(session, application, comment, by=by, now=now)


def drop(session: Session, application: Application, now: datetime) -> None:
    """Whatever waited about it is settled by another decision."""
    for look in session.exec(
        select(SecondLook).where(SecondLook.application_id == application.id, col(SecondLook.verdict).is_(None))
    ):
        look.verdict, look.looked_at = Verdict.DROPPED, now
        session.add(look)


def of(session: Session, application: Application) -> Sequence[SecondLook]:
    """All of one application, the newest first."""
    return session.exec(
        select(SecondLook).where(SecondLook.application_id == application.id).order_by(col(SecondLook.id).desc())
    ).all()


def waiting(session: Session, contest_id: int | None) -> Sequence[tuple[SecondLook, Application, User]]:
    """What waits for a second look, the oldest first, with who decided. What the applicant has meanwhile changed or
    taken back does not."""
    stands = or_(
        col(SecondLook.is_proposal) & col(Application.status).in_(UNDECIDED),
        ~col(SecondLook.is_proposal)
        & or_(
            (col(SecondLook.decided) == Decided.REJECTED) & (col(Application.status) == Status.REJECTED),
            (col(SecondLook.decided) == Decided.ADMITTED) & (col(Application.status) == Status.ADMITTED),
        ),
    )
    return session.exec(
        select(SecondLook, Application, User)
        .join(Application, col(Application.id) == SecondLook.application_id)
        .join(User, col(User.id) == SecondLook.decided_by)
        .where(Application.contest_id == contest_id, col(SecondLook.verdict).is_(None), stands)
        .where(col(SecondLook.version) == col(Application.version))
        .order_by(col(SecondLook.id))
    ).all()


def unsettled(session: Session, contest_id: int | None) -> int:
    """Decisions in force that nobody else has looked at yet; proposed ones are undecided anyway."""
    return sum(not look.is_proposal for look, _, _ in waiting(session, contest_id))


def pending(session: Session, application: Application) -> SecondLook | None:
    found = waiting(session, application.contest_id)
    return next((look for look, one, _ in found if one.id == application.id), None)


def _ask(
    session: Session, application: Application, decided: Decided, *, by: User, now: datetime,
    reason: RejectionReason | None = None, remark: str = "", is_proposal: bool = False,
) -> None:  # fmt: skip
    drop(session, application, now)
    session.add(
        SecondLook(
            application_id=application.id or 0, version=application.version, decided=decided, is_proposal=is_proposal,
            reason=reason, remark=remark, decided_by=by.id or 0, decided_at=now,
        )
    )  # fmt: skip
    session.flush()


def _close(session: Session, look: SecondLook, application: Application, verdict: Verdict, comment: str, *, by: User,
           now: datetime) -> None:  # fmt: skip
    session.flush()
    session.refresh(application, with_for_update=True)  # it is neither changed nor decided on beside us
    session.refresh(look, with_for_update=True)
    if pending(session, application) is not look:
        raise RuleBroken("look-over")
    if look.decided_by == by.id:
        raise RuleBroken("own-decision")
    look.verdict, look.comment, look.looked_by, look.looked_at = verdict, comment, by.id, now
    session.add(look)
    session.flush()
    journal.write(session, f"second-look.{verdict.value}", of=("application", application.id), by=by.id, now=now,
                  contest_id=application.contest_id, comment=comment)  # fmt: skip
