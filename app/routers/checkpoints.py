"""Checkpoints of a contest's journal for everybody: as a page, and as the file that `baiqau verify` compares with."""

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from app import checkpoints, journal
from app.contests import witnesses
from app.web.checkpointing import CAUSES
from app.web.contests.shown import ShownContest
from app.web.current import HouseDep, SessionDep
from app.web.page import PageDep

router = APIRouter()


@router.get("/contests/{slug}/checkpoints", name="contests.checkpoints")
def show(contest: ShownContest, page: PageDep, session: SessionDep) -> Response:
    return page(
        "contests/checkpoints.html", contest=contest, causes=CAUSES, outside=witnesses.count(session, contest.id),
        checkpoints=checkpoints.of_chain(session, journal.chain_of(contest.id)),
    )  # fmt: skip


@router.get("/contests/{slug}/checkpoints.txt", name="contests.checkpoints_file")
def file(contest: ShownContest, house: HouseDep, session: SessionDep) -> Response:
    """A line for each, the oldest first."""
    noted = reversed(checkpoints.of_chain(session, journal.chain_of(contest.id)))
    return PlainTextResponse("".join(f"{checkpoints.signed(house.keys, one)}\n" for one in noted))
