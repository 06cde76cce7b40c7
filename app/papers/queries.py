"""Questions about papers: for whom, by whom, how they look."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.alphabet import sort_key
from app.applications.models import Application, Author, Status
from app.awards.models import Award
from app.awards.queries import STANDS
from app.contests.models import Contest, Nomination
from app.papers.models import Addressee, Certificate, CertificateStatus, PaperDesign, PaperKind
from app.papers.name_models import NameProof
from app.places.models import School

HOLDING = (CertificateStatus.ISSUED, CertificateStatus.HANDED_OVER)


@dataclass
class Entry:
    """An admitted application with what papers say of it; a pupil's work has an author at a school. `proof`: what was
    corrected for its papers."""

    application: Application
    nomination: Nomination
    award: Award | None
    author: Author | None
    school: School | None
    proof: NameProof | None = None


@dataclass(frozen=True)
class Issued:
    """Of an issued paper: whose and which it is."""

    id: int
    key: str
    kind: PaperKind
    status: CertificateStatus
    application_id: int | None
    addressee_id: int | None


def entries(
    session: Session, contest_id: int | None, *, application_id: int | None = None, awarded: bool = False
) -> list[Entry]:
    """Everybody admitted (or one of them, or the awarded ones), by nomination and number."""
    statement = (
        columns(Application, Nomination, Award, Author, School, NameProof)
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .outerjoin(Award, (col(Award.application_id) == col(Application.id)) & STANDS)
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .outerjoin(School, col(School.id) == col(Author.school_id))
        .outerjoin(NameProof, col(NameProof.application_id) == col(Application.id))
        .where(col(Application.contest_id) == contest_id, col(Application.status) == Status.ADMITTED)
        .order_by(col(Nomination.position), col(Application.number))
    )
    if application_id is not None:
        statement = statement.where(col(Application.id) == application_id)
    if awarded:
        statement = statement.where(col(Award.id).is_not(None))
    return [Entry(*row) for row in session.execute(statement).all()]


def issued(session: Session, contest_id: int | None) -> list[Issued]:
    """Every paper that was ever issued here, void ones too, the oldest first."""
    columns_ = (Certificate.id, Certificate.recipient_key, Certificate.kind, Certificate.status,
                Certificate.application_id, Certificate.addressee_id)  # fmt: skip
    rows = session.execute(
        columns(*map(col, columns_)).where(col(Certificate.contest_id) == contest_id).order_by(col(Certificate.id))
    ).all()
    return [Issued(*row) for row in rows]


def design(session: Session, contest_id: int | None) -> PaperDesign | None:
    """How papers look now."""
    return session.exec(
        select(PaperDesign)
        .where(PaperDesign.contest_id == contest_id)
        .order_by(col(PaperDesign.version).desc())
        .limit(1)
    ).first()


def addressees(session: Session, contest_id: int | None) -> Sequence[Addressee]:
    return session.exec(
        select(Addressee).where(Addressee.contest_id == contest_id).order_by(col(Addressee.role), col(Addressee.id))
    ).all()


def addressee(session: Session, contest_id: int | None, addressee_id: int) -> Addressee | None:
    found = session.get(Addressee, addressee_id)
    return found if found and found.contest_id == contest_id else None


def has_papers(session: Session, one: Addressee) -> bool:
    return session.exec(select(Certificate.id).where(Certificate.addressee_id == one.id).limit(1)).first() is not None


def letters(session: Session, contest_id: int | None) -> dict[int, Certificate]:
    """The letters of thanks that hold, by their ids."""
    rows = session.exec(
        select(Certificate).where(
            Certificate.contest_id == contest_id, Certificate.kind == PaperKind.THANKS,
            col(Certificate.status).in_(HOLDING),
        )
    ).all()  # fmt: skip
    return {one.id or 0: one for one in rows}


def by_number(session: Session, number: str, contest_id: int | None = None) -> Certificate | None:
    statement = select(Certificate).where(Certificate.number == number)
    if contest_id is not None:
        statement = statement.where(Certificate.contest_id == contest_id)
    return session.exec(statement).first()


def with_application(session: Session, number: str) -> tuple[Certificate, Application | None] | None:
    """None in place of the application for those who have entered nothing."""
    row = session.execute(
        columns(Certificate, Application)
        .outerjoin(Application, col(Application.id) == col(Certificate.application_id))
        .where(col(Certificate.number) == number)
    ).first()
    return (row[0], row[1]) if row else None


def successor(session: Session, paper: Certificate) -> Certificate | None:
    """The paper that holds in its place."""
    return session.exec(
        select(Certificate).where(
            Certificate.contest_id == paper.contest_id, Certificate.recipient_key == paper.recipient_key,
            Certificate.kind == paper.kind, col(Certificate.issue) > paper.issue, col(Certificate.status).in_(HOLDING),
        )
    ).first()  # fmt: skip


def predecessor(session: Session, paper: Certificate) -> Certificate | None:
    """The paper in whose place it was issued."""
    return session.exec(
        select(Certificate).where(
            Certificate.contest_id == paper.contest_id, Certificate.recipient_key == paper.recipient_key,
            Certificate.kind == paper.kind, Certificate.issue == paper.issue - 1,
        )
    ).first()  # fmt: skip


def of_application(session: Session, application_id: int | None) -> Sequence[Certificate]:
    """The papers of one application that hold."""
    return session.exec(
        select(Certificate)
        .where(Certificate.application_id == application_id, col(Certificate.status).in_(HOLDING))
        .order_by(col(Certificate.id))
    ).all()


def contests_of(session: Session, user_id: int) -> Sequence[tuple[Contest, int]]:
    """The contests in which this person's applications have two papers or more that hold, and how many."""
    rows = session.execute(
        columns(Contest, func.count(col(Certificate.id)))
        .join(Certificate, col(Certificate.contest_id) == col(Contest.id))
        .join(Application, col(Application.id) == col(Certificate.application_id))
        .where(col(Application.applicant_id) == user_id, col(Certificate.status).in_(HOLDING))
        .group_by(col(Contest.id))
        .having(func.count(col(Certificate.id)) > 1)
        .order_by(col(Contest.id).desc())
    ).all()
    return [(contest, int(count)) for contest, count in rows]


