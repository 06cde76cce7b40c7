"""The register of issued papers: found, counted, put into the order in which they are handed out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.accounts.models import User
from app.alphabet import search_key, sort_key
from app.applications.models import Application, Author
from app.contests.models import Nomination
from app.papers.models import Certificate, CertificateStatus, PaperKind, Printing, PrintRun
from app.papers.queries import HOLDING
from app.places.models import School

PAGE = 50
Order = Literal["calling", "school"]


@dataclass(frozen=True)
class Filters:
    """What is asked for; `only`: none but these papers."""

    kind: PaperKind | None = None
    status: CertificateStatus | None = None
    nomination_id: int | None = None
    school_id: int | None = None
    text: str = ""
    unprinted: bool = False
    only: frozenset[int] | None = None


@dataclass(frozen=True)
class Print:
    """A line of the log of prints."""

    printing: Printing
    by: str


@dataclass(frozen=True)
class Row:
    paper: Certificate
    application_number: str
    nomination: dict[str, str]
    """Empty for those who have entered nothing."""
    school: dict[str, str]
    issued_by: str
    prints: list[Print] = field(default_factory=list)
    successor: str = ""
    predecessor: str = ""


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


def rows(
    session: Session, contest_id: int | None, filters: Filters, *, page: int | None = None
) -> tuple[list[Row], int]:
    """Page `page` (from 1), or all, of what the filters let through, and how many that are in all."""
    source = (
        columns(Certificate, col(Application.number), col(Nomination.title), col(School.name), col(User.name))
        .outerjoin(User, col(User.id) == col(Certificate.issued_by))
        .select_from(Certificate)
    )
    statement = _joined(source).where(*_where(contest_id, filters))
    total = session.execute(columns(func.count()).select_from(statement.subquery())).scalar_one()
    statement = statement.order_by(col(Certificate.kind), col(Certificate.id))
    if page is not None:
        statement = statement.offset((page - 1) * PAGE).limit(PAGE)
    found = session.execute(statement).all()
    prints = prints_of(session, [row[0].id for row in found])
    chains = _chains(session, contest_id) if found else {}
    return [
        Row(
            paper, number or "", title or {}, school or {}, by or "", prints.get(paper.id or 0, []),
            *(chains.get((paper.recipient_key, paper.kind, paper.issue + step), "") for step in (1, -1)),
        )
        for paper, number, title, school, by in found
    ], int(total)  # fmt: skip


def _joined(source: Any) -> Any:
    return (
        source.outerjoin(Application, col(Application.id) == col(Certificate.application_id))
        .outerjoin(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .outerjoin(School, col(School.id) == col(Author.school_id))
    )


def _where(contest_id: int | None, filters: Filters) -> list[Any]:
    found: list[Any] = [col(Certificate.contest_id) == contest_id]
    for column, value in (
        (col(Certificate.kind), filters.kind), (col(Certificate.status), filters.status),
        (col(Nomination.id), filters.nomination_id), (col(School.id), filters.school_id),
    ):  # fmt: skip
        if value is not None:
            found.append(column == value)
    if filters.unprinted:
        found.append(~columns(col(Printing.id)).where(col(Printing.certificate_id) == col(Certificate.id)).exists())
    if filters.only is not None:
        found.append(col(Certificate.id).in_(filters.only))
    found += [col(Certificate.search_key).contains(word, autoescape=True) for word in search_key(filters.text).split()]
    return found


def _chains(session: Session, contest_id: int | None) -> dict[tuple[str, PaperKind, int], str]:
    """(recipient's key, kind, issue) → number, of all that followed another and of all that hold no more."""
    found = session.execute(
        columns(col(Certificate.recipient_key), col(Certificate.kind), col(Certificate.issue), col(Certificate.number))
        .where(col(Certificate.contest_id) == contest_id)
        .where((col(Certificate.issue) > 1) | col(Certificate.void_at).is_not(None))
    ).all()
    return {(key, PaperKind(kind), issue): number for key, kind, issue, number in found}


def prints_of(session: Session, certificate_ids: Sequence[int | None]) -> dict[int, list[Print]]:
    """Certificate → its prints, the first one first."""
    found: dict[int, list[Print]] = {}
    for start in range(0, len(certificate_ids), 500):
        lines = session.execute(
            columns(Printing, col(User.name))
            .outerjoin(User, col(User.id) == col(Printing.printed_by))
            .where(col(Printing.certificate_id).in_(certificate_ids[start : start + 500]))
            .order_by(col(Printing.id))
        ).all()
        for printing, by in lines:
            found.setdefault(printing.certificate_id, []).append(Print(printing, by or ""))
    return found


def was_printed(session: Session, certificate_ids: Sequence[int | None]) -> set[int]:
    return set(prints_of(session, certificate_ids))


def to_print(session: Session, contest_id: int | None, filters: Filters, order: Order = "calling") -> list[Certificate]:
    """The papers that hold, in the order in which they are handed out: for calling by nomination, those who took part
    first and the first place last, by the Kazakh alphabet among equals, thanks in the end; or school by school."""
    source = columns(Certificate, col(Nomination.position), col(School.sort_key), col(School.id), col(Author.grade))
    found = session.execute(
        _joined(source.select_from(Certificate)).where(
            *_where(contest_id, filters), col(Certificate.status).in_(HOLDING)
        )
    ).all()
    key = _by_school if order == "school" else _by_calling
    return [row[0] for row in sorted(found, key=key)]


def _by_calling(row: Any) -> tuple[Any, ...]:
    paper = row[0]
    thanks = paper.kind is PaperKind.THANKS
    rank = _RANKS.get(paper.printed["kind"], 0)
    return (thanks, 0 if thanks else row[1] or 0, rank, sort_key(paper.printed["recipient"]), paper.id)


def _by_school(row: Any) -> tuple[Any, ...]:
    paper, _, school, school_id, grade = row
    return (school_id is None, school or "", school_id or 0, grade or 0, sort_key(paper.printed["recipient"]), paper.id)


_RANKS = {"merit": 1, "diploma_3": 2, "diploma_2": 3, "diploma_1": 4, "diploma_winner": 4, "certificate_winner": 4}
"""Who took part is called first, who won is called last."""


def run(session: Session, contest_id: int | None, run_id: int) -> PrintRun | None:
    found = session.get(PrintRun, run_id)
    return found if found and found.contest_id == contest_id else None


def runs(session: Session, contest_id: int | None) -> Sequence[tuple[PrintRun, str]]:
    """The last ten files, the newest first, and who asked for them."""
    found = session.execute(
        columns(PrintRun, col(User.name))
        .outerjoin(User, col(User.id) == col(PrintRun.asked_by))
        .where(col(PrintRun.contest_id) == contest_id)
        .order_by(col(PrintRun.id).desc())
        .limit(10)
    ).all()
    return [(one, by or "") for one, by in found]


def of_run(session: Session, run_id: int | None) -> Sequence[Certificate]:
    """The papers of one file, in its order."""
    return session.exec(
        select(Certificate)
        .join(Printing, col(Printing.certificate_id) == Certificate.id)
        .where(Printing.run_id == run_id)
        .order_by(col(Printing.place))
    ).all()


def waiting(session: Session) -> list[int]:
    """The files that are not made yet, the oldest first."""
    return [one or 0 for one in session.exec(_WAITING).all()]


_WAITING = select(PrintRun.id).where(PrintRun.status == "waiting").order_by(col(PrintRun.id))


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
