"""The seal: closes all of one expert's sheets in a nomination, bound by hashes to what stood on them.

Marks show to nobody else until every seat of the nomination has sealed, or the chair has closed its judging with a
reason, which voids the sheets that were not sealed.
"""

import base64
import hashlib
from datetime import datetime

from sqlmodel import Session

from app import journal
from app.contests.models import Contest, Criterion, Nomination
from app.errors import RuleBroken
from app.jury import queries, rules
from app.jury.models import Closing, Seal, Seat, Sheet, SheetStatus


def seal(session: Session, seat: Seat, nomination: Nomination, contest: Contest, *, by: int, now: datetime) -> Seal:
    """Close this expert's sheets in the nomination. Every open one needs all its marks; a second seal is refused."""
    if not rules.is_open_for_judging(contest) or seat.left_at is not None:
        raise RuleBroken("judging-closed")
    if queries.seal(session, seat.id, nomination.id) is not None or queries.closing(session, nomination.id) is not None:
        raise RuleBroken("already-sealed")
    criteria = queries.criteria(session, contest.id)
    sheets = queries.open_sheets(session, seat.id, nomination.id)
    marks = queries.marks_of(session, [sheet.id for sheet, _ in sheets])
    unfinished = sum(len(marks.get(sheet.id or 0, {})) < len(criteria) for sheet, _ in sheets)
    if unfinished:
        raise RuleBroken("sheets-unfinished", count=unfinished)
    for sheet, code in sheets:
        sheet.sha256 = content_hash(sheet, code, criteria, marks.get(sheet.id or 0, {}))
    made = _stamp(session, seat, nomination, [sheet for sheet, _ in sheets], now)
    journal.write(
        session, "nomination.sealed", of=("seat", seat.id), by=by, now=now, contest_id=contest.id,
        nomination=nomination.position, sha256=made.sha256, receipt=made.receipt, sheets=len(sheets),
    )  # fmt: skip
    return made


def _stamp(session: Session, seat: Seat, nomination: Nomination, sheets: list[Sheet], now: datetime) -> Seal:
    whole = journal.canonical([seat.id, nomination.id, sorted(sheet.sha256 or "" for sheet in sheets)])
    digest = hashlib.sha256(whole.encode())
    made = Seal(
        seat_id=seat.id or 0, nomination_id=nomination.id or 0, sealed_at=now, sha256=digest.hexdigest(),
        receipt=base64.b32encode(digest.digest()).decode()[:12],
    )  # fmt: skip
    session.add(made)
    session.flush()
    for sheet in sheets:
        sheet.status, sheet.seal_id = SheetStatus.SEALED, made.id
        session.add(sheet)
    session.flush()
    return made


def content_hash(sheet: Sheet, code: str, criteria: list[Criterion], marks: dict[int, int]) -> str:
    """SHA-256 of the canonical content of a sheet: seat, code, marks by criterion with its weight, comment."""
    rows = [[one.position, one.weight_tenths, marks.get(one.id or 0)] for one in criteria]
    return hashlib.sha256(journal.canonical([sheet.seat_id, code, rows, sheet.comment]).encode()).hexdigest()


def close(
    session: Session, nomination: Nomination, contest: Contest, reason: str, *, by: int, now: datetime
) -> Closing:
    """The chair ends a nomination's judging; sheets that nobody sealed are void."""
    if not rules.is_open_for_judging(contest):
        raise RuleBroken("judging-closed")
    if is_sealed(session, nomination):
        raise RuleBroken("already-sealed")
    closing = Closing(nomination_id=nomination.id or 0, closed_at=now, closed_by=by, reason=reason)
    session.add(closing)
    voided = queries.unsealed_sheets(session, nomination.id)
    for sheet in voided:
        sheet.status = SheetStatus.VOID
        session.add(sheet)
    session.flush()
    journal.write(
        session, "nomination.closed", of=("nomination", nomination.id), by=by, now=now, contest_id=contest.id,
        reason=reason, voided=len(voided),
    )  # fmt: skip
    return closing


def is_sealed(session: Session, nomination: Nomination) -> bool:
    return nomination.id in queries.sealed_nominations(session, nomination.contest_id)
