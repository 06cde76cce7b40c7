"""The contest's journal: who did what, newest first, and whether its chain is still what was written."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app import checkpoints, journal
from app.checkpoints import Point
from app.contests import rules, trail
from app.errors import NotAllowed, NotYours
from app.fields import Fields, Prose
from app.web.actions import words_of
from app.web.checkpointing import told
from app.web.contests.overseer import OverseerDesk
from app.web.current import SessionDep
from app.web.desk import Desk
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()


class Pasted(Fields):
    """A letter, or lines of the file of checkpoints."""

    text: Prose


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


def get_verifying_desk(desk: OverseerDesk) -> Desk:
    _require(desk)
    if not _may_verify(desk):
        raise NotAllowed
    return desk


VerifyingDesk = Annotated[Desk, Depends(get_verifying_desk, scope="function")]


@router.get("/office/{slug}/journal/verification", name="office.journal.verification")
def verification(desk: VerifyingDesk, page: PageDep) -> Response:
    return _verified(page, desk, Form(), [])


@router.post("/office/{slug}/journal/verification", name="office.journal.comparison")
def comparison(
    desk: VerifyingDesk, form: Annotated[Form[Pasted], Depends(submitted(Pasted))], page: PageDep
) -> Response:
    """The same beside checkpoints that somebody kept. Nothing is written down."""
    chain = journal.chain_of(desk.contest_id)
    given = [one for one in checkpoints.read(form.fields.text if form.fields else "") if one.chain == chain]
    if not form.errors and not given:
        form.refuse("text", "no-checkpoint")
    return _verified(page, desk, form, given)


def _verified(page: Page, desk: Desk, form: Form[Any], given: list[Point]) -> Response:
    session, chain = page.session, journal.chain_of(desk.contest_id)
    found = checkpoints.first_break(session, chain, given)
    return page(
        "office/journal/verification.html", status=422 if form.errors else 200, desk=desk, form=form, given=given,
        broken=found, told=told, head=session.get(journal.Head, chain), noted=checkpoints.of_chain(session, chain),
        unsigned=[one for one in given if not checkpoints.is_ours(page.house.keys, one)],
        may_name=rules.may_change_contest(desk.roles),
    )  # fmt: skip


def _require(desk: Desk) -> None:
    if not (desk.viewer.user.is_operator or rules.may_read_journal(desk.roles)):
        raise NotYours


def _may_verify(desk: Desk) -> bool:
    return desk.viewer.user.is_operator or rules.may_verify_journal(desk.roles)
