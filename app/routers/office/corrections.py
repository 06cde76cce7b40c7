"""Results are corrected after the protocol is signed: one organiser says what and why, another agrees."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.awards import correction_papers, corrections, rules, scans
from app.awards.correction_forms import CorrectionForm
from app.awards.correction_models import Correction
from app.awards.correction_papers import Papers
from app.awards.forms import ScanForm
from app.awards.models import ProtocolCopy
from app.awards.scans import Scan
from app.checkpoints import Cause
from app.contests import rules as contests
from app.contests.models import Contest
from app.db import transaction
from app.errors import NotYours, RuleBroken
from app.grants import opening, papers
from app.i18n import gettext, ngettext
from app.routers.office.answers import beside
from app.web import checkpointing, downloads, uploading
from app.web.awards import correction_letters, correction_page, correction_paper
from app.web.current import HouseDep, Now, SessionDep, get_current_viewer, get_viewer
from app.web.desk import Desk, DeskDep, get_desk
from app.web.forms import Form, Typed, Uploads, bind, submitted
from app.web.grants import contract_letters
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/corrections"
ONE = PATH + "/{correction_id:int}"
BODY = scans.LARGEST + 1_000_000


@router.get(PATH, name="office.corrections")
def show(desk: DeskDep, page: PageDep) -> Response:
    _require(desk)
    return correction_page.show(page, desk)


@router.post(PATH, name="office.corrections.propose")
def propose(
    form: Annotated[Form[CorrectionForm], Depends(submitted(CorrectionForm))], typed: Typed, desk: DeskDep,
    page: PageDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    _require(desk)
    if form.errors:
        return correction_page.show(page, desk, form, status=422)
    said, by = form.valid, desk.viewer.user
    was = said.was if "was" in typed else None
    made = corrections.propose(session, desk.contest, said.awarded, said.note, was=was, by=by, now=now)
    correction_letters.proposed(page, made, desk.contest, by=by, now=now)
    page.say(gettext("Written down. It holds once another organiser agrees."))
    return page.see("office.corrections", slug=desk.contest.slug)


@router.post(ONE + "/agreement", name="office.corrections.agree")
def agree(correction_id: int, desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    _require(desk)
    contest, by = desk.contest, desk.viewer.user
    correction = corrections.agree(session, contest, correction_id, by=by, now=now)
    if correction is None:
        raise NotYours
    correction_paper.freeze(page, correction, contest, by=by, now=now)
    written = 0
    if rules.is_out(contest):
        written = correction_letters.applied(page, correction, contest, now=now)
        opening.open_grants(session, contest, by=by, now=now)
        contract_letters.ask_winners(page, contest, now=now)
    checkpointing.note(page, contest, Cause.CORRECTED, now=now)
    told = ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", written) % {"num": written}
    page.say(gettext("The results are corrected.") + (f" {told}" if written else ""))
    return page.see("office.corrections", slug=contest.slug)


@router.post(ONE + "/refusal", name="office.corrections.refuse")
def refuse(correction_id: int, desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    _require(desk)
    if corrections.refuse(session, desk.contest, correction_id, by=desk.viewer.user, now=now) is None:
        raise NotYours
    page.say(gettext("The correction is dropped: the results stay as they were."))
    return page.see("office.corrections", slug=desk.contest.slug)


@router.get(ONE + ".pdf", name="office.correction_pdf")
def pdf(correction_id: int, desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    """Its protocol as it was frozen, for everybody who may read the protocol that it corrects."""
    correction, papers = _kept(session, desk, correction_id)
    return _frozen(page, desk, correction, papers.pdf, inline=True)


@router.get(ONE + ".docx", name="office.correction_docx")
def docx(correction_id: int, desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    correction, papers = _kept(session, desk, correction_id)
    return _frozen(page, desk, correction, papers.docx, inline=False)


@router.get(ONE + "/scans/{copy_id:int}", name="office.corrections.scan_file")
def scan_file(correction_id: int, copy_id: int, desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    """The signed paper; those that were replaced stay."""
    correction, papers = _kept(session, desk, correction_id)
    found = next((one for one in papers.scans if one.id == copy_id), None)
    if found is None:
        raise NotYours
    name = correction_paper.file_name(correction, desk.contest, found.media_type)
    return downloads.stored(page.house.shelf, found.sha256, found.media_type, name)


def get_scanner(request: Request, slug: str, correction_id: int, house: HouseDep) -> Desk:
    """Who may attach the scan, asked in a transaction of its own: while the file comes in nobody waits for a lock."""
    with transaction(house.engine) as session:
        desk = get_desk(slug, session, get_current_viewer(get_viewer(request, session)))
        _require(desk)
        if correction_papers.require_scannable(session, desk.contest, correction_id) is None:
            raise NotYours
        return desk


@router.post(ONE + "/scan", name="office.corrections.scan", max_body_size=BODY)
def scan(
    scanner: Annotated[Desk, Depends(get_scanner, scope="function")], correction_id: int, files: Uploads,
    request: Request, house: HouseDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    field, why, viewer = f"scan-{correction_id}", f"reason-{correction_id}", scanner.viewer
    typed = request.state.typed
    form: Form[ScanForm] = bind(ScanForm, typed | {"reason": typed.get(why, "")})
    form.errors = {why if name == "reason" else name: text for name, text in form.errors.items()}
    looked = uploading.looked_through(house, viewer, files, form, field, papers.scan)
    page, contest = Page(request, house, session, viewer), session.get_one(Contest, scanner.contest_id)
    correction = correction_papers.require_scannable(session, contest, correction_id)
    assert correction is not None
    if looked is not None and not form.errors:
        kept, reason = Scan(looked.paper.sha256, looked.paper.media_type), form.valid.reason
        try:
            correction_papers.attach_scan(session, contest, correction, kept, by=viewer.user, now=now, reason=reason)
            looked.keep(house.shelf)
        except RuleBroken as broken:
            beside(form, broken, {"scan-there": why})
    if form.errors:
        uploading.left_behind(page, viewer, form, field, looked, is_whole=True)
        desk = Desk(contest, viewer, scanner.roles)
        return correction_page.show(page, desk, attaching={correction_id: form}, status=422)
    page.say(gettext("The signed protocol is attached."))
    return page.see("office.corrections", slug=contest.slug)


def _kept(session: SessionDep, desk: Desk, correction_id: int) -> tuple[Correction, Papers]:
    desk.require_sight(contests.may_see_protocol)
    papers = correction_papers.of_contest(session, desk.contest_id).get(correction_id)
    if papers is None:
        raise NotYours
    return session.get_one(Correction, correction_id), papers


def _frozen(page: Page, desk: Desk, correction: Correction, copy: ProtocolCopy | None, *, inline: bool) -> Response:
    if copy is None:
        raise NotYours
    name = correction_paper.file_name(correction, desk.contest, copy.media_type)
    return page.file(page.house.shelf.read(copy.sha256), copy.media_type, name, inline=inline)


def _require(desk: Desk) -> None:
    desk.require(rules.may_change_published, visible_to=contests.may_propose)
