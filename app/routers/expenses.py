"""What the winner spent: each expense on a line of the contract's budget, with its receipt."""

from fastapi import APIRouter, Request, Response

from app.errors import NotYours
from app.grants import contracts, evidence, papers, queries, reports
from app.grants.forms import ExpenseForm
from app.grants.models import Expense
from app.grants.papers import Looked
from app.i18n import gettext
from app.web import uploading
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, Uploads, bind
from app.web.grants import report_page, report_words
from app.web.grants.grant_access import Held, HeldGrant, OwnReport, Sender, held
from app.web.page import Page, PageDep

router = APIRouter()
BODY = 25_000_000
"""Bytes of a request with a receipt: one picture of the largest size and the form around it."""
EXPENSE = ("receipt", *ExpenseForm.model_fields)
"""The fields in the order of the page."""
ONE = "/grants/{grant_id:int}/expenses/{expense_id:int}"


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
    _compare(session, found, form, now)
    if form.errors or looked is None:
        _left(page, sender, form, looked)
        return report_page.expenses(page, found, form, status=422)
    expense = evidence.add_expense(session, found.grant, form.valid, looked.paper, by=sender.viewer.user, now=now)
    looked.keep(house.shelf)
    _say(page, found, expense, gettext("The expense is added."))
    return page.see("grants.expenses", grant_id=grant_id)


@router.get(f"{ONE}/correction", name="grants.expense")
def one(expense_id: int, held: HeldGrant, page: PageDep, session: SessionDep) -> Response:
    """The form of an expense that stands. Staff come to the expenses in their office."""
    expense = _one(session, held, expense_id)
    if not held.is_own:
        return page.see("office.grant", anchor="expenses", slug=held.place.contest.slug, grant_id=held.grant.id)
    reports.require_with_winner(session, held.grant)
    evidence.require_open(session, held.grant, expense)
    return report_page.expense(page, held, expense)


@router.post(f"{ONE}/correction", name="grants.expense.correct", max_body_size=BODY)
def correct(grant_id: int, expense_id: int, sender: Sender, files: Uploads, request: Request, house: HouseDep,
            session: SessionDep, now: Now) -> Response:  # fmt: skip
    """The receipt stays where no other one is chosen."""
    form: Form[ExpenseForm] = bind(ExpenseForm, request.state.typed)
    looked = uploading.looked_through(house, sender.viewer, files, form, "receipt", papers.receipt, required=False)
    page = Page(request, house, session, sender.viewer)
    found = held(session, sender.viewer, grant_id)
    reports.to_change(session, found.grant)
    expense = _one(session, found, expense_id)
    evidence.require_open(session, found.grant, expense)
    _compare(session, found, form, now)
    if form.errors:
        _left(page, sender, form, looked)
        return report_page.expense(page, found, expense, form, status=422)
    paper = looked.paper if looked else None
    is_other = evidence.correct_expense(
        session, found.grant, expense, form.valid, paper, by=sender.viewer.user, now=now
    )
    if looked:
        looked.keep(house.shelf)
    _say(page, found, expense, gettext("The expense is corrected.") if is_other else gettext("Nothing was changed."))
    return page.see("grants.expenses", grant_id=grant_id, anchor=f"expense-{expense_id}")


@router.post(f"{ONE}/removal", name="grants.expenses.removal")
def removal(expense_id: int, held: OwnReport, page: PageDep, session: SessionDep, now: Now) -> Response:
    expense = _one(session, held, expense_id)
    evidence.remove_expense(session, held.grant, expense, by=held.viewer.user, now=now)
    page.say(gettext("Removed."))
    return page.see("grants.expenses", grant_id=held.grant.id)


def _one(session: SessionDep, held: Held, expense_id: int) -> Expense:
    expense = queries.one_expense(session, held.grant.id, expense_id)
    if expense is None:
        raise NotYours
    return expense


def _compare(session: SessionDep, held: Held, form: Form[ExpenseForm], now: Now) -> None:
    if form.fields is not None:
        for name, slug in evidence.wrongs(session, held.grant, form.fields, now).items():
            form.refuse(name, slug)


def _left(page: Page, sender: Held, form: Form[ExpenseForm], looked: Looked | None) -> None:
    uploading.left_behind(page, sender.viewer, form, "receipt", looked)
    form.arrange(EXPENSE)


def _say(page: Page, held: Held, expense: Expense, done: str) -> None:
    """With what is odd about its date."""
    odd = report_page.told(page.session, held.place).outside(expense)
    page.say(f"{done} {report_words.outside(odd)}." if odd else done, "warn" if odd else "ok")
