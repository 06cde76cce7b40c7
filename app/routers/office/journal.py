"""The contest's journal: who did what, newest first, and whether its chain still holds."""

from fastapi import APIRouter
from starlette.responses import Response

from app import journal
from app.contests import rules, trail
from app.errors import NotAllowed, NotYours
from app.web.actions import words_of
from app.web.current import SessionDep
from app.web.desk import Desk
from app.web.overseer import OverseerDesk
from app.web.page import PageDep

router = APIRouter()


@router.get("/office/{slug}/journal", name="office.journal")
def show(desk: OverseerDesk, page: PageDep, session: SessionDep, number: str = "1") -> Response:
    _require(desk)
    total = trail.size(session, desk.contest_id)
    pages = max(1, -(-total // trail.PAGE))
    here = min(max(1, int(number)), pages) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    rows = trail.entries(session, desk.contest_id, here)
    return page(
        "office/journal/show.html", desk=desk, entries=rows, here_page=here, pages=pages, total=total,
        words_of=words_of, insiders=trail.insiders(session, desk.contest_id),
        sees_everybody=rules.may_see_identities(desk.roles), may_verify=_may_verify(desk),
    )  # fmt: skip


@router.get("/office/{slug}/journal/verification", name="office.journal.verification")
def verification(desk: OverseerDesk, page: PageDep, session: SessionDep) -> Response:
    _require(desk)
    if not _may_verify(desk):
        raise NotAllowed
    broken = journal.first_broken(session, journal.chain_of(desk.contest_id))
    head = session.get(journal.Head, journal.chain_of(desk.contest_id))
    return page("office/journal/verification.html", desk=desk, broken=broken, head=head)


def _require(desk: Desk) -> None:
    if not (desk.viewer.user.is_operator or rules.may_read_journal(desk.roles)):
        raise NotYours


def _may_verify(desk: Desk) -> bool:
    return desk.viewer.user.is_operator or rules.may_verify_journal(desk.roles)
