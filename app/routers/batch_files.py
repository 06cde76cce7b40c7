"""What a teacher sends into a batch at once: pictures one by one or packed, a list of pupils; and what they get back:
one receipt for all works."""

from fastapi import APIRouter, Request, Response

from app.applications import (
    archives,
    attachments,
    batch_queries,
    batches,
    consent_queries,
    drafts,
    extensions,
    pupil_lists,
    pupil_rows,
)
from app.applications.attachments import Prepared, Upload
from app.applications.batch_models import Batch
from app.applications.models import Application, Purpose
from app.contests import queries as contests
from app.contests.models import Contest
from app.db import transaction
from app.documents import batch_receipt, fonts, sheets
from app.errors import NotYours, RuleBroken
from app.i18n import gettext, ngettext
from app.web import refusals
from app.web.applications import batch_list, batch_page, batch_papers
from app.web.applications.own_batch import BatchSender, EnteredWithWorks, OwnBatch, get_own
from app.web.applications.work_words import WORDS
from app.web.current import CurrentViewer, HouseDep, Now, ReceivedAt, SessionDep
from app.web.forms import Uploads
from app.web.house import House
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/contests/{slug}/batch/{batch_id:int}"
BODY = 210_000_000
"""Bytes of forty photos or an archive, and the form around them."""
LIST_BODY = 6_000_000
Refused = list[tuple[str, RuleBroken]]


@router.post(PLACE + "/pictures", name="batches.pictures", max_body_size=BODY)
def pictures(
    slug: str, batch_id: int, sender: BatchSender, files: Uploads, request: Request, house: HouseDep,
    session: SessionDep, received: ReceivedAt,
) -> Response:  # fmt: skip
    """A work for each picture. `Upload-Key`: of the attempt that sends a single one; its answer is the new row."""
    key = request.headers.get("upload-key", "")[:64] if len(files) == 1 else ""
    ready, refused = _prepared(house, [(file.name, file) for file in files])
    if not ready:
        raise refused[0][1] if refused else RuleBroken("file-none")
    page, batch = Page(request, house, session, sender), get_own(slug, batch_id, session, sender)
    works = _kept(session, batch, ready, refused, page, received, key=key)
    if not page.wants_fragment:
        return _told(page, batch, works, refused)
    if not works:
        raise refused[0][1]
    contest = session.get_one(Contest, batch.contest_id)
    view = batch_page.view(session, batch, contest, now=received)
    rows = [row for row in map(view.row, (work.id for work in works)) if row]
    nominations = contests.nominations(session, contest.id)
    return page.html("batches/_rows.html", view=view, rows=rows, nominations=nominations, words=WORDS)


@router.post(PLACE + "/archive", name="batches.archive", max_body_size=BODY)
def archive(
    slug: str, batch_id: int, sender: BatchSender, files: Uploads, request: Request, house: HouseDep,
    session: SessionDep, received: ReceivedAt,
) -> Response:  # fmt: skip
    """The same out of a ZIP; a picture of it that was sent before makes no second work."""
    if not files:
        raise RuleBroken("file-none")
    found = archives.entries(files[0].file, files[0].size, most=batches.MOST)
    ready, refused = _prepared(house, [(entry.name, entry) for entry in found])
    page, batch = Page(request, house, session, sender), get_own(slug, batch_id, session, sender)
    works = _kept(session, batch, ready, refused, page, received)
    return _told(page, batch, works, refused)


def _prepared(house: House, found: list[tuple[str, Upload | archives.Entry]]) -> tuple[list[Prepared], Refused]:
    """The good pictures and the refused ones, each looked through as a single upload is."""
    ready: list[Prepared] = []
    refused: Refused = []
    for name, file in found:
        try:
            upload = file.unpack() if isinstance(file, archives.Entry) else file
            ready.append(attachments.prepare(house.shelf, upload, Purpose.PICTURE))
        except RuleBroken as broken:
            refused.append((name, broken))
    return ready, refused


