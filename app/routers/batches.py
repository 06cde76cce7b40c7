"""A teacher's batch: begun, filled in row by row or all at once, handed in together."""

import secrets
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Response

from app.applications import batches, drafts, extensions, own_questions, school_choice
from app.applications.answers import as_text, stored
from app.applications.batch_models import Batch
from app.applications.batches import COMMON, FILLED, ROW
from app.applications.drawing_forms import DrawingForm
from app.contests import queries as contests
from app.contests.models import Contest
from app.errors import RuleBroken
from app.i18n import gettext, language, ngettext
from app.places import queries as places
from app.web import refusals
from app.web.applications import batch_letters, batch_page, conflicts, drawing_page, my_applications
from app.web.applications.batch_page import View
from app.web.applications.own_batch import EnteredWithWorks, OwnBatch, OwnWork
from app.web.applications.work_words import WORDS
from app.web.current import CurrentViewer, Now, ReceivedAt, SessionDep
from app.web.forms import Form, Typed
from app.web.page import Page, PageDep

router = APIRouter()
HOME = "/contests/{slug}/batch"
PLACE = HOME + "/{batch_id:int}"


@router.get(HOME, name="batches.index")
def index(contest: EnteredWithWorks, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now) -> Response:
    drafts.require_start(session, contest, by=viewer.user, now=now)
    mine = [one for one in my_applications.batches(session, viewer.id, now=now) if one.contest.id == contest.id]
    return page(
        "batches/index.html", contest=contest, cards=mine, nonce=secrets.token_urlsafe(16), most=batches.MOST,
        until=extensions.last_moment(session, contest, viewer.id),
    )  # fmt: skip


