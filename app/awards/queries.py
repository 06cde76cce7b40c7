"""Questions about decisions. Nothing here says who won before the results are published, but to those who decide."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.applications.models import Application, Author, Status
from app.awards.models import Award, CopyKind, Decision, DecisionStatus, NoAward, Protocol, ProtocolCopy, Reserve
from app.contests.models import Contest, ContestStatus, Nomination
from app.db import Texts
from app.jury.models import Seat, Sheet, SheetStatus
from app.jury.shortlist_queries import is_left_out
from app.places.models import Territory

AWARDED, RESERVE, NOT_SELECTED, LEFT_OUT = "awarded", "reserve", "not-selected", "left-out"
"""What became of an application; `LEFT_OUT`: it did not go on from the shortlist round."""


def outcome(*, is_awarded: bool, waits: bool, is_left_out: bool) -> str:
    if is_awarded or waits:
        return AWARDED if is_awarded else RESERVE
    return LEFT_OUT if is_left_out else NOT_SELECTED


STANDS = col(Award.taken_at).is_(None)
"""Of an award: no correction has taken it back."""


def decision(session: Session, contest_id: int | None, *, lock: bool = False) -> Decision | None:
    statement = select(Decision).where(Decision.contest_id == contest_id)
    return session.exec(statement.with_for_update() if lock else statement).first()


def awards(session: Session, contest_id: int | None) -> Sequence[Award]:
    """Those that stand."""
    return session.exec(select(Award).where(Award.contest_id == contest_id, STANDS).order_by(col(Award.id))).all()


def taken_back(session: Session, contest_id: int | None) -> dict[int, Award]:
    """Application id → its award that a correction took back."""
    rows = session.exec(select(Award).where(Award.contest_id == contest_id, ~STANDS)).all()
    return {one.application_id: one for one in rows}


def not_awarded(session: Session, contest_id: int | None) -> dict[int, NoAward]:
    """Nomination id → why the commission awards nothing in it."""
    rows = session.exec(
        select(NoAward)
        .join(Nomination, col(Nomination.id) == NoAward.nomination_id)
        .where(Nomination.contest_id == contest_id)
    ).all()
    return {row.nomination_id: row for row in rows}


def reserve(session: Session, contest_id: int | None) -> Sequence[Reserve]:
    return session.exec(
        select(Reserve)
        .join(Application, col(Application.id) == Reserve.application_id)
        .where(Application.contest_id == contest_id)
        .order_by(col(Reserve.position))
    ).all()


def protocol(session: Session, contest_id: int | None, *, lock: bool = False) -> Protocol | None:
    statement = select(Protocol).where(Protocol.contest_id == contest_id)
    return session.exec(statement.with_for_update() if lock else statement).first()


def copies(session: Session, protocol: Protocol | None) -> dict[CopyKind, ProtocolCopy]:
    """What was frozen with the signature, by kind."""
    if protocol is None:
        return {}
    statement = select(ProtocolCopy).where(ProtocolCopy.protocol_id == protocol.id)
    made = statement.where(ProtocolCopy.kind != CopyKind.OLD_SCAN, col(ProtocolCopy.correction_id).is_(None))
    return {one.kind: one for one in session.exec(made).all()}


def old_scans(session: Session, protocol: Protocol | None) -> list[ProtocolCopy]:
    """Those that were replaced, the oldest first."""
    if protocol is None:
        return []
    statement = select(ProtocolCopy).where(ProtocolCopy.protocol_id == protocol.id)
    rows = statement.where(ProtocolCopy.kind == CopyKind.OLD_SCAN).order_by(col(ProtocolCopy.id))
    return list(session.exec(rows))


def correction_copies(session: Session, contest_id: int | None) -> Sequence[ProtocolCopy]:
    """Files of the contest's corrections, the oldest first."""
    return session.exec(
        select(ProtocolCopy)
        .join(Protocol, col(Protocol.id) == ProtocolCopy.protocol_id)
        .where(Protocol.contest_id == contest_id, col(ProtocolCopy.correction_id).is_not(None))
        .order_by(col(ProtocolCopy.id))
    ).all()


def applicants(session: Session, application_ids: Collection[int]) -> dict[int, str]:
    """Application id → whose it is, whatever became of it since."""
    found = select(Application.id, Application.applicant_name).where(col(Application.id).in_(application_ids))
    return {id_ or 0: name for id_, name in session.exec(found)}


@dataclass(frozen=True)
class Entrant:
    """An admitted application as the commission sees it after the seals. `person` is the same for two applications of
    one applicant; for pupils, whose teachers hand in, for two works of one author at one school."""

    application_id: int
    nomination_id: int
    territory_id: int | None
    number: str
    title: str
    name: str
    person: int
    requested: int


