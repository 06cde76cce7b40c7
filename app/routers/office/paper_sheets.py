"""Judging on paper, in the quick round too: sheets to print, what two people read on them, the signed scan that seals
them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response

from app.accounts import queries as accounts
from app.accounts.models import User
from app.awards import scans
from app.contests import queries as contests
from app.contests.models import Contest, Nomination
from app.db import transaction
from app.documents import blank_sheets
from app.errors import NotYours, RuleBroken
from app.grants import papers
from app.i18n import gettext
from app.jury import paper, paper_rounds, paper_settling, queries, rules, sealing, shortlist_queries, shortlisting
from app.jury.models import Seal, Seat
from app.jury.paper_rounds import Round
from app.jury.sealing import Scan
from app.jury.shortlist_models import GlanceSeal
from app.web import checkpointing, downloads
from app.web.applications.paper_desk import Counter, get_counter
from app.web.current import HouseDep, Now, SessionDep, get_current_viewer, get_viewer
from app.web.desk import Desk, get_desk
from app.web.forms import Form, Typed, Uploads
from app.web.jury import commission_letters, commission_papers, paper_marks, shortlist_letters
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/jury/paper"
ONE = PLACE + "/{seat_id:int}/{position:int}"
BODY = scans.LARGEST + 1_000_000


@dataclass(frozen=True)
class Pile:
    """One member's paper sheets in one nomination."""

    desk: Desk
    seat: Seat
    nomination: Nomination

    @property
    def contest(self) -> Contest:
        return self.desk.contest

    def round(self, session: Session) -> Round:
        return paper_rounds.now_entered(session, self.nomination, self.contest)

    @property
    def address(self) -> dict[str, Any]:
        return {"slug": self.contest.slug, "seat_id": self.seat.id, "position": self.nomination.position}


def get_pile(desk: Counter, seat_id: int, position: int, session: SessionDep) -> Pile:
    seat = next((one for one in queries.seats(session, desk.contest_id) if one.id == seat_id), None)
    nomination = next((one for one in contests.nominations(session, desk.contest_id) if one.position == position), None)
    if seat is None or nomination is None or nomination.id not in queries.benches(session, seat.id):
        raise NotYours
    return Pile(desk, seat, nomination)


PileDep = Annotated[Pile, Depends(get_pile, scope="function")]


@router.get(PLACE, name="office.paper_sheets")
def index(desk: Counter, page: PageDep, session: SessionDep) -> Response:
    return page(
        "office/jury/paper.html", desk=desk, nominations=contests.nominations(session, desk.contest_id),
        quick=shortlist_queries.waiting(session, desk.contest),
        seats=paper_marks.on_paper(session, desk.contest_id), states=paper_marks.states(session, desk.contest),
    )  # fmt: skip


@router.get(PLACE + ".pdf", name="office.paper_sheets_pdf")
def blanks(desk: Counter, page: PageDep, session: SessionDep) -> Response:
    """For everybody who judges on paper, what is still open."""
    seats = paper_marks.on_paper(session, desk.contest_id)
    made = commission_papers.blanks(session, desk.contest, seats, commission_papers.letterhead(page))
    if not made.blanks:
        page.say(gettext("There is nothing to print: nobody who judges on paper has open sheets."), "info")
        return page.see("office.paper_sheets", slug=desk.contest.slug)
    return page.file(blank_sheets.draw(made), "application/pdf", f"sheets-{desk.contest.slug}.pdf", inline=True)


@router.get(ONE, name="office.paper_sheets.show")
def show(pile: PileDep, page: PageDep) -> Response:
    return _show(page, pile, None)


