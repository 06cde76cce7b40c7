"""The shortlist round: before the full judging every member looks at every work of a nomination and answers yes or no,
or gives one to five stars. Answers are sealed; when all members have sealed, or the chair has closed the round with a
reason, the best go on (`choosing`) and only they are judged by all criteria.

Nobody sees anybody's answers before that, and nobody but the machine until the full judging is sealed. A declared
conflict of interest counts here too: the sheet that it stands on is that of the full judging.
"""

import base64
import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.contests.models import Contest, Nomination, ShortlistMode
from app.errors import RuleBroken
from app.jury import exposures, locks, queries, rules, sharing
from app.jury import shortlist_queries as asked
from app.jury.choosing import going_on
from app.jury.models import Seat, Sheet, SheetStatus
from app.jury.sealing import Scan
from app.jury.shortlist_models import Glance, GlanceSeal, Shortlist, ShortlistRow

SCALES = {ShortlistMode.OFF: range(0), ShortlistMode.YES_NO: range(2), ShortlistMode.STARS: range(1, 6)}
"""What may be answered."""


def look(session: Session, sheet: Sheet, seat: Seat, nomination: Nomination, contest: Contest, value: int, *, by: int,
         now: datetime) -> Glance:  # fmt: skip
    """Answer for one work, or answer otherwise. Raises RuleBroken: ``judging-closed``, ``shortlist-over``,
    ``already-sealed``, ``judges-on-paper``, ``sheet-closed``, ``conflicts-undeclared``, ``work-withheld``,
    ``mark-outside-scale``."""
    _require_asked(session, seat, nomination, contest)
    if seat.on_paper:
        raise RuleBroken("judges-on-paper")
    if sheet.status is not SheetStatus.OPEN:
        raise RuleBroken("sheet-closed", state=sheet.status.value)
    if rules.must_declare(sheet, seat, contest):
        raise RuleBroken("conflicts-undeclared")
    if exposures.is_withheld(session, sheet):
        raise RuleBroken("work-withheld")
    if value not in SCALES[contest.shortlist]:
        raise RuleBroken("mark-outside-scale", greatest=SCALES[contest.shortlist][-1])
    found = asked.glance(session, seat.id, sheet.application_id)
    old = found.value if found else None
    found = found or Glance(seat_id=seat.id or 0, application_id=sheet.application_id, value=value, saved_at=now)
    if old == value:
        return found
    found.value, found.saved_at = value, now
    session.add(found)
    session.flush()
    journal.write(session, "glance.saved", of=("sheet", sheet.id), by=by, now=now, contest_id=contest.id, old=old,
                  new=value)  # fmt: skip
    return found


def seal(session: Session, seat: Seat, nomination: Nomination, contest: Contest, *, by: int, now: datetime,
         scan: Scan | None = None) -> GlanceSeal:  # fmt: skip
    """Close what this member answered in the nomination; whoever is the last to do so makes the shortlist. `scan`: of
    the signed list, where it was answered on paper. Raises RuleBroken as `look`, and ``works-withheld``,
    ``glances-unfinished``, ``paper-scan-missing``."""
    locks.seat(session, seat)  # nobody takes it off, or throws its readings away, meanwhile
    take_turn(session, contest, nomination)  # of two last seals one sees the other
    _require_asked(session, seat, nomination, contest)
    if seat.on_paper and scan is None:
        raise RuleBroken("paper-scan-missing")
    sheets = queries.open_sheets(session, seat.id, nomination.id)
    if exposures.is_withheld(session, *(sheet for sheet, _ in sheets)):
        raise RuleBroken("works-withheld")
    given = asked.own(session, seat.id, nomination.id)
    if unfinished := sum(sheet.id not in given for sheet, _ in sheets):
        raise RuleBroken("glances-unfinished", count=unfinished)
    rows = [(code, given[sheet.id or 0]) for sheet, code in sheets]
    made = GlanceSeal(seat_id=seat.id or 0, nomination_id=nomination.id or 0, sealed_at=now,
                      number=asked.times_sealed(session, seat.id, nomination.id) + 1, nonce=secrets.token_hex(16),
                      sha256="", receipt="", scan_sha256=scan.sha256 if scan else None,
                      scan_type=scan.media_type if scan else "")  # fmt: skip
    digest = content_hash(made, [(code, one.value) for code, one in rows])
    made.sha256, made.receipt = digest.hex(), base64.b32encode(digest).decode()[:12]
    session.add(made)
    session.flush()
    for _, one in rows:
        one.seal_id = made.id
        session.add(one)
    session.flush()
    journal.write(session, "glances.sealed", of=("seat", seat.id), by=by, now=now, contest_id=contest.id,
                  nomination=nomination.position, sha256=made.sha256, receipt=made.receipt,
                  works=len(rows))  # fmt: skip
    settle(session, contest, nomination, by=by, now=now)
    return made


def sealed_content(seal: GlanceSeal, answers: Collection[tuple[str, int]]) -> list[Any]:
    """What is sealed: seat, nomination, answers by code, nonce and time."""
    rows = sorted([code, value] for code, value in answers)
    return [seal.seat_id, seal.nomination_id, rows, seal.nonce, seal.sealed_at.isoformat()]


def content_hash(seal: GlanceSeal, answers: Collection[tuple[str, int]]) -> bytes:
    """SHA-256 of the canonical `sealed_content`."""
    return hashlib.sha256(journal.canonical(sealed_content(seal, answers)).encode()).digest()


