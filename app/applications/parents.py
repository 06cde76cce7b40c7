"""What the representatives of a child say about its work, and who passes it on: the sender and the office state what
was signed on paper, the representatives answer behind their link, the office notes what they take back."""

from collections.abc import Mapping
from datetime import date, datetime, time

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.applications import child_names, consents, lifecycle, queries
from app.applications.consents import Giver
from app.applications.models import Application, ConsentKind, ConsentWay, Status
from app.contests.models import Contest
from app.errors import RuleBroken
from app.i18n import ALMATY

BEFORE_ADMISSION = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)
Given = Mapping[ConsentKind, bool]


def require_may_state(application: Application) -> None:
    """A signed paper may follow the deadline, not the admission. Raises RuleBroken ``consents-late``."""
    if application.status not in BEFORE_ADMISSION:
        raise RuleBroken("consents-late")


def state(
    session: Session, application: Application, given: Given, *, name: str, relation: str, signed_on: date, by: User,
    now: datetime,
) -> None:  # fmt: skip
    """What was signed on paper. Raises RuleBroken: ``consents-late``, ``date-ahead``."""
    require_may_state(application)
    if signed_on > (today := now.astimezone(ALMATY).date()):
        raise RuleBroken("date-ahead", today=today)
    on = datetime.combine(signed_on, time(12), tzinfo=ALMATY)
    giver = Giver(name, relation, child=_child(session, application))
    consents.record(session, application, given, giver, on=on, by=by.id, now=now)


def answer(
    session: Session, application: Application, given: Given, *, name: str, relation: str, by: User | None,
    now: datetime,
) -> None:  # fmt: skip
    """The representative's own word, at any time. `by`: the account that was signed in there, if any."""
    giver = Giver(name, relation, ConsentWay.LINK, _child(session, application))
    consents.record(session, application, given, giver, on=now, by=by.id if by else None, now=now)
    _suspend(session, application, by=by, now=now)


def take_back(
    session: Session, application: Application, kinds: Given, *, by: User, now: datetime
) -> dict[ConsentKind, bool]:  # fmt: skip
    """What the representatives took back by word to the office, at any time. Returns what changed."""
    standing = [kind for kind, consent in queries.consents(session, application.id).items() if not consent.withdrawn_at]
    back = {kind: False for kind, is_back in kinds.items() if is_back and kind in standing}
    giver = Giver("", way=ConsentWay.DEMAND)
    changed = consents.record(session, application, back, giver, on=now, by=by.id, now=now)
    _suspend(session, application, by=by, now=now)
    return changed


def renew_link(session: Session, application: Application, *, by: User, now: datetime) -> None:
    """The link that was handed out is dead, a new one is open."""
    application.consent_link += 1
    session.add(application)
    journal.write(
        session, "consents.link-renewed", of=("application", application.id), by=by.id, now=now,
        contest_id=application.contest_id,
    )  # fmt: skip


def _child(session: Session, application: Application) -> str:
    return child_names.key(queries.author(session, application.id), application.answers)


def _suspend(session: Session, application: Application, *, by: User | None, now: datetime) -> None:
    """Nobody judges a work that may not take part: it waits for its admission again."""
    consent = queries.consents(session, application.id).get(ConsentKind.TAKE_PART)
    if consent is None or consent.withdrawn_at is not None:
        lifecycle.suspend(session, application, session.get_one(Contest, application.contest_id), by=by, now=now)
