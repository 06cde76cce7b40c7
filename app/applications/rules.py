"""Who may do what with an application, one question a line. `user_id` is who asks, `now` the server's clock."""

from datetime import datetime

from app.accounts.models import User
from app.applications.models import Application, Status
from app.contests import rules as contests
from app.contests.models import Contest, ContestStatus, RoleName
from app.contests.phases import Phase, phase

CHANGEABLE = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.ADMITTED})
SETTLING = frozenset({ContestStatus.DECIDING, ContestStatus.PUBLISHED, ContestStatus.ARCHIVED})
COLLEAGUES = frozenset({RoleName.CHAIR, RoleName.SECRETARY, RoleName.ORGANISER})


def may_start(user: User, roles: frozenset[tuple[int, RoleName]], contest: Contest) -> bool:
    """Staff and commission of the contest, organisers of any other and the operator do not enter it."""
    here = frozenset(name for contest_id, name in roles if contest_id == contest.id)
    return contests.may_apply(here) and not user.is_operator and RoleName.ORGANISER not in {name for _, name in roles}


def may_see(application: Application, user_id: int) -> bool:
    return application.applicant_id == user_id


def may_know(application: Application, roles: frozenset[RoleName], *, judges: bool) -> bool:
    """Those who work on the contest, and experts who judge it, know that a submitted application exists: to change it
    is forbidden, not lost."""
    return application.status is not Status.DRAFT and (judges or bool(roles & COLLEAGUES))


def may_edit(application: Application, contest: Contest, now: datetime, by: int | None = None) -> bool:
    """Also: hand in, again or for the first time. Strictly before closing, or the end of a correction or extension.
    `by`: who asks, by default the applicant."""
    is_on = is_being_corrected(application, contest, now) or open_until(application, contest, now, by) is not None
    return application.status in CHANGEABLE and is_on


def open_until(
    application: Application, contest: Contest, now: datetime, by: int | None = None
) -> datetime | None:  # fmt: skip
    """The end of its time: the contest's closing or a later one of its own; nothing once that has passed."""
    if is_extended(application.extended_until, contest, now):
        return max(filter(None, (application.extended_until, contest.closes_at)))
    return contest.closes_at if is_open(contest, counted(application, now, by)) else None


def counted(application: Application, now: datetime, by: int | None = None) -> datetime:
    """The moment that deadlines look at: for the office when the paper was there, however late it is entered; what its
    sender changes in an account of their own is not on that paper."""
    is_entered = by is not None and by != application.applicant_id
    return application.paper_at or now if is_entered else now


def may_act_for(application: Application, roles: frozenset[RoleName]) -> bool:
    """What came on paper, the office fills in and hands in for its sender."""
    return application.paper_at is not None and contests.may_admit(roles)


def is_extended(until: datetime | None, contest: Contest, now: datetime) -> bool:
    """`until`: what was granted to a person or an application. It ends when judging begins."""
    return until is not None and now < until and contest.status is ContestStatus.ANNOUNCED


def is_open(contest: Contest, now: datetime) -> bool:
    return phase(contest, now) is Phase.OPEN


def is_being_corrected(application: Application, contest: Contest, now: datetime) -> bool:
    return application.cure_until is not None and now < application.cure_until and contest.status not in SETTLING


def may_withdraw(application: Application, contest: Contest) -> bool:
    """Until the commission begins to decide."""
    return application.status in CHANGEABLE - {Status.DRAFT} and contest.status not in SETTLING


def may_restore(application: Application, contest: Contest, now: datetime, by: int | None = None) -> bool:
    """A withdrawal is taken back only while it might be handed in."""
    return application.status is Status.WITHDRAWN and open_until(application, contest, now, by) is not None


def may_delete(application: Application) -> bool:
    return application.status is Status.DRAFT
