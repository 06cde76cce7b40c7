"""The letter about changed rules to everybody who has begun or handed in something."""

from datetime import datetime

from sqlmodel import Session

from app.applications import admission_queries
from app.contests.models import Contest
from app.i18n import gettext, language, pick
from app.web import letters
from app.web.house import House
from app.web.letters import Draft


def changed(house: House, session: Session, contest: Contest, version: int, notes: dict[str, str], *, path: str,
            now: datetime) -> int:  # fmt: skip
    """`notes`: what changes and why, kk and ru. Returns how many letters were written."""

    def write() -> Draft:
        facts = {"contest": pick(contest.title)}
        subject = gettext("The rules of «%(contest)s» have changed") % facts
        first = gettext("The organiser has published a new version of the rules. What changes:")
        return Draft(subject, [first, pick(notes, language())], (gettext("Read the rules"), path))

    people = admission_queries.entrants(session, contest.id)
    for user in people:
        key = f"rules-{contest.id}-v{version}-{user.id}"
        letters.send(house, session, to=user, key=key, now=now, write=write, contest_id=contest.id)
    return len(people)
