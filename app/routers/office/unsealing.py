"""A sealed sheet, or a member's sealed answers of the quick round, is opened again: organiser or chair asks, the other
one of them agrees. Marks and answers are nowhere on it."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.accounts import queries as accounts
from app.contests import queries as contests
from app.contests import rules
from app.contests.models import Contest, Nomination
from app.errors import NotAllowed, NotYours
from app.i18n import gettext, pick
from app.jury import queries, shortlist_queries, unsealing
from app.jury.forms import AnswersForm, UnsealingForm
from app.jury.models import Seat
from app.jury.seal_models import Unsealing
from app.jury.shortlist_models import GlanceSeal
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.desk import Desk
from app.web.forms import Form, submitted
from app.web.jury import commission_letters
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/jury/unsealing"


def get_unsealing_desk(slug: str, session: SessionDep, viewer: CurrentViewer) -> Desk:
    """Those who have sealed something here, and the secretary, learn that it is not theirs to do; others nothing."""
    contest = contests.by_slug(session, slug)
    if contest is None:
        raise NotYours
    roles = viewer.roles_in(contest.id)
    if rules.may_unseal(roles):
        return Desk(contest, viewer, roles)
    seat = queries.seat_of(session, contest.id, viewer.id)
    sealed = queries.seals(session, contest.id).keys() | shortlist_queries.seals(session, contest.id).keys()
    has_sealed = seat is not None and any(one == seat.id for one, _ in sealed)
    raise NotAllowed if has_sealed or rules.may_run_jury(roles) else NotYours


UnsealingDesk = Annotated[Desk, Depends(get_unsealing_desk, scope="function")]


@router.get(PLACE, name="office.unsealing")
def show(desk: UnsealingDesk, page: PageDep) -> Response:
    return _show(page, desk, Form())


@router.post(PLACE, name="office.unsealing.propose")
def propose(
    desk: UnsealingDesk, form: Annotated[Form[UnsealingForm], Depends(submitted(UnsealingForm))], page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    said = form.fields
    sheet = unsealing.sealed_sheet(session, desk.contest, said.seat, said.code.upper()) if said else None
    if said and sheet is None:
        form.refuse("code", "no-sealed-sheet")
    if form.errors or sheet is None:
        return _show(page, desk, form)
    made = unsealing.propose(session, desk.contest, sheet, form.valid.reason, by=desk.viewer.id, now=now)
    commission_letters.unsealing_proposed(page, session, desk.contest, made, now=now)
    page.say(gettext("Written down. Now another person, organiser or chair, has to agree."))
    return page.see("office.unsealing", slug=desk.contest.slug)


@router.post(PLACE + "/answers", name="office.unsealing.propose_answers")
def propose_answers(
    desk: UnsealingDesk, form: Annotated[Form[AnswersForm], Depends(submitted(AnswersForm))], page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    sealed = _answers(session, desk.contest)
    seal = next((one for one, *_ in sealed if form.fields and one.id == form.fields.answers), None)
    if form.fields and seal is None:
        form.refuse("answers", "choice")
    if form.errors or seal is None:
        return _show(page, desk, Form(), form)
    made = unsealing.propose_answers(
        session, desk.contest, seal, form.valid.answers_reason, by=desk.viewer.id, now=now
    )  # fmt: skip
    commission_letters.unsealing_proposed(page, session, desk.contest, made, now=now)
    page.say(gettext("Written down. Now another person, organiser or chair, has to agree."))
    return page.see("office.unsealing", slug=desk.contest.slug)


def _answers(session: Session, contest: Contest) -> list[tuple[GlanceSeal, Seat, Nomination]]:
    """What members have sealed in rounds that are not over."""
    waiting = shortlist_queries.waiting(session, contest)
    nominations = {one.id: one for one in contests.nominations(session, contest.id)}
    seats = {one.id: one for one in queries.seats(session, contest.id) if one.left_at is None}
    return [
        (seal, seats[seat], nominations[nomination])
        for (seat, nomination), seal in sorted(shortlist_queries.seals(session, contest.id).items())
        if nomination in waiting and seat in seats
    ]


@router.post(PLACE + "/{unsealing_id:int}/agreement", name="office.unsealing.agree")
def agree(desk: UnsealingDesk, unsealing_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    found = _own(session, desk, unsealing_id)
    if found.glance_seal_id is not None:
        return _agree_on_answers(page, desk, found, now)
    unsealing.agree(session, desk.contest, found, by=desk.viewer.id, now=now)
    seat, nomination, code = next(
        (seat, nomination, code)
        for one, seat, nomination, code in unsealing.of_contest(session, desk.contest_id)
        if one.id == found.id
    )
    commission_letters.unsealed(page, session, desk.contest, nomination, seat, code, found, now=now)
    page.say(gettext("The sheet is open again; everybody concerned gets a letter."))
    return page.see("office.unsealing", slug=desk.contest.slug)


def _agree_on_answers(page: Page, desk: Desk, found: Unsealing, now: datetime) -> Response:
    session = page.session
    unsealing.agree_on_answers(session, desk.contest, found, by=desk.viewer.id, now=now)
    seat, nomination = next(
        (seat, nomination)
        for one, seat, nomination in unsealing.answers_of_contest(session, desk.contest_id)
        if one.id == found.id
    )
    commission_letters.answers_unsealed(page, session, desk.contest, nomination, seat, found, now=now)
    page.say(gettext("The answers are open again; everybody concerned gets a letter."))
    return page.see("office.unsealing", slug=desk.contest.slug)


@router.post(PLACE + "/{unsealing_id:int}/refusal", name="office.unsealing.refuse")
def refuse(desk: UnsealingDesk, unsealing_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    unsealing.refuse(session, _own(session, desk, unsealing_id), by=desk.viewer.id, now=now)
    page.say(gettext("Refused: it stays sealed."))
    return page.see("office.unsealing", slug=desk.contest.slug)


def _own(session: SessionDep, desk: Desk, unsealing_id: int) -> Unsealing:
    found = unsealing.one(session, desk.contest_id, unsealing_id)
    if found is None:
        raise NotYours
    return found


def _show(page: Page, desk: Desk, form: Form[Any], answers_form: Form[Any] | None = None) -> Response:
    session = page.session
    rows = [
        *unsealing.of_contest(session, desk.contest_id),
        *((*row, "") for row in unsealing.answers_of_contest(session, desk.contest_id)),
    ]
    rows.sort(key=lambda row: -(row[0].id or 0))
    sealing = {seat for seat, _ in queries.seals(session, desk.contest_id)}
    seats = [one for one in queries.seats(session, desk.contest_id) if one.id in sealing and one.left_at is None]
    people_ids = {one for row, *_ in rows for one in (row.proposed_by, row.settled_by) if one}
    return page(
        "office/jury/unsealing.html", status=422 if form.errors or answers_form else 200, desk=desk, form=form,
        rows=rows, answers_form=answers_form or Form(),
        answers=[(one.id, f"{pick(seat.name)} · {where.position}. {pick(where.title)}")
                 for one, seat, where in _answers(session, desk.contest)],
        seats=[(one.id, pick(one.name)) for one in seats], names=accounts.names(session, people_ids),
        me=desk.viewer.id,
    )  # fmt: skip
