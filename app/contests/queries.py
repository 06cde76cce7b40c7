"""Questions about contests."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlmodel import Session, col, select

from app.contests.models import (
    Contest,
    ContestKind,
    ContestStatus,
    Criterion,
    Nomination,
    Question,
    Role,
    RoleName,
    RulesStamp,
    RulesText,
)

Part = TypeVar("Part", Nomination, Criterion, Question)


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


def has_prefix(session: Session, prefix: str, edition: int) -> bool:
    """Somebody numbers applications of that year so."""
    taken = select(Contest.id).where(Contest.number_prefix == prefix, Contest.edition == edition)
    return session.exec(taken).first() is not None


def of_edition(session: Session, kind: ContestKind, edition: int) -> Contest | None:
    return session.exec(select(Contest).where(Contest.kind == kind, Contest.edition == edition).limit(1)).first()


def parts(session: Session, model: type[Part], contest_id: int | None) -> Sequence[Part]:
    """Its nominations, criteria or questions, in their order."""
    return session.exec(select(model).where(model.contest_id == contest_id).order_by(col(model.position))).all()


def questions(session: Session, contest_id: int | None) -> Sequence[Question]:
    return parts(session, Question, contest_id)


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


def rules_versions(session: Session, contest_id: int | None, *, in_force: bool) -> Sequence[RulesText]:
    """Every text, the newest first; `in_force`: only those that were ever published."""
    found = select(RulesText).where(RulesText.contest_id == contest_id)
    if in_force:
        found = found.where(col(RulesText.frozen_at).is_not(None))
    return session.exec(found.order_by(col(RulesText.version).desc(), RulesText.language)).all()


def rules_languages(session: Session, contest_id: int | None) -> frozenset[str]:
    """In which languages there are rules."""
    return frozenset(session.exec(select(RulesText.language).where(RulesText.contest_id == contest_id).distinct()))


def rules_of(session: Session, contest_id: int | None, version: int) -> dict[str, RulesText]:
    """One version in each language."""
    rows = session.exec(
        select(RulesText).where(RulesText.contest_id == contest_id, RulesText.version == version)
    ).all()  # fmt: skip
    return {row.language: row for row in rows}


def stamps(session: Session, contest_id: int | None, version: int) -> Sequence[RulesStamp]:
    """Who approved and agreed to one version."""
    return session.exec(
        select(RulesStamp)
        .where(RulesStamp.contest_id == contest_id, RulesStamp.version == version)
        .order_by(col(RulesStamp.kind).desc())
    ).all()


def rules(session: Session, contest_id: int | None) -> dict[str, RulesText]:
    """The newest version of the rules in each language."""
    rows = session.exec(
        select(RulesText).where(RulesText.contest_id == contest_id).order_by(col(RulesText.version))
    ).all()
    return {row.language: row for row in rows}