@router.post(ONE, name="office.paper_sheets.enter")
def enter(pile: PileDep, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    """Keeps what is typed; with `finish` for good."""
    form, marks = paper_marks.read(typed, pile.round(session).scale)
    if form.errors:
        return _show(page, pile, form)
    entry = paper.save(
        session, pile.seat, pile.nomination, pile.contest, marks, is_finished="finish" in typed,
        by=pile.desk.viewer.id, now=now,
    )  # fmt: skip
    page.say(_said(session, pile, is_finished=entry.finished_at is not None))
    return page.see("office.paper_sheets.show", **pile.address)


def _said(session: SessionDep, pile: Pile, *, is_finished: bool) -> str:
    if not is_finished:
        return gettext("Saved. Press «Finished» when every box is entered.")
    found = paper.differences(session, pile.round(session), pile.seat, pile.nomination)
    if found is None:
        return gettext("Finished. Now another person enters the same sheets.")
    return gettext("Both readings agree.") if not found else gettext("The readings differ: settle it with the paper.")


@router.post(ONE + "/settlement", name="office.paper_sheets.settle")
def settle(pile: PileDep, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    form, marks = paper_marks.read(typed, pile.round(session).scale)
    if form.errors:
        return _show(page, pile, form)
    by = pile.desk.viewer.id
    made = paper_settling.settle(session, pile.seat, pile.nomination, pile.contest, marks, by=by, now=now)
    waits = gettext("Written down. Now another person has to find the same on the paper.")
    page.say(gettext("Settled: everything stands on the sheets.") if made.stood_at else waits)
    return page.see("office.paper_sheets.show", **pile.address)


@router.post(ONE + "/settlement/agreement", name="office.paper_sheets.agree")
def agree(pile: PileDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    paper_settling.agree(session, pile.seat, pile.nomination, pile.contest, by=pile.desk.viewer.id, now=now)
    page.say(gettext("Settled: everything stands on the sheets."))
    return page.see("office.paper_sheets.show", **pile.address)


@router.post(ONE + "/settlement/refusal", name="office.paper_sheets.dispute")
def dispute(pile: PileDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    paper_settling.dispute(session, pile.seat, pile.nomination, pile.contest, by=pile.desk.viewer.id, now=now)
    page.say(gettext("Taken back: settle the differences anew with the paper."))
    return page.see("office.paper_sheets.show", **pile.address)


@router.post(ONE + "/beginning", name="office.paper_sheets.start_over")
def start_over(pile: PileDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    paper.start_over(session, pile.seat, pile.nomination, pile.contest, by=pile.desk.viewer.id, now=now)
    page.say(gettext("Both readings are thrown away; the sheets can be entered again."))
    return page.see("office.paper_sheets.show", **pile.address)


def get_scanned(request: Request, slug: str, seat_id: int, position: int, house: HouseDep) -> Pile:
    """Who may attach the scan, asked in a transaction of its own: while the file comes in nobody waits for a lock."""
    with transaction(house.engine) as session:
        desk = get_counter(get_desk(slug, session, get_current_viewer(get_viewer(request, session))))
        return get_pile(desk, seat_id, position, session)


@router.post(ONE + "/scan", name="office.paper_sheets.scan", max_body_size=BODY)
def scan(
    scanned: Annotated[Pile, Depends(get_scanned, scope="function")], files: Uploads, request: Request, house: HouseDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    """The signed sheets, which seals them."""
    if not files:
        raise RuleBroken("file-none")
    looked = papers.scan(files[0])
    page = Page(request, house, session, scanned.desk.viewer)
    contest = session.get_one(Contest, scanned.contest.id)
    seat, nomination = session.get_one(Seat, scanned.seat.id), session.get_one(Nomination, scanned.nomination.id)
    if not seat.on_paper:
        raise RuleBroken("not-on-paper")
    pile = Pile(Desk(contest, scanned.desk.viewer, scanned.desk.roles), seat, nomination)
    receipt = _seal(page, pile, Scan(looked.paper.sha256, looked.paper.media_type), now)
    looked.keep(house.shelf)
    page.say(gettext("The paper sheets are sealed. Receipt: %(code)s") % {"code": receipt})
    return page.see("office.paper_sheets.show", **scanned.address)


def _seal(page: Page, pile: Pile, scan: Scan, now: datetime) -> str:
    """In the round that the nomination is in; the receipt goes to the member."""
    session, contest, nomination = page.session, pile.contest, pile.nomination
    member, by = session.get_one(User, pile.seat.user_id), pile.desk.viewer.id
    if pile.round(session).is_quick:
        quick = shortlisting.seal(session, pile.seat, nomination, contest, by=by, now=now, scan=scan)
        shortlist_letters.sealed(page, session, contest, nomination, member, quick, now=now)
        shortlist_letters.made(page, session, contest, now=now)
        return quick.receipt
    made = sealing.seal(session, pile.seat, nomination, contest, by=by, now=now, scan=scan)
    commission_letters.sealed(page, session, contest, nomination, member, made, now=now)
    checkpointing.note_sealed(page, contest, [nomination], now=now)
    return made.receipt


@router.get(ONE + "/scan", name="office.paper_sheets.scan_file")
def scan_file(pile: PileDep, page: PageDep, session: SessionDep) -> Response:
    return _scan_file(page, pile, queries.seal(session, pile.seat.id, pile.nomination.id), "sheets")


@router.get(ONE + "/quick-scan", name="office.paper_sheets.quick_scan_file")
def quick_scan_file(pile: PileDep, page: PageDep, session: SessionDep) -> Response:
    """Of the quick round."""
    return _scan_file(page, pile, shortlist_queries.seal(session, pile.seat.id, pile.nomination.id), "quick-round")


def _scan_file(page: Page, pile: Pile, seal: Seal | GlanceSeal | None, name: str) -> Response:
    """It shows marks or answers, so nobody gets it before the nomination is sealed by all."""
    is_open = pile.nomination.id not in queries.sealed_nominations(page.session, pile.desk.contest_id)
    if seal is None or seal.scan_sha256 is None or is_open:
        raise NotYours
    called = f"{name}-{pile.seat.position}-{pile.nomination.position}.{scans.ENDINGS[seal.scan_type]}"
    return downloads.stored(page.house.shelf, seal.scan_sha256, seal.scan_type, called)


def _is_sealed_empty(session: Session, pile: Pile) -> bool:
    """Their seal is waited for, though there is nothing to print or to enter."""
    if not (pile.seat.on_paper and rules.is_open_for_judging(pile.contest)):
        return False
    return (pile.seat.id, pile.nomination.id) in paper_rounds.left_with_nothing(session, pile.contest)


def _show(page: Page, pile: Pile, form: Form[Any] | None) -> Response:
    session, me, here = page.session, pile.desk.viewer.id, pile.round(page.session)
    where = pile.seat.id, pile.nomination.id
    entries = paper.entries(session, *where, is_quick=here.is_quick)
    settled = paper.settlement(session, *where, is_quick=here.is_quick)
    mine = next((one for one in entries if one.entered_by == me), None)
    quick_seal = shortlist_queries.seal(session, *where)
    seal = quick_seal if here.is_quick else queries.seal(session, *where)
    people = [one.entered_by for one in entries] + ([settled.settled_by] if settled else [])
    return page(
        "office/jury/paper_pile.html", status=422 if form else 200, desk=pile.desk, pile=pile, form=form, here=here,
        entries=entries, names=accounts.names(session, people), mine=mine, settled=settled, me=me,
        marks=paper.read(mine) if mine else {}, settled_marks=paper.read(settled) if settled else {},
        differences=paper.differences(session, here, pile.seat, pile.nomination),
        rows=paper.pile(session, pile.seat, pile.nomination), mode=pile.contest.shortlist,
        is_empty=_is_sealed_empty(session, pile),
        stands=paper_rounds.has_stood(session, here, pile.seat, pile.nomination), seal=seal, quick_seal=quick_seal,
        may_enter=seal is None and pile.seat.on_paper and (mine.finished_at is None if mine else len(entries) < 2),
        is_open=pile.nomination.id not in queries.sealed_nominations(session, pile.desk.contest_id),
        accepted=scans.ACCEPTED,
    )  # fmt: skip
