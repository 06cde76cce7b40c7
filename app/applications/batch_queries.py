"""Questions about teachers' batches, each a constant number of statements however many works there are."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from app.applications.batch_models import Batch
from app.applications.models import Application, Attachment, Purpose, Status, Version
from app.contests.models import Contest


def batch(session: Session, contest_id: int | None, batch_id: int) -> Batch | None:
    return session.exec(select(Batch).where(Batch.id == batch_id, Batch.contest_id == contest_id)).first()


def batches(session: Session, teacher_id: int, contest_id: int | None) -> Sequence[Batch]:
    """This person's in this contest, the latest first."""
    mine = select(Batch).where(Batch.teacher_id == teacher_id, Batch.contest_id == contest_id)
    return session.exec(mine.order_by(col(Batch.id).desc())).all()


def made_by(session: Session, teacher_id: int, nonce: str) -> Batch | None:
    return session.exec(select(Batch).where(Batch.teacher_id == teacher_id, Batch.nonce == nonce)).first()


def works(session: Session, batch_id: int | None) -> Sequence[Application]:
    """In the order in which they came."""
    return session.exec(select(Application).where(Application.batch_id == batch_id).order_by(col(Application.id))).all()


def works_to_change(session: Session, batch_id: int | None) -> Sequence[Application]:
    """The same as they stand now, held until the end of the transaction: each is also saved by its own form, decided on
    by the office, and moved to another school."""
    found = select(Application).where(Application.batch_id == batch_id).order_by(col(Application.id))
    return session.exec(found.with_for_update(), execution_options={"populate_existing": True}).all()


def work(session: Session, batch_id: int | None, work_id: int) -> Application | None:
    return session.exec(select(Application).where(Application.id == work_id, Application.batch_id == batch_id)).first()


def work_of(session: Session, batch_id: int | None, nonce: str) -> Application | None:
    mine = select(Application).where(Application.batch_id == batch_id, Application.nonce == nonce)
    return session.exec(mine).first()


def number_of_works(session: Session, batch_id: int | None) -> int:
    return session.exec(select(func.count()).select_from(Application).where(Application.batch_id == batch_id)).one()


def pictures(session: Session, teacher_id: int, contest_id: int) -> Sequence[tuple[Application, Attachment]]:
    """Every picture that this person's works in the contest hold, in order of arrival."""
    return session.exec(
        select(Application, Attachment)
        .join(Attachment, col(Attachment.application_id) == col(Application.id))
        .where(Application.applicant_id == teacher_id, Application.contest_id == contest_id)
        .where(Attachment.purpose == Purpose.PICTURE, col(Attachment.removed_at).is_(None))
        .order_by(col(Attachment.application_id), col(Attachment.position), col(Attachment.id))
    ).all()


def pictures_of_batch(session: Session, batch_id: int | None) -> Sequence[Attachment]:
    return session.exec(
        select(Attachment)
        .join(Application, col(Application.id) == Attachment.application_id)
        .where(Application.batch_id == batch_id, Attachment.purpose == Purpose.PICTURE)
        .where(col(Attachment.removed_at).is_(None))
        .order_by(col(Attachment.application_id), col(Attachment.position), col(Attachment.id))
    ).all()


def brought_by(session: Session, batch_id: int | None, key: str) -> tuple[Application, Attachment] | None:
    """What an earlier attempt with this key has brought, taken out since or not, and the work to which it came."""
    brought = (
        select(Application, Attachment)
        .join(Attachment, col(Attachment.application_id) == col(Application.id))
        .where(Application.batch_id == batch_id, Attachment.upload_key == key)
    )
    return session.exec(brought).first() if key else None


def counts(session: Session, teacher_id: int) -> Sequence[tuple[Batch, Contest, Status | None, int]]:
    """How many works of each state this person's batches hold, the latest batch first; an empty batch has a row too."""
    rows = session.exec(
        select(Batch, Contest, col(Application.status), func.count(col(Application.id)))
        .join(Contest, col(Contest.id) == Batch.contest_id)
        .outerjoin(Application, col(Application.batch_id) == Batch.id)
        .where(Batch.teacher_id == teacher_id)
        .group_by(col(Batch.id), col(Contest.id), col(Application.status))
        .order_by(col(Batch.id).desc())
    ).all()
    return [(one, contest, status, number) for one, contest, status, number in rows]


def last_versions(session: Session, batch_id: int | None) -> dict[int, Version]:
    """Work id → what was handed in last."""
    rows = session.exec(
        select(Version)
        .join(Application, col(Application.id) == Version.application_id)
        .where(Application.batch_id == batch_id)
        .order_by(col(Version.number))
    ).all()
    return {version.application_id: version for version in rows}


def handed_in_with(session: Session, application: Application) -> Sequence[Application]:
    """The other works of its batch that were handed in."""
    if application.batch_id is None:
        return []
    return session.exec(
        select(Application)
        .where(Application.batch_id == application.batch_id, Application.id != application.id)
        .where(col(Application.number).is_not(None))
        .order_by(col(Application.number))
    ).all()
