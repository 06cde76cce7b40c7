"""The pages of a report: what everybody reads of it, the winner's form, the expenses."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.applications.answers import as_text
from app.grants import checking, contracts, periods, postponing, queries, report_queries, reports
from app.grants.account import AGES, CATEGORIES, NAMES, SEXES, Account, How
from app.grants.checking import Mark, Part, State
from app.grants.checklist import NEEDED, SENTENCES, Checklist, Problem, checklist
from app.grants.forms import ExpenseForm
from app.grants.models import Expense, Report
from app.grants.periods import Period, Remark
from app.grants.queries import Place
from app.grants.report_models import Verdict
from app.grants.spending import LineSpent
from app.i18n import local, money
from app.web.applications import conflicts
from app.web.applications.conflicts import Words
from app.web.forms import Form
from app.web.grants import report_words
from app.web.grants.grant_access import Held
from app.web.page import Page


@dataclass(frozen=True)
class Told:
    """A report as pages show it: what it tells, what it lacks, what was said of it."""

    account: Account
    verdicts: list[Verdict]
    period: Period

    @property
    def report(self) -> Report:
        return self.account.report

    @cached_property
    def lacks(self) -> Checklist:
        return checklist(self.account)

    @cached_property
    def marks(self) -> dict[str, Mark]:
        return checking.marks(self.account, self.verdicts)

    @property
    def returned(self) -> list[tuple[str, Mark]]:
        """(item, mark) that wait for the winner."""
        return [(key, mark) for key, mark in self.marks.items() if mark.state is State.RETURNED]

    def keys(self, part: Part) -> set[str]:
        """The items of one of the two checks."""
        return {item.key for item in checking.items(self.account) if item.part == part}

    def line(self, expense: Expense) -> LineSpent | None:
        return self.account.line(expense)

    def outside(self, expense: Expense) -> Remark | None:
        """Where its date lies outside of what the contract pays for."""
        return self.period.remark(expense.spent_on)

    def is_accepted(self, expense: Expense) -> bool:
        return self.marks[f"expense-{expense.id}"].state is State.ACCEPTED

    def is_returned(self, expense: Expense) -> bool:
        return self.marks[f"expense-{expense.id}"].state is State.RETURNED

    def twins(self, expense: Expense) -> list[str]:
        """The papers of other expenses with the very same file: one receipt on two lines, or counted twice."""
        others = [one for one in self.account.expenses if one.id != expense.id and one.sha256 == expense.sha256]
        return [one.paper for one in others if expense.sha256]

    @property
    def may_change(self) -> bool:
        return self.report.status in reports.WITH_THE_WINNER


def told(session: Session, place: Place) -> Told:
    account = report_queries.account(session, place)
    period = periods.of(queries.contract(session, place.grant.id), place.contest, account.report.due_on)
    return Told(account, list(report_queries.verdicts(session, account.report.id)), period)


def show(
    page: Page, held: Held, now: datetime, form: Form[Any] | None = None, *, refused: list[Problem] | None = None,
    status: int = 200, fragment: str = "", **forms: Form[Any],
) -> Response:  # fmt: skip
    """`refused`: what stood in the way of handing it in; `forms`: video, publication or later, as they were typed;
    `fragment`: the part of the page that they stand in."""
    found = told(page.session, held.place)
    others: dict[str, Any] = {"video": None, "publication": None, "later": None}
    today = local(now).date()
    return page(
        "grants/report.html", fragment=fragment, status=status, place=held.place, told=found, needed=NEEDED,
        refused=refused or [],
        form=form or Form[Any](as_text(found.report.answers)), words=report_words, page_id=secrets.token_urlsafe(8),
        sexes=SEXES, ages=AGES, categories=CATEGORIES, sentences=SENTENCES,
        is_overdue=reports.is_overdue(found.report, today),
        postponements=report_queries.postponements(page.session, found.report.id),
        days=(max(today, found.report.due_on) + timedelta(days=1),
              max(today, found.report.due_on) + timedelta(days=postponing.LONGEST)), **(others | forms),
    )  # fmt: skip


def compare(page: Page, held: Held, typed: dict[str, Any]) -> Response:
    """Two windows, one report."""
    account = report_queries.account(page.session, held.place)
    words = Words(
        lambda name: report_words.named(name, account), lambda name, side: shown(name, str(side.get(name, "")))
    )
    place = conflicts.Place(held.place.contest, report_words.TITLE, NAMES, words)
    address = page.path_for("grants.report", grant_id=held.grant.id)
    there = conflicts.There(address, f"report-{account.report.id} report", held.place.application.title)
    return conflicts.between(page, account.report, typed, place, there)


def shown(name: str, typed: str) -> str:
    return report_words.how(How(typed)) if name.endswith("-how") and typed in list(How) else typed


def expenses(page: Page, held: Held, form: Form[Any] | None = None, *, status: int = 200) -> Response:
    contract = contracts.require_in_force(page.session, held.grant)
    return _expense(page, held, form or Form(), "grants/expenses.html", status, expense=None, contract=contract)


def expense(page: Page, held: Held, one: Expense, form: Form[Any] | None = None, *, status: int = 200) -> Response:
    """One that stands, to be corrected."""
    stored = {name: str(getattr(one, name)) for name in ExpenseForm.model_fields}
    stored["amount"] = f"{one.amount:,}".replace(",", " ")
    return _expense(page, held, form or Form(stored), "grants/expense.html", status, expense=one)


def _expense(page: Page, held: Held, form: Form[Any], template: str, status: int, **context: Any) -> Response:
    found = told(page.session, held.place)
    options = [(str(line.line_id), f"{line.name} — {money(line.granted)}") for line in found.lacks.spending.lines]
    return page(
        template, fragment="grants/_expense.html", status=status, place=held.place, told=found, form=form,
        options=options, words=report_words, odd=_odd(found, form), **context,
    )  # fmt: skip


def _odd(found: Told, form: Form[Any]) -> Remark | None:
    """Of the date as it was typed."""
    try:
        return found.period.remark(date.fromisoformat(str(form.text.get("spent_on", ""))))
    except ValueError:
        return None
