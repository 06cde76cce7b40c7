"""An expert's place: my contests, a nomination's works in my order, the seal."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from app.contests import queries as contests
from app.contests.models import Contest, ContestKind, Nomination, ShortlistMode
from app.contests.rules import may_run_jury
from app.errors import NotAllowed, NotYours
from app.i18n import gettext
from app.jury import blind, conflicts, distribution, queries, rules, sealing, shortlist_queries
from app.jury.models import Seat
from app.jury.progress import progress_of
from app.jury.words import DOTS, STATE
from app.web import checkpointing
from app.web.current import CurrentViewer, Now, SessionDep, Viewer
from app.web.jury import commission_letters, judging_words
from app.web.page import PageDep

router = APIRouter()
PAGE = 24


class OwnBench:
    """This expert's seat in a contest and one nomination that it judges."""

    def __init__(self, slug: str, position: int, session: SessionDep, viewer: CurrentViewer) -> None:
        self.contest, self.seat = own_seat(slug, session, viewer)
        self.nominations = contests.nominations(session, self.contest.id)
        self.progress = {one.nomination_id: one for one in progress_of(session, self.contest.id, self.seat.id)}
        self.nomination = self._nomination(position)

    def _nomination(self, position: int) -> Nomination:
        mine = [one for one in self.nominations if one.position == position and one.id in self.progress]
        if not mine:
            raise NotYours
        return mine[0]


def own_seat(slug: str, session: SessionDep, viewer: Viewer) -> tuple[Contest, Seat]:
    """404 for strangers; staff of the contest, who know of the seats, get 403."""
    contest = contests.by_slug(session, slug)
    seat = queries.seat_of(session, contest.id, viewer.id) if contest else None
    if contest is None or seat is None:
        if contest and may_run_jury(viewer.roles_in(contest.id)):
            raise NotAllowed
        raise NotYours
    return contest, seat


BenchDep = Annotated[OwnBench, Depends(OwnBench, scope="function")]


@router.get("/jury", name="jury.index")
def index(viewer: CurrentViewer, session: SessionDep, page: PageDep) -> Response:
    seated = queries.seated_contests(session, viewer.id)
    progress = {contest.id: progress_of(session, contest.id, seat.id) for seat, contest in seated}
    return page("jury/index.html", seated=seated, progress=progress, rules=rules)


@router.get("/jury/{slug}", name="jury.contest")
def contest(slug: str, viewer: CurrentViewer, session: SessionDep, page: PageDep) -> Response:
    found, seat = own_seat(slug, session, viewer)
    return page(
        "jury/contest.html", contest=found, seat=seat, nominations=contests.nominations(session, found.id),
        progress={one.nomination_id: one for one in progress_of(session, found.id, seat.id)},
        criteria=queries.criteria(session, found.id), is_open=rules.is_open_for_judging(found),
        undeclared=conflicts.undeclared(session, seat),
        is_before=rules.is_before_judging(found),
        sealed=queries.sealed_nominations(session, found.id), waiting=shortlist_queries.waiting(session, found),
        answered=shortlist_queries.answered(session, found.id) if found.shortlist is not ShortlistMode.OFF else {},
    )  # fmt: skip


@router.get("/jury/{slug}/{position:int}", name="jury.nomination")
def nomination(
    bench: BenchDep,
    session: SessionDep,
    page: PageDep,
    state: str = "",
    page_number: Annotated[int, Query(alias="page")] = 1,
) -> Response:
    if shortlist_queries.is_waiting(session, bench.contest, bench.nomination.id):
        return page.see("shortlists.show", slug=bench.contest.slug, position=bench.nomination.position)
    needed = len(queries.criteria(session, bench.contest.id))
    rows = _with_states(session, bench, needed)
    shown = [(row, one) for row, one in rows if not state or one == state]
    pages = max(1, -(-len(shown) // PAGE))
    number = min(max(1, page_number), pages)
    beside = distribution.of_seat(session, bench.seat, bench.contest, bench.nomination.id)
    return page(
        "jury/nomination.html", bench=bench, needed=needed, state=state, counts=_counts(rows), total=len(rows),
        rows=shown[(number - 1) * PAGE : number * PAGE], pages=pages, page_number=number,
        following=blind.following(blind.in_turn([row for row, _ in rows]), None, needed),
        words=STATE, kinds=DOTS, hidden=("recused", "withheld"),
        mine=bench.progress[bench.nomination.id or 0], is_open=rules.is_open_for_judging(bench.contest),
        is_drawing=bench.contest.kind is ContestKind.DRAWING,
        distribution=beside, told=judging_words.beside(beside) if beside else "",
    )  # fmt: skip


def _with_states(session: SessionDep, bench: OwnBench, needed: int) -> list[tuple[blind.Row, str]]:
    return [(row, row.state(needed)) for row in blind.rows(session, bench.seat, bench.nomination.id)]


def _counts(rows: list[tuple[blind.Row, str]]) -> dict[str, int]:
    return {name: sum(one == name for _, one in rows) for name in ("open", "draft", "done", "withheld", "recused")}


@router.get("/jury/{slug}/{position:int}/seal", name="jury.seal")
def seal_page(bench: BenchDep, session: SessionDep, page: PageDep) -> Response:
    return page(
        "jury/seal.html", bench=bench, mine=bench.progress[bench.nomination.id or 0],
        seal=queries.seal(session, bench.seat.id, bench.nomination.id),
    )  # fmt: skip


@router.post("/jury/{slug}/{position:int}/seal", name="jury.seal.post")
def seal(bench: BenchDep, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep) -> Response:
    made = sealing.seal(session, bench.seat, bench.nomination, bench.contest, by=viewer.id, now=now)
    commission_letters.sealed(page, session, bench.contest, bench.nomination, viewer.user, made, now=now)
    checkpointing.note_sealed(page, bench.contest, [bench.nomination], now=now)
    page.say(gettext("The nomination is sealed. Your receipt: %(code)s") % {"code": made.receipt})
    return page.see("jury.contest", slug=bench.contest.slug)
