"""Papers given out at the door: one tick each or a whole school's box, and what becomes of those that nobody took."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.ceremony import event_queries as queries
from app.ceremony.event_models import LaterPaper, Way
from app.ceremony.event_queries import Held
from app.i18n import local
from app.papers import issuing
from app.papers.models import Certificate, CertificateStatus


@dataclass(frozen=True)
class Box:
    """The papers of one school, or of those without one (`school_id` 0)."""

    school_id: int
    title: dict[str, str]
    papers: list[Held]

    @property
    def taken(self) -> int:
        return sum(one.is_taken for one in self.papers)

    @cached_property
    def doubled(self) -> set[str]:
        """Names that stand on several papers: a pupil with two works, or two of one name."""
        return {name for name, count in Counter(one.name for one in self.papers).items() if count > 1}


@dataclass(frozen=True)
class Count:
    """`open`: not taken, and nobody has said how they get there. It has to end as 0."""

    total: int
    taken: int
    settled: int

    @property
    def open(self) -> int:
        return self.total - self.taken - self.settled


def boxes(found: Sequence[Held]) -> list[Box]:
    """In the order of `found`, which is by school."""
    made: dict[int, Box] = {}
    for one in found:
        key = (one.school.id or 0) if one.school else 0
        title = one.school.name if one.school else {}
        made.setdefault(key, Box(key, title, [])).papers.append(one)
    return list(made.values())


def count(found: Sequence[Held]) -> Count:
    taken = sum(one.is_taken for one in found)
    return Count(len(found), taken, sum(not one.is_taken and one.later is not None for one in found))


def hand_out(session: Session, papers: Sequence[Certificate], to: str, *, by: User, now: datetime) -> int:
    """Those of `papers` that nobody has yet are taken by `to`, or each by its owner; how many. Ticked twice on two
    phones, the second finds it done."""
    waiting = []
    for contest_id in sorted({paper.contest_id for paper in papers}):  # first of all, as everybody does who issues
        issuing.opened(session, contest_id)
    for paper in papers:
        session.refresh(paper, with_for_update=True)
        if paper.status is CertificateStatus.ISSUED:
            waiting.append(paper)
    for paper in waiting:
        issuing.hand_over(session, paper, to or paper.printed["recipient"], local(now).date(), by=by, now=now)
    return len(waiting)


def settle(session: Session, paper: Certificate, way: Way, note: str, *, by: User, now: datetime) -> LaterPaper:
    """How its owner gets it after the ceremony."""
    found = queries.later(session, paper.id)
    if found is None:
        found = LaterPaper(
            contest_id=paper.contest_id, certificate_id=paper.id or 0, way=way, settled_at=now, settled_by=by.id or 0
        )
    found.way, found.note, found.settled_at, found.settled_by = way, note, now, by.id or 0
    session.add(found)
    session.flush()
    journal.write(
        session, "paper.owner-found", of=("certificate", paper.id), by=by.id, now=now, contest_id=paper.contest_id,
        number=paper.number, way=way,
    )  # fmt: skip
    return found
