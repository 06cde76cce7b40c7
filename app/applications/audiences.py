"""Whom the office may write to at once: people by where their applications stand. A person counts once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from app.accounts.models import User
from app.alphabet import sort_key
from app.applications.consent_queries import lacks_first
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestKind

HANDED_IN = (Status.SUBMITTED, Status.RETURNED, Status.ADMITTED, Status.REJECTED, Status.DISQUALIFIED)


class Audience(StrEnum):
    ALL = "all"
    DRAFTS = "drafts"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    NO_CONSENT = "no-consent"
    ADMITTED = "admitted"
    REJECTED = "rejected"


STATUSES = {
    Audience.ALL: HANDED_IN,
    Audience.DRAFTS: (Status.DRAFT,),
    Audience.SUBMITTED: (Status.SUBMITTED,),
    Audience.RETURNED: (Status.RETURNED,),
    Audience.NO_CONSENT: (Status.SUBMITTED, Status.RETURNED),
    Audience.ADMITTED: (Status.ADMITTED,),
    Audience.REJECTED: (Status.REJECTED, Status.DISQUALIFIED),
}


@dataclass(frozen=True)
class Group:
    """`unreachable` have no address: somebody has to call them or go there."""

    people: list[User]
    unreachable: list[User]


def group(session: Session, contest: Contest, audience: Audience, nomination_id: int | None = None) -> Group:
    found = members(session, contest, audience, nomination_id)
    return Group([user for user in found if user.email], [user for user in found if not user.email])


def members(session: Session, contest: Contest, audience: Audience, nomination_id: int | None = None) -> Sequence[User]:
    """In the order of the Kazakh alphabet, each once."""
    theirs = select(Application.applicant_id).where(
        Application.contest_id == contest.id, col(Application.status).in_(STATUSES[audience])
    )
    if nomination_id is not None:
        theirs = theirs.where(Application.nomination_id == nomination_id)
    if audience is Audience.NO_CONSENT:
        theirs = theirs.where(*without_consent(contest))
    found = session.exec(select(User).where(col(User.id).in_(theirs), col(User.disabled_at).is_(None))).all()
    return sorted(found, key=lambda user: (sort_key(user.name), user.id))


def without_consent(contest: Contest) -> tuple[Any, ...]:
    """Of a child's work: nobody has said that it may take part. An adult's application needs no such consent."""
    return contest.kind == ContestKind.DRAWING, lacks_first()
