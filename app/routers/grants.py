"""What the winner of a grant has: where it stands, the details for the contract, the contract itself."""

from typing import Any

from fastapi import APIRouter, Response

from app.errors import RuleBroken
from app.grants import answers, banks, details, queries, report_queries, terms
from app.grants.forms import DetailsForm, OrganisationDetails, PersonDetails
from app.i18n import gettext
from app.identifiers import group_iban
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, Typed
from app.web.grants import grant_details, grant_papers
from app.web.grants.grant_access import Held, HeldGrant, OwnDetails, OwnGrant
from app.web.grants.grant_stages import course, standing
from app.web.page import Page, PageDep

router = APIRouter()
DETAILS = (
    "full_name", "full_name_ru", "bin", "iin", "document", "head_name", "head_position", "basis", "address", "phone",
    "iban", "bank", "bic", "kbe",
)  # fmt: skip
"""The fields in the order of the page, of people and of organisations."""


@router.get("/grants/{grant_id:int}", name="grants.show")
def show(held: HeldGrant, page: PageDep, session: SessionDep, now: Now) -> Response:
    """Staff who follow the winner's link come to the same grant in their office."""
    if not held.is_own:
        return page.see("office.grant", slug=held.place.contest.slug, grant_id=held.grant.id)
    found = course(session, held.place, now)
    spent = report_queries.account(session, held.place).spending if found.act else None
    return page(
        "grants/show.html", place=held.place, course=found, standing=standing(found),
        to_return=spent.to_return if spent else 0,
    )  # fmt: skip


@router.get("/grants/{grant_id:int}/details", name="grants.details")
def details_page(held: OwnDetails, page: PageDep, session: SessionDep) -> Response:
    details.require_open(session, held.grant)
    if not answers.is_accepted(session, held.grant):
        page.say(gettext("The details come after your answer: say here whether you take the grant."), "info")
        return page.see("grants.answer", grant_id=held.grant.id)
    return _details(page, held, Form(grant_details.known(session, held.place)))


@router.post("/grants/{grant_id:int}/details", name="grants.details.save")
def save(held: OwnDetails, typed: Typed, page: PageDep, session: SessionDep, house: HouseDep, now: Now) -> Response:
    details.require_open(session, held.grant)
    if not answers.is_accepted(session, held.grant):
        raise RuleBroken("answer-first")
    model = OrganisationDetails if grant_details.is_organisation(held.place) else PersonDetails
    form = grant_details.bound(model, typed, grant_details.account(session, house.keys, held.place, typed))
    if queries.details(session, held.grant.id) is None:
        _require_identifiers(held, form)
    _require_document(session, held, form)
    if form.errors:
        form.arrange(DETAILS)
        return _details(page, held, form, status=422)
    said: DetailsForm = form.valid
    details.save(session, house.keys, held.grant, said, by=held.viewer.user, now=now)
    page.say(gettext("The details are saved."))
    return page.see("grants.show", grant_id=held.grant.id)


def _require_identifiers(held: Held, form: Form[Any]) -> None:
    """Only once they are stored may they stay blank."""
    for name in ("bin" if grant_details.is_organisation(held.place) else "iin", "iban"):
        if not str(form.text.get(name, "")).strip():
            form.refuse(name, "say")


def _require_document(session: SessionDep, held: Held, form: Form[Any]) -> None:
    """Where the contest asks for it, and for people alone."""
    asks = terms.of(session, held.place.contest.id).asks_document and not grant_details.is_organisation(held.place)
    stored = queries.details(session, held.grant.id)
    if asks and not (stored and stored.document_tail) and not str(form.text.get("document", "")).strip():
        form.refuse("document", "say")


@router.post("/grants/{grant_id:int}/details/bank", name="grants.details.bank")
def bank(held: OwnDetails, typed: Typed, page: PageDep, session: SessionDep) -> Response:
    """What the account that is being typed tells of its bank; nothing is kept."""
    details.require_open(session, held.grant)
    found = banks.of(grant_details.typed_account(typed))
    return page("grants/_bank.html", found=found, bic=str(typed.get("bic", "")), differs=grant_details.differs)


def _details(page: Page, held: Held, form: Form[Any], *, status: int = 200) -> Response:
    return page(
        "grants/details.html", status=status, place=held.place, form=form,
        details=queries.details(page.session, held.grant.id), is_organisation=grant_details.is_organisation(held.place),
        bases=grant_details.bases(), asks_document=terms.of(page.session, held.place.contest.id).asks_document,
    )  # fmt: skip


@router.post("/grants/{grant_id:int}/details/values", name="grants.reveal")
def reveal(held: OwnGrant, page: PageDep, session: SessionDep, house: HouseDep, now: Now) -> Response:
    found = details.reveal(session, house.keys, held.grant, by=held.viewer.user, now=now)
    return page(
        "grants/values.html", fragment="grants/_values.html", place=held.place, identifier=found.identifier,
        account=group_iban(found.account), document=found.document,
        is_organisation=grant_details.is_organisation(held.place),
    )  # fmt: skip


@router.get("/grants/{grant_id:int}/contract", name="grants.contract")
def contract(held: HeldGrant, page: PageDep, house: HouseDep, now: Now) -> Response:
    """The PDF as it was sent, or as it would be sent now. Its numbers are in full: that staff saw them is noted."""
    return grant_papers.contract(page, house, held, now)


@router.get("/grants/{grant_id:int}/contract/word", name="grants.contract_docx")
def contract_word(held: HeldGrant, session: SessionDep, house: HouseDep, now: Now) -> Response:
    """The same for Word."""
    return grant_papers.contract_word(session, house, held, now)


@router.get("/grants/{grant_id:int}/contract/scan", name="grants.scan")
def scan(held: HeldGrant, session: SessionDep, house: HouseDep) -> Response:
    return grant_papers.scan(session, house, held)
