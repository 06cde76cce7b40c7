"""Who has which role in this contest. Organisers grant the others; operators alone grant organisers."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.accounts import queries as accounts
from app.accounts.forms import PersonName
from app.accounts.models import Language, User
from app.contests import roles, rules
from app.contests.models import Role, RoleName
from app.contests.queries import roles_of
from app.errors import NotAllowed, NotYours, RuleBroken
from app.fields import Email, Fields
from app.i18n import gettext
from app.jury import commission, seats
from app.jury import queries as jury
from app.web.accounts import invitations
from app.web.contests.overseer import OverseerDesk
from app.web.current import JURY, Now, SessionDep
from app.web.desk import Desk
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep
from app.web.role_names import ROLES, role_name

router = APIRouter()


class Grant(Fields):
    email: Email
    name: PersonName
    language: Language
    role: RoleName


@router.get("/office/{slug}/people", name="office.people")
def show(desk: OverseerDesk, page: PageDep) -> Response:
    _require(desk)
    return _show(page, desk, Form({"language": page.language, "role": RoleName.EXPERT.value}))


@router.post("/office/{slug}/people", name="office.people.grant")
def grant(form: Annotated[Form[Grant], Depends(submitted(Grant))], desk: OverseerDesk, page: PageDep,
          session: SessionDep, now: Now) -> Response:  # fmt: skip
    _require(desk, organiser=form.text.get("role") == RoleName.ORGANISER)
    if form.errors:
        return _show(page, desk, form)
    said = form.valid
    _require_no_vote(session, desk, said)
    user = invitations.give_role(
        page.house, session, desk.contest, email=said.email, name=said.name, language=said.language, role=said.role,
        by=desk.viewer.id, now=now,
    )  # fmt: skip
    page.say(gettext("%(name)s: %(role)s. A letter is on its way.") % {"name": user.name, "role": role_name(said.role)})
    return page.see("office.people", slug=desk.contest.slug)


def _require_no_vote(session: SessionDep, desk: Desk, said: Grant) -> None:
    """A secretary reads names, so nobody who votes becomes one."""
    user = accounts.by_email(session, said.email) if said.role is RoleName.SECRETARY else None
    if user is not None and user.id in jury.voters(session, desk.contest_id):
        raise RuleBroken("voter-as-secretary", name=user.name)


@router.get("/office/{slug}/people/{role_id:int}/removal", name="office.people.removal")
def removal(role_id: int, desk: OverseerDesk, page: PageDep, session: SessionDep) -> Response:
    role, user = _held(session, desk, role_id)
    return page("office/people/removal.html", desk=desk, role=role, person=user, role_name=role_name)


@router.post("/office/{slug}/people/{role_id:int}/removal", name="office.people.remove")
def remove(role_id: int, desk: OverseerDesk, page: PageDep, session: SessionDep, now: Now) -> Response:
    role, user = _held(session, desk, role_id)
    roles.revoke(session, desk.contest, role, user, by=desk.viewer.id, now=now)
    _unseat(session, desk, user, now)
    invitations.tell_of_end(page.house, session, desk.contest, user, role.name, now=now)
    words = gettext("%(name)s is no longer: %(role)s. Every sign-in of theirs has been ended.")
    page.say(words % {"name": user.name, "role": role_name(role.name)})
    return page.see("office.people", slug=desk.contest.slug)


def _unseat(session: SessionDep, desk: Desk, user: User, now: Now) -> None:
    """Who may no longer judge leaves the commission; what they have sealed counts."""
    if any(contest == desk.contest_id and name in JURY for contest, name in roles_of(session, user.id or 0)):
        return
    for seat in jury.seats(session, desk.contest_id):
        if seat.user_id == user.id and seat.left_at is None:
            seats.leave(session, seat, "role revoked", by=desk.viewer.id, now=now)


def _held(session: SessionDep, desk: Desk, role_id: int) -> tuple[Role, User]:
    found = roles.one(session, desk.contest_id, role_id)
    _require(desk, organiser=found is not None and found[0].name is RoleName.ORGANISER)
    if found is None:
        raise NotYours
    return found


def _require(desk: Desk, *, organiser: bool = False) -> None:
    """Secretary and chair know that roles are granted (403); the accountant does not (404). An organiser's role is
    the operator's to give and to take: 403 for organisers, 404 for everybody else."""
    if desk.viewer.user.is_operator:
        return
    if organiser and rules.may_grant_roles(desk.roles):
        raise NotAllowed
    desk.require(rules.may_grant_roles, visible_to=rules.may_read_journal if not organiser else rules.may_grant_roles)


def _show(page: Page, desk: Desk, form: Form[Any]) -> Response:
    grantable = [name for name in ROLES if name is not RoleName.ORGANISER or desk.viewer.user.is_operator]
    return page(
        "office/people/show.html", status=422 if form.errors else 200, desk=desk, form=form,
        holders=roles.holders(page.session, desk.contest_id), role_name=role_name, organiser=RoleName.ORGANISER,
        seeing=commission.seeing_voters(page.session, desk.contest_id),
        roles=[(name.value, role_name(name)) for name in grantable], is_operator=desk.viewer.user.is_operator,
    )  # fmt: skip
