"""What proves a report: photos, links, expenses with their receipts. They come and go while the winner works on it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.errors import RuleBroken
from app.grants import checking, queries, report_queries, reports
from app.grants.checking import State
from app.grants.forms import ExpenseForm, PublicationForm, VideoForm
from app.grants.models import Evidence, EvidenceKind, Expense, Grant, Report
from app.grants.papers import Paper
from app.i18n import local

MOST = {EvidenceKind.PHOTO: 30, EvidenceKind.VIDEO: 5, EvidenceKind.PUBLICATION: 20}
MOST_EXPENSES = 200
NOTED = frozenset({"amount", "budget_line_id", "spent_on", "sha256"})
"""Of an expense, what the journal tells before and after. Words stay out of it: a supplier may be a person."""


def add_photo(session: Session, grant: Grant, paper: Paper, *, by: User, now: datetime) -> Evidence:
    """Raises RuleBroken: ``file-twice``, ``evidence-many``, and what `reports.to_change` says."""
    return _add(
        session, grant, by=by, now=now, kind=EvidenceKind.PHOTO, sha256=paper.sha256, clean_sha256=paper.clean_sha256,
        thumb_sha256=paper.thumb_sha256, media_type=paper.media_type, size=paper.size,
    )  # fmt: skip


def add_film(session: Session, grant: Grant, paper: Paper, *, by: User, now: datetime) -> Evidence:
    """A video as a file. Raises as `add_photo`."""
    return _add(
        session, grant, by=by, now=now, kind=EvidenceKind.VIDEO, sha256=paper.sha256, media_type=paper.media_type,
        size=paper.size,
    )  # fmt: skip


def add_video(session: Session, grant: Grant, said: VideoForm, *, by: User, now: datetime) -> Evidence:
    return _add(session, grant, by=by, now=now, kind=EvidenceKind.VIDEO, url=said.video, caption=said.about)


def add_publication(
    session: Session, grant: Grant, said: PublicationForm, page: Paper | None, *, by: User, now: datetime
) -> Evidence:
    """`page`: the picture of it, for the day when the link is dead; it may come later."""
    return _add(
        session, grant, by=by, now=now, kind=EvidenceKind.PUBLICATION, url=said.link, caption=said.title,
        dated=said.dated, **(_of_page(page) if page else {}),
    )  # fmt: skip


def add_page(session: Session, grant: Grant, item: Evidence, page: Paper, *, by: User, now: datetime) -> Evidence:
    """The picture of a publication's page, in place of one that was there."""
    report = reports.to_change(session, grant)
    for name, value in _of_page(page).items():
        setattr(item, name, value)
    _keep(session, report, item, now)
    _note(session, "evidence.page-added", ("evidence", item.id), grant, by=by, now=now, sha256=page.sha256)
    return item


def _of_page(page: Paper) -> dict[str, Any]:
    return {"sha256": page.sha256, "clean_sha256": page.clean_sha256 or None, "thumb_sha256": page.thumb_sha256,
            "media_type": page.media_type, "size": page.size}  # fmt: skip


def caption(session: Session, grant: Grant, item: Evidence, text: str, *, by: User, now: datetime) -> Evidence:
    report = reports.to_change(session, grant)
    if item.caption != text:
        item.caption, report.saved_at = text, now
        session.add_all([item, report])
    return item


def remove(session: Session, grant: Grant, item: Evidence, *, by: User, now: datetime) -> None:
    reports.to_change(session, grant)
    _note(session, "evidence.removed", ("evidence", item.id), grant, by=by, now=now, kind=EvidenceKind(item.kind).value)
    session.delete(item)


def add_expense(session: Session, grant: Grant, said: ExpenseForm, paper: Paper, *, by: User, now: datetime) -> Expense:
    """What only the grant can tell was asked before: `wrongs`. Raises RuleBroken ``evidence-many``."""
    report = reports.to_change(session, grant)
    if len(queries.expenses(session, report.id)) >= MOST_EXPENSES:
        raise RuleBroken("evidence-many", most=MOST_EXPENSES)
    expense = Expense(report_id=report.id or 0, added_at=now, **_of_receipt(paper), **said.model_dump())
    _keep(session, report, expense, now)
    facts = {"amount": said.amount, "line": said.budget_line_id, "sha256": paper.sha256}
    _note(session, "expense.added", ("expense", expense.id), grant, by=by, now=now, **facts)
    return expense


