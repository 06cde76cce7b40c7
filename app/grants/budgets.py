"""The budget of a contract as an additional agreement changes it: sums of lines, lines that are new, lines that are
dropped; together they stay the grant."""

from typing import Any

from sqlmodel import Session

from app.applications.models import BudgetGroup, BudgetLine
from app.errors import RuleBroken
from app.grants import contract_queries, queries
from app.grants.contract_forms import BudgetForm
from app.grants.models import Grant


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
    _require_unspent(session, grant, lines)
    return {"lines": lines}


def take_effect(session: Session, grant: Grant, changes: dict[str, Any]) -> dict[str, Any]:
    """New lines get their rows; the changes with their ids. Raises RuleBroken ``line-spent``: money was spent meanwhile
    on what is dropped."""
    _require_unspent(session, grant, changes["lines"])
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


def _require_unspent(session: Session, grant: Grant, lines: list[dict[str, Any]]) -> None:
    """A receipt stands on a line that there is."""
    spent = {one.budget_line_id for one in queries.expenses(session, queries.report(session, grant.id).id)}
    for line in lines:
        if line["before"] and not line["after"] and line["id"] in spent:
            raise RuleBroken("line-spent", name=line["name"])
