"""The office's place for judging: the commission, who is how far, closing a nomination. Counts only, never marks."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.accounts import queries as accounts
from app.accounts.models import User
from app.awards import queries as awards
from app.contests import queries as contests
from app.contests import rules
from app.contests.models import ContestStatus, Nomination, RoleName
from app.errors import NotYours
from app.i18n import gettext, pick
from app.jury import awaiting, commission, exposures, queries, reminding, sealing, seats
from app.jury.forms import ClosingForm, LeavingForm, SeatForm
from app.jury.models import Post, Seat
from app.jury.progress import progress_of
from app.jury.words import POST
from app.web import checkpointing
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.jury import commission_letters, shortlist_letters
from app.web.page import Page, PageDep

router = APIRouter()
ROLE = {Post.CHAIR: RoleName.CHAIR, Post.SECRETARY: RoleName.SECRETARY}
SeatDep = Annotated[Form[SeatForm], Depends(submitted(SeatForm))]
ClosingDep = Annotated[Form[ClosingForm], Depends(submitted(ClosingForm))]
LeavingDep = Annotated[Form[LeavingForm], Depends(submitted(LeavingForm))]


@router.get("/office/{slug}/jury", name="office.jury")
def jury(desk: DeskDep, session: SessionDep, page: PageDep) -> Response:
    desk.require_sight(rules.may_run_jury)
    return seat_page(page, session, desk, None)


def seat_page(page: Page, session: SessionDep, desk: Desk, form: Form[SeatForm] | None, status: int = 200) -> Response:
    progress = progress_of(session, desk.contest_id)
    nominations = contests.nominations(session, desk.contest_id)
    seated = queries.seats(session, desk.contest_id)
    missed = awaiting.missed(session, desk.contest_id)
    awaited = {one.nomination_id for one in progress if one.is_awaited} | {one for _, one in missed}
    return page(
        "office/jury/index.html", status=status, desk=desk, form=form,
        posts=[(one.value, gettext(POST[one])) for one in Post],
        seats=seated, late=len(reminding.late(session, desk.contest, seated, progress)), nominations=nominations,
        nomination_options=[(str(one.position), pick(one.title)) for one in nominations],
        progress={(one.seat_id, one.nomination_id): one for one in progress},
        judged={one.nomination_id for one in progress if one.sheets}, missed=missed,
        endable=awaited | awards.judged_nominations(session, desk.contest_id),
        sealed=queries.sealed_nominations(session, desk.contest_id), post_words=POST,
        is_judging=desk.contest.status is ContestStatus.JUDGING, may_close=rules.may_close_judging(desk.roles),
        stamps=commission.stamps(session, desk.contest_id),
        has_changed=commission.has_changed(session, desk.contest_id),
        seeing=commission.seeing_voters(session, desk.contest_id),
        may_share=rules.may_change_contest(desk.roles), may_unseal=rules.may_unseal(desk.roles),
        may_grant=rules.may_grant_roles(desk.roles), may_enter=rules.may_admit(desk.roles),
        named=exposures.works_waiting(session, desk.contest_id),
    )  # fmt: skip


def person_of(session: SessionDep, desk: Desk, form: Form[Any], post: Post | None = None) -> User | None:
    """Who gets the seat: they hold the fitting role in this contest (roles are granted under People)."""
    if form.fields is None:
        return None
    user = accounts.by_email(session, form.fields.email)
    wanted = ROLE.get(post or form.fields.post, RoleName.EXPERT)
    if user is None or (desk.contest_id, wanted) not in contests.roles_of(session, user.id or 0):
        form.refuse("email", "no-such-expert")
        return None
    return user


def chosen_nominations(session: SessionDep, desk: Desk, said: SeatForm) -> list[Nomination]:
    return [
        one
        for one in contests.nominations(session, desk.contest_id)
        if not said.nominations or one.position in said.nominations
    ]


@router.post("/office/{slug}/jury", name="office.jury.seat")
def seat(desk: DeskDep, form: SeatDep, session: SessionDep, now: Now, page: PageDep) -> Response:
    """Seat a person and invite them by letter."""
    desk.require_sight(rules.may_run_jury)
    user = person_of(session, desk, form)
    if form.errors or user is None:
        return seat_page(page, session, desk, form, status=422)
    fields, chosen = form.valid, chosen_nominations(session, desk, form.valid)
    given = seats.give(
        session, desk.contest, user, post=fields.post, name=fields.name, occupation=fields.occupation,
        nominations=chosen, by=desk.viewer.id, now=now,
    )  # fmt: skip
    if desk.contest.status is ContestStatus.JUDGING:
        seats.deal(session, desk.contest, by=desk.viewer.id, now=now)
    commission_letters.invite(page, session, desk.contest, user, given, chosen, now=now)
    page.say(gettext("The seat is given. A letter is on its way."))
    return page.see("office.jury", slug=desk.contest.slug)


def own_seat(desk: Desk, session: SessionDep, seat_id: int) -> Seat:
    found = [one for one in queries.seats(session, desk.contest_id) if one.id == seat_id]
    if not found:
        raise NotYours
    return found[0]


@router.get("/office/{slug}/jury/seats/{seat_id:int}", name="office.jury.leaving")
def leaving_page(desk: DeskDep, seat_id: int, session: SessionDep, page: PageDep) -> Response:
    desk.require_sight(rules.may_run_jury)
    return _leaving(page, session, desk, own_seat(desk, session, seat_id), None)


def _leaving(page: Page, session: SessionDep, desk: Desk, seat: Seat, form: Form[LeavingForm] | None) -> Response:
    missed = awaiting.of_seat(session, seat)
    awaited = [one for one in contests.nominations(session, desk.contest_id) if one.id in missed]
    status = 422 if form else 200
    return page("office/jury/leaving.html", status=status, desk=desk, seat=seat, form=form, awaited=awaited)


@router.post("/office/{slug}/jury/seats/{seat_id:int}", name="office.jury.leave")
def leave(desk: DeskDep, seat_id: int, form: LeavingDep, session: SessionDep, now: Now, page: PageDep) -> Response:
    desk.require_sight(rules.may_run_jury)
    found = own_seat(desk, session, seat_id)
    if form.errors:
        return _leaving(page, session, desk, found, form)
    seats.leave(session, found, form.valid.reason, by=desk.viewer.id, now=now)
    shortlist_letters.made(page, session, desk.contest, now=now)
    page.say(gettext("The member has left; their sealed sheets count."))
    return page.see("office.jury", slug=desk.contest.slug)


def own_nomination(desk: Desk, session: SessionDep, position: int) -> Nomination:
    found = [one for one in contests.nominations(session, desk.contest_id) if one.position == position]
    if not found:
        raise NotYours
    return found[0]


@router.get("/office/{slug}/jury/{position:int}", name="office.jury.closing")
def closing_page(desk: DeskDep, position: int, session: SessionDep, page: PageDep) -> Response:
    desk.require(rules.may_close_judging, visible_to=rules.may_run_jury)
    nomination = own_nomination(desk, session, position)
    return _closing(page, desk, nomination, None)


def _closing(page: Page, desk: Desk, nomination: Nomination, form: Form[ClosingForm] | None) -> Response:
    is_organiser = RoleName.ORGANISER in desk.roles
    return page("office/jury/closing.html", status=422 if form else 200, desk=desk, nomination=nomination, form=form,
                is_organiser=is_organiser)  # fmt: skip


@router.post("/office/{slug}/jury/{position:int}", name="office.jury.close")
def close(desk: DeskDep, position: int, form: ClosingDep, session: SessionDep, now: Now, page: PageDep) -> Response:
    desk.require(rules.may_close_judging, visible_to=rules.may_run_jury)
    nomination = own_nomination(desk, session, position)
    if form.errors:
        return _closing(page, desk, nomination, form)
    made = sealing.close(session, nomination, desk.contest, form.valid.reason, by=desk.viewer.id, now=now)
    commission_letters.ended(page, session, desk.contest, nomination, made, now=now)
    checkpointing.note_sealed(page, desk.contest, [nomination], now=now)
    page.say(gettext("Judging of this nomination is closed."))
    return page.see("office.jury", slug=desk.contest.slug)
