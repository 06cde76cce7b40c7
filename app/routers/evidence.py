"""What proves a report: photos, videos and publications, each by itself as it comes."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from app.errors import NotYours, RuleBroken
from app.files import Shelf
from app.grants import evidence, papers, queries, reports
from app.grants.forms import Caption, PublicationForm, VideoForm
from app.grants.models import Evidence, EvidenceKind, Grant
from app.grants.papers import Looked
from app.i18n import gettext
from app.routers.office.answers import beside
from app.web import refusals, uploading
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, Upload, Uploads, bind, submitted
from app.web.grants import report_page
from app.web.grants.grant_access import Held, OwnReport, Sender, held
from app.web.page import Page, PageDep

router = APIRouter()
BODY = 25_000_000
"""Bytes of a request with a file: one picture of the largest size and the form around it."""
FILM_BODY = papers.FILM + 1_000_000
PATH = "/grants/{grant_id:int}/report"
PUBLICATION = (*PublicationForm.model_fields, "screen")
"""The fields in the order of the page."""


@router.post(f"{PATH}/photos", name="grants.photos", max_body_size=BODY)
def photos(grant_id: int, sender: Sender, files: Uploads, request: Request, house: HouseDep, session: SessionDep,
           now: Now) -> Response:  # fmt: skip
    ready, refused = _looked(files, papers.photo)
    grant = _again(session, grant_id)
    added = [evidence.add_photo(session, grant, one.paper, by=sender.viewer.user, now=now) for one in ready]
    _keep(house.shelf, ready)
    page = Page(request, house, session, sender.viewer)
    if page.wants_fragment:
        return _rows(page, sender, "grants/_photos.html", photos=added)
    for name, broken in refused:
        page.say(f"{name}: {refusals.sentence(broken)}", "bad")
    return page.see("grants.report", grant_id=grant_id, anchor="photos")


@router.post(f"{PATH}/films", name="grants.films", max_body_size=FILM_BODY)
def films(grant_id: int, sender: Sender, files: Uploads, request: Request, house: HouseDep, session: SessionDep,
          now: Now) -> Response:  # fmt: skip
    """Videos as files."""
    ready, _ = _looked(files, papers.film)
    grant = _again(session, grant_id)
    added = [evidence.add_film(session, grant, one.paper, by=sender.viewer.user, now=now) for one in ready]
    _keep(house.shelf, ready)
    page = Page(request, house, session, sender.viewer)
    if page.wants_fragment:
        return _rows(page, sender, "grants/_links.html", links=added)
    page.say(gettext("The video is added."))
    return page.see("grants.report", grant_id=grant_id, anchor="videos")


def _rows(page: Page, sender: Held, name: str, **context: Any) -> Response:
    told = report_page.told(page.session, sender.place)
    return page.html(name, place=sender.place, told=told, is_fresh=True, may_change=True, **context)


def _looked(files: list[Upload], look: Callable[[Upload], Looked]) -> tuple[list[Looked], list[tuple[str, RuleBroken]]]:
    """The good files and the refused ones. Where none is good, the first refusal is raised."""
    ready: list[Looked] = []
    refused: list[tuple[str, RuleBroken]] = []
    for file in files:
        try:
            ready.append(look(file))
        except RuleBroken as broken:
            refused.append((file.name, broken))
    if not ready:
        raise refused[0][1] if refused else RuleBroken("file-none")
    return ready, refused


def _keep(shelf: Shelf, ready: list[Looked]) -> None:
    for one in ready:
        one.keep(shelf)


def _again(session: SessionDep, grant_id: int) -> Grant:
    """The sender's grant in the transaction that changes it."""
    found = queries.get(session, grant_id)
    if found is None:
        raise NotYours
    return found.grant


