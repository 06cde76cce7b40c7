"""Sheets that were filled in on paper: one person enters them, another enters them again without seeing the first
reading, differences are settled with the paper in hand. Then the marks stand on the member's sheets, which the scan of
the signed paper seals.

Nobody but who typed it reads an entry until both are finished.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from app import journal
from app.applications.models import Application, Status
from app.contests.models import Contest, Criterion, Nomination
from app.errors import RuleBroken
from app.jury import locks, masking, queries, rules, sealing
from app.jury.models import Mark, Seat, Sheet, SheetStatus
from app.jury.paper_models import PaperEntry

Marks = Mapping[int, Mapping[int, int]]
"""Sheet id → criterion position → mark."""


@dataclass(frozen=True)
class Difference:
    sheet_id: int
    criterion: int
    """Its position."""
    first: int | None
    second: int | None


def entries(session: Session, seat_id: int | None, nomination_id: int | None) -> list[PaperEntry]:
    return list(
        session.exec(
            select(PaperEntry)
            .where(PaperEntry.seat_id == seat_id, PaperEntry.nomination_id == nomination_id)
            .order_by(col(PaperEntry.number))
        )
    )


def of_contest(session: Session, contest_id: int | None) -> list[PaperEntry]:
    return list(
        session.exec(
            select(PaperEntry)
            .join(Nomination, col(Nomination.id) == PaperEntry.nomination_id)
            .where(Nomination.contest_id == contest_id)
            .order_by(col(PaperEntry.id))
        )
    )


def pile(session: Session, seat: Seat, nomination: Nomination) -> list[tuple[Sheet, str, str]]:
    """This member's open sheets, in the order in which they were printed: sheet, code, title."""
    found = session.exec(
        select(Sheet, Application.code, Application.title)
        .where(Sheet.application_id == Application.id, Sheet.seat_id == seat.id, Sheet.status == SheetStatus.OPEN)
        .where(Application.nomination_id == nomination.id, Application.status == Status.ADMITTED)
        .order_by(col(Application.code))
    ).all()
    words = masking.words_of(session, [sheet.application_id for sheet, *_ in found])
    return [(sheet, code, masking.blocked(title, words.get(sheet.application_id, ()))) for sheet, code, title in found]


def read(entry: PaperEntry) -> dict[int, dict[int, int]]:
    return {int(sheet): {int(one): mark for one, mark in marks.items()} for sheet, marks in entry.marks.items()}


def save(
    session: Session, seat: Seat, nomination: Nomination, contest: Contest, marks: Marks, *, is_finished: bool, by: int,
    now: datetime,
) -> PaperEntry:  # fmt: skip
    """Keep what this person has read so far; with `is_finished` for good. When both readings are finished and agree,
    the marks stand on the sheets.

    Raises RuleBroken: ``judging-closed``, ``already-sealed``, ``not-on-paper``, ``own-sheet``, ``paper-entered``,
    ``mark-outside-scale``, ``sheets-unfinished``."""
    _require_enterable(session, seat, nomination, contest, by)
    there = entries(session, seat.id, nomination.id)
    mine = next((one for one in there if one.entered_by == by), None)
    if (mine is None and len(there) == 2) or (mine is not None and mine.finished_at is not None):
        raise RuleBroken("paper-entered")
    criteria, sheets = queries.criteria(session, contest.id), queries.open_sheets(session, seat.id, nomination.id)
    kept = _readable(marks, criteria, [sheet for sheet, _ in sheets], contest)
    unfinished = sum(len(kept.get(str(sheet.id), {})) < len(criteria) for sheet, _ in sheets)
    if is_finished and unfinished:
        raise RuleBroken("sheets-unfinished", count=unfinished)
    entry = mine or PaperEntry(
        seat_id=seat.id or 0, nomination_id=nomination.id or 0, number=len(there) + 1, entered_by=by, saved_at=now
    )
    entry.marks, entry.saved_at, entry.finished_at = kept, now, now if is_finished else None
    session.add(entry)
    session.flush()
    _note(session, "paper.entered", seat, nomination, by=by, now=now, number=entry.number, is_finished=is_finished)
    if is_finished and differences(session, seat, nomination) == []:
        _stand(session, seat, nomination, contest, read(entry), by=by, now=now)
    return entry


def differences(session: Session, seat: Seat, nomination: Nomination) -> list[Difference] | None:
    """Where the two readings differ; None until both are finished."""
    there = entries(session, seat.id, nomination.id)
    if len(there) < 2 or any(one.finished_at is None for one in there):
        return None
    first, second = (read(one) for one in there)
    places = sorted({(sheet, one) for found in (first, second) for sheet, marks in found.items() for one in marks})
    compared = [
        Difference(sheet, one, first.get(sheet, {}).get(one), second.get(sheet, {}).get(one)) for sheet, one in places
    ]
    return [one for one in compared if one.first != one.second]


