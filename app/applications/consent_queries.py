"""Questions about consents of many works, each a constant number of statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, func, select

from app.applications.file_queries import IN_ORDER
from app.applications.models import Application, Attachment, Author, Consent, ConsentKind, Purpose, Status
from app.contests.models import Contest, ContestKind
from app.places.models import School

EXPECTED = (Status.SUBMITTED, Status.RETURNED, Status.ADMITTED)
"""In the race: a work without the consent to take part is in its way here."""


@dataclass
class Child:
    """A work with what is known of its author and of the consents."""

    application: Application
    author: Author | None = None
    school: School | None = None
    consents: dict[ConsentKind, Consent] = field(default_factory=dict)
    scans: list[Attachment] = field(default_factory=list)
    pictures: list[Attachment] = field(default_factory=list)

    def stands(self, kind: ConsentKind) -> bool:
        return kind in self.consents and self.consents[kind].withdrawn_at is None

    @property
    def is_missing(self) -> bool:
        return not self.stands(ConsentKind.TAKE_PART)

    @property
    def is_expected(self) -> bool:
        return self.application.status is Status.DRAFT or self.application.status in EXPECTED


def children(session: Session, works: Sequence[Application]) -> list[Child]:
    found = {work.id: Child(work) for work in works}
    authors = select(Author, School).join(School, col(School.id) == col(Author.school_id))
    for author, school in session.exec(authors.where(col(Author.application_id).in_(found))):
        found[author.application_id].author, found[author.application_id].school = author, school
    for consent in session.exec(select(Consent).where(col(Consent.application_id).in_(found))):
        found[consent.application_id].consents[consent.kind] = consent
    files = select(Attachment).where(col(Attachment.application_id).in_(found), col(Attachment.removed_at).is_(None))
    for file in session.exec(files.order_by(*IN_ORDER)):
        child = found[file.application_id]
        (child.scans if file.purpose is Purpose.CONSENT else child.pictures).append(file)
    return list(found.values())


def missing_among(session: Session, application_ids: Collection[int]) -> set[int]:
    """Those of a drawing contest whose consent to take part does not stand."""
    rows = session.exec(
        select(col(Application.id))
        .join(Contest, col(Contest.id) == col(Application.contest_id))
        .where(col(Application.id).in_(application_ids), Contest.kind == ContestKind.DRAWING, lacks_first())
    ).all()
    return {id_ for id_ in rows if id_ is not None}


def missing_by_batch(session: Session, teacher_id: int) -> dict[int, int]:
    """Batch id → how many of its works, drafts too, have no consent to take part."""
    rows = session.exec(
        select(Application.batch_id, func.count(col(Application.id)))
        .where(Application.applicant_id == teacher_id, col(Application.batch_id).is_not(None))
        .where(col(Application.status).in_((Status.DRAFT, *EXPECTED)), lacks_first())
        .group_by(col(Application.batch_id))
    ).all()
    return {batch_id: number for batch_id, number in rows if batch_id is not None}


def missing(session: Session, contest_id: int | None) -> int:
    """How many works in the race have no consent to take part."""
    found = select(func.count(col(Application.id))).where(Application.contest_id == contest_id, waits_for_consent())
    return int(session.exec(found).one())


def waits_for_consent() -> Any:
    return col(Application.status).in_(EXPECTED) & lacks_first()


def lacks_first() -> Any:
    standing = select(Consent.application_id).where(
        Consent.kind == ConsentKind.TAKE_PART, col(Consent.withdrawn_at).is_(None)
    )
    return col(Application.id).not_in(standing)
