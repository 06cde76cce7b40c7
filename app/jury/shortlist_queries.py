"""Questions about the shortlist round. Answers of others are asked for by `rows` only, which are there once it is
over."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import exists, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.applications.models import Application, Status
from app.contests.models import Contest, Nomination, ShortlistMode
from app.jury.models import Bench, Seat, Sheet, SheetStatus
from app.jury.seal_models import Unsealing
from app.jury.shortlist_models import Glance, GlanceSeal, Shortlist, ShortlistRow

HOLDS = ~exists().where(col(Unsealing.glance_seal_id) == col(GlanceSeal.id), col(Unsealing.is_agreed)).correlate(
    GlanceSeal
)
"""Of a seal of the round: two people have not opened it again."""


def is_left_out() -> Any:
    """Of the `Application` of a statement: it did not go on."""
    return exists().where(col(ShortlistRow.application_id) == col(Application.id), ~col(ShortlistRow.goes_on))


def shortlist(session: Session, nomination_id: int | None) -> Shortlist | None:
    return session.exec(select(Shortlist).where(Shortlist.nomination_id == nomination_id)).first()


def shortlists(session: Session, contest_id: int | None) -> dict[int, Shortlist]:
    """By nomination."""
    found = select(Shortlist).join(Nomination, col(Nomination.id) == Shortlist.nomination_id)
    return {one.nomination_id: one for one in session.exec(found.where(Nomination.contest_id == contest_id))}


def waiting(session: Session, contest: Contest) -> frozenset[int]:
    """Nominations whose round is not over; none where the contest has no such round."""
    if contest.shortlist is ShortlistMode.OFF:
        return frozenset()
    over = select(Shortlist.nomination_id)
    found = select(Nomination.id).where(Nomination.contest_id == contest.id, col(Nomination.id).not_in(over))
    return frozenset(one or 0 for one in session.exec(found))


def is_waiting(session: Session, contest: Contest, nomination_id: int | None) -> bool:
    return contest.shortlist is not ShortlistMode.OFF and shortlist(session, nomination_id) is None


def is_waiting_for(session: Session, contest: Contest, application_id: int) -> bool:
    """The round of this work's nomination is not over."""
    if contest.shortlist is ShortlistMode.OFF:
        return False
    over = (
        select(Shortlist.id)
        .join(Application, col(Application.nomination_id) == Shortlist.nomination_id)
        .where(Application.id == application_id)
    )
    return session.exec(over).first() is None


def is_past(session: Session, application: Application) -> bool:
    """The round of its nomination went by, at least for somebody, without this work, so that it cannot come in on equal
    terms any more."""
    here = shortlist(session, application.nomination_id)
    if here is None:
        sealed = select(Glance.seal_id).where(Glance.application_id == application.id, col(Glance.seal_id).is_not(None))
        recused = select(Sheet.seat_id).where(
            Sheet.application_id == application.id, Sheet.status == SheetStatus.RECUSED
        )
        without = select(GlanceSeal.id).where(
            GlanceSeal.nomination_id == application.nomination_id, col(GlanceSeal.id).not_in(sealed),
            col(GlanceSeal.seat_id).not_in(recused), HOLDS,
        )  # fmt: skip
        return session.exec(without.limit(1)).first() is not None
    known = select(ShortlistRow.id).where(ShortlistRow.application_id == application.id)
    return here.is_needed and session.exec(known).first() is None


def works(session: Session, nomination_id: int | None) -> list[int]:
    """The admitted ones."""
    found = select(Application.id).where(Application.nomination_id == nomination_id)
    rows = session.exec(found.where(Application.status == Status.ADMITTED).order_by(col(Application.id)))
    return [one or 0 for one in rows]


def glance(session: Session, seat_id: int | None, application_id: int) -> Glance | None:
    found = select(Glance).where(Glance.seat_id == seat_id, Glance.application_id == application_id)
    return session.exec(found).first()


def own(session: Session, seat_id: int | None, nomination_id: int | None) -> dict[int, Glance]:
    """Sheet → what this member answered on it; recused ones are absent."""
    rows = session.exec(
        select(Sheet.id, Glance)
        .join(Application, col(Application.id) == col(Sheet.application_id))
        .join(Glance, (col(Glance.application_id) == col(Sheet.application_id)) & (Glance.seat_id == Sheet.seat_id))
        .where(Sheet.seat_id == seat_id, Application.nomination_id == nomination_id)
        .where(Application.status == Status.ADMITTED, Sheet.status != SheetStatus.RECUSED)
    ).all()
    return {sheet or 0: found for sheet, found in rows}


def seal(session: Session, seat_id: int | None, nomination_id: int | None) -> GlanceSeal | None:
    """The one that holds."""
    found = select(GlanceSeal).where(GlanceSeal.seat_id == seat_id, GlanceSeal.nomination_id == nomination_id, HOLDS)
    return session.exec(found).first()


def times_sealed(session: Session, seat_id: int | None, nomination_id: int | None) -> int:
    """Whether it holds or was opened again."""
    found = select(func.count(col(GlanceSeal.id))).where(GlanceSeal.seat_id == seat_id)
    return session.exec(found.where(GlanceSeal.nomination_id == nomination_id)).one()


def has_open_answers(session: Session, seat_id: int | None) -> bool:
    """This member has answered for a work and not sealed it."""
    found = select(Glance.id).where(Glance.seat_id == seat_id, col(Glance.seal_id).is_(None))
    return session.exec(found.limit(1)).first() is not None