def settle(session: Session, seat: Seat, nomination: Nomination, contest: Contest, chosen: Marks, *, by: int,
           now: datetime) -> None:  # fmt: skip
    """Say what stands on the paper wherever the readings differ. Raises RuleBroken as `save`, and ``paper-unsettled``
    if a difference is left or there is none."""
    _require_enterable(session, seat, nomination, contest, by)
    found = differences(session, seat, nomination)
    if not found or any(one.criterion not in chosen.get(one.sheet_id, {}) for one in found):
        raise RuleBroken("paper-unsettled")
    marks = read(entries(session, seat.id, nomination.id)[0])
    for one in found:
        value = chosen[one.sheet_id][one.criterion]
        _require_on_scale(value, contest)
        marks.setdefault(one.sheet_id, {})[one.criterion] = value
    _note(session, "paper.settled", seat, nomination, by=by, now=now, differences=len(found))
    _stand(session, seat, nomination, contest, marks, by=by, now=now)


def start_over(session: Session, seat: Seat, nomination: Nomination, contest: Contest, *, by: int,
               now: datetime) -> None:  # fmt: skip
    """Both readings and the marks on open sheets are thrown away, to be entered again. Raises RuleBroken as `save`."""
    _require_enterable(session, seat, nomination, contest, by)
    for entry in entries(session, seat.id, nomination.id):
        session.delete(entry)
    open_ids = [sheet.id for sheet, _ in queries.open_sheets(session, seat.id, nomination.id)]
    for mark in session.exec(select(Mark).where(col(Mark.sheet_id).in_(open_ids))):
        session.delete(mark)
    session.flush()
    _note(session, "paper.started-over", seat, nomination, by=by, now=now)


def has_stood(session: Session, seat: Seat, nomination: Nomination, contest: Contest) -> bool:
    """Every open sheet has its marks: it waits for the scan."""
    needed = len(queries.criteria(session, contest.id))
    ids = [sheet.id for sheet, _ in queries.open_sheets(session, seat.id, nomination.id)]
    marks = queries.marks_of(session, ids)
    return bool(ids) and all(len(marks.get(one or 0, {})) >= needed for one in ids)


def _require_enterable(session: Session, seat: Seat, nomination: Nomination, contest: Contest, by: int) -> None:
    locks.seat(session, seat)
    if not rules.is_open_for_judging(contest) or seat.left_at is not None:
        raise RuleBroken("judging-closed")
    if not seat.on_paper:
        raise RuleBroken("not-on-paper")
    if seat.user_id == by:
        raise RuleBroken("own-sheet")
    if queries.seal(session, seat.id, nomination.id) is not None or queries.closing(session, nomination.id) is not None:
        raise RuleBroken("already-sealed")
    sealing.require_shortlist(session, nomination, contest)


def _readable(
    marks: Marks, criteria: list[Criterion], sheets: list[Sheet], contest: Contest
) -> dict[str, dict[str, int]]:
    """The marks of these sheets as they are stored; of anything else nothing."""
    positions = [one.position for one in criteria]
    kept: dict[str, dict[str, int]] = {}
    for sheet in sheets:
        for position, value in marks.get(sheet.id or 0, {}).items():
            _require_on_scale(value, contest)
            if position in positions:
                kept.setdefault(str(sheet.id), {})[str(position)] = value
    return kept


def _require_on_scale(value: int, contest: Contest) -> None:
    if not 0 <= value <= contest.scale_max:
        raise RuleBroken("mark-outside-scale", greatest=contest.scale_max)


def _stand(session: Session, seat: Seat, nomination: Nomination, contest: Contest, marks: Marks, *, by: int,
           now: datetime) -> None:  # fmt: skip
    """Put the marks onto the member's open sheets."""
    criteria = {one.position: one.id or 0 for one in queries.criteria(session, contest.id)}
    for sheet, _ in queries.open_sheets(session, seat.id, nomination.id):
        known = {one.criterion_id: one for one in session.exec(select(Mark).where(Mark.sheet_id == sheet.id))}
        for position, value in marks.get(sheet.id or 0, {}).items():
            mark = known.get(criteria[position]) or Mark(
                sheet_id=sheet.id or 0, criterion_id=criteria[position], value=value, saved_at=now
            )
            mark.value, mark.saved_at = value, now
            session.add(mark)
        sheet.saved_at, sheet.revision = now, sheet.revision + 1
        session.add(sheet)
    session.flush()
    _note(session, "paper.stands", seat, nomination, by=by, now=now)


def _note(session: Session, action: str, seat: Seat, nomination: Nomination, *, by: int, now: datetime,
          **facts: Any) -> None:  # fmt: skip
    """No marks: whoever reads the journal may be the second reader."""
    journal.write(session, action, of=("seat", seat.id), by=by, now=now, contest_id=nomination.contest_id,
                  nomination=nomination.position, **facts)  # fmt: skip