def close(session: Session, nomination: Nomination, contest: Contest, reason: str, *, by: int,
          now: datetime) -> Shortlist:  # fmt: skip
    """The chair ends the round without waiting for every member; what is not sealed does not count. Raises RuleBroken:
    ``judging-closed``, ``shortlist-over``."""
    take_turn(session, contest, nomination)
    _require_round(session, nomination, contest)
    return _make(session, contest, nomination, by=by, now=now, closed_by=by, reason=reason)


def settle(session: Session, contest: Contest, nomination: Nomination, *, by: int, now: datetime) -> Shortlist | None:
    """Make the shortlist if nobody is waited for any more."""
    if not rules.is_open_for_judging(contest) or not asked.is_waiting(session, contest, nomination.id):
        return None
    take_turn(session, contest, nomination)
    sealed = asked.seals(session, contest.id)
    if not any(where == nomination.id for _, where in sealed):
        return None
    seats = {seat.id or 0: seat for seat in queries.seats(session, contest.id)}
    judging = asked.judging(session, contest.id).get(nomination.id or 0, [])
    if any(answering(seat, seats, sealed, nomination.id or 0) is None for seat in judging):
        return None
    return _make(session, contest, nomination, by=by, now=now)


def answering(
    seat: Seat, seats: dict[int, Seat], sealed: dict[tuple[int, int], GlanceSeal], nomination_id: int
) -> GlanceSeal | None:
    """The seal of this member in the round, or of the member whose place this one took: a place answers once."""
    here: Seat | None = seat
    while here is not None:
        if found := sealed.get((here.id or 0, nomination_id)):
            return found
        here = seats.get(here.replaces_id or 0)
    return None


def skip_small(session: Session, contest: Contest, *, by: int | None, now: datetime) -> None:
    """Nobody is asked where there are no more works than may go on."""
    for nomination_id in sorted(asked.waiting(session, contest)):
        nomination = session.get_one(Nomination, nomination_id)
        works = asked.works(session, nomination_id)
        if len(works) <= contest.shortlist_size and not asked.sealed_glances(session, nomination_id):
            session.add(Shortlist(nomination_id=nomination_id, made_at=now, size=contest.shortlist_size,
                                  is_needed=False))  # fmt: skip
            session.flush()
            journal.write(session, "shortlist.skipped", of=("nomination", nomination_id), by=by, now=now,
                          contest_id=contest.id, nomination=nomination.position, works=len(works))  # fmt: skip


def take_turn(session: Session, contest: Contest, nomination: Nomination) -> None:
    """Of those who seal, close or open in the round one comes after the other."""
    locks.open_sheets(session, nomination.id)
    locks.contest(session, contest)
    locks.nomination(session, nomination)


def _require_round(session: Session, nomination: Nomination, contest: Contest) -> None:
    if not rules.is_open_for_judging(contest):
        raise RuleBroken("judging-closed")
    if not asked.is_waiting(session, contest, nomination.id):
        raise RuleBroken("shortlist-over")


def _require_asked(session: Session, seat: Seat, nomination: Nomination, contest: Contest) -> None:
    _require_round(session, nomination, contest)
    if seat.left_at is not None:
        raise RuleBroken("judging-closed")
    seats = {one.id or 0: one for one in queries.seats(session, contest.id)}
    if answering(seat, seats, asked.seals(session, contest.id), nomination.id or 0) is not None:
        raise RuleBroken("already-sealed")


def _make(session: Session, contest: Contest, nomination: Nomination, *, by: int, now: datetime,
          closed_by: int | None = None, reason: str = "") -> Shortlist:  # fmt: skip
    made = Shortlist(nomination_id=nomination.id or 0, made_at=now, size=contest.shortlist_size, closed_by=closed_by,
                     reason=reason)  # fmt: skip
    session.add(made)
    session.flush()
    answers: dict[int, list[int]] = {one: [] for one in asked.works(session, nomination.id)}
    for one in asked.sealed_glances(session, nomination.id):
        answers[one.application_id].append(one.value)
        one.counts = True
        session.add(one)
    chosen = going_on(answers, made.size)
    session.add_all(
        ShortlistRow(shortlist_id=made.id or 0, application_id=work, total=sum(given), voters=len(given),
                     goes_on=work in chosen)
        for work, given in answers.items()
    )  # fmt: skip
    session.flush()
    dealt = _share_out(session, contest, nomination, now)
    journal.write(
        session, "shortlist.made", of=("nomination", nomination.id), by=by, now=now, contest_id=contest.id,
        nomination=nomination.position, size=made.size, works=len(answers), going_on=sorted(chosen), reason=reason,
        dealt=dealt,
    )  # fmt: skip
    return made


def _share_out(session: Session, contest: Contest, nomination: Nomination, now: datetime) -> int:
    """Sheets of works that are left out are void; where the rest is drawn it is drawn now. Returns how many are new."""
    for sheet in asked.sheets_left_out(session, nomination.id):
        sheet.status = SheetStatus.VOID
        session.add(sheet)
    session.flush()
    if sharing.rule(session, contest.id) is not None:
        sharing.take_back(session, contest, [nomination.id or 0])
    new = sharing.missing(session, contest)
    sharing.hand_out(session, contest, new, now=now)
    return len(new)
