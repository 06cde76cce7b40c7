"""Questions about contests."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.contests.models import Contest, ContestStatus, Criterion, Nomination, Role, RoleName, RulesText


def roles_of(session: Session, user_id: int) -> frozenset[tuple[int, RoleName]]:
    """(contest id, role) of everything that this person may do."""
    rows = session.exec(select(Role).where(Role.user_id == user_id)).all()
    return frozenset((row.contest_id, row.name) for row in rows)


def public(session: Session) -> Sequence[Contest]:
    """Announced ones and later, the newest closing first."""
    return session.exec(
        select(Contest).where(Contest.status != ContestStatus.DRAFT).order_by(col(Contest.closes_at).desc())
    ).all()


def by_slug(session: Session, slug: str) -> Contest | None:
    return session.exec(select(Contest).where(Contest.slug == slug)).first()


def nominations(session: Session, contest_id: int | None) -> Sequence[Nomination]:
    return session.exec(
        select(Nomination).where(Nomination.contest_id == contest_id).order_by(col(Nomination.position))
    ).all()


def criteria(session: Session, contest_id: int | None) -> Sequence[Criterion]:
    return session.exec(
        select(Criterion).where(Criterion.contest_id == contest_id).order_by(col(Criterion.position))
    ).all()


def of_staff(session: Session, user_id: int, names: frozenset[RoleName]) -> Sequence[Contest]:
    """The contests in which this person has one of these roles."""
    mine = select(Role.contest_id).where(Role.user_id == user_id, col(Role.name).in_(names))
    return session.exec(select(Contest).where(col(Contest.id).in_(mine)).order_by(col(Contest.closes_at).desc())).all()


def rules(session: Session, contest_id: int | None) -> dict[str, RulesText]:
    """The newest version of the rules in each language."""
    rows = session.exec(
        select(RulesText).where(RulesText.contest_id == contest_id).order_by(col(RulesText.version))
    ).all()
    return {row.language: row for row in rows}