@router.post(HOME, name="batches.create")
def create(
    contest: EnteredWithWorks, typed: Typed, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    nonce = str(typed.get("nonce") or secrets.token_urlsafe(16))[:64]
    batch = batches.start(session, contest, by=viewer.user, nonce=nonce, language=language(), now=now)
    return page.see("batches.show", slug=contest.slug, batch_id=batch.id)


@router.get(PLACE, name="batches.show")
def show(
    batch: OwnBatch, page: PageDep, session: SessionDep, now: Now, open: int = 0, closed: int = 0, only: str = "",
    first: bool = False,
) -> Response:  # fmt: skip
    """`open`: the work whose fields show. A piece of the page is asked for by htmx: that row open, the row `closed`
    again, or how many works are ready, the `first` time with what only a page with works has."""
    contest = session.get_one(Contest, batch.contest_id)
    view = batch_page.view(session, batch, contest, now=now)
    if not page.wants_fragment:
        return _page(page, view, Form(as_text(batch.answers)), open_id=open, only=only)
    row = view.row(open or closed)
    piece = "batches/_counted.html" if row is None else "batches/_open.html" if open else "batches/_row.html"
    choices = _choices(session, contest)
    return page.html(piece, view=view, row=row, only=only, first=first, page_id=_page_id(), **choices)


def _page(
    page: Page, view: View, form: Form[DrawingForm], *, open_id: int = 0, only: str = "", status: int = 200
) -> Response:
    return page(
        "batches/show.html", status=status, view=view, form=form, open_id=open_id, only=only, most=batches.MOST,
        choice=school_choice.of(page.session, form.text), territories=places.territories(page.session),
        page_id=_page_id(), **_choices(page.session, view.contest),
    )  # fmt: skip


def _page_id() -> str:
    """Two windows that show the same row are not the same page."""
    return secrets.token_urlsafe(8)


def _choices(session: SessionDep, contest: Contest) -> dict[str, Any]:
    return {"nominations": contests.nominations(session, contest.id), "words": WORDS}


@router.post(PLACE, name="batches.save")
def save(
    batch: OwnBatch, typed: Typed, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    """School and teacher, for every work."""
    try:
        _keep(session, batch, typed, viewer, now)
    except RuleBroken as broken:
        if broken.reason != "changed-meanwhile" or "autosave" in typed:
            raise
        contest = session.get_one(Contest, batch.contest_id)
        page.say(gettext("Another window has changed this meanwhile. What you typed here is in the fields."), "warn")
        return _page(page, batch_page.view(session, batch, contest, now=now), Form(dict(typed)), status=409)
    if "autosave" in typed:
        view = batch_page.view(session, batch, session.get_one(Contest, batch.contest_id), now=now)
        choice = school_choice.of(session, as_text(batch.answers))
        return _saved(page, "batches/_saved.html", view=view, choice=choice)
    return _back(page, batch, "pictures-box")


def _keep(session: SessionDep, batch: Batch, typed: Typed, viewer: CurrentViewer, now: Now) -> None:
    batches.save(
        session, batch, stored(typed, COMMON), revision=_revision(typed), page=str(typed.get("page", ""))[:32],
        by=viewer.user, now=now,
    )  # fmt: skip


def _revision(typed: Typed) -> int | None:
    text = str(typed.get("revision", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _saved(page: Page, name: str, **context: Any) -> Response:
    """The answer to a save while typing; whatever counts the works is told to count again."""
    response = page.html(name, **context)
    response.headers["HX-Trigger"] = "works"
    return response


def _back(page: Page, batch: Batch, anchor: str = "", *, open_id: int | None = None) -> Response:
    slug = page.session.get_one(Contest, batch.contest_id).slug
    query = {"open": str(open_id)} if open_id else None
    return page.see("batches.show", slug=slug, batch_id=batch.id, anchor=anchor, query=query)


@router.post(PLACE + "/schools", name="batches.schools")
def schools(
    batch: OwnBatch, typed: Typed, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    """What is offered for the district and the words typed: the list alone, or the page again with everything kept."""
    if page.wants_fragment:
        offered = school_choice.of(session, typed)
        return page.html("applications/drawing/_schools.html", choice=offered, form=Form(dict(typed)))
    _keep(session, batch, typed, viewer, now)
    return _back(page, batch, "school-list")


@router.post(PLACE + "/works/{work_id:int}", name="batches.work")
def save_work(
    batch: OwnBatch, work: OwnWork, typed: Typed, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    """One row. `go`: "next" leads on to the next row that lacks something."""
    contest = session.get_one(Contest, batch.contest_id)
    names = {*ROW, *own_questions.names(contests.questions(session, contest.id))}
    try:
        drafts.save(
            session, work, stored(typed, names), names=names, part=batches.PART, revision=_revision(typed),
            page=str(typed.get("page", ""))[:32], by=viewer.user, now=now,
        )  # fmt: skip
    except RuleBroken as broken:
        if broken.reason != "changed-meanwhile":
            raise
        place = replace(drawing_page.place(session, contest), form_id=f"f-{work.id}")
        return conflicts.show(page, work, as_text(work.answers) | typed | {conflicts.BACK: "batch"}, place)
    view = batch_page.view(session, batch, contest, now=now)
    if "autosave" in typed:
        return _saved(page, "batches/_row_saved.html", row=view.row(work.id))
    if typed.get("go") == "next":
        following = _following(view, work.id)
        return _back(page, batch, f"work-{following or work.id}", open_id=following)
    return _back(page, batch, f"work-{work.id}")


def _following(view: View, work_id: int | None) -> int | None:
    """The next row that lacks something, else the first such."""
    waiting = [row.work.id or 0 for row in view.unfinished if row.work.id != work_id]
    return next((id_ for id_ in waiting if id_ > (work_id or 0)), waiting[0] if waiting else None)


@router.post(PLACE + "/filling", name="batches.filling")
def filling(
    batch: OwnBatch, typed: Typed, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    values = {name: str(value) for name, value in stored(typed, FILLED).items()}
    given = batches.fill(session, batch, values, by=viewer.user, now=now, same_names="same_names" in typed)
    page.say(ngettext("%(count)s field is filled in.", "%(count)s fields are filled in.", given) % {"count": given})
    return _back(page, batch, "works-title")


@router.post(PLACE + "/submission", name="batches.submission")
def submission(
    batch: OwnBatch, typed: Typed, page: PageDep, session: SessionDep, viewer: CurrentViewer, received: ReceivedAt
) -> Response:
    """`which`: "ticked" hands in the ticked works, else all that are complete go."""
    contest = session.get_one(Contest, batch.contest_id)
    view = batch_page.view(session, batch, contest, now=received)
    chosen = [row.work for row in view.ready if typed.get("which") != "ticked" or str(row.work.id) in _ticked(typed)]
    done = batches.hand_in(session, batch, chosen, by=viewer.user, now=received)
    if done.sent:
        path = page.path_for("batches.receipt", slug=contest.slug, batch_id=batch.id)
        batch_letters.receipt(page.house, session, batch, contest, viewer.user, path=path, now=received)
        count = len(done.sent)
        page.say(ngettext("%(count)s work is handed in.", "%(count)s works are handed in.", count) % {"count": count})
    for work, broken in done.refused[:5]:
        page.say(f"{work.title or work.answers.get('title', '')}: {refusals.sentence(broken)}", "bad")
    if not done.sent:
        return _back(page, batch, "works-title")
    return page.see("batches.receipt", slug=contest.slug, batch_id=batch.id)


def _ticked(typed: Typed) -> list[str]:
    said = typed.get("work", [])
    return said if isinstance(said, list) else [said]
