"""Where two readings of a member's paper differ, one person says what stands there. Every value needs two people who
read it so: it stands at once where somebody else than the settler had entered the same; else another person, the other
reader or a third one, looks at the paper and agrees. So a team of two settles its own slips, and nobody settles alone
for their own reading. Until then nothing of the pile stands, and nothing can be sealed.
"""

from datetime import datetime

from sqlmodel import Session

from app.contests.models import Contest, Nomination
from app.errors import RuleBroken
from app.jury import paper
from app.jury.models import Seat
from app.jury.paper import Difference
from app.jury.paper_models import PaperEntry, PaperSettlement
from app.jury.paper_rounds import Marks, Round


def settle(session: Session, seat: Seat, nomination: Nomination, contest: Contest, chosen: Marks, *, by: int,
           now: datetime) -> PaperSettlement:  # fmt: skip
    """Say what stands on the paper wherever the readings differ. Raises RuleBroken as `paper.save`, and
    ``paper-unsettled`` if a difference is left or there is none, ``paper-settled`` if somebody has said it already."""
    here = paper.begin(session, seat, nomination, contest, by)
    if paper.settlement(session, seat.id, nomination.id, is_quick=here.is_quick) is not None:
        raise RuleBroken("paper-settled")
    found = _require_all(session, here, seat, nomination, chosen)
    readings = paper.entries(session, seat.id, nomination.id, is_quick=here.is_quick)
    others = [paper.read(one) for one in readings if one.entered_by != by]
    marks: dict[str, dict[str, int]] = {}
    is_read_twice = True
    for one in found:
        value = chosen[one.sheet_id][one.criterion]
        here.require(value)
        marks.setdefault(str(one.sheet_id), {})[str(one.criterion)] = value
        is_read_twice &= any(other.get(one.sheet_id, {}).get(one.criterion) == value for other in others)
    made = PaperSettlement(
        seat_id=seat.id or 0, nomination_id=nomination.id or 0, is_quick=here.is_quick, marks=marks, settled_by=by,
        settled_at=now, stood_at=now if is_read_twice else None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    paper.note(session, "paper.settled", here, seat, nomination, by=by, now=now, differences=len(found),
               by_reader=any(one.entered_by == by for one in readings), waits=not is_read_twice)  # fmt: skip
    if is_read_twice:
        _stand(session, here, seat, nomination, contest, readings[0], made, by=by, now=now)
    return made


def agree(session: Session, seat: Seat, nomination: Nomination, contest: Contest, *, by: int, now: datetime) -> None:
    """Another person finds the same on the paper. Raises RuleBroken as `paper.save`, and ``paper-unsettled`` where
    nothing waits, ``same-person``."""
    here = paper.begin(session, seat, nomination, contest, by)
    settled = _waiting(session, here, seat, nomination)
    if settled.settled_by == by:
        raise RuleBroken("same-person")
    _require_all(session, here, seat, nomination, paper.read(settled))  # a work may have come back to the member
    settled.agreed_by, settled.stood_at = by, now
    session.add(settled)
    session.flush()
    paper.note(session, "paper.agreed", here, seat, nomination, by=by, now=now)
    first = paper.entries(session, seat.id, nomination.id, is_quick=here.is_quick)[0]
    _stand(session, here, seat, nomination, contest, first, settled, by=by, now=now)


def dispute(session: Session, seat: Seat, nomination: Nomination, contest: Contest, *, by: int, now: datetime) -> None:
    """Somebody, the settler too, finds something else there: the differences are to be settled anew. Raises RuleBroken
    as `paper.save`, and ``paper-unsettled`` where nothing waits."""
    here = paper.begin(session, seat, nomination, contest, by)
    session.delete(_waiting(session, here, seat, nomination))
    session.flush()
    paper.note(session, "paper.disputed", here, seat, nomination, by=by, now=now)


def _require_all(session: Session, here: Round, seat: Seat, nomination: Nomination,
                 chosen: Marks) -> list[Difference]:  # fmt: skip
    found = paper.differences(session, here, seat, nomination)
    if not found or any(one.criterion not in chosen.get(one.sheet_id, {}) for one in found):
        raise RuleBroken("paper-unsettled")
    return found


def _waiting(session: Session, here: Round, seat: Seat, nomination: Nomination) -> PaperSettlement:
    found = paper.settlement(session, seat.id, nomination.id, is_quick=here.is_quick)
    if found is None or found.stood_at is not None:
        raise RuleBroken("paper-unsettled")
    return found


def _stand(session: Session, here: Round, seat: Seat, nomination: Nomination, contest: Contest, first: PaperEntry,
           settled: PaperSettlement, *, by: int, now: datetime) -> None:  # fmt: skip
    marks = paper.read(first)
    for sheet, values in paper.read(settled).items():
        marks.setdefault(sheet, {}).update(values)
    paper.stand(session, here, seat, nomination, contest, marks, by=by, now=now)
