"""Questions about who runs the contests."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.programmes.models import Organisation, Programme


def organisation(session: Session) -> Organisation | None:
    return session.exec(select(Organisation).order_by(col(Organisation.id)).limit(1)).first()


def programme(session: Session, programme_id: int) -> Programme:
    return session.exec(select(Programme).where(Programme.id == programme_id)).one()


def latest(session: Session) -> Programme | None:
    return session.exec(select(Programme).order_by(col(Programme.id).desc()).limit(1)).first()


def one(session: Session, programme_id: int) -> Programme | None:
    return session.get(Programme, programme_id)


def every(session: Session) -> Sequence[Programme]:
    """The newest first."""
    return session.exec(select(Programme).order_by(col(Programme.id).desc())).all()
