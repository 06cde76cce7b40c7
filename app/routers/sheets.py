"""One score sheet: the work without its author, marks saved one by one, a conflict of interest."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.contests.models import Contest, ContestKind, Criterion, Nomination
from app.contests.rules import may_run_jury
from app.errors import NotAllowed, NotYours
from app.i18n import gettext
from app.jury import blind, queries, rules
from app.jury import sheets as verbs
from app.jury.forms import MarksForm, RecusalForm
from app.jury.models import Seat, Sheet, SheetStatus
from app.jury.words import PROSE, age_group, state
from app.web import question_words
from app.web.current import CurrentViewer, Now, SessionDep, Viewer
from app.web.forms import Form, bind, submitted, typed
from app.web.page import Page, PageDep

router = APIRouter()
Typed = Annotated[dict[str, Any], Depends(typed)]
RecusalDep = Annotated[Form[RecusalForm], Depends(submitted(RecusalForm))]


@dataclass(frozen=True)
class OwnSheet:
    """A sheet of the person who asks, with what it belongs to."""

    sheet: Sheet
    seat: Seat
    contest: Contest
    nomination: Nomination


def own_sheet(sheet_id: int, session: SessionDep, viewer: CurrentViewer) -> OwnSheet:
    return _own(queries.sheet(session, sheet_id), viewer)


def _own(found: tuple[Sheet, Seat, Contest, Nomination] | None, viewer: Viewer) -> OwnSheet:
    if found is None or found[1].user_id != viewer.id or found[1].left_at is not None:
        raise NotYours
    return OwnSheet(*found)


def own_sheet_to_write(sheet_id: int, session: SessionDep, viewer: CurrentViewer) -> OwnSheet:
    """As `own_sheet`, locked; staff of the contest who are no experts in it learn that this is not theirs to do."""
    found = queries.sheet(session, sheet_id, lock=True)
    if found is not None and found[1].user_id != viewer.id and _only_staff(session, found[2], viewer):
        raise NotAllowed
    return _own(found, viewer)


def _only_staff(session: Session, contest: Contest, viewer: Viewer) -> bool:
    has_seat = queries.seat_of(session, contest.id, viewer.id) is not None
    return not has_seat and may_run_jury(viewer.roles_in(contest.id))


SheetDep = Annotated[OwnSheet, Depends(own_sheet, scope="function")]
WritableSheetDep = Annotated[OwnSheet, Depends(own_sheet_to_write, scope="function")]


@router.get("/sheets/{sheet_id:int}", name="sheets.show")
def show(own: SheetDep, session: SessionDep, page: PageDep) -> Response:
    return _sheet_page(page, session, own, None)


def _sheet_page(page: Page, session: Session, own: OwnSheet, form: Form[Any] | None, status: int = 200) -> Response:
    criteria = queries.criteria(session, own.contest.id)
    rows = blind.rows(session, own.seat, own.nomination.id)
    at = next((index for index, row in enumerate(rows) if row.sheet_id == own.sheet.id), 0)
    marks = queries.marks_of(session, [own.sheet.id]).get(own.sheet.id or 0, {})
    return page(
        "sheets/show.html", status=status, own=own, sheet=own.sheet, form=form, criteria=criteria, marks=marks,
        work=blind.work(session, own.sheet) if own.sheet.status is not SheetStatus.RECUSED else None,
        total=sum(one.weight_tenths * marks.get(one.id or 0, 0) for one in criteria), at=at, works=len(rows),
        done=sum(state(row.status, row.marks, len(criteria)) in ("done", "sealed") for row in rows),
        before=rows[at - 1] if at else None, after=rows[at + 1] if at + 1 < len(rows) else None,
        may_mark=rules.may_mark(own.sheet, own.seat, own.contest), age_group=age_group,
        may_return=rules.may_return(own.sheet, own.seat, own.contest),
        answer=question_words.answer,
        prose_words={name: gettext(words) for name, words in PROSE.items()},
        is_drawing=own.contest.kind is ContestKind.DRAWING, code=rows[at].code if rows else "",
    )  # fmt: skip


@router.post("/sheets/{sheet_id:int}/marks", name="sheets.marks")
def marks(
    own: WritableSheetDep, text: Typed, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep
) -> Response:
    """Saves what is sent: one mark as it is chosen, or the whole sheet without JavaScript."""
    criteria = queries.criteria(session, own.contest.id)
    form = bind(MarksForm, text)
    values = _values(form, criteria, own.contest.scale_max)
    if form.errors:
        return _sheet_page(page, session, own, form, status=422)
    for criterion, value in values:
        verbs.mark(session, own.sheet, own.seat, own.contest, criterion, value, by=viewer.id, now=now)
    if "comment" in text:
        verbs.comment(session, own.sheet, own.seat, own.contest, form.valid.comment, by=viewer.id, now=now)
    if page.wants_fragment:
        return page("sheets/_saved.html", at=now)
    following = _following(session, own, len(criteria)) if "next" in text else own.sheet.id
    if following is None:
        return page.see("jury.nomination", slug=own.contest.slug, position=own.nomination.position)
    return page.see("sheets.show", sheet_id=following)


def _values(form: Form[MarksForm], criteria: list[Criterion], top: int) -> list[tuple[Criterion, int]]:
    found = []
    for criterion in criteria:
        name = f"c{criterion.position}"
        text = str(form.text.get(name, "")).strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= top):
            form.refuse(name, "choice")
        elif text:
            found.append((criterion, int(text)))
    return found


def _following(session: Session, own: OwnSheet, needed: int) -> int | None:
    """The next work in this expert's order that still needs marks, round to the beginning; None when all have them."""
    rows = blind.rows(session, own.seat, own.nomination.id)
    at = next((index for index, row in enumerate(rows) if row.sheet_id == own.sheet.id), 0)
    around = rows[at + 1 :] + rows[:at]
    return next((row.sheet_id for row in around if state(row.status, row.marks, needed) in ("open", "draft")), None)


@router.post("/sheets/{sheet_id:int}/recusal", name="sheets.recusal")
def recusal(
    own: WritableSheetDep, form: RecusalDep, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep
) -> Response:
    if form.errors:
        return _sheet_page(page, session, own, form, status=422)
    verbs.recuse(session, own.sheet, own.seat, own.contest, form.valid.why, by=viewer.id, now=now)
    page.say(gettext("You do not judge this work; the mean is taken over the other experts."))
    return page.see("jury.nomination", slug=own.contest.slug, position=own.nomination.position)


@router.post("/sheets/{sheet_id:int}/return", name="sheets.return")
def come_back(own: WritableSheetDep, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep) -> Response:
    verbs.come_back(session, own.sheet, own.seat, own.contest, by=viewer.id, now=now)
    return page.see("sheets.show", sheet_id=own.sheet.id)


@router.get("/sheets/{sheet_id:int}/pictures/{rendition_id:int}", name="sheets.picture")
def picture(own: SheetDep, rendition_id: int, session: SessionDep, page: PageDep) -> Response:
    """A re-encoded picture under the work's code; never an original, nothing once recused."""
    rendition = blind.file_of(session, own.sheet, rendition_id)
    if rendition is None or own.sheet.status is SheetStatus.RECUSED:
        raise NotYours
    return page.file(page.house.shelf.read(rendition.sha256), "image/jpeg", "work.jpg", inline=True)
