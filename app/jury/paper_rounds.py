"""What is entered from a member's paper: marks by all criteria, or, while the quick round of the nomination lasts, one
answer for each work. Which of the two follows from the round that the nomination is in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.contests.models import Contest, Nomination
from app.db import Texts
from app.errors import RuleBroken
from app.jury import queries, shortlist_queries, shortlisting
from app.jury.models import Mark, Seat
from app.jury.progress import progress_of
from app.jury.shortlist_models import Glance

Marks = Mapping[int, Mapping[int, int]]
"""Sheet id → position of the column → value."""
ANSWER = 0
"""The position of the only column of the quick round; criteria are counted from 1."""


@dataclass(frozen=True)
class Round:
    """`columns`: position → title, which the only column of the quick round has none of. `scale`: what may be
    entered."""

    is_quick: bool
    columns: dict[int, Texts]
    scale: range

    def require(self, value: int) -> None:
        """Raises RuleBroken ``mark-outside-scale``."""
        if value not in self.scale:
            raise RuleBroken("mark-outside-scale", greatest=self.scale[-1])


def now_entered(session: Session, nomination: Nomination, contest: Contest) -> Round:
    if shortlist_queries.is_waiting(session, contest, nomination.id):
        return Round(True, {ANSWER: {}}, shortlisting.SCALES[contest.shortlist])
    criteria = queries.criteria(session, contest.id)
    return Round(False, {one.position: one.title for one in criteria}, range(contest.scale_max + 1))


def is_sealed(session: Session, here: Round, seat: Seat, nomination: Nomination) -> bool:
    """This member, or for the quick round whoever had the place before, has sealed already."""
    if not here.is_quick:
        sealed = queries.seal(session, seat.id, nomination.id) is not None
        return sealed or queries.closing(session, nomination.id) is not None
    seats = {one.id or 0: one for one in queries.seats(session, seat.contest_id)}
    sealed_by = shortlist_queries.seals(session, seat.contest_id)
    return shortlisting.answering(seat, seats, sealed_by, nomination.id or 0) is not None


def stand(session: Session, here: Round, seat: Seat, nomination: Nomination, contest: Contest, marks: Marks, *,
          now: datetime) -> None:  # fmt: skip
    """Put these onto the member's open sheets."""
    if here.is_quick:
        _answer(session, seat, nomination, marks, now)
        return
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


def _answer(session: Session, seat: Seat, nomination: Nomination, marks: Marks, now: datetime) -> None:
    known = shortlist_queries.own(session, seat.id, nomination.id)
    for sheet, _ in queries.open_sheets(session, seat.id, nomination.id):
        given = marks.get(sheet.id or 0, {})
        if ANSWER in given:
            one = known.get(sheet.id or 0) or Glance(
                seat_id=seat.id or 0, application_id=sheet.application_id, value=given[ANSWER], saved_at=now
            )
            one.value, one.saved_at = given[ANSWER], now
            session.add(one)
    session.flush()


def has_stood(session: Session, here: Round, seat: Seat, nomination: Nomination) -> bool:
    """Every open sheet has all its values: it waits for the scan."""
    ids = [sheet.id or 0 for sheet, _ in queries.open_sheets(session, seat.id, nomination.id)]
    if here.is_quick:
        return bool(ids) and set(ids) <= shortlist_queries.own(session, seat.id, nomination.id).keys()
    marks = queries.marks_of(session, ids)
    return bool(ids) and all(len(marks.get(one, {})) >= len(here.columns) for one in ids)


def left_with_nothing(session: Session, contest: Contest) -> set[tuple[int, int]]:
    """(seat, nomination) of those who have no work left there, as after stepping back from all, and are waited for
    nevertheless: what they seal is empty."""
    quick, sealed = shortlist_queries.waiting(session, contest), shortlist_queries.seals(session, contest.id)
    seats = {one.id or 0: one for one in queries.seats(session, contest.id)}
    return {
        (one.seat_id, one.nomination_id)
        for one in progress_of(session, contest.id)
        if one.is_ready and not one.needed and not (
            one.nomination_id in quick
            and shortlisting.answering(seats[one.seat_id], seats, sealed, one.nomination_id)
        )
    }  # fmt: skip


def clear(session: Session, here: Round, seat: Seat, nomination: Nomination) -> None:
    """Nothing stands on the member's open sheets any more."""
    if here.is_quick:
        for one in shortlist_queries.own(session, seat.id, nomination.id).values():
            session.delete(one)
    else:
        open_ids = [sheet.id for sheet, _ in queries.open_sheets(session, seat.id, nomination.id)]
        for mark in session.exec(select(Mark).where(col(Mark.sheet_id).in_(open_ids))):
            session.delete(mark)
    session.flush()