def entrants(session: Session, contest_id: int | None) -> dict[int, Entrant]:
    """By application id."""
    rows = session.execute(
        columns(
            col(Application.id), col(Application.nomination_id), col(Application.territory_id), col(Application.number),
            col(Application.title), col(Application.applicant_name), col(Application.applicant_id),
            col(Application.requested), col(Author.name_kk), col(Author.school_id),
        )
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .where(col(Application.contest_id) == contest_id, col(Application.status) == Status.ADMITTED)
        .order_by(col(Application.id))
    ).all()  # fmt: skip
    first: dict[tuple[str, int], int] = {}
    found = {}
    for id_, nomination, territory, number, title, name, applicant, requested, author, school in rows:
        person = applicant if author is None else -first.setdefault((author.casefold(), school), id_)
        found[id_] = Entrant(id_, nomination, territory, number or "", title, name, person, requested)
    return found


def territories(session: Session, ids: Collection[int]) -> dict[int, Territory]:
    """By id, in the order of the alphabet."""
    rows = session.exec(select(Territory).where(col(Territory.id).in_(ids)).order_by(col(Territory.sort_key))).all()
    return {row.id or 0: row for row in rows}


def intake(session: Session, contest_id: int | None) -> dict[Status, int]:
    """How many applications are where; drafts do not count."""
    rows = session.execute(
        columns(col(Application.status), func.count(col(Application.id)))
        .where(col(Application.contest_id) == contest_id, col(Application.number).is_not(None))
        .group_by(col(Application.status))
    ).all()
    return {Status(status): count for status, count in rows}


def judged_nominations(session: Session, contest_id: int | None) -> frozenset[int]:
    """Those that have something to judge."""
    rows = session.exec(
        select(Application.nomination_id)
        .where(Application.contest_id == contest_id, Application.status == Status.ADMITTED)
        .distinct()
    ).all()
    return frozenset(row for row in rows if row is not None)


@dataclass(frozen=True)
class Recusal:
    seat_id: int
    seat_name: Texts
    nomination_id: int
    number: str
    reason: str


def recusals(session: Session, contest_id: int | None) -> list[Recusal]:
    rows = session.execute(
        columns(
            col(Seat.id), col(Seat.name), col(Application.nomination_id), col(Application.number), col(Sheet.conflict)
        )
        .join(Sheet, col(Sheet.seat_id) == col(Seat.id))
        .join(Application, col(Application.id) == col(Sheet.application_id))
        .where(col(Seat.contest_id) == contest_id, col(Sheet.status) == SheetStatus.RECUSED)
        .where(col(Application.status) == Status.ADMITTED)
        .order_by(col(Application.number), col(Seat.position))
    ).all()
    return [Recusal(seat, name, nomination, number or "", why or "") for seat, name, nomination, number, why in rows]


@dataclass(frozen=True)
class Winner:
    award: Award
    application: Application
    nomination: Nomination
    territory: Territory | None
    author: Author | None


def winners(session: Session, contest_id: int | None) -> list[Winner]:
    """Who takes the awards, by nomination and place, as decided so far: ask `outcomes` for what may be told."""
    rows = session.execute(
        columns(Award, Application, Nomination, Territory, Author)
        .join(Application, col(Application.id) == col(Award.application_id))
        .join(Nomination, col(Nomination.id) == col(Award.nomination_id))
        .outerjoin(Territory, col(Territory.id) == col(Application.territory_id))
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .where(col(Award.contest_id) == contest_id, STANDS)
        .order_by(col(Nomination.position), col(Award.place), col(Award.id))
    ).all()
    return [Winner(*row) for row in rows]


def outcomes(session: Session, application_ids: Collection[int]) -> dict[int, str]:
    """Application id → what became of it. Only what is published: an application whose contest still decides, or that
    did not take part in the judging, is absent."""
    rows = session.execute(
        columns(col(Application.id), col(Award.id), col(Reserve.id), is_left_out())
        .join(Contest, col(Contest.id) == col(Application.contest_id))
        .join(Decision, col(Decision.contest_id) == col(Contest.id))
        .outerjoin(Award, (col(Award.application_id) == col(Application.id)) & STANDS)
        .outerjoin(Reserve, col(Reserve.application_id) == col(Application.id))
        .where(col(Application.id).in_(application_ids), col(Application.status) == Status.ADMITTED)
        .where(col(Decision.status) == DecisionStatus.PUBLISHED)
        .where(col(Contest.status).in_([ContestStatus.PUBLISHED, ContestStatus.ARCHIVED]))
    ).all()
    return {
        id_: outcome(is_awarded=award is not None, waits=waits is not None, is_left_out=left_out)
        for id_, award, waits, left_out in rows
    }


def outcome_of(session: Session, application_id: int) -> str | None:
    """None before publication, for everyone."""
    return outcomes(session, [application_id]).get(application_id)