@router.post(f"{PATH}/videos", name="grants.videos")
def videos(held: OwnReport, form: Annotated[Form[VideoForm], Depends(submitted(VideoForm))], page: PageDep,
           session: SessionDep, now: Now) -> Response:  # fmt: skip
    reports.to_change(session, held.grant)
    if not form.errors:
        try:
            evidence.add_video(session, held.grant, form.valid, by=held.viewer.user, now=now)
        except RuleBroken as broken:
            beside(form, broken, {"link-twice": "video"})
    if form.errors:
        return report_page.show(page, held, now, fragment="grants/_video.html", video=form, status=422)
    page.say(gettext("The video is added."))
    return page.see("grants.report", grant_id=held.grant.id, anchor="videos")


@router.post(f"{PATH}/publications", name="grants.publications", max_body_size=BODY)
def publications(grant_id: int, sender: Sender, files: Uploads, request: Request, house: HouseDep,
                 session: SessionDep, now: Now) -> Response:  # fmt: skip
    """The picture of the page may come with the link, or later."""
    form: Form[PublicationForm] = bind(PublicationForm, request.state.typed)
    looked = uploading.looked_through(house, sender.viewer, files, form, "screen", papers.receipt, required=False)
    page, found = Page(request, house, session, sender.viewer), held(session, sender.viewer, grant_id)
    if form.fields is not None:
        for name, slug in evidence.wrongs(session, found.grant, form.fields, now).items():
            form.refuse(name, slug)
    if not form.errors:
        picture = looked.paper if looked else None
        try:
            evidence.add_publication(session, found.grant, form.valid, picture, by=sender.viewer.user, now=now)
        except RuleBroken as broken:
            beside(form, broken, {"link-twice": "link"})
    if form.errors:
        uploading.left_behind(page, sender.viewer, form, "screen", looked)
        form.arrange(PUBLICATION)
        return report_page.show(page, found, now, fragment="grants/_publication.html", publication=form, status=422)
    _keep(house.shelf, [looked] if looked else [])
    page.say(gettext("The publication is added."))
    return page.see("grants.report", grant_id=grant_id, anchor="publications")


@router.post(f"{PATH}/evidence/{{evidence_id:int}}/page", name="grants.page", max_body_size=BODY)
def add_page(grant_id: int, evidence_id: int, sender: Sender, files: Uploads, request: Request, house: HouseDep,
             session: SessionDep, now: Now) -> Response:  # fmt: skip
    """The picture of a publication's page."""
    ready, _ = _looked(files[:1], papers.receipt)
    page, found = Page(request, house, session, sender.viewer), held(session, sender.viewer, grant_id)
    item = _one(session, found, evidence_id)
    if item.kind is not EvidenceKind.PUBLICATION:
        raise NotYours
    evidence.add_page(session, found.grant, item, ready[0].paper, by=sender.viewer.user, now=now)
    _keep(house.shelf, ready)
    page.say(gettext("The picture of the page is kept."))
    return page.see("grants.report", grant_id=grant_id, anchor=f"evidence-{evidence_id}")


@router.post(f"{PATH}/evidence/{{evidence_id:int}}/caption", name="grants.caption")
def caption(evidence_id: int, held: OwnReport, form: Annotated[Form[Caption], Depends(submitted(Caption))],
            page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    item = _one(session, held, evidence_id)
    if form.errors:
        raise RuleBroken("caption-long")
    evidence.caption(session, held.grant, item, form.valid.caption, by=held.viewer.user, now=now)
    if page.wants_fragment and "autosave" in form.text:
        return page.html("grants/_saved.html", at=now, told=None, place=held.place)
    return page.see("grants.report", grant_id=held.grant.id, anchor=f"evidence-{item.id}")


@router.post(f"{PATH}/evidence/{{evidence_id:int}}/removal", name="grants.evidence.removal")
def removal(evidence_id: int, held: OwnReport, page: PageDep, session: SessionDep, now: Now) -> Response:
    item = _one(session, held, evidence_id)
    evidence.remove(session, held.grant, item, by=held.viewer.user, now=now)
    page.say(gettext("Removed."))
    return page.see("grants.report", grant_id=held.grant.id, anchor=f"{item.kind}s")


def _one(session: SessionDep, held: Held, evidence_id: int) -> Evidence:
    item = queries.one_evidence(session, held.grant.id, evidence_id)
    if item is None:
        raise NotYours
    return item
