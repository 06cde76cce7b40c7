"""Questions about issued papers, gifts and handover acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.alphabet import search_key, sort_key
from app.applications.models import Application, Author, Status
from app.awards.models import Award
from app.contests.models import Contest, Nomination
from app.papers.models import Certificate, CertificateStatus, PaperKind
from app.papers.name_models import NameProof
from app.places.models import School

PAGE = 50
HOLDING = (CertificateStatus.ISSUED, CertificateStatus.HANDED_OVER)
Order = Literal["nomination", "school"]


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


def entries(
    session: Session, contest_id: int | None, *, application_id: int | None = None, awarded: bool = False
) -> list[Entry]:
    """Everybody admitted (or one of them, or the awarded ones), by nomination and number."""
    statement = (
        columns(Application, Nomination, Award, Author, School, NameProof)
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .outerjoin(Award, col(Award.application_id) == col(Application.id))
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


def issued(session: Session, contest_id: int | None) -> set[tuple[int, PaperKind]]:
    """(application, kind) of every paper that was ever issued here, void ones too."""
    rows = session.execute(
        columns(col(Certificate.application_id), col(Certificate.kind)).where(col(Certificate.contest_id) == contest_id)
    ).all()
    return {(application_id, PaperKind(kind)) for application_id, kind in rows}


def counts(session: Session, contest_id: int | None) -> dict[PaperKind, dict[CertificateStatus, int]]:
    rows = session.execute(
        columns(col(Certificate.kind), col(Certificate.status), func.count(col(Certificate.id)))
        .where(col(Certificate.contest_id) == contest_id)
        .group_by(col(Certificate.kind), col(Certificate.status))
    ).all()
    found: dict[PaperKind, dict[CertificateStatus, int]] = {}
    for kind, status, count in rows:
        found.setdefault(PaperKind(kind), {})[CertificateStatus(status)] = count
    return found


@dataclass(frozen=True)
class Listed:
    paper: Certificate
    application_number: str
    nomination: dict[str, str]


def listed(
    session: Session, contest_id: int | None, *, kind: PaperKind | None = None, text: str = "", page: int = 1
) -> tuple[list[Listed], int]:
    """Page `page` (from 1) of the papers whose number, person, school or title hold every word of `text`, and how many
    there are in all."""
    where: list[Any] = [col(Certificate.contest_id) == contest_id]
    if kind is not None:
        where.append(col(Certificate.kind) == kind)
    for word in search_key(text).split():
        where.append(
            col(Application.search_key).contains(word, autoescape=True)
            | func.lower(col(Certificate.number)).contains(word, autoescape=True)
        )
    source = (
        columns(Certificate, col(Application.number), col(Nomination.title))
        .join(Application, col(Application.id) == col(Certificate.application_id))
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .where(*where)
    )
    total = session.execute(columns(func.count()).select_from(source.subquery())).scalar_one()
    rows = session.execute(
        source.order_by(col(Certificate.kind), col(Certificate.id)).offset((page - 1) * PAGE).limit(PAGE)
    ).all()
    return [Listed(paper, number or "", title) for paper, number, title in rows], total


def by_number(session: Session, number: str, contest_id: int | None = None) -> Certificate | None:
    statement = select(Certificate).where(Certificate.number == number)
    if contest_id is not None:
        statement = statement.where(Certificate.contest_id == contest_id)
    return session.exec(statement).first()


def with_application(session: Session, number: str) -> tuple[Certificate, Application] | None:
    row = session.exec(
        select(Certificate, Application)
        .join(Application, col(Application.id) == Certificate.application_id)
        .where(Certificate.number == number)
    ).first()
    return (row[0], row[1]) if row else None


def successor(session: Session, paper: Certificate) -> Certificate | None:
    """The paper that replaced it and holds."""
    return session.exec(
        select(Certificate).where(
            Certificate.application_id == paper.application_id, Certificate.kind == paper.kind,
            col(Certificate.issue) > paper.issue, col(Certificate.status).in_(HOLDING),
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


def to_print(
    session: Session, contest_id: int | None, *, kind: PaperKind | None = None, nomination_id: int | None = None,
    school_id: int | None = None, order: Order = "nomination",
) -> Sequence[Certificate]:  # fmt: skip
    """The papers that hold, in the order in which they are handed out."""
    statement = (
        select(Certificate)
        .join(Application, col(Application.id) == Certificate.application_id)
        .join(Nomination, col(Nomination.id) == Application.nomination_id)
        .outerjoin(Author, col(Author.application_id) == Application.id)
        .outerjoin(School, col(School.id) == col(Author.school_id))
        .where(Certificate.contest_id == contest_id, col(Certificate.status).in_(HOLDING))
    )
    if kind is not None:
        statement = statement.where(Certificate.kind == kind)
    if nomination_id is not None:
        statement = statement.where(Nomination.id == nomination_id)
    if school_id is not None:
        statement = statement.where(School.id == school_id)
    by_school = (col(School.sort_key), col(School.id)) if order == "school" else ()
    return session.exec(
        statement.order_by(*by_school, col(Nomination.position), col(Certificate.kind), col(Certificate.id))
    ).all()


def schools(session: Session, contest_id: int | None) -> Sequence[School]:
    """Those whose pupils have papers here."""
    return session.exec(
        select(School)
        .join(Author, col(Author.school_id) == School.id)
        .join(Certificate, col(Certificate.application_id) == Author.application_id)
        .where(Certificate.contest_id == contest_id, col(Certificate.status).in_(HOLDING))
        .group_by(col(School.id))
        .order_by(col(School.sort_key), col(School.id))
    ).all()
