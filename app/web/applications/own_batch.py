"""A teacher's batch as its teacher reaches it: whoever else asks finds nothing."""

from typing import Annotated

from fastapi import Depends, Request

from app.applications import batch_queries, extensions
from app.applications.batch_models import Batch
from app.applications.models import Application
from app.contests import queries
from app.contests.models import Contest, ContestKind, ContestStatus
from app.db import transaction
from app.errors import NotAllowed, NotYours
from app.jury import queries as jury
from app.web.current import CurrentViewer, HouseDep, Now, ReceivedAt, SessionDep, Viewer
from app.web.sending import sent_by


def get_entered(slug: str, session: SessionDep, viewer: CurrentViewer) -> Contest:
    """A contest that this person may come to enter. Whoever was on its commission may have read the others' entries:
    they do not enter either (NotAllowed)."""
    contest = queries.by_slug(session, slug)
    if contest is None or contest.status is ContestStatus.DRAFT:
        raise NotYours
    if jury.has_sat(session, contest.id, viewer.id):
        raise NotAllowed
    return contest


Entered = Annotated[Contest, Depends(get_entered, scope="function")]


def get_entered_with_works(contest: Entered) -> Contest:
    """One in which there are batches."""
    if contest.kind is not ContestKind.DRAWING:
        raise NotYours
    return contest


def get_own(slug: str, batch_id: int, session: SessionDep, viewer: CurrentViewer) -> Batch:
    """Raises NotYours for everybody but its teacher."""
    contest = queries.by_slug(session, slug)
    batch = batch_queries.batch(session, contest.id, batch_id) if contest else None
    if batch is None or batch.teacher_id != viewer.id:
        raise NotYours
    return batch


OwnBatch = Annotated[Batch, Depends(get_own, scope="function")]


def get_own_work(work_id: int, batch: OwnBatch, session: SessionDep) -> Application:
    work = batch_queries.work(session, batch.id, work_id)
    if work is None:
        raise NotYours
    return work


def get_sender(request: Request, slug: str, batch_id: int, house: HouseDep, now: Now, received: ReceivedAt) -> Viewer:
    """Asked in a transaction of its own, before a byte of a file is read. Raises SignInNeeded, NotYours, RuleBroken."""
    with transaction(house.engine, reads_only=True) as session:
        viewer = sent_by(request, session, now)
        batch = get_own(slug, batch_id, session, viewer)
        extensions.require_open(session, session.get_one(Contest, batch.contest_id), viewer.user, received)
        return viewer


EnteredWithWorks = Annotated[Contest, Depends(get_entered_with_works, scope="function")]
OwnWork = Annotated[Application, Depends(get_own_work, scope="function")]
BatchSender = Annotated[Viewer, Depends(get_sender, scope="function")]
