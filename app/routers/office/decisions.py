"""The board of the commission: what is proposed, what it chooses, what it confirms."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from app.awards import decisions, rules
from app.awards.board import unsealed
from app.awards.forms import ChoiceForm, ConfirmForm, EmptyForm, ReopenForm, VoteForm
from app.awards.models import DecisionStatus
from app.checkpoints import Cause
from app.contests import rules as contests
from app.contests.models import ContestStatus
from app.i18n import gettext
from app.web import checkpointing
from app.web.awards import board_page, decision_letters, whatif_page
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, Typed, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/decisions"
EMPTY = -1
"""Where the form for several nominations was refused."""
BEFORE = frozenset({ContestStatus.DRAFT, ContestStatus.ANNOUNCED, ContestStatus.JUDGING})


@router.get(PATH, name="office.decisions")
def show(
    desk: DeskDep, page: PageDep, session: SessionDep, everything: Annotated[str, Query(alias="all")] = ""
) -> Response:
    desk.require_sight(contests.may_propose)
    if desk.contest.status in BEFORE:
        return page("office/decisions/waiting.html", desk=desk, unsealed=unsealed(session, desk.contest))
    return board_page.show(page, desk, everything=_position(everything))


@router.get(f"{PATH}/what-if", name="office.decisions.what_if")
def what_if(desk: DeskDep, page: PageDep, request: Request) -> Response:
    """Another choice or other limits, looked at and not kept: the address says which."""
    desk.require_sight(contests.may_propose)
    if desk.contest.status in BEFORE:
        return page.see("office.decisions", slug=desk.contest.slug)
    return whatif_page.show(page, desk, request.query_params)


@router.post(f"{PATH}/empty", name="office.decisions.empty")
def leave_empty(
    form: Annotated[Form[EmptyForm], Depends(submitted(EmptyForm))], desk: DeskDep, page: PageDep, session: SessionDep,
    now: Now,
) -> Response:  # fmt: skip
    """One reason for several nominations in which nothing is awarded."""
    _require(desk)
    if form.errors:
        if "empty" in form.errors:
            form.refuse("empty", "choose-nomination")
        return board_page.show(page, desk, form=form, at=EMPTY, status=422)
    said = form.valid
    decisions.leave_empty(session, desk.contest, said.empty, said.why, by=desk.viewer.user, now=now)
    page.say(gettext("Written down: nothing is awarded there."))
    return page.see("office.decisions", slug=desk.contest.slug)


@router.post(f"{PATH}/nominations/{{position:int}}", name="office.decisions.choice")
def choice(
    position: int, form: Annotated[Form[ChoiceForm], Depends(submitted(ChoiceForm))], typed: Typed, desk: DeskDep,
    page: PageDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    _require(desk)
    if form.errors:
        if "choice" in form.errors:
            form.refuse("choice", "choose")
        return board_page.show(page, desk, form=form, at=position, status=422)
    said = form.valid
    decisions.choose(
        session, desk.contest, position, said.wanted, reason=said.reason, was=said.was if "was" in typed else None,
        by=desk.viewer.user, now=now,
    )  # fmt: skip
    return _back(page, desk, position, typed)


@router.post(f"{PATH}/nominations/{{position:int}}/votes", name="office.decisions.votes")
def votes(
    position: int, form: Annotated[Form[VoteForm], Depends(submitted(VoteForm))], typed: Typed, desk: DeskDep,
    page: PageDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    _require(desk)
    if form.errors:
        return board_page.show(page, desk, form=form, at=position, status=422)
    counted = {row.application: row.count for row in form.valid.votes}
    decisions.vote(session, desk.contest, position, counted, form.valid.casting, by=desk.viewer.user, now=now)
    return _back(page, desk, position, typed)


@router.post(f"{PATH}/proposal", name="office.decisions.proposal")
def proposal(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    _require(desk)
    decisions.propose(session, desk.contest, by=desk.viewer.user, now=now)
    page.say(gettext("The board shows the proposal again."))
    return page.see("office.decisions", slug=desk.contest.slug)


@router.post(f"{PATH}/confirmation", name="office.decisions.confirmation")
def confirmation(
    form: Annotated[Form[ConfirmForm], Depends(submitted(ConfirmForm))], desk: DeskDep, page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    desk.require(contests.may_confirm, visible_to=contests.may_propose)
    seen = form.fields.seen if form.fields else ""
    decision = decisions.confirm(session, desk.contest, seen=seen, by=desk.viewer.user, now=now)
    if decision.status is DecisionStatus.PROPOSED:
        decision_letters.agreed(page, decision, desk.contest, by=desk.viewer.user, now=now)
        page.say(gettext("You have confirmed it. It counts once another person has confirmed it too."))
        return page.see("office.decisions", slug=desk.contest.slug)
    checkpointing.note(page, desk.contest, Cause.CONFIRMED, now=now)
    page.say(gettext("The decision is confirmed. Now fill in the protocol of the meeting."))
    return page.see("office.protocol", slug=desk.contest.slug)


@router.post(f"{PATH}/reopening", name="office.decisions.reopening")
def reopening(
    form: Annotated[Form[ReopenForm], Depends(submitted(ReopenForm))], desk: DeskDep, page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    desk.require(contests.may_confirm, visible_to=contests.may_propose)
    if form.errors:
        return board_page.show(page, desk, form=form, status=422)
    decisions.reopen(session, desk.contest, form.valid.reason, by=desk.viewer.user, now=now)
    page.say(gettext("The commission may choose again."))
    return page.see("office.decisions", slug=desk.contest.slug)


def _require(desk: Desk) -> None:
    """Those at the board choose; once the results are out, only an organiser is told that it is too late (409)."""
    desk.require_sight(contests.may_propose)
    if desk.is_settled:
        desk.require(rules.may_change_published)


def _back(page: Page, desk: Desk, position: int, typed: Typed) -> Response:
    everything = _position(str(typed.get("all", "")))
    if page.wants_fragment:
        return board_page.show(page, desk, everything=everything)
    query = {"all": str(everything)} if everything else None
    return page.see("office.decisions", slug=desk.contest.slug, anchor=f"nomination-{position}", query=query)


def _position(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
