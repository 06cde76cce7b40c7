"""Who sends a file, asked in a transaction of its own: while the file is looked through, nobody waits for a lock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.accounts import sessions
from app.applications import attachments
from app.applications.models import Purpose
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind
from app.db import transaction
from app.errors import NotYours
from app.web.applications.own import get_own_to_change
from app.web.current import COOKIE, SECURE_COOKIE, HouseDep, Now, SignInNeeded, Viewer

PURPOSES = {
    ContestKind.SMALL_GRANT: (Purpose.ANNEX,),
    ContestKind.DRAWING: (Purpose.PICTURE, Purpose.CONSENT),
}


@dataclass(frozen=True)
class Sender:
    """A person who may add files to an application now, and what for."""

    viewer: Viewer
    purpose: Purpose


def sent_by(request: Request, session: Session, now: datetime) -> Viewer:
    """Raises SignInNeeded."""
    token = request.cookies.get(SECURE_COOKIE) or request.cookies.get(COOKIE)
    found = sessions.whose(session, token, now=now) if token else None
    if found is None:
        raise SignInNeeded
    sign_in, user = found
    return Viewer(user, sign_in, contests.roles_of(session, user.id or 0))


def get_sender(request: Request, application_id: int, house: HouseDep, now: Now, purpose: str = "") -> Sender:
    """Raises SignInNeeded, NotYours, NotAllowed, RuleBroken; no byte of a file has been read before."""
    with transaction(house.engine, reads_only=True) as session:
        viewer = sent_by(request, session, now)
        application = get_own_to_change(application_id, session, viewer)
        contest = session.get_one(Contest, application.contest_id)
        attachments.require_may_change(contest, application, now, viewer.user)
        wanted = [item for item in PURPOSES[contest.kind] if item == (purpose or PURPOSES[contest.kind][0])]
        if not wanted:
            raise NotYours
        return Sender(viewer, wanted[0])


SenderDep = Annotated[Sender, Depends(get_sender, scope="function")]
