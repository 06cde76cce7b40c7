"""A person's list of applications: what waits for them first."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.applications import lifecycle, queries, rules, steps
from app.applications.models import Application, Status
from app.awards import queries as awards
from app.contests.models import Contest, ContestKind
from app.grants import queries as grants
from app.web.progress import Progress, progress

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


def cards(session: Session, user_id: int, *, now: datetime) -> list[Card]:
    """A constant number of statements, however long the list."""
    mine = sorted(queries.own(session, user_id), key=lambda row: URGENCY.get(row[0].status, len(URGENCY)))
    ids = [application.id or 0 for application, _ in mine]
    outcomes = awards.outcomes(session, ids)
    won = {grant.application_id: grant.id for grant in grants.of_person(session, user_id)}
    changed = lifecycle.changed(session, [application for application, _ in mine])
    return [
        Card(
            application, contest, progress(application, contest, now, outcome=outcomes.get(id_)),
            rules.may_edit(application, contest, now), id_ in changed,
            steps.done(application.answers) if contest.kind is ContestKind.SMALL_GRANT else None,
            outcomes.get(id_), won.get(id_),
        )
        for id_, (application, contest) in zip(ids, mine, strict=True)
    ]  # fmt: skip