def by_batch(session: Session, user_id: int) -> dict[int, int]:
    """Batch id → how many papers of its works hold."""
    rows = session.execute(
        columns(col(Application.batch_id), func.count(col(Certificate.id)))
        .join(Certificate, col(Certificate.application_id) == col(Application.id))
        .where(col(Application.applicant_id) == user_id, col(Application.batch_id).is_not(None))
        .where(col(Certificate.status).in_(HOLDING))
        .group_by(col(Application.batch_id))
    ).all()
    return {int(batch_id): int(count) for batch_id, count in rows}


def of_person(
    session: Session, user_id: int, contest_id: int | None, *, batch_id: int | None = None
) -> list[Certificate]:
    """The papers that hold of all this person's applications (of one batch), by class and, in it, by the Kazakh
    alphabet: as they are handed out at a school."""
    statement = (
        columns(Certificate, col(Author.grade))
        .join(Application, col(Application.id) == col(Certificate.application_id))
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .where(col(Application.applicant_id) == user_id, col(Certificate.contest_id) == contest_id)
        .where(col(Certificate.status).in_(HOLDING))
    )
    if batch_id is not None:
        statement = statement.where(col(Application.batch_id) == batch_id)
    rows = session.execute(statement.order_by(col(Certificate.id))).all()
    ranked = sorted(rows, key=lambda row: (-1 if row[1] is None else row[1], sort_key(row[0].printed["recipient"])))
    return [paper for paper, _ in ranked]
