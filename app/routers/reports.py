"""The winner's report: texts that save as one types, photos and links one by one, expenses, handing it in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.errors import NotYours, RuleBroken
from app.grants import contracts, evidence, papers, queries, reports
from app.grants.checklist import Checklist
from app.grants.forms import Caption, PublicationForm, Texts, VideoForm
from app.grants.models import Evidence, Grant
from app.grants.papers import Paper
from app.i18n import gettext
from app.web import refusals, report_page
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, Typed, Upload, Uploads, bind, submitted
from app.web.grant_access import Held, HeldGrant, OwnReport, Sender
from app.web.page import Page, PageDep

router = APIRouter()
BODY = 25_000_000
"""Bytes of a request with a file: one picture of the largest size and the form around it."""


@router.get("/grants/{grant_id:int}/report", name="grants.report")
def report(held: HeldGrant, page: PageDep, session: SessionDep, now: Now) -> Response:
    """Staff come to the same report in their office."""
    if not held.is_own:
        return page.see("office.grant", anchor="report", slug=held.place.contest.slug, grant_id=held.grant.id)
    contracts.require_in_force(session, held.grant)
    return report_page.show(page, held, now)


@router.post("/grants/{grant_id:int}/report", name="grants.report.save")
def save(held: OwnReport, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    form = bind(Texts, typed)
    if form.errors:
        reports.to_change(session, held.grant)
        return report_page.show(page, held, now, form, status=422)
    reports.save(session, held.grant, form.valid, by=held.viewer.user, now=now)
    if "autosave" in typed:
        return page.html("grants/_saved.html", at=now, lacks=_lacks(session, held), place=held.place)
    page.say(gettext("The report is saved."))
    return page.see("grants.report", grant_id=held.grant.id)


@router.get("/grants/{grant_id:int}/report/checklist", name="grants.checklist")
def checklist(held: OwnReport, page: PageDep, session: SessionDep) -> Response:
    return page.html("grants/_checklist.html", lacks=_lacks(session, held), place=held.place)


@router.post("/grants/{grant_id:int}/report/submission", name="grants.submission")
def submission(held: OwnReport, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    """What stands in the fields goes with it. What is missing is listed, each line with its place."""
    form = bind(Texts, typed) if set(typed) & set(Texts.model_fields) else None
    if form is not None and form.errors:
        return report_page.show(page, held, now, form, status=422)
    if form is not None:
        reports.save(session, held.grant, form.valid, by=held.viewer.user, now=now)
    try:
        reports.submit(session, held.grant, by=held.viewer.user, now=now)
    except reports.Unfinished as unfinished:
        return report_page.show(page, held, now, status=422, refused=unfinished.lacks.problems)
    page.say(gettext("The report is sent. You will get a letter when it has been checked."))
    return page.see("grants.show", grant_id=held.grant.id)


@router.post("/grants/{grant_id:int}/report/photos", name="grants.photos", max_body_size=BODY)
def photos(grant_id: int, sender: Sender, files: Uploads, request: Request, house: HouseDep, session: SessionDep,
           now: Now) -> Response:  # fmt: skip
    ready, refused = _taken(house, files)
    grant = _again(session, grant_id)
    added = [evidence.add_photo(session, grant, paper, by=sender.viewer.user, now=now) for paper in ready]
    page = Page(request, house, session, sender.viewer)
    if page.wants_fragment:
        return page.html("grants/_photos.html", photos=added, place=sender.place, is_fresh=True, may_change=True)
    for name, broken in refused:
        page.say(f"{name}: {refusals.sentence(broken)}", "bad")
    return page.see("grants.report", grant_id=grant_id, anchor="photos")


def _taken(house: HouseDep, files: list[Upload]) -> tuple[list[Paper], list[tuple[str, RuleBroken]]]:
    """The good photos and the refused ones. Where none is good, the first refusal is raised."""
    ready: list[Paper] = []
    refused: list[tuple[str, RuleBroken]] = []
    for file in files:
        try:
            ready.append(papers.photo(house.shelf, file))
        except RuleBroken as broken:
            refused.append((file.name, broken))
    if not ready:
        raise refused[0][1] if refused else RuleBroken("file-none")
    return ready, refused


def _again(session: SessionDep, grant_id: int) -> Grant:
    """The sender's grant in the transaction that changes it."""
    found = queries.get(session, grant_id)
    if found is None:
        raise NotYours
    return found.grant


@router.post("/grants/{grant_id:int}/report/videos", name="grants.videos")
def videos(held: OwnReport, form: Annotated[Form[VideoForm], Depends(submitted(VideoForm))], page: PageDep,
           session: SessionDep, now: Now) -> Response:  # fmt: skip
    reports.to_change(session, held.grant)
    if form.errors:
        return report_page.show(page, held, now, video=form, status=422)
    evidence.add_video(session, held.grant, form.valid, by=held.viewer.user, now=now)
    page.say(gettext("The video is added."))
    return page.see("grants.report", grant_id=held.grant.id, anchor="videos")


@router.post("/grants/{grant_id:int}/report/publications", name="grants.publications")
def publications(held: OwnReport, form: Annotated[Form[PublicationForm], Depends(submitted(PublicationForm))],
                 page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    reports.to_change(session, held.grant)
    if not form.errors:
        for name, slug in evidence.wrongs(session, held.grant, form.valid, now).items():
            form.refuse(name, slug)
    if form.errors:
        return report_page.show(page, held, now, publication=form, status=422)
    evidence.add_publication(session, held.grant, form.valid, by=held.viewer.user, now=now)
    page.say(gettext("The publication is added."))
    return page.see("grants.report", grant_id=held.grant.id, anchor="publications")


@router.post("/grants/{grant_id:int}/report/evidence/{evidence_id:int}/caption", name="grants.caption")
def caption(evidence_id: int, held: OwnReport, form: Annotated[Form[Caption], Depends(submitted(Caption))],
            page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    item = _one(session, held, evidence_id)
    if form.errors:
        raise RuleBroken("caption-long")
    evidence.caption(session, held.grant, item, form.valid.caption, by=held.viewer.user, now=now)
    if page.wants_fragment and "autosave" in form.text:
        return page.html("grants/_saved.html", at=now, lacks=None, place=held.place)
    return page.see("grants.report", grant_id=held.grant.id, anchor=f"evidence-{item.id}")


@router.post("/grants/{grant_id:int}/report/evidence/{evidence_id:int}/removal", name="grants.evidence.removal")
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


def _lacks(session: SessionDep, held: Held) -> Checklist:
    return reports.check(session, held.grant, queries.report(session, held.grant.id))
