"""«The name is visible»: an expert says so and is without the work until the office has covered the name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app import journal
from app.applications.models import Application, Attachment, Rendition
from app.contests.models import Contest
from app.errors import RuleBroken
from app.jury import rules
from app.jury.masking_models import Exposure, PictureMask, TextMask
from app.jury.models import Seat, Sheet


def is_withheld(session: Session, *sheets: Sheet) -> bool:
    """One of these is out of its expert's hands."""
    found = select(Exposure.id).where(col(Exposure.sheet_id).in_([one.id for one in sheets]))
    return session.exec(found.where(col(Exposure.settled_at).is_(None)).limit(1)).first() is not None


def withheld(session: Session, seat: Seat) -> frozenset[int]:
    """Ids of this member's sheets that are out of their hands."""
    found = select(Exposure.sheet_id).join(Sheet, col(Sheet.id) == col(Exposure.sheet_id))
    return frozenset(session.exec(found.where(Sheet.seat_id == seat.id, col(Exposure.settled_at).is_(None))))


def tell(
    session: Session, sheet: Sheet, seat: Seat, contest: Contest, place: str, *, by: int, now: datetime
) -> Exposure:  # fmt: skip
    """A name can be read: from now on this expert gets nothing of the work until the office gives it back. Marks stay.
    Raises RuleBroken: ``sheet-closed``, ``work-withheld`` when it has been told already."""
    if not rules.may_recuse(sheet, seat, contest):
        raise RuleBroken("sheet-closed", state=sheet.status.value)
    if is_withheld(session, sheet):
        raise RuleBroken("work-withheld")
    made = Exposure(sheet_id=sheet.id or 0, told_at=now, place=place)
    session.add(made)
    session.flush()
    journal.write(session, "name.seen", of=("sheet", sheet.id), by=by, now=now, contest_id=contest.id)
    return made


def settle(session: Session, application: Application, *, by: int, now: datetime) -> list[tuple[Exposure, Seat]]:
    """The name is covered, or there was none: the work goes back to everybody who had told of it. Returns whose it was.
    Raises RuleBroken ``no-exposure`` when nobody waits."""
    rows = session.exec(
        select(Exposure, Seat)
        .join(Sheet, col(Sheet.id) == col(Exposure.sheet_id))
        .join(Seat, col(Seat.id) == col(Sheet.seat_id))
        .where(Sheet.application_id == application.id, col(Exposure.settled_at).is_(None))
        .order_by(col(Exposure.id)).with_for_update(of=Exposure)
    ).all()  # fmt: skip
    if not rows:
        raise RuleBroken("no-exposure")
    for exposure, _ in rows:
        exposure.settled_at, exposure.settled_by = now, by
        session.add(exposure)
    session.flush()
    journal.write(
        session, "name.settled", of=("application", application.id), by=by, now=now,
        contest_id=application.contest_id, sheets=len(rows),
    )  # fmt: skip
    return [(exposure, seat) for exposure, seat in rows]


@dataclass(frozen=True)
class Case:
    """A work in which somebody could read a name."""

    application: Application
    since: datetime
    places: Sequence[str]
    """In the words of those who told; never who they are."""
    waiting: int
    """Experts who are without the work."""
    is_covered: bool


def cases(session: Session, contest_id: int | None) -> list[Case]:
    """Those that wait first, each group by the time of the first word. Three statements."""
    rows = session.exec(
        select(Exposure, Application)
        .join(Sheet, col(Sheet.id) == col(Exposure.sheet_id))
        .join(Application, col(Application.id) == col(Sheet.application_id))
        .where(Application.contest_id == contest_id)
        .order_by(col(Exposure.told_at), col(Exposure.id))
    ).all()
    told: dict[int, list[Exposure]] = {}
    works = {application.id or 0: application for _, application in rows}
    for exposure, application in rows:
        told.setdefault(application.id or 0, []).append(exposure)
    covered = _covered(session, contest_id)
    made = [
        Case(works[work], min(one.told_at for one in found), [one.place for one in found if one.place],
             sum(one.settled_at is None for one in found), work in covered)
        for work, found in told.items()
    ]  # fmt: skip
    return sorted(made, key=lambda case: (not case.waiting, case.since))


def _covered(session: Session, contest_id: int | None) -> set[int]:
    from_pictures = session.exec(
        select(Attachment.application_id)
        .join(Rendition, col(Rendition.attachment_id) == col(Attachment.id))
        .join(PictureMask, col(PictureMask.rendition_id) == col(Rendition.id))
        .join(Application, col(Application.id) == col(Attachment.application_id))
        .where(Application.contest_id == contest_id)
    ).all()
    masks = session.exec(
        select(TextMask)
        .join(Application, col(Application.id) == col(TextMask.application_id))
        .where(Application.contest_id == contest_id)
    ).all()
    return set(from_pictures) | {one.application_id for one in masks if one.words}


def works_waiting(session: Session, contest_id: int | None) -> int:
    """How many works the office has to look through."""
    return session.exec(
        select(func.count(func.distinct(col(Sheet.application_id))))
        .select_from(Exposure)
        .join(Sheet, col(Sheet.id) == col(Exposure.sheet_id))
        .join(Seat, col(Seat.id) == col(Sheet.seat_id))
        .where(Seat.contest_id == contest_id, col(Exposure.settled_at).is_(None))
    ).one()
