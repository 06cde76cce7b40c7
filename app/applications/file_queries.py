"""Questions about attachments and what was made of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from app.applications.models import Application, Attachment, Purpose, Rendition, RenditionKind

IN_ORDER = (col(Attachment.position), col(Attachment.id))


def attachments(session: Session, application_id: int | None) -> Sequence[Attachment]:
    """What the application holds now, in its order."""
    return session.exec(
        select(Attachment)
        .where(Attachment.application_id == application_id, col(Attachment.removed_at).is_(None))
        .order_by(*IN_ORDER)
    ).all()


def pictures(session: Session, application_id: int | None) -> list[Attachment]:
    """Of a work, the main one first."""
    return [item for item in attachments(session, application_id) if item.purpose is Purpose.PICTURE]


def attachment(session: Session, application_id: int | None, attachment_id: int) -> Attachment | None:
    return session.exec(
        select(Attachment).where(
            Attachment.id == attachment_id,
            Attachment.application_id == application_id,
            col(Attachment.removed_at).is_(None),
        )
    ).first()


def arrived(session: Session, application_id: int | None, key: str) -> Attachment | None:
    """What an earlier attempt with this key has brought, taken out since or not."""
    wanted = (Attachment.application_id == application_id, Attachment.upload_key == key)
    return session.exec(select(Attachment).where(*wanted)).first() if key else None


def renditions(session: Session, attachment_ids: Iterable[int | None], kind: RenditionKind) -> Sequence[Rendition]:
    return session.exec(
        select(Rendition)
        .where(col(Rendition.attachment_id).in_(list(attachment_ids)), Rendition.kind == kind)
        .order_by(col(Rendition.attachment_id), col(Rendition.page))
    ).all()


def rendition(session: Session, application_id: int | None, rendition_id: int) -> Rendition | None:
    """The picture if it belongs to a file that the application still holds."""
    return session.exec(
        select(Rendition)
        .join(Attachment, col(Attachment.id) == Rendition.attachment_id)
        .where(
            Rendition.id == rendition_id,
            Attachment.application_id == application_id,
            col(Attachment.removed_at).is_(None),
        )
    ).first()


def bytes_handed_in(session: Session, application_id: int | None) -> int:
    """Of all its files ever, removed ones too."""
    total = select(func.coalesce(func.sum(Attachment.size), 0)).where(Attachment.application_id == application_id)
    return int(session.exec(total).one())


def uploads_since(session: Session, user_id: int, since: datetime) -> int:
    """How many different files; one sheet for a whole class is one."""
    mine = select(func.count(func.distinct(col(Attachment.sha256))))
    return int(session.exec(mine.where(Attachment.uploaded_by == user_id, Attachment.uploaded_at > since)).one())


def others_in_contest(session: Session, application: Application) -> Sequence[tuple[int, str, str, str]]:
    """(application id, number, SHA-256, fingerprint) of the files of all other applications that were submitted."""
    rows = session.exec(
        select(col(Application.id), col(Application.number), col(Attachment.sha256), col(Attachment.fingerprint))
        .join(Attachment, col(Attachment.application_id) == col(Application.id))
        .where(
            Application.contest_id == application.contest_id,
            Application.id != application.id,
            col(Application.number).is_not(None),
            col(Attachment.removed_at).is_(None),
            Attachment.purpose != Purpose.CONSENT,
        )
        .order_by(col(Application.id))
    ).all()
    return [(id_ or 0, number or "", sha256, fingerprint) for id_, number, sha256, fingerprint in rows]
