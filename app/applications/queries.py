"""Questions about applications."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from app.applications.forms import Frame
from app.applications.models import (
    Activity,
    Application,
    Attachment,
    Author,
    BudgetLine,
    Consent,
    ConsentKind,
    Status,
    Version,
)
from app.contests import queries as contests
from app.contests.models import Contest, Nomination
from app.i18n import local
from app.places.models import Territory


def get(session: Session, application_id: int) -> Application | None:
    return session.get(Application, application_id)


def own(session: Session, user_id: int) -> Sequence[tuple[Application, Contest]]:
    """Everything of this person with its contest, the latest saved first."""
    return session.exec(
        select(Application, Contest)
        .where(Application.applicant_id == user_id, Application.contest_id == Contest.id)
        .order_by(col(Application.saved_at).desc(), col(Application.id).desc())
    ).all()


def own_drafts(session: Session, user_id: int, contest_id: int | None) -> Sequence[Application]:
    """Begun in this contest and not handed in yet; those of a teacher's batches stand there."""
    return session.exec(
        select(Application)
        .where(Application.applicant_id == user_id, Application.contest_id == contest_id)
        .where(col(Application.batch_id).is_(None))
        .where(Application.status == Status.DRAFT)
        .order_by(col(Application.saved_at).desc())
    ).all()


def own_submitted(session: Session, user_id: int, contest_id: int | None) -> Sequence[Application]:
    """The same of those that were."""
    return session.exec(
        select(Application)
        .where(Application.applicant_id == user_id, Application.contest_id == contest_id)
        .where(col(Application.batch_id).is_(None))
        .where(Application.status != Status.DRAFT)
        .order_by(col(Application.number))
    ).all()


def attachments(session: Session, application: Application) -> Sequence[Attachment]:
    """The files that belong to it now, in their order."""
    return session.exec(
        select(Attachment)
        .where(Attachment.application_id == application.id, col(Attachment.removed_at).is_(None))
        .order_by(col(Attachment.position), col(Attachment.id))
    ).all()


def files_of(session: Session, application_ids: Sequence[int | None]) -> dict[int, list[dict[str, Any]]]:
    """Application id → its present files as a Version lists them."""
    rows = session.exec(
        select(Attachment)
        .where(col(Attachment.application_id).in_(application_ids), col(Attachment.removed_at).is_(None))
        .order_by(col(Attachment.position), col(Attachment.id))
    ).all()
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for file in rows:
        found[file.application_id].append(
            {"name": file.name, "purpose": file.purpose.value, "sha256": file.sha256, "size": file.size}
        )
    return found


def latest_version(session: Session, application: Application) -> Version | None:
    return session.exec(
        select(Version).where(Version.application_id == application.id).order_by(col(Version.number).desc()).limit(1)
    ).first()


def digests(session: Session, application_ids: Sequence[int | None]) -> dict[int, str]:
    """Application id → hash of its last submission."""
    rows = session.exec(
        select(Version.application_id, Version.sha256)
        .where(col(Version.application_id).in_(application_ids))
        .order_by(col(Version.number))
    ).all()
    return dict(rows)


def budget(session: Session, application_id: int | None) -> Sequence[BudgetLine]:
    """The accepted lines."""
    return session.exec(
        select(BudgetLine)
        .where(BudgetLine.application_id == application_id, ~col(BudgetLine.added_later))
        .order_by(col(BudgetLine.position))
    ).all()


def budgets(session: Session, application_ids: Collection[int]) -> dict[int, list[BudgetLine]]:
    """Application id → the same lines."""
    found: dict[int, list[BudgetLine]] = {}
    lines = session.exec(
        select(BudgetLine)
        .where(col(BudgetLine.application_id).in_(application_ids), ~col(BudgetLine.added_later))
        .order_by(col(BudgetLine.application_id), col(BudgetLine.position))
    ).all()
    for line in lines:
        found.setdefault(line.application_id, []).append(line)
    return found


def activities(session: Session, application_id: int | None) -> Sequence[Activity]:
    return session.exec(
        select(Activity).where(Activity.application_id == application_id).order_by(col(Activity.position))
    ).all()


def consents(session: Session, application_id: int | None) -> dict[ConsentKind, Consent]:
    """By kind, withdrawn ones too."""
    rows = session.exec(select(Consent).where(Consent.application_id == application_id)).all()
    return {row.kind: row for row in rows}


def author(session: Session, application_id: int | None) -> Author | None:
    return session.exec(select(Author).where(Author.application_id == application_id)).first()


def nomination(session: Session, application: Application) -> Nomination | None:
    return session.get(Nomination, application.nomination_id) if application.nomination_id else None


def territories(session: Session) -> Sequence[Territory]:
    return session.exec(select(Territory).order_by(col(Territory.sort_key))).all()


def frame(session: Session, contest: Contest, now: datetime) -> Frame:
    """What the forms of this contest are held against."""
    nominations = {nomination.position: nomination for nomination in contests.nominations(session, contest.id)}
    known = {territory.code: territory for territory in territories(session)}
    return Frame(contest, nominations, known, local(now).date(), contests.questions(session, contest.id))
