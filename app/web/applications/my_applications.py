"""A person's list of applications: what waits for them first."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from app.applications import batch_queries, consent_queries, extensions, lifecycle, messages, queries, rules, steps
from app.applications.batch_models import Batch
from app.applications.models import Application, Status
from app.awards import queries as awards
from app.contests.models import Contest, ContestKind
from app.db import Texts
from app.grants import contract_queries
from app.grants import queries as grants
from app.papers import queries as paper_queries
from app.places import queries as places
from app.web.applications.progress import Progress, progress

WAITING = (Status.DRAFT, *consent_queries.EXPECTED)
URGENCY = {Status.RETURNED: 0, Status.DRAFT: 1}


@dataclass(frozen=True)
class Card:
    application: Application
    contest: Contest
    progress: Progress
    may_edit: bool
    is_changed: bool
    """It holds something that has not been sent."""
    done: int | None
    """Complete steps of a small-grant form."""
    outcome: str | None
    """Of the contest, once published."""
    grant_id: int | None
    lacks_consent: bool = False
    """Of a parent, without which the work is not admitted."""
    unread: int = 0
    """Messages of the office."""


@dataclass(frozen=True)
class BatchCard:
    """A teacher's batch, whatever number of works it has."""

    batch: Batch
    contest: Contest
    is_open: bool
    until: datetime | None
    school: Texts
    """Its name in all languages; empty until one was chosen."""
    lacking: int = 0
    """Works without the consent of a parent."""
    papers: int = 0
    counts: Counter[Status] = field(default_factory=Counter)

    @property
    def works(self) -> int:
        return self.counts.total()

    @property
    def drafts(self) -> int:
        return self.counts[Status.DRAFT]

    @property
    def sent(self) -> int:
        return self.works - self.drafts


def batches(session: Session, user_id: int, *, now: datetime) -> list[BatchCard]:
    """The latest first, in a constant number of statements."""
    found: dict[int, BatchCard] = {}
    extended = extensions.of_person(session, user_id)
    rows = batch_queries.counts(session, user_id)
    lacking = consent_queries.missing_by_batch(session, user_id)
    papers = paper_queries.by_batch(session, user_id)
    schools = places.named(session, {_school(batch) for batch, _, _, _ in rows})
    for batch, contest, status, number in rows:
        school = schools.get(_school(batch))
        named = school.name if school else _described(batch)
        is_open = rules.is_open(contest, now) or rules.is_extended(extended.get(batch.contest_id), contest, now)
        id_, until = batch.id or 0, extended.get(batch.contest_id) or contest.closes_at
        card = found.setdefault(
            id_, BatchCard(batch, contest, is_open, until, named, lacking.get(id_, 0), papers.get(id_, 0))
        )
        if status is not None:
            card.counts[status] += number
    return list(found.values())


def school_of(session: Session, batch: Batch) -> Texts:
    """What the batch's school is called; empty until one was chosen."""
    school = places.meant(session, _school(batch))
    return school.name if school else _described(batch)


def _school(batch: Batch) -> int:
    typed = str(batch.answers.get("school", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _described(batch: Batch) -> Texts:
    return {code: str(batch.answers.get(f"school_name_{code}", "")) for code in ("kk", "ru")}


def cards(session: Session, user_id: int, *, now: datetime) -> list[Card]:
    """A constant number of statements, however long the list. Works of a batch stand on its card, but for those that
    wait for a correction."""
    mine = [row for row in queries.own(session, user_id) if not row[0].batch_id or row[0].status is Status.RETURNED]
    mine.sort(key=lambda row: URGENCY.get(row[0].status, len(URGENCY)))
    ids = [application.id or 0 for application, _ in mine]
    outcomes = awards.outcomes(session, ids)
    given_up = contract_queries.given_up_among(session, ids)
    won = {grant.application_id: grant.id for grant in grants.of_person(session, user_id)}
    lacking = consent_queries.missing_among(session, [one.id or 0 for one, _ in mine if one.status in WAITING])
    changed = lifecycle.changed(session, [application for application, _ in mine])
    unread = messages.unread(session, ids, by_office=False)
    return [
        Card(
            application, contest,
            progress(application, contest, now, outcome=outcomes.get(id_), lacks_consent=id_ in lacking,
                     given_up=given_up.get(id_)),
            rules.may_edit(application, contest, now), id_ in changed,
            steps.done(application.answers) if contest.kind is ContestKind.SMALL_GRANT else None,
            outcomes.get(id_), won.get(id_), id_ in lacking, unread.get(id_, 0),
        )
        for id_, (application, contest) in zip(ids, mine, strict=True)
    ]  # fmt: skip
