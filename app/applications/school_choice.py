"""Which schools the form offers: those that were searched for, or those of the chosen district."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.applications import work_queries
from app.places import queries
from app.places.models import School

MOST = 12
"""Schools that a search shows; more ask for another word."""
LEAST_SIGNS = 2


@dataclass(frozen=True)
class SchoolChoice:
    schools: Sequence[School]
    chosen: School | None
    is_search: bool = False
    """They were searched for by name; else they are all of one district, or none."""
    is_cut: bool = False
    """There are more than are shown."""


def of(session: Session, answers: Mapping[str, Any]) -> SchoolChoice:
    """For what is typed so far in `school_q`, `school_territory` and `school`."""
    chosen = by_id(session, str(answers.get("school", "")))
    territory = work_queries.territory(session, str(answers.get("school_territory", "")))
    words = str(answers.get("school_q", "")).strip()
    if len(words) >= LEAST_SIGNS:
        found = queries.find_schools(session, words, territory.id if territory else None, limit=MOST + 1)
        return SchoolChoice(_with(found[:MOST], chosen), chosen, is_search=True, is_cut=len(found) > MOST)
    if territory is not None:
        return SchoolChoice(_with(queries.schools(session, territory.id or 0), chosen), chosen)
    return SchoolChoice(_with([], chosen), chosen)


def by_id(session: Session, typed: str) -> School | None:
    """The school with the id that a form sent, if it is one; of a merged one, the school that it means."""
    return queries.meant(session, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _with(schools: Sequence[School], chosen: School | None) -> list[School]:
    """What was chosen stays on offer while somebody searches on."""
    return [*schools] if chosen is None or chosen in schools else [chosen, *schools]
