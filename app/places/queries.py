"""Questions about places, in the order of the Kazakh alphabet. A merged school is found through the one it means."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from app.alphabet import search_key
from app.places.models import School, Territory

PAGE = 50
"""Schools on one page of the directory."""
_STANDS = col(School.merged_into_id).is_(None)


@dataclass(frozen=True)
class Filters:
    """`rural`, `checked`: None for both kinds; `page` counts from 1."""

    words: str = ""
    territory_id: int | None = None
    rural: bool | None = None
    checked: bool | None = None
    page: int = 1


def territories(session: Session) -> Sequence[Territory]:
    return session.exec(select(Territory).order_by(col(Territory.sort_key), col(Territory.id))).all()


def schools(session: Session, territory_id: int) -> Sequence[School]:
    return session.exec(
        select(School).where(School.territory_id == territory_id, _STANDS).order_by(*_ORDER)
    ).all()  # fmt: skip


def find_schools(session: Session, text: str, territory_id: int | None = None, limit: int = 20) -> Sequence[School]:
    """Schools in whose names or settlements every word of `text` is found, however it was spelled: «сарыозек» finds
    «Сарыөзек». Without words, the first ones of the territory."""
    filters = Filters(words=text, territory_id=territory_id)
    return session.exec(select(School).where(*_conditions(filters)).order_by(*_ORDER).limit(limit)).all()


def directory(session: Session, filters: Filters) -> Sequence[School]:
    """One page of the directory."""
    found = select(School).where(*_conditions(filters)).order_by(*_ORDER)
    return session.exec(found.offset((filters.page - 1) * PAGE).limit(PAGE)).all()


def total(session: Session, filters: Filters) -> int:
    return session.exec(select(func.count()).select_from(School).where(*_conditions(filters))).one()


def standing(session: Session) -> Sequence[School]:
    """Every school that is not merged into another."""
    return session.exec(select(School).where(_STANDS).order_by(*_ORDER)).all()


def school_counts(session: Session) -> dict[int, int]:
    """Territory → how many schools stand in it."""
    counted = select(School.territory_id, func.count()).where(_STANDS).group_by(col(School.territory_id))
    return dict(session.exec(counted).all())


def aliases(session: Session, school_id: int | None) -> Sequence[School]:
    """What was merged into this school."""
    return session.exec(select(School).where(School.merged_into_id == school_id).order_by(*_ORDER)).all()


def meant(session: Session, school_id: int, *, held: bool = False) -> School | None:
    """The school of this id, or the one into which it was merged. `held`: nobody merges it until we are done."""
    school = session.get(School, school_id, with_for_update={"read": True} if held else None)
    return session.get_one(School, school.merged_into_id) if school and school.merged_into_id else school


def named(session: Session, ids: Collection[int]) -> dict[int, School]:
    return {school.id or 0: school for school in session.exec(select(School).where(col(School.id).in_(ids))).all()}


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [_STANDS]
    if filters.territory_id is not None:
        found.append(col(School.territory_id) == filters.territory_id)
    if filters.rural is not None:
        found.append(col(School.is_rural).is_(filters.rural))
    if filters.checked is not None:
        found.append(col(School.is_checked).is_(filters.checked))
    found += [col(School.search_key).contains(word, autoescape=True) for word in search_key(filters.words).split()]
    return found


_ORDER = (col(School.sort_key), col(School.id))