def correct_expense(
    session: Session, grant: Grant, expense: Expense, said: ExpenseForm, paper: Paper | None, *, by: User, now: datetime
) -> bool:
    """As `add_expense`, of one that stands; `paper`: in place of its receipt. Whether anything is different now: it is
    checked anew then. Raises RuleBroken: ``expense-accepted``, and what `reports.to_change` says."""
    report = reports.to_change(session, grant)
    require_open(session, grant, expense)
    values = said.model_dump() | (_of_receipt(paper) if paper else {})
    before = {name: getattr(expense, name) for name in values}
    changed = sorted(name for name, value in values.items() if value != before[name])
    if not changed:
        return False
    for name in changed:
        setattr(expense, name, values[name])
    _keep(session, report, expense, now)
    facts = {name: [before[name], values[name]] for name in changed if name in NOTED}
    _note(session, "expense.corrected", ("expense", expense.id), grant, by=by, now=now, changed=changed, **facts)
    return True


def require_open(session: Session, grant: Grant, expense: Expense) -> None:
    """What the office has accepted stays as it was accepted. Raises RuleBroken ``expense-accepted``."""
    account = reports.account_of(session, grant)
    found = checking.marks(account, report_queries.verdicts(session, account.report.id))
    if found[f"expense-{expense.id}"].state is State.ACCEPTED:
        raise RuleBroken("expense-accepted")


def _of_receipt(paper: Paper) -> dict[str, Any]:
    return {"sha256": paper.sha256, "thumb_sha256": paper.thumb_sha256, "media_type": paper.media_type,
            "size": paper.size}  # fmt: skip


def wrongs(session: Session, grant: Grant, said: ExpenseForm | PublicationForm, now: datetime) -> dict[str, str]:
    """Field → slug of what only the grant and the day can tell."""
    day = {"spent_on": said.spent_on} if isinstance(said, ExpenseForm) else {"dated": said.dated}
    found = {name: "date-ahead" for name, value in day.items() if value > local(now).date()}
    if isinstance(said, ExpenseForm):
        lines = {line.id for line in queries.granted_lines(session, grant.application_id)}
        found |= {} if said.budget_line_id in lines else {"budget_line_id": "choice"}
    return found


def remove_expense(session: Session, grant: Grant, expense: Expense, *, by: User, now: datetime) -> None:
    """Raises RuleBroken: ``expense-accepted``, and what `reports.to_change` says."""
    reports.to_change(session, grant)
    require_open(session, grant, expense)
    _note(session, "expense.removed", ("expense", expense.id), grant, by=by, now=now, amount=expense.amount)
    session.delete(expense)


def _add(session: Session, grant: Grant, *, by: User, now: datetime, kind: EvidenceKind, **values: object) -> Evidence:
    report = reports.to_change(session, grant)
    present = [item for item in queries.evidence(session, report.id) if item.kind == kind]
    is_file = kind is not EvidenceKind.PUBLICATION  # two posts may have one picture
    if is_file and any(item.sha256 and item.sha256 == values.get("sha256") for item in present):
        raise RuleBroken("file-twice")
    if any(values.get("url") and item.url == values["url"] for item in present):
        raise RuleBroken("link-twice")
    if len(present) >= MOST[kind]:
        raise RuleBroken("evidence-many", most=MOST[kind])
    item = Evidence.model_validate({"report_id": report.id, "kind": kind, "added_at": now, **values})
    _keep(session, report, item, now)
    _note(session, "evidence.added", ("evidence", item.id), grant, by=by, now=now, kind=kind.value)
    return item


def _keep(session: Session, report: Report, item: Evidence | Expense, now: datetime) -> None:
    report.saved_at = now
    session.add_all([report, item])
    session.flush()


def _note(
    session: Session, action: str, of: tuple[str, int | None], grant: Grant, *, by: User, now: datetime, **facts: Any
) -> None:
    journal.write(session, action, of=of, by=by.id, now=now, contest_id=grant.contest_id, grant=grant.id, **facts)
