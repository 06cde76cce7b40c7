"""Places as rows: each award takes a numbered slot of its nomination and of its territory, so that the database itself
refuses a double one."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from app.applications.models import Application
from app.awards import queries, rules
from app.awards.board import Board
from app.awards.models import Award, NoAward, Reserve
from app.awards.selection import Will
from app.contests.models import Contest, QuotaMode
from app.errors import RuleBroken


def keep(session: Session, found: Board, will: Will, reasons: Mapping[int, str], closing: Mapping[int, str]) -> None:
    """Leave of all awards only those that the commission itself wants, and give the new ones their places. `reasons`
    by application and `closing` by nomination: what was said now; what was said before stays."""
    rows = {award.application_id: award for award in queries.awards(session, found.contest.id)}
    for award in rows.values():
        if award.application_id not in will.kept:
            session.delete(award)
    session.flush()
    kept = [award for award in rows.values() if award.application_id in will.kept]
    for award in kept:
        award.is_own, award.reason = True, reasons.get(award.application_id, award.reason)
    _insert(session, found, will.kept - rows.keys(), kept, reasons)
    _close(session, found.contest, will.closed, closing)
    session.flush()


def take(session: Session, found: Board) -> None:
    """Write down everything that is chosen, and the reserve."""
    rows = list(queries.awards(session, found.contest.id))
    for award in [one for one in rows if one.application_id not in found.chosen]:
        session.delete(award)
        rows.remove(award)
    session.flush()
    present = {award.application_id for award in rows}
    _insert(session, found, [one for one in found.chosen if one not in present], rows, None)
    for award in rows:
        award.place = found.place_of(award.application_id, found.chosen)
    _wait(session, found.contest, found.reserve)


def require_within_budget(session: Session, contest: Contest) -> None:
    """Asked inside the transaction that confirms. Raises RuleBroken ``places-over`` or ``budget-over``."""
    statement = columns(func.count(col(Award.id)), func.coalesce(func.sum(col(Award.amount)), 0))
    count, total = session.execute(statement.where(col(Award.contest_id) == contest.id, queries.STANDS)).one()
    require_affordable(contest, count, total)


def require_affordable(contest: Contest, count: int, total: int) -> None:
    """`count` awards of `total` tenge. Raises RuleBroken ``places-over`` or ``budget-over``."""
    if contest.places and count > contest.places:
        raise RuleBroken("places-over", places=contest.places)
    if contest.places and total > contest.places * contest.grant_amount:
        raise RuleBroken("budget-over", total=total, most=contest.places * contest.grant_amount)


def replace(session: Session, found: Board, wanted: Collection[int], waiting: Iterable[int], reason: str,
            now: datetime) -> None:  # fmt: skip
    """What was decided gives way to `wanted` with the reserve `waiting`. Rows of awards stay, for papers and grants
    follow from them: one that is taken back leaves its slots, one that comes again takes free ones."""
    rows = list(queries.awards(session, found.contest.id))
    for award in [one for one in rows if one.application_id not in wanted]:
        award.taken_at, award.nomination_slot, award.territory_slot = now, None, None
        rows.remove(award)
    session.flush()
    before = queries.taken_back(session, found.contest.id)
    for id_ in sorted(wanted & before.keys()):
        free = _award(found, id_, rows)
        award = before[id_]
        award.taken_at, award.is_own, award.reason = None, True, reason
        award.nomination_slot, award.territory_slot = free.nomination_slot, free.territory_slot
        rows.append(award)
    session.flush()
    present = {award.application_id for award in rows}
    new = [one for one in wanted if one not in present]
    _insert(session, found, new, rows, dict.fromkeys(new, reason))
    for award in rows:
        award.place = found.place_of(award.application_id, wanted)
    _wait(session, found.contest, waiting)
    awarded = {award.nomination_id for award in rows}
    empty = {card.nomination.id or 0 for card in found.cards} - awarded
    said = queries.not_awarded(session, found.contest.id)
    _close(session, found.contest, empty, dict.fromkeys(empty - said.keys(), reason))
    session.flush()


def _insert(
    session: Session, found: Board, ids: Iterable[int], rows: list[Award], reasons: Mapping[int, str] | None
) -> None:
    """New awards beside `rows`; with `reasons` they are the commission's own."""
    for id_ in sorted(ids):
        award = _award(found, id_, rows)
        award.is_own, award.reason = reasons is not None, (reasons or {}).get(id_, "")
        try:
            with session.begin_nested():
                session.add(award)
        except IntegrityError as taken:
            raise RuleBroken("place-taken", place=found.card_of(id_).nomination.title) from taken
        rows.append(award)


def _award(found: Board, id_: int, rows: Collection[Award]) -> Award:
    contest, entrant = found.contest, found.entrants[id_]
    here = {award.nomination_slot or 0 for award in rows if award.nomination_id == entrant.nomination_id}
    there = {award.territory_slot or 0 for award in rows if award.territory_id == entrant.territory_id}
    slot, territory_slot = _free(here), _free(there)
    if contest.nomination_mode is QuotaMode.HARD and slot > contest.per_nomination:
        raise RuleBroken("place-taken", place=found.card_of(id_).nomination.title)
    counts = contest.territory_mode is not QuotaMode.OFF and entrant.territory_id is not None
    if counts and contest.territory_mode is QuotaMode.HARD and territory_slot > contest.per_territory:
        raise RuleBroken("place-taken", place=found.territories[entrant.territory_id or 0].name)
    return Award(
        contest_id=contest.id or 0, application_id=id_, nomination_id=entrant.nomination_id, nomination_slot=slot,
        territory_id=entrant.territory_id, territory_slot=territory_slot if counts else None,
        amount=rules.amount_of(contest, entrant.requested),
    )  # fmt: skip


def _free(used: Collection[int]) -> int:
    return next(slot for slot in range(1, len(used) + 2) if slot not in used)


def _wait(session: Session, contest: Contest, waiting: Iterable[int]) -> None:
    ours = select(Application.id).where(Application.contest_id == contest.id)
    session.exec(delete(Reserve).where(col(Reserve.application_id).in_(ours)))
    session.add_all(Reserve(application_id=one, position=at) for at, one in enumerate(waiting, 1))
    session.flush()


def _close(session: Session, contest: Contest, closed: Collection[int], closing: Mapping[int, str]) -> None:
    present = queries.not_awarded(session, contest.id)
    for nomination, row in present.items():
        if nomination not in closed:
            session.delete(row)
        elif nomination in closing:
            row.reason = closing[nomination]
    session.flush()
    session.add_all(NoAward(nomination_id=one, reason=closing.get(one, "")) for one in closed if one not in present)
