"""The life of an application: who may move it where, and what each move leaves behind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select, update

from app import journal, numbers
from app.accounts.models import User
from app.applications import acceptance, limits, queries, rules, words
from app.applications.intake_models import Intake
from app.applications.models import Application, Attachment, Consent, RejectionReason, Rendition, Status, Version
from app.contests import phases
from app.contests import queries as contests
from app.contests.models import Contest, ContestStatus
from app.errors import NotYours, RuleBroken

MOVES: dict[tuple[Status, str], Status] = {
    (Status.DRAFT, "submit"): Status.SUBMITTED,
    (Status.SUBMITTED, "submit"): Status.SUBMITTED,
    (Status.RETURNED, "submit"): Status.SUBMITTED,
    (Status.ADMITTED, "submit"): Status.SUBMITTED,  # changed before the deadline: it is checked again
    (Status.SUBMITTED, "withdraw"): Status.WITHDRAWN,
    (Status.RETURNED, "withdraw"): Status.WITHDRAWN,
    (Status.ADMITTED, "withdraw"): Status.WITHDRAWN,
    (Status.WITHDRAWN, "restore"): Status.SUBMITTED,
    (Status.SUBMITTED, "admit"): Status.ADMITTED,
    (Status.RETURNED, "admit"): Status.ADMITTED,
    (Status.SUBMITTED, "return"): Status.RETURNED,
    (Status.SUBMITTED, "reject"): Status.REJECTED,
    (Status.RETURNED, "reject"): Status.REJECTED,
    (Status.ADMITTED, "disqualify"): Status.DISQUALIFIED,
    (Status.DISQUALIFIED, "readmit"): Status.ADMITTED,
    (Status.REJECTED, "reconsider"): Status.SUBMITTED,
    (Status.ADMITTED, "reconsider"): Status.SUBMITTED,
    (Status.ADMITTED, "suspend"): Status.SUBMITTED,
}
"""(state, verb) → state; whatever is not here is refused with ``not-now``."""
OUT = frozenset({ContestStatus.PUBLISHED, ContestStatus.ARCHIVED})
DONE = {
    "submit": "application.submitted", "withdraw": "application.withdrawn", "restore": "application.restored",
    "admit": "application.admitted", "return": "application.returned", "reject": "application.rejected",
    "disqualify": "application.disqualified", "readmit": "application.readmitted",
    "reconsider": "application.reconsidered", "suspend": "application.suspended",
}  # fmt: skip


def submit(session: Session, application: Application, *, by: User, now: datetime) -> Application:
    """Hand in what the draft holds: the first time it takes its number, each time it leaves a Version. `now` is when
    the request was received. Pressed twice with nothing changed, it stays as it is.

    Raises RuleBroken: ``not-now``, ``not-open-yet``, ``deadline-passed``, ``cure-passed``, ``address-unconfirmed``,
    ``form-incomplete``, ``nomination-entered``, ``entries-many``."""
    contest = locked(session, application, by)
    require_editable(application, contest, now, by)
    if by.confirmed_at is None:
        raise RuleBroken("address-unconfirmed")
    if application.status in (Status.SUBMITTED, Status.ADMITTED) and not is_changed(session, application):
        return application
    acceptance.accept(session, application, contest, now=now)
    limits.require_room_for_entry(session, application, contest)
    _take_number(session, application, contest, rules.counted(application, now, by.id))
    version = _version(session, application, now)
    session.add(version)
    application.version, application.final_submitted_at = version.number, rules.counted(application, now, by.id)
    facts = {"number": application.number, "version": version.number, "sha256": version.sha256}
    return _move(session, application, "submit", by=by, now=now, change={"decided_at": None}, **facts)


def withdraw(session: Session, application: Application, *, by: User, now: datetime) -> Application:
    """The applicant takes it back. Raises RuleBroken: ``not-now``, ``decision-begun``."""
    require_withdrawable(application, locked(session, application, by))
    return _move(session, application, "withdraw", by=by, now=now, change={"withdrawn_at": now})


def restore(session: Session, application: Application, *, by: User, now: datetime) -> Application:
    """The applicant takes the withdrawal back while applications are open: what was handed in last takes part again
    under its number, and is checked anew. `now` is when the request was received. Raises RuleBroken: ``not-now``,
    ``deadline-passed``, ``address-unconfirmed``, ``nomination-entered``, ``entries-many``."""
    contest = locked(session, application, by)
    require_restorable(application, contest, now, by)
    if by.confirmed_at is None:
        raise RuleBroken("address-unconfirmed")
    limits.require_room_for_entry(session, application, contest)
    return _move(session, application, "restore", by=by, now=now, change={"withdrawn_at": None, "decided_at": None})


def delete_draft(session: Session, application: Application, *, by: User, now: datetime) -> None:
    """A draft that was never handed in goes, with the list of its files. Raises RuleBroken ``not-now``."""
    contest = locked(session, application, by)
    require_deletable(application)
    files = select(Attachment.id).where(Attachment.application_id == application.id)
    session.exec(delete(Rendition).where(col(Rendition.attachment_id).in_(files)))
    for model in (Attachment, Consent):
        session.exec(delete(model).where(col(model.application_id) == application.id))
    free = {"application_id": None, "received_at": None}  # the sticker can be put on something else
    session.exec(update(Intake).where(col(Intake.application_id) == application.id).values(free))
    session.delete(application)
    journal.write(
        session, "application.deleted", of=("application", application.id), by=by.id, now=now, contest_id=contest.id
    )


def admit(session: Session, application: Application, *, by: User, now: datetime) -> Application:
    """The secretary finds it fit to be judged."""
    return _decide(session, application, "admit", by=by, now=now)


def return_for_correction(
    session: Session, application: Application, remark: str, until: datetime, *, by: User, now: datetime
) -> Application:
    """Back to the applicant, who may change and hand it in again until `until`. Raises RuleBroken ``until-past``."""
    if until <= now:
        raise RuleBroken("until-past")
    change = {"remark": remark, "cure_until": until}
    return _decide(session, application, "return", by=by, now=now, change=change, until=until, remark=remark)


def reject(
    session: Session, application: Application, reason: RejectionReason, remark: str, *, by: User, now: datetime
) -> Application:
    change = {"rejection": reason, "remark": remark, "decided_at": now}
    return _decide(session, application, "reject", by=by, now=now, change=change, reason=reason.value, remark=remark)


def disqualify(session: Session, application: Application, reason: str, *, by: User, now: datetime) -> Application:
    """Out of the contest after it had been admitted; the reason is told to the applicant."""
    change = {"remark": reason, "decided_at": now}
    return _decide(session, application, "disqualify", by=by, now=now, change=change, reason=reason)


def suspend(session: Session, application: Application, contest: Contest, *, by: User | None, now: datetime) -> None:
    """An admitted work whose consent was taken back is not judged any more: it waits for its check again. Once the
    commission decides, the work stays as it is and the office is told."""
    if application.status is Status.ADMITTED and contest.status not in rules.SETTLING:
        _move(session, application, "suspend", by=by, now=now, change={"decided_at": None})


def readmit(session: Session, application: Application, reason: str, *, is_left_out: bool, by: User,
            now: datetime) -> Application:  # fmt: skip
    """A disqualification is taken back. `is_left_out`: a part of the commission has finished judging without it.
    Raises RuleBroken: ``judged-without-it``, ``results-out``."""
    contest = _lock(session, application)
    _require_move(application, "readmit")
    if contest.status in OUT:
        raise RuleBroken("results-out")
    if is_left_out:
        raise RuleBroken("judged-without-it")
    change = {"remark": "", "decided_at": now}
    return _move(session, application, "readmit", by=by, now=now, change=change, reason=reason)


def reconsider(session: Session, application: Application, reason: str, *, by: User, now: datetime) -> Application:
    """An admission or a rejection is taken back: it is to be decided again. Raises RuleBroken ``judging-has-begun``."""
    contest = _lock(session, application)
    _require_move(application, "reconsider")
    if contest.status is not ContestStatus.ANNOUNCED:
        raise RuleBroken("judging-has-begun")
    change = {"remark": "", "rejection": None, "decided_at": None}
    return _move(session, application, "reconsider", by=by, now=now, change=change, reason=reason)


def require_decidable(session: Session, application: Application, verb: str) -> None:
    """What `verb` would say now. Raises RuleBroken: ``not-now``, ``decision-begun``."""
    contest = _lock(session, application)
    _require_move(application, verb)
    if contest.status in rules.SETTLING:
        raise RuleBroken("decision-begun")


def require_editable(application: Application, contest: Contest, now: datetime, by: User) -> None:
    """It may be changed and handed in now. Raises RuleBroken with the reason why not."""
    _require_move(application, "submit")
    if rules.may_edit(application, contest, now, by.id):
        return
    if application.cure_until is not None:
        raise RuleBroken("cure-passed", until=application.cure_until)
    phases.require_open(contest, rules.counted(application, now, by.id))


def require_withdrawable(application: Application, contest: Contest) -> None:
    """Raises RuleBroken: ``not-now``, ``decision-begun``."""
    _require_move(application, "withdraw")
    if not rules.may_withdraw(application, contest):
        raise RuleBroken("decision-begun")


def require_restorable(application: Application, contest: Contest, now: datetime, by: User) -> None:
    """Raises RuleBroken: ``not-now``, ``deadline-passed``."""
    _require_move(application, "restore")
    if not rules.may_restore(application, contest, now, by.id):
        phases.require_open(contest, rules.counted(application, now, by.id))


def require_deletable(application: Application) -> None:
    """Raises RuleBroken ``not-now``."""
    if not rules.may_delete(application):
        raise RuleBroken("not-now", state=words.STATUS[application.status])


def is_changed(session: Session, application: Application) -> bool:
    """Whether the draft holds something that its last submission does not."""
    return application.id in changed(session, [application])


def changed(session: Session, applications: Sequence[Application]) -> set[int | None]:
    """The ids of those of `applications` that hold something which their last submission does not."""
    ids = [application.id for application in applications]
    sent, files = queries.digests(session, ids), queries.files_of(session, ids)
    return {
        application.id
        for application in applications
        if sent.get(application.id or 0) != acceptance.digest(application.answers, files[application.id or 0])
    }


def locked(session: Session, application: Application, by: User) -> Contest:
    """The application's contest, once this row is ours to change: nobody decides on what somebody is changing.
    Raises NotYours for anyone but the applicant and, where it came on paper, the office."""
    if not (rules.may_see(application, by.id or 0) or acts_for(session, application, by)):
        raise NotYours
    return _lock(session, application)


def acts_for(session: Session, application: Application, by: User) -> bool:
    """`by` works in the office and enters what its sender brought on paper."""
    if application.paper_at is None:
        return False
    roles = contests.roles_of(session, by.id or 0)
    return rules.may_act_for(application, frozenset(name for one, name in roles if one == application.contest_id))


def _lock(session: Session, application: Application) -> Contest:
    session.flush()
    session.refresh(application, with_for_update=True)
    return session.get_one(Contest, application.contest_id)


def _version(session: Session, application: Application, now: datetime) -> Version:
    files = queries.files_of(session, [application.id])[application.id or 0]
    return Version(
        application_id=application.id or 0, number=application.version + 1, submitted_at=now,
        answers=application.answers, files=files, sha256=acceptance.digest(application.answers, files),
    )  # fmt: skip


def _take_number(session: Session, application: Application, contest: Contest, at: datetime) -> None:
    if application.number is None:
        serial = numbers.take(session, f"application-{contest.id}")
        application.number = f"{contest.number_prefix}-{contest.edition}-{serial:04d}"
        application.submitted_at = at


def _decide(
    session: Session, application: Application, verb: str, *, by: User, now: datetime,
    change: dict[str, Any] | None = None, **facts: Any,
) -> Application:  # fmt: skip
    contest = _lock(session, application)
    _require_move(application, verb)
    if contest.status in rules.SETTLING and verb != "disqualify":
        raise RuleBroken("decision-begun")
    return _move(session, application, verb, by=by, now=now, change={"decided_at": now} | (change or {}), **facts)


def _require_move(application: Application, verb: str) -> None:
    if (application.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=words.STATUS[application.status])


def _move(
    session: Session, application: Application, verb: str, *, by: User | None, now: datetime, change: dict[str, Any],
    **facts: Any,
) -> Application:  # fmt: skip
    _require_move(application, verb)
    application.status = MOVES[application.status, verb]
    for name, value in ({"cure_until": None} | change).items():
        setattr(application, name, value)
    session.add(application)
    journal.write(
        session, DONE[verb], of=("application", application.id), by=by.id if by else None, now=now,
        contest_id=application.contest_id, **facts,
    )  # fmt: skip
    return application
