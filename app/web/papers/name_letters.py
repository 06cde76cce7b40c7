"""Letters that ask to look at names before printing, and the duty that reminds of it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from app.accounts.models import User
from app.contests.models import Contest
from app.db import transaction
from app.i18n import gettext, local, ngettext, pick
from app.papers import name_queries
from app.papers.name_models import NameProof
from app.papers.names import Line
from app.web.house import House
from app.web.letters import Draft, send

DAYS = (3, 7)
"""After how many days without an answer they are reminded."""


def ask(
    house: House, session: Session, contest: Contest, lines: Sequence[Line], users: dict[int, User], *, now: datetime
) -> tuple[int, list[User]]:
    """One letter for each person, however many names; how many are on their way, and who has no address."""
    by_person: dict[int, int] = defaultdict(int)
    for line in lines:
        by_person[line.entry.application.applicant_id] += 1
    people = [(users[id_], count) for id_, count in by_person.items()]
    sent = sum(_send(house, session, contest, user, count, now) for user, count in people if user.has_address)
    return sent, [user for user, _ in people if not user.has_address]


def remind(house: House, now: datetime) -> int:
    """Write to everybody who was asked and has not answered for so many days; each contest in a transaction of its
    own, and nobody waits when there is nothing to write."""
    with transaction(house.engine, reads_only=True) as session:
        waiting = {contest.id for proof, _, contest in name_queries.unproved(session) if _is_due(proof, now)}
    return sum(_remind(house, contest_id, now) for contest_id in waiting)


def _remind(house: House, contest_id: int | None, now: datetime) -> int:
    with transaction(house.engine) as session:
        contest = session.get_one(Contest, contest_id)
        users = name_queries.applicants(session, contest_id)
        counts: dict[int, int] = defaultdict(int)
        for proof, application, _ in name_queries.unproved(session):
            if proof.contest_id == contest_id and _is_due(proof, now):
                counts[application.applicant_id] += 1
                proof.reminders += 1
                session.add(proof)
        return sum(_send(house, session, contest, users[id_], count, now) for id_, count in counts.items())


def _is_due(proof: NameProof, now: datetime) -> bool:
    if proof.asked_at is None or proof.reminders >= len(DAYS):
        return False
    return proof.asked_at + timedelta(days=DAYS[proof.reminders]) <= now


def _send(house: House, session: Session, contest: Contest, user: User, count: int, now: datetime) -> bool:
    """At most one a day for each person."""
    path = str(house.templates.globals["path_for"]("proof.mine", slug=contest.slug))  # type: ignore[operator]
    key = f"names-{contest.id}-{user.id}-{local(now).date().isoformat()}"

    def write() -> Draft:
        return _draft(contest, count, path)

    return send(house, session, to=user, key=key, now=now, write=write, contest_id=contest.id)


def _draft(contest: Contest, count: int, path: str) -> Draft:
    first = ngettext("Soon we print a paper of the contest «%(contest)s». %(num)d name will stand on it.",
                     "Soon we print the papers of the contest «%(contest)s». %(num)d names will stand on them.",
                     count) % {"contest": pick(contest.title), "num": count}  # fmt: skip
    second = gettext("Please look at every letter. If all is right, press «All right»; if not, correct it there.")
    return Draft(gettext("Check the names before printing"), [first, second], (gettext("Look at the names"), path))
