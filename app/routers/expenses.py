"""What the winner spent: each expense on a line of the contract's budget, with its receipt."""

from fastapi import APIRouter, Request, Response

from app.errors import NotYours
from app.grants import contracts, evidence, papers, queries, reports
from app.grants.forms import ExpenseForm
from app.i18n import gettext
from app.web import uploading
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, Uploads, bind
from app.web.grants import report_page
from app.web.grants.grant_access import HeldGrant, OwnReport, Sender, held
from app.web.page import Page, PageDep

router = APIRouter()
BODY = 25_000_000
"""Bytes of a request with a receipt: one picture of the largest size and the form around it."""
EXPENSE = ("receipt", *ExpenseForm.model_fields)
"""The fields in the order of the page."""


@router.get("/grants/{grant_id:int}/expenses", name="grants.expenses")
def show(held: HeldGrant, page: PageDep, session: SessionDep) -> Response:
    if not held.is_own:
        return page.see("office.grant", anchor="expenses", slug=held.place.contest.slug, grant_id=held.grant.id)
    contracts.require_in_force(session, held.grant)
    return report_page.expenses(page, held)


@router.post("/grants/{grant_id:int}/expenses", name="grants.expenses.add", max_body_size=BODY)
def add(grant_id: int, sender: Sender, files: Uploads, request: Request, house: HouseDep, session: SessionDep,
        now: Now) -> Response:  # fmt: skip
    form: Form[ExpenseForm] = bind(ExpenseForm, request.state.typed)
    looked = uploading.looked_through(house, sender.viewer, files, form, "receipt", papers.receipt)
    page = Page(request, house, session, sender.viewer)
    found = held(session, sender.viewer, grant_id)
    reports.to_change(session, found.grant)  # from here on no agreement drops the line that is chosen
    if form.fields is not None:
        for name, slug in evidence.wrongs(session, found.grant, form.fields, now).items():
            form.refuse(name, slug)
    if form.errors or looked is None:
        uploading.left_behind(page, sender.viewer, form, "receipt", looked)
        form.arrange(EXPENSE)
        return report_page.expenses(page, found, form, status=422)
    evidence.add_expense(session, found.grant, form.valid, looked.paper, by=sender.viewer.user, now=now)
    looked.keep(house.shelf)
    page.say(gettext("The expense is added."))
    return page.see("grants.expenses", grant_id=grant_id)


@router.post("/grants/{grant_id:int}/expenses/{expense_id:int}/removal", name="grants.expenses.removal")
def removal(expense_id: int, held: OwnReport, page: PageDep, session: SessionDep, now: Now) -> Response:
    expense = queries.one_expense(session, held.grant.id, expense_id)
    if expense is None:
        raise NotYours
    evidence.remove_expense(session, held.grant, expense, by=held.viewer.user, now=now)
    page.say(gettext("Removed."))
    return page.see("grants.expenses", grant_id=held.grant.id)
