"""One score sheet: the work without its author, marks saved one by one, a conflict of interest, a name that is seen."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.accounts import people
from app.contests.models import Contest, ContestKind, Criterion, Nomination
from app.contests.rules import may_run_jury
from app.errors import NotAllowed, NotYours
from app.i18n import gettext
from app.jury import blind, exposures, queries, rules
from app.jury import sheets as verbs
from app.jury.forms import ExposureForm, MarksForm, RecusalForm
from app.jury.models import Seat, Sheet, SheetStatus
from app.jury.words import DOTS, PROSE, STATE, age_group
from app.web.contests import question_words
from app.web.current import CurrentViewer, Now, SessionDep, Viewer
from app.web.forms import Form, bind, submitted, typed
from app.web.jury import declaring, exposure_letters, sheet_view
from app.web.page import Page, PageDep

router = APIRouter()
Typed = Annotated[dict[str, Any], Depends(typed)]
RecusalDep = Annotated[Form[RecusalForm], Depends(submitted(RecusalForm))]
ExposureDep = Annotated[Form[ExposureForm], Depends(submitted(ExposureForm))]


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
    if found is None or found[1].user_id != viewer.id:
        _refuse_staff(session, found[2].id if found else 0, viewer)
    return _own(found, viewer)


def _refuse_staff(session: Session, contest_id: int | None, viewer: Viewer) -> None:
    """The same is asked of the database about a sheet that is not there: it takes as long."""
    has_seat = queries.seat_of(session, contest_id, viewer.id) is not None
    if not has_seat and may_run_jury(viewer.roles_in(contest_id)):
        raise NotAllowed


SheetDep = Annotated[OwnSheet, Depends(own_sheet, scope="function")]
WritableSheetDep = Annotated[OwnSheet, Depends(own_sheet_to_write, scope="function")]


@router.get("/sheets/{sheet_id:int}", name="sheets.show")
def show(
    own: SheetDep, viewer: CurrentViewer, session: SessionDep, page: PageDep, picture: str = "", turn: str = "",
    full: str = "",
) -> Response:  # fmt: skip
    if rules.must_declare(own.sheet, own.seat, own.contest):
        return declaring.first(page, own.contest)
    look = sheet_view.Look(_number(picture), _number(turn) % 4, is_full=full == "yes")
    return _sheet_page(page, session, own, viewer, None, look)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _sheet_page(page: Page, session: Session, own: OwnSheet, viewer: Viewer, form: Form[Any] | None,
                look: sheet_view.Look | None = None, status: int = 200) -> Response:  # fmt: skip
    criteria = queries.criteria(session, own.contest.id)
    marks = queries.marks_of(session, [own.sheet.id]).get(own.sheet.id or 0, {})
    return page(
        "sheets/show.html", status=status, own=own, sheet=own.sheet, form=form, criteria=criteria, marks=marks,
        total=sum(one.weight_tenths * marks.get(one.id or 0, 0) for one in criteria),
        may_mark=rules.may_mark(own.sheet, own.seat, own.contest), age_group=age_group,
        may_return=verbs.may_come_back(session, own.sheet, own.seat, own.contest),
        may_tell=rules.may_recuse(own.sheet, own.seat, own.contest), answer=question_words.answer,
        prose_words={name: gettext(words) for name, words in PROSE.items()},
        is_drawing=own.contest.kind is ContestKind.DRAWING, states=STATE, dots=DOTS,
        **sheet_view.place(session, own.sheet, own.seat, own.nomination, len(criteria)),
        **sheet_view.work(session, own.sheet, viewer.user, page.request, look or sheet_view.Look()),
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
        return _sheet_page(page, session, own, viewer, form, status=422)
    for criterion, value in values:
        verbs.mark(session, own.sheet, own.seat, own.contest, criterion, value, by=viewer.id, now=now)
    if "comment" in text:
        verbs.comment(session, own.sheet, own.seat, own.contest, form.valid.comment, by=viewer.id, now=now)
    if page.wants_fragment and "next" not in text:
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
    """The work that comes next; None when all have their marks."""
    rows = blind.in_turn(blind.rows(session, own.seat, own.nomination.id))
    found = blind.following(rows, own.sheet.id, needed)
    return found.sheet_id if found else None


@router.post("/sheets/{sheet_id:int}/recusal", name="sheets.recusal")
def recusal(
    own: WritableSheetDep, form: RecusalDep, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep
) -> Response:
    if form.errors:
        return _sheet_page(page, session, own, viewer, form, status=422)
    verbs.recuse(session, own.sheet, own.seat, own.contest, form.valid.why, by=viewer.id, now=now)
    page.say(gettext("You do not judge this work; the mean is taken over the other experts."))
    return page.see("jury.nomination", slug=own.contest.slug, position=own.nomination.position)


@router.post("/sheets/{sheet_id:int}/return", name="sheets.return")
def come_back(own: WritableSheetDep, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep) -> Response:
    verbs.come_back(session, own.sheet, own.seat, own.contest, by=viewer.id, now=now)
    return page.see("sheets.show", sheet_id=own.sheet.id)


@router.post("/sheets/{sheet_id:int}/exposure", name="sheets.exposure")
def exposure(
    own: WritableSheetDep, form: ExposureDep, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep
) -> Response:
    """A name can be read in the work: it leaves this expert until the office has covered the name."""
    if form.errors:
        return _sheet_page(page, session, own, viewer, form, status=422)
    told = exposures.tell(session, own.sheet, own.seat, own.contest, form.valid.place, by=viewer.id, now=now)
    exposure_letters.told(page, session, own.contest, own.sheet, told, now=now)
    page.say(gettext("The work is out of your list until the office has covered the name. Your marks are kept."))
    return page.see("jury.nomination", slug=own.contest.slug, position=own.nomination.position)


@router.post("/sheets/{sheet_id:int}/pictures", name="sheets.size")
def size(
    own: SheetDep, text: Typed, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep
) -> Response:  # fmt: skip
    """In small pictures or in full ones from now on, this person on every device."""
    people.choose_pictures(session, viewer.user, is_light=text.get("light") == "yes", now=now)
    return page.see("sheets.show", sheet_id=own.sheet.id)


@router.get("/sheets/{sheet_id:int}/pictures/{name}", name="sheets.picture")
def picture(
    own: SheetDep, name: str, session: SessionDep, page: PageDep, size: str = "", turn: str = ""
) -> Response:  # fmt: skip
    """A re-encoded picture under the work's code; never an original, nothing once recused or while a name shows, and
    only the small one before conflicts of interest are declared."""
    must_declare = rules.must_declare(own.sheet, own.seat, own.contest)
    sha256 = blind.file_of(session, own.sheet, name, only_small=must_declare)
    if sha256 is None and must_declare and blind.file_of(session, own.sheet, name):
        return declaring.first(page, own.contest, page.path_for("sheets.show", sheet_id=own.sheet.id))
    if sha256 is None or own.sheet.status is SheetStatus.RECUSED or exposures.is_withheld(session, own.sheet):
        raise NotYours
    quarters = _number(turn) % 4
    return sheet_view.picture(page.request, page.house.shelf, sha256, is_light=size == "light", quarters=quarters)
