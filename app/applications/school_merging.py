"""What becomes of works when the directory of schools is set right: nothing is lost, nothing points nowhere."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, not_
from sqlmodel import Session, col, select, update

from app import journal
from app.applications import drawings, rules
from app.applications.batch_models import Batch
from app.applications.models import Application, Author, Status
from app.contests.models import Contest
from app.errors import RuleBroken
from app.places import directory
from app.places.directory import Facts
from app.places.importing import Row, Verdict
from app.places.models import School


@dataclass(frozen=True)
class Follows:
    """How much names a school: works that were handed in, drafts, batches."""

    works: int
    drafts: int
    batches: int


def follows(session: Session, school: School) -> Follows:
    return Follows(
        works_at(session, [school.id])[school.id or 0], len(_naming(session, Application, school)),
        len(_naming(session, Batch, school)),
    )  # fmt: skip


def works_at(session: Session, schools: Sequence[int | None]) -> dict[int, int]:
    """How many works of each of these schools were handed in."""
    counted = session.exec(
        select(Author.school_id, func.count()).where(col(Author.school_id).in_(schools)).group_by(col(Author.school_id))
    ).all()
    return {school or 0: 0 for school in schools} | dict(counted)


def merge(session: Session, gone: School, kept: School, *, by: int, now: datetime) -> Follows:
    """`gone` was the same school as `kept`: its works, drafts and batches are those of `kept` from now on, its row
    stays as another name for it. Raises RuleBroken: ``school-merged``, ``school-itself``."""
    if gone.id == kept.id:
        raise RuleBroken("school-itself")
    naming = [*_naming(session, Batch, gone, held=True), *_naming(session, Application, gone, held=True)]
    for school in sorted((gone, kept), key=lambda one: one.id or 0):
        session.refresh(school, with_for_update=True)
        directory.require_standing(school)
    moved = follows(session, gone)
    for row in naming:
        row.answers = row.answers | {"school": str(kept.id)}
        session.add(row)
    session.exec(update(Author).where(col(Author.school_id) == gone.id).values(school_id=kept.id))
    directory.alias(session, gone, kept)
    follow(session, kept)
    journal.write(
        session, "school.merged", of=("school", gone.id), by=by, now=now, into=kept.id, works=moved.works,
        drafts=moved.drafts, batches=moved.batches,
    )  # fmt: skip
    return moved


def change(session: Session, school: School, facts: Facts, *, by: int | None, now: datetime) -> list[str]:
    """`directory.change_school`, and the works of the school follow."""
    changed = directory.change_school(session, school, facts, by=by, now=now)
    if set(changed) & {"territory_id", "name", "settlement"}:
        follow(session, school)
    return changed


def bring_in(session: Session, rows: Sequence[Row], *, by: int, now: datetime) -> Counter[Verdict]:
    """Do what the rows of a list say; the wrong ones are left out. Gives how many there were of each kind."""
    done = Counter(row.verdict for row in rows)
    for row in rows:
        facts = row.facts
        if facts is not None and row.verdict is Verdict.NEW:
            directory.add_school(
                session, territory_id=facts.territory_id, name=facts.name, settlement=facts.settlement,
                is_rural=facts.is_rural, source=facts.source, by=by, now=now,
            )  # fmt: skip
        elif facts is not None and row.school is not None and row.verdict is Verdict.CHANGED:
            change(session, row.school, facts, by=by, now=now)
    counts = {verdict.value: done[verdict] for verdict in Verdict}
    journal.write(session, "schools.imported", of=("school", None), by=by, now=now, rows=counts)
    return done


def follow(session: Session, school: School) -> None:
    """Works are found under the school's names, and stand in its district until their commission begins to decide."""
    session.flush()
    rows = session.exec(
        select(Application, Author, Contest)
        .join(Author, col(Author.application_id) == Application.id)
        .join(Contest, col(Contest.id) == Application.contest_id)
        .where(Author.school_id == school.id)
    ).all()
    for work, author, contest in rows:
        work.search_key = drawings.found_by(author.name_kk, author.name_ru, work.title, author.teacher_name, school)
        if contest.status not in rules.SETTLING:
            work.territory_id = school.territory_id
        session.add(work)


def _naming(
    session: Session, model: type[Application] | type[Batch], school: School, *, held: bool = False
) -> list[Any]:  # fmt: skip
    """Drafts or batches in whose answers this school is chosen; `held`: to be changed, so nobody types into them
    meanwhile. What was handed in keeps its answers: they are hashed, and the merged row still says what they meant."""
    names = cast(col(model.answers), String).contains(f'"school": "{school.id}"', autoescape=True)
    handed_in = [col(Application.status) != Status.DRAFT] if model is Application else []
    found: Any = select(model).where(names, *map(not_, handed_in)).order_by(col(model.id))
    if held:
        found = found.with_for_update().execution_options(populate_existing=True)
    rows: Sequence[Any] = session.exec(found).all()
    return [row for row in rows if row.answers.get("school") == str(school.id)]
