"""Who waits for whom while a contest is judged. Whoever takes several of these locks takes them in this order, so that
nobody waits in a circle:

1. a member's seat, 2. sheets, by their ids, 3. the contest, 4. the nomination, 5. benches, by their ids; the journal is
written last of all.

What decides whether marks may be seen (who sits, who has sealed, what is closed) is written under the contest's lock or
while it is held for reading; so whoever asks «are all sealed?» to act on the answer holds one of the two, too. None of
them keeps others from dealing a sheet to a seat or from naming the contest in a row of their own.
"""

from collections.abc import Collection

from sqlmodel import Session, SQLModel, col, select

from app.contests.models import Contest, Nomination
from app.jury import queries
from app.jury.models import Bench, Seat


def seat(session: Session, seat: Seat) -> None:
    """Nobody else seals, leaves or takes the place of this member."""
    _take(session, seat)


def own_sheets(session: Session, seat: Seat) -> None:
    """Nobody writes on this member's open sheets."""
    queries.lock_open_sheets(session, seat.id)


def open_sheets(session: Session, nomination_id: int | None) -> None:
    """Nobody writes on any open sheet of the nomination."""
    queries.unsealed_sheets(session, nomination_id)


def contest(session: Session, contest: Contest) -> None:
    """Seats and sheets are given out, nominations closed and works covered by one transaction after the other."""
    _take(session, contest)


def contest_as_it_is(session: Session, contest: Contest) -> None:
    """The contest stays as it is; others may hold it so, too."""
    _hold(session, contest)


def nomination(session: Session, nomination: Nomination) -> None:
    _take(session, nomination)


def nomination_as_it_is(session: Session, nomination: Nomination) -> None:
    """It is not closed meanwhile."""
    _hold(session, nomination)


def benches(session: Session, nomination_ids: Collection[int | None]) -> None:
    """Whoever else seals there waits. Only for who seals several nominations: who seals one takes what it writes."""
    found = select(Bench.id).where(col(Bench.nomination_id).in_(nomination_ids))
    session.exec(found.order_by(col(Bench.id)).with_for_update(key_share=True)).all()


def _take(session: Session, row: SQLModel) -> None:
    session.flush()
    session.refresh(row, with_for_update={"key_share": True})


def _hold(session: Session, row: SQLModel) -> None:
    session.flush()
    session.refresh(row, with_for_update={"read": True})
