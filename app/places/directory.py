"""The directory of schools: what stands in it and how it grows."""

from datetime import datetime

from sqlmodel import Session

from app import journal
from app.alphabet import search_key, sort_key
from app.db import Texts
from app.places.models import School

TEACHER, DIRECTORY = "teacher", "directory"
"""Who says whether a school is rural."""


def add_school(session: Session, *, territory_id: int, name: Texts, settlement: Texts, is_rural: bool, by: int | None,
               now: datetime, source: str = TEACHER) -> School:  # fmt: skip
    """A school that was not in the directory. Typed by a teacher it counts at once, unchecked by the organiser."""
    school = School(
        territory_id=territory_id, name=name, settlement=settlement, is_rural=is_rural, rural_source=source,
        is_checked=source != TEACHER, search_key=keys_of(name, settlement), sort_key=sort_key(name.get("kk", "")),
    )  # fmt: skip
    session.add(school)
    session.flush()
    journal.write(session, "school.added", of=("school", school.id), by=by, now=now, name=name, source=source)
    return school


def keys_of(name: Texts, settlement: Texts) -> str:
    """Everything by which a school is found."""
    return search_key(" ".join([*name.values(), *settlement.values()]))
