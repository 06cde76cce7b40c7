"""What the receipt of a teacher's batch is made of, on the page and on paper."""

from dataclasses import dataclass
from typing import cast

from sqlmodel import Session

from app.applications import batch_queries
from app.applications.batch_models import Batch
from app.applications.models import Application, Version
from app.contests import queries as contests
from app.contests.models import Contest
from app.db import Texts
from app.documents.batch_receipt import BatchReceipt, ReceivedWork
from app.documents.bilingual import Reader
from app.i18n import language, pick
from app.programmes.models import Organisation
from app.web.applications import my_applications


@dataclass(frozen=True)
class Received:
    work: Application
    version: Version
    nomination: Texts


def received(session: Session, batch: Batch, contest: Contest) -> list[Received]:
    """The works that were handed in, in the order of their numbers."""
    versions = batch_queries.last_versions(session, batch.id)
    titles = {one.id: one.title for one in contests.nominations(session, contest.id)}
    works = [work for work in batch_queries.works(session, batch.id) if work.number and work.id in versions]
    works.sort(key=lambda work: work.number or "")
    return [Received(work, versions[work.id or 0], titles.get(work.nomination_id, {})) for work in works]


def receipt(
    session: Session, batch: Batch, contest: Contest, works: list[Received], organisation: Organisation | None
) -> BatchReceipt:
    """In the reader's language."""
    lines = [
        ReceivedWork(
            one.work.number or "", one.work.applicant_name, one.work.title, pick(one.nomination),
            one.version.submitted_at, one.version.sha256,
        )
        for one in works
    ]  # fmt: skip
    return BatchReceipt(
        cast(Reader, language()), pick(contest.title), pick(my_applications.school_of(session, batch)),
        str(batch.answers.get("teacher_name", "")), pick(organisation.name) if organisation else "", tuple(lines),
    )  # fmt: skip
