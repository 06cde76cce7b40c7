"""The commission: who sits on it, for which nominations, and the sheets that are dealt to each member."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.applications.models import Application
from app.contests.models import Contest, ContestStatus, Nomination
from app.db import Texts
from app.errors import RuleBroken
from app.jury import queries
from app.jury.models import Bench, Post, Seat, Sheet


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
    """Seat `user` on the commission for these nominations; who has left comes back to their old seat. One chair; a
    person has one seat; nobody joins a nomination once its marks can be seen.

    Raises RuleBroken: ``already-seated``, ``chair-taken``, ``already-sealed``."""
    present = queries.seats(session, contest.id)
    if any(seat.user_id == user.id and seat.left_at is None for seat in present):
        raise RuleBroken("already-seated", name=user.name)
    if post is Post.CHAIR and any(seat.post is Post.CHAIR and seat.left_at is None for seat in present):
        raise RuleBroken("chair-taken")
    judged = {one.id or 0 for one in nominations} if post is not Post.SECRETARY else set()
    if judged & queries.sealed_nominations(session, contest.id):
        raise RuleBroken("already-sealed")
    seat = next((one for one in present if one.user_id == user.id), None) or Seat(
        contest_id=contest.id or 0, user_id=user.id or 0,
        position=max((seat.position for seat in present), default=0) + 1,
    )  # fmt: skip
    seat.post, seat.name, seat.occupation, seat.left_at = post, name, occupation, None
    session.add(seat)
    session.flush()
    _bench(session, seat, judged)
    journal.write(
        session, "seat.given", of=("seat", seat.id), by=by, now=now, contest_id=contest.id, user=user.id,
        post=post.value, nominations=[one.position for one in nominations],
    )  # fmt: skip
    return seat


def _bench(session: Session, seat: Seat, nominations: Collection[int]) -> None:
    """Let the seat judge exactly these, and what it has sealed before."""
    there = queries.benches(session, seat.id)
    for nomination_id, bench in there.items():
        if nomination_id not in nominations and queries.seal(session, seat.id, nomination_id) is None:
            session.delete(bench)
    session.add_all(Bench(seat_id=seat.id or 0, nomination_id=one) for one in sorted(set(nominations) - there.keys()))
    session.flush()


def leave(session: Session, seat: Seat, reason: str, *, by: int, now: datetime) -> None:
    """The member leaves; sealed sheets stay and count, open ones are never asked for again."""
    if seat.left_at is not None:
        raise RuleBroken("not-now", state="left")
    seat.left_at = now
    session.add(seat)
    journal.write(session, "seat.left", of=("seat", seat.id), by=by, now=now, contest_id=seat.contest_id, reason=reason)


def is_left_out(session: Session, application: Application) -> bool:
    """A part of the commission has finished judging its nomination without a mark for it, so that it cannot come in
    on equal terms any more."""
    sealed = queries.seals_without(session, application)
    closed = queries.closing(session, application.nomination_id) is not None
    return sealed or (closed and not queries.has_sealed_sheet(session, application.id))


def deal_late(session: Session, contest: Contest, *, by: int | None, now: datetime) -> int:
    """Sheets for what comes into the contest while it is judged; before that they are dealt when judging begins."""
    return deal(session, contest, by=by, now=now) if contest.status is ContestStatus.JUDGING else 0


def deal(session: Session, contest: Contest, *, by: int | None, now: datetime) -> int:
    """Give every voting seat a sheet for each admitted application of its nominations; those that have one keep it.
    Returns how many were new."""
    missing = queries.undealt(session, contest.id)
    session.add_all(Sheet(seat_id=seat_id, application_id=application_id) for seat_id, application_id in missing)
    session.flush()
    if missing:
        journal.write(
            session, "sheets.dealt", of=("contest", contest.id), by=by, now=now, contest_id=contest.id,
            number=len(missing),
        )  # fmt: skip
    return len(missing)
