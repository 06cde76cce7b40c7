"""Questions about places, in the order of the Kazakh alphabet."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.alphabet import search_key
from app.places.models import School, Territory


def territories(session: Session) -> Sequence[Territory]:
    return session.exec(select(Territory).order_by(col(Territory.sort_key), col(Territory.id))).all()


def schools(session: Session, territory_id: int) -> Sequence[School]:
    return session.exec(
        select(School).where(School.territory_id == territory_id).order_by(col(School.sort_key), col(School.id))
    ).all()


def find_schools(session: Session, text: str, territory_id: int | None = None, limit: int = 20) -> Sequence[School]:
    """Schools in whose names or settlements every word of `text` is found, however it was spelled: «сарыозек» finds
    «Сарыөзек». Without words, the first ones of the territory."""
    statement = select(School)
    if territory_id is not None:
        statement = statement.where(School.territory_id == territory_id)
    for word in search_key(text).split():
        statement = statement.where(col(School.search_key).contains(word, autoescape=True))
    return session.exec(statement.order_by(col(School.sort_key), col(School.id)).limit(limit)).all()