def _kept(
    session: SessionDep, batch: Batch, ready: list[Prepared], refused: Refused, page: Page, received: ReceivedAt,
    *, key: str = "",
) -> list[Application]:  # fmt: skip
    """The works of the pictures, each in a savepoint of its own: one that is refused takes no other with it."""
    assert page.user is not None
    works = []
    for file in ready:
        try:
            with session.begin_nested():
                own = key or f"sha-{file.sha256[:40]}"
                works.append(batches.add_picture(session, batch, file, key=own, by=page.user.user, now=received))
        except RuleBroken as broken:
            refused.append((file.name, broken))
    return works


def _told(page: Page, batch: Batch, works: list[Application], refused: Refused) -> Response:
    if works:
        count = len(works)
        page.say(ngettext("%(count)s picture is in.", "%(count)s pictures are in.", count) % {"count": count})
    for name, broken in refused[:8]:
        page.say(f"{name[:60]}: {refusals.sentence(broken)}", "bad")
    if len(refused) > 8:
        rest = len(refused) - 8
        page.say(ngettext("%(count)s more was refused.", "%(count)s more were refused.", rest) % {"count": rest}, "bad")
    return _back(page, batch)


def _back(page: Page, batch: Batch) -> Response:
    slug = page.session.get_one(Contest, batch.contest_id).slug
    return page.see("batches.show", slug=slug, batch_id=batch.id, anchor="works-title")


@router.post(PLACE + "/pupils", name="batches.pupils", max_body_size=LIST_BODY)
def pupils(
    slug: str, batch_id: int, sender: BatchSender, files: Uploads, request: Request, house: HouseDep,
    session: SessionDep, received: ReceivedAt,
) -> Response:  # fmt: skip
    """A list of pupils: answered with what became of each of its lines."""
    if not files:
        raise RuleBroken("file-none")
    with transaction(house.engine, reads_only=True) as beside:  # nobody waits for a lock while the list is read
        nominations = contests.nominations(beside, get_own(slug, batch_id, beside, sender).contest_id)
    found = pupil_lists.read(files[0].file.read(), nominations)
    batch = get_own(slug, batch_id, session, sender)
    replace = "replace" in request.state.typed
    placed = pupil_rows.place(session, batch, found.pupils, by=sender.user, now=received, replace=replace)
    page, contest = Page(request, house, session, sender), session.get_one(Contest, batch.contest_id)
    view = batch_page.view(session, batch, contest, now=received)
    lines = batch_list.lines(placed, view, nominations)
    return page("batches/pupils.html", view=view, lines=lines, unread=found.unread)


@router.get("/contests/{slug}/batch/pupils.xlsx", name="batches.template")
def template(
    contest: EnteredWithWorks, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    """An empty list with the headings that we read, and what may stand under them."""
    drafts.require_start(session, contest, by=viewer.user, now=now)
    tables = batch_list.template(contests.nominations(session, contest.id))
    return page.file(sheets.xlsx(*tables), sheets.XLSX, gettext("pupils") + ".xlsx")


@router.get(PLACE + "/receipt", name="batches.receipt")
def receipt(batch: OwnBatch, page: PageDep, session: SessionDep) -> Response:
    contest = session.get_one(Contest, batch.contest_id)
    works = batch_papers.received(session, batch, contest)
    if not works:
        raise NotYours
    drafts = batch_queries.number_of_works(session, batch.id) - len(works)
    paper = batch_papers.receipt(session, batch, contest, works, page.organisation)
    return page(
        "batches/receipt.html", batch=batch, contest=contest, works=works, drafts=drafts, paper=paper,
        until=extensions.last_moment(session, contest, batch.teacher_id),
        lack_consent=len(consent_queries.missing_among(session, [one.work.id or 0 for one in works])),
    )  # fmt: skip


@router.get(PLACE + "/receipt.pdf", name="batches.receipt_pdf")
def receipt_pdf(batch: OwnBatch, page: PageDep, session: SessionDep, house: HouseDep) -> Response:
    contest = session.get_one(Contest, batch.contest_id)
    works = batch_papers.received(session, batch, contest)
    if not works:
        raise NotYours
    fonts.prepare(house.settings.font_cache)
    paper = batch_papers.receipt(session, batch, contest, works, page.organisation)
    return page.file(batch_receipt.draw(paper), "application/pdf", f"{contest.number_prefix}-{batch.id}.pdf")
