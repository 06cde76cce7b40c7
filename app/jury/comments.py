"""What experts wrote about an application, for its applicant: nothing that tells who wrote it."""

from collections import defaultdict
from collections.abc import Collection

from sqlmodel import Session, col, select

from app.jury.models import Sheet, SheetStatus


def comments(session: Session, application_ids: Collection[int | None]) -> dict[int, list[str]]:
    """Application id → the comments of its sealed sheets, in the order of their letters, which is nobody's."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = session.exec(
        select(Sheet.application_id, Sheet.comment)
        .where(col(Sheet.application_id).in_(application_ids), Sheet.status == SheetStatus.SEALED, Sheet.comment != "")
    ).all()  # fmt: skip
    for application_id, comment in rows:
        found[application_id].append(comment.strip())
    return {application_id: sorted(set(written)) for application_id, written in found.items()}
