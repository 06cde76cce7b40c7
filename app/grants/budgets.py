"""The budget of a contract as an additional agreement changes it: sums of lines, lines that are new, lines that are
dropped; together they stay the grant."""

from typing import Any

from sqlmodel import Session

from app.applications.models import BudgetGroup, BudgetLine
from app.errors import RuleBroken
from app.grants import contract_queries, queries
from app.grants.contract_forms import BudgetForm
from app.grants.models import Grant
from app.grants.spending import spending


def changed(session: Session, grant: Grant, said: BudgetForm) -> dict[str, Any]:
    """What `Amendment.changes` holds. Raises RuleBroken: ``budget-differs``, ``amendment-same``, ``line-spent``."""
    wanted = {line.id: line.amount for line in said.lines}
    lines: list[dict[str, Any]] = [
        {"id": one.id, "name": one.name, "before": one.granted, "after": wanted.get(one.id, one.granted)}
        for one in contract_queries.agreed_lines(session, grant.application_id)
    ]
    lines += [{"id": None, "name": one.name, "before": 0, "after": one.amount} for one in said.added]
    total = sum(line["after"] for line in lines)
    if total != grant.amount:
        raise RuleBroken("budget-differs", budget=total, amount=grant.amount)
    if all(line["before"] == line["after"] for line in lines):
        raise RuleBroken("amendment-same")
    require_unspent(session, grant, lines)
    return {"lines": lines}


def take_effect(session: Session, grant: Grant, changes: dict[str, Any]) -> dict[str, Any]:
    """New lines get their rows; the changes with their ids. `require_unspent` was asked before."""
    present = contract_queries.agreed_lines(session, grant.application_id)
    position, lines = max((one.line.position for one in present), default=0), []
    for line in changes["lines"]:
        if line["id"] is None:
            position += 1
            line = line | {"id": _added(session, grant, line, position)}
        lines.append(line)
    return changes | {"lines": lines}


def _added(session: Session, grant: Grant, line: dict[str, Any], position: int) -> int | None:
    row = BudgetLine(
        application_id=grant.application_id, position=position, group=BudgetGroup.OTHER, name=line["name"], unit="—",
        quantity=1, price=line["after"], added_later=True,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def require_unspent(session: Session, grant: Grant, lines: list[dict[str, Any]]) -> None:
    """No line is dropped or cut below its receipts, whoever has looked at them yet. One that was exceeded before may
    stay as it is or be raised. Raises RuleBroken ``line-spent``."""
    report = queries.report(session, grant.id)
    granted, expenses = queries.granted_lines(session, grant.application_id), queries.expenses(session, report.id)
    spent = {one.line_id: one.spent for one in spending(granted, expenses, granted=grant.amount, paid=0).lines}
    for line in lines:
        known = spent.get(line["id"], 0)
        if line["after"] < min(line["before"], known):
            raise RuleBroken("line-spent", line=line["id"], name=line["name"], spent=known, asked=line["after"])
