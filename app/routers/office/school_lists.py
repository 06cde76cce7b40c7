"""Many schools at once: a list brought in, looked at row by row, then confirmed; rows that mean one school merged."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlmodel import Session
from starlette.responses import Response

from app import spreadsheets
from app.applications import school_merging
from app.db import transaction
from app.errors import NotYours, RuleBroken
from app.files import FileDamaged
from app.i18n import gettext, mark, pick
from app.places import importing, queries, twins
from app.places.forms import MergeForm
from app.places.importing import Row, Verdict
from app.places.models import School
from app.spreadsheets import Line
from app.web.contests import places_desk
from app.web.contests.places_desk import Keeper
from app.web.current import HouseDep, Now, SessionDep, Viewer
from app.web.forms import Form, Typed, Uploads, submitted
from app.web.page import Page, PageDep
from app.web.sending import sent_by

router = APIRouter()
BODY = 6_000_000
"""Bytes of a request with a list."""
SHOWN = 300
"""Rows of one kind that a preview shows; the counts tell of all."""
WRONG = {
    "missing": mark("not filled in"),
    "long": mark("longer than 150 characters"),
    "territory": mark("no such district or city"),
    "rural": mark("write «yes» or «no»"),
    "id": mark("no such number in the directory"),
    "repeated": mark("an earlier row is about the same school"),
}
FACTS = {
    "territory_id": mark("district or city"), "name": mark("name"), "settlement": mark("settlement"),
    "is_rural": mark("rural or not"), "rural_source": mark("source"), "is_checked": mark("checked"),
}  # fmt: skip


def get_sender(request: Request, house: HouseDep, now: Now) -> Viewer:
    """Asked in a transaction of its own: while a list is read, nobody waits for a lock."""
    with transaction(house.engine, reads_only=True) as session:
        return places_desk.get_keeper(sent_by(request, session, now))


Sender = Annotated[Viewer, Depends(get_sender, scope="function")]


@router.get("/office/schools/import", name="office.schools.import")
def ask(_: Keeper, page: PageDep) -> Response:
    return places_desk.show(page, "office/schools/import.html", most=spreadsheets.MOST_ROWS)


@router.post("/office/schools/import", name="office.schools.preview", max_body_size=BODY)
def preview(sender: Sender, files: Uploads, request: Request, house: HouseDep) -> Response:
    """Nothing is changed yet; the file waits on the shelf for the confirmation."""
    if not files:
        raise RuleBroken("file-none")
    content = files[0].file.read(spreadsheets.MOST_BYTES + 1)
    lines = spreadsheets.read(content)
    token = tokens(house.keys.link_secret).dumps(house.shelf.put([content]).sha256)
    with transaction(house.engine, reads_only=True) as session:
        rows = _plan(session, lines)
        return places_desk.show(
            Page(request, house, session, sender), "office/schools/preview.html", token=token, most=SHOWN, wrong=WRONG,
            shown={verdict: [row for row in rows if row.verdict is verdict] for verdict in Verdict}, facts=FACTS,
            heads={name: words[0] for name, words in importing.COLUMNS.items()}, file_name=files[0].name,
        )  # fmt: skip


@router.post("/office/schools/import/confirmation", name="office.schools.confirm")
def confirm(
    sender: Sender, typed: Typed, request: Request, house: HouseDep, session: SessionDep, now: Now
) -> Response:  # fmt: skip
    try:
        sha256 = tokens(house.keys.link_secret).loads(str(typed.get("token", "")))
        content = house.shelf.read(str(sha256))
    except (BadSignature, ValueError, FileDamaged) as gone:
        raise RuleBroken("file-none") from gone
    lines = spreadsheets.read(content)
    done = school_merging.bring_in(session, _plan(session, lines), by=sender.id, now=now)
    words = gettext("Added: %(new)s. Changed: %(changed)s. Left as they were: %(same)s. Left out as wrong: %(wrong)s.")
    page = Page(request, house, session, sender)
    page.say(words % {verdict.value: done[verdict] for verdict in Verdict})
    return page.see("office.schools")


def _plan(session: Session, lines: Sequence[Line]) -> list[Row]:
    return importing.plan(lines, queries.territories(session), queries.standing(session))


def tokens(secret: str) -> URLSafeSerializer:
    """Names a list that was looked at: only such a file of the shelf is ever read by its hash."""
    return URLSafeSerializer(secret, salt="schools-import")


@router.get("/office/schools/twins", name="office.schools.twins")
def alike(_: Keeper, page: PageDep, session: SessionDep) -> Response:
    found = twins.pairs(queries.standing(session))[:SHOWN]
    works = school_merging.works_at(session, [school.id for pair in found for school in pair])
    return places_desk.show(page, "office/schools/twins.html", pairs=found, works=works)


@router.get("/office/schools/{school_id:int}/merge/{other_id:int}", name="office.schools.merge")
def ask_merge(school_id: int, other_id: int, _: Keeper, page: PageDep, session: SessionDep) -> Response:
    return _show_merge(page, _pair(session, school_id, other_id), Form())


@router.post("/office/schools/{school_id:int}/merge/{other_id:int}", name="office.schools.merge.post")
def merge(
    school_id: int, other_id: int, form: Annotated[Form[MergeForm], Depends(submitted(MergeForm))], keeper: Keeper,
    page: PageDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    pair = _pair(session, school_id, other_id)
    if form.fields is not None and form.fields.kept not in (school_id, other_id):
        form.refuse("kept", "choice")
    if form.errors:
        return _show_merge(page, pair, form)
    kept, gone = pair if form.valid.kept == school_id else pair[::-1]
    moved = school_merging.merge(session, gone, kept, by=keeper.id, now=now)
    words = gettext("Merged. Moved to %(name)s: works %(works)s, drafts %(drafts)s, batches %(batches)s.")
    facts = {"works": moved.works, "drafts": moved.drafts, "batches": moved.batches}
    page.say(words % {"name": pick(kept.name), **facts})
    return page.see("office.schools.school", school_id=kept.id)


def _pair(session: SessionDep, school_id: int, other_id: int) -> tuple[School, School]:
    found = queries.named(session, {school_id, other_id})
    if len(found) != 2:
        raise NotYours
    return found[school_id], found[other_id]


def _show_merge(page: Page, pair: tuple[School, School], form: Form[MergeForm]) -> Response:
    session = page.session
    return places_desk.show(
        page, "office/schools/merge.html", status=422 if form.errors else 200, form=form, pair=pair,
        follows={school.id: school_merging.follows(session, school) for school in pair},
        territories={one.id: one for one in queries.territories(session)},
    )  # fmt: skip
