"""The directory of schools: what stands in it, how it grows, how it is set right."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, update

from app import journal
from app.alphabet import search_key, sort_key
from app.db import Texts
from app.errors import RuleBroken
from app.places.models import School, Territory

TEACHER, DIRECTORY = "teacher", "directory"
"""Who says whether a school is rural, if it is not said in words."""


@dataclass(frozen=True)
class Facts:
    """What is said of a school. `source`: where it is known from that it is rural or not."""

    territory_id: int
    name: Texts
    settlement: Texts
    is_rural: bool
    source: str


def add_school(session: Session, *, territory_id: int, name: Texts, settlement: Texts, is_rural: bool, by: int | None,
               now: datetime, source: str = TEACHER) -> School:  # fmt: skip
    """A school that was not in the directory. Typed by a teacher it counts at once, unchecked by the organiser."""
    school = School(
        territory_id=territory_id, name=name, settlement=settlement, is_rural=is_rural, rural_source=source,
        is_checked=source != TEACHER, search_key=keys_of(name, settlement), sort_key=sort_key(name.get("kk", "")),
        rural_by=by, rural_at=now,
    )  # fmt: skip
    session.add(school)
    session.flush()
    journal.write(session, "school.added", of=("school", school.id), by=by, now=now, name=name, source=source)
    return school


def change_school(session: Session, school: School, facts: Facts, *, by: int | None, now: datetime) -> list[str]:
    """Set it right; whoever does so has looked at it. Gives the names of what changed. Raises RuleBroken
    ``school-merged``."""
    require_standing(school)
    changed = differences(school, facts)
    if {"is_rural", "rural_source"} & set(changed):
        school.rural_by, school.rural_at = by, now
    old = {name: getattr(school, name) for name in changed}
    school.territory_id, school.name, school.settlement = facts.territory_id, facts.name, facts.settlement
    school.is_rural, school.rural_source, school.is_checked = facts.is_rural, facts.source, True
    school.search_key, school.sort_key = keys_of(facts.name, facts.settlement), sort_key(facts.name.get("kk", ""))
    session.add(school)
    if changed:
        journal.write(session, "school.changed", of=("school", school.id), by=by, now=now, old=old)
    return changed


def differences(school: School, facts: Facts) -> list[str]:
    """Names of the columns in which the school differs from what is said of it."""
    said = {
        "territory_id": facts.territory_id, "name": facts.name, "settlement": facts.settlement,
        "is_rural": facts.is_rural, "rural_source": facts.source,
    }  # fmt: skip
    return [name for name, value in said.items() if getattr(school, name) != value]


def mark_checked(session: Session, school: School, *, by: int, now: datetime) -> None:
    """The organiser has looked at what a teacher typed. Raises RuleBroken ``school-merged``."""
    require_standing(school)
    if not school.is_checked:
        school.is_checked = True
        session.add(school)
        journal.write(session, "school.checked", of=("school", school.id), by=by, now=now)


def alias(session: Session, gone: School, kept: School) -> None:
    """From now on `gone` means `kept`, and so does whatever had been merged into it before."""
    gone.merged_into_id = kept.id
    session.add(gone)
    session.exec(update(School).where(col(School.merged_into_id) == gone.id).values(merged_into_id=kept.id))


def require_standing(school: School) -> None:
    """Raises RuleBroken ``school-merged``."""
    if school.merged_into_id is not None:
        raise RuleBroken("school-merged", name=school.name)


def rename_territory(
    session: Session, territory: Territory, name: Texts, centre: str | None, *, by: int, now: datetime
) -> None:
    if (territory.name, territory.centre) == (name, centre):
        return
    old = {"name": territory.name, "centre": territory.centre}
    territory.name, territory.centre, territory.sort_key = name, centre, sort_key(name.get("kk", ""))
    session.add(territory)
    journal.write(session, "territory.changed", of=("territory", territory.id), by=by, now=now, old=old)


def keys_of(name: Texts, settlement: Texts) -> str:
    """Everything by which a school is found."""
    return search_key(" ".join([*name.values(), *settlement.values()]))
