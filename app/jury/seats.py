"""The commission: who sits on it, for which nominations, and the sheets that are dealt to each member."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.applications.models import Application
from app.contests import queries as contests
from app.contests.models import Contest, ContestStatus, Nomination, RoleName
from app.db import Texts
from app.errors import RuleBroken
from app.jury import awaiting, locks, queries, sharing, shortlist_queries, shortlisting
from app.jury.models import Bench, Post, Seat, SheetStatus


def give(
    session: Session,
    contest: Contest,
    user: User,
    *,
    post: Post,
    name: Texts,
    occupation: Texts,
    nominations: Collection[Nomination],
    by: int | None,
    now: datetime,
) -> Seat:
    """Seat `user` on the commission for these nominations; who has left comes back to their old seat and, where all
    judge all, to the sheets that somebody took over from it. One chair, one deputy; a person has one seat; nobody joins
    a nomination whose marks can be seen or could be once. Who comes back judges, besides, what marks have been waiting
    for. Whoever has handed something in, or reads names as the contest's secretary, has no vote.

    Raises RuleBroken: ``already-seated``, ``chair-taken``, ``deputy-taken``, ``already-sealed``, ``applicant-votes``,
    ``secretary-votes``."""
    locks.contest(session, contest)
    judged = {one.id or 0 for one in nominations} if post is not Post.SECRETARY else set()
    if judged & awaiting.shown(session, contest.id):
        raise RuleBroken("already-sealed")
    return _give(session, contest, user, post, name, occupation, nominations, by=by, now=now)


def _give(
    session: Session, contest: Contest, user: User, post: Post, name: Texts, occupation: Texts,
    nominations: Collection[Nomination], *, by: int | None, now: datetime,
) -> Seat:  # fmt: skip
    present = queries.seats(session, contest.id)
    _require_free(present, user, post)
    if post is not Post.SECRETARY:
        require_impartial(session, contest, user)
    judged = {one.id or 0 for one in nominations} if post is not Post.SECRETARY else set()
    seat = next((one for one in present if one.user_id == user.id), None) or Seat(
        contest_id=contest.id or 0, user_id=user.id or 0,
        position=max((seat.position for seat in present), default=0) + 1,
    )  # fmt: skip
    seat.post, seat.name, seat.occupation, seat.given_at, seat.left_at = post, name, occupation, now, None
    session.add(seat)
    session.flush()
    _bench(session, seat, judged)
    _reopen(session, contest, seat)
    journal.write(
        session, "seat.given", of=("seat", seat.id), by=by, now=now, contest_id=contest.id, user=user.id,
        post=post.value, nominations=[one.position for one in nominations],
    )  # fmt: skip
    return seat


def _require_free(present: Collection[Seat], user: User, post: Post) -> None:
    sitting = [seat for seat in present if seat.left_at is None]
    if any(seat.user_id == user.id for seat in sitting):
        raise RuleBroken("already-seated", name=user.name)
    for single, reason in ((Post.CHAIR, "chair-taken"), (Post.DEPUTY, "deputy-taken")):
        if post is single and any(seat.post is single for seat in sitting):
            raise RuleBroken(reason)


def require_impartial(session: Session, contest: Contest, user: User) -> None:
    """A vote needs distance. Raises RuleBroken: ``applicant-votes``, ``secretary-votes``."""
    if queries.has_entered(session, contest.id, user.id or 0):
        raise RuleBroken("applicant-votes", name=user.name)
    if (contest.id, RoleName.SECRETARY) in contests.roles_of(session, user.id or 0):
        raise RuleBroken("secretary-votes", name=user.name)


def correct(session: Session, seat: Seat, name: Texts, occupation: Texts, *, on_paper: bool, by: int,
            now: datetime) -> None:  # fmt: skip
    """Write a member's name and position otherwise; say whether they judge on paper. Raises RuleBroken("paper-begun")
    if marks have come the other way already."""
    has_begun = queries.has_marked(session, seat.id) or shortlist_queries.has_open_answers(session, seat.id)
    if on_paper != seat.on_paper and has_begun:
        raise RuleBroken("paper-begun")
    seat.name, seat.occupation, seat.on_paper = name, occupation, on_paper
    session.add(seat)
    journal.write(session, "seat.corrected", of=("seat", seat.id), by=by, now=now, contest_id=seat.contest_id,
                  name=name, occupation=occupation, on_paper=on_paper)  # fmt: skip


def _bench(session: Session, seat: Seat, nominations: Collection[int]) -> None:
    """Let the seat judge exactly these, and what it has sealed before or is waited for in."""
    there = queries.benches(session, seat.id)
    for nomination_id, bench in there.items():
        stays = bench.is_awaited or queries.last_seal(session, seat.id, nomination_id) is not None
        if nomination_id not in nominations and not stays:
            session.delete(bench)
    session.add_all(Bench(seat_id=seat.id or 0, nomination_id=one) for one in sorted(set(nominations) - there.keys()))
    session.flush()


def _reopen(session: Session, contest: Contest, seat: Seat) -> None:
    """What was taken over from a seat is judged by it again, with the marks that it had. Where works are drawn the
    draw stays as it is, and what the chair has ended stays void."""
    if sharing.rule(session, contest.id) is not None:
        return
    for sheet in sharing.taken_over(session, seat.id):
        sheet.status = SheetStatus.OPEN
        session.add(sheet)
    session.flush()


def leave(session: Session, seat: Seat, reason: str, *, by: int, now: datetime) -> None:
    """The member leaves; sealed sheets stay and count, open ones are never asked for again. Where somebody has sealed
    already, marks stay closed until another member takes the place and seals, or the chair ends the judging: see
    `awaiting`. A shortlist that waited for nobody else is made."""
    contest = session.get_one(Contest, seat.contest_id)
    locks.seat(session, seat)
    waiting = shortlist_queries.waiting(session, contest) & queries.benches(session, seat.id).keys()
    for nomination_id in sorted(waiting):
        locks.open_sheets(session, nomination_id)
    locks.contest(session, contest)
    for nomination_id in sorted(waiting):
        locks.nomination(session, session.get_one(Nomination, nomination_id))
    _leave(session, seat, reason, by=by, now=now)
    for nomination_id in sorted(waiting):
        shortlisting.settle(session, contest, session.get_one(Nomination, nomination_id), by=by, now=now)


def _leave(session: Session, seat: Seat, reason: str, *, by: int, now: datetime) -> None:
    if seat.left_at is not None:
        raise RuleBroken("not-now", state="left")
    seat.left_at = now
    session.add(seat)
    session.flush()
    missed = awaiting.of_seat(session, seat)
    unsealed = [one.position for one in contests.nominations(session, seat.contest_id) if one.id in missed]
    journal.write(session, "seat.left", of=("seat", seat.id), by=by, now=now, contest_id=seat.contest_id, reason=reason,
                  unsealed=unsealed)  # fmt: skip


def replace(session: Session, contest: Contest, old: Seat, user: User, reason: str, *, name: Texts, occupation: Texts,
            by: int, now: datetime) -> Seat:  # fmt: skip
    """`user` takes the place of a member: the post and the nominations that `old` has not sealed, as long as nobody can
    have seen marks there. Blank sheets take the place of the open ones, which are void; what was sealed stays and
    counts. Raises RuleBroken as `give`, and ``already-replaced``."""
    locks.seat(session, old)
    locks.own_sheets(session, old)
    locks.contest(session, contest)
    if any(one.replaces_id == old.id for one in queries.seats(session, contest.id)):
        raise RuleBroken("already-replaced")
    seen = awaiting.shown(session, contest.id)
    if old.left_at is None:
        _leave(session, old, reason, by=by, now=now)
    left = [
        one for one in contests.nominations(session, contest.id)
        if one.id in queries.benches(session, old.id) and queries.seal(session, old.id, one.id) is None
        and queries.closing(session, one.id) is None
    ]  # fmt: skip
    is_open = [one for one in left if one.id not in seen]
    if left and not is_open:
        raise RuleBroken("already-sealed")
    seat = _give(session, contest, user, old.post, name, occupation, is_open, by=by, now=now)
    seat.replaces_id, seat.on_paper = old.id, old.on_paper
    session.add(seat)
    awaiting.pass_on(session, old, seat)
    taken = _take_over(session, contest, old, seat, now)
    journal.write(session, "seat.replaced", of=("seat", seat.id), by=by, now=now, contest_id=contest.id,
                  replaces=old.id, reason=reason, sheets=taken)  # fmt: skip
    return seat


def _take_over(session: Session, contest: Contest, old: Seat, new: Seat, now: datetime) -> int:
    there = {sheet.application_id for sheet in queries.sheets_of(session, new.id)}
    taken = [sheet for sheet in queries.sheets_of(session, old.id) if sheet.status is SheetStatus.OPEN]
    for sheet in taken:
        sheet.status = SheetStatus.VOID
        session.add(sheet)
    blank = [sheet.application_id for sheet in taken if sheet.application_id not in there]
    sharing.hand_out(session, contest, [(new.id or 0, work) for work in blank], now=now)
    return len(taken)


def is_left_out(session: Session, application: Application) -> bool:
    """A part of the commission has finished judging its nomination without a mark for it, so that it cannot come in
    on equal terms any more."""
    if shortlist_queries.is_past(session, application):
        return True
    sealed = queries.seals_without(session, application)
    closed = queries.closing(session, application.nomination_id) is not None
    return sealed or (closed and not queries.has_sealed_sheet(session, application.id))


def deal_late(session: Session, contest: Contest, *, by: int | None, now: datetime) -> int:
    """Sheets for what comes into the contest while it is judged; before that they are dealt when judging begins."""
    return deal(session, contest, by=by, now=now) if contest.status is ContestStatus.JUDGING else 0


def deal(session: Session, contest: Contest, *, by: int | None, now: datetime) -> int:
    """Give every voting seat a sheet for each admitted application of its nominations, or as many members to each as
    the contest's draw says; those that have one keep it. Returns how many were new."""
    locks.contest(session, contest)
    shortlisting.skip_small(session, contest, by=by, now=now)
    missing = sharing.missing(session, contest)
    sharing.hand_out(session, contest, missing, now=now)
    if missing:
        journal.write(
            session, "sheets.dealt", of=("contest", contest.id), by=by, now=now, contest_id=contest.id,
            number=len(missing),
        )  # fmt: skip
    return len(missing)
