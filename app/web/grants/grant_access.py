"""Grants as people reach them: the winner by number, staff from their desk. Whoever else asks finds nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.contests import rules
from app.contests.rules import Roles
from app.db import transaction
from app.errors import NotAllowed, NotYours
from app.grants import contracts, copies, payments, queries, report_queries, reports
from app.grants import rules as grant_rules
from app.grants.copy_models import Copied
from app.grants.models import Grant
from app.grants.queries import Place
from app.web.current import CurrentViewer, HouseDep, SessionDep, Viewer, get_current_viewer, get_viewer
from app.web.desk import Desk
from app.web.house import House


@dataclass(frozen=True)
class Held:
    """A grant in the hands of somebody who may see it."""

    place: Place
    viewer: Viewer

    @property
    def grant(self) -> Grant:
        return self.place.grant

    @property
    def is_own(self) -> bool:
        return self.place.application.applicant_id == self.viewer.id

    @property
    def roles(self) -> Roles:
        return self.viewer.roles_in(self.place.contest.id)

    @property
    def desk(self) -> Desk:
        return Desk(self.place.contest, self.viewer, self.roles)


def held(session: Session, viewer: Viewer, grant_id: int) -> Held:
    """For the winner and for staff who see grants. Raises NotYours."""
    place = queries.get(session, grant_id)
    if place is None:
        raise NotYours
    found = Held(place, viewer)
    if not (found.is_own or rules.may_see_grants(found.roles)):
        raise NotYours
    return found


def own(session: Session, viewer: Viewer, grant_id: int, *, told: Callable[[Roles], bool]) -> Held:
    """For the winner alone. Those of whom `told` is true hear that it is not theirs to do (NotAllowed), others
    nothing (NotYours)."""
    found = held(session, viewer, grant_id)
    if not found.is_own:
        raise NotAllowed if told(found.roles) else NotYours
    return found


def at_desk(session: Session, viewer: Viewer, slug: str, grant_id: int) -> Held:
    """For staff of the contest in whose office it is asked for; the winner is told that it is not theirs to do."""
    found = held(session, viewer, grant_id)
    if found.place.contest.slug != slug:
        raise NotYours
    if not rules.may_see_grants(found.roles):
        raise NotAllowed
    return found


def get_held(grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    return held(session, viewer, grant_id)


def get_own(grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    return own(session, viewer, grant_id, told=lambda roles: False)


def get_own_details(grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    """All staff know that details are waited for; of those that are stored, only who answers for the contest knows
    that the winner may change them."""
    is_stored = queries.details(session, grant_id) is not None
    return own(session, viewer, grant_id, told=rules.may_change_contest if is_stored else rules.may_see_grants)


def get_own_report(grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    return own(session, viewer, grant_id, told=rules.may_change_contest)


def get_office_grant(slug: str, grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    """To look at, and for what the winner may not even know of: they find nothing here."""
    try:
        return at_desk(session, viewer, slug, grant_id)
    except NotAllowed as theirs:
        raise NotYours from theirs


def get_contract_maker(slug: str, grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    """Who may take a number for the contract; nobody else knows that there is such a place."""
    found = get_office_grant(slug, grant_id, session, viewer)
    found.desk.require_sight(rules.may_make_contracts)
    return found


def get_office_grant_to_change(slug: str, grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    return at_desk(session, viewer, slug, grant_id)


HeldGrant = Annotated[Held, Depends(get_held, scope="function")]
OwnGrant = Annotated[Held, Depends(get_own, scope="function")]
OwnDetails = Annotated[Held, Depends(get_own_details, scope="function")]
OwnReport = Annotated[Held, Depends(get_own_report, scope="function")]
OfficeGrant = Annotated[Held, Depends(get_office_grant, scope="function")]
ContractMaker = Annotated[Held, Depends(get_contract_maker, scope="function")]
OfficeGrantToChange = Annotated[Held, Depends(get_office_grant_to_change, scope="function")]


def _beforehand(request: Request, house: House, ask: Callable[[Session, Viewer], Held]) -> Held:
    """Who sends a file is asked in a transaction of its own: while it is looked through, nobody waits for a lock."""
    with transaction(house.engine) as session:
        return ask(session, get_current_viewer(get_viewer(request, session)))


def get_sender(request: Request, grant_id: int, house: HouseDep) -> Held:
    """The winner, while the report is theirs to change; no byte of a file has been read before."""

    def ask(session: Session, viewer: Viewer) -> Held:
        found = own(session, viewer, grant_id, told=rules.may_change_contest)
        reports.to_change(session, found.grant)
        return found

    return _beforehand(request, house, ask)


def get_signer(request: Request, slug: str, grant_id: int, house: HouseDep) -> Held:
    """Who may note the signatures of a contract that can be signed and paid: else nobody chooses a scan in vain."""

    def ask(session: Session, viewer: Viewer) -> Held:
        found = at_desk(session, viewer, slug, grant_id)
        found.desk.require(rules.may_make_contracts)
        contracts.require_signable(session, found.grant)
        payments.require_parts(session, found.grant)
        return found

    return _beforehand(request, house, ask)


def get_act_signer(request: Request, slug: str, grant_id: int, house: HouseDep) -> Held:
    """Who may keep the signed act of a report that is accepted."""

    def ask(session: Session, viewer: Viewer) -> Held:
        found = at_desk(session, viewer, slug, grant_id)
        found.desk.require(grant_rules.may_keep_acts)
        if report_queries.act(session, grant_id) is None:
            raise NotYours
        return found

    return _beforehand(request, house, ask)


def get_own_copy(grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    """Staff know that the winner sends signed pages; it is not theirs to do."""
    return own(session, viewer, grant_id, told=rules.may_see_grants)


def get_copier(request: Request, grant_id: int, paper: str, house: HouseDep) -> Held:
    """As `get_own_copy`, of a paper that is to be signed now; no byte of a file has been read before."""

    def ask(session: Session, viewer: Viewer) -> Held:
        found = own(session, viewer, grant_id, told=rules.may_see_grants)
        if paper not in list(Copied):
            raise NotYours
        copies.require_open(session, found.grant, Copied(paper))
        return found

    return _beforehand(request, house, ask)


OwnCopy = Annotated[Held, Depends(get_own_copy, scope="function")]
Copier = Annotated[Held, Depends(get_copier, scope="function")]
Sender = Annotated[Held, Depends(get_sender, scope="function")]
Signer = Annotated[Held, Depends(get_signer, scope="function")]
ActSigner = Annotated[Held, Depends(get_act_signer, scope="function")]
