"""The shortlist round as a member sees it: all works of a nomination, one after the other, an answer each, the seal."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.contests.models import ContestKind, ShortlistMode
from app.documents import seal_receipt
from app.errors import NotYours
from app.i18n import gettext
from app.jury import blind, queries, rules, sheets, shortlisting
from app.jury import shortlist_queries as asked
from app.jury.models import Seat, SheetStatus
from app.jury.shortlist_models import Glance, GlanceSeal
from app.jury.words import PROSE
from app.routers.jury import BenchDep
from app.routers.sheets import OwnSheet, SheetDep, WritableSheetDep
from app.web.contests import question_words
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.forms import Typed
from app.web.jury import commission_papers, declaring, sheet_view, shortlist_letters, shortlist_words
from app.web.page import Page, PageDep

router = APIRouter()
PAGE = 48
PLACE = "/jury/{slug}/{position:int}/shortlist"


@dataclass(frozen=True)
class Pile:
    """What one member has before them in a nomination's round. `seal`: theirs, or of whose place they took."""

    rows: list[blind.Row]
    given: dict[int, Glance]
    seal: GlanceSeal | None

    @property
    def waiting(self) -> list[blind.Row]:
        """Works that have no answer yet."""
        return [row for row in self.rows if self.is_asked(row) and row.sheet_id not in self.given]

    @property
    def done(self) -> int:
        return sum(self.is_asked(row) and row.sheet_id in self.given for row in self.rows)

    @property
    def needed(self) -> int:
        return sum(self.is_asked(row) for row in self.rows)

    def is_asked(self, row: blind.Row) -> bool:
        return row.status is SheetStatus.OPEN

    def after(self, sheet_id: int | None) -> blind.Row | None:
        """The next work without an answer, round to the beginning."""
        at = next((index for index, row in enumerate(self.rows) if row.sheet_id == sheet_id), -1)
        later = {row.sheet_id for row in self.rows[at + 1 :]}
        left = [row for row in self.waiting if row.sheet_id != sheet_id and not row.is_withheld]
        return next((row for row in left if row.sheet_id in later), next(iter(left), None))


def pile(session: SessionDep, seat: Seat, nomination_id: int | None) -> Pile:
    seats = {one.id or 0: one for one in queries.seats(session, seat.contest_id)}
    seal = shortlisting.answering(seat, seats, asked.seals(session, seat.contest_id), nomination_id or 0)
    return Pile(blind.rows(session, seat, nomination_id), asked.own(session, seat.id, nomination_id), seal)


@router.get(PLACE, name="shortlists.show")
def show(
    bench: BenchDep, session: SessionDep, page: PageDep, page_number: Annotated[int, Query(alias="page")] = 1
) -> Response:
    """My answers in this nomination; once the round is over, what came of it."""
    if bench.contest.shortlist is ShortlistMode.OFF:
        raise NotYours
    mine = pile(session, bench.seat, bench.nomination.id)
    over = asked.shortlist(session, bench.nomination.id)
    pages = max(1, -(-len(mine.rows) // PAGE))
    number = min(max(1, page_number), pages)
    return page(
        "jury/shortlist.html", bench=bench, mine=mine, over=over, rows=mine.rows[(number - 1) * PAGE : number * PAGE],
        pages=pages, page_number=number, answers=shortlist_words.answers(bench.contest),
        is_open=rules.is_open_for_judging(bench.contest), is_drawing=bench.contest.kind is ContestKind.DRAWING,
    )  # fmt: skip


@router.post(PLACE, name="shortlists.seal")
def seal(bench: BenchDep, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep) -> Response:
    made = shortlisting.seal(session, bench.seat, bench.nomination, bench.contest, by=viewer.id, now=now)
    shortlist_letters.sealed(page, session, bench.contest, bench.nomination, viewer.user, made, now=now)
    shortlist_letters.made(page, session, bench.contest, now=now)
    page.say(gettext("Your answers are sealed. Your receipt: %(code)s") % {"code": made.receipt})
    return page.see("shortlists.show", slug=bench.contest.slug, position=bench.nomination.position)


@router.get(PLACE + "/receipt.pdf", name="shortlists.receipt")
def receipt(bench: BenchDep, session: SessionDep, page: PageDep) -> Response:
    seal = asked.seal(session, bench.seat.id, bench.nomination.id)
    if seal is None:
        raise NotYours
    printed_by = commission_papers.letterhead(page)
    made = commission_papers.answers_receipt(session, bench.contest, bench.nomination, bench.seat, seal, printed_by)
    return page.file(seal_receipt.draw_answers(made), "application/pdf", f"receipt-{seal.receipt}.pdf", inline=True)


@router.get("/sheets/{sheet_id:int}/look", name="shortlists.work")
def work(own: SheetDep, viewer: CurrentViewer, session: SessionDep, page: PageDep) -> Response:
    """One work and one question."""
    if own.contest.shortlist is ShortlistMode.OFF:
        raise NotYours
    if not asked.is_waiting(session, own.contest, own.nomination.id):
        return page.see("shortlists.show", slug=own.contest.slug, position=own.nomination.position)
    if rules.must_declare(own.sheet, own.seat, own.contest):
        return declaring.first(page, own.contest)
    return _work_page(page, session, own, viewer)


def _work_page(page: Page, session: SessionDep, own: OwnSheet, viewer: CurrentViewer) -> Response:
    mine = pile(session, own.seat, own.nomination.id)
    at = next((index for index, row in enumerate(mine.rows) if row.sheet_id == own.sheet.id), 0)
    following = mine.after(own.sheet.id)
    ahead = blind.pictures(session, following.sheet_id)[:1] if following else []
    return page(
        "jury/glance.html", own=own, sheet=own.sheet, mine=mine, row=mine.rows[at] if mine.rows else None,
        before=mine.rows[at - 1] if at else None, after=mine.rows[at + 1] if at + 1 < len(mine.rows) else None,
        following=following, ahead=ahead, chosen=mine.given.get(own.sheet.id or 0),
        answers=shortlist_words.answers(own.contest), answer=question_words.answer,
        prose_words={name: gettext(words) for name, words in PROSE.items()},
        may_answer=rules.may_mark(own.sheet, own.seat, own.contest) and mine.seal is None,
        may_recuse=rules.may_recuse(own.sheet, own.seat, own.contest) and mine.seal is None,
        may_return=sheets.may_come_back(session, own.sheet, own.seat, own.contest),
        is_drawing=own.contest.kind is ContestKind.DRAWING,
        **sheet_view.work(session, own.sheet, viewer.user, page.request, sheet_view.Look()),
    )  # fmt: skip


@router.post("/sheets/{sheet_id:int}/look", name="shortlists.look")
def look(
    own: WritableSheetDep, text: Typed, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep
) -> Response:
    """Saves the answer and goes on to the next work without one."""
    value = str(text.get("value", ""))
    if own.contest.shortlist is ShortlistMode.OFF:
        raise NotYours
    if not (value.isascii() and value.isdigit() and len(value) < 3):
        page.say(gettext("Choose one of the answers."), "warn")
        return page.see("shortlists.work", sheet_id=own.sheet.id)
    shortlisting.look(
        session, own.sheet, own.seat, own.nomination, own.contest, int(value), by=viewer.id, now=now
    )  # fmt: skip
    following = pile(session, own.seat, own.nomination.id).after(own.sheet.id)
    if following is None:
        return page.see("shortlists.show", slug=own.contest.slug, position=own.nomination.position)
    return page.see("shortlists.work", sheet_id=following.sheet_id)
