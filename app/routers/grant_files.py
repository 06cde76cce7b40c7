"""Files of a report, for the winner and for staff: originals as downloads, pictures of our own making to look at."""

from fastapi import APIRouter, Response

from app.errors import NotYours
from app.grants import papers, queries
from app.web import downloads
from app.web.current import HouseDep, SessionDep
from app.web.grants.grant_access import HeldGrant

router = APIRouter()


@router.get("/grants/{grant_id:int}/report/evidence/{evidence_id:int}", name="grants.evidence")
def original(evidence_id: int, held: HeldGrant, house: HouseDep, session: SessionDep) -> Response:
    item = queries.one_evidence(session, held.grant.id, evidence_id)
    if item is None or item.sha256 is None:
        raise NotYours
    name = papers.name(f"{item.kind}-{item.id}", item.media_type)
    return downloads.stored(house.shelf, item.sha256, item.media_type, name)


@router.get("/grants/{grant_id:int}/report/evidence/{evidence_id:int}/picture", name="grants.evidence.picture")
def picture(evidence_id: int, held: HeldGrant, house: HouseDep, session: SessionDep) -> Response:
    item = queries.one_evidence(session, held.grant.id, evidence_id)
    if item is None or not item.clean_sha256:
        raise NotYours
    return downloads.clean(house.shelf, item.clean_sha256)


@router.get("/grants/{grant_id:int}/report/evidence/{evidence_id:int}/thumb", name="grants.evidence.thumb")
def thumb(evidence_id: int, held: HeldGrant, house: HouseDep, session: SessionDep) -> Response:
    item = queries.one_evidence(session, held.grant.id, evidence_id)
    if item is None or not item.thumb_sha256:
        raise NotYours
    return downloads.clean(house.shelf, item.thumb_sha256)


@router.get("/grants/{grant_id:int}/expenses/{expense_id:int}/receipt", name="grants.receipt")
def receipt(expense_id: int, held: HeldGrant, house: HouseDep, session: SessionDep) -> Response:
    expense = queries.one_expense(session, held.grant.id, expense_id)
    if expense is None or expense.sha256 is None:
        raise NotYours
    name = papers.name(f"receipt-{expense.id}", expense.media_type)
    return downloads.stored(house.shelf, expense.sha256, expense.media_type, name)


@router.get("/grants/{grant_id:int}/expenses/{expense_id:int}/thumb", name="grants.receipt.thumb")
def receipt_thumb(expense_id: int, held: HeldGrant, house: HouseDep, session: SessionDep) -> Response:
    expense = queries.one_expense(session, held.grant.id, expense_id)
    if expense is None or not expense.thumb_sha256:
        raise NotYours
    return downloads.clean(house.shelf, expense.thumb_sha256)
