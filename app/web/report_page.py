"""The pages of a report: what everybody reads of it, the winner's form, the expenses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.applications import queries as applications
from app.applications.models import Activity
from app.contests.models import Nomination
from app.grants import contracts, queries, reports
from app.grants.checklist import NEEDED, Checklist, Problem, checklist
from app.grants.models import Evidence, EvidenceKind, Expense, Report
from app.grants.queries import Place
from app.grants.spending import LineSpent, spending
from app.i18n import local, money, pick
from app.web import report_words
from app.web.forms import Form
from app.web.grant_access import Held
from app.web.page import Page

TEXTS = ("done", "results", "participants", "story")


@dataclass(frozen=True)
class Told:
    """A report with its proofs, as it stands."""

    report: Report
    activities: Sequence[Activity]
    unit: str
    """What the nomination counts its results in; empty where it does not say."""
    promised: list[str]
    """«Берег: 1 200,5 м»: the results that the application promised."""
    evidence: Sequence[Evidence]
    expenses: Sequence[Expense]
    lacks: Checklist

    def of_kind(self, kind: str) -> list[Evidence]:
        return [item for item in self.evidence if item.kind == EvidenceKind(kind)]

    def line(self, expense: Expense) -> LineSpent | None:
        return next((line for line in self.lacks.spending.lines if line.line_id == expense.budget_line_id), None)

    @property
    def may_change(self) -> bool:
        return self.report.status in reports.WITH_THE_WINNER


def told(session: Session, place: Place) -> Told:
    report = queries.report(session, place.grant.id)
    evidence, expenses = queries.evidence(session, report.id), queries.expenses(session, report.id)
    lines = queries.granted_lines(session, place.application.id)
    found = spending(lines, expenses, granted=place.grant.amount, paid=queries.paid(session, place.grant.id))
    nomination = session.get_one(Nomination, place.application.nomination_id)
    return Told(
        report, applications.activities(session, place.application.id), pick(nomination.result_unit), _promised(place),
        evidence, expenses, checklist(report, evidence, found),
    )  # fmt: skip


def _promised(place: Place) -> list[str]:
    rows = place.application.answers.get("results", [])
    return [f"{row.get('what', '')}: {row.get('number', '')} {row.get('unit', '')}" for row in rows]


def show(
    page: Page, held: Held, now: datetime, form: Form[Any] | None = None, *, video: Form[Any] | None = None,
    publication: Form[Any] | None = None, refused: list[Problem] | None = None, status: int = 200,
) -> Response:  # fmt: skip
    """`refused`: what stood in the way of handing it in."""
    found = told(page.session, held.place)
    text = form or Form[Any]({name: getattr(found.report, name) for name in TEXTS})
    return page(
        "grants/report.html", status=status, place=held.place, told=found, form=text, video=video, needed=NEEDED,
        publication=publication, refused=refused or [], texts=report_words.TEXTS, problem=report_words.problem,
        is_overdue=reports.is_overdue(found.report, local(now).date()),
    )  # fmt: skip


def expenses(page: Page, held: Held, form: Form[Any] | None = None, *, status: int = 200) -> Response:
    found = told(page.session, held.place)
    lines = found.lacks.spending.lines
    options = [(str(line.line_id), f"{line.name} — {money(line.granted)}") for line in lines]
    return page(
        "grants/expenses.html", status=status, place=held.place, told=found, form=form or Form(), options=options,
        contract=contracts.require_in_force(page.session, held.grant),
    )  # fmt: skip
