"""How works are shared among the commission: all judge all, or so many members for each work by a published draw."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists
from sqlmodel import Session, col, select

from app import journal
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestStatus
from app.errors import RuleBroken
from app.jury import locks, queries, shortlist_queries
from app.jury.commission_models import Sharing
from app.jury.drawing import digest, draw
from app.jury.masking_models import Exposure
from app.jury.models import Bench, Closing, Mark, Seal, Seat, Sheet, SheetStatus
from app.jury.shortlist_queries import is_left_out

COUNTS = (SheetStatus.OPEN, SheetStatus.SEALED)


def rule(session: Session, contest_id: int | None) -> Sharing | None:
    return session.exec(select(Sharing).where(Sharing.contest_id == contest_id)).first()


def may_set(contest: Contest, now: datetime) -> bool:
    """As long as works may come in: later the seed could be chosen for what it draws."""
    if contest.status is ContestStatus.DRAFT:
        return True
    return contest.status is ContestStatus.ANNOUNCED and contest.closes_at is not None and now < contest.closes_at


def set_rule(session: Session, contest: Contest, sheets_per_work: int, seed: str, *, by: int, now: datetime) -> None:
    """0: all judge all. Raises RuleBroken("sharing-frozen") once applications are closed."""
    locks.contest(session, contest)
    if not may_set(contest, now):
        raise RuleBroken("sharing-frozen")
    found = rule(session, contest.id)
    if sheets_per_work:
        found = found or Sharing(contest_id=contest.id or 0, sheets_per_work=0, seed="", set_at=now, set_by=by)
        found.sheets_per_work, found.seed, found.set_at, found.set_by = sheets_per_work, seed, now, by
        session.add(found)
    elif found is not None:
        session.delete(found)
    session.flush()
    journal.write(
        session, "sharing.set", of=("contest", contest.id), by=by, now=now, contest_id=contest.id,
        sheets_per_work=sheets_per_work, seed=seed if sheets_per_work else "",
    )  # fmt: skip


def missing(session: Session, contest: Contest) -> list[tuple[int, int]]:
    """(seat, application) pairs that should have a sheet and have none. In the shortlist round all look at all."""
    pairs = queries.undealt(session, contest.id)
    found = rule(session, contest.id)
    if found is None:
        return pairs
    works = {one: (code, nomination or 0) for one, code, nomination in _works(session, contest.id)}
    waiting = shortlist_queries.waiting(session, contest)
    looked_at = [(seat, work) for seat, work in pairs if works[work][1] in waiting]
    judged = {work: known for work, known in works.items() if known[1] not in waiting}
    drawn = _drawn(session, contest, found, [pair for pair in pairs if pair[1] in judged], judged, waiting)
    return sorted(looked_at + drawn)


def _drawn(session: Session, contest: Contest, found: Sharing, pairs: list[tuple[int, int]],
           works: dict[int, tuple[str, int]], waiting: Collection[int]) -> list[tuple[int, int]]:  # fmt: skip
    """Whoever has sealed a nomination gets nothing more in it; who stepped back from a work is not among `pairs`.
    `works`: application → code and nomination."""
    seats = {seat.id or 0: seat for seat in queries.seats(session, contest.id)}
    sealed = queries.seals(session, contest.id)
    may: dict[str, set[int]] = {code: set() for code, _ in works.values()}
    for seat_id, work in pairs:
        if seats[seat_id].votes and (seat_id, works[work][1]) not in sealed:
            may[works[work][0]].add(seats[seat_id].position)
    held, burden = _held(session, contest.id, seats, waiting)
    number = {seat.position: seat_id for seat_id, seat in seats.items()}
    codes = {code: work for work, (code, _) in works.items()}
    drawn = draw(may, held, found.sheets_per_work, found.seed, burden)
    return sorted((number[seat], codes[code]) for code, chosen in drawn.items() for seat in chosen)


def _works(session: Session, contest_id: int | None) -> Iterable[Any]:
    return session.exec(
        select(Application.id, Application.code, Application.nomination_id)
        .where(Application.contest_id == contest_id, Application.status == Status.ADMITTED, ~is_left_out())
    ).all()  # fmt: skip


def _held(
    session: Session, contest_id: int | None, seats: dict[int, Seat], waiting: Collection[int]
) -> tuple[dict[str, set[int]], dict[int, int]]:
    """Code → numbers of the seats whose sheet counts or will; number of the seat → its works. Of `waiting` nominations
    nothing."""
    held: dict[str, set[int]] = defaultdict(set)
    burden: dict[int, int] = defaultdict(int)
    rows = session.exec(
        select(Sheet.seat_id, Application.code, Sheet.status)
        .join(Application, col(Application.id) == Sheet.application_id)
        .where(Application.contest_id == contest_id, Application.status == Status.ADMITTED)
        .where(col(Sheet.status).in_(COUNTS), col(Application.nomination_id).not_in(waiting))
    )
    for seat_id, code, status in rows:
        seat = seats[seat_id]
        if seat.left_at is None or status is SheetStatus.SEALED:
            held[code].add(seat.position)
            burden[seat.position] += 1
    return held, burden


def hand_out(session: Session, contest: Contest, pairs: Collection[tuple[int, int]], *, now: datetime) -> None:
    """A blank sheet for each (seat, application). Experts see the numbers of their sheets, so these rise in an order
    that tells nothing of when a work came: by SHA-256 of «seed:code:№ of the seat», where all judge all with the
    contest's address for a seed. What is handed out on its own later (a work that is admitted late, a sheet that
    another member takes over) has later numbers: there a number tells that it came later, and no more."""
    found = rule(session, contest.id)
    seed = found.seed if found else contest.slug
    position = {seat.id or 0: seat.position for seat in queries.seats(session, contest.id)}
    works = sorted({work for _, work in pairs})
    code = dict(session.exec(select(Application.id, Application.code).where(col(Application.id).in_(works))).all())
    ordered = sorted(pairs, key=lambda pair: digest(seed, code[pair[1]], position[pair[0]]))
    session.add_all(Sheet(seat_id=seat, application_id=work, dealt_at=now) for seat, work in ordered)
    session.flush()


def taken_over(session: Session, seat_id: int | None) -> Sequence[Sheet]:
    """Void sheets of a seat in nominations that it judges, has not sealed and that are not closed; those of works that
    the shortlist left out stay void."""
    return session.exec(
        select(Sheet)
        .join(Application, col(Application.id) == Sheet.application_id)
        .join(Bench, (col(Bench.seat_id) == Sheet.seat_id) & (col(Bench.nomination_id) == Application.nomination_id))
        .outerjoin(Seal, queries.SEALED_BENCH)
        .where(Sheet.seat_id == seat_id, Sheet.status == SheetStatus.VOID, Application.status == Status.ADMITTED)
        .where(col(Seal.id).is_(None), ~is_left_out(), col(Bench.nomination_id).not_in(select(Closing.nomination_id)))
        .order_by(col(Sheet.id)).with_for_update(of=Sheet)
    ).all()  # fmt: skip


def take_back(session: Session, contest: Contest, nominations: Collection[int]) -> int:
    """Take back the sheets of these nominations on which nobody has written anything nor writes now, to draw them anew.
    Returns how many."""
    written = exists().where(col(Mark.sheet_id) == col(Sheet.id))
    told = exists().where(col(Exposure.sheet_id) == col(Sheet.id))
    unused = session.exec(
        select(Sheet)
        .join(Application, col(Application.id) == Sheet.application_id)
        .where(Application.contest_id == contest.id, col(Application.nomination_id).in_(nominations))
        .where(Sheet.status == SheetStatus.OPEN, Sheet.revision == 0, ~written, ~told)
        .order_by(col(Sheet.id)).with_for_update(of=Sheet, skip_locked=True)
    ).all()  # fmt: skip
    for sheet in unused:
        session.delete(sheet)
    session.flush()
    return len(unused)


def draw_again(session: Session, contest: Contest, *, by: int, now: datetime) -> int:
    """Draw anew who judges what nobody has begun to judge; what is begun or judged stays where it is. Returns how many
    works changed hands or found more judges. Raises RuleBroken: ``judging-closed``, ``all-judge-all``."""
    locks.contest(session, contest)
    if contest.status is not ContestStatus.JUDGING:
        raise RuleBroken("judging-closed")
    if rule(session, contest.id) is None:
        raise RuleBroken("all-judge-all")
    waiting = shortlist_queries.waiting(session, contest)
    judged = {nomination or 0 for _, _, nomination in _works(session, contest.id)} - waiting
    taken = take_back(session, contest, judged)
    new = missing(session, contest)
    hand_out(session, contest, new, now=now)
    journal.write(
        session, "sheets.redrawn", of=("contest", contest.id), by=by, now=now, contest_id=contest.id,
        taken=taken, dealt=len(new),
    )  # fmt: skip
    return len(new)


def short_works(session: Session, contest: Contest) -> list[tuple[str, int]]:
    """(code, members that judge it) of the works that fewer judge than should: conflicts of interest leave no more.
    Where the chair has closed the judging nobody is looked for."""
    found = rule(session, contest.id)
    if found is None or contest.status is not ContestStatus.JUDGING:
        return []
    seats = {seat.id or 0: seat for seat in queries.seats(session, contest.id)}
    waiting = shortlist_queries.waiting(session, contest) | queries.closed(session, contest.id)
    held, _ = _held(session, contest.id, seats, waiting)
    rows = [
        (code, len(held.get(code, ()))) for _, code, nomination in _works(session, contest.id)
        if nomination not in waiting
    ]  # fmt: skip
    return sorted(row for row in rows if row[1] < found.sheets_per_work)


def loads(session: Session, contest: Contest) -> list[tuple[Seat, int]]:
    """Every member that votes with how many works they judge; none before there are sheets."""
    seats = {seat.id or 0: seat for seat in queries.seats(session, contest.id)}
    _, burden = _held(session, contest.id, seats, shortlist_queries.waiting(session, contest))
    voting = [seat for seat in seats.values() if seat.votes and seat.left_at is None]
    return [(seat, burden[seat.position]) for seat in voting] if burden else []
