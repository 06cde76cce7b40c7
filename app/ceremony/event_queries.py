"""Questions about events, their guests, and who has which paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.accounts.models import User
from app.alphabet import sort_key
from app.applications.models import Application, Author, Consent, ConsentKind, Status
from app.awards.models import Award
from app.awards.queries import STANDS
from app.ceremony.event_models import Event, EventKind, EventStamp, Guest, LaterPaper
from app.contests.models import Contest, Nomination, StampKind
from app.papers.models import Certificate, CertificateStatus, PaperKind, Printing
from app.papers.name_models import NameProof
from app.papers.queries import HOLDING
from app.places.models import School


@dataclass(frozen=True)
class Held:
    """A paper that holds, and what one looks for it by."""

    paper: Certificate
    application: Application | None
    nomination: Nomination | None
    award: Award | None
    author: Author | None
    school: School | None
    later: LaterPaper | None

    @property
    def is_taken(self) -> bool:
        return self.paper.status is CertificateStatus.HANDED_OVER

    @property
    def name(self) -> str:
        return str(self.paper.printed["recipient"])

    @property
    def grade(self) -> int:
        return self.author.grade if self.author and self.paper.kind is not PaperKind.THANKS else 0


@dataclass(frozen=True)
class Invited:
    guest: Guest
    user: User
    names: list[str]
    """Of those whose works brought them here, each once, as papers have them."""


def events(session: Session, contest_id: int | None) -> Sequence[Event]:
    return session.exec(
        select(Event).where(Event.contest_id == contest_id).order_by(col(Event.starts_at), col(Event.id))
    ).all()


def ceremonies(session: Session, *, after: datetime, until: datetime) -> Sequence[tuple[Event, Contest]]:
    """Those that begin in this time, the next first."""
    rows = session.execute(
        columns(Event, Contest)
        .join(Contest, col(Contest.id) == col(Event.contest_id))
        .where(col(Event.kind) == EventKind.CEREMONY, col(Event.starts_at) > after, col(Event.starts_at) <= until)
        .order_by(col(Event.starts_at), col(Event.id))
    ).all()
    return [(event, contest) for event, contest in rows]


def event(session: Session, event_id: int, contest_id: int | None) -> Event | None:
    return session.exec(select(Event).where(Event.id == event_id, Event.contest_id == contest_id)).first()


def stamps(session: Session, event_id: int | None) -> dict[StampKind, EventStamp]:
    rows = session.exec(select(EventStamp).where(EventStamp.event_id == event_id)).all()
    return {one.kind: one for one in rows}


def guests(session: Session, event: Event) -> list[Invited]:
    """By name, with whose works brought them here."""
    rows = session.execute(
        columns(Guest, User).join(User, col(User.id) == col(Guest.user_id)).where(col(Guest.event_id) == event.id)
    ).all()
    works = {id_: of for id_, (_, of) in called(session, event.contest_id, {user.id or 0 for _, user in rows}).items()}
    proved = select(NameProof).where(NameProof.contest_id == event.contest_id, NameProof.recipient != "")
    corrected = {one.application_id: one.recipient for one in session.exec(proved).all()}
    found = []
    for guest, user in rows:
        theirs = works.get(user.id or 0, [])
        names = dict.fromkeys(corrected.get(work.id or 0, work.applicant_name) for work in theirs)
        found.append(Invited(guest, user, list(names)))
    return sorted(found, key=lambda one: sort_key(one.user.name))


def called(
    session: Session, contest_id: int | None, only: set[int] | None = None, *, winners: bool = False
) -> dict[int, tuple[User, list[Application]]]:
    """User id → who handed something in that was admitted (that won), and what."""
    statement = (
        columns(User, Application)
        .join(Application, col(Application.applicant_id) == col(User.id))
        .where(col(Application.contest_id) == contest_id, col(Application.status) == Status.ADMITTED)
        .order_by(col(Application.number))
    )
    if winners:
        won = columns(col(Award.application_id)).where(col(Award.contest_id) == contest_id, STANDS)
        statement = statement.where(col(Application.id).in_(won))
    if only is not None:
        statement = statement.where(col(User.id).in_(only))
    found: dict[int, tuple[User, list[Application]]] = {}
    for user, application in session.execute(statement).all():
        found.setdefault(user.id or 0, (user, []))[1].append(application)
    return found


def guest(session: Session, event_id: int, user_id: int) -> Guest | None:
    return session.exec(select(Guest).where(Guest.event_id == event_id, Guest.user_id == user_id)).first()


def invitation(session: Session, event_id: int, user_id: int) -> tuple[Event, Guest, Contest] | None:
    row = session.execute(
        columns(Event, Guest, Contest)
        .join(Guest, col(Guest.event_id) == col(Event.id))
        .join(Contest, col(Contest.id) == col(Event.contest_id))
        .where(col(Event.id) == event_id, col(Guest.user_id) == user_id)
    ).first()
    return (row[0], row[1], row[2]) if row else None


def invitations(session: Session, user_id: int) -> Sequence[tuple[Event, Guest, Contest]]:
    """Of one person, the next first."""
    rows = session.execute(
        columns(Event, Guest, Contest)
        .join(Guest, col(Guest.event_id) == col(Event.id))
        .join(Contest, col(Contest.id) == col(Event.contest_id))
        .where(col(Guest.user_id) == user_id)
        .order_by(col(Event.starts_at))
    ).all()
    return [(event, guest, contest) for event, guest, contest in rows]


def held(session: Session, contest_id: int | None) -> list[Held]:
    """Every paper that holds, by school, class and name; those without a school come last."""
    rows = session.execute(
        columns(Certificate, Application, Nomination, Award, Author, School, LaterPaper)
        .outerjoin(Application, col(Application.id) == col(Certificate.application_id))
        .outerjoin(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .outerjoin(Award, (col(Award.application_id) == col(Application.id)) & STANDS)
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .outerjoin(School, col(School.id) == col(Author.school_id))
        .outerjoin(LaterPaper, col(LaterPaper.certificate_id) == col(Certificate.id))
        .where(col(Certificate.contest_id) == contest_id, col(Certificate.status).in_(HOLDING))
    ).all()
    found = [Held(*row) for row in rows]
    return sorted(found, key=lambda one: (
        one.school is None, one.school.sort_key if one.school else "", one.school.id or 0 if one.school else 0,
        one.grade, sort_key(one.name), one.paper.id or 0,
    ))  # fmt: skip


def undecided(session: Session, contest_id: int | None) -> int:
    """How many works were handed in and are neither admitted nor rejected."""
    statement = columns(func.count(col(Application.id))).where(
        col(Application.contest_id) == contest_id, col(Application.status) == Status.SUBMITTED
    )
    return int(session.execute(statement).scalar_one())


def unprinted(session: Session, contest_id: int | None) -> int:
    """How many papers were never put to print and nobody has."""
    printed = columns(col(Printing.id)).where(col(Printing.certificate_id) == col(Certificate.id))
    statement = columns(func.count(col(Certificate.id))).where(
        col(Certificate.contest_id) == contest_id, col(Certificate.status) == CertificateStatus.ISSUED,
        ~printed.exists(),
    )  # fmt: skip
    return int(session.execute(statement).scalar_one())


def paper(session: Session, contest_id: int | None, paper_id: int) -> Certificate | None:
    return session.exec(
        select(Certificate).where(Certificate.id == paper_id, Certificate.contest_id == contest_id)
    ).first()


def later(session: Session, paper_id: int | None) -> LaterPaper | None:
    return session.exec(select(LaterPaper).where(LaterPaper.certificate_id == paper_id)).first()


def exhibited(session: Session, contest_id: int | None) -> set[int]:
    """Ids of admitted works whose consent to take part stands (projects of adults: to the publication)."""
    agreed = (ConsentKind.TAKE_PART, ConsentKind.PUBLISH)
    rows = session.execute(
        columns(col(Consent.application_id))
        .join(Application, col(Application.id) == col(Consent.application_id))
        .where(col(Application.contest_id) == contest_id, col(Application.status) == Status.ADMITTED)
        .where(col(Consent.kind).in_(agreed), col(Consent.withdrawn_at).is_(None))
    ).scalars()
    return {int(one) for one in rows}
