"""How a contest asks, judges and awards: its organiser writes it until it is announced, then nobody does.

Every verb raises RuleBroken ``settings-frozen`` once the contest is announced: who applied relied on it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete

from app import journal
from app.accounts.models import User
from app.contests import queries
from app.contests.models import Contest, ContestStatus, Criterion, Nomination, Question
from app.errors import RuleBroken

Part = TypeVar("Part", Nomination, Question)
Way = Literal["up", "down", "remove"]
KINDS = {Nomination: "nomination", Question: "question"}


def require_draft(contest: Contest) -> None:
    if contest.status is not ContestStatus.DRAFT:
        raise RuleBroken("settings-frozen", announced=contest.announced_at)


def change(session: Session, contest: Contest, values: Mapping[str, Any], *, by: User, now: datetime) -> bool:
    """Set columns of the contest; False when nothing changed. Raises also ``address-taken-by-contest``."""
    _locked(session, contest)
    before = {name: getattr(contest, name) for name, value in values.items() if getattr(contest, name) != value}
    if not before:
        return False
    after = {name: values[name] for name in before}
    try:
        with session.begin_nested():
            for name, value in after.items():
                setattr(contest, name, value)
            session.add(contest)
    except IntegrityError as taken:
        raise RuleBroken("address-taken-by-contest") from taken
    journal.write(session, "contest.configured", of=("contest", contest.id), by=by.id, now=now,
                  contest_id=contest.id, before=before, after=after)  # fmt: skip
    return True


def write_criteria(
    session: Session, contest: Contest, rows: Sequence[tuple[int, int, dict[str, str]]], *, by: User, now: datetime
) -> None:
    """All criteria anew. `rows`: (position that it had or 0, weight in tenths, title). The order of tie-breaks follows
    the criteria that stay."""
    _locked(session, contest)
    before = [criterion.title for criterion in queries.criteria(session, contest.id)]
    session.exec(delete(Criterion).where(col(Criterion.contest_id) == contest.id))
    for position, (_, tenths, title) in enumerate(rows, 1):
        session.add(Criterion(contest_id=contest.id or 0, position=position, weight_tenths=tenths, title=title))
    moved = {f"criterion:{was}": f"criterion:{position}" for position, (was, *_) in enumerate(rows, 1) if was}
    steps = [moved.get(step, "") if step.startswith("criterion:") else step for step in contest.tie_break]
    contest.tie_break = [step for step in steps if step]
    session.add(contest)
    session.flush()
    journal.write(session, "criteria.written", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
                  before=before, after=[list(row[1:]) for row in rows])  # fmt: skip


def put(session: Session, contest: Contest, part: Part, values: Mapping[str, Any], *, by: User, now: datetime) -> Part:
    """Write a nomination or a question; a new one (without an id) comes last."""
    _locked(session, contest)
    verb = "changed" if part.id else "added"
    if part.id is None:
        part.position = _last(session, contest, type(part)) + 1
    for name, value in values.items():
        setattr(part, name, value)
    session.add(part)
    session.flush()
    _note(session, contest, part, verb, by=by, now=now)
    return part


def arrange(session: Session, contest: Contest, part: Part, way: Way, *, by: User, now: datetime) -> None:
    """One place up or down (at the end of the list it stays), or out."""
    _locked(session, contest)
    if way == "remove":
        return _remove(session, contest, part, by=by, now=now)
    order = list(queries.parts(session, type(part), contest.id))
    here = next(place for place, one in enumerate(order) if one.id == part.id)
    there = here + (-1 if way == "up" else 1)
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        _number(session, order)
        _note(session, contest, part, "moved", by=by, now=now)
    return None


def _locked(session: Session, contest: Contest) -> None:
    session.refresh(contest, with_for_update=True)
    require_draft(contest)


def _remove(session: Session, contest: Contest, part: Part, *, by: User, now: datetime) -> None:
    _note(session, contest, part, "removed", by=by, now=now)
    session.delete(part)
    session.flush()
    _number(session, list(queries.parts(session, type(part), contest.id)))


def _last(session: Session, contest: Contest, model: type[Part]) -> int:
    return max((one.position for one in queries.parts(session, model, contest.id)), default=0)


def _number(session: Session, order: Sequence[Nomination | Question]) -> None:
    """Twice, because two of them may not have one position even for a moment."""
    for away in (-1, 1):
        for position, part in enumerate(order, 1):
            part.position = away * position
            session.add(part)
        session.flush()


def _note(session: Session, contest: Contest, part: Part, verb: str, *, by: User, now: datetime) -> None:
    kind = KINDS[type(part)]
    journal.write(session, f"{kind}.{verb}", of=(kind, part.id), by=by.id, now=now, contest_id=contest.id,
                  **part.model_dump(exclude={"id", "contest_id"}))  # fmt: skip
