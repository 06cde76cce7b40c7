"""A member's declaration of conflicts of interest for all works at once, before any of them opens; later ones are
declared on the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app import i18n, journal
from app.applications.models import Application, Status
from app.contests.models import Contest, Nomination
from app.errors import RuleBroken
from app.jury import blind, exposures, locks, masking, queries, rules, sheets
from app.jury.models import Nature, Seat, Sheet, SheetStatus
from app.jury.words import NATURE


@dataclass(frozen=True)
class Line:
    """A work as the declaration names it: nothing about whose it is, its title and its small picture only while the
    member has it."""

    sheet_id: int
    code: str
    title: str
    nomination: int
    """Its position."""
    status: SheetStatus
    nature: Nature | None
    note: str
    thumb: blind.Picture | None
    is_declared: bool


def lines(session: Session, seat: Seat) -> list[Line]:
    """This member's works by nomination and code. Four statements."""
    rows = session.execute(
        columns(col(Application.id), col(Sheet.id), col(Application.code), col(Application.title),
                col(Nomination.position), col(Sheet.status), col(Sheet.nature), col(Sheet.conflict),
                col(Sheet.dealt_at))
        .join(Application, col(Application.id) == col(Sheet.application_id))
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .where(col(Sheet.seat_id) == seat.id, col(Application.status) == Status.ADMITTED)
        .where(col(Sheet.status) != SheetStatus.VOID)
        .order_by(col(Nomination.position), col(Application.code))
    ).all()  # fmt: skip
    works = [row[0] for row in rows]
    words, thumbs = masking.words_of(session, works), blind.thumbs(session, works)
    hidden = exposures.withheld(session, seat) | {row[1] for row in rows if row[5] is SheetStatus.RECUSED}
    return [
        Line(
            sheet, code, "" if sheet in hidden else masking.blocked(title, words.get(work, ())), nomination, status,
            nature, note or "", None if sheet in hidden else next(iter(thumbs[work]), None),
            seat.declared_at is not None and seat.declared_at >= dealt_at,
        )
        for work, sheet, code, title, nomination, status, nature, note, dealt_at in rows
    ]  # fmt: skip


def declare(
    session: Session, seat: Seat, contest: Contest, found: Mapping[int, tuple[Nature, str]], *, up_to: int, by: int,
    now: datetime,
) -> int:  # fmt: skip
    """Step back from each of these sheets (id → nature and words) and say that the others are free of conflicts, of
    those up to the sheet `up_to`, the last one that was looked through. Returns how many. Sheets that are sealed or
    recused already stay as they are. Raises RuleBroken: ``judging-closed``, ``conflicts-outdated``."""
    if not rules.is_open_for_judging(contest) or seat.left_at is not None:
        raise RuleBroken("judging-closed")
    locks.seat(session, seat)
    locks.own_sheets(session, seat)
    sheets_open = [one for one in queries.sheets_of(session, seat.id) if one.status is SheetStatus.OPEN]
    works = queries.admitted(session, [one.application_id for one in sheets_open])
    if any((one.id or 0) > up_to for one in sheets_open if one.application_id in works):
        raise RuleBroken("conflicts-outdated")
    stepped_back = 0
    for sheet in sheets_open:
        if (sheet.id or 0) in found:
            nature, why = found[sheet.id or 0]
            sheets.recuse(session, sheet, seat, contest, why, by=by, now=now, nature=nature)
            stepped_back += 1
    seat.declared_at = now
    session.add(seat)
    session.flush()
    journal.write(
        session, "conflicts.declared", of=("seat", seat.id), by=by, now=now, contest_id=contest.id, number=stepped_back
    )
    return stepped_back


def in_words(nature: Nature) -> str:
    """For papers, in both official languages."""
    said = []
    for language in ("kk", "ru"):
        with i18n.speaking(language):
            said.append(i18n.gettext(NATURE[nature]))
    return " / ".join(said)


def undeclared(session: Session, seat: Seat) -> int:
    """How many of this member's works wait for the declaration."""
    found = (
        select(func.count(col(Sheet.id)))
        .join(Application, col(Application.id) == Sheet.application_id)
        .where(Sheet.seat_id == seat.id, Sheet.status == SheetStatus.OPEN, Application.status == Status.ADMITTED)
    )
    if seat.declared_at is not None:
        found = found.where(col(Sheet.dealt_at) > seat.declared_at)
    return session.exec(found).one()
