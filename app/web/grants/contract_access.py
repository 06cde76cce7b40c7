"""Who may change a contract in force, note money, or send a signed paper of it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.contests import rules
from app.db import transaction
from app.errors import NotYours
from app.grants import amendments, contract_queries, contracts
from app.web.current import CurrentViewer, HouseDep, Now, SessionDep, Viewer, get_current_viewer, get_viewer
from app.web.desk import Desk, DeskDep
from app.web.grants.grant_access import Held, at_desk
from app.web.house import House


def changer(session: Session, viewer: Viewer, slug: str, grant_id: int) -> Held:
    """The organiser. The winner is told that it is not theirs to do, other staff find nothing."""
    found = at_desk(session, viewer, slug, grant_id)
    found.desk.require_sight(rules.may_change_contest)
    return found


def get_changer(slug: str, grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    return changer(session, viewer, slug, grant_id)


def get_payer(slug: str, grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    found = at_desk(session, viewer, slug, grant_id)
    found.desk.require(rules.may_pay)
    return found


def get_contract_hand(slug: str, grant_id: int, session: SessionDep, viewer: CurrentViewer) -> Held:
    """Who draws contracts up and has them signed."""
    found = at_desk(session, viewer, slug, grant_id)
    found.desk.require(rules.may_make_contracts)
    return found


def get_amendment_signer(
    request: Request, slug: str, grant_id: int, amendment_id: int, house: HouseDep, now: Now
) -> Held:
    """As `get_changer`, of a paper that can be signed, before a byte of the file is read."""

    def ask(session: Session, viewer: Viewer) -> Held:
        found = changer(session, viewer, slug, grant_id)
        row = contract_queries.amendment(session, grant_id, amendment_id)
        if row is None:
            raise NotYours
        contracts.lock(session, found.grant)
        amendments.require_signable(session, found.grant, row, now)
        return found

    return _beforehand(request, house, ask)


def _beforehand(request: Request, house: House, ask: Callable[[Session, Viewer], Held]) -> Held:
    with transaction(house.engine) as session:
        return ask(session, get_current_viewer(get_viewer(request, session)))


def get_money_desk(desk: DeskDep) -> Desk:
    """Where the register of payments lies: the organiser and the accountant."""
    desk.require_sight(rules.may_pay)
    return desk


def get_terms_desk(desk: DeskDep) -> Desk:
    """Rates and days: the organiser and the accountant decide, the secretary may look."""
    desk.require_sight(rules.may_see_grants)
    return desk


Changer = Annotated[Held, Depends(get_changer, scope="function")]
Payer = Annotated[Held, Depends(get_payer, scope="function")]
ContractHand = Annotated[Held, Depends(get_contract_hand, scope="function")]
AmendmentSigner = Annotated[Held, Depends(get_amendment_signer, scope="function")]
MoneyDesk = Annotated[Desk, Depends(get_money_desk, scope="function")]
TermsDesk = Annotated[Desk, Depends(get_terms_desk, scope="function")]
