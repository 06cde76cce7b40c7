"""Questions of those who check applications."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from app.accounts.models import User
from app.applications.admission_models import Check
from app.applications.batch_models import Batch
from app.applications.file_queries import IN_ORDER
from app.applications.models import Application, Attachment, Rendition, RenditionKind, Status, Version


def checks(session: Session, application_id: int | None) -> dict[str, Check]:
    """Item → how it was answered."""
    rows = session.exec(select(Check).where(Check.application_id == application_id)).all()
    return {row.item: row for row in rows}


def checkers(session: Session, application_id: int | None) -> dict[int, str]:
    """Who has answered its check list, by id."""
    rows = session.exec(
        select(User.id, User.name).where(User.id == Check.checked_by, Check.application_id == application_id)
    ).all()
    return {id_ or 0: name for id_, name in rows}


def versions(session: Session, application_id: int | None) -> Sequence[Version]:
    """The newest first."""
    return session.exec(
        select(Version).where(Version.application_id == application_id).order_by(col(Version.number).desc())
    ).all()


def pages(session: Session, application_id: int | None) -> Sequence[tuple[Attachment, Rendition]]:
    """Page pictures of the files that the application holds, file by file."""
    return session.exec(
        select(Attachment, Rendition)
        .join(Rendition, col(Rendition.attachment_id) == col(Attachment.id))
        .where(
            Attachment.application_id == application_id,
            col(Attachment.removed_at).is_(None),
            Rendition.kind == RenditionKind.PAGE,
        )
        .order_by(*IN_ORDER, col(Rendition.page))
    ).all()


def judged_pictures(session: Session, application_id: int | None) -> Sequence[Rendition]:
    """As the commission sees a work, the main picture first."""
    return session.exec(
        select(Rendition)
        .join(Attachment, col(Attachment.id) == col(Rendition.attachment_id))
        .where(
            Attachment.application_id == application_id,
            col(Attachment.removed_at).is_(None),
            Rendition.kind == RenditionKind.JUDGED,
        )
        .order_by(*IN_ORDER)
    ).all()


def next_to_check(session: Session, contest_id: int | None, *, but: int | None) -> Application | None:
    """The one that has waited longest for its check."""
    return session.exec(
        select(Application)
        .where(
            Application.contest_id == contest_id, Application.status == Status.SUBMITTED, Application.id != but
        )
        .order_by(col(Application.final_submitted_at), col(Application.id))
        .limit(1)
    ).first()  # fmt: skip


def entrants(session: Session, contest_id: int | None) -> Sequence[User]:
    """Who has begun or handed in something, batches too, and has not taken all of it back."""
    entered = select(Application.applicant_id).where(
        Application.contest_id == contest_id, Application.status != Status.WITHDRAWN
    )
    teachers = select(Batch.teacher_id).where(Batch.contest_id == contest_id)
    return session.exec(
        select(User).where(or_(col(User.id).in_(entered), col(User.id).in_(teachers))).order_by(col(User.id))
    ).all()
