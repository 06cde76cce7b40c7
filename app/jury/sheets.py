"""One expert's sheet for one application: marks saved one by one, a comment, a conflict of interest."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.applications.models import Application
from app.contests.models import Contest, Criterion, Nomination
from app.errors import RuleBroken
from app.jury import exposures, locks, queries, rules, seats, sharing, shortlist_queries
from app.jury.models import Mark, Nature, Seat, Sheet, SheetStatus


def mark(
    session: Session,
    sheet: Sheet,
    seat: Seat,
    contest: Contest,
    criterion: Criterion,
    value: int,
    *,
    by: int,
    now: datetime,
) -> Mark:
    """Set one mark, 0 … `contest.scale_max`. The same value again changes nothing."""
    _require_open(session, sheet, seat, contest)
    if not 0 <= value <= contest.scale_max or criterion.contest_id != contest.id:
        raise RuleBroken("mark-outside-scale", greatest=contest.scale_max)
    found = queries.mark(session, sheet.id, criterion.id)
    old = found.value if found else None
    if found is None:
        found = Mark(sheet_id=sheet.id or 0, criterion_id=criterion.id or 0, value=value, saved_at=now)
    if old == value:
        return found
    found.value, found.saved_at = value, now
    session.add(found)
    _touch(session, sheet, now)
    _note(session, "mark.saved", sheet, contest, by=by, now=now, criterion=criterion.position, old=old, new=value)
    return found


def comment(session: Session, sheet: Sheet, seat: Seat, contest: Contest, text: str, *, by: int, now: datetime) -> None:
    _require_open(session, sheet, seat, contest)
    if sheet.comment != text:
        sheet.comment = text
        _touch(session, sheet, now)
        _note(session, "sheet.commented", sheet, contest, by=by, now=now, text=text)


def recuse(session: Session, sheet: Sheet, seat: Seat, contest: Contest, why: str, *, by: int, now: datetime,
           nature: Nature | None = None) -> None:  # fmt: skip
    """Declare a conflict of interest: the sheet neither shows the application any more nor counts. Where works are
    drawn, another member gets it."""
    if not rules.may_recuse(sheet, seat, contest):
        raise RuleBroken("sheet-closed", state=sheet.status.value)
    is_drawn = sharing.rule(session, contest.id) is not None
    if is_drawn:
        locks.contest(session, contest)
    sheet.status, sheet.conflict, sheet.nature = SheetStatus.RECUSED, why, nature
    _touch(session, sheet, now)
    _note(session, "sheet.recused", sheet, contest, by=by, now=now, why=why, nature=nature)
    if is_drawn:
        seats.deal_late(session, contest, by=by, now=now)


def come_back(session: Session, sheet: Sheet, seat: Seat, contest: Contest, *, by: int, now: datetime) -> None:
    """Take the recusal back; refused once this expert has sealed the nomination or the chair has closed it, and where
    the work went no further than the shortlist."""
    nomination_id = session.get_one(Application, sheet.application_id).nomination_id
    locks.nomination_as_it_is(session, session.get_one(Nomination, nomination_id))
    if not may_come_back(session, sheet, seat, contest):
        raise RuleBroken("sheet-closed", state=sheet.status.value)
    sheet.status, sheet.conflict, sheet.nature = SheetStatus.OPEN, None, None
    _touch(session, sheet, now)
    _note(session, "sheet.returned", sheet, contest, by=by, now=now)


def may_come_back(session: Session, sheet: Sheet, seat: Seat, contest: Contest) -> bool:
    if not rules.may_return(sheet, seat, contest) or queries.seal_of_sheet(session, sheet) is not None:
        return False
    application = session.get_one(Application, sheet.application_id)
    is_closed = queries.closing(session, application.nomination_id) is not None
    return not is_closed and not shortlist_queries.left_out(session, [sheet.application_id])


def _require_open(session: Session, sheet: Sheet, seat: Seat, contest: Contest) -> None:
    if not rules.is_open_for_judging(contest) or seat.left_at is not None:
        raise RuleBroken("judging-closed")
    if seat.on_paper:
        raise RuleBroken("judges-on-paper")
    if not rules.may_mark(sheet, seat, contest):
        raise RuleBroken("sheet-closed", state=sheet.status.value)
    if rules.must_declare(sheet, seat, contest):
        raise RuleBroken("conflicts-undeclared")
    if exposures.is_withheld(session, sheet):
        raise RuleBroken("work-withheld")
    if shortlist_queries.is_waiting_for(session, contest, sheet.application_id):
        raise RuleBroken("shortlist-first")


def _touch(session: Session, sheet: Sheet, now: datetime) -> None:
    sheet.saved_at, sheet.revision = now, sheet.revision + 1
    session.add(sheet)
    session.flush()


def _note(
    session: Session, action: str, sheet: Sheet, contest: Contest, *, by: int, now: datetime, **facts: Any
) -> None:
    journal.write(session, action, of=("sheet", sheet.id), by=by, now=now, contest_id=contest.id, **facts)