def seals(session: Session, contest_id: int | None) -> dict[tuple[int, int], GlanceSeal]:
    """(seat, nomination) → the one that holds there."""
    found = select(GlanceSeal).join(Seat, col(Seat.id) == GlanceSeal.seat_id).where(Seat.contest_id == contest_id)
    return {(one.seat_id, one.nomination_id): one for one in session.exec(found.where(HOLDS))}


def hashes(session: Session, contest_id: int | None) -> list[str]:
    """Of all sealed answers, sorted: what the shortlists rest on."""
    return sorted(one.sha256 for one in seals(session, contest_id).values())


def judging(session: Session, contest_id: int | None) -> dict[int, list[Seat]]:
    """Nomination → the members who answer in it and have not left."""
    rows = session.exec(
        select(Bench.nomination_id, Seat)
        .join(Seat, col(Seat.id) == Bench.seat_id)
        .where(Seat.contest_id == contest_id, col(Seat.left_at).is_(None))
        .order_by(col(Seat.position))
    ).all()
    found: dict[int, list[Seat]] = defaultdict(list)
    for nomination_id, seat in rows:
        found[nomination_id].append(seat)
    return found


def answered(session: Session, contest_id: int | None) -> dict[tuple[int, int], tuple[int, int]]:
    """(seat, nomination) → (works to answer for, works answered for): counts, never answers."""
    rows = session.execute(
        columns(col(Sheet.seat_id), col(Application.nomination_id), func.count(col(Sheet.id)),
                func.count(col(Glance.id)))
        .join(Application, col(Application.id) == col(Sheet.application_id))
        .outerjoin(Glance, (col(Glance.application_id) == col(Sheet.application_id))
                   & (col(Glance.seat_id) == col(Sheet.seat_id)))
        .where(col(Application.contest_id) == contest_id, col(Application.status) == Status.ADMITTED)
        .where(col(Sheet.status) == SheetStatus.OPEN)
        .group_by(col(Sheet.seat_id), col(Application.nomination_id))
    ).all()  # fmt: skip
    return {(seat, nomination or 0): (works, given) for seat, nomination, works, given in rows}


def sealed_glances(session: Session, nomination_id: int | None) -> Sequence[Glance]:
    """Under a seal, of admitted works, by members who have no conflict of interest with the work."""
    recused = exists().where(
        col(Sheet.seat_id) == col(Glance.seat_id), col(Sheet.application_id) == col(Glance.application_id),
        col(Sheet.status) == SheetStatus.RECUSED,
    )  # fmt: skip
    return session.exec(
        select(Glance)
        .join(Application, col(Application.id) == Glance.application_id)
        .where(Application.nomination_id == nomination_id, Application.status == Status.ADMITTED)
        .where(col(Glance.seal_id).is_not(None), ~recused)
        .order_by(col(Glance.id))
    ).all()


def under_seal(session: Session, seal_id: int | None) -> list[tuple[str, int]]:
    """(code, answer), by code."""
    rows = session.exec(
        select(Application.code, Glance.value)
        .join(Application, col(Application.id) == Glance.application_id)
        .where(Glance.seal_id == seal_id)
        .order_by(col(Application.code))
    ).all()
    return [(code, value) for code, value in rows]


def sheets_left_out(session: Session, nomination_id: int | None) -> Sequence[Sheet]:
    """Open ones of works that do not go on, locked."""
    return session.exec(
        select(Sheet)
        .join(Application, col(Application.id) == Sheet.application_id)
        .where(Application.nomination_id == nomination_id, Sheet.status == SheetStatus.OPEN, is_left_out())
        .order_by(col(Sheet.id)).with_for_update(of=Sheet)
    ).all()  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A work as the shortlist names it; whose it is stands in `number` and `applicant` and is shown after the seals of
    the full judging only."""

    application_id: int
    nomination_id: int
    code: str
    title: str
    number: str
    applicant: str
    total: int
    voters: int
    goes_on: bool

    @property
    def mean(self) -> Fraction | None:
        return Fraction(self.total, self.voters) if self.voters else None


def rows(session: Session, contest_id: int | None, nominations: Collection[int]) -> list[Row]:
    """Of those rounds in which somebody was asked; the best first, then by code. Works that have left since are left
    out."""
    found = session.execute(
        columns(col(Application.id), col(Application.nomination_id), col(Application.code), col(Application.title),
                col(Application.number), col(Application.applicant_name), col(ShortlistRow.total),
                col(ShortlistRow.voters), col(ShortlistRow.goes_on))
        .join(ShortlistRow, col(ShortlistRow.application_id) == col(Application.id))
        .join(Shortlist, col(Shortlist.id) == col(ShortlistRow.shortlist_id))
        .where(col(Application.contest_id) == contest_id, col(Application.nomination_id).in_(nominations))
        .where(col(Application.status) == Status.ADMITTED, col(Shortlist.is_needed))
    ).all()  # fmt: skip
    made = [Row(one, nomination or 0, code, title, number or "", *rest) for one, nomination, code, title, number, *rest
            in found]  # fmt: skip
    return sorted(made, key=lambda row: (not row.goes_on, -row.mean if row.mean is not None else 0, row.code))


def left_out(session: Session, application_ids: Collection[int]) -> frozenset[int]:
    """Those of them that did not go on."""
    found = select(ShortlistRow.application_id).where(
        col(ShortlistRow.application_id).in_(application_ids), ~col(ShortlistRow.goes_on)
    )
    return frozenset(session.exec(found))
