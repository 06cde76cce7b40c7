"""The letters of a mailing: one for each person, in their language, once."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.contests.letter_models import Mailing
from app.contests.models import Contest
from app.i18n import gettext, pick
from app.mail import Letter, post_all
from app.programmes import queries as programmes
from app.web import letters
from app.web.house import House
from app.web.letters import Draft


def send(
    house: House, session: Session, contest: Contest, mailing: Mailing, people: Sequence[User], *, now: datetime
) -> None:
    path = str(house.templates.globals["path_for"]("applications.index"))  # type: ignore[operator]
    organisation = programmes.organisation(session)

    def letter(user: User) -> Letter:
        def write() -> Draft:
            facts = {"name": user.name, "contest": pick(contest.title)}
            return letters.own_words(
                pick(mailing.subject), pick(mailing.body), facts, (gettext("My applications"), path)
            )

        made = letters.written(
            house, organisation, to=user, key=f"mailing-{mailing.id}-{user.id}", now=now, write=write
        )
        made.contest_id, made.mailing_id = contest.id, mailing.id
        return made

    post_all(session, [letter(user) for user in people])
