"""Admission: the list against which every application is checked before the commission sees it."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.applications import admission_queries, checklist, lifecycle, queries, second_look
from app.applications.admission_models import Check
from app.applications.checklist import Item
from app.applications.models import Application, ConsentKind
from app.contests.models import Contest, ContestKind
from app.errors import RuleBroken
from app.i18n import ALMATY

CLOSING = time(18)
"""Hour in Almaty at which a correction is due."""
SATURDAY = 5


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "n/a"


NEEDED = {ContestKind.SMALL_GRANT: ConsentKind.PERSONAL_DATA, ContestKind.DRAWING: ConsentKind.TAKE_PART}
"""Without it nothing is admitted."""


def record(
    session: Session,
    application: Application,
    contest: Contest,
    answers: Mapping[str, tuple[Answer | None, str]],
    *,
    by: User,
    now: datetime,
) -> None:
    """Keep the answers: item → (answer, comment). No answer takes an earlier one back; unknown items are ignored."""
    known = admission_queries.checks(session, application.id)
    changed: dict[str, str] = {}
    for item in checklist.items(session, contest):
        answer, comment = answers.get(item.name, (None, ""))
        before = known.get(item.name)
        if (before.answer, before.comment) == (answer, comment) if before else answer is None and not comment:
            continue
        changed[item.name] = answer or ""
        check = before or Check(
            application_id=application.id or 0, item=item.name, answer="", checked_at=now, checked_by=by.id or 0
        )
        check.answer, check.comment, check.checked_at, check.checked_by = answer or "", comment, now, by.id or 0
        session.add(check)
    if changed:
        journal.write(
            session, "application.checked", of=("application", application.id), by=by.id, now=now,
            contest_id=contest.id, answers=changed,
        )  # fmt: skip


def unmet(session: Session, application: Application, contest: Contest) -> list[str]:
    """Names of the items that stand in the way of admission."""
    known = admission_queries.checks(session, application.id)
    return [item.name for item in checklist.items(session, contest) if not _is_met(item, known.get(item.name))]


def has_consent(session: Session, application: Application, contest: Contest) -> bool:
    consent = queries.consents(session, application.id).get(NEEDED[contest.kind])
    return consent is not None and consent.withdrawn_at is None


def admit(session: Session, application: Application, contest: Contest, *, by: User, now: datetime) -> Application:
    """Let it through to the commission. Raises RuleBroken: checks-open, consent-missing, or what `lifecycle` says."""
    lifecycle.require_decidable(session, application, "admit")  # from here on nobody takes a consent back beside us
    left = unmet(session, application, contest)
    if left:
        raise RuleBroken("checks-open", left=len(left))
    if not has_consent(session, application, contest):
        raise RuleBroken("consent-missing")
    lifecycle.admit(session, application, by=by, now=now)
    second_look.sample(session, application, contest, by=by, now=now)
    return application


def readmit(session: Session, application: Application, contest: Contest, reason: str, *, is_left_out: bool,
            is_decided: bool, by: User, now: datetime) -> Application:  # fmt: skip
    """Take a disqualification back, see `lifecycle.readmit`. `is_decided`: the commission's decision is confirmed.
    Raises RuleBroken: decision-begun, or consent-missing when a child's was taken back meanwhile."""
    session.flush()
    session.refresh(application, with_for_update=True)
    if is_decided:
        raise RuleBroken("decision-begun")
    if contest.kind is ContestKind.DRAWING and not has_consent(session, application, contest):
        raise RuleBroken("consent-missing")
    return lifecycle.readmit(session, application, reason, is_left_out=is_left_out, by=by, now=now)


def give_back(session: Session, application: Application, remark: str, until: datetime, *, by: User,
              now: datetime) -> Application:  # fmt: skip
    """Back to the applicant for correction, see `lifecycle.return_for_correction`."""
    second_look.drop(session, application, now)
    return lifecycle.return_for_correction(session, application, remark, until, by=by, now=now)


def release(
    session: Session, application: Application, page_ids: Collection[int], *, by: User, now: datetime
) -> int:  # fmt: skip
    """Let the commission see exactly these page pictures of the attachments. Returns how many changed."""
    changed: dict[str, bool] = {}
    for _, page in admission_queries.pages(session, application.id):
        is_released = page.id in page_ids
        if is_released != (page.released_at is not None):
            page.released_at = now if is_released else None
            changed[str(page.id)] = is_released
            session.add(page)
    if changed:
        journal.write(
            session, "pages.released", of=("application", application.id), by=by.id, now=now,
            contest_id=application.contest_id, pages=changed,
        )  # fmt: skip
    return len(changed)


def default_until(now: datetime, working_days: int) -> datetime:
    """The end of a correction: so many working days after today, Saturdays and Sundays not counted, 18:00 in Almaty."""
    day = now.astimezone(ALMATY).date()
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= day.weekday() < SATURDAY
    return datetime.combine(day, CLOSING, tzinfo=ALMATY)


def _is_met(item: Item, check: Check | None) -> bool:
    if check is None:
        return not item.is_required
    if item.is_required:
        return check.answer == Answer.YES
    return check.answer != Answer.NO
