"""Whether everybody finds their paper at the ceremony: what still stands between those who entered and that."""

from dataclasses import dataclass

from sqlmodel import Session

from app.ceremony import event_queries, receipts
from app.ceremony.event_models import Coming, Event, EventKind
from app.contests.models import Contest
from app.papers import dues, names
from app.papers.models import PaperKind


@dataclass(frozen=True)
class Readiness:
    """Numbers that have to end as 0."""

    undecided: int
    """Works handed in and neither admitted nor rejected: one that is admitted late has no paper yet."""
    due: int
    """Papers that somebody is to have and that are not issued."""
    without: int
    """Works whose only paper was revoked though it was earned; letters of thanks are the teachers' own matter."""
    outdated: int
    """Papers issued with other names than those that hold now."""
    unprinted: int
    """Papers that were never put to print and that nobody has taken."""
    unproved: int
    """Works whose names nobody has confirmed."""

    @property
    def lacking(self) -> int:
        """Whom no list of issued papers knows."""
        return self.undecided + self.due + self.without

    @property
    def is_complete(self) -> bool:
        return not (self.lacking or self.outdated or self.unprinted or self.unproved)


def of(session: Session, contest: Contest) -> Readiness:
    """Of a contest whose results are out; a dozen statements, however many papers there are."""
    lines, lacking = names.lines(session, contest), dues.lacking(session, contest)
    return Readiness(
        undecided=event_queries.undecided(session, contest.id), due=len(lacking.due),
        without=sum(one.kind is not PaperKind.THANKS for one in lacking.missed.values()),
        outdated=sum(len(one.outdated) for one in lines), unprinted=event_queries.unprinted(session, contest.id),
        unproved=sum(one.proof is None or one.proof.confirmed_at is None for one in lines),
    )  # fmt: skip


def unfetched(session: Session, contest: Contest, event: Event) -> set[int]:
    """Ids of schools with papers that nobody has taken or settled, of which nobody comes to this ceremony."""
    if event.kind is not EventKind.CEREMONY:
        return set()
    coming = {one.user.id for one in event_queries.guests(session, event) if one.guest.answer is Coming.YES}
    fetched = {
        one.entry.school.id
        for one in names.lines(session, contest)
        if one.entry.school and one.entry.application.applicant_id in coming
    }
    open_ = [one for one in event_queries.held(session, contest.id) if not one.is_taken and one.later is None]
    return {box.school_id for box in receipts.boxes(open_)} - fetched - {0}
