"""A sealed sheet is opened again by two people: one asks with a reason, another agrees. The sheet as it was sealed is
kept with its hash; its expert may change it until the next seal. While it is open, nobody sees the marks of its
nomination.

Only while judging lasts, and not in a nomination that the chair has closed: after that the marks are known. What a
member sealed in the quick round is opened in the same way, all answers of a nomination together, as long as its
shortlist is not made: after that others judge by it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app import journal
from app.applications.models import Application
from app.contests.models import Contest, Nomination
from app.errors import RuleBroken
from app.jury import locks, queries, rules, shortlisting
from app.jury import shortlist_queries as asked
from app.jury.models import Seal, Seat, Sheet, SheetStatus
from app.jury.seal_models import OpenedSeal, SheetVersion, Unsealing
from app.jury.sealing import content
from app.jury.shortlist_models import Glance, GlanceSeal


def sealed_sheet(session: Session, contest: Contest, seat_id: int, code: str) -> Sheet | None:
    """The sealed sheet of this member for the work of that code."""
    return session.exec(
        select(Sheet)
        .join(Application, col(Application.id) == Sheet.application_id)
        .where(Sheet.seat_id == seat_id, Sheet.status == SheetStatus.SEALED, Application.code == code)
        .where(Application.contest_id == contest.id)
        .with_for_update(of=Sheet)
    ).first()


def propose(session: Session, contest: Contest, sheet: Sheet, reason: str, *, by: int, now: datetime) -> Unsealing:
    """Raises RuleBroken: ``judging-closed``, ``sheet-closed``, ``unsealing-waits``, ``nomination-closed``."""
    _require_openable(session, contest, sheet)
    if _waiting_for(session, sheet) is not None:
        raise RuleBroken("unsealing-waits")
    made = Unsealing(contest_id=contest.id or 0, sheet_id=sheet.id or 0, reason=reason, proposed_by=by, proposed_at=now)
    session.add(made)
    session.flush()
    _note(session, "unsealing.proposed", made, by=by, now=now, reason=reason)
    return made


def agree(session: Session, contest: Contest, unsealing: Unsealing, *, by: int, now: datetime) -> Sheet:
    """Open the sheet, keeping it as it was sealed. Neither who asked nor the expert whose sheet it is may agree.

    Raises RuleBroken as `propose`, and ``same-person``, ``own-sheet``, ``not-now``."""
    seat = session.exec(  # locked first: nothing is sealed anew over what is being opened
        select(Seat).join(Sheet, col(Sheet.seat_id) == Seat.id).where(Sheet.id == unsealing.sheet_id)
    ).one()  # fmt: skip
    locks.seat(session, seat)
    sheet = session.exec(select(Sheet).where(Sheet.id == unsealing.sheet_id).with_for_update()).one()
    locks.contest_as_it_is(session, contest)  # it is not decided on what is being opened
    nomination = _nomination(session, sheet)
    locks.nomination_as_it_is(session, nomination)
    _require_other(session, unsealing, by)
    if seat.user_id == by:
        raise RuleBroken("own-sheet")
    _require_openable(session, contest, sheet)
    unsealing.showed_marks = nomination.id in queries.sealed_nominations(session, contest.id)
    _settle(session, unsealing, is_agreed=True, by=by, now=now)
    seal = session.get_one(Seal, sheet.seal_id)
    version = _keep(session, sheet, seal, contest, unsealing)
    sheet.status, sheet.seal_id, sheet.sha256, sheet.nonce = SheetStatus.OPEN, None, None, ""
    sheet.revision += 1
    session.add(sheet)
    if session.exec(select(OpenedSeal.id).where(OpenedSeal.seal_id == seal.id)).first() is None:
        session.add(OpenedSeal(seal_id=seal.id or 0, unsealing_id=unsealing.id or 0, opened_at=now))
    session.flush()
    _note(session, "sheet.unsealed", unsealing, by=by, now=now, sha256=version.sha256, version=version.number,
          showed_marks=unsealing.showed_marks)  # fmt: skip
    return sheet


def _nomination(session: Session, sheet: Sheet) -> Nomination:
    application = session.get_one(Application, sheet.application_id)
    return session.get_one(Nomination, application.nomination_id)


def refuse(session: Session, unsealing: Unsealing, *, by: int, now: datetime) -> None:
    """The sheet stays sealed. Raises RuleBroken: ``same-person``, ``not-now``."""
    _require_other(session, unsealing, by)
    _settle(session, unsealing, is_agreed=False, by=by, now=now)
    _note(session, "unsealing.refused", unsealing, by=by, now=now)


def propose_answers(session: Session, contest: Contest, seal: GlanceSeal, reason: str, *, by: int,
                    now: datetime) -> Unsealing:  # fmt: skip
    """As `propose`, for what a member sealed in the quick round. Raises RuleBroken: ``judging-closed``,
    ``shortlist-over``, ``not-now``, ``unsealing-waits``."""
    _require_open_round(session, contest, seal)
    waits = select(Unsealing).where(Unsealing.glance_seal_id == seal.id, col(Unsealing.settled_at).is_(None))
    if session.exec(waits).first() is not None:
        raise RuleBroken("unsealing-waits")
    made = Unsealing(contest_id=contest.id or 0, glance_seal_id=seal.id, reason=reason, proposed_by=by, proposed_at=now)
    session.add(made)
    session.flush()
    _note(session, "unsealing.proposed", made, by=by, now=now, reason=reason)
    return made


def agree_on_answers(session: Session, contest: Contest, unsealing: Unsealing, *, by: int, now: datetime) -> None:
    """As `agree`: the answers are the member's own again, what was sealed is kept. Raises RuleBroken as
    `propose_answers`, and ``same-person``, ``own-sheet``, ``not-now``."""
    seal = session.get_one(GlanceSeal, unsealing.glance_seal_id)
    seat, nomination = session.get_one(Seat, seal.seat_id), session.get_one(Nomination, seal.nomination_id)
    locks.seat(session, seat)
    shortlisting.take_turn(session, contest, nomination)  # the list is not made of what is being opened
    _require_other(session, unsealing, by)
    if seat.user_id == by:
        raise RuleBroken("own-sheet")
    _require_open_round(session, contest, seal)
    version = SheetVersion(
        glance_seal_id=seal.id, number=1, unsealing_id=unsealing.id or 0,
        content=shortlisting.sealed_content(seal, asked.under_seal(session, seal.id)), sha256=seal.sha256,
        sealed_at=seal.sealed_at, seal_sha256=seal.sha256, receipt=seal.receipt,
    )  # fmt: skip
    session.add(version)
    for answer in session.exec(select(Glance).where(Glance.seal_id == seal.id)).all():
        answer.seal_id = None
        session.add(answer)
    _settle(session, unsealing, is_agreed=True, by=by, now=now)
    _note(session, "answers.unsealed", unsealing, by=by, now=now, sha256=seal.sha256, receipt=seal.receipt)


def answers_of_contest(session: Session, contest_id: int | None) -> list[tuple[Unsealing, Seat, Nomination]]:
    """Requests about answers of the quick round, the newest first, each with whose, and in which nomination."""
    rows = session.exec(
        select(Unsealing, Seat, Nomination)
        .select_from(Unsealing)
        .join(GlanceSeal, col(GlanceSeal.id) == Unsealing.glance_seal_id)
        .join(Seat, col(Seat.id) == GlanceSeal.seat_id)
        .join(Nomination, col(Nomination.id) == GlanceSeal.nomination_id)
        .where(Unsealing.contest_id == contest_id)
        .order_by(col(Unsealing.id).desc())
    ).all()
    return [(row[0], row[1], row[2]) for row in rows]


def _require_open_round(session: Session, contest: Contest, seal: GlanceSeal) -> None:
    if not rules.is_open_for_judging(contest):
        raise RuleBroken("judging-closed")
    if not asked.is_waiting(session, contest, seal.nomination_id):
        raise RuleBroken("shortlist-over")
    holds = asked.seal(session, seal.seat_id, seal.nomination_id)
    if holds is None or holds.id != seal.id:
        raise RuleBroken("not-now", state="agreed")
    if session.get_one(Seat, seal.seat_id).left_at is not None:
        raise RuleBroken("not-now", state="left")


def one(session: Session, contest_id: int | None, unsealing_id: int) -> Unsealing | None:
    return session.exec(
        select(Unsealing).where(Unsealing.id == unsealing_id, Unsealing.contest_id == contest_id)
    ).first()


def of_contest(session: Session, contest_id: int | None) -> list[tuple[Unsealing, Seat, Nomination, str]]:
    """The newest first, each with whose sheet, in which nomination, and the code of the work."""
    rows = session.exec(
        select(Unsealing, Seat, Nomination, Application.code)
        .select_from(Unsealing)
        .join(Sheet, col(Sheet.id) == Unsealing.sheet_id)
        .join(Seat, col(Seat.id) == Sheet.seat_id)
        .join(Application, col(Application.id) == Sheet.application_id)
        .join(Nomination, col(Nomination.id) == Application.nomination_id)
        .where(Unsealing.contest_id == contest_id)
        .order_by(col(Unsealing.id).desc())
    ).all()
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def opened(session: Session, contest_id: int | None) -> list[tuple[Unsealing, Seat, Nomination, str]]:
    """Sheets that two people opened, the earliest first, each as in `of_contest`."""
    agreed = [row for row in of_contest(session, contest_id) if row[0].is_agreed]
    return sorted(agreed, key=lambda row: (row[0].settled_at or row[0].proposed_at, row[0].id or 0))


def versions(session: Session, sheet_id: int | None) -> list[SheetVersion]:
    return list(
        session.exec(select(SheetVersion).where(SheetVersion.sheet_id == sheet_id).order_by(col(SheetVersion.number)))
    )


def _require_openable(session: Session, contest: Contest, sheet: Sheet) -> None:
    application = session.get_one(Application, sheet.application_id)
    if not rules.is_open_for_judging(contest):
        raise RuleBroken("judging-closed")
    if queries.closing(session, application.nomination_id) is not None:
        raise RuleBroken("nomination-closed")
    if sheet.status is not SheetStatus.SEALED:
        raise RuleBroken("sheet-closed", state=sheet.status.value)
    if session.get_one(Seat, sheet.seat_id).left_at is not None:
        raise RuleBroken("not-now", state="left")


def _waiting_for(session: Session, sheet: Sheet) -> Unsealing | None:
    return session.exec(
        select(Unsealing).where(Unsealing.sheet_id == sheet.id, col(Unsealing.settled_at).is_(None))
    ).first()


def _require_other(session: Session, unsealing: Unsealing, by: int) -> None:
    session.refresh(unsealing, with_for_update=True)
    if unsealing.settled_at is not None:
        raise RuleBroken("not-now", state="agreed" if unsealing.is_agreed else "refused")
    if unsealing.proposed_by == by:
        raise RuleBroken("same-person")


def _settle(session: Session, unsealing: Unsealing, *, is_agreed: bool, by: int, now: datetime) -> None:
    unsealing.is_agreed, unsealing.settled_by, unsealing.settled_at = is_agreed, by, now
    session.add(unsealing)
    session.flush()


def _keep(session: Session, sheet: Sheet, seal: Seal, contest: Contest, unsealing: Unsealing) -> SheetVersion:
    before = select(func.count(col(SheetVersion.id))).where(SheetVersion.sheet_id == sheet.id)
    code = session.get_one(Application, sheet.application_id).code
    marks = queries.marks_of(session, [sheet.id]).get(sheet.id or 0, {})
    version = SheetVersion(
        sheet_id=sheet.id or 0, number=session.exec(before).one() + 1, unsealing_id=unsealing.id or 0,
        content=content(sheet, code, queries.criteria(session, contest.id), marks), sha256=sheet.sha256 or "",
        sealed_at=seal.sealed_at, seal_sha256=seal.sha256, receipt=seal.receipt,
    )  # fmt: skip
    session.add(version)
    session.flush()
    return version


def _note(session: Session, action: str, unsealing: Unsealing, *, by: int, now: datetime, **facts: Any) -> None:
    of = ("sheet", unsealing.sheet_id) if unsealing.sheet_id else ("answers", unsealing.glance_seal_id)
    journal.write(
        session, action, of=of, by=by, now=now, contest_id=unsealing.contest_id,
        unsealing=unsealing.id, **facts,
    )  # fmt: skip
