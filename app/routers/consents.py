"""The consents that a work needs, for whoever hands it in: links for the parents, papers to print, signed sheets."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.applications import batch_queries, consent_queries, parents
from app.applications.consent_forms import Sheet
from app.applications.models import Application
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind
from app.db import transaction
from app.errors import NotYours
from app.i18n import gettext, ngettext
from app.routers.attachments import BODY
from app.web.applications import consent_page, consent_papers, consent_sheets
from app.web.applications.own import get_tended
from app.web.applications.own_batch import OwnBatch
from app.web.applications.own_batch import get_own as get_own_batch
from app.web.current import CurrentViewer, HouseDep, Now, SessionDep, Viewer
from app.web.forms import Form, Uploads
from app.web.page import Page, PageDep
from app.web.sending import sent_by

router = APIRouter()
ONE = "/applications/{application_id:int}/consents"
MANY = "/contests/{slug}/batch/{batch_id:int}/consents"


def get_work(application_id: int, session: SessionDep, viewer: CurrentViewer) -> Application:
    """A pupil's work of their own, or that the office entered from paper; nothing else has consents of others."""
    work = get_tended(application_id, session, viewer)
    if session.get_one(Contest, work.contest_id).kind is not ContestKind.DRAWING:
        raise NotYours
    return work


def get_works(batch: OwnBatch, session: SessionDep) -> Sequence[Application]:
    """Of their own batch."""
    return batch_queries.works(session, batch.id)


Work = Annotated[Application, Depends(get_work, scope="function")]
Works = Annotated[Sequence[Application], Depends(get_works, scope="function")]


def get_sender(request: Request, application_id: int, house: HouseDep, now: Now) -> Viewer:
    """Asked in a transaction of its own: no byte of the sheet has been read before, and nobody waits while it is looked
    through."""
    with transaction(house.engine, reads_only=True) as session:
        viewer = sent_by(request, session, now)
        parents.require_may_state(get_work(application_id, session, viewer))
        return viewer


def get_batch_sender(request: Request, slug: str, batch_id: int, house: HouseDep, now: Now) -> Viewer:
    with transaction(house.engine, reads_only=True) as session:
        viewer = sent_by(request, session, now)
        get_own_batch(slug, batch_id, session, viewer)
        return viewer


Sender = Annotated[Viewer, Depends(get_sender, scope="function")]
BatchSender = Annotated[Viewer, Depends(get_batch_sender, scope="function")]


@router.get(ONE, name="consents.show")
def show(work: Work, page: PageDep, session: SessionDep) -> Response:
    return _show(page, session.get_one(Contest, work.contest_id), [work], Form())


@router.post(ONE, name="consents.state", max_body_size=BODY)
def state(
    sender: Sender, files: Uploads, request: Request, house: HouseDep, application_id: int, session: SessionDep,
    now: Now,
) -> Response:  # fmt: skip
    form, file = consent_sheets.read(house, sender, files, request.state.typed)
    page, work = Page(request, house, session, sender), get_work(application_id, session, sender)
    kept = consent_sheets.keep(page, [work], form, file, by=sender.user, now=now)
    if form.errors:
        return _show(page, session.get_one(Contest, work.contest_id), [work], form, status=422)
    _say(page, kept)
    return page.see("consents.show", application_id=work.id)


@router.post(ONE + "/link", name="consents.link")
def renew(work: Work, page: PageDep, viewer: CurrentViewer, session: SessionDep, now: Now) -> Response:
    parents.renew_link(session, work, by=viewer.user, now=now)
    page.say(gettext("The new link is ready; the old one opens nothing any more."))
    return page.see("consents.show", application_id=work.id)


@router.get(ONE + "/form.pdf", name="consents.form")
def form(work: Work, page: PageDep, session: SessionDep) -> Response:
    children = consent_queries.children(session, [work])
    data = consent_papers.forms(page, session.get_one(Contest, work.contest_id), children)
    return page.file(data, "application/pdf", f"consent-{work.id}.pdf")


@router.get(MANY, name="consents.batch")
def show_batch(slug: str, batch_id: int, works: Works, page: PageDep, session: SessionDep) -> Response:
    return _show(page, _contest(session, slug), works, Form(), batch_id=batch_id)


@router.post(MANY, name="consents.batch.state", max_body_size=BODY)
def state_batch(
    sender: BatchSender, files: Uploads, request: Request, house: HouseDep, slug: str, batch_id: int,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    form, file = consent_sheets.read(house, sender, files, request.state.typed)
    page = Page(request, house, session, sender)
    works = get_works(get_own_batch(slug, batch_id, session, sender), session)
    kept = consent_sheets.keep(page, works, form, file, by=sender.user, now=now)
    if form.errors:
        return _show(page, _contest(session, slug), works, form, batch_id=batch_id, status=422)
    _say(page, kept)
    return page.see("consents.batch", slug=slug, batch_id=batch_id)


@router.get(MANY + "/forms.pdf", name="consents.batch.forms")
def forms(slug: str, batch_id: int, works: Works, page: PageDep, session: SessionDep) -> Response:
    data = consent_papers.forms(page, _contest(session, slug), _to_sign(session, works))
    return page.file(data, "application/pdf", f"consents-{batch_id}.pdf")


@router.get(MANY + "/list.pdf", name="consents.batch.list")
def sign_list(slug: str, batch_id: int, works: Works, page: PageDep, session: SessionDep) -> Response:
    data = consent_papers.sign_list(page, _contest(session, slug), _to_sign(session, works))
    return page.file(data, "application/pdf", f"consents-{batch_id}-list.pdf")


def _to_sign(session: SessionDep, works: Sequence[Application]) -> list[consent_queries.Child]:
    """Whoever has not agreed yet; when all have, everybody."""
    children = consent_queries.children(session, works)
    return [child for child in children if child.is_missing and child.is_expected] or children


def _contest(session: SessionDep, slug: str) -> Contest:
    contest = contests.by_slug(session, slug)
    if contest is None:
        raise NotYours
    return contest


def _show(
    page: Page, contest: Contest, works: Sequence[Application], form: Form[Sheet], *,
    batch_id: int | None = None, status: int = 200,
) -> Response:  # fmt: skip
    return page(
        "consents/show.html", status=status, form=form, batch_id=batch_id,
        **consent_page.context(page, contest, works),
    )  # fmt: skip


def _say(page: Page, kept: int) -> None:
    page.say(ngettext("Written down for %(num)d child.", "Written down for %(num)d children.", kept) % {"num": kept})
