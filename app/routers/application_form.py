"""Filling in an application, whatever the contest asks: saved as one types, read once more, handed in."""

from fastapi import APIRouter, Response

from app.applications import lifecycle
from app.contests.models import Contest, ContestKind
from app.web.applications import grant_entry, work_form
from app.web.applications.own import OwnApplicationToChange, TendedApplication
from app.web.current import CurrentViewer, Now, ReceivedAt, SessionDep
from app.web.forms import Typed
from app.web.page import PageDep

router = APIRouter()


@router.get("/applications/{application_id:int}/edit", name="applications.edit")
def edit(
    application: OwnApplicationToChange, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now,
    judge: bool = False,
) -> Response:  # fmt: skip
    contest = session.get_one(Contest, application.contest_id)
    lifecycle.require_editable(application, contest, now, viewer.user)
    if contest.kind is ContestKind.DRAWING:
        return work_form.edit(page, application, contest, judge=judge, now=now)
    return grant_entry.edit(page, application, contest, judge=judge, now=now)


@router.post("/applications/{application_id:int}/edit", name="applications.save")
def save(
    application: OwnApplicationToChange, typed: Typed, page: PageDep, session: SessionDep, viewer: CurrentViewer,
    now: Now,
) -> Response:  # fmt: skip
    contest = session.get_one(Contest, application.contest_id)
    if contest.kind is ContestKind.DRAWING:
        return work_form.save(page, application, contest, typed, by=viewer.user, now=now)
    return grant_entry.save(page, application, contest, typed, by=viewer.user, now=now)


@router.get("/applications/{application_id:int}/preview", name="applications.preview")
def preview(application: TendedApplication, page: PageDep, session: SessionDep, now: Now) -> Response:
    contest = session.get_one(Contest, application.contest_id)
    if contest.kind is ContestKind.DRAWING:
        return work_form.preview(page, application, contest, now=now)
    return grant_entry.preview(page, application, contest, now=now)


@router.post("/applications/{application_id:int}/submission", name="applications.submission")
def submission(
    application: OwnApplicationToChange, typed: Typed, page: PageDep, session: SessionDep, viewer: CurrentViewer,
    received: ReceivedAt,
) -> Response:  # fmt: skip
    """`received`: the moment at which the request came in is what the deadline is held against."""
    contest = session.get_one(Contest, application.contest_id)
    lifecycle.require_editable(application, contest, received, viewer.user)
    if contest.kind is ContestKind.DRAWING:
        return work_form.submission(page, application, contest, by=viewer.user, received=received)
    return grant_entry.submission(page, application, contest, typed, by=viewer.user, received=received)
