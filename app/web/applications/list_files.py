"""The list as a file for a spreadsheet: with names for those who may know them, under codes for the commission."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from starlette.responses import Response

from app import journal
from app.applications import list_queries
from app.applications.list_queries import Filters, Row
from app.applications.models import Status
from app.contests.models import ContestKind
from app.documents import sheets
from app.documents.sheets import Table
from app.i18n import gettext, pick
from app.jury import masking
from app.web.applications import admission_list, list_columns
from app.web.applications.admission_list import Asked
from app.web.applications.list_columns import Column
from app.web.desk import Desk
from app.web.page import Page


def identified(page: Page, desk: Desk, asked: Asked, form: str, *, is_whole: bool, now: datetime) -> Response:
    """Everything that the filters let through. `is_whole`: every column, not only those of the list. That somebody
    carried it away stands in the journal."""
    session, contest = page.session, desk.contest
    filters = admission_list.filters_of(session, contest, asked)
    rows = list_queries.rows(session, contest.id, filters, whole=True)
    columns = [
        one for one in list_columns.of(contest.kind) if is_whole or one.is_basic or one.name in asked.columns
    ]  # fmt: skip
    journal.write(
        session, "applications.exported", of=("contest", contest.id), by=desk.viewer.id, now=now,
        contest_id=contest.id, rows=len(rows), columns=[one.name for one in columns],
        filters={name: value for name, value in asked.model_dump(exclude={"page", "columns"}).items() if value},
    )  # fmt: skip
    notes = admission_list.described(session, contest, asked, now)
    return _file(page, desk, _table(_title(desk), columns, rows, notes), form)


def blind(page: Page, desk: Desk, form: str) -> Response:
    """What is judged, in the order of its codes: nothing by which anybody would know whose it is."""
    contest = desk.contest
    found = list_queries.rows(page.session, contest.id, Filters(status=Status.ADMITTED), whole=True)
    rows = sorted(found, key=lambda row: (row.nomination.position, row.application.code))
    notes = [f"{pick(contest.title)}, {contest.edition}"]
    table = _table(_title(desk), list_columns.blind(contest.kind), rows, notes)
    words = masking.words_of(page.session, [row.application.id for row in rows])
    covered = [
        [masking.blocked(cell, words.get(row.application.id or 0, ())) if isinstance(cell, str) else cell
         for cell in line]
        for line, row in zip(table.rows, rows, strict=True)
    ]  # fmt: skip
    return _file(page, desk, replace(table, rows=covered), form, "-codes")


def _title(desk: Desk) -> str:
    return gettext("Works") if desk.contest.kind is ContestKind.DRAWING else gettext("Applications")


def _table(title: str, columns: Sequence[Column], rows: Sequence[Row], notes: Sequence[str]) -> Table:
    heads = [gettext(column.label) for column in columns]
    return Table(title, heads, [[column.tell(row) for column in columns] for row in rows], notes)


def _file(page: Page, desk: Desk, table: Table, form: str, suffix: str = "") -> Response:
    name = f"{desk.contest.slug}{suffix}"
    if form == "csv":
        return page.file(sheets.csv(table), "text/csv; charset=utf-8", f"{name}.csv")
    return page.file(sheets.xlsx(table), sheets.XLSX, f"{name}.xlsx")
