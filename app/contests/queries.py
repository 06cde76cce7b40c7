"""Questions about contests."""

from collections.abc import Collection, Sequence
from datetime import datetime

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


def listed(session: Session, draft_ids: Collection[int]) -> Sequence[Contest]:
    """What the front page shows: the public ones, and of the drafts those that this person works on."""
    shown = (col(Contest.status) != ContestStatus.DRAFT) | col(Contest.id).in_(draft_ids)
    return session.exec(select(Contest).where(shown).order_by(col(Contest.closes_at).desc(), col(Contest.id))).all()


def previous_edition(session: Session, contest: Contest) -> Contest | None:
    return session.exec(
        select(Contest)
        .where(Contest.number_prefix == contest.number_prefix, Contest.edition < contest.edition)
        .order_by(col(Contest.edition).desc())
        .limit(1)
    ).first()


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


def holders(session: Session, contest_id: int | None, name: RoleName) -> Sequence[int]:
    """Ids of the people who have this role."""
    return session.exec(
        select(Role.user_id).where(Role.contest_id == contest_id, Role.name == name).order_by(col(Role.id))
    ).all()


def rules_versions(session: Session, contest_id: int | None) -> Sequence[tuple[str, int, datetime, datetime | None]]:
    """(language, version, made at, frozen at) of every text, the newest first; without the texts themselves."""
    return session.exec(
        select(RulesText.language, RulesText.version, RulesText.created_at, RulesText.frozen_at)
        .where(RulesText.contest_id == contest_id)
        .order_by(col(RulesText.version).desc(), RulesText.language)
    ).all()


def rules_text(session: Session, contest_id: int | None, language: str, version: int | None) -> RulesText | None:
    """One text; without a version the newest."""
    statement = select(RulesText).where(RulesText.contest_id == contest_id, RulesText.language == language)
    if version is not None:
        statement = statement.where(RulesText.version == version)
    return session.exec(statement.order_by(col(RulesText.version).desc()).limit(1)).first()


def rules(session: Session, contest_id: int | None) -> dict[str, RulesText]:
    """The newest version of the rules in each language."""
    rows = session.exec(
        select(RulesText).where(RulesText.contest_id == contest_id).order_by(col(RulesText.version))
    ).all()
    return {row.language: row for row in rows}
