"""Sheets that were filled in on paper, of the full judging or of the quick round before it: one person enters them,
another enters them again without seeing the first reading, differences are settled with the paper in hand
(`paper_settling`). Then the values stand on the member's sheets, which the scan of the signed paper seals.

What stands was read so on the paper by two different people, each of the other's reading unaware or agreeing with the
paper in hand. Nobody but who typed it reads an entry until both are finished.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from app import journal
from app.applications.models import Application, Status
from app.contests.models import Contest, Nomination
from app.errors import RuleBroken
from app.jury import locks, masking, paper_rounds, queries, rules
from app.jury.models import Seat, Sheet, SheetStatus
from app.jury.paper_models import PaperEntry, PaperSettlement
from app.jury.paper_rounds import Marks, Round


@dataclass(frozen=True)
class Difference:
    sheet_id: int
    criterion: int
    """Its position; 0 is the answer of the quick round."""
    first: int | None
    second: int | None


def entries(session: Session, seat_id: int | None, nomination_id: int | None, *, is_quick: bool) -> list[PaperEntry]:
    return list(
        session.exec(
            select(PaperEntry)
            .where(PaperEntry.seat_id == seat_id, PaperEntry.nomination_id == nomination_id)
            .where(PaperEntry.is_quick == is_quick)
            .order_by(col(PaperEntry.number))
        )
    )


def settlement(
    session: Session, seat_id: int | None, nomination_id: int | None, *, is_quick: bool
) -> PaperSettlement | None:
    found = select(PaperSettlement).where(
        PaperSettlement.seat_id == seat_id, PaperSettlement.nomination_id == nomination_id,
        PaperSettlement.is_quick == is_quick,
    )  # fmt: skip
    return session.exec(found).first()


def of_contest(session: Session, contest_id: int | None) -> list[PaperEntry]:
    return list(
        session.exec(
            select(PaperEntry)
            .join(Nomination, col(Nomination.id) == PaperEntry.nomination_id)
            .where(Nomination.contest_id == contest_id)
            .order_by(col(PaperEntry.id))
        )
    )


def unconfirmed(session: Session, contest_id: int | None) -> list[PaperSettlement]:
    """Settled by one person, and somebody else still has to look at the paper."""
    return list(
        session.exec(
            select(PaperSettlement)
            .join(Nomination, col(Nomination.id) == PaperSettlement.nomination_id)
            .where(Nomination.contest_id == contest_id, col(PaperSettlement.stood_at).is_(None))
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


def read(entry: PaperEntry | PaperSettlement) -> dict[int, dict[int, int]]:
    return {int(sheet): {int(one): mark for one, mark in marks.items()} for sheet, marks in entry.marks.items()}


def save(
    session: Session, seat: Seat, nomination: Nomination, contest: Contest, marks: Marks, *, is_finished: bool, by: int,
    now: datetime,
) -> PaperEntry:  # fmt: skip
    """Keep what this person has read so far; with `is_finished` for good. When both readings are finished and agree,
    the values stand on the sheets.

    Raises RuleBroken: ``judging-closed``, ``already-sealed``, ``not-on-paper``, ``own-sheet``, ``paper-entered``,
    ``mark-outside-scale``, ``sheets-unfinished``."""
    here = begin(session, seat, nomination, contest, by)
    there = entries(session, seat.id, nomination.id, is_quick=here.is_quick)
    mine = next((one for one in there if one.entered_by == by), None)
    if (mine is None and len(there) == 2) or (mine is not None and mine.finished_at is not None):
        raise RuleBroken("paper-entered")
    sheets = [sheet for sheet, _ in queries.open_sheets(session, seat.id, nomination.id)]
    kept = _readable(marks, here, sheets)
    unfinished = sum(len(kept.get(str(sheet.id), {})) < len(here.columns) for sheet in sheets)
    if is_finished and unfinished:
        raise RuleBroken("sheets-unfinished", count=unfinished)
    entry = mine or PaperEntry(
        seat_id=seat.id or 0, nomination_id=nomination.id or 0, is_quick=here.is_quick, number=len(there) + 1,
        entered_by=by, saved_at=now,
    )  # fmt: skip
    entry.marks, entry.saved_at, entry.finished_at = kept, now, now if is_finished else None
    session.add(entry)
    session.flush()
    note(session, "paper.entered", here, seat, nomination, by=by, now=now, number=entry.number, is_finished=is_finished)
    if is_finished and differences(session, here, seat, nomination) == []:
        stand(session, here, seat, nomination, contest, read(entry), by=by, now=now)
    return entry


def differences(session: Session, here: Round, seat: Seat, nomination: Nomination) -> list[Difference] | None:
    """Where the two readings differ, of works that this member still judges; None until both are finished."""
    there = entries(session, seat.id, nomination.id, is_quick=here.is_quick)
    if len(there) < 2 or any(one.finished_at is None for one in there):
        return None
    first, second = (read(one) for one in there)
    there_still = {sheet.id for sheet, *_ in pile(session, seat, nomination)}
    places = sorted({
        (sheet, one) for found in (first, second) for sheet, marks in found.items() for one in marks
        if sheet in there_still
    })  # fmt: skip
    compared = [
        Difference(sheet, one, first.get(sheet, {}).get(one), second.get(sheet, {}).get(one)) for sheet, one in places
    ]
    return [one for one in compared if one.first != one.second]


def start_over(session: Session, seat: Seat, nomination: Nomination, contest: Contest, *, by: int,
               now: datetime) -> None:  # fmt: skip
    """Both readings, what was settled and the values on open sheets are thrown away, to be entered again. Raises
    RuleBroken as `save`."""
    here = begin(session, seat, nomination, contest, by)
    settled = settlement(session, seat.id, nomination.id, is_quick=here.is_quick)
    for one in (*entries(session, seat.id, nomination.id, is_quick=here.is_quick), *([settled] if settled else [])):
        session.delete(one)
    paper_rounds.clear(session, here, seat, nomination)
    note(session, "paper.started-over", here, seat, nomination, by=by, now=now)


def begin(session: Session, seat: Seat, nomination: Nomination, contest: Contest, by: int) -> Round:
    """The round that is entered, with the member's seat locked. Raises RuleBroken as `save`."""
    locks.seat(session, seat)
    if not rules.is_open_for_judging(contest) or seat.left_at is not None:
        raise RuleBroken("judging-closed")
    if not seat.on_paper:
        raise RuleBroken("not-on-paper")
    if seat.user_id == by:
        raise RuleBroken("own-sheet")
    here = paper_rounds.now_entered(session, nomination, contest)
    if paper_rounds.is_sealed(session, here, seat, nomination):
        raise RuleBroken("already-sealed")
    return here


def _readable(marks: Marks, here: Round, sheets: list[Sheet]) -> dict[str, dict[str, int]]:
    """The values of these sheets as they are stored; of anything else nothing."""
    kept: dict[str, dict[str, int]] = {}
    for sheet in sheets:
        for position, value in marks.get(sheet.id or 0, {}).items():
            here.require(value)
            if position in here.columns:
                kept.setdefault(str(sheet.id), {})[str(position)] = value
    return kept


def stand(session: Session, here: Round, seat: Seat, nomination: Nomination, contest: Contest, marks: Marks, *, by: int,
          now: datetime) -> None:  # fmt: skip
    """Two people have read these."""
    paper_rounds.stand(session, here, seat, nomination, contest, marks, now=now)
    note(session, "paper.stands", here, seat, nomination, by=by, now=now)


def note(session: Session, action: str, here: Round, seat: Seat, nomination: Nomination, *, by: int, now: datetime,
         **facts: Any) -> None:  # fmt: skip
    """No marks: whoever reads the journal may be the second reader."""
    journal.write(session, action, of=("seat", seat.id), by=by, now=now, contest_id=nomination.contest_id,
                  nomination=nomination.position, is_quick=here.is_quick, **facts)  # fmt: skip
