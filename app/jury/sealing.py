"""The seal: closes all of one expert's sheets in a nomination, bound by hashes to what stood on them.

Marks show to nobody else until every seat of the nomination has sealed (see `awaiting`), or the chair has closed its
judging with a reason, which voids the sheets that were not sealed.
"""

import base64
import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.contests import queries as contests
from app.contests.models import Contest, Criterion, Nomination, RoleName
from app.errors import RuleBroken
from app.jury import awaiting, exposures, locks, queries, rules, shortlist_queries
from app.jury.models import Closing, Seal, Seat, Sheet, SheetStatus


@dataclass(frozen=True)
class Scan:
    """Signed paper sheets as they lie on the shelf."""

    sha256: str
    media_type: str


def seal(session: Session, seat: Seat, nomination: Nomination, contest: Contest, *, by: int, now: datetime,
         scan: Scan | None = None) -> Seal:  # fmt: skip
    """Close this expert's sheets in the nomination. Every open one needs all its marks; a second seal is refused.
    `scan`: of the signed sheets, where they were judged on paper."""
    locks.seat(session, seat)
    locks.own_sheets(session, seat)
    locks.contest_as_it_is(session, contest)  # nothing is readmitted to what is being sealed
    locks.nomination_as_it_is(session, nomination)
    _require_unsealed(session, seat, nomination, contest)
    require_shortlist(session, nomination, contest)
    if seat.on_paper and scan is None:
        raise RuleBroken("paper-scan-missing")
    criteria = queries.criteria(session, contest.id)
    sheets = queries.open_sheets(session, seat.id, nomination.id)
    marks = queries.marks_of(session, [sheet.id for sheet, _ in sheets])
    unfinished = sum(len(marks.get(sheet.id or 0, {})) < len(criteria) for sheet, _ in sheets)
    if unfinished:
        raise RuleBroken("sheets-unfinished", count=unfinished)
    if exposures.is_withheld(session, *(sheet for sheet, _ in sheets)):
        raise RuleBroken("works-withheld")
    for sheet, code in sheets:
        sheet.nonce = secrets.token_hex(16)
        sheet.sha256 = content_hash(sheet, code, criteria, marks.get(sheet.id or 0, {}))
    made = _stamp(session, seat, nomination, [sheet for sheet, _ in sheets], scan, now)
    awaiting.hold(session, contest, nomination, seat)
    facts = {"scan": scan.sha256} if scan else {}
    journal.write(
        session, "nomination.sealed", of=("seat", seat.id), by=by, now=now, contest_id=contest.id,
        nomination=nomination.position, sha256=made.sha256, receipt=made.receipt, sheets=len(sheets), **facts,
    )  # fmt: skip
    return made


def seal_all(session: Session, seat: Seat, contest: Contest, nominations: Collection[Nomination], *, by: int,
             now: datetime) -> list[tuple[Nomination, Seal]]:  # fmt: skip
    """Seal every one of `nominations` that is not sealed yet, or none of them: one unfinished sheet refuses all."""
    waiting = [
        one for one in nominations
        if queries.seal(session, seat.id, one.id) is None and queries.closing(session, one.id) is None
    ]  # fmt: skip
    if not waiting:
        raise RuleBroken("already-sealed")
    _lock_all(session, seat, contest, waiting)
    return [(one, seal(session, seat, one, contest, by=by, now=now)) for one in waiting]


def _lock_all(session: Session, seat: Seat, contest: Contest, nominations: Collection[Nomination]) -> None:
    """All that the seals need, before the first of them is written in the journal."""
    locks.seat(session, seat)
    locks.own_sheets(session, seat)
    locks.contest_as_it_is(session, contest)
    for nomination in sorted(nominations, key=lambda one: one.id or 0):
        locks.nomination_as_it_is(session, nomination)
    locks.benches(session, [one.id for one in nominations])


def require_shortlist(session: Session, nomination: Nomination, contest: Contest) -> None:
    """Full judging follows the shortlist round. Raises RuleBroken("shortlist-first") before it is over."""
    if shortlist_queries.is_waiting(session, contest, nomination.id):
        raise RuleBroken("shortlist-first")


def _require_unsealed(session: Session, seat: Seat, nomination: Nomination, contest: Contest) -> None:
    if not rules.is_open_for_judging(contest) or seat.left_at is not None:
        raise RuleBroken("judging-closed")
    if queries.seal(session, seat.id, nomination.id) is not None or queries.closing(session, nomination.id) is not None:
        raise RuleBroken("already-sealed")


def _stamp(
    session: Session, seat: Seat, nomination: Nomination, sheets: list[Sheet], scan: Scan | None, now: datetime
) -> Seal:
    """A seal over these sheets and over what stayed in the one that was opened again."""
    opened = queries.last_seal(session, seat.id, nomination.id)
    kept = queries.sheets_under(session, opened.id) if opened else []
    hashes = sorted(sheet.sha256 or "" for sheet in [*kept, *sheets])
    digest = hashlib.sha256(journal.canonical([seat.id, nomination.id, hashes, now.isoformat()]).encode())
    made = Seal(
        seat_id=seat.id or 0, nomination_id=nomination.id or 0, number=opened.number + 1 if opened else 1,
        sealed_at=now, sha256=digest.hexdigest(), receipt=base64.b32encode(digest.digest()).decode()[:12],
        scan_sha256=scan.sha256 if scan else None, scan_type=scan.media_type if scan else "",
    )  # fmt: skip
    session.add(made)
    session.flush()
    for sheet in [*kept, *sheets]:
        sheet.status, sheet.seal_id = SheetStatus.SEALED, made.id
        session.add(sheet)
    session.flush()
    return made


def content(sheet: Sheet, code: str, criteria: list[Criterion], marks: dict[int, int]) -> list[Any]:
    """What is sealed of a sheet: seat, code, marks by criterion with its weight, comment, and a nonce that keeps
    anybody from finding the marks by trying them."""
    rows = [[one.position, one.weight_tenths, marks.get(one.id or 0)] for one in criteria]
    return [sheet.seat_id, code, rows, sheet.comment, sheet.nonce]


def content_hash(sheet: Sheet, code: str, criteria: list[Criterion], marks: dict[int, int]) -> str:
    """SHA-256 of the canonical `content` of a sheet."""
    return hashlib.sha256(journal.canonical(content(sheet, code, criteria, marks)).encode()).hexdigest()


def close(
    session: Session, nomination: Nomination, contest: Contest, reason: str, *, by: int, now: datetime
) -> Closing:
    """The chair ends a nomination's judging; sheets that nobody sealed are void. Raises RuleBroken:
    ``organiser-closes`` if `by` is an organiser, too, who could take the chair to see marks, ``judging-closed``,
    ``shortlist-first``, ``already-sealed``."""
    locks.open_sheets(session, nomination.id)
    locks.contest(session, contest)
    locks.nomination(session, nomination)
    if (contest.id, RoleName.ORGANISER) in contests.roles_of(session, by):
        raise RuleBroken("organiser-closes")
    if not rules.is_open_for_judging(contest):
        raise RuleBroken("judging-closed")
    require_shortlist(session, nomination, contest)
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
