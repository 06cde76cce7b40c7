"""Files of an application: sent by its owner, fetched by the owner and by those who check it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.accounts.models import User
from app.applications import attachments, file_queries, lifecycle, queries, rules
from app.applications.attachments import Prepared
from app.applications.models import Application, Attachment, Purpose, RenditionKind, Status
from app.contests import rules as contests
from app.contests.models import Contest
from app.errors import NotYours, RuleBroken
from app.i18n import gettext
from app.web import downloads, refusals
from app.web.applications import keeping
from app.web.applications.own import OwnApplicationToChange
from app.web.current import CurrentViewer, HouseDep, Now, SessionDep
from app.web.forms import Typed, Uploads
from app.web.house import House
from app.web.page import Page, PageDep
from app.web.sending import Sender, SenderDep

router = APIRouter()
BODY = 25_000_000
"""Bytes of a request with files: one picture of the largest size and the form around it."""
FILES_STEP = "project"
"""The step of the small-grant form that takes files."""


@router.post("/applications/{application_id:int}/attachments", name="attachments.add", max_body_size=BODY)
def add(
    application_id: int, sender: SenderDep, files: Uploads, request: Request, house: HouseDep, session: SessionDep,
    now: Now,
) -> Response:  # fmt: skip
    ready, refused = _prepared(house, sender, files)
    application = queries.get(session, application_id)
    if application is None:
        raise NotYours
    contest = lifecycle.locked(session, application, sender.viewer.user)
    page = Page(request, house, session, sender.viewer)
    key = request.headers.get("upload-key", "")[:64]
    if (earlier := file_queries.arrived(session, application_id, key)) is not None:  # only its answer was lost
        return page.html(
            "attachments/_list.html",
            files=[earlier] if earlier.removed_at is None else [],
            main_id=_main(session, application_id),
        )
    by = sender.viewer.user
    attachments.require_may_change(contest, application, now, by)
    _keep(session, application, contest, request.state.typed, by=by, now=now)
    key = key if len(ready) == 1 else ""
    added = [attachments.attach(session, application, file, sender.purpose, by=by, now=now, key=key) for file in ready]
    if page.wants_fragment:
        return page.html("attachments/_list.html", files=added, main_id=_main(session, application_id))
    for name, broken in refused:
        page.say(f"{name}: {refusals.sentence(broken)}", "bad")
    return _back(page, application, request.state.typed, sender.purpose)


def _main(session: SessionDep, application_id: int) -> int | None:
    pictures = file_queries.pictures(session, application_id)
    return pictures[0].id if pictures else None


def _keep(
    session: SessionDep, application: Application, contest: Contest, typed: dict[str, Any], *, by: User, now: Now
) -> None:
    """What was typed around the files, unless they only come in the minutes after closing."""
    if rules.may_edit(application, contest, now, by.id):
        keeping.keep(session, application, contest, typed, by=by, now=now, step=str(typed.get("step", "")))


def _back(page: Page, application: Application, typed: dict[str, Any], purpose: Purpose) -> Response:
    """To the place from which the files came: the form, or the page of the sticker on the paper."""
    if application.paper_at is not None and typed.get("sticker"):
        contest = page.session.get_one(Contest, application.contest_id)
        code = str(typed["sticker"])[:32]
        return page.see("office.intake.sticker", slug=contest.slug, code=code, anchor=purpose)
    step = str(typed.get("step") or (FILES_STEP if purpose is Purpose.ANNEX else ""))
    query = {"step": step} if step else None
    return page.see("applications.edit", application_id=application.id, anchor=purpose, query=query)


def _prepared(house: House, sender: Sender, files: Uploads) -> tuple[list[Prepared], list[tuple[str, RuleBroken]]]:
    """The good files and the refused ones. Where no file is good, the first refusal is raised."""
    ready: list[Prepared] = []
    refused: list[tuple[str, RuleBroken]] = []
    for file in files:
        try:
            ready.append(attachments.prepare(house.shelf, file, sender.purpose))
        except RuleBroken as broken:
            refused.append((file.name, broken))
    if not ready:
        raise refused[0][1] if refused else RuleBroken("file-none")
    return ready, refused


def get_seen(
    application_id: int, attachment_id: int, session: SessionDep, viewer: CurrentViewer
) -> tuple[Application, Attachment]:
    """For the owner, and once it is handed in for those who check it. Raises NotYours for everybody else."""
    application = queries.get(session, application_id)
    if application is None or not _may_see(application, viewer):
        raise NotYours
    attachment = file_queries.attachment(session, application_id, attachment_id)
    if attachment is None:
        raise NotYours
    return application, attachment


def _may_see(application: Application, viewer: CurrentViewer) -> bool:
    if application.applicant_id == viewer.id:
        return True
    is_handed_in = application.status is not Status.DRAFT
    return is_handed_in and contests.may_see_identities(viewer.roles_in(application.contest_id))


Seen = Annotated[tuple[Application, Attachment], Depends(get_seen, scope="function")]


@router.get("/applications/{application_id:int}/attachments/{attachment_id:int}", name="attachments.show")
def show(seen: Seen, house: HouseDep) -> Response:
    return downloads.original(house.shelf, seen[1])


@router.get("/applications/{application_id:int}/attachments/{attachment_id:int}/thumb", name="attachments.thumb")
def thumb(seen: Seen, house: HouseDep, session: SessionDep) -> Response:
    found = file_queries.renditions(session, [seen[1].id], RenditionKind.THUMB)
    if not found:
        raise NotYours
    return downloads.picture(house.shelf, found[0])


@router.post("/applications/{application_id:int}/attachments/{attachment_id:int}/main", name="attachments.main")
def main(
    application: OwnApplicationToChange, attachment_id: int, typed: Typed, viewer: CurrentViewer, session: SessionDep,
    now: Now, page: PageDep,
) -> Response:  # fmt: skip
    contest = lifecycle.locked(session, application, viewer.user)
    attachments.require_may_change(contest, application, now, viewer.user)
    attachment = file_queries.attachment(session, application.id, attachment_id)
    if attachment is None or attachment.purpose is not Purpose.PICTURE:
        raise NotYours
    _keep(session, application, contest, typed, by=viewer.user, now=now)
    attachments.make_main(session, application, attachment, by=viewer.user, now=now)
    page.say(gettext("The picture is the main one now."))
    return _back(page, application, typed, attachment.purpose)


@router.post("/applications/{application_id:int}/attachments/{attachment_id:int}/removal", name="attachments.removal")
def removal(
    application: OwnApplicationToChange, attachment_id: int, typed: Typed, viewer: CurrentViewer, session: SessionDep,
    now: Now, page: PageDep,
) -> Response:  # fmt: skip
    contest = lifecycle.locked(session, application, viewer.user)
    attachments.require_may_change(contest, application, now, viewer.user)
    attachment = file_queries.attachment(session, application.id, attachment_id)
    if attachment is None:
        raise NotYours
    _keep(session, application, contest, typed, by=viewer.user, now=now)
    attachments.remove(session, application, attachment, by=viewer.user, now=now)
    page.say(gettext("The file is removed."))
    return _back(page, application, typed, attachment.purpose)
